"""What changed as CSV: one row a pair, with what both years print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from pipeline.changes import Changes, Kind, Pair
from pipeline.compare.aspects import printed
from pipeline.emit.csv_tables import TableRow, table
from pipeline.model import Count, Document


class PairRow(TableRow):
    """A task of both years, or of one."""

    kind: Annotated[Kind, Field(description="What became of the task.")]
    old_ledger: Annotated[Count | None, Field(description="Ledger of the old document, from 1.")]
    old: Annotated[Count | None, Field(description="Position of the old task in its ledger.")]
    new_ledger: Annotated[Count | None, Field(description="Ledger of the new document, from 1.")]
    new: Annotated[Count | None, Field(description="Position of the new task in its ledger.")]
    score: Annotated[float | None, Field(description="How sure it is that both are one task.")]
    aspects: Annotated[tuple[str, ...], Field(description="What changed.")]
    review: Annotated[bool, Field(description="A close call: a person should look.")]
    old_number: Annotated[str, Field(description="Number as printed.")]
    new_number: Annotated[str, Field(description="Number as printed.")]
    old_outline: Annotated[str, Field(description="Headings above the task.")]
    new_outline: Annotated[str, Field(description="Headings above the task.")]
    old_title: Annotated[str, Field(description="Name of the task.")]
    new_title: Annotated[str, Field(description="Name of the task.")]
    old_requirement: Annotated[str, Field(description="What is to be done.")]
    new_requirement: Annotated[str, Field(description="What is to be done.")]
    old_responsibility: Annotated[str, Field(description="Who answers for it, as printed.")]
    new_responsibility: Annotated[str, Field(description="Who answers for it, as printed.")]
    old_deadline: Annotated[str, Field(description="By when, as printed.")]
    new_deadline: Annotated[str, Field(description="By when, as printed.")]
    parties_added: Annotated[tuple[str, ...], Field(description="Departments that came.")]
    parties_removed: Annotated[tuple[str, ...], Field(description="Departments that went.")]
    roles_changed: Annotated[
        tuple[str, ...], Field(description="Departments in another role: `NAME:old>new`.")
    ]
    renamed: Annotated[
        tuple[str, ...], Field(description="Departments with another name only: `OLD>NEW`.")
    ]
    reason: Annotated[str, Field(description="Why these two are one task, or it has no pair.")]


def changes_csv(changes: Changes, old: Document, new: Document) -> bytes:
    """The pairs in their order, a row each."""
    return table(PairRow, pair_rows(changes, old, new))


def pair_rows(changes: Changes, old: Document, new: Document) -> Iterator[PairRow]:
    """What the CSV says of each pair; what a year does not have is blank."""
    close_old = {(one.old_ledger, one.old) for one in changes.review}
    close_new = {(one.new_ledger, one.new) for one in changes.review}
    for pair in changes.pairs:
        here = _said(old, pair.old_ledger, pair.old)
        there = _said(new, pair.new_ledger, pair.new)
        is_close = (pair.old_ledger, pair.old) in close_old or (
            (pair.new_ledger, pair.new) in close_new
        )
        yield PairRow.model_validate(
            {
                **pair.model_dump(include=_OF_THE_PAIR),
                "review": is_close,
                **{f"old_{name}": here.get(name, "") for name in _PRINTED},
                **{f"new_{name}": there.get(name, "") for name in _PRINTED},
                **_parties(pair),
            }
        )


def _said(document: Document, ledger: int | None, sequence: int | None) -> Mapping[str, str]:
    if ledger is None or sequence is None:
        return {}
    return printed(document.ledgers[ledger - 1].tasks[sequence - 1])


def _parties(pair: Pair) -> dict[str, tuple[str, ...]]:
    parties = pair.parties
    return {
        "parties_added": parties.added,
        "parties_removed": parties.removed,
        "roles_changed": tuple(f"{one.name}:{one.old}>{one.new}" for one in parties.role_changed),
        "renamed": tuple(f"{one.old}>{one.new}" for one in parties.renamed),
    }


_OF_THE_PAIR = {
    "kind", "old_ledger", "old", "new_ledger", "new", "score", "aspects", "reason",
}  # fmt: skip
_PRINTED = ("number", "outline", "title", "requirement", "responsibility", "deadline")
