"""The paths of a page as PDFium gives them, made into strokes as pdfplumber's are."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from pipeline.extract.readers.paths import Piece, around_points, shown_of, stroke_of
from pipeline.extract.readers.pdfium.calls import (
    BEZIER_TO,
    LINE_TO,
    MOVE_TO,
    ROOM,
    SIZE,
    Calls,
)
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.matrices import then
from pipeline.extract.readers.pdfium.objects import Drawn, matrix_of
from pipeline.extract.strokes import Stroke

# The points of a curve: two that bend it, and its end.
POINTS_OF_A_CURVE = 3


class Strokes:
    """The strokes of a page, as they are collected: lines, then boxes, then all others.

    A border that is painted as the area between two boxes is told from their order.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._lines: list[Stroke] = []
        self._boxes: list[Stroke] = []
        self._others: list[Stroke] = []

    def all(self) -> list[Stroke]:
        """The strokes in the order that they are read in."""
        return [*self._lines, *self._boxes, *self._others]

    def add(self, drawn: Drawn) -> None:
        """What is shown of one path."""
        calls, handle = self._calls, drawn.handle
        room = calls.whole_room
        if not calls.draw_mode(handle, room, room + SIZE):
            raise Doubt("a path that cannot be read")
        fill, stroke = calls.whole[:2]
        if not fill and not stroke:
            return
        for pieces in _parts(calls, drawn):
            self._put(pieces, drawn, is_outlined=bool(stroke), is_filled=bool(fill))

    def _put(
        self, pieces: list[Piece], drawn: Drawn, *, is_outlined: bool, is_filled: bool
    ) -> None:
        shape = "".join(operator for operator, _ in pieces)
        first = pieces[0][1]
        if len(shape) > 3 and shape.endswith("lh") and pieces[-2][1] == first:
            shape = shape[:-2] + "h"
        box = around_points(point for _, point in pieces if point is not None)
        if not isfinite(box.x0 + box.top + box.x1 + box.bottom):
            raise Doubt("a path of an extent that cannot be counted")
        stroke = stroke_of(box, pieces, is_outlined=is_outlined, is_filled=is_filled)
        kind = self._others
        if shape in ("ml", "mlh"):
            kind = self._lines
        elif shape in ("mlllh", "mllll") and _is_box(pieces):
            kind = self._boxes
        for shown in shown_of(stroke, pieces, drawn.window):
            (kind if shown is stroke or not is_outlined else self._lines).append(shown)


def _parts(calls: Calls, drawn: Drawn) -> Iterator[list[Piece]]:
    """The parts of a path that each begin anew, with their points on the page as displayed."""
    a, b, c, d, e, f = then(matrix_of(calls, drawn.handle), drawn.space)
    pieces: list[Piece] = []
    bends = 0
    for segment, x, y in _segments(calls, drawn.handle):
        kind = calls.segment_kind(segment)
        point = (a * x + c * y + e, b * x + d * y + f)
        if kind == MOVE_TO:
            if len(pieces) > 1:
                yield pieces
            pieces = [("m", point)]
        elif not pieces or kind not in (LINE_TO, BEZIER_TO):
            raise Doubt("a path that begins nowhere, or of no known kind")
        elif kind == LINE_TO:
            pieces.append(("l", point))
        else:
            bends = (bends + 1) % POINTS_OF_A_CURVE
            if not bends:
                pieces.append(("c", point))
        if calls.segment_closes(segment):
            pieces.append(("h", None))
    if len(pieces) > 1:
        yield pieces


def _segments(calls: Calls, handle: int) -> Iterator[tuple[int, float, float]]:
    """The segments of a path, each with its point in the path's own space."""
    count, room = calls.count_segments(handle), calls.room
    if not 0 < count <= ROOM // 2:
        raise Doubt("a path of no or very many points")
    segment_at, point_of = calls.segment_at, calls.segment_point
    segments: list[int] = []
    for place in range(count):
        segment = segment_at(handle, place)
        if not segment or not point_of(segment, room, room + SIZE):
            raise Doubt("a path that cannot be read")
        room += 2 * SIZE
        segments.append(segment)
    numbers = calls.floats[: 2 * count]
    return zip(segments, numbers[::2], numbers[1::2], strict=True)


def _is_box(pieces: list[Piece]) -> bool:
    """Do four sides, each level or upright, come back to where they began?"""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (point for _, point in pieces[:4] if point is not None)
    last = pieces[4][1]
    is_closed = last is None or last == (x0, y0)
    return is_closed and (
        (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0)
        or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
    )
