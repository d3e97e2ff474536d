"""How a document is printed: its pages, its type and its rules, whatever the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["top", "middle", "bottom"]
Stands = Literal["first", "last", "each", "cut", "middle"]
MM = 72 / 25.4
PAPERS = {
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
    "b5": (182, 257),
    "strip": (130, 280),
    "card": (110, 170),
}


@dataclass(frozen=True, slots=True)
class Geometry:
    """The pages of a table: a paper, how it lies, and how it is turned (`a4-landscape-90`)."""

    name: str
    size: float
    margin: float = 40.0
    """In points, on all sides."""

    @property
    def page(self) -> tuple[float, float]:
        """Width and height in points, as displayed."""
        paper, lies, *_ = self.name.split("-")
        short, long = (side * MM for side in PAPERS[paper])
        return (long, short) if lies == "landscape" else (short, long)

    @property
    def upright(self) -> tuple[float, float]:
        """The same paper as the notice's own pages lie."""
        short, long = sorted(self.page)
        return short, long

    @property
    def turn(self) -> int:
        """`/Rotate`, in degrees."""
        return int(self.name.split("-")[2]) if self.name.count("-") > 1 else 0

    def widths(self, weights: tuple[float, ...]) -> list[float]:
        """The columns' widths in points: together the width between the margins."""
        whole = self.page[0] - 2 * self.margin
        return [whole * weight / sum(weights) for weight in weights]


@dataclass(frozen=True, slots=True)
class Style:
    """How a table is drawn, and what stands around it."""

    rules: str = "grid"
    ink: Literal["lines", "fills", "boxes"] = "lines"
    align: Align = "middle"
    labels: Stands = "first"
    """Where a merged cell that a page cuts shows its text."""
    small: Stands = "first"
    """Where a cut row shows its number and its deadline."""
    open_edges: bool = False
    """No rule where a page cuts a row."""
    repeat: bool = True
    """The header stands on every page."""
    continued: bool = False
    """（续表） above a repeated header."""
    font: str = "song"
    head: Literal["pages", "same", "none"] = "pages"
    running: bool = False
    watermark: bool = False
    page_numbers: bool = True
    start: Literal["top", "foot"] = "top"
    """`foot`: so that the header stands alone at the foot of its first page."""
    whole_rows: bool = False
    """No row is cut that fits on a page."""
    tagged: bool = False
    leading: float = 1.3

    @property
    def has_uprights(self) -> bool:
        """Are columns parted by rules?"""
        return self.rules not in ("horizontal", "none", "stripes", "head_and_foot")
