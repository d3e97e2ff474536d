"""From the characters and rules of pages to lines and table fragments."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.extract.grid import Rule
from pipeline.extract.layout import laid_out
from pipeline.extract.lines import Glyph
from pipeline.extract.turning import Sheet
from pipeline.page import Box, Cell, Fragment, Page
from tests.pictures import Picture, glyphs, grid_text, horizontal, pictures, plain, vertical
from tests.typesetting import A4, page_of, paragraph, ruled, typed

# A table of two columns, 100 points wide each, with two rows of 50 points.
XS, YS = (100.0, 200.0, 300.0), (100.0, 150.0, 200.0)


@pytest.mark.parametrize("picture", pictures("sheets"))
def test_a_page_is_read_as_it_is_drawn(picture: Picture) -> None:
    """The cells with their texts, and the lines that stand round the tables."""
    pages, _ = laid_out([sheet(number, page) for number, page in enumerate(picture.pages, 1)])
    fragments = [fragment for page in pages for fragment in page.fragments]
    read = "\n\n".join(shown(fragment) for fragment in fragments) or "no table"
    assert plain(read) == plain(picture.expected["cells"])
    running = "\n".join(line for page in pages for line in running_lines(page))
    assert plain(running) == plain(picture.expected["lines"])


def sheet(number: int, page: str) -> Sheet:
    """A picture as a page."""
    return Sheet(number, A4, glyphs(page), tuple(horizontal(page)), tuple(vertical(page)))


def shown(fragment: Fragment) -> str:
    """A fragment's grid; lines within a cell are parted by a slash."""
    return grid_text(
        [
            [
                "" if cell is None else "/".join(line.text for line in cell.lines)
                for column in range(fragment.columns)
                for cell in [fragment.at(row, column)]
            ]
            for row in range(fragment.rows)
        ]
    )


def running_lines(page: Page) -> Iterator[str]:
    """The lines of a page, with a mark where each table stands."""
    taken = 0
    for fragment in page.fragments:
        yield from (line.text for line in page.lines[taken : fragment.after])
        yield "--- table"
        taken = fragment.after
    yield from (line.text for line in page.lines[taken:])


def cells(page: Page) -> dict[tuple[int, int], Cell]:
    """The cells of a page's only table, by position."""
    (fragment,) = page.fragments
    return {(cell.row, cell.column): cell for cell in fragment.cells}


def test_a_fragment_knows_its_columns_edges() -> None:
    """The left edge of each column and the right edge of the last; cells know their boxes."""
    page = page_of(typed("年底前", 110, 110), *ruled(XS, YS))
    (fragment,) = page.fragments
    assert fragment.edges == XS
    assert fragment.knows_spans
    assert cells(page)[0, 0].place.box == Box(100, 100, 200, 150)
    assert cells(page)[1, 1].place.box == Box(200, 150, 300, 200)


def test_a_line_in_a_cell_knows_its_own_box() -> None:
    """Provenance is the box of the printed text and not that of the cell."""
    page = page_of(typed("年底前", 110, 110), *ruled(XS, YS))
    (line,) = cells(page)[0, 0].lines
    assert line.place.box == Box(110, 110, 140, 120)


def test_a_covered_position_has_no_cell_of_its_own() -> None:
    """And an empty cell is a cell without lines."""
    across, (left, _, right) = ruled(XS, YS)
    held = cells(page_of(typed("一", 110, 110), across, [left, Rule(200, 100, 150), right]))
    assert set(held) == {(0, 0), (0, 1), (1, 0)}
    assert held[1, 0].column_span == 2
    assert held[0, 1].lines == ()


@pytest.mark.parametrize("mark", list("、。，；：！？）》”’」』】"))
def test_a_mark_that_hangs_over_the_edge_belongs_to_its_line(mark: str) -> None:
    """Programs let the last mark of a full line stand outside the column."""
    line = typed("社会组织管理局九个", 105, 110)
    page = page_of([*line, *typed(mark, 195, 110)], *ruled(XS, YS))
    assert cells(page)[0, 0].text == "社会组织管理局九个" + mark
    assert cells(page)[0, 1].is_blank


def test_a_mark_by_itself_stays_in_its_cell() -> None:
    """`“` alone, or a mark at the head of a cell's line, does not move to its neighbour."""
    page = page_of([*typed("甲", 150, 110), *typed("，乙", 202, 110)], *ruled(XS, YS))
    assert [cells(page)[0, column].text for column in (0, 1)] == ["甲", "，乙"]


def test_a_mark_within_a_line_is_not_moved() -> None:
    """Marks of a line that begins near the column's left edge are their own cell's."""
    page = page_of(
        [*typed("一二三四五六七八九", 108, 110), *typed("甲，乙", 203, 110)], *ruled(XS, YS)
    )
    assert [cells(page)[0, column].text for column in (0, 1)] == ["一二三四五六七八九", "甲，乙"]


def test_a_mark_that_begins_a_line_stays_in_its_cell() -> None:
    """Though the neighbour's line is full, the text that follows at once is its own."""
    neighbour = typed("一二三四五六七八九", 107, 110)
    page = page_of([*neighbour, *typed("：甲", 202, 110)], *ruled(XS, YS))
    assert [cells(page)[0, column].text for column in (0, 1)] == ["一二三四五六七八九", "：甲"]


