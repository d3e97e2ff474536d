"""Which rows are headers, what their words say, and which tables are ledgers."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.rebuild.headers import at_headers, header_of, is_ledger, stands_over_brackets
from pipeline.text.header_words import vocabulary
from tests.case_files import cases
from tests.drawing import fragment

HEADER = "序号 | 工作任务 | 责任单位 | 时限"
TASK = "1 | 公开各类规划。 | 规划财务处 | 年底前"


@pytest.mark.parametrize("case", cases("headers", "[!t]*.json"))
def test_a_header_says_what_its_column_holds(case: dict[str, Any]) -> None:
    """However it is spaced and bracketed; words of no field say nothing."""
    assert vocabulary().kind(case["header"]) == case["kind"]


@pytest.mark.parametrize("case", cases("headers", "tables.json"))
def test_a_ledger_says_what_is_to_be_done_and_by_whom_or_by_when(case: dict[str, Any]) -> None:
    """Price lists, catalogues with 公开时限 and the tables of annual reports are none."""
    header = header_of(fragment([" | ".join(case["header"])]))
    assert (header is not None and is_ledger(header)) is case["ledger"]


def test_no_word_stands_under_two_fields() -> None:
    """Which of them came first would decide."""
    words = [word for field in vocabulary().fields for word in field.words]
    assert len(words) == len(set(words))


def test_a_header_is_found_under_a_title() -> None:
    """A row across the whole table above it is the ledger's title."""
    header = header_of(fragment(["2021年重点工作台账 | < | < | <", HEADER, TASK]))
    assert header is not None
    assert (header.rows, [title.text for title in header.titles]) == (2, ["2021年重点工作台账"])
    assert header.words == ("序号", "工作任务", "责任单位", "时限")


def test_a_second_row_belongs_to_a_header_under_a_wide_cell() -> None:
    """The path of a column is all that stands over it, outermost first."""
    drawing = ["重点任务 | 责任分工 | <", "^ | 牵头单位 | 责任单位", "一、公开 | 办公室 | 各处室"]
    header = header_of(fragment(drawing))
    assert header is not None
    assert header.rows == 2
    assert header.paths == (("重点任务",), ("责任分工", "牵头单位"), ("责任分工", "责任单位"))


def test_a_second_row_may_stand_under_blanks() -> None:
    """Where an office drew the header without merging cells downwards."""
    drawing = ["重点任务 | 责任分工 | <", " | 牵头单位 | 责任单位", "一、公开 | 办公室 | 各处室"]
    header = header_of(fragment(drawing))
    assert header is not None
    assert header.rows == 2


@pytest.mark.parametrize(
    "row",
    [
        TASK,
        "一、强化公开 | 公开规划工作 | 办公室牵头 | 年底前",
        "3 | 财政信息公开工作 | 规划财务处牵头 | 10月底前",
        " | 集整理。 | 名处配合 | ",
        " | | | ",
        "备注 | | | ",
    ],
)
def test_a_task_is_no_header(row: str) -> None:
    """Though its short texts may hold a header's words."""
    header = header_of(fragment([HEADER, TASK]))
    assert header_of(fragment([row, TASK]), header) is None
    assert header_of(fragment([row, TASK])) is None


def test_the_words_that_the_table_had_before_are_a_header() -> None:
    """Be they in no vocabulary, and some of them left out."""
    header = header_of(fragment(["序号 | 工作任务 | 责任单位 | 甲栏 | 乙栏"]))
    again = header_of(fragment(["甲栏 | 乙栏", "一 | 二"]), header)
    assert again is not None
    assert again.words == ("甲栏", "乙栏")


def test_a_long_text_heads_nothing() -> None:
    """A header is a few words; a sentence that begins like one is a task's."""
    assert header_of(fragment(["工作任务完成后由办公室统一报送，各处室配合。 | 责任单位"])) is None


def test_a_fragment_is_cut_where_the_header_is_printed_again() -> None:
    """In the middle of a page, as an engine does that cuts rows."""
    whole = fragment([HEADER, TASK, HEADER, TASK, TASK])
    first, second = at_headers(whole, None)
    assert (first.rows, second.rows) == (2, 3)
    assert [cell.row for cell in second.cells if cell.text == "序号"] == [0]


def test_a_header_that_grew_together_with_a_row_is_parted_from_it() -> None:
    """What stands under the header's words is a row of its own, open above."""
    header = header_of(fragment([HEADER, TASK]))
    drawing = ["序号 | 工作任务↵集整理。 | 责任单位 | 时限", TASK]
    (parted,) = at_headers(fragment(drawing, page=2), header)
    assert parted.rows == 3
    rest = [cell for cell in parted.cells if cell.row == 1]
    assert [cell.text for cell in rest] == ["", "集整理。", "", ""]
    assert all(cell.open_top for cell in rest)


def test_a_fragment_without_a_header_is_left_as_it_is() -> None:
    """There is nothing to cut it at."""
    plain = fragment([TASK])
    assert at_headers(plain, None) == (plain,)


def test_brackets_show_a_ledger_where_no_column_says_who() -> None:
    """In most of its texts, behind a word or with a role; other brackets show none."""
    for header in ("重点任务 | 工作要求", "序号 | 工作任务 | 工作措施"):
        first = ["一、公开", "二、解读"] if header.startswith("重") else ["1 | 公开", "2 | 解读"]
        for said, is_one in (
            ("（责任单位：教务处；完成时限：5月底前）", True),
            ("（教务处牵头，各学院配合）。", True),
            ("（见附件1）", False),
            ("（含专项规划）。", False),
        ):
            rows = [f"{label} | 公开招生章程，每年更新{said}" for label in first]
            drawn = fragment([header, *rows])
            found = header_of(drawn)
            assert found is not None
            assert not is_ledger(found)
            assert stands_over_brackets(found, drawn) is is_one


def test_brackets_make_no_ledger_of_other_tables() -> None:
    """A price list stays one, whoever is named in it."""
    row = "1 | 电脑采购（责任单位：信息中心） | 12 | 4000"
    drawn = fragment(["序号 | 项目名称 | 数量 | 单价", row, row])
    found = header_of(drawn)
    assert found is None or not stands_over_brackets(found, drawn)
