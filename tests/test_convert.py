"""One notice from end to end: the 2021 samples against what the notice truly says."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest

import pipeline
from pipeline.convert import convert
from pipeline.emit.document_json import document_json
from pipeline.errors import NoLedger
from pipeline.model import Document, Heading, Party, Task
from pipeline.text.cleaning import clean
from tests.tables import FORMS, Rows

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
NAMES = (
    "notice-2021.txt",
    "notice-2021.docx",
    "notice-2021-landscape.pdf",
    "notice-2021-portrait.pdf",
)
# The dump alone prints characters twice at a cut.
CLEAN = NAMES[1:]

every_form = pytest.mark.parametrize("name", NAMES)


@cache
def truth() -> dict[str, Any]:
    """What the notice says, typed by hand from the notice and not by this program."""
    held: dict[str, Any] = json.loads(
        (ROOT / "tests/truth/notice-2021.json").read_text(encoding="utf-8")
    )
    return held


@cache
def document(name: str) -> Document:
    """A sample, converted."""
    return convert(SAMPLES / name)


def task(name: str, number: int) -> Task:
    """The task of that number."""
    (found,) = [task for task in document(name).ledgers[0].tasks if task.number == number]
    return found


def headings(task: Task) -> str:
    """The labels that a task stands under, outermost first."""
    return "、".join(heading.label or "" for heading in task.outline)


def parties(task: Task) -> list[tuple[str, str]]:
    """The names and roles of a task's parties, in printed order."""
    return [(party.name, party.role) for party in task.responsibility.parties]


# --- against the truth


@every_form
def test_the_notices_head_is_what_the_notice_says(name: str) -> None:
    """Issuer, title, number, recipients, body, citations, attachments."""
    assert document(name).notice.model_dump(mode="json") == truth()["notice"]


@every_form
def test_there_is_one_ledger_of_23_tasks(name: str) -> None:
    """With its title and year, and the tasks counted through."""
    (ledger,) = document(name).ledgers
    assert {"title": ledger.title, "year": ledger.year} == truth()["ledger"]
    assert [task.sequence for task in ledger.tasks] == list(range(1, 24))
    assert [task.number for task in ledger.tasks] == list(range(1, 24))


@every_form
@pytest.mark.parametrize("number", range(1, 24))
def test_a_task_is_what_the_notice_says(name: str, number: int) -> None:
    """In every field that the notice prints."""
    expected = truth()["tasks"][number - 1]
    said = task(name, number).model_dump(mode="json")
    for party in said["responsibility"]["parties"]:
        del party["known"]
    assert {field: said[field] for field in expected} == expected
    assert (said["title"], said["extras"]) == (None, {})


def test_all_forms_give_the_same_tasks() -> None:
    """Equal but for provenance, though each is cut by its pages in other places."""
    first, *others = [
        [task.model_copy(update={"provenance": ()}) for task in document(name).ledgers[0].tasks]
        for name in NAMES
    ]
    assert all(other == first for other in others)


@every_form
def test_every_department_of_the_notice_is_known(name: str) -> None:
    """All names are in the register, and groups are no names."""
    for said in document(name).ledgers[0].tasks:
        for party in said.responsibility.parties:
            assert party.known == (not party.collective), party


@every_form
def test_the_columns_are_the_ledgers_own(name: str) -> None:
    """Each header as printed, with the field that it became."""
    columns = [(column.header, column.field) for column in document(name).ledgers[0].columns]
    assert columns[:2] == [("工作任务", "outline"), ("工作任务", "outline")]
    assert columns[-2:] == [("责任部门（单位）", "responsibility"), ("时限要求", "deadline")]
    assert ("具体要求", "requirement") in columns
    assert set(columns[2:-2]) <= {("具体要求", "requirement"), ("具体要求", "number")}


# --- what is hard in it, fact by fact


