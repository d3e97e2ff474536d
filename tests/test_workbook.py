"""Whatever a text holds, a workbook shows it as a text, whole, and runs nothing."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any, get_args

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.changes import Mark, MarkKind
from pipeline.emit.workbooks import workbook as door
from pipeline.emit.workbooks.cells import (
    MOST_CHARACTERS,
    Cell,
    Column,
    Link,
    Marked,
    Row,
    Shade,
    Shaded,
    Sheet,
    held,
    legible,
)
from pipeline.emit.workbooks.fitting import HIGHEST, lines, widths
from pipeline.emit.workbooks.workbook import workbook

TEXT = Column("内容", 40)


def a_sheet(*cells: Cell, name: str = "表", columns: tuple[Column, ...] = (TEXT,)) -> Sheet:
    """A sheet with a row for each of the cells."""
    return Sheet(name, columns, tuple(Row((cell,)) for cell in cells))


def opened(*sheets: Sheet, title: str = "标题") -> Any:
    """The workbook as an independent reader sees it."""
    content = io.BytesIO(workbook(sheets, title))
    return openpyxl.load_workbook(content, rich_text=True)


def cells(*values: Cell) -> list[Any]:
    """What an independent reader finds in the cells below the header."""
    return [row[0].value for row in opened(a_sheet(*values))["表"].iter_rows(min_row=2)]


def xml(*values: Cell) -> str:
    """All the parts of the file, as one text."""
    with zipfile.ZipFile(io.BytesIO(workbook([a_sheet(*values)], "标题"))) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist())


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://example.org")',
        "{=SUM(A1:A2)}",
        "+1",
        "-1",
        "@SUM(1)",
        "＝1+1",
        "http://example.org",
        "mailto:a@example.org",
        "internal:'表'!A1",
        "external:c:\\a.xlsx",
        "0012",
        "1e5",
        "TRUE",
        "#REF!",
        "2021-12-31",
        " 前后有空格 ",
        "<r>不是标记</r>",
        "<r><t>也不是</t></r>",
        "_x0041_",
        "&amp;",
        "𠮷田",
    ],
)
def test_a_text_is_a_text_whatever_it_looks_like(text: str) -> None:
    """No formula, link, number, date or markup is made of it, and nothing of it is lost."""
    sheet = opened(a_sheet(text))["表"]
    cell = sheet["A2"]
    # The reader does not undo the escape of _x0041_, which Excel and LibreOffice do.
    assert str(cell.value).replace("_x005F_", "_") == text
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert "<f>" not in xml(text)
    assert "hyperlink" not in xml(text)


@settings(deadline=None, max_examples=60)
@given(st.text())
def test_every_text_comes_back_as_it_can_be_shown(text: str) -> None:
    """Characters that XML cannot hold are shown by others; the rest is as it was."""
    (found,) = cells(text)
    assert str(found or "").replace("_x005F_", "_") == legible(text)


def test_marks_that_turn_the_writing_are_shown() -> None:
    """A reader is shown no other order than the data has."""
    assert legible("甲\u202e乙\u2066") == "甲[U+202E]乙[U+2066]"


def test_control_characters_are_shown() -> None:
    """A vertical tab is a picture of one, and no damage to the file."""
    assert cells("a\x0bb\x00\ufffe\ud800\r\nc\td") == ["a␋b␀\ufffd\ufffd\nc\td"]


@pytest.mark.parametrize("value", [0, 7, 1.5, -3, 0.123456])
def test_numbers_are_numbers(value: float) -> None:
    """Zero is one too; what is no whole number shows two digits, and holds all."""
    assert cells(value) == [value]
    assert opened(a_sheet(0.123456))["表"]["A2"].number_format == "0.00"


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_a_text() -> None:
    """No digit is lost."""
    assert cells(12345678901234567) == ["12345678901234567"]


def test_a_day_is_a_date_and_one_before_the_calendar_a_text() -> None:
    """It sorts and filters as a date, and shows as it is written everywhere."""
    sheet = opened(a_sheet(date(2021, 12, 31), date(1899, 1, 1)))["表"]
    assert sheet["A2"].is_date
    assert sheet["A2"].value.date() == date(2021, 12, 31)
    assert sheet["A2"].number_format == "yyyy-mm-dd"
    assert sheet["A3"].value == "1899-01-01"


def test_nothing_is_an_empty_cell() -> None:
    """As is an empty text, and a text marked that has no pieces."""
    assert cells(None, "", Marked(()), Marked((("delete", ""),)), "x")[:4] == [None] * 4


def runs(value: Any) -> list[tuple[str, bool, bool]]:
    """The runs of a cell: text, struck through, underlined."""
    return [
        (str(run), False, False)
        if isinstance(run, str)
        else (run.text, bool(run.font.strike), run.font.u is not None)
        for run in value
    ]


def test_marks_stand_within_the_cell() -> None:
    """What went is struck through, what came is underlined: a black and white print shows it."""
    pieces: tuple[Mark, ...] = (("equal", "每"), ("delete", "月"), ("insert", "季度"))
    (found,) = cells(Marked(pieces))
    assert runs(found) == [("每", False, False), ("月", True, False), ("季度", False, True)]


@pytest.mark.parametrize("kind", ["equal", "delete", "insert"])
def test_a_text_of_one_mark_is_marked_as_a_whole(kind: MarkKind) -> None:
    """A text that came or went whole looks so, and empty pieces beside it do not matter."""
    pieces: tuple[Mark, ...] = ((kind, "整"), ("equal", ""), (kind, "段"))
    sheet = opened(a_sheet(Marked(pieces)))["表"]
    assert sheet["A2"].value == "整段"
    assert bool(sheet["A2"].font.strike) == (kind == "delete")
    assert (sheet["A2"].font.u is not None) == (kind == "insert")


KINDS = st.sampled_from(["equal", "delete", "insert"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(KINDS, st.text(alphabet="政务_x0041<r>&\n\x01 ", max_size=5))))
def test_the_pieces_of_a_marked_text_give_the_text(pieces: list[Any]) -> None:
    """Whatever pieces there are: none, empty ones, many of one kind."""
    marked = Marked(tuple(pieces))
    (found,) = cells(marked)
    assert str(found or "").replace("_x005F_", "_") == legible(marked.text)


@pytest.mark.parametrize("character", ["政", "𠮷", "a"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(character: str) -> None:
    """As much as a cell holds, no character halved, and how long the whole is."""
    text = character * 40_000
    (found,) = cells(text)
    length = len(text.encode("utf-16-le")) // 2
    assert found.endswith(f"【全文{length}字，超出单元格上限，此处截断】")
    assert set(found.split("……")[0]) == {character}
    assert len(found.encode("utf-16-le")) // 2 in {MOST_CHARACTERS, MOST_CHARACTERS - 1}


def test_a_text_as_long_as_a_cell_holds_is_whole() -> None:
    """32,767 are not too many."""
    assert cells("a" * MOST_CHARACTERS) == ["a" * MOST_CHARACTERS]


def test_a_marked_text_too_long_is_cut_as_well() -> None:
    """In its pieces, with the word unmarked."""
    cut = held([("delete", "a" * 20_000), ("insert", "b" * 20_000)])
    assert [kind for kind, _ in cut] == ["delete", "insert", "equal"]
    assert sum(len(text) for _, text in cut) == MOST_CHARACTERS
    (found,) = cells(Marked((("delete", "a" * 20_000), ("insert", "b" * 20_000))))
    assert str(found) == "".join(text for _, text in cut)


def test_a_list_has_a_header_that_stays_filters_and_is_printed_on_each_page() -> None:
    """Down to the last row, over all columns."""
    columns = (Column("次序", 6), Column("内容", 40))
    page = opened(Sheet("表", columns, (Row((1, "a")), Row((2, "b"))), frozen=1))["表"]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:B3"
    assert page.print_title_rows == "$1:$1"
    assert [cell.value for cell in page[1]] == ["次序", "内容"]


def test_a_list_without_rows_has_its_header() -> None:
    """The filter reaches over the header alone."""
    page = opened(a_sheet())["表"]
    assert page.auto_filter.ref == "A1"
    assert page.max_row == 1


def test_what_is_no_list_has_no_header() -> None:
    """No filter, nothing that stays; the first row is the first, and its last cell the widest."""
    page = opened(a_sheet("甲", columns=(Column("", 20),) * 3))["表"]
    assert page["A1"].value == "甲"
    assert [str(cells) for cells in page.merged_cells.ranges] == ["A1:C1"]
    assert (page.auto_filter.ref, page.freeze_panes, page.print_title_rows) == (None, None, None)


def test_print_is_set_up() -> None:
    """A4 on its side, one page wide and as many high as it takes, with numbers of pages."""
    page = opened(a_sheet("甲"), title="A&B 通知")["表"]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.oddFooter.right.text == "第 &P 页，共 &N 页"
    assert page.oddHeader.center.text == "A&&B 通知"


def test_a_link_leads_to_a_row() -> None:
    """Within the workbook, and to a row that is there."""
    book = opened(a_sheet("甲", "乙"), a_sheet(Link("第2项", "表", 1), name="问题"))
    cell = book["问题"]["A2"]
    assert cell.value == "第2项"
    assert cell.hyperlink.location == "'表'!A3"
    assert cell.hyperlink.target is None


def test_a_link_to_a_sheet_that_is_not_there_is_a_text() -> None:
    """Nothing that leads nowhere."""
    cell = opened(a_sheet(Link("第2项", "没有", 1)))["表"]["A2"]
    assert (cell.value, cell.hyperlink) == ("第2项", None)


def test_a_list_longer_than_a_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is lost, each part has the header, and links lead to the right part."""
    monkeypatch.setattr(door, "MOST_ROWS", 3)
    book = opened(a_sheet("甲", "乙", "丙", Link("到丙", "表", 2)))
    assert book.sheetnames == ["表", "表（2）"]
    assert [row[0].value for row in book["表（2）"].iter_rows()] == ["内容", "丙", "到丙"]
    assert book["表（2）"]["A3"].hyperlink.location == "'表（2）'!A2"


