"""The cells of the logical table, and what is asked of each piece of one: nouns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Literal

from pipeline.rebuild.sense import Sense, label_ordinal
from pipeline.rebuild.strips import Held, Strip, is_closed
from pipeline.text.header_words import Kind
from pipeline.text.words import Words

Boundary = Literal["closed", "ruled", "soft", "page", "same row"]


@dataclass(frozen=True, slots=True)
class Group:
    """A cell of the logical table: its pieces from the top, and the strips it reaches over.

    `repeats` are pieces that only say again what another said; `reasons` tell why pieces that
    a page break parted are one; `doubts` what was guessed, and `settled` what the document's own
    structure told, where the pages leave it open. `assigned` are the rows to which a person gave
    it, or left it.
    """

    pieces: tuple[Held, ...]
    first: int
    last: int
    repeats: tuple[Held, ...] = ()
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    assigned: tuple[int, ...] | None = None

    @property
    def text(self) -> str:
        """What the pieces say, joined."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_blank(self) -> bool:
        """Does no piece say anything?"""
        return not any(piece.text for piece in self.pieces)

    def rows(self, row_of: Mapping[int, int]) -> list[int]:
        """The rows that it belongs to, in order."""
        return self.own_rows(row_of) if self.assigned is None else list(self.assigned)

    def own_rows(self, row_of: Mapping[int, int]) -> list[int]:
        """The rows that its strips belong to, whatever a person decided."""
        return sorted({row_of[s] for s in range(self.first, self.last + 1) if s in row_of})


@dataclass(frozen=True, slots=True)
class Segment:
    """A cell as one page shows it, and what parts it from the cell above."""

    held: Held
    boundary: Boundary


@dataclass(frozen=True, slots=True)
class Verdict:
    """Is a segment part of the cell above? Why, what was guessed, what the structure settled."""

    same: bool
    reason: str = ""
    doubt: str = ""
    settled: str = ""


# No slots: what is asked of a whole column is told once.
@dataclass(frozen=True)
class Lane:
    """One column of a table: all its strips, and what is usual in them.

    `joined` are the strips that go on with the row above them.
    """

    strips: tuple[Strip, ...]
    joined: frozenset[int]
    sense: Sense
    words: Words
    column: int

    @property
    def kind(self) -> Kind | None:
        """What the column holds."""
        return self.sense.kinds[self.column]

    @cached_property
    def is_named_below(self) -> bool:
        """Is there a blank cell, not the first of its page, whose text begins the next page?"""
        cells = (held for strip in self.strips if (held := strip.cells[self.column]) is not None)
        return any(
            held.is_blank
            and not self.strips[held.first].begins_part
            and self.begins_below(held) is not None
            for held in cells
        )

    def begins_below(self, held: Held) -> str | None:
        """The labelled text that begins the next page, right below a cell."""
        after = self.strips[held.last + 1 : held.last + 2]
        text = after[0].text(self.column) if after and after[0].begins_part else ""
        return text if label_ordinal(text) is not None else None

    def later_texts(self, held: Held) -> Iterator[str]:
        """What a cell's last row shows in the column on the pages after."""
        later = takewhile(lambda strip: strip.index in self.joined, self.strips[held.last + 1 :])
        return (text for strip in later if (text := strip.text(self.column)))


def spans(above: Held, below: Held) -> bool:
    """Is one of the two merged over rows on its page?"""
    return above.last > above.first or below.last > below.first


def is_open(above: Held, below: Held) -> bool:
    """Has one of the two no rule at the break?"""
    return above.block.cell.open_bottom or below.block.cell.open_top


def is_open_alone(above: Held, below: Held, lane: Lane) -> bool:
    """Is the cell open at the break, and another one on the same side closed?"""
    goes_on_below = above.block.cell.open_bottom and is_closed(lane.strips[above.last], "bottom")
    goes_on_above = below.block.cell.open_top and is_closed(lane.strips[below.first], "top")
    return goes_on_below or goes_on_above