@every_form
@pytest.mark.parametrize("number", [14, 15])
def test_a_label_printed_on_the_next_page_names_the_tasks_above_it(name: str, number: int) -> None:
    """In the dump, 四 is printed on the page after 14; both stand under 四、（一）."""
    assert task(name, number).outline == (
        Heading(label="四", title="进一步强化基层政务公开"),
        Heading(label="（一）", title="提升基层各领域主动公开水平"),
    )


NINE = [
    "社会组织管理局",
    "社会救助处",
    "基层政权建设和社区治理处",
    "区划地名处",
    "社会事务处（儿童福利处）",
    "养老服务处",
    "慈善事业促进和社会工作处",
    "省流浪乞讨救助指导中心",
    "省养老服务发展中心",
]


@every_form
@pytest.mark.parametrize("number", [5, 6, 7, 8])
def test_names_cut_by_the_page_are_whole(name: str, number: int) -> None:
    """Nine departments, 区划地名处 among them, and others."""
    assert parties(task(name, number)) == [(department, "responsible") for department in NINE]
    assert task(name, number).responsibility.and_others


@every_form
def test_a_name_with_a_second_name_is_one_department(name: str) -> None:
    """社会事务处（儿童福利处）: nowhere is the bracket a party of its own."""
    names = [party for task in document(name).ledgers[0].tasks for party, _ in parties(task)]
    assert "社会事务处（儿童福利处）" in names
    assert not {"社会事务处", "儿童福利处"} & set(names)


@every_form
def test_and_within_a_name_divides_nothing(name: str) -> None:
    """基层政权建设和社区治理处, 慈善事业促进和社会工作处."""
    names = [party for task in document(name).ledgers[0].tasks for party, _ in parties(task)]
    assert {"基层政权建设和社区治理处", "慈善事业促进和社会工作处"} <= set(names)
    assert not [party for party in names if party in ("社区治理处", "社会工作处")]


@every_form
def test_a_label_printed_again_on_the_next_page_is_one_label(name: str) -> None:
    """三 and its （二） stand again above 13: it is under 三、（二）, and there is one （二）."""
    assert headings(task(name, 13)) == "三、（二）"
    assert task(name, 13).outline == task(name, 12).outline == task(name, 11).outline


@every_form
def test_a_row_cut_in_a_word_is_whole(name: str) -> None:
    """18 is cut within 委员会; the dump repeats 员会 there."""
    requirement = task(name, 18).requirement
    assert "《安徽省财政厅安徽省发展和改革委员会关于政府信息公开信息处理费" in requirement
    assert requirement.count("员会") == 1


def test_characters_printed_twice_are_taken_once_and_said() -> None:
    """A person should look: the program had to guess that the dump repeats them."""
    (doubt,) = [f for f in document("notice-2021.txt").findings if f.code == "repeat_removed"]
    assert (doubt.severity, doubt.ledger, doubt.task) == ("warning", 1, 18)
    assert doubt.field == "requirement"
    assert "员会" in doubt.message


@pytest.mark.parametrize("name", CLEAN)
def test_only_a_dump_repeats_characters(name: str) -> None:
    """What a PDF or a Word file prints twice is said twice."""
    assert not [f for f in document(name).findings if f.code == "repeat_removed"]


@every_form
def test_a_deadline_is_its_last_day(name: str) -> None:
    """15 is due 10月底前, in the ledger's year."""
    deadline = task(name, 15).deadline
    assert (deadline.text, deadline.kind, deadline.due) == ("10月底前", "date", date(2021, 10, 31))


@every_form
def test_what_goes_on_has_no_day(name: str) -> None:
    """4 is 持续推进."""
    deadline = task(name, 4).deadline
    assert (deadline.text, deadline.kind, deadline.due) == ("持续推进", "ongoing", None)


@every_form
def test_roles_are_told(name: str) -> None:
    """11: 办公室牵头，信息中心、有关部门（单位）配合; the last is a group and no name."""
    assert task(name, 11).responsibility.parties == (
        Party(name="办公室", role="lead", collective=False, known=True),
        Party(name="信息中心", role="support", collective=False, known=True),
        Party(name="有关部门（单位）", role="support", collective=True, known=False),
    )


