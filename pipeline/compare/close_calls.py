"""The close calls: pairs, and tasks without one, at which a person should look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.changes import Doubt
from pipeline.compare.likeness import Likeness, clauses
from pipeline.compare.matching import THRESHOLD, Matching
from pipeline.compare.measures import ratio
from pipeline.compare.placed import Placed


@dataclass(frozen=True, slots=True)
class Close:
    """A close call between an old and a new task, and why it is one.

    `rival` is the pair that might stand instead, of one of these tasks and another one.
    """

    old: int
    new: int
    doubt: Doubt
    rival: tuple[int, int] | None = None


def close_calls(
    old: Sequence[Placed], new: Sequence[Placed], matching: Matching, signs: Likeness
) -> tuple[Close, ...]:
    """The pairs that a person should look at, by the old task and then the new one."""
    parts = _parts(old, new, matching, signs)
    found = (
        *parts,
        *_rivals(old, new, matching, {(part.old, part.new) for part in parts}),
        *_weak(old, new, matching, signs),
        *_below(old, new, matching),
    )
    seen: dict[tuple[int, int], Close] = {}
    for close in found:
        seen.setdefault((close.old, close.new), close)
    return tuple(seen[place] for place in sorted(seen))


def _weak(
    old: Sequence[Placed], new: Sequence[Placed], matching: Matching, signs: Likeness
) -> list[Close]:
    """Reworded tasks that are hardly alike; more is asked where no department is the same."""
    return [
        Close(here, there, "weak")
        for here, there in matching.pairs
        if old[here].text != new[there].text
        and matching.score[here, there]
        < (_SURE_OF_OTHERS if signs.responsibility[here, there] == 0 else _SURE)
    ]


def _rivals(
    old: Sequence[Placed], new: Sequence[Placed], matching: Matching, parts: set[tuple[int, int]]
) -> Iterator[Close]:
    """Pairs that would be nearly as good with another task in the place of one of theirs."""
    for here, there in matching.pairs:
        if old[here].text != new[there].text:
            found = next((r for r in _exchanges(here, there, matching) if r not in parts), None)
            if found is not None:
                yield Close(here, there, "rival", found)


def _exchanges(here: int, there: int, matching: Matching) -> Iterator[tuple[int, int]]:
    """The pairs that might stand instead of this one, with hardly a lower score.

    Where the other task has a pair of its own, both pairs are exchanged and counted together.
    """
    import numpy as np

    score, partners = matching.score, matching.new
    own = score[here, there]
    for other in map(int, np.flatnonzero(score[here] >= max(own - 2 * _CLOSE, THRESHOLD))):
        partner = partners.get(other)
        kept, given = own, score[here, other]
        if partner is not None:
            kept, given = kept + score[partner, other], given + score[partner, there]
        if other != there and kept - given < _CLOSE:
            yield here, other
    taken = matching.old
    for other in map(int, np.flatnonzero(score[:, there] >= max(own - _CLOSE, THRESHOLD))):
        if other not in taken:
            yield other, there


def _parts(
    old: Sequence[Placed], new: Sequence[Placed], matching: Matching, signs: Likeness
) -> list[Close]:
    """Tasks without a pair that are held by a task with one: split off it, or merged into it."""
    single_old = [place for place in range(len(old)) if place not in matching.old]
    single_new = [place for place in range(len(new)) if place not in matching.new]
    split = [
        Close(here, there, "split")
        for here, there in product(matching.old, single_new)
        if _is_part(new[there], old[here], new[matching.old[here]], signs.held[here, there])
        or _is_part_anew(
            new[there], old[here], new[matching.old[here]], matching.score[here, there]
        )
    ]
    merged = [
        Close(here, there, "merged")
        for here, there in product(single_old, matching.new)
        if _is_part(old[here], new[there], old[matching.new[there]], signs.held[here, there])
        or _is_part_anew(
            old[here], new[there], old[matching.new[there]], matching.score[here, there]
        )
    ]
    return split + merged


def _is_part(part: Placed, whole: Placed, pair: Placed, held: float) -> bool:
    """Was `part` in `whole`, and is it no more in what `whole` is paired with?"""
    if held < _HELD or not _SHORTEST <= len(part.text) < len(whole.text):
        return False
    pieces = [piece for piece in clauses(part.text) if len(piece) >= _SHORTEST]
    return any(piece in whole.text and piece not in pair.text for piece in pieces)


def _is_part_anew(part: Placed, whole: Placed, pair: Placed, score: float) -> bool:
    """The same of a part worded anew, which would be the pair if there were not the other one.

    Most of it is like clauses of `whole`, and like none of what `whole` is paired with.
    """
    if score < THRESHOLD or not _SHORTEST <= len(part.text) < len(whole.text):
        return False
    said, still = clauses(whole.text), clauses(pair.text)
    anew = [
        piece
        for piece in clauses(part.text)
        if _is_near(piece, said) and not _is_near(piece, still)
    ]
    return 2 * sum(map(len, anew)) > len(part.text)


def _is_near(piece: str, others: Sequence[str]) -> bool:
    """Is it one of the others, perhaps worded anew?"""
    return any(ratio(piece, other) >= _NEAR for other in others)


def _below(old: Sequence[Placed], new: Sequence[Placed], matching: Matching) -> list[Close]:
    """Tasks without a pair that nearly were one: of each, the nearest only."""
    import numpy as np

    single_old = [place for place in range(len(old)) if place not in matching.old]
    single_new = [place for place in range(len(new)) if place not in matching.new]
    if not single_old or not single_new:
        return []
    part = matching.score[np.ix_(single_old, single_new)]
    return [
        Close(single_old[int(row)], single_new[int(column)], "below")
        for row, column in np.argwhere(part >= THRESHOLD - _NEARLY)
        if part[row, column] == part[row].max() == part[:, column].max()
    ]


# A pair with less is looked at, and so is one that another comes this near.
_SURE = 0.62
_SURE_OF_OTHERS = 0.8
_CLOSE = 0.05
# So far below the threshold, two tasks without a pair are shown to a person.
_NEARLY = 0.1
# A task is a part of another that has so much of its words.
_HELD = 0.75
_SHORTEST = 8
# So like each other two clauses may be one worded anew.
_NEAR = 0.55
