"""The rules of a table that the press prints, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.corpus.nouns import Cell
from benchmarks.corpus.style import Style


@dataclass(slots=True)
class Part:
    """What one page shows of a row: where it lies on the page, and how many lines it takes."""

    page: int
    top: float
    height: float


@dataclass(slots=True)
class Laid:
    """A cell with its lines, and the parts of the pages that it lies on."""

    cell: Cell
    row: int
    column: int
    lines: list[str]
    parts: list[Part] = field(default_factory=list)
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table stands: the page's canvas and height, its columns, and how it is ruled."""

    canvas: Any
    height: float
    lefts: Sequence[float]
    widths: Sequence[float]
    style: Style


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of the part of a table that one page shows."""

    frame: Frame
    page: int
    cells: Sequence[Laid]

    def draw(self) -> None:
        """Draw them, as the style wants it."""
        style, canvas = self.frame.style, self.frame.canvas
        canvas.setLineWidth(0.6)
        canvas.setDash([1, 1.5] if style.rules == "dotted" else [])
        sides = [side for laid in self.cells for side in self._sides(laid)]
        kept = [side for side in dict.fromkeys(sides) if self._is_wanted(side)]
        for _ in range(2 if style.rules == "twice" else 1):
            for x0, y0, x1, y1 in kept if style.ink != "lines" else _long(kept):
                self._stroke(x0, y0, x1, y1)
        canvas.setDash([])

    def _stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        canvas, height = self.frame.canvas, self.frame.height
        if self.frame.style.ink == "fills":
            canvas.rect(x0 - 0.3, height - y1 - 0.3, x1 - x0 + 0.6, y1 - y0 + 0.6, 0, 1)
        else:
            canvas.line(x0, height - y0, x1, height - y1)

    def _sides(self, laid: Laid) -> Iterator[tuple[float, float, float, float]]:
        table = self.frame
        x0 = round(table.lefts[laid.column], 2)
        x1 = round(x0 + sum(table.widths[laid.column : laid.column + laid.cell.columns]), 2)
        for index, part in enumerate(laid.parts):
            if part.page != self.page:
                continue
            top, bottom = round(part.top, 2), round(part.top + part.height, 2)
            is_open = table.style.open_edges
            if not (is_open and index > 0):
                yield x0, top, x1, top
            if not (is_open and index + 1 < len(laid.parts)):
                yield x0, bottom, x1, bottom
            yield x0, top, x0, bottom
            yield x1, top, x1, bottom

    def _is_wanted(self, side: tuple[float, float, float, float]) -> bool:
        rules = self.frame.style.rules
        x0, y0, x1, y1 = side
        is_upright = x0 == x1
        if rules in ("none", "stripes"):
            return False
        if rules == "horizontal":
            return not is_upright
        if rules == "head_and_foot":
            return not is_upright and self._is_head_or_foot(y0)
        if rules == "open_sides":
            left = self.frame.lefts[0]
            outer = (left, left + sum(self.frame.widths))
            return not (is_upright and any(abs(x0 - side) < 0.1 for side in outer))
        return y0 != y1 or x0 != x1

    def _is_head_or_foot(self, y: float) -> bool:
        here = [
            (laid, part) for laid in self.cells for part in laid.parts if part.page == self.page
        ]
        heads = [part for laid, part in here if laid.is_header]
        if any(abs(part.top + part.height - y) < 0.1 for part in heads):
            return all(part.top + part.height < y + 0.1 for part in heads)
        ends = [part.top for _, part in here] + [part.top + part.height for _, part in here]
        return abs(y - min(ends)) < 0.1 or abs(y - max(ends)) < 0.1


def _long(
    sides: Iterable[tuple[float, float, float, float]],
) -> list[tuple[float, float, float, float]]:
    """Sides that lie in one line are one rule."""
    joined: list[tuple[float, float, float, float]] = []
    for upright in (False, True):
        lying = sorted(
            (s for s in sides if (s[0] == s[2]) == upright),
            key=lambda s: (s[0], s[1]) if upright else (s[1], s[0]),
        )
        for x0, y0, x1, y1 in lying:
            if joined:
                a0, b0, a1, b1 = joined[-1]
                same = upright == (a0 == a1)
                if same and upright and a0 == x0 and y0 <= b1 + 0.1:
                    joined[-1] = (a0, b0, a1, max(b1, y1))
                    continue
                if same and not upright and b0 == y0 and x0 <= a1 + 0.1:
                    joined[-1] = (a0, b0, max(a1, x1), b1)
                    continue
            joined.append((x0, y0, x1, y1))
    return joined