@every_form
def test_citations_have_their_numbers(name: str) -> None:
    """13 names a document of the State Council's office."""
    (cited,) = task(name, 13).citations
    assert cited.title == "国务院办公厅关于进一步优化地方政务服务便民热线的指导意见"
    assert cited.document_number == "国办发〔2020〕53号"


# --- places in words; those on pages are tested with PDFs


def printed(said: Task) -> dict[str, str]:
    """Each field of a task with the words that are printed for it."""
    outline = {f"outline.{n}": f"{h.label}{h.title}" for n, h in enumerate(said.outline)}
    return outline | {
        "number": str(said.number),
        "requirement": said.requirement,
        "responsibility": said.responsibility.text,
        "deadline": said.deadline.text,
    }


def bare(text: str) -> str:
    """The clean text without marks: a label's 、 and a heading's 。 are no part of the value."""
    return re.sub(r"[、。\s]", "", clean(text))


def test_every_value_of_the_dump_stands_in_its_line() -> None:
    """`line 43` is the 43rd line of the file; a value cut by a page has two lines."""
    lines = (SAMPLES / "notice-2021.txt").read_text(encoding="utf-8").split("\n")
    for said in document("notice-2021.txt").ledgers[0].tasks:
        for field, value in printed(said).items():
            spots = [p.place or "" for p in said.provenance if p.field == field]
            cells = "\n".join(lines[int(spot.removeprefix("line ")) - 1] for spot in spots)
            wanted = bare(value)
            cut = [n for n in range(len(wanted) + 1) if wanted[:n] in bare(cells)]
            assert wanted[max(cut) :] in bare(cells), (said.number, field)


def test_every_value_of_the_word_file_stands_in_its_cell() -> None:
    """`table 1 row 2 column 3` is that cell, as python-docx counts them too."""
    (table,) = docx.Document(str(SAMPLES / "notice-2021.docx")).tables
    for said in document("notice-2021.docx").ledgers[0].tasks:
        for field, value in printed(said).items():
            (spot,) = [p.place for p in said.provenance if p.field == field]
            found = re.fullmatch(r"table 1 row (\d+) column (\d+)", spot or "")
            assert found is not None
            cell = table.cell(int(found[1]) - 1, int(found[2]) - 1)
            assert bare(cell.text) == bare(value)


# --- findings


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_document_asks_nobody_to_look(name: str) -> None:
    """No warning and no error."""
    assert [f for f in document(name).findings if f.severity != "info"] == []


def test_the_dump_asks_to_look_at_one_task() -> None:
    """And at nothing else: the other joins are certain."""
    doubts = [f for f in document("notice-2021.txt").findings if f.severity != "info"]
    assert [(doubt.code, doubt.task) for doubt in doubts] == [("repeat_removed", 18)]


@every_form
def test_findings_name_places_that_there_are(name: str) -> None:
    """Each names the whole, a ledger, or a task of it."""
    tasks = len(document(name).ledgers[0].tasks)
    for doubt in document(name).findings:
        assert doubt.ledger in (None, 1)
        assert doubt.task is None or 1 <= doubt.task <= tasks
        assert doubt.message.strip() == doubt.message != ""


# --- the same again


@every_form
def test_converting_again_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    """Nothing is left over from one conversion to the next, and no path stands in the output."""
    moved = tmp_path / "elsewhere" / name
    moved.parent.mkdir()
    moved.write_bytes((SAMPLES / name).read_bytes())
    assert document_json(convert(str(moved))) == document_json(document(name))


def test_the_front_door_converts() -> None:
    """`from pipeline import convert` is what the documentation shows."""
    assert pipeline.convert(SAMPLES / "notice-2021.docx") == document("notice-2021.docx")


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_what_is_expected_beside_it(name: str) -> None:
    """Byte for byte: the expected files were read by a person, and change by a decision."""
    expected = SAMPLES / f"{name}.expected.json"
    assert document_json(document(name)) == expected.read_bytes()


