"""Ledgers that are no table: numbered paragraphs with who answers for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import Document, InputError, convert
from pipeline.explain import explained
from pipeline.page import Box, Line, Page, Place
from pipeline.rebuild import rebuild
from pipeline.rebuild.prose_tokens import Said, Text, read
from pipeline.text.cleaning import clean

SIZE = 10.0


def read_as(folder: Path, text: str) -> Document:
    """The document that a text file's paragraphs make."""
    path = folder / "plan.txt"
    path.write_text("2022年任务分工\n" + text, encoding="utf-8")
    return convert(path)


def told(document: Document) -> list[str]:
    """Each task on a line: headings, number, title, requirement, who answers, by when."""
    return [
        " | ".join(
            (
                "/".join(f"{heading.label} {heading.title}" for heading in task.outline),
                str(task.number or ""),
                task.title or "",
                task.requirement,
                task.responsibility.text,
                task.deadline.text,
            )
        )
        for task in document.ledgers[0].tasks
    ]


def codes(document: Document) -> set[str]:
    """What the findings warn of, and that there is no table."""
    read_from = {f.code for f in document.findings if f.code == "paragraphs_read"}
    return read_from | {f.code for f in document.findings if f.severity != "info"}


LINES = """一、强化公开
（一）规划公开。主动公开规划纲要。
牵头单位：规划科
配合单位:办公室
完成时限：6月底前
（二）救助公开。公开救助标准。
牵头单位：救助科  完成时限：年底前
"""


def test_lines_behind_a_paragraph_say_who_answers(tmp_path: Path) -> None:
    """In any order, with any colon, and several on a line."""
    document = read_as(tmp_path, LINES)
    over = "一 强化公开/（一） 规划公开"
    assert told(document) == [
        f"{over} |  |  | 主动公开规划纲要。 | 牵头单位：规划科；配合单位：办公室 | 6月底前",
        "一 强化公开/（二） 救助公开 |  |  | 公开救助标准。 | 牵头单位：救助科 | 年底前",
    ]
    assert codes(document) == {"paragraphs_read"}
    assert document.ledgers[0].title == "2022年任务分工"


def test_brackets_at_the_end_say_who_answers(tmp_path: Path) -> None:
    """Before the full stop or after it, with words before the names or without."""
    document = read_as(
        tmp_path,
        "一、强化公开\n1.公开规划（计划）（责任单位：规划科；完成时限：6月底前）。\n"
        "2.公开救助标准。（救助科牵头，办公室配合，12月底前完成）\n"
        "3.公开养老信息。（责任单位：养老科，持续推进）\n",
    )
    assert told(document) == [
        "一 强化公开 | 1 |  | 公开规划（计划）。 | 规划科 | 6月底前",
        "一 强化公开 | 2 |  | 公开救助标准。 | 救助科牵头，办公室配合 | 12月底前完成",
        "一 强化公开 | 3 |  | 公开养老信息。 | 养老科 | 持续推进",
    ]


def test_several_tasks_stand_in_one_paragraph(tmp_path: Path) -> None:
    """Each ends with who answers for it; the heading is that of all."""
    document = read_as(
        tmp_path,
        "一、强化公开\n（一）规划公开。公开规划。（规划科负责）公开计划。（办公室负责）\n"
        "（二）救助公开。公开标准。（救助科负责）\n",
    )
    outlines = [[heading.label for heading in t.outline] for t in document.ledgers[0].tasks]
    assert outlines == [["一", "（一）"], ["一", "（一）"], ["一", "（二）"]]
    assert [task.requirement for task in document.ledgers[0].tasks] == [
        "公开规划。",
        "公开计划。",
        "公开标准。",
    ]


def test_a_heading_of_its_own_over_a_text_is_its_title(tmp_path: Path) -> None:
    """As in a table with a column for the task and one for what is required."""
    document = read_as(
        tmp_path,
        "1.规划公开\n公开规划纲要。\n责任单位：规划科\n2.救助公开\n公开救助标准。\n责任单位：救助科\n",
    )
    assert told(document) == [
        " | 1 | 规划公开 | 公开规划纲要。 | 规划科 | ",
        " | 2 | 救助公开 | 公开救助标准。 | 救助科 | ",
    ]


