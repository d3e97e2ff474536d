"""Characters that stand at one height, and the runs of them that white space parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.lines import Glyph, begin, height, inked
from pipeline.text.cleaning import squeeze
from pipeline.text.numbering import is_labelled

# Characters no further apart in height, in sizes of the type, stand in one line. Lines of
# neighbouring columns that are centred in their cells are often half a line apart.
SAME_LEVEL = 0.25
# A gap so wide, in sizes of the type, parts two runs.
PARTS = 0.35


# No slots: what is told of a run is told once, and asked for with every way to cut a page.
@dataclass(frozen=True)
class Run:
    """Characters at one height with nothing but narrow gaps between them, from the left."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def x0(self) -> float:
        """Its left end."""
        return self.glyphs[0].box.x0

    @cached_property
    def x1(self) -> float:
        """Its right end."""
        return max(glyph.box.x1 for glyph in self.glyphs)

    @cached_property
    def middle(self) -> float:
        """The height of its middle."""
        return height(self.glyphs[0])

    @cached_property
    def size(self) -> float:
        """The size of its type."""
        return max(glyph.size for glyph in self.glyphs)

    @cached_property
    def text(self) -> str:
        """What it says, without spaces."""
        return squeeze("".join([glyph.text for glyph in self.glyphs]))

    @cached_property
    def is_labelled(self) -> bool:
        """Does it begin with an outline label?"""
        return is_labelled(self.text)


def levels(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The inked characters by height, from the top; those of each height from the left."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(inked(glyphs), key=height):
        first = rows[-1][0] if rows else None
        if first is not None and height(glyph) - height(first) < SAME_LEVEL * max(
            first.size, glyph.size
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=begin) for row in rows]


def runs(level: Sequence[Glyph], gap: float = PARTS) -> list[Run]:
    """The runs of one height, from the left; `gap` in sizes of the type."""
    parted: list[list[Glyph]] = []
    reach = 0.0
    for glyph in level:
        if parted and glyph.box.x0 - reach < gap * glyph.size:
            parted[-1].append(glyph)
        else:
            parted.append([glyph])
        reach = max(reach, glyph.box.x1)
    return [Run(tuple(held)) for held in parted]
