"""A notice's workbook says what its JSON says, in Chinese."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import Any

import openpyxl
import pytest

from pipeline.emit import emit, endings
from pipeline.emit.csv_tables import party_rows
from pipeline.emit.wording.printed import places
from pipeline.emit.workbooks.notice_xlsx import notice_xlsx
from pipeline.model import (
    Citation,
    Deadline,
    Document,
    Heading,
    Ledger,
    Provenance,
    Responsibility,
    Task,
)
from pipeline.text.headings import heading_text
from tests.documents import COLUMNS, a_document, a_finding, a_task

SHEETS = ["任务", "责任部门", "问题与提示", "通知"]


def opened(document: Document) -> Any:
    """The workbook as an independent reader sees it."""
    return openpyxl.load_workbook(io.BytesIO(notice_xlsx(document)), rich_text=True)


def table(document: Document, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet under the headers."""
    header, *rows = opened(document)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def a_bare_task(sequence: int = 1) -> Task:
    """A task with nothing but its requirement."""
    return a_task(
        sequence,
        number=None,
        outline=(),
        responsibility=Responsibility(text="", and_others=False, parties=()),
        deadline=Deadline(text="", kind="none", due=None),
        citations=(),
        extras={},
        provenance=(),
    )


def test_it_has_its_sheets() -> None:
    """Tasks first."""
    assert opened(a_document()).sheetnames == SHEETS


def test_a_task_is_a_row_with_all_that_it_says() -> None:
    """Every field has its column; the last are left to the readers."""
    first, second = table(a_document(), "任务")
    assert first["截止日"].date().isoformat() == "2021-12-31"
    assert first | {"截止日": None} == {
        "台账": "省民政厅2021年政务公开重点工作台账",
        "次序": 1,
        "序号": 1,
        "一级分类": "一、进一步强化重点领域信息公开",
        "二级分类": "做好各类规划主动公开",
        "工作要求": "完成第1项工作。",
        "责任部门": "办公室牵头，社会救助处、其他部门（单位）配合",
        "牵头": "办公室",
        "配合": "社会救助处、其他部门（单位）",
        "负责": None,
        "时限": "年底前",
        "截止日": None,
        "引用文件": "《政府工作报告》",
        "备注": "逐条落实",
        "出处": "第2—3页",
        "提示": None,
        "完成情况": None,
    }
    assert second["次序"] == 2


def test_a_column_of_the_ledgers_own_is_not_taken_for_one_of_ours() -> None:
    """备注 of the ledger is not offered again, and 提示 of the ledger says whose it is."""
    names = list(table(a_document(a_task(extras={"备注": "甲", "提示": "乙"})), "任务")[0])
    assert names.count("备注") == 1
    assert names[-3:] == ["出处", "提示", "完成情况"]
    assert "提示（原表）" in names
    assert list(table(a_document(a_task(extras={})), "任务")[0])[-2:] == ["完成情况", "备注"]


def test_what_no_task_has_takes_no_column() -> None:
    """No levels, no titles and no extras; what every ledger has stays, empty."""
    (row,) = table(a_document(a_bare_task()), "任务")
    assert "一级分类" not in row
    assert "任务名称" not in row
    assert (row["序号"], row["截止日"], row["责任部门"]) == (None, None, None)


def test_headings_of_tasks_of_unequal_depth_stand_from_the_outermost() -> None:
    """A task with fewer has empty cells at the right."""
    rows = table(
        a_document(a_task(1), a_task(2, outline=(Heading(label="二", title="乙"),))), "任务"
    )
    assert (rows[1]["一级分类"], rows[1]["二级分类"]) == ("二、乙", None)
    one = table(a_document(a_task(outline=(Heading(label="一", title="甲"),), title="名")), "任务")
    assert (one[0]["任务分类"], one[0]["任务名称"]) == ("一、甲", "名")


def test_a_party_is_a_row_as_in_the_csv() -> None:
    """As many, in the same order, with the same names."""
    document = a_document()
    rows = table(document, "责任部门")
    assert [(row["次序"], row["部门"]) for row in rows] == [
        (party.sequence, party.name) for party in party_rows(document, "notice")
    ]
    assert [(row["角色"], row["名录"]) for row in rows[:3]] == [
        ("牵头", "有"),
        ("配合", "有"),
        ("配合", "泛指"),
    ]


def test_findings_stand_gravest_first_and_lead_to_their_task() -> None:
    """By their Chinese meaning, with the message as the JSON has it."""
    findings = (
        a_finding("info", code="row_joined", task=2, field=None, message="joined"),
        a_finding("error", code="text_lost", ledger=None, task=None, field=None),
        a_finding("warning", code="repeat_removed", task=2),
    )
    document = a_document(findings=findings)
    rows = table(document, "问题与提示")
    assert [row["级别"] for row in rows] == ["错误", "警告", "提示"]
    assert rows[1]["含义"] == "导出文本在分页处重复印出的字符，只取一次"
    assert rows[2]["说明（英文原文）"] == "joined"
    sheet = opened(document)["问题与提示"]
    links = [sheet.cell(row, 4).hyperlink for row in (2, 3, 4)]
    assert links[0] is None
    assert links[1].location == links[2].location == "'任务'!A3"