# --- documents without a ledger

NO_LEDGER: dict[str, Rows] = {
    "a price list": (
        ("序号", "项目", "规格", "单价", "数量", "金额"),
        ("1", "复印纸", "A4", "25", "40", "1000"),
        ("2", "硒鼓", "黑", "300", "5", "1500"),
    ),
    "an annual report": (
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "0", "0", "6"),
        ("行政规范性文件", "5", "2", "48"),
    ),
    "a catalogue of what is published": (
        ("序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开方式"),
        ("1", "救助政策", "法规和文件", "条例", "20个工作日内", "社会救助处", "网站"),
        ("2", "养老服务", "机构名录", "条例", "20个工作日内", "养老服务处", "网站"),
    ),
    "a catalogue under two rows of header": (
        ("序号", "公开事项", "<", "公开内容（要素）", "公开时限", "公开主体"),
        ("^", "一级事项", "二级事项", "^", "^", "^"),
        ("1", "社会救助", "低保", "办事指南", "及时", "民政局"),
        ("2", "^", "特困", "办事指南", "及时", "民政局"),
    ),
    "a list of fees": (
        ("序号", "事项名称", "承办单位", "收费标准", "办理时限"),
        ("1", "社会组织登记", "社会组织管理局", "不收费", "30个工作日"),
    ),
    "a list of telephone numbers": (
        ("单位", "姓名", "职务", "电话"),
        ("办公室", "甲", "主任", "0551-1"),
        ("社会救助处", "乙", "处长", "0551-2"),
    ),
    "a reply slip": (
        ("单位", "姓名", "联系电话", "备注"),
        ("", "", "", ""),
    ),
    "figures": (
        ("指标", "2020年", "2021年", "增长"),
        ("低保人数", "100", "90", "-10%"),
    ),
}
ABOVE = ("安徽省民政厅", "关于公布有关情况的通知", "厅机关各处室：", "现将有关情况公布如下。")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", NO_LEDGER)
def test_another_table_is_no_ledger(what: str, form: str, tmp_path: Path) -> None:
    """The error names the file, says that there is no ledger in it, and what to give."""
    path = tmp_path / f"notice.{form}"
    path.write_bytes(FORMS[form](*ABOVE, NO_LEDGER[what]))
    with pytest.raises(NoLedger) as caught:
        convert(path)
    assert caught.value.subject == str(path)
    assert "no ledger" in caught.value.what
    assert caught.value.remedy


@pytest.mark.parametrize("form", FORMS)
def test_a_notice_without_a_table_has_no_ledger(form: str, tmp_path: Path) -> None:
    """Running text alone."""
    path = tmp_path / f"notice.{form}"
    path.write_bytes(FORMS[form](*ABOVE))
    with pytest.raises(NoLedger):
        convert(path)


LEDGER: Rows = (
    ("序号", "工作任务", "责任单位", "完成时限"),
    ("1", "公开规划纲要。", "规划财务处", "6月底前"),
    ("2", "公开预算决算。", "规划财务处", "年底前"),
    ("3", "更新厅网站。", "办公室", "持续推进"),
)


@pytest.mark.parametrize("form", FORMS)
def test_of_several_tables_the_ledger_is_taken(form: str, tmp_path: Path) -> None:
    """The others are no tasks, whether they stand before it or after."""
    path = tmp_path / f"notice.{form}"
    path.write_bytes(
        FORMS[form](
            *ABOVE, NO_LEDGER["figures"], "附件：台账", LEDGER, "回执", NO_LEDGER["a reply slip"]
        )
    )
    (ledger,) = convert(path).ledgers
    assert [task.number for task in ledger.tasks] == [1, 2, 3]
    assert [task.deadline.text for task in ledger.tasks] == ["6月底前", "年底前", "持续推进"]
