"""Text that runs out of its cell. What a page shows is drawn in `tests/cases/sheets`."""

from __future__ import annotations

from pipeline.extract.grid import Grid, Rule, grids
from pipeline.extract.lines import Glyph
from pipeline.extract.overflow import struck
from pipeline.page import Box


def a_grid() -> Grid:
    """Two rows of two columns, with an edge at 40."""
    across = [Rule(at, 0, 200) for at in (10, 40, 70)]
    (grid,) = grids(across, [Rule(at, 10, 70) for at in (0, 100, 200)])
    return grid


def a_line(text: str, top: float) -> list[Glyph]:
    """Characters of 10 points in the first column."""
    boxes = (Box(10 + 10 * i, top, 20 + 10 * i, top + 10) for i in range(len(text)))
    return [Glyph(one, box, 10) for one, box in zip(text, boxes, strict=True)]


def rows(*lines: list[Glyph]) -> dict[str, int]:
    """The row of each struck character."""
    found = struck(a_grid(), [glyph for line in lines for glyph in line])
    return {glyph.text: row for glyph, row in found.items()}


def test_a_line_that_a_rule_strikes_belongs_where_its_text_goes_on() -> None:
    """A text that is higher than its cell runs out of it above, and below."""
    assert rows(a_line("甲", 34), a_line("乙", 46), a_line("丙", 58)) == {"甲": 1}
    assert rows(a_line("甲", 12), a_line("乙", 24), a_line("丙", 36)) == {"丙": 0}


def test_a_struck_line_alone_is_told_by_its_middle() -> None:
    """And one that a rule only touches is not struck."""
    assert rows(a_line("甲", 34)) == {}
    assert rows(a_line("甲", 29), a_line("乙", 41)) == {}
