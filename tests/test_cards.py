"""Ledgers that are a small table for each task, its words before its values."""

from __future__ import annotations

from pipeline.rebuild import rebuild
from pipeline.table import Table
from pipeline.text.cleaning import clean
from tests.drawing import pages

CARDS = """--- page 1
: 2022年任务清单
: 一、强化公开
任务名称 | 公开规划 | 完成时限 | 年底前
工作内容 | 主动公开规划纲要， | < | <
--- page 2
         | 做好归集。 | < | <
责任单位 | 规划科 | < | <
任务名称 | 公开标准 | 完成时限 | 6月底前
工作内容 | 公开救助标准。 | < | <
责任单位 | 救助科 | < | <
: 二、强化平台
任务名称 | 规范网站 | 完成时限 | 6月底前
工作内容 | 规范网站建设。 | < | <
责任单位 | 办公室 | < | <"""
FORMS = """--- page 1
姓名 | 张三 | 部门 | 规划科
职务 | 科长 | 联系电话 | 6123456
--- page 2
姓名 | 李四 | 部门 | 救助科
职务 | 科长 | 联系电话 | 6123457"""
PROJECTS = """--- page 1
项目名称 | 新建学校 | 总投资 | 3亿元
主要内容 | 建设教学楼。 | 责任单位 | 教育局
--- page 2
项目名称 | 新建医院 | 总投资 | 5亿元
主要内容 | 建设住院楼。 | 责任单位 | 卫健委"""


def values(table: Table) -> list[list[str]]:
    """What the rows hold, clean."""
    return [[clean(value.text) for value in row.values] for row in table.rows]


def test_each_card_is_a_task() -> None:
    """Its words are the columns' headers; a value cut by the page is whole."""
    tables, findings = rebuild(pages(CARDS.splitlines()))
    assert [(c.header, c.field) for c in tables[0].columns] == [
        ("任务名称", "title"),
        ("完成时限", "deadline"),
        ("工作内容", "requirement"),
        ("责任单位", "responsibility"),
    ]
    assert values(tables[0]) == [
        ["公开规划", "年底前", "主动公开规划纲要，做好归集。", "规划科"],
        ["公开标准", "6月底前", "公开救助标准。", "救助科"],
        ["规范网站", "6月底前", "规范网站建设。", "办公室"],
    ]
    assert [found.code for found in findings] == ["cards_read", "row_joined"]


def test_a_labelled_line_over_cards_is_their_heading() -> None:
    """It stands over all cards up to the next one; the title stays with the notice."""
    tables, _ = rebuild(pages(CARDS.splitlines()))
    over = [[clean(value.text) for value in row.banners] for row in tables[0].rows]
    assert over == [["一、强化公开"], ["一、强化公开"], ["二、强化平台"]]
    assert [line.text for line in tables[0].above] == ["2022年任务清单"]


def test_forms_and_cards_of_projects_are_no_ledger() -> None:
    """They speak of nothing to be done, or of what no task has."""
    for drawing in (FORMS, PROJECTS):
        assert rebuild(pages(drawing.splitlines()))[0] == ()
