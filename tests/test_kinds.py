"""What columns hold, where their headers stand in no list: ledgers of many vocabularies.

A table in `cases/vocabularies` is a list of columns: the header, the kind of what stands under
it (its texts are in `columns.toml`), and for a ledger the field that the column is.
"""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from pipeline.rebuild import rebuild
from pipeline.rebuild.contents import content, names_parties
from pipeline.rebuild.kinds import told
from tests.case_files import FOLDER, cases
from tests.drawing import pages

BODY: dict[str, list[str]] = tomllib.loads(
    (FOLDER / "vocabularies" / "columns.toml").read_text(encoding="utf-8")
)


def printed(columns: list[list[str]]) -> list[str]:
    """The page that shows a table."""
    rows = [[held[0] for held in columns]]
    rows += [[BODY[held[1]][row] for held in columns] for row in range(4)]
    return ["--- page 1", *(" | ".join(row) for row in rows)]


@pytest.mark.parametrize("case", cases("vocabularies", "ledgers.json"))
def test_a_ledger_is_read_whatever_its_headers_are(case: dict[str, Any]) -> None:
    """What stands in the columns, and where, tells their fields."""
    tables, findings = rebuild(pages(printed(case["columns"])))
    (table,) = tables
    assert [column.field for column in table.columns] == [held[2] for held in case["columns"]]
    assert [found.code for found in findings if found.severity != "info"] == []


@pytest.mark.parametrize("case", cases("vocabularies", "ledgers.json"))
def test_the_order_of_the_other_columns_changes_no_party_and_no_deadline(
    case: dict[str, Any],
) -> None:
    """Parties, deadlines and numbers are told by what they are, wherever they stand."""
    tables, _ = rebuild(pages(printed(case["columns"][::-1])))
    fields = ("number", "responsibility", "lead", "support", "deadline")
    said = [column.field for table in tables for column in table.columns]
    assert [field for field in said[::-1] if field in fields] == [
        held[2] for held in case["columns"] if held[2] in fields
    ]


@pytest.mark.parametrize("case", cases("vocabularies", "others.json"))
def test_a_table_of_something_else_is_no_ledger(case: dict[str, Any]) -> None:
    """Though it may hold names, days and sentences: of persons, records, services, prices."""
    tables, _ = rebuild(pages(printed(case["columns"])))
    assert tables == ()


def test_who_leads_beside_a_second_column_of_parties_is_doubted() -> None:
    """Two columns of names under headers that say nothing: one may be anything."""
    rows = [
        ["序号", "工作任务", "甲", "乙", "时限"],
        *(
            [
                str(i + 1),
                BODY["texts"][i],
                BODY["departments"][i],
                BODY["departments"][3 - i],
                "年底前",
            ]
            for i in range(4)
        ),
    ]
    _, findings = rebuild(pages(["--- page 1", *(" | ".join(row) for row in rows)]))
    assert "field_uncertain" in [found.code for found in findings]


def test_names_that_no_field_takes_are_doubted() -> None:
    """Beside those who lead there may be others who have to do it."""
    rows = [
        "序号 | 工作任务 | 牵头单位 | 甲 | 时限",
        "1 | 公开各类规划。 | 规划财务处 | 办公室、人事处 | 年底前",
        "2 | 公开执法信息。 | 办公室 | 人事处 | 10月底前",
    ]
    _, findings = rebuild(pages(["--- page 1", *rows]))
    (found,) = findings
    assert (found.code, found.field) == ("field_uncertain", "extras")


def test_two_columns_headed_as_parties_are_doubted() -> None:
    """Only one of them is the field; the other is kept."""
    rows = [
        "序号 | 工作任务 | 责任单位 | 落实单位 | 时限",
        "1 | 公开各类规划。 | 规划财务处 | 办公室 | 年底前",
        "2 | 公开执法信息。 | 办公室 | 人事处 | 10月底前",
    ]
    _, findings = rebuild(pages(["--- page 1", *rows]))
    (found,) = findings
    assert (found.code, found.field) == ("field_uncertain", "extras.落实单位")


def test_a_longer_text_beside_a_header_like_one_of_requirements_is_the_requirement() -> None:
    """改革要点 is only like a known word, and four times as much stands on its right."""
    rows = [
        "序号 | 改革要点 | 改革路径 | 责任单位",
        *(
            f"{i + 1} | {BODY['titles'][i]} | {BODY['texts'][i]} | {BODY['departments'][i]}"
            for i in range(4)
        ),
    ]
    tables, findings = rebuild(pages(["--- page 1", *rows]))
    fields = [column.field for column in tables[0].columns]
    assert fields == ["number", "title", "requirement", "responsibility"]
    assert {found.code for found in findings if found.severity == "warning"} == {"field_uncertain"}


def test_a_ledger_of_unknown_headers_begins_under_a_text_of_its_own() -> None:
    """After another ledger, whose header is not its own."""
    first = printed([["序号", "numbers"], ["工作任务", "texts"], ["责任单位", "names"]])
    second = printed(
        [["项次", "numbers"], ["打法", "texts"], ["认领处", "names"], ["收官", "deadlines"]]
    )
    tables, _ = rebuild(pages([*first, ": 附件2", *second[1:]]))
    assert [len(table.rows) for table in tables] == [4, 4]


def test_no_word_at_all_takes_a_clause_and_a_time_and_a_name() -> None:
    """Without one of them nothing shows that a table is a ledger."""
    shown = {kind: content(BODY[kind], 0.0, 1.0) for kind in ("texts", "names", "deadlines")}
    answers = told((("甲",), ("乙",), ("丙",)), tuple(shown.values()))
    assert [answer.kind for answer in answers] == ["requirement", "responsibility", "deadline"]


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("规划财务处", True),
        ("办公室牵头，各有关处室配合", True),
        ("省直各部门", True),
        ("建设与运行管理处、机关服务中心按职责分工负责", True),
        ("各县（市、区）人民政府", True),
        ("加强队伍建设，规范办公室", False),
        ("公开各类规划。", False),
        ("建立工作台账", False),
        ("王建国", False),
    ],
)
def test_names_of_parties_are_told_by_their_ends(text: str, is_list: bool) -> None:
    """And by words of role; a task begins with a verb."""
    assert names_parties(text) is is_list
