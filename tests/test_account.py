"""Nothing lost, and said: where each line of a ledger's fragments went."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Finding
from pipeline.page import Cell, Line, Page, Place
from pipeline.rebuild import rebuild, worked
from pipeline.text.cleaning import clean
from tests.drawing import pages

LEDGER = """--- page 1
: 附件
序号 | 工作任务 | 责任单位 | 时限
1 | 公开各类规划。 | 规划财务处 | 年底前
2 | 公开执法信息。 | 办公室 | 10月底前
--- page 2
序号 | 工作任务 | 责任单位 | 时限
3 | 公开财政信息。 | 规划财务处 | 年底前
""".splitlines()


def of(code: str, findings: tuple[Finding, ...]) -> list[Finding]:
    """The findings of a code."""
    return [found for found in findings if found.code == code]


def with_cell(page: Page, cell: Cell) -> Page:
    """The page with one more cell in its table."""
    (fragment,) = page.fragments
    return replace(page, fragments=(replace(fragment, cells=(*fragment.cells, cell)),))


def test_headers_and_repeats_are_declared() -> None:
    """The words over the columns, once a page; and a heading that the next page prints again."""
    picture = [
        "--- page 1",
        "工作任务 | 具体要求 | 责任单位 | 时限",
        "一、公开 | 公开规划。 | 办公室 | 年底前",
        "^ | 公开执法信息。 | 办公室 | 年底前",
        "--- page 2",
        "工作任务 | 具体要求 | 责任单位 | 时限",
        "一、公开 | 公开财政信息。 | 办公室 | 年底前",
    ]
    (ledger,) = worked(pages(picture)).ledgers
    made = ledger.account
    assert [piece.text for piece in made.headers] == [
        "工作任务",
        "具体要求",
        "责任单位",
        "时限",
    ] * 2
    assert [(left.text, left.reason) for left in made.left_out] == [("一、公开", "repeat")]
    assert made.lost == ()
    assert made.is_balanced


def test_a_text_that_no_cell_takes_stays_with_the_nearest_task() -> None:
    """Two cells in one place are more than a table can hold; the finding says which."""
    first, second = pages(LEDGER)
    astray = Cell(row=1, column=2, lines=(Line("社会救助处", Place(page=2)),), place=Place(page=2))
    tables, findings = rebuild((first, with_cell(second, astray)))
    (found,) = of("text_stranded", findings)
    assert (found.ledger, found.task, found.field) == (1, 3, "responsibility")
    assert found.message.startswith("Page 2, row 2, column 3 (责任单位): ")
    assert clean(tables[0].rows[2].values[2].text) == "社会救助处规划财务处"
    assert of("text_lost", findings) == []


def test_a_bracket_that_a_page_parts_is_not_lost() -> None:
    """Half-width brackets are widened in pairs, and the pieces have no pair."""
    picture = [
        "--- page 1",
        "序号 | 工作任务 | 责任单位 | 时限",
        "1 | 公开各类规划。 | 规划财务处、社会事务处(儿童 | 年底前",
        "--- page 2",
        "  |  | 福利处)、办公室 |",
        "2 | 公开执法信息。 | 办公室 | 10月底前",
    ]
    tables, findings = rebuild(pages(picture))
    assert clean(tables[0].rows[0].values[2].text).endswith("社会事务处（儿童福利处）、办公室")
    assert {found.code for found in findings} & {"text_lost", "text_doubled"} == set()


def test_a_title_that_is_printed_again_is_declared() -> None:
    """With （续） behind it or without."""
    picture = [
        "--- page 1",
        "2021年政务公开工作台账 | < | < | <",
        *LEDGER[2:5],
        "--- page 2",
        "2021年政务公开工作台账（续表） | < | < | <",
        *LEDGER[6:],
    ]
    _, findings = rebuild(pages(picture))
    assert [found for found in findings if found.severity != "info"] == []


def test_another_text_over_a_repeated_header_is_named() -> None:
    """It is neither the title nor a header: it is a heading, or nobody knows."""
    picture = [*LEDGER[:6], "二、另外的工作任务安排 | < | < | <", *LEDGER[6:]]
    _, findings = rebuild(pages(picture))
    (found,) = of("text_lost", findings)
    assert found.message == "Page 2, row 1, column 1 (序号): in no task: 二、另外的工作任务安排"
