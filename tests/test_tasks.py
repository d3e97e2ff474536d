"""The rows of a table become tasks: numbers, headings, roles, extras, and where each stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.departments import Register
from pipeline.model import Finding, Heading, Task
from pipeline.normalise.outline import heading
from pipeline.normalise.tasks import tasks
from pipeline.page import Box, Line, Place
from pipeline.table import Column, Row, Table, Value

REQUIREMENT = Column("具体要求", "requirement")
RESPONSIBILITY = Column("责任单位", "responsibility")
DEADLINE = Column("时限", "deadline")
NUMBER = Column("序号", "number")
OUTLINE = Column("工作任务", "outline")
INNER = Column("重点任务", "outline")
TITLE = Column("任务名称", "title")
USUAL = (REQUIREMENT, RESPONSIBILITY, DEADLINE)
SIZE = 10.0


def a_line(text: str, page: int = 1, x0: float = 100.0, top: float = 50.0) -> Line:
    """A printed line, its characters as wide as they are high."""
    x1 = x0 + SIZE * len(text)
    ends = tuple(x0 + SIZE * n for n in range(1, len(text) + 1))
    return Line(text, Place(page, Box(x0, top, x1, top + SIZE)), ends=ends, size=SIZE)


def a_value(cell: str | Value) -> Value:
    """A cell of one line, or as it is."""
    if isinstance(cell, Value):
        return cell
    return Value((a_line(cell),) if cell else ())


def a_table(
    columns: tuple[Column, ...], *rows: tuple[str | Value, ...], banners: tuple[str, ...] = ()
) -> Table:
    """A table of rows of cells, all under the same banners."""
    over = tuple(a_value(banner) for banner in banners)
    made = tuple(Row(over, tuple(a_value(cell) for cell in row)) for row in rows)
    return Table((), columns, made)


def read(table: Table) -> tuple[tuple[Task, ...], tuple[Finding, ...]]:
    """Its tasks, in the ledger of 2021 that stands second in its document."""
    return tasks(table, issuer="安徽省民政厅", year=2021, register=Register.default(), ledger=2)


def the_tasks(table: Table) -> tuple[Task, ...]:
    """Its tasks alone."""
    return read(table)[0]


def places(task: Task, field: str) -> list[tuple[int | None, tuple[float, ...] | None]]:
    """Page and box of every piece of a value."""
    return [(p.page, p.bbox) for p in task.provenance if p.field == field]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.公开规划。", "2.公开执法。"),
        ("1 公开规划。", "2 公开执法。"),
        ("1、公开规划。", "2、公开执法。"),
        ("1．公开规划。", "2．公开执法。"),
        ("（1）公开规划。", "（2）公开执法。"),
        ("①公开规划。", "②公开执法。"),
        ("1公开规划。", "2公开执法。"),
        ("1\n公开规划。", "2\n公开执法。"),
    ],
)
def test_a_number_at_the_head_of_the_text_leaves_it(first: str, second: str) -> None:
    """However it is printed."""
    made = the_tasks(a_table(USUAL, (first, "办公室", "年底前"), (second, "办公室", "年底前")))
    assert [(task.number, task.requirement) for task in made] == [
        (1, "公开规划。"),
        (2, "公开执法。"),
    ]


def test_numbers_that_count_up_are_the_tasks_even_where_the_later_ones_are_missing() -> None:
    """A font may have the circled numbers up to ten alone."""
    texts = [*(f"{mark}公开规划。" for mark in "①②③④⑤"), *(["公开执法。"] * 4)]
    made = the_tasks(a_table(USUAL, *((text, "办公室", "年底前") for text in texts)))
    assert [task.number for task in made] == [1, 2, 3, 4, 5, None, None, None, None]
    assert made[0].requirement == "公开规划。"


def test_a_number_at_the_head_of_a_title_leaves_it() -> None:
    """The first text column that counts up has the numbers."""
    columns = (TITLE, *USUAL)
    made = the_tasks(
        a_table(
            columns,
            ("1.规划", "（1）公开规划。", "办公室", "年底前"),
            ("2.执法", "（1）公开执法。", "办公室", "年底前"),
            ("3.解读", "（1）解读政策。", "办公室", "年底前"),
        )
    )
    assert [(task.number, task.title, task.requirement) for task in made] == [
        (1, "规划", "（1）公开规划。"),
        (2, "执法", "（1）公开执法。"),
        (3, "解读", "（1）解读政策。"),
    ]


def test_a_number_may_be_cut_by_the_end_of_its_line() -> None:
    """It comes after the one above; numbers that count up from there are those of several tasks."""
    rest = ("公开规划。", "办公室", "年底前")
    made = the_tasks(a_table((NUMBER, *USUAL), ("9", *rest), ("1\n0", *rest), ("1\n3", *rest)))
    assert [task.number for task in made] == [9, 10, 13]
    made = the_tasks(a_table((NUMBER, *USUAL), ("2", *rest), ("3\n4", *rest)))
    assert [task.number for task in made] == [2, None]


def test_a_number_of_its_own_leaves_the_text_alone() -> None:
    """110 and 2021 are words of the text."""
    made = the_tasks(
        a_table(
            (NUMBER, *USUAL),
            ("1", "110、119等热线外，全部整合。", "办公室", "年底前"),
            ("2", "2 类事项全部公开。", "办公室", "年底前"),
            ("4", "2021年规划公开。", "办公室", "年底前"),
        )
    )
    assert [task.number for task in made] == [1, 2, 4]
    assert [task.requirement for task in made] == [
        "110、119等热线外，全部整合。",
        "2类事项全部公开。",
        "2021年规划公开。",
    ]


def test_numbers_may_stand_beside_the_text_or_in_it() -> None:
    """As in the 2021 notice's dump, page by page."""
    made = the_tasks(
        a_table(
            (NUMBER, *USUAL),
            ("", "1 公开规划。", "办公室", "年底前"),
            ("", "2 公开执法。", "办公室", "年底前"),
            ("3", "公开财政。", "办公室", "年底前"),
            ("", "4 解读政策。", "办公室", "年底前"),
        )
    )
    assert [task.number for task in made] == [1, 2, 3, 4]
    assert [task.requirement for task in made] == [
        "公开规划。",
        "公开执法。",
        "公开财政。",
        "解读政策。",
    ]


