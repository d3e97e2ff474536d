"""Two years' ledgers as pictures: a line a task, and what must be said of them.

A task is `number | headings | requirement | responsibility | deadline`, or with `title` before
the requirement; `-` is blank, and ` > ` parts headings. `=== old 2021` and `=== new 2022` give
the years (none where there is none); a line `---` begins another ledger. What must come of it:

    1 = 1                       unchanged
    2 → 3 reworded moved        changed, and how
    + 4                         added
    - 5                         removed
"""

from __future__ import annotations

from pathlib import Path

from pipeline import Register
from pipeline.changes import Changes, PartyChanges
from pipeline.model import Column, Document, Heading, Ledger, Task
from pipeline.normalise.deadlines import deadline
from pipeline.normalise.responsibility import responsibility
from pipeline.normalise.responsibility.name_breaks import Known
from pipeline.text.numbering import split_label
from tests.documents import a_document

ISSUER = "安徽省民政厅"


def parts_of(path: Path) -> dict[str, list[str]]:
    """The parts of a picture's file by their titles; lines with # only explain."""
    parts: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("==="):
            lines = parts.setdefault(line.strip("= "), [])
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return parts


def a_year(lines: list[str], year: int | None, register: Register) -> Document:
    """A document with the ledgers that the lines draw."""
    ledgers: list[list[Task]] = [[]]
    for line in lines:
        if line == "---":
            ledgers.append([])
        else:
            ledgers[-1].append(_task(line, len(ledgers[-1]) + 1, year, register))
    document = a_document()
    return document.model_copy(
        update={
            "notice": document.notice.model_copy(update={"issuer": ISSUER}),
            "ledgers": tuple(_ledger(tasks, year) for tasks in ledgers),
            "findings": (),
        }
    )


def pairs_drawn(changes: Changes) -> list[str]:
    """The pairs as a picture writes them; `2.1` is task 1 of ledger 2."""
    lines = []
    for pair in changes.pairs:
        old, new = _place(pair.old_ledger, pair.old), _place(pair.new_ledger, pair.new)
        match pair.kind:
            case "added":
                lines.append(f"+ {new}")
            case "removed":
                lines.append(f"- {old}")
            case "unchanged":
                lines.append(f"{old} = {new}")
            case "changed":
                lines.append(f"{old} → {new} {' '.join(pair.aspects)}")
    return lines


def reviews_drawn(changes: Changes) -> list[str]:
    """The close calls as a picture writes them: `1 → 1 weak`, `1 → 1 rival new 2`."""
    return [
        f"{one.old} → {one.new} {one.doubt}"
        + (f" {one.rival_side} {one.rival}" if one.rival_side else "")
        for one in changes.review
    ]


def parties_drawn(parties: PartyChanges) -> str:
    """`+信息中心 -办公室 财务处:lead>support 旧处=>新处`."""
    return " ".join(
        (
            *(f"+{name}" for name in parties.added),
            *(f"-{name}" for name in parties.removed),
            *(f"{one.name}:{one.old}>{one.new}" for one in parties.role_changed),
            *(f"{one.old}=>{one.new}" for one in parties.renamed),
        )
    )


def _place(ledger: int | None, sequence: int | None) -> str:
    return str(sequence) if ledger == 1 else f"{ledger}.{sequence}"


def _ledger(tasks: list[Task], year: int | None) -> Ledger:
    has_title = any(task.title is not None for task in tasks)
    columns = [Column(header="工作要求", field="requirement")]
    if has_title:
        columns.insert(0, Column(header="工作任务", field="title"))
    return Ledger(title="台账", year=year, columns=tuple(columns), tasks=tuple(tasks))


def _task(line: str, sequence: int, year: int | None, register: Register) -> Task:
    cells = ["" if cell.strip() == "-" else cell.strip() for cell in line.split("|")]
    number, outline, *title, requirement, parties, limit = cells
    said, _ = responsibility(parties, Known(ISSUER, register))
    due, _ = deadline(limit, year)
    return Task(
        sequence=sequence,
        number=int(number) if number else None,
        outline=tuple(_heading(part) for part in outline.split(" > ") if part),
        title=title[0] if title else None,
        requirement=requirement,
        responsibility=said,
        deadline=due,
        citations=(),
        extras={},
        provenance=(),
    )


def _heading(text: str) -> Heading:
    label = split_label(text)
    return (
        Heading(label=label.label, title=label.rest) if label else Heading(label=None, title=text)
    )
