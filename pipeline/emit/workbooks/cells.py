"""What a workbook holds, before a library writes it: sheets, rows, and what a cell may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.changes import Mark, MarkKind

MOST_CHARACTERS = 32_767
"""What a cell holds, in units of UTF-16 (Excel specifications and limits)."""

Shade = Literal["none", "head", "own", "grave", "doubtful", "added", "removed", "changed", "quiet"]
"""What lies behind a cell; `own` is left to whoever works with the sheet."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in pieces, each in both years, in the old one alone, or in the new one alone."""

    pieces: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """The pieces as one text."""
        return "".join(text for _, text in self.pieces)


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a row of a sheet, its rows counted from 0."""

    text: str
    sheet: str
    row: int


Value = str | int | float | date | Marked | Link | None


@dataclass(frozen=True, slots=True)
class Shaded:
    """A value before a shade of its own."""

    value: Value
    shade: Shade


Cell = Value | Shaded


@dataclass(frozen=True, slots=True)
class Column:
    """A column: header and width, in half-width characters (a Han character counts two).

    It becomes wider, up to `widest`, where a text would be higher than a row can be.
    """

    header: str
    width: int
    widest: int = 0
    is_centred: bool = False
    shade: Shade = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, from the left.

    Those that it lacks are empty in a list; in what is no list, the last one reaches over them.
    """

    cells: tuple[Cell, ...]
    shade: Shade = "none"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a list under a header, of which the first columns stay in sight.

    One whose columns have no headers is no list, but what its rows make of it.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    frozen: int = 0

    @property
    def has_header(self) -> bool:
        """Is it a list, with a header that filters?"""
        return any(column.header for column in self.columns)


def bare(cell: Cell) -> Value:
    """A cell without its shade."""
    return cell.value if isinstance(cell, Shaded) else cell


def shown(cell: Cell) -> str:
    """The text that a cell shows."""
    value = bare(cell)
    if isinstance(value, Marked | Link):
        return value.text
    return "" if value is None else str(value)


# What XML 1.0 cannot hold, but for the tab and the line feed, which a cell can show.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_NO_CHARACTER = re.compile(r"[\ud800-\udfff\ufffe\uffff]")

# What turns the direction of writing: a reader is shown the order that the data has.
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def legible(text: str) -> str:
    """The text as a cell can hold it, with nothing unseen that would change what is read.

    A control character is shown by its picture (␀ … ␟), a mark that turns the direction of
    writing as `[U+202E]`.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub(lambda control: chr(0x2400 + ord(control[0])), text)
    text = _TURNING.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", text)
    return _NO_CHARACTER.sub("\ufffd", text)


def held(pieces: Iterable[Mark]) -> tuple[Mark, ...]:
    """Pieces as a cell holds them: legible, none of them empty, neighbours of one kind joined.

    A text that is too long for a cell is cut, and its end says so.
    """
    joined = tuple(_joined((kind, legible(text)) for kind, text in pieces))
    length = sum(_length(text) for _, text in joined)
    if length <= MOST_CHARACTERS:
        return joined
    word = f"……【全文{length}字，超出单元格上限，此处截断】"
    first = _first(joined, MOST_CHARACTERS - _length(word))
    return tuple(_joined((*first, ("equal", word))))


def _joined(pieces: Iterable[Mark]) -> Iterator[Mark]:
    kind: MarkKind = "equal"
    gathered = ""
    for next_kind, text in pieces:
        if text and gathered and next_kind != kind:
            yield kind, gathered
            gathered = ""
        if text:
            kind, gathered = next_kind, gathered + text
    if gathered:
        yield kind, gathered


def _first(pieces: Iterable[Mark], room: int) -> Iterator[Mark]:
    """As much of the pieces as `room` takes, no character halved."""
    for kind, text in pieces:
        part = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
        if not part:
            return
        yield kind, part
        room -= _length(part)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
