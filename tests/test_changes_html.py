"""The page of two years holds the same numbers and texts as the JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from pipeline.changes import Changes, Mark, PartyChanges, Renaming, RoleChange
from pipeline.emit.of_years import DIFF
from pipeline.emit.webpages.changes_html import changes_html
from pipeline.emit.webpages.side_by_side import party_changes, task_place
from pipeline.emit.wording.departments_over_years import department_tallies
from pipeline.model import Document
from pipeline.years import compare
from tests.documents import a_document, a_task
from tests.test_notice_html import HOSTILE, a_hostile_document
from tests.three_years import SAID, documents, two_years

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def tree(changes: Changes, old: Document, new: Document) -> Any:
    """The page, parsed."""
    return lxml.html.document_fromstring(changes_html(changes, old, new).decode())


@pytest.fixture(scope="module")
def page() -> Any:
    """The page from 2021 to 2022."""
    return tree(two_years(), *documents()[:2])


def words(element: Any) -> str:
    """What it says, without white space."""
    return re.sub(r"\s+", "", element.text_content())


def aspects(pair: Any) -> tuple[str, ...]:
    """The aspects that a pair is tagged with."""
    tags = pair.xpath("./tr[1]//span[contains(@class, 'tag ')]/@class")
    return tuple(tag.split()[1] for tag in tags)


def field(pair: Any, code: str) -> list[Any]:
    """The cells of a field, of both years or one for both."""
    return list(pair.xpath(f".//tr[contains(concat(@class, ' '), '{code} ')]/td"))


def value(cell: Any) -> str:
    """A cell's value."""
    return str("".join(cell.xpath(".//*[@class='v']//text()")))


def test_both_sums_add_up_to_the_tasks_of_their_years(page: Any) -> None:
    """And say the numbers of the JSON."""
    changes = two_years()
    sums = [words(element) for element in page.xpath("//p[@class='sum']")]
    assert sums == ["2021年4项=未变1+有变2+删除1", "2022年4项=未变1+有变2+新增1"]
    for side, line in zip((changes.old, changes.new), sums, strict=True):
        total, *parts = map(int, re.findall(r"\d+", line.partition("年")[2]))
        assert total == side.tasks == sum(parts)


def test_every_pair_stands_once_in_its_order(page: Any) -> None:
    """With its kind, its aspects and both places."""
    pairs = page.xpath("//tbody[@data-row]")
    changes = two_years()
    assert [pair.get("id") for pair in pairs] == [f"p{it}" for it in range(1, 6)]
    assert [pair.get("data-kind") for pair in pairs] == [it.kind for it in changes.pairs]
    assert [aspects(pair) for pair in pairs] == [it.aspects for it in changes.pairs]
    assert [words(pair.xpath("./tr[1]//*[@class='where']")[0]) for pair in pairs] == [
        "2022年第1项", "2021年第1项→2022年第2项", "2021年第2项", "2021年第3项→2022年第3项",
        "2021年第4项→2022年第4项",
    ]  # fmt: skip


def test_the_two_texts_stand_side_by_side_with_their_marks(page: Any) -> None:
    """The old cell holds what went, the new one what came, and each the whole of its text."""
    pair = page.xpath("//tbody[@id='p2']")[0]
    old, new = field(pair, "requirement")
    change = two_years().pairs[1].fields["requirement"]
    assert (value(old), value(new)) == (change.old, change.new)
    assert [it.text for it in old.iter("del", "ins")] == pieces(change.marks, "delete")
    assert [it.text for it in new.iter("del", "ins")] == pieces(change.marks, "insert")
    assert {it.tag for it in old.iter("del", "ins")} == {"del"}
    assert words(old.xpath(".//*[@class='place']")[0]) == "第2页"


def pieces(marks: Sequence[Mark], kind: str) -> list[str]:
    """The pieces of a kind."""
    return [text for one, text in marks if one == kind]


