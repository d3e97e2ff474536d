"""The workbook of two years says what the JSON says, with marks in its cells."""

from __future__ import annotations

import io
import json
from typing import Any, get_args

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText

from pipeline.changes import (
    Aspect,
    Changes,
    Evidence,
    FieldChange,
    Mark,
    Pair,
    PartyChanges,
    Renaming,
    RoleChange,
)
from pipeline.emit.of_years import DIFF
from pipeline.emit.wording.departments_over_years import department_tallies
from pipeline.emit.wording.in_chinese import in_chinese
from pipeline.emit.wording.in_words import party_lines, reason_text
from pipeline.emit.wording.sides import new_side, old_side
from pipeline.emit.workbooks.changes_xlsx import changes_xlsx
from pipeline.model import Deadline, Document, Heading, Party, Responsibility, Role, Task
from pipeline.years import compare
from tests.documents import a_document, a_task

TEXTS = (
    "主动公开规划纲要及有关专项规划，做好历史规划的归集整理。",
    "依托政府网站、政务新媒体及时公开监管执法信息。",
    "推进预算、决算及相关报表公开，接受社会监督。",
    "加强舆情回应台账管理，每月检查已作出的承诺落实情况。",
    "健全政务新媒体监管机制，开展清理整合。",
)


def named(*names: str, role: Role = "lead") -> Responsibility:
    """Departments in a role."""
    parties = [Party(name=name, role=role, collective=False, known=True) for name in names]
    return Responsibility(text=f"{'、'.join(names)}牵头", and_others=False, parties=tuple(parties))


def a_year(year: int, *tasks: Task) -> Document:
    """A ledger of a year; what is due at the end of 2021 is due at the end of it."""
    due = Deadline.model_validate({"text": "年底前", "kind": "date", "due": f"{year}-12-31"})
    moved = [
        task.model_copy(update={"deadline": due}) if task.deadline.text == due.text else task
        for task in tasks
    ]
    document = a_document(*moved, name=f"notice-{year}.pdf")
    ledger = document.ledgers[0].model_copy(update={"year": year, "title": f"{year}年台账"})
    return document.model_copy(update={"ledgers": (ledger,)})


def two_years() -> tuple[Document, Document]:
    """One task as it was, one reworded, one with other departments, one gone, one that came."""
    office = named("办公室")
    day = Deadline.model_validate({"text": "6月底前", "kind": "date", "due": "2022-06-30"})
    old = [
        a_task(n, requirement=text, responsibility=office) for n, text in enumerate(TEXTS[:4], 1)
    ]
    new = [
        a_task(1, requirement=TEXTS[0], responsibility=office),
        a_task(2, requirement=TEXTS[4], responsibility=named("信息中心")),
        a_task(3, requirement=TEXTS[2], responsibility=named("规划财务处"), deadline=day),
        a_task(4, requirement=TEXTS[3].replace("每月", "每季度"), responsibility=office),
    ]
    return a_year(2021, *old), a_year(2022, *new)


@pytest.fixture(scope="module")
def changes() -> Changes:
    """What changed in the two years."""
    return compare(*two_years())


@pytest.fixture(scope="module")
def book(changes: Changes) -> Any:
    """The workbook of the two years, as an independent reader sees it."""
    return opened(changes, *two_years())


def opened(changes: Changes, old: Document, new: Document) -> Any:
    """The workbook as an independent reader sees it."""
    return openpyxl.load_workbook(io.BytesIO(changes_xlsx(changes, old, new)), rich_text=True)


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    """The rows of a list under its headers."""
    header, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in found]


def counted(book: Any) -> dict[str, list[Any]]:
    """The first cells of the summary's rows -> the numbers beside them."""
    return {
        row[0]: [value for value in row[1:] if isinstance(value, int)]
        for row in book["汇总"].iter_rows(values_only=True)
        if row[0]
    }


def test_it_has_its_sheets(book: Any) -> None:
    """The counts first."""
    assert book.sheetnames == ["汇总", "对照", "新增", "删除", "待复核"]


