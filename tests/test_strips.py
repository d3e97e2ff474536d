"""Strips, what is usual in their columns, and what the evidence at a page break says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from pipeline.page import Box, Cell, Line, Page, Place
from pipeline.rebuild.looks import look
from pipeline.rebuild.parts import Run
from pipeline.rebuild.runs import runs
from pipeline.rebuild.sense import Sense, ends_sentence, falls_short, label_ordinal, sense, width
from pipeline.rebuild.stitch import Join, stitch
from pipeline.rebuild.strips import Strip, is_open, strips
from tests.drawing import pages

HEADER = "序号 | 工作任务 | 责任单位 | 时限"
SIZE = 10.0


def the_run(made: Iterable[Page]) -> Run:
    """The one table of some pages."""
    (run,) = runs(made)
    return run


def read(*drawing: str) -> tuple[tuple[Strip, ...], Sense]:
    """The strips of a drawn table, and what is usual in them."""
    run = the_run(pages(drawing))
    body = strips(run)
    return body, sense(run, body)


def boxed(made: Iterable[Page]) -> list[Page]:
    """The pages with a box round each line: a square for each character."""
    return [
        replace(
            page,
            fragments=tuple(
                replace(part, cells=tuple(_boxed(cell) for cell in part.cells))
                for part in page.fragments
            ),
        )
        for page in made
    ]


def _boxed(cell: Cell) -> Cell:
    lines = tuple(
        Line(
            line.text,
            Place(line.place.page, Box(0, SIZE * n, SIZE * len(line.text), SIZE * (n + 1))),
            size=SIZE,
        )
        for n, line in enumerate(cell.lines)
    )
    return replace(cell, lines=lines)


def the_join(drawing: Sequence[str], *, has_boxes: bool = False) -> Join:
    """What is decided at the one page break of a drawn table."""
    made = pages(drawing)
    run = the_run(boxed(made) if has_boxes else made)
    body = strips(run)
    (join,) = stitch(body, sense(run, body))
    return join


def test_each_row_of_each_page_is_a_strip() -> None:
    """Headers are none; the first row under a break knows that it is."""
    body, _ = read(
        "--- page 1", HEADER, "1 | 甲。 | 办公室 | 年底前", "2 | 乙 | 办公室 | 年底前",
        "--- page 2", HEADER, " | 丙。 | | ",
    )  # fmt: skip
    assert [strip.text(1) for strip in body] == ["甲。", "乙", "丙。"]
    assert [strip.begins_part for strip in body] == [True, False, True]
    assert [strip.part for strip in body] == [0, 0, 1]


def test_a_merged_cell_reaches_over_its_strips() -> None:
    """It is held by each of them."""
    body, _ = read("--- page 1", HEADER, "1 | 甲。 | 办公室 | 年底前", "2 | 乙。 | 办公室 | ^")
    first, second = (strip.cells[3] for strip in body)
    assert first is not None
    assert (first, first.first, first.last) == (second, 0, 1)


def test_a_rule_that_divides_nothing_makes_no_strip() -> None:
    """Every cell of the table goes through the second row."""
    body, _ = read(
        "--- page 1", HEADER, "1 | 甲。 | 办公室 | 年底前", "^ | ^ | ^ | ^",
        "2 | 乙。 | 办公室 | 年底前",
    )  # fmt: skip
    assert [strip.text(0) for strip in body] == ["1", "2"]


@pytest.mark.parametrize(
    "drawing",
    [
        ["1 | 甲。 | 办公室 | 年底前", "2 | 乙。 | 办公室 | 年底前", "~ | ~ | ~ | ~"],
        ["~ | ~ | ~ | ~", "1 | 甲。 | 办公室 | 年底前", "2 | 乙。 | 办公室 | 年底前"],
    ],
)
def test_what_an_engine_leaves_of_a_row_at_the_edge_is_no_strip(drawing: list[str]) -> None:
    """It is open and shows nothing."""
    body, _ = read("--- page 1", HEADER, *drawing)
    assert [strip.text(0) for strip in body] == ["1", "2"]


def test_a_wide_cell_stands_in_its_first_column_that_is_not_for_numbers() -> None:
    """The text of a page that draws no rule between number and text is a text."""
    body, usual = read(
        "--- page 1", HEADER, "1 | 甲。 | 办公室 | 年底前", "2 | 乙 | 办公室 | 年底前",
        "--- page 2", HEADER, "丙。 | < | | ",
    )  # fmt: skip
    assert usual.kinds[0] == "number"
    assert [body[-1].text(column) for column in range(4)] == ["", "丙。", "", ""]


def test_a_row_across_the_table_is_a_banner() -> None:
    """It has no cells besides."""
    body, _ = read("--- page 1", HEADER, "一、强化公开 | < | < | <", "1 | 甲。 | 办公室 | 年底前")
    assert body[0].banner is not None
    assert body[0].cells == (None,) * 4
    assert body[1].banner is None


def test_a_row_is_open_by_the_cells_that_are_its_own() -> None:
    """A merged cell that runs past the page's edge says nothing of its rows."""
    body, usual = read(
        "--- page 1", HEADER, "1 | 甲。 | 办公室 | 年底前~", "2 | 乙。 | 办公室 | ^",
        "3 | 丙。~ | 办公室 | 年底前",
    )  # fmt: skip
    assert [is_open(strip, "bottom") for strip in body] == [False, False, True]
    assert not any(is_open(strip, "top") for strip in body)
    assert usual.opens


