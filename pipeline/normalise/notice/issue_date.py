"""成文日期: the day that the notice bears, written in Arabic or in Han numerals."""

from __future__ import annotations

import re
from datetime import date

from pipeline.text.numbering import number_of

ZERO = str.maketrans("○Ｏ零OＯo", "〇〇〇〇〇〇")
YEAR = r"[12１２][0-9０-９]{3}|[〇○Ｏ零O一二三四五六七八九]{4}"
SMALL = r"[0-9０-９]{1,2}|[一二三四五六七八九十廿卅]{1,3}"
DATE = re.compile(rf"(?P<year>{YEAR})\s*年\s*(?P<month>{SMALL})\s*月\s*(?P<day>{SMALL})\s*日")
# A day by figures alone is one only where it stands in its own line.
FIGURES = re.compile(r"(?P<year>[12]\d{3})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})")
# The day, or the month too, left blank or crossed, to be written in by hand.
CROSSED = "[XxＸ×*]"
NO_DAY = re.compile(
    rf"(?:{YEAR}|20|{CROSSED}{{2,4}})\s*年\s*(?:{SMALL}|{CROSSED}{{1,2}})?\s*月\s*(?:{CROSSED}{{0,2}}\s*日)?"
)


def day_of(found: re.Match[str]) -> date | None:
    """The day that a match of DATE writes; None where there is no such day."""
    year, month, day = (
        number_of(part.translate(ZERO)) for part in found.group("year", "month", "day")
    )
    try:
        return None if year is None or month is None or day is None else date(year, month, day)
    except ValueError:
        return None


def date_alone(text: str) -> re.Match[str] | None:
    """The date that a line is made of, in brackets or not."""
    bare = text.strip("（）() ")
    return DATE.fullmatch(bare) or FIGURES.fullmatch(bare)


def date_at_end(text: str) -> re.Match[str] | None:
    """The date that a line ends in."""
    found = [*DATE.finditer(text)][-1:]
    return next((last for last in found if not text[last.end() :].strip("）) ")), None)


def is_unfinished_date(text: str) -> bool:
    """Is it a month without its day, or a year with room for both?"""
    return NO_DAY.fullmatch(text) is not None