def test_the_counts_are_those_of_the_json_and_add_up(book: Any, changes: Changes) -> None:
    """Every task of both years is counted once."""
    said = json.loads(DIFF["json"].draw(changes, *two_years()))
    numbers = counted(book)
    total = said["summary"]
    assert numbers["未变"] == [total["unchanged"]] * 2
    assert numbers["有变"] == [total["changed"]] * 2
    assert (numbers["新增"], numbers["删除"]) == ([total["added"]], [total["removed"]])
    assert numbers["合计"] == [said["old"]["tasks"], said["new"]["tasks"]] == [4, 4]
    assert total == {"unchanged": 1, "changed": 2, "added": 1, "removed": 1, "renumbered_only": 0}
    assert numbers["待复核"] == [len(said["review"])]
    for aspect in get_args(Aspect):
        told = sum(aspect in pair["aspects"] for pair in said["pairs"])
        assert numbers[in_chinese("aspects", aspect)] == [told]


def test_departments_lose_and_gain_as_many_as_the_pairs_say(book: Any) -> None:
    """Old less lost and gained is new, for each."""
    numbers = counted(book)
    assert numbers["办公室"] == [4, 2, 0, 2, 0]
    assert numbers["规划财务处"] == numbers["信息中心"] == [0, 0, 1, 1, 0]


def test_every_pair_is_a_row_in_its_order(book: Any, changes: Changes) -> None:
    """Kind, numbers and aspects as in the JSON."""
    found = rows(book, "对照")
    assert len(found) == len(changes.pairs)
    for number, (row, pair) in enumerate(zip(found, changes.pairs, strict=True), start=1):
        assert row["行"] == number
        assert row["类别"] == in_chinese("kinds", pair.kind)
        assert (row["旧序号"], row["新序号"]) == (pair.old, pair.new)
        assert row["相似度"] == pair.score
        aspects = [in_chinese("aspects", aspect) for aspect in pair.aspects]
        assert (row["变动方面"] or "") == "、".join(aspects)


def test_the_texts_of_both_years_stand_whole_beside_each_other(book: Any, changes: Changes) -> None:
    """What differs is marked within them; runs joined give the text."""
    row = next(row for row in rows(book, "对照") if row["新序号"] == 4)
    assert str(row["旧内容"]) == TEXTS[3]
    assert str(row["新内容"]) == TEXTS[3].replace("每月", "每季度")
    struck = [run.text for run in row["旧内容"] if not isinstance(run, str) and run.font.strike]
    lined = [run.text for run in row["新内容"] if not isinstance(run, str) and run.font.u]
    (pair,) = (pair for pair in changes.pairs if pair.new == 4)
    marks = pair.fields["requirement"].marks
    assert struck == [text for kind, text in marks if kind == "delete"] != []
    assert lined == [text for kind, text in marks if kind == "insert"] != []


def test_what_did_not_change_has_no_marks(book: Any) -> None:
    """Nor has a task of one year alone."""
    for row in rows(book, "对照"):
        if row["类别"] != "有变":
            assert not isinstance(row["旧内容"], CellRichText)
            assert not isinstance(row["新内容"], CellRichText)


def test_departments_and_deadlines_stand_beside_each_other(book: Any) -> None:
    """With the reason why the two are one task, and where they stood."""
    row = next(row for row in rows(book, "对照") if row["新序号"] == 3)
    assert (str(row["旧责任部门"]), str(row["新责任部门"])) == ("办公室牵头", "规划财务处牵头")
    assert row["部门变化"] == "增加：规划财务处\n减少：办公室"
    assert (str(row["旧时限"]), str(row["新时限"])) == ("年底前", "6月底前")
    assert row["配对理由"].startswith("文字相同；")
    assert row["旧出处"] == row["新出处"] == "第2—3页"


def test_tasks_of_one_year_have_a_sheet_and_lead_to_their_row(book: Any) -> None:
    """As many as are counted."""
    (came,), (gone,) = rows(book, "新增"), rows(book, "删除")
    assert (came["内容"], came["序号"]) == (TEXTS[4], 2)
    assert gone["内容"] == TEXTS[1]
    for name in ("新增", "删除"):
        cell = book[name]["A2"]
        assert cell.hyperlink.location == f"'对照'!A{int(cell.value) + 1}"
        assert book["对照"].cell(int(cell.value) + 1, 2).value == name


def test_lists_are_ready_to_filter_and_print(book: Any) -> None:
    """All but the summary, empty ones as well."""
    for page in book:
        is_list = page.title != "汇总"
        assert (page.auto_filter.ref is not None) == is_list
        assert (page.freeze_panes is not None) == is_list
        assert (page.print_title_rows == "$1:$1") == is_list