def test_a_labelled_sentence_alone_is_what_is_to_be_done(tmp_path: Path) -> None:
    """Its label has no title of its own then."""
    document = read_as(
        tmp_path,
        "（一）公开规划纲要。\n【责任单位】规划科\n（二）公开救助标准。\n【责任单位】救助科\n",
    )
    assert told(document) == [
        "（一）  |  |  | 公开规划纲要。 | 规划科 | ",
        "（二）  |  |  | 公开救助标准。 | 救助科 | ",
    ]


SECTIONS = """一、强化公开
1.公开规划纲要。
2.公开专项规划。
责任单位：规划科
二、强化救助
1.公开救助标准。
2.公开救助结果。
责任单位：救助科
"""


def test_a_line_after_the_last_of_a_section_speaks_of_all(tmp_path: Path) -> None:
    """Where every section is written so, that is no guess."""
    document = read_as(tmp_path, SECTIONS)
    names = [task.responsibility.text for task in document.ledgers[0].tasks]
    assert names == ["规划科", "规划科", "救助科", "救助科"]
    assert codes(document) == {"paragraphs_read"}


def test_where_other_sections_have_a_line_each_it_is_a_guess(tmp_path: Path) -> None:
    """Each task that it is taken for is warned of."""
    document = read_as(tmp_path, SECTIONS.replace("规划纲要。\n", "规划纲要。\n责任单位：办公室\n"))
    doubted = [f.task for f in document.findings if f.code == "cell_guessed"]
    assert doubted == [3, 4]


def test_a_value_right_under_a_heading_speaks_of_all_under_it(tmp_path: Path) -> None:
    """The paragraphs under it say nothing of their own."""
    document = read_as(
        tmp_path,
        "一、强化公开（责任单位：规划科）\n1.公开规划。\n2.公开计划。\n"
        "二、强化救助（责任单位：救助科）\n1.公开标准。\n",
    )
    names = [task.responsibility.text for task in document.ledgers[0].tasks]
    assert names == ["规划科", "规划科", "救助科"]


def test_a_value_of_a_heading_gives_way_to_one_of_a_paragraph(tmp_path: Path) -> None:
    """It holds for the paragraphs before and after."""
    document = read_as(
        tmp_path,
        "一、强化公开（责任单位：规划科）\n1.公开规划。\n2.公开计划。（责任单位：办公室）\n"
        "3.公开总结。\n二、强化救助（责任单位：救助科）\n1.公开标准。\n",
    )
    names = [task.responsibility.text for task in document.ledgers[0].tasks]
    assert names == ["规划科", "办公室", "规划科", "救助科"]


def test_paragraphs_under_a_text_are_part_of_it(tmp_path: Path) -> None:
    """（1）（2） under a sentence of 1 are no tasks."""
    document = read_as(
        tmp_path,
        "1.公开规划纲要，包括：\n（1）省级规划；\n（2）市级规划。\n责任单位：规划科\n"
        "2.公开救助标准。\n责任单位：救助科\n",
    )
    assert [task.requirement for task in document.ledgers[0].tasks] == [
        "公开规划纲要，包括：（1）省级规划；（2）市级规划。",
        "公开救助标准。",
    ]


def test_sections_without_tasks_stand_in_the_body(tmp_path: Path) -> None:
    """With the signature and the date after them; their labels are not missed among the tasks."""
    document = read_as(
        tmp_path,
        f"一、总体要求\n坚持公开。\n{LINES.replace('一、', '二、')}三、保障措施\n（一）加强组织。\n"
        "某某县人民政府办公室\n2022年3月1日\n",
    )
    notice = document.notice
    assert notice.body == "一、总体要求\n坚持公开。\n三、保障措施\n（一）加强组织。"
    assert (notice.issuer, str(notice.issued_on)) == ("某某县人民政府办公室", "2022-03-01")
    assert codes(document) == {"paragraphs_read"}