def test_a_latin_word_cut_by_a_full_line_is_one_word() -> None:
    """Programs that break anywhere, as is usual for Chinese, print no hyphen."""
    full = paragraph("政务公开政务公开AP\nP平台", 105, 110)
    page = page_of(full, *ruled(XS, (100, 200)))
    first, second = cells(page)[0, 0].lines
    assert first.is_cut_word
    assert not second.is_cut_word
    assert cells(page)[0, 0].text == "政务公开政务公开APP平台"


def test_a_latin_word_that_ends_before_its_line_does_is_whole() -> None:
    """Where the next letter would have fitted, the line ends between two words."""
    page = page_of(paragraph("政务公开APP\nOffice", 105, 110), *ruled(XS, (100, 200)))
    assert cells(page)[0, 0].text == "政务公开APP\nOffice"


@pytest.mark.parametrize("number", ["— 3 —", "－12－", "- 3 -", "第3页", "第3页共12页"])
def test_a_page_number_inside_an_open_table_is_not_in_it(number: str) -> None:
    """Some engines run the rules of a cut row down to the page's edge."""
    across, down = ruled(XS, YS)
    page = page_of([*typed("年底前", 110, 160), *typed(number, 180, 188)], across[:-1], down)
    assert [cell.text for cell in cells(page).values() if not cell.is_blank] == ["年底前"]
    assert "".join(page.lines[0].text.split()) == number.replace(" ", "")


def test_a_line_of_text_at_the_foot_is_no_page_number() -> None:
    """A cut row's last line may hold digits and dashes too."""
    across, down = ruled(XS, YS)
    page = page_of(typed("3—5月", 110, 188), across[:-1], down)
    assert cells(page)[1, 0].text == "3—5月"


def vertical_writing(columns: str, x: float, top: float, *, size: float = 10.0) -> list[Glyph]:
    """Columns of type from the right, parted by slashes, each character under the other."""
    return [
        glyph
        for column, text in enumerate(columns.split("/"))
        for row, character in enumerate(text)
        for glyph in typed(character, x - 1.5 * size * column, top + row * size, size=size)
    ]


def test_vertical_writing_is_read_in_columns_from_the_right() -> None:
    """A narrow label column beside tall rows is often written so."""
    label = vertical_writing("一、进一步/强化公开", 150, 105)
    page = page_of([*label, *typed("年底前", 210, 110)], *ruled(XS, (100, 200)))
    assert cells(page)[0, 0].text.replace("\n", "") == "一、进一步强化公开"
    assert cells(page)[0, 1].text == "年底前"


@pytest.mark.parametrize("leading", [11.5, 13, 15, 18])
@pytest.mark.parametrize("gap", [6, 10, 20])
def test_spaced_out_words_on_two_lines_are_no_vertical_writing(leading: float, gap: float) -> None:
    """`责　任` over `单　位`: a header of a narrow column, spread to fill its lines."""
    words = [*typed("责任", 110, 110, spread=gap), *typed("单位", 110, 110 + leading, spread=gap)]
    page = page_of([*words, *typed("年底前", 210, 110)], *ruled(XS, YS))
    read = [line.text.replace(" ", "") for line in cells(page)[0, 0].lines]
    assert read == ["责任", "单位"]


@pytest.mark.parametrize("leading", [12, 13, 15])
def test_a_spaced_out_label_of_many_lines_is_no_vertical_writing(leading: float) -> None:
    """Two characters to a line, spread to its ends: vertical writing sets them solid."""
    rows = ["一、", "政策", "解读", "工作", "任务"]
    words = [
        glyph
        for n, row in enumerate(rows)
        for glyph in typed(row, 110, 105 + n * leading, spread=12)
    ]
    page = page_of([*words, *typed("年底前", 210, 110)], *ruled(XS, (100, 200)))
    assert [line.text.replace(" ", "") for line in cells(page)[0, 0].lines] == rows


def test_a_watermark_that_stands_level_is_left_out_and_said() -> None:
    """Characters far larger than the text, printed over it."""
    text = paragraph("一二三四五六七八九\n一二三四五六七八九\n一二三四五六七八九", 105, 105)
    mark = typed("内部", 105, 105, size=40)
    (page,), (doubt,) = laid_out([Sheet(1, A4, (*text, *mark), *ruled(XS, YS))])
    assert cells(page)[0, 0].text == "\n".join(["一二三四五六七八九"] * 3)
    assert doubt.code == "text_across"
    assert "内部" in doubt.message


def test_a_large_title_is_no_watermark() -> None:
    """It stands over the table and not over its text."""
    title = typed("台账", 105, 40, size=40)
    sheet = Sheet(1, A4, (*title, *typed("年底前", 110, 110)), *ruled(XS, YS))
    (page,), doubts = laid_out([sheet])
    assert [line.text for line in page.lines] == ["台账"]
    assert doubts == ()


def test_every_character_of_a_page_is_read_once() -> None:
    """In a cell or beside the tables, and never in two places."""
    set_type = paragraph("一二三四\n五六七八", 110, 110) + paragraph("甲乙\n丙丁", 210, 160)
    outside = typed("附件", 100, 50) + typed("说明", 400, 170)
    page = page_of([*set_type, *outside], *ruled(XS, YS))
    read = [line.text for line in page.lines] + [cell.text for cell in cells(page).values()]
    assert sorted("".join(read).replace("\n", "")) == sorted("一二三四五六七八甲乙丙丁附件说明")
