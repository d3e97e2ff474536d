"""Columns of tables that are ruled only across."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.extract.corridors import walls
from pipeline.extract.grid import Rule
from pipeline.extract.lines import Glyph
from tests.typesetting import typed

# Four rows of 20 points under a header, over a width of 300.
YS = (100.0, 120.0, 140.0, 160.0, 180.0)


def across(*ys: float, left: float = 50, right: float = 350) -> list[Rule]:
    """Rules across a table at these heights."""
    return [Rule(y, left, right) for y in ys or YS]


def row(number: int, *cells: tuple[float, str]) -> list[Glyph]:
    """Texts in one row of the table, each from its place across; the header is row 0."""
    return [glyph for x, text in cells for glyph in typed(text, x, YS[0] + 5 + 20 * number)]


def rows(*cells: tuple[float, str], but: dict[int, tuple[tuple[float, str], ...]]) -> list[Glyph]:
    """All rows of the table alike, but for those that have texts of their own."""
    return [glyph for n in range(4) for glyph in row(n, *but.get(n, cells))]


def columns(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], vertical: Sequence[Rule] = ()
) -> list[float]:
    """Where a page's rules down would stand; [] where it has no table ruled only across."""
    found = walls([(glyphs, rules, vertical)])
    return sorted({rule.at for corridors in found.values() for rule in corridors.vertical})


ALIKE = ((60.0, "一"), (120.0, "主动公开"), (250.0, "年底前"))


def test_columns_are_parted_by_white_space() -> None:
    """Down the middle of what no text crosses; and at the table's sides."""
    assert columns(rows(*ALIKE, but={}), across()) == [50, 95, 205, 350]


def test_a_table_with_rules_down_has_its_columns() -> None:
    """White space is asked only where no rule down is drawn."""
    assert columns(rows(*ALIKE, but={}), across(), [Rule(200, 100, 180)]) == []


def test_three_rules_are_no_table() -> None:
    """A notice's imprint (版记) has three."""
    assert columns(rows(*ALIKE, but={}), across(100, 140, 180)) == []


def test_a_page_without_rules_has_none() -> None:
    """Columns of text alone are no table."""
    assert columns(rows(*ALIKE, but={}), []) == []


def test_short_rules_beside_long_ones_do_not_count() -> None:
    """A blank to be filled in has a rule under it."""
    rules = [*across(100, 180), *across(120, 140, 160, right=120)]
    assert columns(rows(*ALIKE, but={}), rules) == []


HEADINGS = [
    "进一步强化重点领域信息公开的各项工作举措",
    "一、进一步强化重点领域信息公开的各项工作",
    "一、进一步强化政策解读，主动回应关切的问题",
    "一、进一步强化指导监督",
    "一、规划信息公开",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_over_the_columns_parts_none(heading: str) -> None:
    """However long it is, the columns stay; and it stays whole: no rule runs through it."""
    glyphs = rows(*ALIKE, but={2: ((60.0, heading),)})
    end = 60 + 10 * len(heading)
    (found,) = walls([(glyphs, across(), [])]).values()
    edges = sorted({rule.at for rule in found.vertical})
    assert len(edges) == 4
    assert [e for e in edges if 70 < e <= 120]
    assert [e for e in edges if 160 < e <= 250]
    through = [rule.at for rule in found.vertical if rule.start == 140 and 60 < rule.at < end]
    assert through == []


def test_a_header_over_two_columns_does_not_join_them() -> None:
    """The first row of a page is not asked."""
    glyphs = rows(*ALIKE, but={0: ((80.0, "工作任务"), (250.0, "时限"))})
    assert columns(glyphs, across()) == [50, 95, 205, 350]


def test_a_mark_that_hangs_into_the_white_space_closes_it_not() -> None:
    """The last mark of a full line has its ink on the left."""
    glyphs = rows((60, "一"), (120, "主动公开。"), (168, "年底前"), but={0: ALIKE})
    assert columns(glyphs, across()) == [50, 95, 166.5, 350]


def test_a_narrow_gap_is_none() -> None:
    """Two columns lie further apart than the characters of one do."""
    glyphs = rows((60, "一"), (71, "主动公开"), (250, "年底前"), but={0: ALIKE})
    assert 70.5 not in columns(glyphs, across())


def test_pages_of_one_table_are_asked_together() -> None:
    """A column that is blank on one page has its place from the others."""
    full = rows(*ALIKE, but={})
    sparse = rows((120, "主动公开"), but={})
    found = walls([(full, across(), []), ([], [], []), (sparse, across(), [])])
    assert set(found) == {0, 2}
    assert {rule.at for rule in found[2].vertical} == {50, 95, 205, 350}


def test_tables_of_different_width_are_asked_apart() -> None:
    """Another table's columns are not this one's."""
    wide = rows(*ALIKE, but={})
    narrow = rows((60, "主动公开政务"), (150, "年底前"), but={})
    found = walls([(wide, across(), []), (narrow, across(right=200), [])])
    assert {rule.at for rule in found[0].vertical} == {50, 95, 205, 350}
    assert {rule.at for rule in found[1].vertical} == {50, 135, 200}


def test_text_under_the_last_rule_is_a_row() -> None:
    """The page cut the table open."""
    glyphs = [*rows(*ALIKE, but={}), *row(4, *ALIKE)]
    (found,) = walls([(glyphs, across(), [])]).values()
    assert max(rule.end for rule in found.vertical) > YS[-1] + 10