def test_what_is_usual_is_counted_from_the_cells() -> None:
    """Fill, merged cells and ends of sentences, column by column."""
    _, usual = read(
        "--- page 1", "工作任务 | 具体要求 | 责任单位 | 时限 | 备注",
        "一、甲 | 1.做好甲。 | 办公室 | 年底前 | ",
        "^ | 2.做好乙。 | 规划处 | ^ | 新增",
        "二、乙 | 3.做好丙。 | 办公室 | 10月底前 | ",
        "三、丙 | 4.做好丁 | 办公室 | 10月底前 | ",
    )  # fmt: skip
    assert usual.kinds == ("task", "requirement", "responsibility", "deadline", "extras")
    # The first row of a page is left out: it may be the rest of a row.
    assert usual.fill == (1.0, 1.0, 1.0, 1.0, 1 / 3)
    assert usual.merges == (1 / 3, 0.0, 0.0, 1 / 3, 0.0)
    assert usual.ends[1] == 2 / 3
    assert usual.labelled == (True, False, False, False, False)
    assert usual.numbered_in == (1,)


def test_a_column_of_numbers_is_known_without_its_header() -> None:
    """By what stands in it; a text beside it that begins with a number is not asked."""
    body, usual = read(
        "--- page 1", "工作任务 | | 具体要求 | 责任单位",
        "一、甲 | 7 | 110服务热线。 | 办公室", "^ | 8 | 2021年规划。 | 办公室",
    )  # fmt: skip
    assert usual.kinds[1] == "number"
    assert [usual.number(strip) for strip in body] == [7, 8]
    assert usual.numbered_in == (1,)
    assert usual.has_number_column(1)
    assert not usual.has_number_column(2)


def test_numbers_may_stand_in_a_column_and_in_the_text() -> None:
    """Where a page has no column for them, they are looked for in the requirement."""
    body, usual = read(
        "--- dump", "工作任务 | | 具体要求 | 责任单位 | 时限要求",
        "一、甲 | （一）甲。 | 1 公开甲。 | 办公室 | 年底前",
        " | （二）乙。 | 2 公开乙。 | 办公室 | 年底前",
        "--- dump", "工作任务 | | 具体要求 | 责任单位 | 时限要求 | ",
        "二、乙 | （一）丙。 | 3 | 公开丙。 | 办公室 | 年底前",
    )  # fmt: skip
    assert usual.numbered_in == (2, 3)
    assert [usual.number(strip) for strip in body] == [1, 2, 3]


def test_texts_that_no_break_touches_are_known_as_whole() -> None:
    """The last cells of a page and the first of the next may be pieces."""
    _, usual = read(
        "--- page 1", HEADER, "1 | 甲。 | 办公室 | 年底前", "2 | 乙。 | 规划处、区划地 | 年底前",
        "--- page 2", HEADER, " | 丙。 | 名处 | ", "3 | 丁。 | 法规处 | 年底前",
    )  # fmt: skip
    assert usual.wholes[2].held == {"办公室", "法规处"}


