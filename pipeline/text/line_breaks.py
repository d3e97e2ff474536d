"""Where a printed line may end: so that a line that ends early can be told from a full one."""

from __future__ import annotations

import re

# A character with the marks that may not begin or end a line, and a Latin word or number.
UNBROKEN = re.compile(
    r"[（〔《〈“‘「『【(\[]*(?:[!-~]+|.)[、，。；：！？）〕》〉”’」』】)\]%％—…]*[!-~]*"
)
NARROW, WIDE = 0.6, 1.0
# What a full line may leave free besides, in sizes of the type.
ROOM = 1.0


def has_room(free: float, following: str, size: float) -> bool:
    """Would the text that follows have begun on a line with so much free?

    Then the line ends its paragraph. `free` and `size` are in points.
    """
    return free > (room_for(following) + ROOM) * size


def room_for(text: str) -> float:
    """The room that the head of `text` takes up to where it may be broken, in sizes of type."""
    unit = UNBROKEN.match(text)
    if unit is None:
        return WIDE
    return sum(NARROW if character.isascii() else WIDE for character in unit[0])
