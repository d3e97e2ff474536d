"""Pages on which the text lies on its side: turned to be read, and the boxes turned back.

A wide table is often laid into an upright page without saying so in the page's rotation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extract.grid import Rule
from pipeline.extract.lines import Glyph
from pipeline.page import Box, Cell, Fragment, Line, Page, Place

Way = Literal["upward", "downward"]
Turn = Callable[[Box], Box]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page shows: characters and rules, in points on the page as displayed.

    `upward` and `downward` are characters turned by a quarter, by the way that they run.
    """

    number: int
    frame: Box
    glyphs: tuple[Glyph, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    upward: tuple[Glyph, ...] = ()
    downward: tuple[Glyph, ...] = ()


def way_of(sheet: Sheet) -> Way | None:
    """The way that most of the text runs, where it lies on its side."""
    most = max(len(sheet.upward), len(sheet.downward))
    if most <= len(sheet.glyphs):
        return None
    return "upward" if len(sheet.upward) == most else "downward"


def levelled(sheet: Sheet, way: Way) -> Sheet:
    """The sheet turned so that its text runs level."""
    width, height = sheet.frame.x1, sheet.frame.bottom
    upward = way == "upward"

    def turn(box: Box) -> Box:
        if upward:
            return Box(height - box.bottom, box.x0, height - box.top, box.x1)
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)

    text = sheet.upward if upward else sheet.downward
    return Sheet(
        number=sheet.number,
        frame=Box(0.0, 0.0, height, width),
        glyphs=tuple(replace(glyph, box=turn(glyph.box)) for glyph in text),
        horizontal=tuple(_turned(sheet.vertical, turn, is_level=False)),
        vertical=tuple(_turned(sheet.horizontal, turn, is_level=True)),
    )


def _turned(rules: Iterable[Rule], turn: Turn, *, is_level: bool) -> Iterable[Rule]:
    for rule in rules:
        if is_level:
            box = turn(Box(rule.start, rule.at, rule.end, rule.at))
            yield Rule(box.x0, box.top, box.bottom)
        else:
            box = turn(Box(rule.at, rule.start, rule.at, rule.end))
            yield Rule(box.top, box.x0, box.x1)


def turned_back(page: Page, frame: Box, way: Way) -> Page:
    """The page that was read level, with its boxes where they stand on the page as displayed."""
    width, height = frame.x1, frame.bottom

    def turn(box: Box) -> Box:
        if way == "upward":
            return Box(box.top, height - box.x1, box.bottom, height - box.x0)
        return Box(width - box.bottom, box.x0, width - box.top, box.x1)

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
