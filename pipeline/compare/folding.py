"""When two printed texts are one: width, spaces, and years that moved on with the ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Folding:
    """How texts of one ledger are made comparable with those of another year.

    `year` is the ledger's where both ledgers have one, else None: then years stay as printed.
    `exact`: nothing is folded, and every character counts.
    """

    year: int | None = None
    exact: bool = False

    def folded(self, text: str) -> str:
        """The text as it is compared: this year's, last year's and next year's number by place."""
        if self.exact:
            return text
        plain = same_width(text)
        return plain if self.year is None else _YEAR.sub(self._relative, plain)

    def moved_on(self, due: date, other: Folding) -> date:
        """The day as the other ledger would have it, so many years later or earlier.

        The last day of February stays the last day.
        """
        if self.exact or self.year is None or other.year is None:
            return due
        year = due.year + other.year - self.year
        if (due.month, due.day) in ((2, 28), (2, 29)) and _ends_february(due):
            return date(year, 3, 1) - _A_DAY
        return due.replace(year=year)

    def _relative(self, found: re.Match[str]) -> str:
        distance = int(found[0]) - (self.year or 0)
        return _PLACES.get(distance, found[0])


def same_width(text: str) -> str:
    """The text without spaces, its marks, letters and digits in one width."""
    return "".join(text.split()).translate(_NARROW)


def _ends_february(due: date) -> bool:
    return (due + _A_DAY).month == 3


_A_DAY = date(2000, 1, 2) - date(2000, 1, 1)
# The price: a text that in earnest speaks of another year, and this lies as far from its
# ledger's, does not differ. Years further away (到2025年) are goals, and stay as printed.
_PLACES = {-1: "\ue001", 0: "\ue002", 1: "\ue003"}
_YEAR = re.compile("(?<![0-9])20[0-9]{2}(?=年)")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "“”‘’｡､〔〕【】", "\"\"''。、[][]"
)