def test_points_of_a_text_are_not_its_number() -> None:
    """They begin again in the next text."""
    made = the_tasks(
        a_table(
            USUAL,
            ("（1）公开规划。（2）公开执法。", "办公室", "年底前"),
            ("解读政策。", "办公室", "年底前"),
            ("（1）回应关切。", "办公室", "年底前"),
        )
    )
    assert [task.number for task in made] == [None] * 3
    assert made[2].requirement == "（1）回应关切。"


def test_numbers_that_do_not_rise_stay_in_their_texts() -> None:
    """Each text begins with its first point."""
    made = the_tasks(
        a_table(
            USUAL,
            ("（1）公开规划。（2）公开执法。", "办公室", "年底前"),
            ("（1）解读政策。（2）丰富形式。", "办公室", "年底前"),
            ("（1）回应关切。（2）报送舆情。", "办公室", "年底前"),
        )
    )
    assert [task.number for task in made] == [None] * 3
    assert made[1].requirement == "（1）解读政策。（2）丰富形式。"


def test_a_number_that_is_none_is_doubted() -> None:
    """It stands in the column of numbers and is no number."""
    made, findings = read(a_table((NUMBER, *USUAL), ("甲", "公开规划。", "办公室", "年底前")))
    assert made[0].number is None
    assert [(f.code, f.ledger, f.task, f.field) for f in findings] == [
        ("number_not_understood", 2, 1, "number")
    ]


def test_the_place_of_a_number_in_a_text_is_that_of_its_characters() -> None:
    """And not of the whole line."""
    made = the_tasks(
        a_table(USUAL, ("1.公开规划。", "办公室", "年底前"), ("12.公开执法。", "办公室", "年底前"))
    )
    assert places(made[0], "number") == [(1, (100.0, 50.0, 110.0, 60.0))]
    assert places(made[1], "number") == [(1, (100.0, 50.0, 120.0, 60.0))]
    assert places(made[0], "requirement") == [(1, (100.0, 50.0, 170.0, 60.0))]


@pytest.mark.xfail(strict=True, reason="Only a number with a mark after it is told from its line.")
def test_a_line_that_holds_the_number_alone_is_no_place_of_the_text() -> None:
    """The requirement begins below it."""
    text = Value((a_line("1", top=50), a_line("公开规划。", top=65)))
    made = the_tasks(a_table(USUAL, (text, "办公室", "年底前"), ("2公开。", "办公室", "年底前")))
    assert places(made[0], "number") == [(1, (100.0, 50.0, 110.0, 60.0))]
    assert places(made[0], "requirement") == [(1, (100.0, 65.0, 150.0, 75.0))]


