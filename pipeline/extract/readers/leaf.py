"""What every reader of PDFs gives of a page, and how its characters and paths make up a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.grid import Rule
from pipeline.extract.lines import LEANS, Glyph, Way
from pipeline.extract.readers.windows import Hidden
from pipeline.extract.strokes import EDGE, Stroke, fills, rules
from pipeline.extract.turning import Sheet
from pipeline.page import Box, LogicalCell

# How far Han characters reach above and below their base line, in sizes of the type.
ABOVE, BELOW = 0.88, 0.14
# What a font does not tell the meaning of.
UNREADABLE = "\ufffd"

Level = Literal["level"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page as a reader gives it: what it shows, its pictures, and what it clips off."""

    sheet: Sheet
    images: tuple[Box, ...]
    is_curved: bool
    hidden: tuple[Hidden, ...]


def way_of_matrix(a: float, b: float, c: float, d: float) -> Way | Level | None:
    """How a character of that matrix runs; None for the slant of a watermark or a seal.

    The matrix leads to the page as displayed, with its foot below.
    """
    along, across = abs(a) + abs(d), abs(b) + abs(c)
    if across < LEANS * along and a * d > 0 and b * c <= 0:
        return "inverted" if a < 0 and d < 0 else "level"
    if along < LEANS * across:
        return "upward" if b > 0 else "downward"
    return None


def reach(base: float, size: float) -> tuple[float, float, float]:
    """From where to where a level character is drawn, and the height of its middle.

    What fonts say of their height and descent is left alone: many say nothing, and what a
    library makes of that differs by half the size of the type.
    """
    top, bottom = base - ABOVE * size, base + BELOW * size
    return top, bottom, (top + bottom) / 2


def turned_glyph(text: str, box: Box, cell: LogicalCell | None) -> Glyph:
    """A character turned by a quarter or upside down."""
    return Glyph(text=text, box=box, size=max(box.x1 - box.x0, 1.0), cell=cell)


def sheet_of(
    number: int,
    frame: Box,
    glyphs: dict[Way | Level, list[Glyph]],
    strokes: Sequence[Stroke],
) -> Sheet:
    """A page's sheet, from the characters by the way that they run, and the paths."""
    horizontal, vertical = rules(strokes)
    return Sheet(
        number=number,
        frame=frame,
        glyphs=tuple(glyphs.get("level", ())),
        horizontal=tuple(_shown(horizontal, frame.x1, frame.bottom)),
        vertical=tuple(_shown(vertical, frame.bottom, frame.x1)),
        turned={way: tuple(held) for way, held in glyphs.items() if way != "level"},
        fills=tuple(fills(strokes)),
    )


def _shown(rules: Iterable[Rule], end: float, across: float) -> list[Rule]:
    """The rules as far as the page shows them: to `end` along them, to `across` the other way."""
    shown = (Rule(rule.at, max(rule.start, 0.0), min(rule.end, end)) for rule in rules)
    return [rule for rule in shown if rule.start < rule.end and -EDGE <= rule.at <= across + EDGE]