def test_close_calls_stand_with_both_texts() -> None:
    """The doubt in Chinese, and the rows of both tasks."""
    old, new = two_years()
    said = compare(old, new).model_dump()
    close = {
        "old_ledger": 1, "old": 2, "new_ledger": 1, "new": 2, "score": 0.31,
        "why": "nearly", "doubt": "below",
    }  # fmt: skip
    changes = Changes.model_validate(said | {"review": [close]})
    book = opened(changes, old, new)
    (row,) = rows(book, "待复核")
    assert row["疑点"] == in_chinese("doubts", "below")
    assert (row["相似度"], row["旧内容"], row["新内容"]) == (0.31, TEXTS[1], TEXTS[4])
    assert row["复核意见"] is None
    assert counted(book)["待复核"] == [1]


@pytest.mark.parametrize(("side", "name"), [("old", "旧"), ("new", "新")])
def test_a_rival_is_named_and_leads_to_its_row(side: str, name: str) -> None:
    """The task that fits nearly as well, of whichever year."""
    old, new = two_years()
    changes = compare(old, new)
    pair = next(one for one in changes.pairs if one.old and one.new)
    other = next(it for it in changes.pairs if getattr(it, side) and it != pair)
    close = pair.model_dump(include={"old_ledger", "old", "new_ledger", "new"}) | {
        "score": 0.9, "why": "", "doubt": "rival",
        "rival_side": side, "rival_ledger": 1, "rival": getattr(other, side),
    }  # fmt: skip
    said = Changes.model_validate(changes.model_dump() | {"review": [close]})
    (row,) = rows(opened(said, old, new), "待复核")
    assert row["疑点"].startswith(f"另有一条几乎同样相似：{name}")
    assert row["另一条在对照第几行"] == str(changes.pairs.index(other) + 1)


def test_the_same_years_have_nothing_but_unchanged_tasks() -> None:
    """And empty lists of what came and went."""
    old, _ = two_years()
    book = opened(compare(old, old), old, old)
    assert counted(book)["未变"] == [4, 4]
    assert rows(book, "新增") == rows(book, "删除") == rows(book, "待复核") == []


def test_several_ledgers_are_named() -> None:
    """Those of one title with their places; none where there is one on each side."""
    old, new = two_years()
    more = new.model_copy(update={"ledgers": (*new.ledgers, new.ledgers[0])})
    found = rows(opened(compare(old, more), old, more), "对照")
    assert {row["新台账"] for row in found} == {"台账1　2022年台账", "台账2　2022年台账", None}
    assert {row["旧台账"] for row in found} >= {old.ledgers[0].title}
    assert "新台账" not in rows(opened(compare(old, new), old, new), "对照")[0]


def test_nothing_runs_and_nothing_is_lost() -> None:
    """Formulas, markup and control characters in either year."""
    texts = ("=1+1，=HYPERLINK(1)，<r>甲</r>\x0b", "=1+1，=HYPERLINK(2)，<r>乙</r>\x0b")
    years = (2021, 2022)
    old, new = (a_year(y, a_task(requirement=text)) for y, text in zip(years, texts, strict=True))
    book = opened(compare(old, new), old, new)
    shown = {str(row[key]) for row in rows(book, "对照") for key in ("旧内容", "新内容")}
    assert {text.replace("\x0b", "␋") for text in texts} <= shown
    for page in book:
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_the_same_changes_give_the_same_bytes(changes: Changes) -> None:
    """Like every other output."""
    old, new = two_years()
    assert changes_xlsx(changes, old, new) == changes_xlsx(changes, old, new)
    assert DIFF["xlsx"].draw(changes, old, new) == changes_xlsx(changes, old, new)


# --- the two sides of a text


def test_a_side_is_as_its_year_printed_it() -> None:
    """Width and spaces stand in the marks as the new year has them."""
    marks: tuple[Mark, ...] = (("equal", "公开（甲），"), ("delete", "每 月"), ("insert", "每季"))
    change = FieldChange(old="公开 (甲), 每 月", new="公开（甲），每季", marks=marks)
    assert old_side(change) == (("equal", "公开 (甲), "), ("delete", "每 月"))
    assert new_side(change) == (("equal", "公开（甲），"), ("insert", "每季"))


PIECES = st.lists(
    st.tuples(st.sampled_from(["equal", "delete", "insert"]), st.text("政务公 开\n，", max_size=4))
)


