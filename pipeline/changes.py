"""What changed from one year's ledger to the other's: the nouns that `diff` and `history` write.

Computed first, drawn after: text, JSON, CSV, XLSX and HTML are drawings of these. Frozen and
versioned like the nouns of a notice (`pipeline.model`), and `schemas/` is generated from both.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model import Count, Noun, Role, Year

Kind = Literal["unchanged", "changed", "added", "removed"]
Aspect = Literal["reworded", "renumbered", "moved", "retitled", "responsibility", "deadline"]
MarkKind = Literal["equal", "delete", "insert"]
Doubt = Literal["below", "rival", "weak", "split", "merged"]
Score = Annotated[float, Field(ge=0, le=1)]
Mark = tuple[MarkKind, str]
"""A piece of a text: in both years, in the old one alone, or in the new one alone."""


class Side(Noun):
    """One of the documents: title and year as it has them, its file, and how many tasks."""

    title: str
    year: Year | None
    source: str
    tasks: Annotated[int, Field(ge=0)]


class Summary(Noun):
    """How many pairs of each kind.

    `renumbered_only` are those of the changed that have another number and nothing else.
    """

    unchanged: int
    changed: int
    added: int
    removed: int
    renumbered_only: int


class FieldChange(Noun):
    """A field that is printed otherwise, with marks in the text; null on the side without it.

    Equal and deleted pieces in order give the old text, equal and inserted ones the new; what
    differs by nothing but the width of a mark or by spaces stands as the new text has it.
    """

    old: str | None
    new: str | None
    marks: tuple[Mark, ...]


class RoleChange(Noun):
    """A department that answers for the task in both years, in another role."""

    name: str
    old: Role
    new: Role


class Renaming(Noun):
    """A department that the register knows by two names, one after the other."""

    old: str
    new: str


class PartyChanges(Noun):
    """Departments that came, went, changed their role, or have another name only."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    role_changed: tuple[RoleChange, ...] = ()
    renamed: tuple[Renaming, ...] = ()


class Evidence(Noun):
    """Why two tasks are one: how like each other they are, from 0 to 1; null where nothing is said.

    `text` of what is to be done, `heading` of the headings above, `responsibility` of the
    departments, `number` of the printed numbers (1: the same), `order` of the places in the
    ledgers.
    """

    text: Score
    heading: Score | None
    responsibility: Score | None
    number: Score | None
    order: Score


class Pair(Noun):
    """A task of both years, or of one: every task of each side is in one pair.

    `old_ledger` and `old` are ledger and sequence, from 1; null for an added task, as the new
    ones are for a removed task. `fields` holds each field that is printed otherwise, whether it
    counts as a change or not: requirement, title, number, outline, responsibility, deadline,
    `extras.备注`.
    """

    kind: Kind
    old_ledger: Count | None
    old: Count | None
    new_ledger: Count | None
    new: Count | None
    score: Score | None
    reason: str
    aspects: tuple[Aspect, ...]
    fields: dict[str, FieldChange]
    parties: PartyChanges
    evidence: Evidence | None


class Review(Noun):
    """Two tasks at which a person should look: a close call, whichever way it was decided.

    `doubt` says why: `weak` (a pair that is hardly alike), `rival` (a pair where another task
    was nearly as like), `below` (no pair, but nearly one), `split` and `merged` (a part of a
    task that is paired with another). `rival_side`, `rival_ledger` and `rival` name that other
    task: of which year it is, its ledger and sequence; null for other doubts.
    """

    old_ledger: Count
    old: Count
    new_ledger: Count
    new: Count
    score: Score
    why: str
    doubt: Doubt
    rival_side: Literal["old", "new"] | None = None
    rival_ledger: Count | None = None
    rival: Count | None = None


class Changes(Noun):
    """What changed from one year's ledgers to the other's."""

    schema_version: Literal["1.0"]
    old: Side
    new: Side
    summary: Summary
    pairs: tuple[Pair, ...]
    review: tuple[Review, ...]


class Step(Noun):
    """A task in one of the years of its thread, and what changed since the year before.

    `document` counts the documents of the history from 1. `kind`: `first` in its first year,
    `returned` after a year without it, else as in a pair; `aspects`, `fields` and `parties`
    compare it with the step before.
    """

    document: Count
    ledger: Count
    task: Count
    kind: Literal["first", "unchanged", "changed", "returned"]
    score: Score | None
    aspects: tuple[Aspect, ...]
    fields: dict[str, FieldChange]
    parties: PartyChanges


class Thread(Noun):
    """One task through the years, in the order of the documents: each task is in one thread."""

    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class YearSummary(Noun):
    """What became of the tasks in one document, seen from the one before it."""

    document: Count
    tasks: int
    first: int
    unchanged: int
    changed: int
    returned: int
    gone: int


class HistoryReview(Review):
    """A close call between two of the documents, counted from 1."""

    old_document: Count
    new_document: Count


class History(Noun):
    """Each task through three or more years: when it came, how it changed, when it went."""

    schema_version: Literal["1.0"]
    documents: tuple[Side, ...]
    summary: tuple[YearSummary, ...]
    threads: tuple[Thread, ...]
    review: tuple[HistoryReview, ...]
