"""The window that a thing is drawn in, from the paths that PDFium says it is clipped by."""

from __future__ import annotations

from pipeline.extract.readers.pdfium.calls import SIZE, Calls
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.matrices import Matrix
from pipeline.extract.readers.windows import Point, Window


class Clips:
    """The windows of the things that a page or a form holds."""

    def __init__(self, calls: Calls, space: Matrix, around: Window, width: float) -> None:
        self._calls = calls
        self._space = space
        self._around = around
        self._width = width
        self._known: dict[tuple[int, ...], Window] = {}

    def window(self, handle: int) -> Window:
        """What is shown where a thing is drawn.

        Things that were drawn under one clipping path share its points, so that each path is
        read once.
        """
        calls = self._calls
        clip = calls.clip(handle)
        count = calls.count_clips(clip) if clip else 0
        if count <= 0:
            return self._around
        first = calls.segment_of_clip
        paths = tuple(first(clip, path, 0) or 0 for path in range(count))
        window = self._known.get(paths)
        if window is None:
            window = self._around
            for path in range(count):
                window = window.narrowed(self._points(clip, path), self._width)
            self._known[paths] = window
        return window

    def _points(self, clip: int, path: int) -> list[Point]:
        """The points of a clipping path on the page as displayed."""
        calls, room = self._calls, self._calls.room
        a, b, c, d, e, f = self._space
        points: list[Point] = []
        for place in range(calls.count_in_clip(clip, path)):
            segment = calls.segment_of_clip(clip, path, place)
            if not segment or not calls.segment_point(segment, room, room + SIZE):
                raise Doubt("a clipping path that cannot be read")
            x, y = calls.floats[:2]
            points.append((a * x + c * y + e, b * x + d * y + f))
        if len(set(points)) < 2:
            raise Doubt("a clipping path without extent")
        return points
