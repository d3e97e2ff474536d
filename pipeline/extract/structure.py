"""The logical tables of a tagged PDF: to which cell each piece of a page's content belongs.

The tree is read from its root down (ISO 32000-1, 14.7 and 14.8.4.3). Where it is broken, what it
says there is left out: the structure is one witness among others, and no part of the document.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from pipeline.page import LogicalCell

TABLE, ROW, CELLS = "Table", "TR", ("TH", "TD")
# A role may be mapped to another that is mapped again, so many times.
LONGEST_ROLE = 8

# The number of a page's object, and that of a piece of its content (MCID).
Content = tuple[object, object]


class Reader(Protocol):
    """Gives the objects of a file, one after the other as they are asked for."""

    def number(self, thing: object) -> int | None:
        """The number of the object that a reference names; None for what is no reference."""

    def value(self, thing: object) -> object:
        """What is meant, references followed, names as text; None where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the tree something stands: on which page, and in which table, row and cell."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    cell: LogicalCell | None = None


def logical_cells(root: object, reader: Reader) -> dict[Content, LogicalCell]:
    """The logical cell of each piece of content that stands in one, by page and piece.

    What two cells claim is the first one's. Each object is read once, however many point to it,
    so that a tree that bites its tail comes to an end.
    """
    tree = Tree(root, reader)
    seen: set[int] = set()
    waiting = [(tree.top, Spot())]
    while waiting:
        reference, spot = waiting.pop()
        number = reader.number(reference)
        if number is not None:
            if number in seen:
                continue
            seen.add(number)
        thing = reader.value(reference)
        if isinstance(thing, list):
            waiting += [(kid, spot) for kid in reversed(thing)]
        elif isinstance(thing, dict) and "S" in thing:
            waiting.append((thing.get("K"), tree.within(thing, spot)))
        else:
            tree.hold(thing, spot)
    return tree.cells


class Tree:
    """A structure as far as it has been read: how many tables, rows and cells there were."""

    def __init__(self, root: object, reader: Reader) -> None:
        found = _dictionary(reader.value(root))
        self.top = found.get("K")
        self.cells: dict[Content, LogicalCell] = {}
        self._roles = _dictionary(reader.value(found.get("RoleMap")))
        self._reader = reader
        self._tables = 0
        self._rows: Counter[int] = Counter()
        self._places: Counter[tuple[int, int]] = Counter()

    def within(self, element: dict[str, object], spot: Spot) -> Spot:
        """Where the kids of an element stand."""
        page = self._page(element, spot)
        role = self._role(element)
        if role == TABLE:
            self._tables += 1
            return Spot(page, self._tables - 1, None, spot.cell)
        if role == ROW and spot.table is not None:
            self._rows[spot.table] += 1
            return Spot(page, spot.table, self._rows[spot.table] - 1, spot.cell)
        if role in CELLS and spot.table is not None and spot.row is not None:
            self._places[spot.table, spot.row] += 1
            place = self._places[spot.table, spot.row] - 1
            cell = LogicalCell(spot.table, spot.row, place, self._row_span(element))
            return Spot(page, None, None, cell)
        return Spot(page, spot.table, spot.row, spot.cell)

    def hold(self, thing: object, spot: Spot) -> None:
        """Note whose a piece of content is: its number, or a dictionary with number and page."""
        piece, page = thing, spot.page
        if isinstance(thing, dict) and "Stm" not in thing:
            piece, page = self._reader.value(thing.get("MCID")), self._page(thing, spot)
        if isinstance(piece, int) and page is not None and spot.cell is not None:
            self.cells.setdefault((page, piece), spot.cell)

    def _page(self, element: dict[str, object], spot: Spot) -> int | None:
        own = self._reader.number(element.get("Pg"))
        return spot.page if own is None else own

    def _role(self, element: dict[str, object]) -> object:
        role = self._reader.value(element.get("S"))
        for _ in range(LONGEST_ROLE):
            if role in (TABLE, ROW, *CELLS) or not isinstance(role, str):
                break
            role = self._reader.value(self._roles.get(role))
        return role

    def _row_span(self, element: dict[str, object]) -> int:
        """How many rows a cell says it covers; 1 where it says nothing that makes sense."""
        held = self._reader.value(element.get("A"))
        for reference in held if isinstance(held, list) else [held]:
            span = self._reader.value(_dictionary(self._reader.value(reference)).get("RowSpan"))
            if isinstance(span, int) and span > 0:
                return span
        return 1


def _dictionary(thing: object) -> dict[str, object]:
    return thing if isinstance(thing, dict) else {}