def test_what_both_years_say_stands_in_one_cell(page: Any) -> None:
    """With the place in each year; a day that moved on with the year is shown."""
    pair = page.xpath("//tbody[@id='p4']")[0]
    (cell,) = field(pair, "requirement")
    assert cell.get("colspan") == "2"
    assert value(cell) == documents()[0].ledgers[0].tasks[2].requirement
    assert words(cell.xpath(".//*[@class='place']")[0]) == "2021年第2页·2022年第2页"
    (deadline,) = field(pair, "deadline")
    assert "2021-12-31→2022-12-31" in words(deadline)


def test_a_task_of_one_year_has_its_text_on_that_side(page: Any) -> None:
    """And no marks: all of it came, or went."""
    added, removed = (page.xpath(f"//tbody[@id='{it}']")[0] for it in ("p1", "p3"))
    for pair, name in ((added, "2022年"), (removed, "2021年")):
        (cell,) = [it for it in field(pair, "requirement") if it.xpath(".//*[@class='v']")]
        assert cell.get("data-name") == name
        assert not list(pair.iter("del", "ins"))


def test_each_value_says_page_and_box_on_both_sides(page: Any) -> None:
    """Folded away, and reached with the keyboard."""
    fold = page.xpath("//tbody[@id='p2']//details")[0]
    assert len(fold.xpath(".//dd[@class='where']")) == 6
    assert "左 90 上 120.5 右 300 下 160" in fold.text_content()
    assert "为什么是同一项：文字相似" in fold.text_content()


def test_departments_that_came_and_went_are_told(page: Any) -> None:
    """Beside the two texts."""
    pair = page.xpath("//tbody[@id='p5']")[0]
    assert [it.text_content() for it in pair.xpath(".//ul[@class='parties']/li")] == [
        "增加：信息中心", "减少：信访处",
    ]  # fmt: skip


def test_a_department_can_have_another_role_or_another_name() -> None:
    """Said in words."""
    parties = PartyChanges(
        role_changed=(RoleChange(name="办公室", old="support", new="lead"),),
        renamed=(Renaming(old="民间组织管理局", new="社会组织管理局"),),
    )
    assert [it.words for it in party_changes(parties)] == [
        "角色：办公室（配合 → 牵头）", "更名：民间组织管理局 → 社会组织管理局",
    ]  # fmt: skip


def test_the_sample_pair_says_on_the_page_what_its_json_says() -> None:
    """As many pairs of each kind, each with its aspects, and as many close calls."""
    changes = Changes.model_validate_json(
        (SAMPLES / "changes-2021-2022.expected.json").read_bytes()
    )
    old, new = (
        Document.model_validate_json((SAMPLES / f"{name}.expected.json").read_bytes())
        for name in ("notice-2021.docx", "notice-2022.docx")
    )
    made = tree(changes, old, new)
    kinds = [pair.get("data-kind") for pair in made.xpath("//tbody[@data-row]")]
    marks = [pair.get("data-aspects").split() for pair in made.xpath("//tbody[@data-row]")]
    assert kinds == [pair.kind for pair in changes.pairs]
    found = [aspects(pair) for pair in made.xpath("//tbody[@data-row]")]
    assert found == [pair.aspects for pair in changes.pairs]
    assert sum("renumbered_only" in it for it in marks) == changes.summary.renumbered_only
    assert sum("more_than_renumbered" in it for it in marks) == (
        changes.summary.changed - changes.summary.renumbered_only
    )
    counted = changes.summary.model_dump()
    for sum_ in made.xpath("//p[@class='sum']"):
        for part in sum_.xpath("./span[contains(@class, 'part')]"):
            kind = part.get("class").split()[1]
            assert int(part.xpath("./b")[0].text) == counted[kind] == kinds.count(kind)
    assert len(made.xpath("//table[@class='review']/tbody/tr")) == len(changes.review)
    for it in department_tallies(changes, old, new):
        assert it.new == it.old - it.lost + it.gained


# --- departments


def test_gains_and_losses_add_up_to_the_new_year() -> None:
    """For every department, over all kinds of pairs."""
    old, new = documents()[:2]
    made = department_tallies(two_years(), old, new)
    for it in made:
        assert it.new == it.old - it.lost + it.gained
    for document, total in ((old, "old"), (new, "new")):
        for it in made:
            tasks = document.ledgers[0].tasks
            named = [
                task for task in tasks
                if it.name in {party.name for party in task.responsibility.parties}
            ]  # fmt: skip
            assert getattr(it, total) == len(named)
    assert {it.name: (it.lost, it.gained) for it in made if it.is_change} == {
        "信访处": (1, 0), "信息中心": (0, 1),
        "办公室": (1, 1), "社会救助处": (1, 1), "其他部门（单位）": (1, 1),
    }  # fmt: skip