@pytest.mark.parametrize(
    ("texts", "seen"),
    [
        (["1", "2", "（3）", ""], "number"),
        (["一、甲", "二、乙", "三、丙"], "label"),
        (["年底前", "10月底前", "持续推进", "6月30日前"], "deadline"),
        (["办公室牵头，法规处配合", "规划财务处", "各县（市、区）人民政府"], "names"),
        (["公开各类规划。", "公开执法信息。"], "text"),
        (["按办公室牵头、各处室配合的分工落实。", "由法规处负责解释。"], "text"),
        (["持续推进平台建设，实现一网通办、一网统管"], "text"),
        (["", " "], "blank"),
    ],
)
def test_a_column_is_known_by_what_most_of_its_cells_look_like(texts: list[str], seen: str) -> None:
    """Where its header does not say."""
    assert look(texts) == seen


def test_numbers_that_do_not_count_up_number_nothing() -> None:
    """Points （1）（2） of a requirement begin again in the next one."""
    body, usual = read(
        "--- page 1", "工作任务 | 具体要求 | 责任单位",
        "一、甲 | （1）做好甲。 | 办公室", "二、乙 | （1）做好乙。 | 办公室",
        "三、丙 | （1）做好丙。 | 办公室", "四、丁 | 做好丁。 | 办公室",
    )  # fmt: skip
    assert usual.numbered_in == ()
    assert usual.number(body[0]) is None


def test_a_merged_cell_shows_its_number_once() -> None:
    """In the first of its strips."""
    body, usual = read(
        "--- page 1", HEADER, "1 | 甲。 | 办公室 | 年底前", "^ | 乙。 | 规划处 | 年底前",
    )  # fmt: skip
    assert [usual.number(strip) for strip in body] == [1, None]


@pytest.mark.parametrize(
    ("text", "ends"),
    [("做好甲。", True), ("做好甲；", True), ("说“甲。”", True), ("（甲）。）", True),
     ("做好甲", False), ("做好甲、", False), ("（甲）", False), ("", False)],
)  # fmt: skip
def test_a_sentence_ends_before_its_closing_marks(text: str, *, ends: bool) -> None:
    """A bracket by itself ends nothing."""
    assert ends_sentence(text) is ends


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [("二、甲", ("han", 2)), ("（三）乙", ("han_bracket", 3)), ("第一章 丙", ("chapter", 1)),
     ("1.丁", None), ("①戊", None), ("己", None), ("", None)],
)  # fmt: skip
def test_headings_are_numbered_in_han(text: str, ordinal: tuple[str, int] | None) -> None:
    """Arabic and circled numbers are those of tasks and points."""
    assert label_ordinal(text) == ordinal


def a_line(length: float) -> Line:
    """A line of some points."""
    return Line("字", Place(1, Box(0, 0, length, SIZE)), size=SIZE)


@pytest.mark.parametrize(
    ("length", "following", "short"),
    [(100.0, "做好甲", False), (81.0, "做好甲", False), (70.0, "做好甲", True),
     (70.0, "（甲）。乙", False), (40.0, "2021年", True), (60.0, "12345678热线", False)],
)  # fmt: skip
def test_a_line_is_full_where_the_next_word_did_not_fit(
    length: float, following: str, *, short: bool
) -> None:
    """A number and a bracket with what it holds on to need more room than one character."""
    assert falls_short(a_line(length), 100.0, following) is short
    assert width(a_line(length)) == length


FULL = "依托政府网站及时公开"


def test_a_last_line_that_is_not_full_ends_its_text() -> None:
    """A page cuts a text between two lines, so that the upper one is full."""
    drawing = [
        "--- page 1", "任务 | 责任单位 | 时限",
        f"{FULL}↵监管信息。 | 办公室 | 年底前",
        f"{FULL}↵甲乙 | 办公室 | 年底前",
        "--- page 2", f"{FULL} | 办公室 | 年底前", f"{FULL}↵处罚信息。 | 办公室 | 年底前",
    ]  # fmt: skip
    ragged = the_join(drawing, has_boxes=True)
    assert any(sign.weight == -4 and "is not full" in sign.reason for sign in ragged.evidence)
    assert not ragged.is_one_row
    # Without boxes nothing is known of it.
    plain = the_join(drawing)
    assert not any("full" in sign.reason for sign in plain.evidence)


