"""A document that breaks the contract is told where and how."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.check import Violation, check
from pipeline.emit.document_json import document_json
from pipeline.model import Provenance, Task
from tests.documents import a_document, a_finding, a_task

LINE = Provenance(field="requirement", page=None, bbox=None, place="line 31")


def where(content: bytes) -> list[str]:
    """The places of the violations."""
    return [violation.where for violation in check(content).violations]


def changed(change: Callable[[dict[str, Any]], object], *tasks: Task) -> bytes:
    """The JSON of a document with something changed by hand."""
    made = json.loads(document_json(a_document(*tasks, findings=(a_finding(),))))
    change(made)
    return json.dumps(made).encode()


def test_a_document_that_was_written_keeps_the_contract() -> None:
    """With pages and findings, and without pages."""
    checked = check(document_json(a_document(findings=(a_finding(),))))
    assert checked.violations == ()
    assert checked.document == a_document(findings=(a_finding(),))
    assert check(document_json(a_document(a_task(provenance=(LINE,)), pages=None))).violations == ()


def test_fields_that_the_contract_does_not_name_are_fine() -> None:
    """A later version may add some."""
    assert where(changed(lambda made: made["notice"].update(later=[]))) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"schema_version": "1.0"}'])
def test_what_is_no_document_breaks_the_contract(content: bytes) -> None:
    """There is a violation, and no document to ask further."""
    checked = check(content)
    assert checked.violations
    assert checked.document is None


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda made: made.update(schema_version="0.9"), "schema_version"),
        (lambda made: made["source"].update(pages="6"), "source.pages"),
        (lambda made: made["source"].update(name="/home/a/notice.pdf"), "source.name"),
        (lambda made: made["notice"].update(issued_on="2021"), "notice.issued_on"),
        (
            lambda made: made["ledgers"][0]["columns"][0].update(field="x"),
            "ledgers[0].columns[0].field",
        ),
    ],
)
def test_a_value_that_fits_no_model_is_told_by_its_place(
    change: Callable[[dict[str, Any]], object], place: str
) -> None:
    """Types are those of the JSON: a number in quotes is none."""
    assert where(changed(change)) == [place]


def test_roles_are_those_of_the_contract() -> None:
    """A role that the contract does not know is a violation at its party."""

    def lead(made: dict[str, Any]) -> None:
        made["ledgers"][0]["tasks"][0]["responsibility"]["parties"][0]["role"] = "leader"

    assert where(changed(lead)) == ["ledgers[0].tasks[0].responsibility.parties[0].role"]


def test_sequences_count_from_one() -> None:
    """A task left out is seen in the sequence of those after it."""
    content = document_json(a_document(a_task(1), a_task(3)))
    assert check(content).violations == (
        Violation("ledgers[0].tasks[1].sequence", "is 3 and not 2"),
    )


@pytest.mark.parametrize(
    ("deadline", "field"),
    [
        ({"text": "年底前", "kind": "date", "due": None}, "due"),
        ({"text": "持续推进", "kind": "ongoing", "due": "2021-12-31"}, "due"),
        ({"text": "年底前", "kind": "none", "due": None}, "kind"),
        ({"text": "", "kind": "unknown", "due": None}, "kind"),
    ],
)
def test_a_deadline_agrees_with_its_kind(deadline: dict[str, Any], field: str) -> None:
    """A day belongs to a date and to nothing else; no deadline is one that is not printed."""
    content = document_json(a_document(a_task(deadline=deadline)))
    assert where(content) == [f"ledgers[0].tasks[0].deadline.{field}"]


@pytest.mark.parametrize("text", ["—", "/", "无", "、、、、"])
def test_marks_for_nothing_are_no_deadline(text: str) -> None:
    """A dash in a cell is kept as it is printed, and says that there is none."""
    content = document_json(
        a_document(a_task(deadline={"text": text, "kind": "none", "due": None}))
    )
    assert where(content) == []


@pytest.mark.parametrize(
    ("task", "place"),
    [
        (a_task(title="名称"), "ledgers[0].tasks[0].title"),
        (a_task(extras={"备注": "", "联系人": ""}), "ledgers[0].tasks[0].extras.联系人"),
    ],
)
def test_what_a_task_holds_has_a_column(task: Task, place: str) -> None:
    """A title and an extra come from a column of the ledger."""
    assert where(document_json(a_document(task))) == [place]


def test_extras_of_columns_with_one_header_are_told_apart() -> None:
    """A repeated header has a count, a blank one its place."""

    def more_columns(made: dict[str, Any]) -> None:
        ledger = made["ledgers"][0]
        ledger["columns"] += [{"header": name, "field": "extras"} for name in ("备注", "")]
        ledger["tasks"][0]["extras"] |= {"备注 (2)": "", "列7": ""}

    assert where(changed(more_columns)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"field": "number"},
        {"field": "title"},
        {"field": "outline.2"},
        {"field": "extras.联系人"},
        {"page": 7},
        {"page": None},
        {"bbox": (2.0, 1.0, 1.0, 2.0)},
        {"bbox": (1.0, 2.0, 2.0, 1.0)},
    ],
)
def test_provenance_names_a_field_a_page_and_a_box_that_exist(change: dict[str, Any]) -> None:
    """A fragment of nothing, or from nowhere, is a violation."""
    place = Provenance(field="requirement", page=1, bbox=(1.0, 1.0, 2.0, 2.0), place=None)
    task = a_task(number=None, provenance=(place.model_copy(update=change),))
    (found,) = where(document_json(a_document(task)))
    assert found.startswith("ledgers[0].tasks[0].provenance[0].")


@pytest.mark.parametrize("change", [{"place": None}, {"page": 1}, {"bbox": (1.0, 1.0, 2.0, 2.0)}])
def test_without_pages_a_place_is_said_in_words(change: dict[str, Any]) -> None:
    """A document without pages has neither pages nor boxes."""
    task = a_task(provenance=(LINE.model_copy(update=change),))
    assert len(where(document_json(a_document(task, pages=None)))) == 1


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"ledger": 2}, "ledger"),
        ({"ledger": None}, "ledger"),
        ({"task": 3}, "task"),
        ({"field": "outline.5"}, "field"),
    ],
)
def test_findings_point_at_what_exists(change: dict[str, Any], place: str) -> None:
    """A person who follows a finding comes somewhere."""
    content = document_json(a_document(findings=(a_finding(**change),)))
    assert where(content) == [f"findings[0].{place}"]


@pytest.mark.parametrize(
    "change",
    [{"field": "title"}, {"field": "outline.1"}, {"field": "extras.备注"}, {"field": None},
     {"task": None, "field": "whatever"}, {"ledger": None, "task": None}],
)  # fmt: skip
def test_a_finding_may_be_about_a_missing_field_or_about_the_whole(change: dict[str, Any]) -> None:
    """What is missing is worth a finding too."""
    assert where(document_json(a_document(findings=(a_finding(**change),)))) == []
