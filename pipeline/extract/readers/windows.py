"""What is shown of a page where paths clip what is drawn after them (ISO 32000-1, 8.5.4).

Spreadsheets print a merged cell over a page break whole on both pages, each time clipped at the
page's edge: what the file holds there stands twice, and outside of its table. A clipping path
counts as the box around it, so that nothing is left out which a path of another form may show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.extract.strokes import EDGE

# A path at least as wide, in widths of the page, is the frame of all its text: a table that is too
# wide for it runs on into the margin, and nothing of that stands on another page.
FRAME = 0.6

Point = tuple[float, float]


class Hidden(NamedTuple):
    """Text of one line that is clipped off; `is_cut`: the rest of the line is shown."""

    text: str
    is_cut: bool


class Window(NamedTuple):
    """The part of a page that is shown, in points; whichever way its heights are counted."""

    x0: float
    y0: float
    x1: float
    y1: float

    def shows(self, point: Point, edge: float = 0.0) -> bool:
        """Does a point lie in it, or no further than `edge` from it?"""
        x, y = point
        return self.x0 - edge <= x <= self.x1 + edge and self.y0 - edge <= y <= self.y1 + edge

    def narrowed(self, points: Sequence[Point], page_width: float) -> Window:
        """What is left of it within the box around some points.

        Only its heights are narrowed by the frame of a page's text.
        """
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Window(
            max(self.x0, min(xs)),
            max(self.y0, min(ys)),
            min(self.x1, max(xs)),
            min(self.y1, max(ys)),
        )  # fmt: skip  (a corner a line)
        is_frame = box.x1 - box.x0 >= FRAME * page_width
        return box._replace(x0=self.x0, x1=self.x1) if is_frame else box

    def nearest(self, point: Point) -> Point:
        """The point in it that is nearest to another."""
        x, y = point
        return min(max(x, self.x0), self.x1), min(max(y, self.y0), self.y1)

    def reaches(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Is any of an area shown?"""
        return (
            x0 <= self.x1 + EDGE
            and x1 >= self.x0 - EDGE
            and y0 <= self.y1 + EDGE
            and y1 >= self.y0 - EDGE
        )

    def side(self, start: Point, end: Point) -> tuple[Point, Point] | None:
        """What is shown of one side of an outline, if it is level or upright."""
        first, last = self.nearest(start), self.nearest(end)
        level = abs(end[1] - start[1]) < EDGE and abs(first[1] - start[1]) <= EDGE
        upright = abs(end[0] - start[0]) < EDGE and abs(first[0] - start[0]) <= EDGE
        return (first, last) if (level or upright) and first != last else None


EVERYTHING = Window(float("-inf"), float("-inf"), float("inf"), float("inf"))


class Unshown(NamedTuple):
    """Text of one line that lies outside of the window that it was drawn in."""

    window: Window
    level: float
    text: str


def cut_off(unshown: Iterable[Unshown], shown: Sequence[Point]) -> Iterator[Hidden]:
    """The text that is clipped off where other text is shown, of which `shown` are the middles.

    Without that of which the clipping path shows nothing at all: it is not meant to be seen.
    """
    for window, level, text in unshown:
        beside = [y for x, y in shown if window.shows((x, y))]
        if beside:
            yield Hidden(text, any(abs(y - level) < EDGE for y in beside))
