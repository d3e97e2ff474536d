"""What the lines of a cell say of its line breaks: wrapped text, or a line for each name."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """`is_wrapped`: marks part the names, and lines end where they are full.

    `full` is the length from which a line may be full in a cell that has a line for each name;
    None where the lines tell nothing.
    """

    is_wrapped: bool
    full: int | None

    def was_ended(self, line: str) -> bool:
        """Did somebody end this line, although there was room for more of its name?"""
        return self.full is not None and len(line) < self.full


def layout_of(text: str) -> Layout:
    """The layout of a cell.

    Chinese wraps at any character, so a line that is two characters shorter than another was
    ended on purpose. The price: a name that a clerk broke by hand into three lines of different
    lengths, whose pieces have the form of names, is several.
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    longest = max(map(len, lines))
    has_marks = _MARK.search(text) is not None
    # A single break is the end of a page as often as that of a line.
    is_even = len(lines) == 2 or all(len(line) >= longest - _UNEVEN for line in lines[:-1])
    return Layout(
        is_wrapped=has_marks and len(lines) > 1 and is_even,
        full=longest - 1 if len(lines) > 2 and not _OTHERWISE_PARTED.search(text) else None,
    )


_MARK = re.compile("[、，,；;]")
# Marks and blanks within a line part the names, and a label makes its line longer.
_OTHERWISE_PARTED = re.compile(r"[、，,；;：:]|\S[^\S\n]+\S")
# A mark or a bracket at the end of a line makes it longer or shorter.
_UNEVEN = 2
