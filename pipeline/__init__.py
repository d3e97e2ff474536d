"""taizhang: notices with a ledger of tasks (政务公开重点工作台账) -> data to rely on.

>>> from pipeline import convert
>>> document = convert("samples/notice-2021.docx")
>>> len(document.ledgers[0].tasks)
23

The functions import what they need when they are called, and a noun is imported when it is first
asked for: `taizhang --help` waits for neither.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# Python binds a package on its parent when it is first loaded: this one comes before the function
# of its name, so that no later import takes the function's place.
import pipeline.compare  # noqa: F401  (for the binding alone)
from pipeline.convert import convert
from pipeline.errors import InputError, OutputError, RegisterError, TaizhangError
from pipeline.years import compare, history

if TYPE_CHECKING:
    from pipeline.changes import Changes, History
    from pipeline.departments import Register
    from pipeline.model import Document
    from pipeline.overrides import Overrides

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

_NOUNS = {
    "Changes": "pipeline.changes",
    "Document": "pipeline.model",
    "History": "pipeline.changes",
    "Overrides": "pipeline.overrides",
    "Register": "pipeline.departments",
}

# Hidden from type checkers, who would take every name for one that is there.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> type:
        """A noun, imported when it is first asked for (PEP 562)."""
        if name not in _NOUNS:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        noun = getattr(import_module(_NOUNS[name]), name)
        globals()[name] = noun
        return noun


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