def test_the_place_of_a_number_of_its_own_is_its_cell_s_text() -> None:
    """On the page that shows it."""
    number = Value((a_line("7", page=3, x0=40.0, top=400.0),))
    made = the_tasks(a_table((NUMBER, *USUAL), (number, "公开规划。", "办公室", "年底前")))
    assert places(made[0], "number") == [(3, (40.0, 400.0, 50.0, 410.0))]


def test_a_value_over_two_pages_stands_in_two_places() -> None:
    """One box for the lines of a piece, one for each page."""
    text = Value(
        (
            a_line("主动公开我省民政", page=1, top=700),
            a_line("规划，做好归", page=1, top=715),
            a_line("集整理。", page=2, top=60),
        )
    )
    names = Value((a_line("区划地", page=1, x0=300), a_line("名处", page=2, x0=300)))
    (task,) = the_tasks(a_table(USUAL, (text, names, "年底前")))
    assert task.requirement == "主动公开我省民政规划，做好归集整理。"
    assert places(task, "requirement") == [
        (1, (100.0, 700.0, 180.0, 725.0)),
        (2, (100.0, 60.0, 140.0, 70.0)),
    ]
    assert [page for page, _ in places(task, "responsibility")] == [1, 2]


def test_a_heading_printed_on_another_page_keeps_its_place() -> None:
    """The task stands on page 1, its heading's text on page 2."""
    label = Value((a_line("四、强化基层", page=2, x0=40),))
    first, second = the_tasks(
        a_table(
            (OUTLINE, *USUAL),
            (label, "公开规划。", "办公室", "年底前"),
            (label, "公开执法。", "办公室", "年底前"),
        )
    )
    assert places(first, "outline.0") == [(2, (40.0, 50.0, 100.0, 60.0))]
    assert places(second, "outline.0") == places(first, "outline.0")


def test_a_heading_printed_twice_stands_in_both_places() -> None:
    """Its text counts once."""
    label = Value(
        (a_line("三、强化基础", page=1, x0=40),), repeats=(a_line("三、强化基础", page=2, x0=40),)
    )
    (task,) = the_tasks(a_table((OUTLINE, *USUAL), (label, "公开规划。", "办公室", "年底前")))
    assert task.outline == (Heading(label="三", title="强化基础"),)
    assert [page for page, _ in places(task, "outline.0")] == [1, 2]


def test_without_pages_the_place_is_told_in_words() -> None:
    """A Word table by its cell, a dump by its line."""
    text = Value((Line("公开规划。", Place(spot="table 2 row 7 column 3")),))
    (task,) = the_tasks(a_table(USUAL, (text, "办公室", "年底前")))
    where = next(p for p in task.provenance if p.field == "requirement")
    assert (where.page, where.bbox, where.place) == (None, None, "table 2 row 7 column 3")


def test_a_cell_without_text_has_no_place() -> None:
    """There is nothing to point at."""
    (task,) = the_tasks(a_table((*USUAL, Column("备注", "extras", "备注")), ("公开。", "", "", "")))
    assert {p.field for p in task.provenance} == {"requirement"}


def test_every_level_of_the_outline_has_its_own_name() -> None:
    """Rows across the table first, then columns; a level that a task has not is left out."""
    table = a_table(
        (OUTLINE, INNER, *USUAL),
        ("（一）规划", "1．专项", "公开规划。", "办公室", "年底前"),
        ("（二）执法", "", "公开执法。", "办公室", "年底前"),
        ("", "", "公开财政。", "办公室", "年底前"),
        banners=("一、强化公开",),
    )
    made = the_tasks(table)
    assert [[(h.label, h.title) for h in task.outline] for task in made] == [
        [("一", "强化公开"), ("（一）", "规划"), (None, "1．专项")],
        [("一", "强化公开"), ("（二）", "执法")],
        [("一", "强化公开")],
    ]
    named = {p.field for p in made[0].provenance if p.field.startswith("outline")}
    assert named == {"outline.0", "outline.1", "outline.2"}


def test_a_level_that_counts_by_arabic_numerals_has_them_as_labels() -> None:
    """Where all its headings begin so; they begin anew under each heading above."""
    made = the_tasks(
        a_table(
            (OUTLINE, INNER, *USUAL),
            ("一、深化公开", "1.规范速报", "按月发布。", "办公室", "年底前"),
            ("一、深化公开", "2、优化解读", "图解政策。", "办公室", "年底前"),
            ("二、强化监督", "1.考核", "纳入考核。", "办公室", "年底前"),
        )
    )
    inner = [(task.outline[1].label, task.outline[1].title) for task in made]
    assert inner == [("1", "规范速报"), ("2", "优化解读"), ("1", "考核")]


