"""taizhang: notices with a ledger of tasks (政务公开重点工作台账) -> data to rely on.

>>> from pipeline import convert
>>> document = convert("samples/notice-2021.docx")
>>> len(document.ledgers[0].tasks)
23
"""

from __future__ import annotations

from pipeline.convert import convert
from pipeline.departments import Register
from pipeline.errors import InputError, OutputError, RegisterError, TaizhangError
from pipeline.model import Document
from pipeline.overrides import Overrides

__all__ = [
    "Document",
    "InputError",
    "OutputError",
    "Overrides",
    "Register",
    "RegisterError",
    "TaizhangError",
    "convert",
]
