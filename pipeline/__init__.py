"""taizhang: notices with a ledger of tasks (政务公开重点工作台账) -> data to rely on.

>>> from pipeline import convert
>>> document = convert("samples/notice-2021.docx")
>>> len(document.ledgers[0].tasks)
23
"""

from __future__ import annotations

from pipeline.changes import Changes, History
from pipeline.convert import convert
from pipeline.departments import Register
from pipeline.errors import InputError, OutputError, RegisterError, TaizhangError
from pipeline.model import Document
from pipeline.overrides import Overrides
from pipeline.years import compare, history

__all__ = [
    "Changes",
    "Document",
    "History",
    "InputError",
    "OutputError",
    "Overrides",
    "Register",
    "RegisterError",
    "TaizhangError",
    "compare",
    "convert",
    "history",
]