def test_rows_across_the_table_may_count_by_arabic_numerals() -> None:
    """Under rows with Han numerals."""
    rows = (("按月发布。", "办公室", "年底前"),)
    first = a_table(USUAL, *rows, banners=("一、深化公开", "1.规范速报"))
    second = a_table(USUAL, *rows, banners=("一、深化公开", "2.优化解读"))
    made = the_tasks(replace(first, rows=first.rows + second.rows))
    assert [task.outline[1].label for task in made] == ["1", "2"]


def test_a_level_of_which_one_heading_begins_with_a_word_has_no_arabic_labels() -> None:
    """12345热线建设 is a title."""
    made = the_tasks(
        a_table(
            (OUTLINE, *USUAL),
            ("1.规范速报", "按月发布。", "办公室", "年底前"),
            ("热线建设", "接入热线。", "办公室", "年底前"),
        )
    )
    assert [task.outline[0].label for task in made] == [None, None]


@pytest.mark.parametrize(
    ("printed", "label", "title"),
    [
        ("一、进一步强化公开", "一", "进一步强化公开"),
        ("（一）做好规划公开。", "（一）", "做好规划公开"),
        ("(三)做好财政公开。", "（三）", "做好财政公开"),
        ("第二章 公开", "第二章", "公开"),
        ("强化公开。", None, "强化公开"),
        ("一、强化公开；", "一", "强化公开；"),
        ("一、强化公开。做好解读。", "一", "强化公开。做好解读"),
        ("（一）强化“公开。”", "（一）", "强化“公开。”"),
        ("1.公开", None, "1.公开"),
        ("一图读懂", None, "一图读懂"),
        ("一、强化公开。。", "一", "强化公开。"),
    ],
)
def test_a_heading_loses_its_final_stop_and_nothing_else(
    printed: str, label: str | None, title: str
) -> None:
    """Its label excludes 、 and keeps its brackets, full-width."""
    assert heading(printed) == Heading(label=label, title=title)


def test_columns_without_a_field_go_to_extras() -> None:
    """Under their own keys, blank ones too."""
    columns = (
        *USUAL,
        Column("备注", "extras", "备注"),
        Column("备注", "extras", "备注 (2)"),
        Column("", "extras", "列6"),
    )
    (task,) = the_tasks(a_table(columns, ("公开。", "办公室", "年底前", "已完成", "", "甲 乙")))
    assert task.extras == {"备注": "已完成", "备注 (2)": "", "列6": "甲乙"}
    assert [p.field for p in task.provenance if p.field.startswith("extras")] == [
        "extras.备注",
        "extras.列6",
    ]


def test_roles_in_columns_of_their_own_are_said_with_their_headers() -> None:
    """Parties in printed order, each with the role of its column."""
    columns = (
        REQUIREMENT,
        Column("责任分工/牵头单位", "lead"),
        Column("责任分工/责任单位", "responsible"),
        DEADLINE,
    )
    (task,) = the_tasks(
        a_table(columns, ("公开规划。", "办公室", "规划财务处、养老服务处等", "年底前"))
    )
    assert task.responsibility.text == "牵头单位：办公室；责任单位：规划财务处、养老服务处等"
    assert [(party.name, party.role) for party in task.responsibility.parties] == [
        ("办公室", "lead"),
        ("规划财务处", "responsible"),
        ("养老服务处", "responsible"),
    ]
    assert task.responsibility.and_others
    assert len(places(task, "responsibility")) == 2


def test_a_support_column_gives_support() -> None:
    """配合单位 beside 牵头单位."""
    columns = (REQUIREMENT, Column("牵头单位", "lead"), Column("配合单位", "support"), DEADLINE)
    made = the_tasks(
        a_table(
            columns,
            ("公开规划。", "办公室", "养老服务处", "年底前"),
            ("公开执法。", "办公室", "", "年底前"),
        )
    )
    assert [[(p.name, p.role) for p in task.responsibility.parties] for task in made] == [
        [("办公室", "lead"), ("养老服务处", "support")],
        [("办公室", "lead")],
    ]
    assert made[1].responsibility.text == "牵头单位：办公室"


def test_a_ledger_without_departments_names_none() -> None:
    """Neither text nor parties."""
    (task,) = the_tasks(a_table((REQUIREMENT, DEADLINE), ("公开规划。", "年底前")))
    assert task.responsibility.text == ""
    assert task.responsibility.parties == ()


