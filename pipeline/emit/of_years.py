"""What changed -> files. Every format stands in one table, and adding one adds a line to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.changes import Changes, History
from pipeline.emit.changes_csv import changes_csv
from pipeline.emit.changes_text import changes_text, history_text
from pipeline.emit.webpages.changes_html import changes_html
from pipeline.emit.webpages.history_html import history_html
from pipeline.emit.workbooks.changes_xlsx import changes_xlsx
from pipeline.emit.workbooks.history_xlsx import history_xlsx
from pipeline.model import Document


@dataclass(frozen=True, slots=True)
class Form:
    """A format: the end of its file's name, and what draws it."""

    ending: str
    draw: Callable[..., bytes]


def changes_json(changes: Changes, _old: Document, _new: Document) -> bytes:
    """The changes in UTF-8, indented to be read, with a newline at their end."""
    return changes.model_dump_json(indent=2).encode() + b"\n"


def history_json(history: History, _documents: Sequence[Document]) -> bytes:
    """The same of a history."""
    return history.model_dump_json(indent=2).encode() + b"\n"


def _plain(changes: Changes, old: Document, new: Document) -> bytes:
    return changes_text(changes, old, new).encode()


def _plain_history(history: History, _documents: Sequence[Document]) -> bytes:
    return history_text(history).encode()


DIFF = {
    "text": Form(".txt", _plain),
    "json": Form(".json", changes_json),
    "csv": Form(".csv", changes_csv),
    "xlsx": Form(".xlsx", changes_xlsx),
    "html": Form(".html", changes_html),
}
"""The formats of `diff`; each is drawn of the changes and both documents."""

HISTORY = {
    "text": Form(".txt", _plain_history),
    "json": Form(".json", history_json),
    "xlsx": Form(".xlsx", history_xlsx),
    "html": Form(".html", history_html),
}
"""The formats of `history`; each is drawn of the history and its documents, in their order."""
