"""Rows across the table: which tasks does each head?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.rebuild.sense import label_ordinal, same_text
from pipeline.rebuild.strips import Held, Strip
from pipeline.table import Value

# From the outermost in, as GB/T 9704-2012 orders the levels.
LEVELS = ("chapter", "han", "han_bracket")


@dataclass(frozen=True, slots=True)
class Banner:
    """A row across the table and the rows of the table that it heads, from 0.

    `depth` is its level, 0 the outermost, and `reason` says why. `own` are the rows that stand
    under it, whatever a person decided. `repeats` are rows in which a later page prints it again.
    """

    held: Held
    depth: int
    reason: str
    value: Value
    own: tuple[int, ...]
    rows: tuple[int, ...]
    repeats: tuple[Held, ...] = ()

    @property
    def text(self) -> str:
        """What it shows, clean."""
        return self.held.text


def banners_of(strips: tuple[Strip, ...], row_of: Mapping[int, int]) -> tuple[Banner, ...]:
    """All rows across the table, from the top."""
    made: list[_Draft] = []
    over: list[_Draft] = []
    is_adjacent = False
    for strip in strips:
        if strip.banner is not None and strip.banner.is_blank:
            continue  # an empty row across the table is no heading
        if strip.banner is not None:
            printed = next((d for d in over if same_text(d.held.text, strip.banner.text)), None)
            if strip.begins_part and printed is not None:
                printed.repeats.append(strip.banner)
                continue
            draft = _Draft(strip.banner, *_depth(strip.banner, over, is_adjacent=is_adjacent))
            over = [*(other for other in over if other.depth < draft.depth), draft]
            made.append(draft)
            is_adjacent = True
        elif strip.index in row_of:
            is_adjacent = False
            for draft in over:
                draft.rows[row_of[strip.index]] = None
    return tuple(draft.banner() for draft in made)


def over_rows(banners: tuple[Banner, ...], count: int) -> list[tuple[Value, ...]]:
    """For each of `count` rows what stands over it, outermost first."""
    by_depth = sorted(banners, key=lambda banner: banner.depth)
    return [tuple(_over(row, by_depth)) for row in range(count)]


def _over(row: int, banners: list[Banner]) -> Iterator[Value]:
    return (banner.value for banner in banners if row in banner.rows)


class _Draft:
    """A banner in the making."""

    def __init__(self, held: Held, depth: int, reason: str) -> None:
        self.held = held
        self.depth = depth
        self.reason = reason
        self.rows: dict[int, None] = {}
        self.repeats: list[Held] = []

    def banner(self) -> Banner:
        rows = tuple(self.rows)
        value = Value(self.held.block.cell.lines)
        return Banner(self.held, self.depth, self.reason, value, rows, rows, tuple(self.repeats))


def _depth(held: Held, over: list[_Draft], *, is_adjacent: bool) -> tuple[int, str]:
    """How far in a banner stands, and why: by its label's style, else by the one just above."""
    label = label_ordinal(held.text)
    if label is not None:
        return LEVELS.index(label[0]), "labels of this style stand at this level"
    if not over:
        return 0, "it has no label, and none stands over it"
    above = over[-1]
    if is_adjacent:
        return (
            above.depth + 1,
            f"it has no label, and no task stands between it and {above.held.text}",
        )
    return above.depth, f"it has no label, and takes the place of {above.held.text}"