def test_a_task_that_names_nobody_is_warned_of(tmp_path: Path) -> None:
    """Among others it is a task; after the last it stands in the body."""
    document = read_as(
        tmp_path,
        "1.公开规划。\n责任单位：规划科\n2.公开计划。\n3.公开标准。\n责任单位：救助科\n"
        "4.公开结果。\n责任单位：救助科\n5.加强领导，抓好落实。\n",
    )
    assert [task.number for task in document.ledgers[0].tasks] == [1, 2, 3, 4]
    guessed = [f.task for f in document.findings if f.code == "cell_guessed"]
    assert guessed == [2]
    assert "paragraph_left_out" in codes(document)
    assert document.notice.body == "5.加强领导，抓好落实。"


WITHOUT = {
    "a law": "第一章 总则\n第一条 市城市管理部门负责管理（包括由管委会负责的区域）。\n"
    "第二条 责任单位应当履行下列义务：\n（一）建立制度；\n"
    "（二）明确牵头单位和责任单位：由主管部门确定。\n",
    "a meeting": "一、会议时间：3月1日\n二、会议地点：三楼\n三、参加单位：发改局、财政局\n"
    "四、主办单位：县政府办公室\n联系人：张三\n",
    "a recruitment": "一、岗位\n本次招聘由市人社局作为牵头单位，责任单位为各用人单位。\n"
    "二、监督\n监督单位：市纪委监委\n责任单位：市人社局\n联系人：张三\n",
    "a plan in prose": "一、目标\n明确责任单位、完成时限。\n二、任务\n"
    "（一）编目录。各责任单位要于6月底前完成，牵头单位负责汇总。\n"
    "（二）建机制。建立责任单位：分工明确的机制。\n责任编辑：李四\n",
    "a report": "一、总体情况\n（一）主动公开。公开信息120条（由办公室负责）。\n"
    "二、改进措施\n1.加强培训。\n责任科室：办公室\n联系电话：12345678\n",
    "a group": "一、组成人员\n组长：张三\n成员单位：发改局、财政局\n二、工作机构\n"
    "（一）综合组\n牵头单位：办公室\n（二）宣传组。负责宣传。\n",
    "events": "1.春节晚会\n主办单位：文旅局\n活动地点：大剧院\n"
    "2.元宵灯会\n主办单位：文旅局\n活动地点：人民公园\n",
    "projects": "1.新建学校\n总投资：3亿元\n责任单位：教育局\n"
    "2.新建医院\n总投资：5亿元\n责任单位：卫健委\n",
}


@pytest.mark.parametrize("kind", WITHOUT)
def test_a_text_that_names_parties_in_passing_is_no_ledger(kind: str, tmp_path: Path) -> None:
    """One line of that kind makes none, and no sentence does."""
    with pytest.raises(InputError) as refused:
        read_as(tmp_path, WITHOUT[kind])
    assert refused.value.code == "no_ledger"


def test_a_table_is_the_ledger_where_there_is_one(tmp_path: Path) -> None:
    """The paragraphs around it are the notice's."""
    table = "序号\t工作任务\t责任单位\t完成时限\n1\t公开规划。\t规划科\t年底前\n"
    document = read_as(tmp_path, f"{LINES}\n{table}2\t公开标准。\t救助科\t年底前\n")
    assert len(document.ledgers[0].tasks) == 2
    assert "paragraphs_read" not in codes(document)


def test_it_is_explained(tmp_path: Path) -> None:
    """Headings and values over several tasks, as of a table, and what became of the characters."""
    read_as(tmp_path, SECTIONS)
    lines = [*explained(tmp_path / "plan.txt")]
    assert "Ledger 1: 4 tasks, numbered paragraphs" in lines
    assert "  a heading: 一、强化公开" in lines
    assert any(line.startswith("  责任单位: 规划科") for line in lines)


