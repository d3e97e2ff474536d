"""Who answers for a task: parties, roles, and white space that may part names or not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.departments import Register
from pipeline.model import Party
from pipeline.normalise.responsibility import (
    combine,
    responsibility,
    responsibility_within,
)
from pipeline.normalise.responsibility.clear_names import with_names_shown
from pipeline.normalise.responsibility.name_breaks import Known
from tests.case_files import cases

ISSUER = "安徽省民政厅"
REGISTER = Register.default()
KNOWN = Known(ISSUER, REGISTER)
# Findings that every unknown name makes; the cases say `unknown` instead.
USUAL = "unknown_department"


@pytest.mark.parametrize("case", cases("responsibility"))
def test_a_cell_is_read_into_its_parties(case: dict[str, Any]) -> None:
    """Names, roles, groups, 等, the text as printed, and what is doubtful."""
    known = Known(ISSUER, REGISTER)
    if "ledger" in case:
        known = with_names_shown(known, case["ledger"])
    answer, findings = responsibility(case["printed"], known, case.get("role"))
    assert [[party.name, party.role, kind(party)] for party in answer.parties] == case["parties"]
    assert answer.text == case.get("text", case["printed"])
    assert answer.and_others is case.get("and_others", False)
    codes = [finding.code for finding in findings]
    expected = case.get("findings", [])
    assert [c for c in codes if c != USUAL or c in expected] == expected


def kind(party: Party) -> str:
    """How the cases write what is known of a party."""
    return "known" if party.known else "group" if party.collective else "unknown"


LISTS = (
    "社会组织管理局、社会救助处、基层政权建设和社区治理处、区划地名处、社会事务处（儿童福利处）、养老服务处等",
    "办公室牵头，社会救助处、慈善事业促进和社会工作处配合",
    "政策法规处牵头，有关部门（单位）配合",
    "省公安厅会同省人社厅、省委宣传部、省残联",
    "省发改委、省财政厅、各设区市人民政府，平潭综合实验区管委会按职责分工负责",
)


@settings(deadline=None)
@given(st.sampled_from(LISTS), st.data(), st.booleans())
def test_a_list_broken_anywhere_reads_the_same(
    printed: str, data: st.DataObject, knows: bool
) -> None:
    """A page or a column may wrap a line inside a name, with and without a register."""
    register = REGISTER if knows else Register()
    cut = data.draw(st.integers(1, len(printed) - 1))
    broken = printed[:cut] + "\n" + printed[cut:]
    whole, _ = responsibility(printed, Known(ISSUER, register))
    again, _ = responsibility(broken, Known(ISSUER, register))
    assert again.parties == whole.parties


@settings(deadline=None)
@given(st.sampled_from(LISTS), st.integers(1, 30))
def test_a_list_in_a_narrow_column_reads_the_same(printed: str, width: int) -> None:
    """Down to one character a line."""
    wrapped = "\n".join(printed[at : at + width] for at in range(0, len(printed), width))
    whole, _ = responsibility(printed, KNOWN)
    again, _ = responsibility(wrapped, KNOWN)
    assert again.parties == whole.parties


NAMES = [entry.name for entry in REGISTER.entries]


@settings(deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
def test_names_a_paragraph_each_read_as_names_in_a_list(names: list[str]) -> None:
    """A cell of a Word table may have no marks at all."""
    listed, _ = responsibility("、".join(names), KNOWN)
    stacked, _ = responsibility("\n".join(names), KNOWN)
    assert listed.parties == stacked.parties
    assert [party.name for party in listed.parties] == names


@settings(deadline=None)
@given(st.text("办公室处和等牵头配合负责会同单位各有关、，；：（）()\n 财务省厅", max_size=20))
def test_nothing_is_dropped_in_silence(text: str) -> None:
    """Whatever is printed: its text is kept, and it gives a party or a finding."""
    answer, findings = responsibility(text, KNOWN)
    assert answer.parties or findings or not answer.text
    names = [party.name for party in answer.parties]
    assert len(names) == len(set(names))


def test_columns_of_their_own_are_read_as_one() -> None:
    """牵头单位 and 责任单位: what stands in both columns has both roles."""
    lead, _ = responsibility("办公室", KNOWN, "lead")
    others, _ = responsibility("规划财务处、办公室等", KNOWN, "responsible")
    both = combine([("责任分工/牵头单位", lead), ("责任单位", others)])
    assert both.text == "牵头单位：办公室；责任单位：规划财务处、办公室等"
    assert both.and_others
    assert [(party.name, party.role) for party in both.parties] == [
        ("办公室", "lead"),
        ("规划财务处", "responsible"),
        ("办公室", "responsible"),
    ]


def test_a_blank_column_says_nothing() -> None:
    """A task without a lead has its responsible parties alone."""
    blank, _ = responsibility("", KNOWN, "lead")
    others, _ = responsibility("办公室", KNOWN, "responsible")
    assert combine([("牵头单位", blank), ("责任单位", others)]).text == "责任单位：办公室"
    assert combine([("牵头单位", blank)]).text == ""


def test_brackets_at_the_end_of_a_text_say_who_is_responsible() -> None:
    """A ledger may have no column for it; brackets that say something else are left alone."""
    said = "做好各类规划公开（办公室牵头，各有关处室配合）。"
    answer, _ = responsibility_within(said, KNOWN)
    assert [(one.name, one.role) for one in answer.parties] == [
        ("办公室", "lead"),
        ("各有关处室", "support"),
    ]
    for other in (
        "公开规划（含专项规划）",
        "落实负责人（一名）",
        "公布名单（见附件1）。",
        "公开规划",
        "制定办法（厅机关各处室负责解释）。",
        "推进基层治理（鼓励社会力量参与）。",
        "完善机制（形成部门牵头、社会参与）",
        "清理文件（谁起草谁负责）",
        "落实责任（党委领导、政府负责）",
    ):
        assert responsibility_within(other, KNOWN)[0].text == ""


def test_brackets_that_say_more_than_who_is_responsible_are_reported() -> None:
    """The names are taken, and what is no name among them is not passed over."""
    for said in ("责任单位：教务处、财务处，会商不少于3次", "教务处、财务处牵头，不少于2次负责"):
        answer, findings = responsibility_within(f"公开规划（{said}）。", KNOWN)
        assert [one.name for one in answer.parties][:2] == ["教务处", "财务处"]
        assert "responsibility_not_understood" in {one.code for one in findings}
    answer, _ = responsibility_within("公开规划（责任单位：教务处）（完成时限：6月底）。", KNOWN)
    assert [one.name for one in answer.parties] == ["教务处"]


def test_the_order_of_a_ledger_does_not_change_its_names() -> None:
    """The names are collected from all cells before one is read."""
    cells = ["教务处、研究生院", "人事处", "教务处研究生院", "后勤保障部、校医院"]
    forth, back = (with_names_shown(KNOWN, order).shown for order in (cells, cells[::-1]))
    assert forth == back == {"教务处", "研究生院", "人事处", "后勤保障部", "校医院"}
