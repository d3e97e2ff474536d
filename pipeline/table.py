"""What `rebuild` makes: one logical table, whole, whatever pages it was cut over."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import FieldName
from pipeline.page import Line, joined, say_nothing


@dataclass(frozen=True, slots=True)
class Value:
    """What one cell of the logical table says: the lines of all its pieces, in order.

    `repeats` are lines that only print again what another piece says.
    """

    lines: tuple[Line, ...] = ()
    repeats: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The lines as they stand, one under the other."""
        return joined(self.lines)

    @property
    def is_blank(self) -> bool:
        """Does the value show nothing?"""
        return say_nothing(self.lines)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the logical table: its header, its field, and its key in `extras`."""

    header: str
    field: FieldName
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One task: its headings from rows across the table, and a value for each column."""

    banners: tuple[Value, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ledger's table; `above` are the lines printed over it since the one before.

    `beside` are lines among and after a ledger of paragraphs that are in no task; `below` the
    lines after the last table.
    """

    above: tuple[Line, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    beside: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()
