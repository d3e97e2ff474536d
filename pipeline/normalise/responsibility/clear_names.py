"""The names that the cells of one ledger print in clear form: they help to read the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.departments import is_collective, looks_whole
from pipeline.normalise.responsibility.name_breaks import (
    BREAK,
    MARKS,
    Known,
    cut_outside_brackets,
    is_open,
)
from pipeline.normalise.responsibility.role_words import bare_name
from pipeline.normalise.responsibility.run_together import is_one_name, may_be_two
from pipeline.text.cleaning import clean


def with_names_shown(known: Known, cells: Iterable[str]) -> Known:
    """`known`, and the names that cells of one ledger print in clear form, whatever their order.

    A name is clear that stands on one line, between marks, or alone and with nothing in it that
    might part it. What has the form of two names is not clear.
    """
    seen = {name for text in cells for name in _clear_names(text)}
    return replace(known, shown=frozenset(name for name in seen if is_one_name(name, known)))


def _clear_names(text: str) -> Iterator[str]:
    text = text.replace("(", "（").replace(")", "）")
    cut = tuple(cut_outside_brackets(text, MARKS))
    parts = [part.strip() for _, part in cut]
    marks_behind = (*(mark for mark, _ in cut[1:]), "")
    for part, behind in zip(parts, marks_behind, strict=True):
        name = clean(bare_name(part.strip("（）") if is_open(part) else part))
        if (
            len(part) > _LONGEST_NAME
            or _UNCLEAR.search(part)
            or _UNCLEAR.search(name)
            or is_collective(name)
        ):
            continue
        is_han = _HAN.fullmatch(name) is not None
        has_marks = len(parts) > 1 and not _AND.search(name) and is_han and 2 < len(name) < 21
        # 和 joins the last two of a list: where the list goes on, it is inside a name.
        has_and = is_han and any(one in name[2:-2] for one in "和与及")
        is_within = behind == "、" and has_and and looks_whole(name)
        if has_marks or is_within or (looks_whole(name) and not may_be_two(name)):
            yield name


_LONGEST_NAME = 30
_UNCLEAR = re.compile(rf"牵头|配合|会同(?!县)|负责|职责|{BREAK}|[：:。/／\s]|^$")
_HAN = re.compile("[\u3400-\u9fff（）]+")
_AND = re.compile("以及|[和与及/／]")
