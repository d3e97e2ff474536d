"""Pages on which the text lies on its side: turned to be read, and the boxes turned back.

A wide table is often laid into an upright page without saying so in the page's rotation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.extract.grid import Rule
from pipeline.extract.lines import Glyph, Way
from pipeline.page import Box, Cell, Fragment, Line, Page, Place

Turn = Callable[[Box], Box]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page shows: characters and rules, in points on the page as displayed.

    `turned` are characters turned by a quarter or upside down, by the way that they run. `fills`
    are painted areas.
    """

    number: int
    frame: Box
    glyphs: tuple[Glyph, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    turned: Mapping[Way, tuple[Glyph, ...]] = field(default_factory=dict)
    fills: tuple[Box, ...] = ()


def way_of(sheet: Sheet) -> Way | None:
    """The way that most of the text runs, where it lies on its side."""
    most = max(sheet.turned, key=lambda way: len(sheet.turned[way]), default=None)
    return most if most is not None and len(sheet.turned[most]) > len(sheet.glyphs) else None


def levelled(sheet: Sheet, way: Way) -> Sheet:
    """The sheet turned so that its text runs level."""
    width, height = sheet.frame.x1, sheet.frame.bottom
    turn = _turn(way, width, height)
    boxes = [turn(box) for box in _boxes(sheet)]
    return Sheet(
        number=sheet.number,
        frame=sheet.frame if way == "inverted" else Box(0.0, 0.0, height, width),
        glyphs=tuple(g._replace(box=turn(g.box), level=None) for g in sheet.turned[way]),
        horizontal=tuple(Rule(box.top, box.x0, box.x1) for box in boxes if box.top == box.bottom),
        vertical=tuple(Rule(box.x0, box.top, box.bottom) for box in boxes if box.x0 == box.x1),
        fills=tuple(turn(box) for box in sheet.fills),
    )


def _boxes(sheet: Sheet) -> Iterable[Box]:
    """The rules as boxes without height or width."""
    yield from (Box(rule.start, rule.at, rule.end, rule.at) for rule in sheet.horizontal)
    yield from (Box(rule.at, rule.start, rule.at, rule.end) for rule in sheet.vertical)


def _turn(way: Way, width: float, height: float) -> Turn:
    """How a box moves when a page of that size is turned so that text of that way runs level."""
    turns: dict[Way, Turn] = {
        "upward": lambda box: Box(height - box.bottom, box.x0, height - box.top, box.x1),
        "downward": lambda box: Box(box.top, width - box.x1, box.bottom, width - box.x0),
        "inverted": lambda box: Box(
            width - box.x1, height - box.bottom, width - box.x0, height - box.top
        ),
    }
    return turns[way]


def turned_back(page: Page, frame: Box, way: Way) -> Page:
    """The page that was read level, with its boxes where they stand on the page as displayed."""
    width, height = frame.x1, frame.bottom
    if way == "inverted":
        turn = _turn(way, width, height)
    else:
        turn = _turn("downward" if way == "upward" else "upward", height, width)
    return replace(
        page,
        lines=tuple(_line(line, turn) for line in page.lines),
        fragments=tuple(_fragment(fragment, turn) for fragment in page.fragments),
    )


def _fragment(fragment: Fragment, turn: Turn) -> Fragment:
    return replace(fragment, cells=tuple(_cell(cell, turn) for cell in fragment.cells))


def _cell(cell: Cell, turn: Turn) -> Cell:
    lines = tuple(_line(line, turn) for line in cell.lines)
    return replace(cell, lines=lines, place=_place(cell.place, turn))


def _line(line: Line, turn: Turn) -> Line:
    """A line on its side; how far along each of its characters ends is not kept."""
    return replace(line, place=_place(line.place, turn), ends=())


def _place(place: Place, turn: Turn) -> Place:
    return place if place.box is None else replace(place, box=turn(place.box))