def test_what_to_look_at_stands_with_the_task() -> None:
    """Warnings and errors do; what is only to be known does not."""
    findings = (
        a_finding("warning", code="repeat_removed"),
        a_finding("error", code="heading_welded", field="outline.0"),
        a_finding("info", code="row_joined"),
    )
    first, second = table(a_document(findings=findings), "任务")
    assert first["提示"].split("\n") == [
        "错误（任务分类）：一个标题里混进了同级的下一个标题",
        "警告（工作要求）：导出文本在分页处重复印出的字符，只取一次",
    ]
    assert second["提示"] is None


def test_a_finding_of_a_later_version_or_of_no_task_is_shown_too() -> None:
    """By its message, its code and the words that it has."""
    finding = a_finding(code="not_known_yet", task=9, ledger=7, field="later", message="words")
    (row,) = table(a_document(findings=(finding,)), "问题与提示")
    assert (row["含义"], row["任务"], row["栏目"], row["台账"]) == ("words", "第9项", "later", None)


def test_the_head_of_the_notice_stands_in_a_sheet() -> None:
    """With the file that it was read from."""
    rows = {row["项目"]: row["内容"] for row in table(a_document(), "通知")}
    assert rows["发文机关"] == "安徽省民政厅"
    assert rows["主送机关"] == "厅机关各处（室、局）"
    assert rows["台账1"] == "省民政厅2021年政务公开重点工作台账（2项任务，2021年度）"
    assert rows["来源文件"] == "notice.pdf，共6页"


def test_several_ledgers_stand_one_under_the_other() -> None:
    """Each task with the title of its ledger, or its place in the notice."""
    other = Ledger(title="", year=None, columns=COLUMNS, tasks=(a_task(1),))
    document = a_document()
    document = document.model_copy(update={"ledgers": (*document.ledgers, other)})
    finding = a_finding(ledger=2, task=1)
    document = document.model_copy(update={"findings": (finding,)})
    rows = table(document, "任务")
    assert [(row["台账"][-2:], row["次序"]) for row in rows] == [
        ("台账", 1),
        ("台账", 2),
        ("账2", 1),
    ]
    assert opened(document)["问题与提示"]["D2"].hyperlink.location == "'任务'!A4"


def test_every_sheet_is_a_list_to_filter_and_print() -> None:
    """Whether there is anything in it or not."""
    for document in (a_document(), a_document(a_bare_task())):
        for page in opened(document):
            assert page.freeze_panes is not None
            assert page.auto_filter.ref is not None
            assert page.print_title_rows == "$1:$1"


def test_nothing_of_a_notice_runs() -> None:
    """Wherever it stands: in a task, a name, a header, a title."""
    text = "=1+1"
    document = a_document(
        a_task(
            requirement=text,
            title=text,
            outline=(Heading(label=None, title=text),),
            extras={text: text},
            citations=(Citation(title=text, document_number=text),),
        )
    )
    notice = document.notice.model_copy(update={"title": text, "body": text, "issuer": text})
    for page in opened(document.model_copy(update={"notice": notice})):
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_long_and_unprintable_texts_do_no_harm() -> None:
    """A file that opens, with as much as cells can hold."""
    (row,) = table(a_document(a_task(requirement="公\x0b" * 30_000)), "任务")
    assert row["工作要求"].startswith("公␋公")
    assert row["工作要求"].endswith("此处截断】")


def test_the_same_document_gives_the_same_bytes() -> None:
    """Like every other output."""
    document = a_document(findings=(a_finding(),))
    assert notice_xlsx(document) == notice_xlsx(document)


def test_it_is_one_of_the_formats() -> None:
    """One file, beside the others."""
    assert endings(("xlsx",)) == (".xlsx",)
    assert emit(a_document(), "a", ("xlsx",)) == {"a.xlsx": notice_xlsx(a_document())}


def test_the_library_is_read_only_when_a_workbook_is_written() -> None:
    """Other formats and `--help` do not wait for it."""
    program = "import sys, pipeline.cli, pipeline.emit; print('xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("一", "一、甲"),
        ("十二", "十二、甲"),
        ("（一）", "（一）甲"),
        ("1", "1.甲"),
        ("1）", "1）甲"),
        ("①", "①甲"),
        ("第一章", "第一章 甲"),
        (None, "甲"),
    ],
)
def test_a_heading_is_written_with_its_label(label: str | None, shown: str) -> None:
    """Divided as the standard divides them."""
    assert heading_text(Heading(label=label, title="甲")) == shown


def a_place(page: int | None = None, place: str | None = None) -> Provenance:
    """A fragment of a requirement."""
    return Provenance(field="requirement", page=page, bbox=None, place=place)


@pytest.mark.parametrize(
    ("stood", "shown"),
    [
        ((), ""),
        ((a_place(3), a_place(2), a_place(3)), "第2—3页"),
        ((a_place(2), a_place(5), a_place(6), a_place(7)), "第2、5—7页"),
        ((a_place(place="line 31"), a_place(place="line 33")), "第31、33行"),
        ((a_place(place="paragraph 4"),), "第4段"),
        (
            (
                a_place(place="table 1 row 2 column 3"),
                a_place(place="table 1 row 2 column 4"),
                a_place(place="table 2 row 1 column 1"),
            ),
            "表1第2行、表2第1行",
        ),
        ((a_place(place="somewhere"),), "somewhere"),
    ],
)
def test_places_are_said_in_short(stood: tuple[Provenance, ...], shown: str) -> None:
    """Each once, numbers that count on as a range."""
    assert places(stood) == shown