def test_a_department_that_was_only_renamed_neither_gains_nor_loses() -> None:
    """Not in the tasks that came or went either."""
    old, new = documents()[:2]
    changes = two_years()
    renaming = PartyChanges(renamed=(Renaming(old="信访处", new="信息中心"),))
    pairs = (*changes.pairs[:-1], changes.pairs[-1].model_copy(update={"parties": renaming}))
    made = {
        it.name: it
        for it in department_tallies(changes.model_copy(update={"pairs": pairs}), old, new)
    }
    assert "信访处" not in made
    one = made["信息中心（原信访处）"]
    assert (one.old, one.lost, one.gained, one.new) == (1, 0, 0, 1)


def test_the_picture_shows_the_numbers_of_the_table(page: Any) -> None:
    """A bar to the left for what was lost and one to the right, in proportion."""
    rows = page.xpath("//table[@class='gains']/tbody/tr")
    assert len(rows) == 5
    for row in rows:
        _, _, lost, picture, gained, *_ = [words(cell) for cell in row]
        assert picture == ""
        widths = [float(bar.get("width")) for bar in row.iter("rect")]
        assert widths == [100.0 if lost else 0.0, 100.0 if gained else 0.0]


# --- close calls


def test_close_calls_lead_to_their_pairs_and_say_why(page: Any) -> None:
    """In Chinese, with the score, and the evidence where the two are one."""
    rows = page.xpath("//table[@class='review']/tbody/tr")
    links = [[link.get("href") for link in row.iter("a")] for row in rows]
    assert links == [
        ["#p5", "#p5"], ["#p5", "#p5", "#p4"], ["#p3", "#p1"], ["#p4", "#p1"], ["#p3", "#p4"],
    ]  # fmt: skip
    assert f"另有一条几乎同样相似：2022年第3项 {SAID['reading']}" in rows[1].text_content()
    assert "文字相同" in rows[0].text_content()
    assert all("0.61" in row.text_content() for row in rows)
    close = page.xpath("//tbody[@data-review='close']")
    assert [pair.get("id") for pair in close] == ["p1", "p3", "p4", "p5"]


# --- safe, and the same each time


def test_html_is_a_format_of_diff() -> None:
    """The same changes give the same bytes."""
    old, new = documents()[:2]
    assert DIFF["html"].draw(two_years(), old, new) == changes_html(two_years(), old, new)


def test_a_task_is_named_by_its_place_and_by_another_number() -> None:
    """Numbers may begin again under each heading: a place is there once."""
    first, second = a_task(1, number=7), a_task(2, number=2)
    one = a_document(first, second)
    several = one.model_copy(update={"ledgers": one.ledgers * 2})
    assert [task_place(one, 1, task) for task in (first, second)] == ["第1项（序号7）", "第2项"]
    assert task_place(several, 2, second) == "第2表第2项"
    assert task_place(one, None, None) == ""


def test_years_without_numbers_are_called_old_and_new() -> None:
    """As are two ledgers of one year."""
    old = documents()[0]
    changes = compare(old, old)
    made = tree(changes, old, old)
    assert made.xpath("//h1")[0].text_content() == "新旧台账对照"
    assert "没有变化。" in made.text_content()
    assert {pair.get("data-kind") for pair in made.xpath("//tbody[@data-row]")} == {"unchanged"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """On both sides, in the marks, in the names of departments and of columns."""
    pages = []
    for said in (text, "无害"):
        old, new = a_hostile_document("原来"), a_hostile_document(said)
        changes = compare(old, new)
        pages.append(tree(changes, old, new))
    tags = [[it.tag for it in page.iter() if it.tag not in {"del", "ins"}] for page in pages]
    assert tags[0] == tags[1]
    for element in pages[0].iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert all(text not in element.get(name, "") for name in ("href", "id", "class"))
