"""What the cells of a column look like, where no header says what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from pipeline.text.cleaning import squeeze
from pipeline.text.deadline_words import is_deadline
from pipeline.text.header_words import Kind
from pipeline.text.numbering import is_labelled, split_number

Look = Literal["number", "label", "deadline", "names", "text", "blank"]

# How the names of departments end, and the lists of them.
NAME_ENDS = "[处局办室厅委院队站所府科股会部署馆校园台社团组行等]|中心|单位|部门|公司"
NAMES = re.compile(f"({NAME_ENDS})(）|$)|牵头|配合|负责")
# The share of a column's cells that must look so.
MOST = 0.6

# How well a look goes with the kind that a header word gives; what is not listed speaks against.
FITS: dict[Look, dict[Kind | None, float]] = {
    "number": {"number": 3, None: 2, "requirement": 1, "task": 0.5},
    "label": {"task": 3, "requirement": 0.5},
    "deadline": {"deadline": 3, "extras": 0.5},
    "names": {"responsibility": 3, "responsible": 3, "lead": 3, "support": 3, "extras": 0},
    "text": {"requirement": 3, "task": 1.5, "extras": 0.5},
}
MISFIT = -3.0


def look(texts: Iterable[str]) -> Look:
    """What most of the filled cells look like."""
    filled = [plain for text in texts if (plain := squeeze(text))]
    if not filled:
        return "blank"
    if share(filled, is_bare_number) >= MOST:
        return "number"
    if share(filled, is_labelled) >= MOST:
        return "label"
    if share(filled, is_deadline) >= MOST:
        return "deadline"
    if share(filled, _names_departments) >= MOST:
        return "names"
    return "text"


def fit(seen: Look, kind: Kind | None) -> float:
    """How well cells that look so stand under a header of that kind."""
    return 0.0 if seen == "blank" else FITS[seen].get(kind, MISFIT)


def is_bare_number(text: str) -> bool:
    """Is the text a task's number and nothing else?"""
    number = split_number(text)
    return number is not None and not number.rest.strip()


def share(texts: list[str], question: Callable[[str], bool]) -> float:
    """The share of texts for which the answer is yes."""
    return sum(1 for text in texts if question(text)) / len(texts)


def _names_departments(text: str) -> bool:
    return "。" not in text and NAMES.search(text) is not None