@given(PIECES, st.randoms())
def test_a_side_gives_its_text_whatever_spaces_it_has(pieces: list[Mark], random: Any) -> None:
    """No character of the old text is lost or doubled."""
    printed = "".join(text for kind, text in pieces if kind != "insert")
    spaced = "".join(mark + " " * random.randint(0, 1) for mark in printed if not mark.isspace())
    change = FieldChange(old=spaced, new=None, marks=tuple(pieces))
    assert "".join(text for _, text in old_side(change)) == spaced


# --- words and tallies


def a_pair(**changes: object) -> Pair:
    """A task of both years with nothing that changed."""
    fields: dict[str, Any] = {
        "kind": "unchanged", "old_ledger": 1, "old": 1, "new_ledger": 1, "new": 1, "score": 1.0,
        "reason": "", "aspects": (), "fields": {}, "parties": PartyChanges(), "evidence": None,
    }  # fmt: skip
    return Pair.model_validate(fields | changes)


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (
            Evidence(text=1, heading=1, responsibility=0, number=1, order=1),
            "文字相同；分类相同；部门不同；序号相同；先后位置相同",
        ),
        (
            Evidence(text=0.999, heading=None, responsibility=None, number=None, order=0.001),
            "文字相似99%；先后位置相似1%",
        ),
        (
            Evidence(text=0.5, heading=None, responsibility=0.254, number=0.2, order=1),
            "文字相似50%；部门相似25%；序号不同；先后位置相同",
        ),
    ],
)
def test_evidence_is_said_in_chinese(evidence: Evidence, said: str) -> None:
    """99.9 % are not the same; what has nothing to say is not said."""
    assert reason_text(a_pair(evidence=evidence)) == said


def test_a_task_without_a_pair_says_so() -> None:
    """In the words of its year."""
    assert reason_text(a_pair(kind="added")) == "上年没有可以配对的任务"
    assert reason_text(a_pair(kind="removed")) == "本年没有可以配对的任务"


def test_changes_of_departments_are_said_a_line_each() -> None:
    """Came, went, another role, another name."""
    parties = PartyChanges(
        added=("甲", "乙"),
        removed=("丙",),
        role_changed=(RoleChange(name="丁", old="support", new="lead"),),
        renamed=(Renaming(old="戊", new="己"),),
    )
    assert list(party_lines(parties)) == [
        "增加：甲、乙",
        "减少：丙",
        "丁：配合→牵头",
        "更名：戊→己",
    ]


def test_a_department_that_was_renamed_neither_gained_nor_lost() -> None:
    """It is one department; tasks that it really lost count."""
    old = a_year(
        2021, a_task(1, responsibility=named("甲处")), a_task(2, responsibility=named("甲处"))
    )
    new = a_year(2022, a_task(1, responsibility=named("乙处")))
    renamed = PartyChanges(renamed=(Renaming(old="甲处", new="乙处"),))
    gone = a_pair(kind="removed", old=2, new_ledger=None, new=None)
    changes = compare(old, new).model_copy(update={"pairs": (a_pair(parties=renamed), gone)})
    (tally,) = department_tallies(changes, old, new)
    assert tally.name == "乙处（原甲处）"
    assert (tally.old, tally.lost, tally.gained, tally.new) == (2, 1, 0, 1)


def test_tallies_add_up_for_every_department(changes: Changes) -> None:
    """And the sums are those of the pairs of both years, of what came and of what went."""
    old, new = two_years()
    tallies = department_tallies(changes, old, new)
    assert all(it.old - it.lost + it.gained == it.new for it in tallies)
    both = [pair for pair in changes.pairs if pair.kind in ("unchanged", "changed")]
    came = sum(len(pair.parties.added) for pair in both)
    assert sum(it.gained for it in tallies) == came + changes.summary.added


def test_a_heading_that_moved_or_an_own_column_is_marked() -> None:
    """In the columns of their own."""
    years = []
    for year, title, note in ((2021, "做好公开", "每月"), (2022, "做好主动公开", "每季")):
        task = a_task(outline=(Heading(label="一", title=title),), extras={"备注": note})
        years.append(a_year(year, task))
    (row,) = rows(opened(compare(*years), *years), "对照")
    assert (str(row["旧任务分类"]), str(row["新任务分类"])) == ("一、做好公开", "一、做好主动公开")
    assert isinstance(row["新任务分类"], CellRichText)
    assert str(row["其他栏目"]).startswith("备注：")
