"""The pairs of two years in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.changes import Pair, Summary
from pipeline.compare.aspects import Comparison
from pipeline.compare.likeness import Likeness
from pipeline.compare.matching import Matching
from pipeline.compare.placed import Placed
from pipeline.compare.reasons import evidence, reason, reason_alone


@dataclass(frozen=True, slots=True)
class Matched:
    """The tasks of both years, what speaks for each two of them, and which are one."""

    old: tuple[Placed, ...]
    new: tuple[Placed, ...]
    signs: Likeness
    matching: Matching


def paired(tasks: Matched, comparison: Comparison) -> Iterator[Pair]:
    """Every task once, in the new order; removed ones after the task that they stood behind."""
    origins = tasks.matching.new
    yield from _removed_from(0, tasks, comparison)
    for place in range(len(tasks.new)):
        if place in origins:
            yield _pair(origins[place], place, tasks, comparison)
            yield from _removed_from(origins[place] + 1, tasks, comparison)
        else:
            yield _added(place, tasks, comparison)


def summary(pairs: tuple[Pair, ...]) -> Summary:
    """How many there are of each kind."""
    kinds = [pair.kind for pair in pairs]
    return Summary(
        unchanged=kinds.count("unchanged"),
        changed=kinds.count("changed"),
        added=kinds.count("added"),
        removed=kinds.count("removed"),
        renumbered_only=sum(pair.aspects == ("renumbered",) for pair in pairs),
    )


def _removed_from(place: int, tasks: Matched, comparison: Comparison) -> Iterator[Pair]:
    """The old tasks without a pair that stand there, one after the other."""
    while place < len(tasks.old) and place not in tasks.matching.old:
        yield _removed(place, tasks, comparison)
        place += 1


def _pair(here: int, there: int, tasks: Matched, comparison: Comparison) -> Pair:
    old, new = tasks.old[here], tasks.new[there]
    compared = comparison.of(old, new)
    signs = evidence(tasks.signs, tasks.matching, here, there)
    return Pair(
        kind="changed" if compared.aspects else "unchanged",
        old_ledger=old.ledger,
        old=old.task.sequence,
        new_ledger=new.ledger,
        new=new.task.sequence,
        score=tasks.matching.score_of(here, there),
        reason=reason(signs),
        aspects=compared.aspects,
        fields=compared.fields,
        parties=compared.parties,
        evidence=signs,
    )


def _added(place: int, tasks: Matched, comparison: Comparison) -> Pair:
    nearest = tasks.matching.score[:, place].max(initial=0)
    return _single(tasks.new[place], float(nearest), comparison, is_new=True)


def _removed(place: int, tasks: Matched, comparison: Comparison) -> Pair:
    nearest = tasks.matching.score[place].max(initial=0)
    return _single(tasks.old[place], float(nearest), comparison, is_new=False)


def _single(one: Placed, nearest: float, comparison: Comparison, *, is_new: bool) -> Pair:
    """A task that one year alone has; `nearest` is the best score with any of the other year."""
    compared = comparison.of_one(one.task, is_new=is_new)
    place = one.ledger, one.task.sequence
    old_ledger, old = (None, None) if is_new else place
    new_ledger, new = place if is_new else (None, None)
    return Pair(
        kind="added" if is_new else "removed",
        old_ledger=old_ledger,
        old=old,
        new_ledger=new_ledger,
        new=new,
        score=None,
        reason=reason_alone(nearest, is_new=is_new),
        aspects=(),
        fields=compared.fields,
        parties=compared.parties,
        evidence=None,
    )
