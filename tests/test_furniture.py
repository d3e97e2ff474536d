"""What is no part of the document: page numbers, running titles, 续表."""

from __future__ import annotations

import pytest

from pipeline.page import Box, Line, Page, Place
from pipeline.rebuild.furniture import running_text
from tests.drawing import fragment

TABLE = ["工作任务 | 责任单位", "公开规划。 | 办公室"]


def a_line(text: str, page: int | None, top: float | None = None) -> Line:
    """A line at a height, or without a box."""
    box = None if top is None else Box(90.0, top, 90.0 + 12 * len(text), top + 12.0)
    return Line(text, Place(page, box))


def a_page(number: int | None, *texts: str, after: int | None = None) -> Page:
    """A page of lines, a line's height apart, with a table after the first `after`."""
    lines = tuple(
        a_line(text, number, None if number is None else 40.0 + 20 * place)
        for place, text in enumerate(texts)
    )
    tables = () if after is None else (fragment(TABLE, page=number, after=after),)
    return Page(number, lines, tables)


def kept(*pages: Page) -> list[list[str]]:
    """What is left of the lines of each page."""
    return [[line.text for line in page.lines] for page in running_text(pages)]


@pytest.mark.parametrize(
    "mark",
    [
        "3",
        "— 3 —",
        "-3-",
        "－ 3 －",
        "· 3 ·",
        "第3页",
        "第 3 页 共 12 页",
        "3/12",
        "第3页，共12页",
        "３",
    ],
)
def test_page_numbers_go(mark: str) -> None:
    """At the foot and at the head, in every dress."""
    assert kept(a_page(3, "正文第一行。", "正文第二行。", "正文第三行。", mark)) == [
        ["正文第一行。", "正文第二行。", "正文第三行。"]
    ]
    assert kept(a_page(3, mark, "正文第一行。")) == [["正文第一行。"]]


@pytest.mark.parametrize(
    "mark", ["（续表）", "(续表)", "续表", "续表：", "接上表", "（续）", "续 表"]
)
def test_marks_of_a_table_that_goes_on_go(mark: str) -> None:
    """Over the table, on whatever line."""
    assert kept(a_page(1, "标题", after=1), a_page(2, mark, after=1)) == [["标题"], []]


def test_a_running_title_goes() -> None:
    """It stands on several pages, in one height."""
    pages = [
        a_page(n, "安徽省民政厅文件汇编", f"正文{'甲乙丙'[n - 1]}。", f"— {n} —") for n in (1, 2, 3)
    ]
    assert kept(*pages) == [["正文甲。"], ["正文乙。"], ["正文丙。"]]


def test_a_running_title_may_hold_the_page_number() -> None:
    """It differs from page to page in that alone."""
    pages = [a_page(n, f"民政工作简报　第{n}页", f"正文{'甲乙丙'[n - 1]}。") for n in (1, 2, 3)]
    assert kept(*pages) == [["正文甲。"], ["正文乙。"], ["正文丙。"]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("附件1", "附件2"),
        ("2021年重点工作台账", "2022年重点工作台账"),
        ("一、总体要求", "二、工作任务"),
    ],
)
def test_lines_that_differ_stay(first: str, second: str) -> None:
    """Though they stand in one height and differ in a digit alone."""
    assert kept(a_page(4, first, "正文。"), a_page(7, second, "再文。")) == [
        [first, "正文。"],
        [second, "再文。"],
    ]


def test_lines_that_are_alike_by_chance_stay() -> None:
    """Elsewhere on their pages, they are words of the text."""
    pages = [
        a_page(1, "请认真贯彻落实。", "甲。", "乙。", "丙。", "丁。"),
        a_page(2, "戊。", "己。", "请认真贯彻落实。", "庚。", "辛。"),
    ]
    assert kept(*pages) == [[line.text for line in page.lines] for page in pages]


def test_numbers_inside_a_page_stay() -> None:
    """A line of its own may be a number, as in a list of figures."""
    page = a_page(1, "甲。", "乙。", "12", "丙。", "丁。", "戊。")
    assert kept(page) == [["甲。", "乙。", "12", "丙。", "丁。", "戊。"]]


def test_a_document_without_pages_keeps_its_lines() -> None:
    """It has no page numbers and no running titles."""
    assert kept(a_page(None, "3", "标题", "3"), a_page(None, "标题")) == [
        ["3", "标题", "3"],
        ["标题"],
    ]


def test_a_title_over_every_page_of_its_table_stays_once() -> None:
    """Repeated like a running title, it is the ledger's title all the same."""
    pages = [a_page(n, "2021年重点工作台账", after=1) for n in (1, 2, 3)]
    assert kept(*pages) == [["2021年重点工作台账"], [], []]


def test_a_title_over_every_page_of_a_second_table_stays_once() -> None:
    """So does the next ledger's."""
    pages = [
        a_page(1, "2021年重点工作台账", after=1),
        a_page(2, "2021年重点工作台账", after=1),
        a_page(3, "2021年改革任务台账", after=1),
        a_page(4, "2021年改革任务台账", after=1),
    ]
    assert kept(*pages) == [["2021年重点工作台账"], [], ["2021年改革任务台账"], []]


def test_a_fragment_still_knows_what_stands_over_it() -> None:
    """`after` counts the lines that are left."""
    page = a_page(2, "— 2 —", "附件", "（续表）", "台账", after=4)
    (bare,) = running_text([page])
    assert [line.text for line in bare.lines] == ["附件", "台账"]
    assert bare.fragments[0].after == 2
