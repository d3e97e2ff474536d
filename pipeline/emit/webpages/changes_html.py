"""What changed from one year's ledger to the other's, as a page to read and to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from pipeline.changes import Aspect, Changes, Kind, Pair, Review, Side
from pipeline.emit.webpages.side_by_side import (
    Call,
    FieldRow,
    PartyChange,
    Rival,
    field_rows,
    gist,
    party_changes,
    places,
    task_place,
)
from pipeline.emit.webpages.web_page import Choice, web_page
from pipeline.emit.wording.departments_over_years import (
    Tally,
    department_tallies,
    names_over_years,
    task_of,
)
from pipeline.emit.wording.in_chinese import in_chinese, words
from pipeline.emit.wording.in_words import reason_text
from pipeline.model import Document

HALF = 100
"""The longest bar of the picture, in its own units."""

WEIGHTS = {"more_than_renumbered": "序号以外的变动", "renumbered_only": "只变了序号"}
"""What weighs and what does not, among changed tasks."""

_NAMELESS = ("旧台账", "新台账")


def changes_html(changes: Changes, old: Document, new: Document) -> bytes:
    """The page, one HTML file that needs nothing else."""
    names = _year_names(changes.old, changes.new)
    moved = department_tallies(changes, old, new)
    return web_page(
        "changes.html",
        title=_title(names),
        names=names,
        sides=tuple(zip(names, (changes.old, changes.new), strict=True)),
        sums=tuple(_sums(changes, names)),
        renumbered_only=changes.summary.renumbered_only,
        gains=tuple(_bars(moved)),
        still=tuple(it for it in moved if not it.is_change),
        choices=_choices(changes, old, new, moved),
        reviews=tuple(_reviews(changes, old, new)),
        pairs=tuple(_shown(changes, old, new, moved)),
    )


def _year_names(old: Side, new: Side) -> tuple[str, str]:
    """What both years are called: by their numbers where these tell them apart."""
    if old.year is None or new.year is None or old.year == new.year:
        return _NAMELESS
    return f"{old.year}年", f"{new.year}年"


def _title(names: tuple[str, str]) -> str:
    return "新旧台账对照" if names == _NAMELESS else f"{names[0]}与{names[1]}台账对照"


# --- counts that add up


@dataclass(frozen=True, slots=True)
class Sum:
    """`2021年 23 项 = 未变 10 + 有变 8 + 删除 5`."""

    name: str
    total: int
    parts: tuple[tuple[Kind, str, int], ...]


def _sums(changes: Changes, names: tuple[str, str]) -> Iterator[Sum]:
    kinds: tuple[tuple[Kind, ...], ...] = (
        ("unchanged", "changed", "removed"),
        ("unchanged", "changed", "added"),
    )
    sides = (changes.old, changes.new)
    counted = changes.summary.model_dump()
    for name, side, parts in zip(names, sides, kinds, strict=True):
        said = tuple((kind, in_chinese("kinds", kind), counted[kind]) for kind in parts)
        yield Sum(name, side.tasks, said)


# --- departments


@dataclass(frozen=True, slots=True)
class Bars:
    """A department with the lengths of its two bars, of at most HALF."""

    gain: Tally
    lost: float
    gained: float


def _bars(moved: Sequence[Tally]) -> Iterator[Bars]:
    longest = max((max(it.lost, it.gained) for it in moved), default=0) or 1
    for it in moved:
        if it.is_change:
            lengths = (round(HALF * count / longest, 1) for count in (it.lost, it.gained))
            yield Bars(it, *lengths)


# --- filters


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the lists of the filter offer."""

    kinds: tuple[Choice, ...]
    aspects: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    reviews: int


def _choices(changes: Changes, old: Document, new: Document, moved: Sequence[Tally]) -> _Choices:
    kinds = Counter(pair.kind for pair in changes.pairs)
    aspects = Counter(mark for pair in changes.pairs for mark in _marks(pair))
    names, close = names_over_years(changes.pairs), _close(changes.review)
    named = Counter(name for pair in changes.pairs for name in _departments(pair, old, new, names))
    return _Choices(
        kinds=tuple(
            Choice(kind, in_chinese("kinds", kind), kinds[kind]) for kind in get_args(Kind)
        ),
        aspects=tuple(
            Choice(mark, word, aspects[mark])
            for mark, word in {**WEIGHTS, **words()["aspects"]}.items()
            if aspects[mark]
        ),
        departments=tuple(
            Choice(str(place), it.name, named[it.name]) for place, it in enumerate(moved)
        ),
        reviews=sum(close.is_of(pair) for pair in changes.pairs),
    )


