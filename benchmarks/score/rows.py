"""The measure that any program can be given that reads tables: is a task right in one row?

A row holds a task when requirement, responsibility and deadline each stand in a cell of it,
as far as the ledger has columns for them. Nothing is asked of headings and departments.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.text.cleaning import drop_invisible, fold_radicals

Row = Sequence[str | None]

ROLES = frozenset({"lead", "support", "responsible"})
_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)\]]?[.、．]?")
_MARKS = str.maketrans("“”„‟‘’〔〕【】[]﹝﹞", '""""\'\'()()()()')


def tasks_right(ledgers: Iterable[Mapping[str, Any]], rows: Iterable[Row]) -> tuple[bool, ...]:
    """For each task of each ledger: does a row hold it? A row is counted for one task."""
    left = [frozenset(fold(cell) for cell in row if cell) for row in rows]
    answers = []
    for ledger in ledgers:
        for task in ledger["tasks"]:
            requirement, *others = wanted(task, ledger["columns"])
            found = next((row for row in left if _holds(row, requirement, others)), None)
            if found is not None:
                left.remove(found)
            answers.append(found is not None)
    return tuple(answers)


def wanted(task: Mapping[str, Any], columns: Iterable[Mapping[str, str]]) -> list[str]:
    """What the cells of a task's row say: its requirement, then what has a column besides."""
    columns = tuple(columns)
    fields = {column["field"] for column in columns}
    others: list[str] = []
    if fields & (ROLES | {"responsibility"}):
        others += _parted(task["responsibility"]["text"], columns)
    if "deadline" in fields:
        others.append(task["deadline"]["text"])
    texts = (task["requirement"] or task["title"] or "", *others)
    return [fold(texts[0]), *(fold(text) for text in texts[1:] if text)]


def printed_rows(document: Mapping[str, Any]) -> list[list[str]]:
    """The rows that a converted JSON stands for: what this program's own measure is taken of."""
    return [
        wanted(task, ledger["columns"])
        for ledger in document["ledgers"]
        for task in ledger["tasks"]
    ]


def fold(text: str) -> str:
    """The text without spaces, and with the forms of one character made the same.

    Radicals, width, quotation marks and brackets: what a font or a program's taste puts there
    is not counted against it.
    """
    plain = unicodedata.normalize("NFKC", fold_radicals(drop_invisible(text)))
    return "".join(plain.split()).translate(_MARKS)


def _parted(text: str, columns: Iterable[Mapping[str, str]]) -> list[str]:
    """The cells behind `牵头单位：…；责任单位：…`, where roles have columns of their own."""
    labels = [
        re.escape(column["header"].rsplit("/", 1)[-1])
        for column in columns
        if column["field"] in ROLES
    ]
    if not labels:
        return [text]
    return [part for part in re.split(rf"(?:^|；)(?:{'|'.join(labels)})：", text) if part]


def _holds(row: frozenset[str], requirement: str, others: Iterable[str]) -> bool:
    return all(text in row for text in others) and any(
        cell.endswith(requirement) and _is_number(cell.removesuffix(requirement)) for cell in row
    )


def _is_number(head: str) -> bool:
    """Nothing, or a number that was printed in front of the text."""
    return not head or _NUMBER.fullmatch(head) is not None
