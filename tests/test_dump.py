"""Page dumps: plain text with tabs between the cells of a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnsupportedFile
from pipeline.extract.dump import read_dump
from pipeline.page import Fragment, Page

TEXT = "关于印发台账的通知\n\n工作任务\t时限要求\n政策解读\t年底前\n"


def read(content: bytes | str) -> tuple[Page, ...]:
    """The pages of a dump; words are written in UTF-8."""
    pages, doubts = read_dump(
        content.encode() if isinstance(content, str) else content, "notice.txt"
    )
    assert doubts == ()
    return pages


def one(content: bytes | str) -> Page:
    """The one page of a dump."""
    (page,) = read(content)
    return page


def rows(fragment: Fragment) -> list[list[str]]:
    """The texts of a fragment, row by row."""
    return [
        [cell.text for cell in fragment.cells if cell.row == row] for row in range(fragment.rows)
    ]


# --- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16"])
def test_a_dump_is_read_in_its_encoding(encoding: str) -> None:
    """A byte order mark is no character of the text."""
    page = one(TEXT.encode(encoding))
    assert [line.text for line in page.lines] == ["关于印发台账的通知"]
    assert rows(page.fragments[0]) == [["工作任务", "时限要求"], ["政策解读", "年底前"]]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_either_order_of_bytes_is_read(encoding: str) -> None:
    """As long as the mark says which."""
    assert one(("\ufeff" + TEXT).encode(encoding)) == one(TEXT)


def test_rare_characters_of_gb18030_are_read() -> None:
    """Characters of four bytes occur in names of places and people."""
    assert one("㐀𠮷䶮".encode("gb18030")).lines[0].text == "㐀𠮷䶮"


def test_a_few_bytes_that_are_no_character_are_a_finding() -> None:
    """The rest is read; what was lost stands as U+FFFD."""
    content = (TEXT * 20).encode().replace("年底".encode(), b"\xff\xfe\xfa", 1)
    (page,), (doubt,) = read_dump(content, "notice.txt")
    assert "\ufffd" in page.fragments[0].cells[-1].text
    assert (doubt.code, doubt.severity) == ("unreadable_characters", "error")


def test_a_few_bad_bytes_do_not_spoil_gb18030() -> None:
    """A dump that was cut in the middle of a character is still a dump."""
    content = (TEXT * 20).encode("gb18030")[:-2]
    (page,), (doubt,) = read_dump(content, "notice.txt")
    assert page.lines[0].text == "关于印发台账的通知"
    assert doubt.code == "unreadable_characters"


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"\0\1\2\3" * 100, b"\x1b\x00" * 9])
def test_what_is_no_text_stops(content: bytes) -> None:
    """The error names the file, says what it is not, and what to give."""
    with pytest.raises(UnsupportedFile, match=r"^notice\.txt: ") as caught:
        read(content)
    assert caught.value.remedy


# --- lines and pages


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_their_system_ends_them(end: str) -> None:
    """A carriage return is no part of the last cell."""
    assert one(TEXT.replace("\n", end)) == one(TEXT)


def test_form_feeds_number_the_pages() -> None:
    """Places name the page, and lines are counted through the whole file."""
    pages = read("甲\n乙\n\f丙\t丁\n\f戊\n")
    assert [page.number for page in pages] == [1, 2, 3]
    assert [line.place.spot for page in pages for line in page.lines] == [
        "line 1",
        "line 2",
        "line 4",
    ]
    assert [line.place.page for page in pages for line in page.lines] == [1, 1, 3]
    assert pages[1].fragments[0].cells[0].place.spot == "line 3"


def test_without_form_feeds_there_are_no_pages() -> None:
    """And no provenance names one."""
    page = one(TEXT)
    assert page.number is None
    assert {cell.place.page for cell in page.fragments[0].cells} == {None}


def test_a_line_knows_where_it_stands() -> None:
    """Blank lines are counted and not kept."""
    page = one("\n\n甲\n\n乙\n")
    assert [(line.text, line.place.spot) for line in page.lines] == [
        ("甲", "line 3"),
        ("乙", "line 5"),
    ]
    assert all(line.is_paragraph and line.place.box is None for line in page.lines)


# --- tables


def test_tabs_part_cells() -> None:
    """A blank position is a cell without lines: merged or empty, the dump does not say."""
    fragment = one("甲\t\t乙\n\t丙\t\n").fragments[0]
    assert rows(fragment) == [["甲", "", "乙"], ["", "丙", ""]]
    assert (fragment.rows, fragment.columns, fragment.knows_spans) == (2, 3, False)
    assert [cell.lines for cell in fragment.cells if cell.is_blank] == [(), (), ()]


def test_short_rows_are_filled_up() -> None:
    """A dump leaves tabs at the end of a row out."""
    assert rows(one("甲\t乙\t丙\n丁\n\n戊\t己\n").fragments[0]) == [["甲", "乙", "丙"]]
    assert rows(one("甲\t乙\t丙\n丁\t戊\n").fragments[0])[1] == ["丁", "戊", ""]


def test_a_blank_line_ends_a_table() -> None:
    """The page broke there; what makes one table of the two is for `rebuild` to say."""
    page = one("甲\t乙\n\n丙\t丁\n戊\t己\n")
    assert [rows(fragment) for fragment in page.fragments] == [
        [["甲", "乙"]],
        [["丙", "丁"], ["戊", "己"]],
    ]


def test_running_text_ends_a_table() -> None:
    """Each table knows how many lines stand above it."""
    page = one("甲\n乙\t丙\n丁\n戊\t己\n庚\n")
    assert [line.text for line in page.lines] == ["甲", "丁", "庚"]
    assert [fragment.after for fragment in page.fragments] == [1, 2]


def test_a_heading_whose_tabs_were_left_out_is_a_row() -> None:
    """Words without a label are running text."""
    page = one("序号\t任务\n一、公开\n1\t规划\n执法\n2\t公告\n二、解读\n\n")
    assert [rows(fragment) for fragment in page.fragments] == [
        [["序号", "任务"], ["一、公开", ""], ["1", "规划"]],
        [["2", "公告"]],
    ]
    assert [line.text for line in page.lines] == ["执法", "二、解读"]


def test_a_line_break_within_a_cell_cuts_no_row() -> None:
    """The line below goes on with the cell, and its place is its own."""
    (fragment,) = one(
        "序号\t任务\t时限\n1\t公开规划。\n公开\n执法。\t年底前\n2\t解读\t年底前\n"
    ).fragments
    assert rows(fragment)[1:] == [
        ["1", "公开规划。\n公开\n执法。", "年底前"],
        ["2", "解读", "年底前"],
    ]
    spots = [line.place.spot for cell in fragment.cells[3:6] for line in cell.lines]
    assert spots == ["line 2", "line 2", "line 3", "line 4", "line 4"]


@pytest.mark.parametrize(
    "text",
    [
        "甲\t乙\t丙\t丁\n子\t丑\n寅\t卯\t辰\n",  # the tabs at the ends were left out
        "序号\t乙\t丙\t丁\n1\t丑\n2\t卯\t辰\n",  # another task
        "序号\t乙\t丙\t丁\n1\t丑\n寅\t卯\n",  # too few cells together
        "序号\t乙\t丙\n1\t丑\n寅\t卯\n辰\t巳\n",  # more rows that begin with words
    ],
)
def test_a_short_row_stays_a_row(text: str) -> None:
    """Where nothing says that a cell was cut."""
    (fragment,) = one(text).fragments
    assert fragment.rows == text.count("\n")


@pytest.mark.parametrize(
    "mark", ["=== page 2 ===", "— 1 —", "-1-", "第 2 页", "[Page 2 of 3]", "第2页共3页"]
)
def test_a_mark_of_a_page_within_a_table_parts_pages(mark: str) -> None:
    """It stands with the page below it."""
    above, below = read(f"台账\n序号\t任务\n1\t公开\n{mark}\n2\t解读\n")
    assert [above.number, below.number] == [1, 2]
    assert [line.text for line in below.lines] == [mark]
    assert below.fragments[0].cells[0].place.spot == "line 5"


@pytest.mark.parametrize("line", ["3", "2021年", "第2条", "- 公开 -"])
def test_other_lines_within_a_table_part_no_pages(line: str) -> None:
    """A number alone may be a word of the table."""
    assert one(f"序号\t任务\n1\t公开\n{line}\n2\t解读\n").number is None


def test_form_feeds_say_alone_where_pages_end() -> None:
    """A mark beside them is a line of its page."""
    pages = read("序号\t任务\n1\t公开\n— 1 —\n\f2\t解读\n— 2 —\n")
    assert [[line.text for line in page.lines] for page in pages] == [["— 1 —"], ["— 2 —"]]


CHARACTERS = st.text("政务公开 一1\t\n\f。", max_size=40)


@given(CHARACTERS)
def test_no_character_is_lost(text: str) -> None:
    """Whatever the text: each of its characters stands in a line or in a cell, once."""
    pages = read(text)
    lines = [line for page in pages for line in page.lines]
    cells = [cell for page in pages for f in page.fragments for cell in f.cells]
    found = "".join(line.text for line in [*lines, *(line for c in cells for line in c.lines)])
    assert sorted("".join(found.split())) == sorted("".join(text.split()))


@given(CHARACTERS)
def test_places_are_lines_of_the_file(text: str) -> None:
    """The line that a place names holds the words."""
    file = text.replace("\f", "").split("\n")
    for page in read(text):
        for line in (*page.lines, *(ln for f in page.fragments for c in f.cells for ln in c.lines)):
            assert line.place.spot is not None
            assert line.text in file[int(line.place.spot.removeprefix("line ")) - 1]
