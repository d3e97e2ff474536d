"""The JSON is the document: whole, readable, and the same each time."""

from __future__ import annotations

import json

from pydantic_core import to_json

from pipeline.emit.document_json import document_json, document_line
from pipeline.model import Document, Finding
from tests.documents import a_document, a_finding


def test_what_is_written_reads_back_the_same() -> None:
    """Nothing is lost between a document and its JSON."""
    document = a_document(findings=(a_finding(),))
    assert Document.model_validate_json(document_json(document)) == document


def test_chinese_stands_as_it_is_printed() -> None:
    """A person can read the file and search in it."""
    assert "进一步强化重点领域信息公开" in document_json(a_document()).decode()


def test_the_file_is_indented_by_two_and_ends_with_a_newline() -> None:
    """The bytes are those of the standard library's JSON, indented by two."""
    content = document_json(a_document()).decode()
    assert content == json.dumps(json.loads(content), ensure_ascii=False, indent=2) + "\n"


def test_the_parts_stand_in_the_order_of_the_contract() -> None:
    """A reader meets the source first and the findings last."""
    written = json.loads(document_json(a_document()))
    assert list(written) == ["schema_version", "source", "notice", "ledgers", "findings"]


def test_a_line_holds_the_same_on_one_line() -> None:
    """JSON Lines: one document, one line."""
    line = document_line(a_document())
    assert line.count(b"\n") == 1
    assert json.loads(line) == json.loads(document_json(a_document()))


def test_the_json_put_together_by_tasks_is_that_of_the_whole() -> None:
    """A ledger without tasks, one with two, and texts that read like JSON change no byte of it."""
    document = a_document()
    ledger, task = document.ledgers[0], document.ledgers[0].tasks[0]
    odd = task.model_copy(update={"requirement": '\n  "tasks": []\n"ledgers": ['})
    ledgers = (
        ledger.model_copy(update={"title": '  "tasks": []', "tasks": ()}),
        ledger.model_copy(update={"tasks": (task, odd)}),
    )
    notice = document.notice.model_copy(update={"body": '\n  "ledgers": []'})
    document = document.model_copy(update={"ledgers": ledgers, "notice": notice})
    assert document_json(document) == to_json(document, indent=2) + b"\n"


def test_nouns_share_the_names_of_their_fields() -> None:
    """A set of names for each of a long document's nouns takes a third of their room."""
    one, other = a_finding(), a_finding()
    assert one.model_fields_set is other.model_fields_set
    assert one.model_fields_set == set(Finding.model_fields)
    changed = one.model_copy(update={"message": "other"})
    assert changed.model_fields_set == one.model_fields_set
