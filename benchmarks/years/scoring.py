"""What a program says of a pair of years beside what is true of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from benchmarks.years.nouns import Case, Place, Truth
from pipeline.changes import Changes, Pair
from pipeline.model import Task

Joined = frozenset[tuple[Place, Place]]
"""The tasks that were said to be one, old beside new."""


@dataclass(slots=True)
class Count:
    """Right ones, wrong ones and missed ones."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, said: frozenset[object], true: frozenset[object]) -> None:
        """Count what was said beside what is true."""
        self.right += len(said & true)
        self.wrong += len(said - true)
        self.missed += len(true - said)

    @property
    def precision(self) -> float:
        """Of what was said, the right share; 1 where nothing was said."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of what is true, the share that was said; 1 where there is nothing."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(slots=True)
class Score:
    """Counts over some cases.

    `aspects` and `parties` are counted of the pairs that are right, so that a wrong pair is
    counted once; `strictly` counts aspects of wrong and missed pairs as well.
    """

    cases: int = 0
    pairs: Count = field(default_factory=Count)
    aspects: Count = field(default_factory=Count)
    strictly: Count = field(default_factory=Count)
    parties: Count = field(default_factory=Count)
    silent_wrong: int = 0
    silent_missed: int = 0
    reviews: int = 0
    tasks: int = 0
    unsaid: int = 0
    misses: list[str] = field(default_factory=list)


def judged(case: Case, changes: Changes, score: Score) -> None:
    """Count a case."""
    truth = case.truth
    pairs = {_places(pair): pair for pair in changes.pairs if pair.old and pair.new}
    said, true = joined_counted(truth, pairs), true_pairs(truth)
    score.cases += 1
    score.tasks += changes.new.tasks + changes.old.tasks
    score.unsaid += len(truth.unsaid_old) + len(truth.unsaid_new)
    score.reviews += len(changes.review)
    score.pairs.add(frozenset(said), frozenset(true))
    _count_fields(case, pairs, said & true, score)
    _count_strictly(case, pairs, said, score)
    in_review = {("old", r.old_ledger, r.old) for r in changes.review}
    in_review |= {("new", r.new_ledger, r.new) for r in changes.review}

    def silent(pair: tuple[Place, Place]) -> bool:
        return not {("old", *pair[0]), ("new", *pair[1])} & in_review

    score.silent_wrong += sum(silent(pair) for pair in said - true)
    score.silent_missed += sum(silent(pair) for pair in true - said)
    score.misses += _told(case, said, true, silent)


def true_pairs(truth: Truth) -> Joined:
    """The pairs that count."""
    return joined_counted(truth, ((match.old, match.new) for match in truth.matches))


def joined_counted(truth: Truth, pairs: Iterable[tuple[Place, Place]]) -> Joined:
    """The pairs without those of tasks of which nobody could say what became of them."""
    return frozenset(
        (old, new)
        for old, new in pairs
        if old not in truth.unsaid_old and new not in truth.unsaid_new
    )


def _places(pair: Pair) -> tuple[Place, Place]:
    return (pair.old_ledger or 0, pair.old or 0), (pair.new_ledger or 0, pair.new or 0)


def _count_fields(
    case: Case, pairs: dict[tuple[Place, Place], Pair], right: Joined, score: Score
) -> None:
    for match in case.truth.matches:
        place = (match.old, match.new)
        if place not in right:
            continue
        pair = pairs[place]
        said = frozenset(pair.aspects) - match.undecided
        score.aspects.add(frozenset(said), frozenset(match.aspects))
        parties = pair.parties
        said_parties = (
            {("added", name) for name in parties.added}
            | {("removed", name) for name in parties.removed}
            | {("role", change.name) for change in parties.role_changed}
        )
        true_parties = (
            {("added", name) for name in match.parties_added}
            | {("removed", name) for name in match.parties_removed}
            | {("role", name) for name in match.roles_changed}
        )
        score.parties.add(frozenset(said_parties), frozenset(true_parties))
        if said != match.aspects:
            more, less = sorted(said - match.aspects), sorted(match.aspects - said)
            score.misses.append(
                f"{case.name}: {_where(place)} aspects too many {more}, missing {less}\n"
                f"  {_both(case, place)}"
            )
        elif said_parties != true_parties:
            score.misses.append(
                f"{case.name}: {_where(place)} parties {sorted(said_parties)}, "
                f"in truth {sorted(true_parties)}\n  {_both(case, place)}"
            )


def _count_strictly(
    case: Case, pairs: dict[tuple[Place, Place], Pair], said: Joined, score: Score
) -> None:
    truths = {(match.old, match.new): match for match in case.truth.matches}
    open_ones = {place: match.undecided for place, match in truths.items()}
    stated = frozenset(
        (place, aspect)
        for place in said
        for aspect in pairs[place].aspects
        if aspect not in open_ones.get(place, frozenset())
    )
    true = frozenset(
        (place, aspect) for place in true_pairs(case.truth) for aspect in truths[place].aspects
    )
    score.strictly.add(frozenset(stated), frozenset(true))


def _told(
    case: Case, said: Joined, true: Joined, silent: Callable[[tuple[Place, Place]], bool]
) -> list[str]:
    """Each wrong and each missed pair, with what the tasks say."""
    told = []
    for word, those in (("wrong pair", said - true), ("missed pair", true - said)):
        for place in sorted(those):
            quiet = " in silence" if silent(place) else ""
            told.append(f"{case.name}: {word}{quiet} {_where(place)}\n  {_both(case, place)}")
    return told


def _where(place: tuple[Place, Place]) -> str:
    (old_ledger, old), (new_ledger, new) = place
    return f"{old_ledger}.{old} -> {new_ledger}.{new}"


def _both(case: Case, place: tuple[Place, Place]) -> str:
    old = case.old.ledgers[place[0][0] - 1].tasks[place[0][1] - 1]
    new = case.new.ledgers[place[1][0] - 1].tasks[place[1][1] - 1]

    def said(task: Task) -> str:
        outline = " / ".join(heading.title for heading in task.outline)
        return (
            f"{task.number or ''} [{outline}] {task.title or ''} | {task.requirement} | "
            f"{task.responsibility.text} | {task.deadline.text}"
        )

    return f"- {said(old)}\n  + {said(new)}"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
