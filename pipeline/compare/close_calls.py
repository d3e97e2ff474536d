"""The close calls: pairs, and tasks without one, at which a person should look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.changes import Doubt
from pipeline.compare.likeness import Likeness
from pipeline.compare.matching import THRESHOLD, Matching
from pipeline.compare.placed import Placed


@dataclass(frozen=True, slots=True)
class Close:
    """A close call between an old and a new task, and why it is one."""

    old: int
    new: int
    doubt: Doubt
    rival: int | None = None


def close_calls(
    old: Sequence[Placed], new: Sequence[Placed], matching: Matching, signs: Likeness
) -> tuple[Close, ...]:
    """The pairs that a person should look at, by the old task and then the new one."""
    found = (
        *_weak(old, new, matching),
        *_rivals(old, new, matching),
        *_parts(old, new, matching, signs),
        *_below(old, new, matching),
    )
    seen: dict[tuple[int, int], Close] = {}
    for close in found:
        seen.setdefault((close.old, close.new), close)
    return tuple(seen[place] for place in sorted(seen))


def _weak(old: Sequence[Placed], new: Sequence[Placed], matching: Matching) -> list[Close]:
    return [
        Close(here, there, "weak")
        for here, there in matching.pairs
        if matching.score[here, there] < _SURE and old[here].text != new[there].text
    ]


def _rivals(old: Sequence[Placed], new: Sequence[Placed], matching: Matching) -> list[Close]:
    """Pairs that would be nearly as good with another task in the place of one of theirs.

    Where the other task has a pair of its own, both pairs are exchanged and counted together.
    """
    import numpy as np

    if not matching.pairs:
        return []
    score = matching.score
    found = []
    taken_old, taken_new = matching.old, matching.new
    for here, there in matching.pairs:
        if old[here].text == new[there].text:
            continue
        own = score[here, there]
        for other in np.flatnonzero(score[here] >= max(own - _CLOSE, THRESHOLD)):
            partner = taken_new.get(int(other))
            if partner == here:
                continue
            kept, given = (
                (own, score[here, other])
                if partner is None
                else (own + score[partner, other], score[here, other] + score[partner, there])
            )
            if kept - given < _CLOSE:
                found.append(Close(here, there, "rival", int(other)))
                break
        else:
            for other in np.flatnonzero(score[:, there] >= max(own - _CLOSE, THRESHOLD)):
                if int(other) not in taken_old and own - score[other, there] < _CLOSE:
                    found.append(Close(here, there, "rival"))
                    break
    return found


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
    ]
    merged = [
        Close(here, there, "merged")
        for here, there in product(single_old, matching.new)
        if _is_part(old[here], new[there], old[matching.new[there]], signs.held[here, there])
    ]
    return split + merged


def _is_part(part: Placed, whole: Placed, pair: Placed, held: float) -> bool:
    """Was `part` in `whole`, and is it no more in what `whole` is paired with?"""
    if held < _HELD or not _SHORTEST <= len(part.text) < len(whole.text):
        return False
    pieces = [piece for piece in _pieces(part.text) if len(piece) >= _SHORTEST]
    return any(piece in whole.text and piece not in pair.text for piece in pieces)


def _pieces(text: str) -> list[str]:
    """The clauses of a text."""
    for mark in "。；;,":
        text = text.replace(mark, "\n")
    return text.split("\n")


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
_CLOSE = 0.05
# So far below the threshold, two tasks without a pair are shown to a person.
_NEARLY = 0.1
# A task is a part of another that has so much of its words.
_HELD = 0.75
_SHORTEST = 8
