"""What is done to a printed name, in this order. Each fix is pure, and done twice it does nothing.

CLEANING is done to every name. LOOSENING takes away what the register must then make good: it
counts only where LOOK_UPS lead from there to an entry. MENDING is the last, and a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.departments.look_ups import LOOK_UPS, Place
from pipeline.departments.near import mended
from pipeline.departments.register import Register
from pipeline.text.cleaning import FIXES


def drop_spaces(name: str) -> str:
    """Spaces that are left beside letters."""
    return name.replace(" ", "")


def fold_width(name: str) -> str:
    """Letters, digits and marks of the other width: as the register would have them."""
    return name.translate(_NARROW).replace("(", "（").replace(")", "）")


def drop_slashes(name: str) -> str:
    """A slash that stands for the end of a line (区划地/名处)."""
    return re.sub("[/／]", "", name)


def mend_character(name: str, place: Place) -> str:
    """The name of which one character was dropped or doubled, where only one can be meant."""
    return mended(name, place) or name


def replayed(
    printed: str, steps: Iterable[str], issuer: str, register: Register, year: int | None = None
) -> str:
    """What the named steps make of a printed name."""
    place, name = Place(issuer, register, year), printed
    plain = {fix.__name__: fix for fix in (*CLEANING, *LOOSENING)}
    asking = {fix.__name__: fix for fix in (*LOOK_UPS, MENDING)}
    for step in steps:
        name = plain[step](name) if step in plain else asking[step](name, place)
    return name


CLEANING = FIXES
LOOSENING: tuple[Callable[[str], str], ...] = (drop_spaces, fold_width, drop_slashes)
MENDING = mend_character

# The full-width forms of ASCII's letters, digits and marks, and the half-width 、 and 。
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFF64: "、", 0xFF61: "。"}
