"""Sheets that wait are packed, and come out as they went in."""

from __future__ import annotations

import pytest

from pipeline.extract.grid import Rule
from pipeline.extract.layout import laid_out
from pipeline.extract.lines import Glyph
from pipeline.extract.packed import MANY, Packed, Sheets
from pipeline.extract.turning import Sheet
from pipeline.page import Box, LogicalCell
from tests.typesetting import A4, ruled, typed

XS, YS = (100.0, 200.0, 300.0), (100.0, 150.0, 200.0)


def a_sheet(number: int) -> Sheet:
    """A page with a table of one row, and a line over it."""
    glyphs = (*typed("甲乙", 110, 110), *typed(f"丙{number}", 210, 110), *typed("附件", 100, 50))
    return Sheet(number, A4, glyphs, *ruled(XS, YS))


GLYPH = Glyph("字", Box(1.1, 2.2, 3.3, 4.4), 10.5)


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet(1, A4, (), (), ()),
        a_sheet(1),
        Sheet(1, A4, (GLYPH, GLYPH._replace(level=2.9)), (), ()),
        Sheet(1, A4, (GLYPH._replace(text="ffi"), GLYPH._replace(text="")), (), ()),
        Sheet(1, A4, (GLYPH, GLYPH._replace(cell=LogicalCell(0, 1, 2, 3))), (), ()),
        Sheet(1, A4, (), (Rule(1.5, 2.5, 3.5),), (Rule(4.5, 5.5, 6.5),)),
        Sheet(1, A4, (), (), (), turned={"upward": (GLYPH,)}, fills=(Box(1, 2, 3, 4),)),
    ],
)
def test_a_packed_sheet_is_the_same_unpacked(sheet: Sheet) -> None:
    """Each number to its last bit: what is told of a page hangs on tenths of points."""
    assert Packed.of(sheet).unpacked() == sheet


def test_the_rules_of_a_packed_sheet_come_without_its_characters() -> None:
    """Where the columns of all pages part is asked before any of their texts."""
    sheet = a_sheet(1)
    bare = Packed.of(sheet).ruled()
    assert (bare.horizontal, bare.vertical) == (sheet.horizontal, sheet.vertical)
    assert bare.glyphs == ()


def test_sheets_are_given_back_in_order() -> None:
    """Those that are packed, those that are not, and one that was put in another's place."""
    sheets = Sheets(a_sheet(number) for number in range(MANY + 3))
    sheets.put(MANY + 1, a_sheet(999))
    numbers = [*range(MANY + 1), 999, MANY + 2]
    assert [sheet.number for sheet in sheets] == numbers
    assert [sheet.number for sheet in sheets.ruled()] == numbers
    assert [sheet.number for sheet in sheets[-2:]] == numbers[-2:]


def test_the_pages_of_a_long_document_are_read_as_those_of_a_short_one() -> None:
    """Whether a page waits packed makes no difference."""
    made, findings = laid_out([a_sheet(number) for number in range(1, MANY + 3)])
    texts = [[cell.text for f in page.fragments for cell in f.cells] for page in made]
    assert texts == [["甲乙", f"丙{number}", "", ""] for number in range(1, MANY + 3)]
    assert {len(page.lines) for page in made} == {1}
    assert findings == ()


def test_a_reader_may_give_sheets_as_it_reads() -> None:
    """They are gone through once."""
    made, _ = laid_out(a_sheet(number) for number in (1, 2, 3))
    assert [page.number for page in made] == [1, 2, 3]
