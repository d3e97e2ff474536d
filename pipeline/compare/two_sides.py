"""Two documents, each a side -> what changed from one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.changes import Changes, Review, Side
from pipeline.compare.aspects import Comparison
from pipeline.compare.close_calls import Close, close_calls
from pipeline.compare.folding import Folding
from pipeline.compare.headings import matched_headings
from pipeline.compare.likeness import likeness
from pipeline.compare.matching import matched
from pipeline.compare.pairs import Matched, paired, summary
from pipeline.compare.parties import Departments
from pipeline.compare.placed import Placed, placed
from pipeline.compare.reasons import rival_of, why
from pipeline.departments import Register
from pipeline.model import SCHEMA_VERSION, Document
from pipeline.text.words import Words


def changes(old: Document, new: Document, register: Register, *, exact: bool = False) -> Changes:
    """What changed from `old` to `new`: every task of both is in one pair.

    Pairs stand in the new ledger's order, each removed task where it used to stand. `register`
    tells which departments were only renamed. Width, spaces and years that moved on with the
    ledger are no changes, unless `exact`.
    """
    words = Words()
    departments = Departments(register, old.notice.issuer, new.notice.issuer)
    tasks = _matched(old, new, departments, words, exact=exact)
    same = [(tasks.old[here], tasks.new[there]) for here, there in tasks.matching.pairs]
    headings = matched_headings(same, tasks.old, tasks.new)
    pairs = tuple(paired(tasks, Comparison(departments, headings, words, exact)))
    return Changes(
        schema_version=SCHEMA_VERSION,
        old=side(old),
        new=side(new),
        summary=summary(pairs),
        pairs=pairs,
        review=_review(tasks),
    )


def side(document: Document) -> Side:
    """One of the documents that are compared: its year is that of its first ledger with one."""
    return Side(
        title=document.notice.title,
        year=document.year,
        source=document.source.name,
        tasks=sum(len(ledger.tasks) for ledger in document.ledgers),
    )


def in_order(documents: Sequence[Document]) -> list[Document]:
    """The documents by their years; in the order given where one has none or two share one."""
    years = [document.year for document in documents]
    if None in years or len(set(years)) < len(years):
        return list(documents)
    return sorted(documents, key=lambda document: document.year or 0)


def _matched(
    old: Document, new: Document, departments: Departments, words: Words, *, exact: bool
) -> Matched:
    here, there = _placed(old, new, exact=exact), _placed(new, old, exact=exact)
    # Every task names the same few departments.
    namings = cache(departments.of_old), cache(departments.of_new)
    signs = likeness(here, there, namings, words)
    return Matched(here, there, signs, matched(here, there, signs))


def _placed(document: Document, other: Document, *, exact: bool) -> tuple[Placed, ...]:
    """The tasks of a document; years are told by their place where both documents have one."""
    own = document.year
    have_years = own is not None and other.year is not None
    foldings = (
        Folding((ledger.year or own) if have_years else None, exact) for ledger in document.ledgers
    )
    return placed(document, tuple(foldings))


def _review(tasks: Matched) -> tuple[Review, ...]:
    found = close_calls(tasks.old, tasks.new, tasks.matching, tasks.signs)
    return tuple(_reviewed(close, tasks) for close in found)


def _reviewed(close: Close, tasks: Matched) -> Review:
    old, new = tasks.old[close.old], tasks.new[close.new]
    rival = rival_of(close, tasks.old, tasks.new)
    return Review(
        old_ledger=old.ledger,
        old=old.task.sequence,
        new_ledger=new.ledger,
        new=new.task.sequence,
        score=tasks.matching.score_of(close.old, close.new),
        why=why(close, tasks.matching, tasks.old, tasks.new),
        doubt=close.doubt,
        rival_side=None if rival is None else rival[0],
        rival_ledger=None if rival is None else rival[1].ledger,
        rival=None if rival is None else rival[1].task.sequence,
    )