def _marks(pair: Pair) -> tuple[str, ...]:
    """What a changed pair is found by: its aspects, and whether it has another than its number."""
    if pair.kind != "changed":
        return ()
    is_only = set(pair.aspects) == {"renumbered"}
    return (*pair.aspects, "renumbered_only" if is_only else "more_than_renumbered")


def _departments(
    pair: Pair, old: Document, new: Document, names: Mapping[str, str]
) -> dict[str, None]:
    """The departments of a pair in either year."""
    tasks = task_of(old, pair.old_ledger, pair.old), task_of(new, pair.new_ledger, pair.new)
    parties = (party for task in tasks if task for party in task.responsibility.parties)
    return dict.fromkeys(names.get(party.name, party.name) for party in parties)


# --- close calls


@dataclass(frozen=True, slots=True)
class _Close:
    """The tasks of both years that are in a close call."""

    old: frozenset[tuple[int, int]]
    new: frozenset[tuple[int, int]]

    def is_of(self, pair: Pair) -> bool:
        """Is one of the pair's tasks in a close call?"""
        return (pair.old_ledger, pair.old) in self.old or (pair.new_ledger, pair.new) in self.new


def _close(reviews: Sequence[Review]) -> _Close:
    return _Close(
        frozenset((it.old_ledger, it.old) for it in reviews),
        frozenset((it.new_ledger, it.new) for it in reviews),
    )


def _reviews(changes: Changes, old: Document, new: Document) -> Iterator[Call]:
    by_old = {(it.old_ledger, it.old): place for place, it in enumerate(changes.pairs, 1)}
    by_new = {(it.new_ledger, it.new): place for place, it in enumerate(changes.pairs, 1)}
    names = _year_names(changes.old, changes.new)
    sides = {"old": (names[0], old, by_old), "new": (names[1], new, by_new)}
    for it in changes.review:
        before, after = task_of(old, it.old_ledger, it.old), task_of(new, it.new_ledger, it.new)
        here, there = by_old[it.old_ledger, it.old], by_new[it.new_ledger, it.new]
        yield Call(
            old=task_place(old, it.old_ledger, before),
            old_row=here,
            old_text=gist(before),
            new=task_place(new, it.new_ledger, after),
            new_row=there,
            new_text=gist(after),
            doubt=in_chinese("doubts", it.doubt),
            rival=None if it.rival_side is None else _rival(it, *sides[it.rival_side]),
            score=f"{it.score:.2f}",
            reason=reason_text(changes.pairs[here - 1]) if here == there else "",
        )


def _rival(
    call: Review, name: str, document: Document, rows: Mapping[tuple[int | None, int | None], int]
) -> Rival:
    task = task_of(document, call.rival_ledger, call.rival)
    place = task_place(document, call.rival_ledger, task)
    return Rival(name + place, rows[call.rival_ledger, call.rival], gist(task))


# --- pairs


@dataclass(frozen=True, slots=True)
class _Shown:
    """A pair as the page shows it."""

    number: int
    kind: Kind
    word: str
    aspects: tuple[tuple[Aspect, str], ...]
    marks: str
    departments: str
    is_close: bool
    old: str
    new: str
    score: str
    reason: str
    rows: tuple[FieldRow, ...]
    parties: tuple[PartyChange, ...]
    old_places: tuple[tuple[str, str], ...]
    new_places: tuple[tuple[str, str], ...]


def _shown(
    changes: Changes, old: Document, new: Document, moved: Sequence[Tally]
) -> Iterator[_Shown]:
    numbers = {it.name: place for place, it in enumerate(moved)}
    close, names = _close(changes.review), names_over_years(changes.pairs)
    for number, pair in enumerate(changes.pairs, 1):
        before = task_of(old, pair.old_ledger, pair.old)
        after = task_of(new, pair.new_ledger, pair.new)
        named = _departments(pair, old, new, names)
        yield _Shown(
            number=number,
            kind=pair.kind,
            word=in_chinese("kinds", pair.kind),
            aspects=tuple((it, in_chinese("aspects", it)) for it in pair.aspects),
            marks=" ".join(_marks(pair)),
            departments=" ".join(str(numbers[name]) for name in named),
            is_close=close.is_of(pair),
            old=task_place(old, pair.old_ledger, before),
            new=task_place(new, pair.new_ledger, after),
            score="" if pair.score is None else f"{pair.score:.2f}",
            reason=reason_text(pair),
            rows=field_rows(pair.fields, before, after),
            parties=tuple(party_changes(pair.parties)),
            old_places=places(before),
            new_places=places(after),
        )