def test_more_links_than_a_sheet_holds_are_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are there, whether they lead on or not."""
    monkeypatch.setattr(door, "MOST_LINKS", 1)
    page = opened(a_sheet(Link("一", "表", 0), Link("二", "表", 1)))["表"]
    assert page["A2"].hyperlink is not None
    assert (page["A3"].value, page["A3"].hyperlink) == ("二", None)


def test_a_shade_may_be_the_columns_the_rows_or_the_cells() -> None:
    """The nearest counts."""
    columns = (Column("甲", 6, shade="own"), Column("乙", 6))
    rows = (Row((1, 2)), Row((1, 2), shade="added"), Row((Shaded(1, "grave"), 2)))
    page = opened(Sheet("表", columns, rows))["表"]
    fills = [[cell.fill.fgColor.rgb for cell in row] for row in page.iter_rows(min_row=2)]
    assert fills[0][0] != fills[0][1]
    assert fills[1][0] == fills[1][1] != fills[0][0]
    assert fills[2][0] not in {fills[0][0], fills[1][0]}


def test_every_shade_and_every_mark_has_a_look() -> None:
    """A word without one would stop a workbook."""
    assert {*get_args(Shade), *get_args(MarkKind)} <= set(door._LOOKS)


def test_the_same_sheets_give_the_same_bytes() -> None:
    """No clock stands in the file."""
    made = [workbook([a_sheet("甲", date(2021, 1, 1))], "标题") for _ in range(2)]
    assert made[0] == made[1]
    assert re.findall(r"dcterms:\w+ [^>]*>([^<]*)<", xml("甲")) == ["1980-01-01T00:00:00Z"] * 2


def test_rows_are_as_high_as_their_texts() -> None:
    """The height stands in the file: no program fits the rows of one that it opens."""
    page = opened(a_sheet("短", "政务公开" * 30))["表"]
    assert page.row_dimensions[2].height < 20
    # 120 Han characters at 20 a line are 6 lines, of at least 12 points.
    assert 72 <= page.row_dimensions[3].height <= 110


@pytest.mark.parametrize(
    ("text", "room", "count"),
    [
        ("", 10, 1),
        ("政务公开", 8, 1),
        ("政务公开工", 8, 2),
        ("一\n二\n\n三", 8, 4),
        # A mark begins no line: the character before it goes along.
        ("政务公开，办", 8, 2),
        ("政务公，开办", 8, 2),
        ("政务公开（办）", 9, 2),
        # A word is not parted, but one longer than a line.
        ("abcd efgh", 8, 2),
        ("a" * 20, 8, 3),
        ("政" * 100, 40, 5),
    ],
)
def test_lines_are_counted_as_they_are_wrapped(text: str, room: int, count: int) -> None:
    """Han characters are twice as wide as Latin ones."""
    assert lines(text, room) == count


def test_a_column_becomes_wider_for_a_text_higher_than_a_row_can_be() -> None:
    """As far as it may."""
    long = a_sheet("政" * 900, columns=(Column("内容", 40, 120),))
    (width,) = widths(long)
    assert 40 < width < 120
    page = opened(long)["表"]
    assert page.row_dimensions[2].height <= HIGHEST
    assert widths(a_sheet("政" * 30_000, columns=(Column("内容", 40, 120),))) == (120,)