def test_a_full_last_line_may_go_on() -> None:
    """It says a little for one row, and no more."""
    join = the_join(
        [
            "--- page 1", "任务 | 责任单位 | 时限",
            f"{FULL}↵监管信息。 | 办公室 | 年底前",
            f"{FULL} | 办公室 | 年底前",
            "--- page 2", "处罚信息。 | | ", f"{FULL}↵许可信息。 | 办公室 | 年底前",
        ],
        has_boxes=True,
    )  # fmt: skip
    assert [sign.weight for sign in join.evidence if "full" in sign.reason] == [1]
    assert join.is_one_row
    assert join.is_sure


def test_lines_of_names_are_never_full() -> None:
    """A paragraph a name: that its last line is short says nothing."""
    join = the_join(
        [
            "--- page 1", HEADER,
            "1 | 做好甲。 | 办公室↵规划财务处↵养老处 | 年底前",
            "2 | 做好乙， | 社会救助处↵办公室 | 年底前",
            "--- page 2", " | 做好丙。 | 规划财务处↵养老处 | ",
            "3 | 做好丁。 | 办公室↵规划财务处 | 年底前",
        ],
        has_boxes=True,
    )  # fmt: skip
    assert not any("…公室" in sign.reason and "full" in sign.reason for sign in join.evidence)
    assert join.is_one_row


@pytest.mark.parametrize(("above", "below"), [("~", ""), ("", "~"), ("~", "~")])
def test_a_cell_that_is_open_on_either_side_goes_on(above: str, below: str) -> None:
    """All its row is; a rule on the other page is that page's own edge."""
    join = the_join(
        [
            "--- page 1", "任务 | 责任单位", "公开甲。 | 办公室",
            f"公开乙。{above} | 法规处{above}",
            "--- page 2", f"{below}公开丙。 | {below}法规处", "公开丁。 | 办公室",
        ]
    )  # fmt: skip
    assert [sign.weight for sign in join.evidence if "open" in sign.reason] == [3]


def test_two_lists_that_are_whole_are_two() -> None:
    """Each begins and ends as other lists of the column do."""
    drawing = [
        "--- page 1", "任务 | 责任单位", "公开甲 | 省发改委、省财政厅",
        "公开乙 | 省人社厅、省财政厅",
        "--- page 2", "公开丙 | 省发改委、省教育厅", "公开丁 | 省司法厅、省财政厅",
    ]  # fmt: skip
    assert "both lists are whole" in the_join(drawing).reasons()
    drawing[3] = "公开乙 | 省人社厅、省教"
    drawing[5] = " | 育厅、省财政厅"
    join = the_join(drawing)
    assert join.is_one_row
    assert "the name …厅、省教|育厅、省… is cut" in join.reasons()


def test_a_join_says_what_decided() -> None:
    """The reasons are those of the side that won."""
    join = the_join(
        [
            "--- page 1", HEADER, "1 | 做好甲。 | 办公室 | 年底前",
            "2 | 做好乙和 | 社会救助处、区划地 | 年底前",
            "--- page 2", HEADER, " | 丙。 | 名处 | ",
            "3 | 做好丁。 | 办公室 | 年底前",
        ]
    )  # fmt: skip
    reasons = join.reasons()
    assert "no number, as every task has" in reasons
    assert "deadline is blank below" in reasons
    assert "…做好乙和|丙。…" in reasons
    assert "区划地|名处" in reasons


def test_two_rows_say_why_they_are_two() -> None:
    """Here both carry a number."""
    join = the_join(
        [
            "--- page 1", HEADER, "1 | 做好甲。 | 办公室 | 年底前",
            "2 | 做好乙。 | 规划处 | 年底前",
            "--- page 2", HEADER, "3 | 做好丙。 | 办公室 | 年底前",
        ]
    )  # fmt: skip
    assert not join.is_one_row
    assert join.is_sure
    assert "both pieces carry a number, 2 and 3" in join.reasons()