def printed(text: str, width: int, *, page: int = 1, top: float = 100.0) -> list[Line]:
    """Lines of square characters, the first of which stands two characters in."""
    lines: list[Line] = []
    at, room, x0 = 0, width - 2, 100.0 + 2 * SIZE
    while at < len(text):
        part = text[at : at + room]
        box = Box(x0, top, x0 + SIZE * len(part), top + SIZE)
        ends = tuple(x0 + SIZE * (n + 1) for n in range(len(part)))
        lines.append(Line(part, Place(page, box), ends, SIZE))
        at, room, x0, top = at + room, width, 100.0, top + 1.5 * SIZE
    return lines


PARAGRAPHS = (
    "一、强化重点领域信息公开",
    "1.主动公开规划纲要，做好历史规划（计划）的归集整理和主动公开工作，充分展示接续奋斗历程。",
    "责任单位：规划财务处、社会救助处、养老服务处、基层政权建设和社区治理处、办公室",
    "完成时限：12月底前",
    "2.及时公开救助标准（责任单位：社会救助处、基层政权建设和社区治理处；完成时限：年底前）。",
)


@settings(deadline=None)
@given(st.integers(min_value=12, max_value=60), st.integers(min_value=6, max_value=30))
def test_lines_and_pages_may_break_anywhere(width: int, rows: int) -> None:
    """The values are the same, whatever the page shows of them; nothing is lost."""
    lines = [line for text in PARAGRAPHS for line in printed(text, width)]
    pages = [
        Page(number, tuple(_placed(lines[at : at + rows], number)))
        for number, at in enumerate(range(0, len(lines), rows), 1)
    ]
    tables, findings = rebuild(pages)
    values = [[clean(value.text) for value in row.values] for row in tables[0].rows]
    assert values == [
        ["1.", *(text[text.find("：") + 1 :].removeprefix("1.") for text in PARAGRAPHS[1:4])],
        ["2.", "及时公开救助标准。", "社会救助处、基层政权建设和社区治理处", "年底前"],
    ]
    assert {found.code for found in findings} == {"paragraphs_read"}


def _placed(lines: list[Line], page: int) -> Iterator[Line]:
    """The lines one under the other on a page."""
    for row, line in enumerate(lines):
        box = line.place.box
        assert box is not None
        top = 100.0 + 1.5 * SIZE * row
        yield replace(line, place=Place(page, box._replace(top=top, bottom=top + SIZE)))


LABELS = ("", "一、", "二、", "（一）", "（二）", "1.", "2.", "（1）", "①")
SAYINGS = (
    "强化公开",
    "主动公开规划（计划）。做好归集。",
    "包括：",
    "责任单位：甲局、乙局",
    "责任单位：甲局、",
    "完成时限：",
    "公开标准（责任单位：甲局；完成时限：6月底前）。",
    "公开结果。（甲局牵头，乙局配合，12月底前完成）",
    "【牵头单位】丙委 联系人：张三",
    "（",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(SAYINGS)), max_size=20))
def test_no_character_is_lost_or_doubled(drawn: list[tuple[str, str]]) -> None:
    """Whatever stands under what: each error would be one of the account's."""
    lines = [
        Line(label + said, Place(spot=f"line {n}"), is_paragraph=True)
        for n, (label, said) in enumerate(drawn, 1)
    ]
    _, findings = rebuild([Page(None, tuple(lines))])
    assert [found for found in findings if found.severity == "error"] == []


def test_a_part_of_a_line_has_the_box_of_that_part() -> None:
    """Two values on a line stand where they stand."""
    line = printed("责任单位：甲局　完成时限：年底前", 60)[0]
    first, second = (t for t in read([line]).tokens if isinstance(t, Said))
    assert [one.lines[0].text for one in (first, second)] == ["甲局", "年底前"]
    boxes = [one.lines[0].place.box for one in (first, second)]
    assert [(box.x0, box.x1) for box in boxes if box] == [(170.0, 190.0), (250.0, 280.0)]


def test_a_word_in_a_sentence_is_no_word_of_a_value() -> None:
    """A value's word stands at the head of a line, or behind a mark."""
    tokens = read([Line("要明确责任单位：谁主管谁负责。")]).tokens
    assert all(isinstance(token, Text) for token in tokens)
