"""From the paths that a page paints to the rules that a reader sees: pure geometry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extract.grid import Rule
from pipeline.page import Box

# A rule may lie on the very edge of what is shown, in points.
EDGE = 1.0
# The path operators that draw a straight line: to a point, and back to the first one.
STRAIGHT_ON = ("l", "h")
# A box thinner than this is a rule, drawn as a filled area.
THIN = 3.0
# And one thinner than this is none.
DRAWN = 0.05
# A line is level (or upright) whose ends differ by no more: rounding, or a matrix that turns the
# page by a hair.
STRAIGHT = 0.1


class Segment(NamedTuple):
    """A straight part of a path, in points from the top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Does it run from left to right, or back?"""
        return abs(self.y1 - self.y0) <= STRAIGHT < abs(self.x1 - self.x0)

    @property
    def is_upright(self) -> bool:
        """Does it run down, or up?"""
        return abs(self.x1 - self.x0) <= STRAIGHT < abs(self.y1 - self.y0)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One path: its extent, its straight parts, and whether its outline is painted.

    The straight parts of a path that is only filled go round it.
    """

    box: Box
    segments: tuple[Segment, ...]
    is_outlined: bool
    is_curved: bool
    is_filled: bool = False

    @property
    def is_rectangle(self) -> bool:
        """Is it what a program drew as a box, whatever operators it took?"""
        straight = all(side.is_level or side.is_upright for side in self.segments)
        return len(self.segments) == 4 and straight and not self.is_curved


def rules(strokes: Iterable[Stroke]) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical rules that paths draw."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    previous: Box | None = None
    for stroke in strokes:
        box = stroke.box
        flat, narrow = box.bottom - box.top <= THIN, box.x1 - box.x0 <= THIN
        if flat:
            horizontal.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
        if narrow:
            vertical.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))
        if flat or narrow:
            continue
        if stroke.is_outlined:
            horizontal += [_rule(s.y0, s.y1, s.x0, s.x1) for s in stroke.segments if s.is_level]
            vertical += [_rule(s.x0, s.x1, s.y0, s.y1) for s in stroke.segments if s.is_upright]
        if stroke.is_rectangle:
            if not stroke.is_outlined:
                sides = _ring(previous, box)
                ys = sides.of(box.top, None, box.bottom, None)
                xs = sides.of(None, box.x0, None, box.x1)
                horizontal += [Rule(y, box.x0, box.x1) for y in ys]
                vertical += [Rule(x, box.top, box.bottom) for x in xs]
            previous = box
    return horizontal, vertical


def fills(strokes: Iterable[Stroke]) -> list[Box]:
    """The boxes that are painted, as behind a header or every other row."""
    return [
        stroke.box
        for stroke in strokes
        if stroke.is_filled
        and stroke.is_rectangle
        and stroke.box.bottom - stroke.box.top > THIN
        and stroke.box.x1 - stroke.box.x0 > THIN
    ]


def _rule(at: float, and_at: float, end: float, other_end: float) -> Rule:
    return Rule((at + and_at) / 2, min(end, other_end), max(end, other_end))


class Sides(NamedTuple):
    """Which sides of a box are drawn."""

    top: bool
    left: bool
    bottom: bool
    right: bool

    def of(self, *coordinates: float | None) -> list[float]:
        """Those of four coordinates whose side is drawn."""
        return [at for drawn, at in zip(self, coordinates, strict=True) if drawn and at is not None]


NO_SIDES = Sides(top=False, left=False, bottom=False, right=False)


def _ring(outer: Box | None, box: Box) -> Sides:
    """The sides of a border that is painted as the area between two filled boxes.

    One lies just inside the other; where they lie on each other, the border is open.
    """
    if outer is None:
        return NO_SIDES
    gaps = (
        box.top - outer.top,
        box.x0 - outer.x0,
        outer.bottom - box.bottom,
        outer.x1 - box.x1,
    )  # fmt: skip  (four sides in one row)
    within = all(-DRAWN <= gap <= THIN for gap in gaps)
    around = all(-THIN <= gap <= DRAWN for gap in gaps)
    return Sides(*(abs(gap) > DRAWN for gap in gaps)) if within or around else NO_SIDES
