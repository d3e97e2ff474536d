"""From a path as a page paints it to the strokes that are shown of it: pure geometry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.readers.windows import Point, Window
from pipeline.extract.strokes import STRAIGHT_ON, Segment, Stroke
from pipeline.page import Box

# An operator of a path (m, l, c, v, y, h) and where it leads; h, back to the start, has no point.
Piece = tuple[str, Point | None]


def stroke_of(box: Box, pieces: Iterable[Piece], *, is_outlined: bool, is_filled: bool) -> Stroke:
    """One path that begins once, with the box around it."""
    segments: list[Segment] = []
    is_curved = False
    first = here = (box.x0, box.top)
    for operator, point in pieces:
        there = first if point is None else point
        if operator == "m":
            first = there
        elif operator in STRAIGHT_ON:
            segments.append(Segment(*here, *there))
        else:
            is_curved = True
        here = there
    if not is_outlined:
        # What is filled is closed, whether the path says so or not.
        segments.append(Segment(*here, *first))
    return Stroke(
        box=box,
        segments=tuple(segment for segment in segments if segment[:2] != segment[2:]),
        is_outlined=is_outlined,
        is_filled=is_filled,
        is_curved=is_curved,
    )


def shown_of(stroke: Stroke, pieces: Sequence[Piece], window: Window) -> Iterator[Stroke]:
    """What a window shows of a path: of an outline its sides, of an area what is left of it."""
    box = stroke.box
    if window.shows((box.x0, box.top)) and window.shows((box.x1, box.bottom)):
        yield stroke
    elif stroke.is_outlined:
        for start, end in sides(pieces):
            near = window.side(start, end)
            if near is not None:
                ends: list[Piece] = [("m", near[0]), ("l", near[1])]
                yield stroke_of(around_points(near), ends, is_outlined=True, is_filled=False)
    elif window.reaches(box.x0, box.top, box.x1, box.bottom):
        left = [(op, None if point is None else window.nearest(point)) for op, point in pieces]
        x0, top = window.nearest((box.x0, box.top))
        x1, bottom = window.nearest((box.x1, box.bottom))
        yield stroke_of(
            Box(x0, top, x1, bottom), left, is_outlined=False, is_filled=stroke.is_filled
        )


def sides(pieces: Iterable[Piece]) -> Iterator[tuple[Point, Point]]:
    """The straight parts of a path."""
    first = here = (0.0, 0.0)
    for operator, point in pieces:
        there = first if point is None else point
        if operator == "m":
            first = there
        elif operator in STRAIGHT_ON:
            yield here, there
        here = there


def around_points(points: Iterable[Point]) -> Box:
    """The box around some points; there must be one."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))
