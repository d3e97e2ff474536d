"""A document as CSV: one row a task, and one row a task and party.

The columns are the fields of TaskRow and PartyRow, declared once: the CSV, the Table Schema
and the DataFrame are made from them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pipeline.model import Count, DeadlineKind, Document, Role, Task

BYTE_ORDER_MARK = "\ufeff"
SEPARATOR = ";"

Source = Annotated[str, Field(min_length=1, description="Name of the file that was read.")]
LedgerNumber = Annotated[Count, Field(description="Which ledger of the notice, from 1.")]
Sequence = Annotated[Count, Field(description="Position of the task in its ledger, from 1.")]
DocumentName = Annotated[
    str,
    Field(
        min_length=1,
        description="What the names of the input's outputs begin with, seen from their folder; "
        "no other input of the folder has it.",
    ),
]


class TableRow(BaseModel):
    """A row of a CSV: its fields are the columns, in their order."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class TaskRow(TableRow):
    """One task of a ledger (一项工作任务)."""

    source: Source
    ledger: LedgerNumber
    sequence: Sequence
    number: Annotated[int | None, Field(description="Number as printed (序号).")]
    outline_labels: Annotated[
        tuple[str | None, ...],
        Field(description="Labels of the headings above the task, outermost first; may be blank."),
    ]
    outline_titles: Annotated[
        tuple[str, ...],
        Field(description="Titles of the headings above the task, outermost first."),
    ]
    title: Annotated[str | None, Field(description="Name of the task, beside its requirement.")]
    requirement: Annotated[str, Field(description="What is to be done (具体要求).")]
    responsibility: Annotated[str, Field(description="Who answers for it, as printed (责任部门).")]
    lead: Annotated[tuple[str, ...], Field(description="Departments that lead (牵头).")]
    support: Annotated[tuple[str, ...], Field(description="Departments that support (配合).")]
    responsible: Annotated[
        tuple[str, ...], Field(description="Departments that are responsible (责任单位).")
    ]
    and_others: Annotated[bool, Field(description="The list of departments ends in 等.")]
    deadline: Annotated[str, Field(description="By when, as printed (时限要求).")]
    deadline_kind: Annotated[DeadlineKind, Field(description="What sort of deadline it is.")]
    due: Annotated[
        date | None, Field(description="Last day that meets the deadline, for the kind `date`.")
    ]
    extras: Annotated[
        dict[str, str], Field(description="Columns that no field fits: header and text.")
    ]
    document: DocumentName


class PartyRow(TableRow):
    """One department of one task, with its role."""

    source: Source
    ledger: LedgerNumber
    sequence: Sequence
    position: Annotated[Count, Field(description="Place in the printed order, from 1.")]
    name: Annotated[str, Field(min_length=1, description="Name of the department.")]
    role: Annotated[Role, Field(description="What it does for the task.")]
    collective: Annotated[bool, Field(description="A group, and not the name of one department.")]
    known: Annotated[bool, Field(description="The register holds the name.")]
    document: DocumentName


def tasks_csv(document: Document, name: str) -> bytes:
    """The tasks of all ledgers, a row each; `name` is the column `document`."""
    return table(TaskRow, task_rows(document, name))


def parties_csv(document: Document, name: str) -> bytes:
    """The parties of all tasks, a row each."""
    return table(PartyRow, party_rows(document, name))


def table(row_type: type[TableRow], rows: Iterable[TableRow], *, header: bool = True) -> bytes:
    """The rows as CSV that Excel opens readably; without `header`, to go on with a table.

    RFC 4180 with a byte order mark: without it Excel reads UTF-8 in the system's code page.
    """
    content = io.BytesIO()
    text = io.TextIOWrapper(content, encoding="utf-8", newline="")
    out = csv.writer(text, lineterminator="\r\n")
    if header:
        text.write(BYTE_ORDER_MARK)
        out.writerow(row_type.model_fields)
    for row in rows:
        out.writerow([cell(value) for _, value in row])
    text.flush()
    return content.getvalue()


def task_rows(document: Document, name: str) -> Iterator[TaskRow]:
    """What the CSV says of each task, in the order of the ledgers."""
    for ledger, task in _tasks(document):
        yield TaskRow(
            source=document.source.name,
            ledger=ledger,
            sequence=task.sequence,
            number=task.number,
            outline_labels=tuple(heading.label for heading in task.outline),
            outline_titles=tuple(heading.title for heading in task.outline),
            title=task.title,
            requirement=task.requirement,
            responsibility=task.responsibility.text,
            lead=_names(task, "lead"),
            support=_names(task, "support"),
            responsible=_names(task, "responsible"),
            and_others=task.responsibility.and_others,
            deadline=task.deadline.text,
            deadline_kind=task.deadline.kind,
            due=task.deadline.due,
            extras=task.extras,
            document=name,
        )


def party_rows(document: Document, name: str) -> Iterator[PartyRow]:
    """What the CSV says of each party of each task, in printed order."""
    for ledger, task in _tasks(document):
        for position, party in enumerate(task.responsibility.parties, start=1):
            yield PartyRow(
                source=document.source.name,
                ledger=ledger,
                sequence=task.sequence,
                position=position,
                name=party.name,
                role=party.role,
                collective=party.collective,
                known=party.known,
                document=name,
            )


def cell(value: object) -> str:
    """A value as the text of its cell."""
    match value:
        case None:
            text = ""
        case bool():
            text = "true" if value else "false"
        case int():
            return str(value)
        case tuple():
            text = SEPARATOR.join(_element(item) for item in value)
        case dict():
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        case _:
            text = str(value)
    return guarded(text)


# Excel runs a cell that begins with = + - or @, and in a Japanese environment one that begins
# with ＝ ＋ － or ＠ too (OWASP/www-community#1088); no one has shown a Chinese one safe. Spaces
# before the mark are dropped by some importers. A ' is doubled, so that `unguarded` is exact.
# The price: a bullet `－` at the head of a text shows a ' before it, in the CSV alone.
_FORMULA = re.compile(r"'*(?:[\t\r]|\s*[=+\-@＝＋－＠])")


def guarded(text: str) -> str:
    """The text with a ' before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text of a cell as it was before `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _element(item: str | None) -> str:
    # Full-width, the mark is the same to a reader and divides nothing. The JSON has it as printed.
    return "" if item is None else item.replace(SEPARATOR, "；")


def _tasks(document: Document) -> Iterator[tuple[int, Task]]:
    for number, ledger in enumerate(document.ledgers, start=1):
        for task in ledger.tasks:
            yield number, task


def _names(task: Task, role: Role) -> tuple[str, ...]:
    return tuple(party.name for party in task.responsibility.parties if party.role == role)
