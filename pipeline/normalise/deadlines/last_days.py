"""The calendar's part of a deadline: the last day of each period that a match of DAY names."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from pipeline.normalise.deadlines.day_words import NUMERALS
from pipeline.text.numbering import number_of


def last_days(found: re.Match[str], year: int | None) -> Iterator[tuple[date | None, str]]:
    """The last day of each period that the match names, or None and the doubt about it."""
    is_before = bool(found["before"]) and not found["span_end"]
    if found["plan"]:
        # The tenth five-year plan (十五) ended with 2005.
        yield date(2005 + 5 * (number_of(found["plan"]) or 0), 12, 31), ""
    elif year is None:
        yield None, "deadline_without_year"
    elif packed := found["packed"]:
        yield of_month(year, int(packed[4:6]), packed[6:], "", is_before=False)
    elif found["dotted_month"]:
        month, day, part = found.group("dotted_month", "dotted_day", "dotted_part")
        yield of_month(year, int(month), day, part or "", is_before=is_before)
    elif found["month"]:
        yield from _of_months(found, year, is_before=is_before)
    elif found["quarter"] or found["q"]:
        yield from _of_quarters(found, year, is_before=is_before)
    elif found["half"]:
        for half in (found["halves"] or "")[:1] + found["half"]:
            doubt = "deadline_ambiguous" if is_before else ""
            yield _last_of(year, 6 if half == "上" else 12), doubt
    elif found["bare_year"] is not None and found["before"]:
        yield date(year - 1, 12, 31), "deadline_ambiguous"
    else:
        yield date(year, 12, 31), ""


def _of_months(
    found: re.Match[str], year: int, *, is_before: bool
) -> Iterator[tuple[date | None, str]]:
    if _falls(found["from_month"], found["month"]) or _falls(found["from_day"], found["day"]):
        yield None, "deadline_not_understood"
        return
    months = [*NUMERALS.findall(found["months"] or ""), found["month"]]
    days = [*NUMERALS.findall(found["days"] or ""), found["day"] or found["bare_day"]]
    part = found["part"] or ("底" if len(months) > 1 else "")
    # 6、12月25日前: the day is each month's.
    for month, day in product(months, days):
        yield of_month(year, _month(month), day, part, is_before=is_before)


def _of_quarters(
    found: re.Match[str], year: int, *, is_before: bool
) -> Iterator[tuple[date | None, str]]:
    """一季度前 ends with the quarter: before its first day, the ledger's year had not begun."""
    if _falls(found["from_quarter"], found["quarter"]):
        yield None, "deadline_not_understood"
        return
    last = found["quarter"] or found["q"]
    for printed in [*NUMERALS.findall(found["quarters"] or ""), last]:
        quarter = number_of(printed) or 0
        is_doubtful = is_before and quarter > 1
        yield _last_of(year, 3 * quarter), "deadline_ambiguous" if is_doubtful else ""


def _falls(first: str | None, last: str | None) -> bool:
    """Does a range end before it begins?"""
    if not first or not last:
        return False
    return (number_of(first) or 0) > (_month(last) or 0)


def _month(printed: str) -> int | None:
    return 1 if printed == "元" else number_of(printed)


def of_month(
    year: int, month: int | None, day: str | None, part: str, *, is_before: bool
) -> tuple[date | None, str]:
    """A day, a third or the whole of a month. 10月前 is read as the end of September."""
    if month is None or not 1 <= month <= 12:
        return None, "deadline_impossible"
    last = _last_of(year, month)
    if day is not None:
        number = number_of(day) or 0
        if 1 <= number <= last.day:
            return date(year, month, number), ""
        return None, "deadline_impossible"
    if part.endswith("旬"):
        part = re.sub("[^上中下]", "", part) + "旬"
    if part in ("初", "中"):
        return None, "deadline_not_understood"
    begins, ends = _PARTS.get(part, (1, last.day))
    if is_before and part not in ("底", "末"):
        return date(year, month, begins) - timedelta(days=1), "deadline_ambiguous"
    return date(year, month, ends or last.day), ""


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


# The first and the last day of a part of a month; 0 is the month's last.
_PARTS = {
    "上旬": (1, 10),
    "上中旬": (1, 20),
    "上下旬": (1, 0),
    "中旬": (11, 20),
    "中下旬": (11, 0),
    "下旬": (21, 0),
    "上半月": (1, 15),
    "下半月": (16, 0),
}
