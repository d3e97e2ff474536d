"""Is a text made of pieces, one behind the other?

As `(?:piece)+` asks it, but in a time that grows as the text does: a pattern in which a piece may
end here or there tries every way of cutting before it says no, and for two hundred characters that
takes years.
"""

from __future__ import annotations

import re


def is_made_of(text: str, piece: re.Pattern[str], longest: int) -> bool:
    """Can a text be cut, without a rest, into pieces of at most so many characters each?"""
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            ends = range(start + 1, min(start + longest, len(text)) + 1)
            reached.update(end for end in ends if piece.fullmatch(text, start, end))
    return bool(text) and len(text) in reached
