"""Characters set as a printing program sets them, for tests of what is read off a page."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract.grid import Rule
from pipeline.extract.layout import laid_out
from pipeline.extract.lines import Glyph
from pipeline.extract.turning import Sheet
from pipeline.page import Box, Page

A4 = Box(0.0, 0.0, 595.0, 842.0)


def typed(
    text: str, x: float = 0.0, top: float = 0.0, *, size: float = 10.0, spread: float = 0.0
) -> list[Glyph]:
    """A line of type: Han characters are squares, Latin ones half as wide.

    `spread` is the room put between each two characters to fill a line. A blank moves on
    without a character, as most programs do.
    """
    set_type: list[Glyph] = []
    for character in text:
        width = size * (0.5 if character.isascii() else 1.0)
        if character != " ":
            set_type.append(Glyph(character, Box(x, top, x + width, top + size), size))
        x += width + spread
    return set_type


def paragraph(text: str, x: float, top: float, *, size: float = 10.0) -> list[Glyph]:
    """Lines of type, one under the other."""
    return [
        glyph
        for row, line in enumerate(text.split("\n"))
        for glyph in typed(line, x, top + row * 1.5 * size, size=size)
    ]


def ruled(xs: Iterable[float], ys: Iterable[float]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """All rules of a table with full columns and rows: those across, those down."""
    columns, rows = sorted(xs), sorted(ys)
    across = tuple(Rule(y, columns[0], columns[-1]) for y in rows)
    down = tuple(Rule(x, rows[0], rows[-1]) for x in columns)
    return across, down


def page_of(
    glyphs: Iterable[Glyph],
    across: Iterable[Rule] = (),
    down: Iterable[Rule] = (),
) -> Page:
    """What is read off one page that shows these."""
    (page,), _ = laid_out([Sheet(1, A4, tuple(glyphs), tuple(across), tuple(down))])
    return page