def test_a_deadline_is_read_in_the_ledger_s_year() -> None:
    """The text stays as printed."""
    (task,) = the_tasks(a_table(USUAL, ("公开规划。", "办公室", "10 月底前")))
    assert (task.deadline.text, task.deadline.kind) == ("10月底前", "date")
    assert task.deadline.due == date(2021, 10, 31)


def test_a_merged_value_says_the_same_of_each_task() -> None:
    """And stands in the same place."""
    when = Value((a_line("年底前", page=4, x0=500),))
    made = the_tasks(
        a_table(USUAL, ("公开规划。", "办公室", when), ("公开执法。", "养老服务处", when))
    )
    assert made[0].deadline == made[1].deadline
    assert places(made[0], "deadline") == places(made[1], "deadline")


def test_doubts_name_ledger_task_and_field() -> None:
    """Whoever raised them."""
    _, findings = read(
        a_table(
            USUAL,
            ("公开规划。", "办公室", "年底前"),
            ("公开执法。", "从未听说处", "9月31日前"),
        )
    )
    assert {(f.code, f.ledger, f.task, f.field) for f in findings} == {
        ("unknown_department", 2, 2, "responsibility"),
        ("deadline_impossible", 2, 2, "deadline"),
    }


def test_citations_are_those_of_title_and_requirement() -> None:
    """Each once, in order."""
    (task,) = the_tasks(
        a_table(
            (TITLE, *USUAL),
            ("落实《条例》", "落实《条例》和《意见》（国办发〔2020〕53号）。", "办公室", "年底前"),
        )
    )
    assert [(c.title, c.document_number) for c in task.citations] == [
        ("条例", None),
        ("意见", "国办发〔2020〕53号"),
    ]


def test_tasks_are_counted_from_1() -> None:
    """Whatever numbers they have."""
    made = the_tasks(
        a_table(
            (NUMBER, *USUAL), ("9", "甲。", "办公室", "年底前"), ("9", "乙。", "办公室", "年底前")
        )
    )
    assert [(task.sequence, task.number) for task in made] == [(1, 9), (2, 9)]


def test_a_requirement_may_be_blank() -> None:
    """Then it is an empty text, and a title that is blank is an empty title."""
    (task,) = the_tasks(a_table((TITLE, *USUAL), ("", "", "办公室", "年底前")))
    assert (task.title, task.requirement) == ("", "")
    (plain,) = the_tasks(a_table(USUAL, ("", "办公室", "年底前")))
    assert plain.title is None


@pytest.mark.parametrize(
    ("requirement", "remark", "text", "found"),
    [
        ("7月底前完成规划公开。", "", "7月底前", ["deadline_in_text"]),
        ("公开规划。", "11月底前完成", "11月底前完成", ["deadline_in_text"]),
        ("公开规划。", "持续推进", "持续推进", ["deadline_in_text"]),
        ("公开规划。", "每季度更新", "每季度更新", ["deadline_in_text"]),
        ("公开规划。", "按省厅安排，年底前报送", "年底前", ["deadline_in_text"]),
        ("公开规划（完成时限：长期坚持）。", "", "长期坚持", ["deadline_in_text"]),
        ("公开规划。", "2021年6月已召开会议", "", []),
        ("公开规划。", "列入长期护理保险试点", "", []),
        ("清理2020年底前印发的文件。", "", "", []),
        ("公开规划。", "新增", "", []),
        ("24小时内公开。", "", "", []),
    ],
)
def test_without_a_column_for_it_the_deadline_may_stand_in_the_text(
    requirement: str, remark: str, text: str, found: list[str]
) -> None:
    """In the requirement, or in 备注; and it is said."""
    columns = (REQUIREMENT, RESPONSIBILITY, Column("备注", "extras", "备注"))
    (task,), findings = read(a_table(columns, (requirement, "办公室", remark)))
    assert task.deadline.text == text
    assert [finding.code for finding in findings] == found
    assert task.requirement == requirement
    assert task.extras == {"备注": remark}


def test_a_full_line_breaks_inside_a_name() -> None:
    """Where marks part the names, so that a register is not needed."""
    names = Value(
        (a_line("从未听说的政策研"), a_line("究处、另一个没听", top=65), a_line("说处", top=80))
    )
    (task,) = the_tasks(a_table(USUAL, ("公开规划。", names, "年底前")))
    assert [party.name for party in task.responsibility.parties] == [
        "从未听说的政策研究处",
        "另一个没听说处",
    ]
