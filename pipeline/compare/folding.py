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
        return (
            plain if self.year is None else _YEAR.sub(lambda year: self._relative(year[0]), plain)
        )

    def without_years(self, title: str) -> str:
        """A title as it is looked for in another year: whatever year it names."""
        return title if self.exact else _YEAR.sub("", same_width(title))

    def is_same(self, text: str, other_text: str, other: Folding) -> bool:
        """Is a text of this ledger what another text says in the other ledger?

        Each year in it is the same, or is as far from its ledger's as the other one.
        """
        if self.exact or self.year is None or other.year is None:
            return self.folded(text) == other.folded(other_text)
        return len(_parts(text)) == len(_parts(other_text)) and all(
            one == another or self._relative(one) == other._relative(another)
            for one, another in zip(_parts(text), _parts(other_text), strict=True)
        )

    def is_same_day(self, due: date, other_due: date, other: Folding) -> bool:
        """Is a day of this ledger the other day, so many years later or earlier?

        The last day of February stays the last day, and the 28th may stay the 28th.
        """
        years = 0
        if not (self.exact or self.year is None or other.year is None):
            years = other.year - self.year
        if due.year + years != other_due.year:
            return False
        same = (due.month, due.day) == (other_due.month, other_due.day)
        return same or (_ends_february(due) and _ends_february(other_due))

    def _relative(self, part: str) -> str:
        """A year as its place beside the ledger's, where it is near; any other text as it is."""
        if self.year is None or not part.isdecimal() or len(part) != 4:
            return part
        return _PLACES.get(int(part) - self.year, part)


def same_width(text: str) -> str:
    """The text without spaces, its marks, letters and digits in one width."""
    return "".join(text.split()).translate(_NARROW)


def _parts(text: str) -> list[str]:
    """The years in a text, and what stands between them."""
    return re.split(f"({_YEAR.pattern})", same_width(text))


def _ends_february(due: date) -> bool:
    return due.month == 2 and (due + _A_DAY).month == 3


_A_DAY = date(2000, 1, 2) - date(2000, 1, 1)
# The price: a text that in earnest speaks of another year, and this lies as far from its
# ledger's, does not differ. Years further away (到2025年) are goals, and stay as printed.
_PLACES = {-1: "\ue001", 0: "\ue002", 1: "\ue003"}
_YEAR = re.compile("(?<![0-9])20[0-9]{2}(?=年)")

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "“”‘’｡､〔〕【】", "\"\"''。、[][]"
)
