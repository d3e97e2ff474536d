"""The days that a Chinese text names: 6月底, 第三季度, 2021.12.31, “十四五”末."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.normalise.deadlines import day_words as words
from pipeline.normalise.deadlines.last_days import last_days, of_month
from pipeline.text.numbering import number_of


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text names.

    `due` is None where the calendar has no such day, nothing says its year, or a word beside it
    was not read; `doubt` is the code of the finding that says so. `is_limit`: the text says
    that something ends by it. `listed`: another day follows in the same list. `tells_which`: it
    says of which things a text speaks (2020年底前印发的文件), and maybe not by when.
    """

    printed: str
    due: date | None
    doubt: str = ""
    is_limit: bool = False
    listed: bool = False
    tells_which: bool = False


def days(text: str, year: int | None) -> tuple[Day, ...]:
    """The days that a clean and closed `text` names, each as the last day that still meets it.

    `year` is the ledger's. A year that is printed holds for the days after it. The first half
    of a range (3-5月) and a start (自6月起) are no deadlines, nor is a day within a title, after
    the word of a frequency (每年1月31日前), or a period that tells which (报送上半年总结).
    """
    plain = _masked(text).translate(_NARROW)
    if short := words.SHORT.fullmatch(plain):
        return (_short(text, short, year),)
    apart = words.YEAR_APART.search(plain)
    if apart and len(_YEAR.findall(plain)) == 1:
        # （2022年）3月底前: the year in brackets is that of the days beside it.
        plain, year = words.YEAR_APART.sub(_stars, plain), int(apart["year"])
    found = _lists_end_together([*_days(text, plain, year)])
    if words.LUNAR.search(plain):
        return tuple(replace(day, due=None, doubt="deadline_not_understood") for day in found)
    return found


def close_gaps(text: str) -> str:
    """A clean `text` without the spaces that layout put inside a day: 1 2月, 2021年 -12月.

    Digits join where together they are a month, a day, a year or a date, and nothing else.
    """
    text = _SPACED_DIGITS.sub(_joined, text)
    return _SPACED_SIGN.sub(r"\1", text)


def _joined(found: re.Match[str]) -> str:
    joined = found[0].replace(" ", "")
    return joined if _ONE_NUMBER.fullmatch(joined.translate(_NARROW)) else found[0]


def _masked(text: str) -> str:
    """The text with what names no day out of sight: titles, frequencies, numbers of items."""
    text = words.NO_DAYS.sub(_stars, text)
    return words.ITEM.sub(_stars, text) if words.NUMBERED.match(text) else text


def _stars(found: re.Match[str]) -> str:
    return "*" * len(found[0])


def _short(text: str, short: re.Match[str], year: int | None) -> Day:
    is_limit = short["before"] is not None
    if year is None:
        return Day(text, None, "deadline_without_year", is_limit)
    due, doubt = of_month(year, int(short["month"]), short["day"], "", is_before=False)
    return Day(text, due, doubt, is_limit)


def _days(text: str, plain: str, year: int | None) -> Iterator[Day]:
    near, sure, begun = year, year, None
    for found in words.DAY.finditer(plain):
        years = _years(found, near, year)
        if _tells_which(plain, found):
            continue
        if _prints_its_year(found) and not _describes(plain, found):
            near = years[-1]
        if _heads(plain, found):
            sure = near
            continue
        dues = [due for of_year in years for due in last_days(found, of_year)]
        if words.GOES_ON.match(plain, found.end()):
            begun = dues[-1][0]
            continue
        if begun is None and not _prints_its_year(found):
            dues = [*_lent(dues, near, sure)]
        for due, doubt in dues:
            day = _day(plain, found, due, doubt, begun)
            if day is not None:
                yield replace(day, printed=text[found.start() : found.end()])
        begun = dues[-1][0] if found["start"] else None


def _lent(
    dues: Sequence[tuple[date | None, str]], near: int | None, sure: int | None
) -> Iterator[tuple[date | None, str]]:
    """总结2020年、6月底前: a past year is not surely that of the days after it."""
    is_past = near is not None and sure is not None and near < sure
    for due, doubt in dues:
        yield due, "deadline_ambiguous" if due and is_past else doubt


def _day(
    plain: str, found: re.Match[str], due: date | None, doubt: str, begun: date | None
) -> Day | None:
    """One day that the match names; None where something begins on it."""
    is_unread = _is_unread(plain, found) or _is_before_range(plain, found, begun)
    if _is_start(plain, found) and not is_unread:
        return None
    # 11月至3月 goes over the end of a year that it does not print.
    turns = begun and due and (due.year, due.month) < (begun.year, begun.month)
    if is_unread or turns:
        doubt = doubt if due is None else "deadline_not_understood"
        due = None
    elif due and (shared := _shared_day(plain, found, due)):
        due, doubt = shared, "deadline_ambiguous"
    listed = words.LISTED.match(plain, found.end()) is not None
    describes = _describes(plain, found)
    is_limit = not describes and _is_limit(plain, found)
    return Day(found[0], due, doubt, is_limit, listed, describes)


def _lists_end_together(found: Sequence[Day]) -> tuple[Day, ...]:
    """In 6月、12月底前 the word of the limit stands at the last day and holds for all."""
    days: list[Day] = []
    for day in reversed(found):
        is_limit = day.is_limit or (day.listed and bool(days) and days[-1].is_limit)
        days.append(replace(day, is_limit=is_limit))
    return tuple(reversed(days))


def _is_start(plain: str, found: re.Match[str]) -> bool:
    """Does something begin on that day (6月起, 自6月1日实施)?"""
    if found["start"]:
        return True
    return not found["before"] and words.BEGINS.search(_before(plain, found)) is not None


def _heads(plain: str, found: re.Match[str]) -> bool:
    """Does the period only say where the days after it are: 2022年：3月底前, 上半年6月底前?"""
    if found["bare_year"] is not None:
        return plain.startswith(("：", "（"), found.end())
    is_period = _is_whole_period(found) and not found["month"]
    return is_period and words.NARROWED.match(plain, found.end()) is not None


def _describes(plain: str, found: re.Match[str]) -> bool:
    """2020年底前印发的文件, 清理2020年底前文件: which things, and maybe not by when."""
    if not found["before"]:
        return plain.startswith("已", found.end())
    if words.DESCRIBES.match(plain, found.end()):
        return True
    is_object = words.IS_TOLD_OF.match(plain, found.end()) is not None
    return is_object and words.TOLD_OF.search(_before(plain, found)) is not None


def _is_before_range(plain: str, found: re.Match[str], begun: date | None) -> bool:
    """国庆假期（10月1日—7日）前 ends before the range begins."""
    is_range = begun is not None or _is_range(found)
    return is_range and words.BEFORE_BRACKETS.match(plain, found.end()) is not None


def _is_range(found: re.Match[str]) -> bool:
    return any(found[name] for name in ("from_month", "from_day", "from_quarter"))


def _tells_which(plain: str, found: re.Match[str]) -> bool:
    """Is the period the object's own (报送上半年总结), and no time for it?"""
    if not _is_whole_period(found) or found["span_end"] or found["start"] or found["vague"]:
        return False
    if words.IS_MATTER.match(plain, found.end()):
        return True
    is_object = words.IS_TOLD_OF.match(plain, found.end()) is not None
    return is_object and words.TOLD_OF.search(_before(plain, found)) is not None


def _is_whole_period(found: re.Match[str]) -> bool:
    is_part = any(found[name] for name in ("part", "day", "bare_day", "before"))
    return not is_part and any(found[name] for name in ("month", "quarter", "half"))


def _shared_day(plain: str, found: re.Match[str], due: date) -> date | None:
    """The 25th of a month, where the last of its list alone has a day (3月、12月25日前)."""
    if not found["month"] or not _is_whole_period(found):
        return None
    shared = words.SHARES_DAY.match(plain, found.end())
    if shared is None:
        return None
    return of_month(due.year, due.month, shared["day"], shared["part"] or "", is_before=False)[0]


def _is_unread(plain: str, found: re.Match[str]) -> bool:
    """Does a word beside the day change it in a way that is not read?"""
    if found["vague"] or found["ahead"]:
        return True
    year_before = words.YEAR_BEFORE.search(_before(plain, found)) is not None
    # 一月内 is within January or within a month.
    month_or_so = found["month"] and not found["month"].isdigit() and found["span_end"] == "内"
    if not _prints_its_year(found) and _is_decimal(plain, found):
        return True
    if (year_before or month_or_so) and not _prints_its_year(found):
        return True
    if found["before"] or found["day"] or found["dotted_day"]:
        return False
    return words.UNREAD_AFTER.match(plain, found.end()) is not None


def _is_decimal(plain: str, found: re.Match[str]) -> bool:
    """5.11月, whose 5 is no item's number as in 1.6月底前；2.12月底前."""
    decimal = words.DECIMAL_BEFORE.search(_before(plain, found))
    if decimal is None or decimal["number"] == "1":
        return False
    item_before = f"(?<![0-9.]){int(decimal['number']) - 1} ?[.]"
    return re.search(item_before, plain[: found.start()]) is None


def _is_limit(plain: str, found: re.Match[str]) -> bool:
    """Does the text say that something is done by that day?"""
    end = found.end()
    if found["before"]:
        return found["bare_year"] is None
    before = _before(plain, found)
    if words.NO_LATER.search(before):
        return True
    is_at_head = not before or before[-1] in "；。"
    is_period = found["month"] or found["quarter"] or found["half"]
    if is_period and plain.startswith("：", end) and is_at_head:
        return True
    if found["part"] or found["year_end"] or found["span_end"] or found["bare_year"] is not None:
        # 到2021年底，覆盖率达到100%
        if before.endswith("到") and plain.startswith("，", end):
            return True
        return found["bare_year"] is None and words.IS_DONE.match(plain, end) is not None
    return (
        _is_whole_period(found)
        and not _is_range(found)
        and words.OPENS_CLAUSE.search(before) is not None
        and words.PERIOD_IS_DONE.match(plain, end) is not None
    )


def _before(plain: str, found: re.Match[str]) -> str:
    """The words right before a day, as far as any of them changes it."""
    return plain[max(0, found.start() - _NEAR) : found.start()]


def _prints_its_year(found: re.Match[str]) -> bool:
    return any(found[name] for name in ("year", "short_year", "relative", "dotted_year", "packed"))


def _years(found: re.Match[str], near: int | None, ledger: int | None) -> list[int | None]:
    """The years of a day: its own, else that of the day before it, else the ledger's."""
    if printed := found["dotted_year"] or found["year"] or found["packed"]:
        others = re.findall("20[0-9]{2}", found["years"] or "")
        return [*map(int, others), _written_year(printed[:4])]
    if short := found["short_year"]:
        year = 2000 + int(short)
        return [year if ledger is not None and abs(year - ledger) <= _NEARBY else None]
    if relative := found["relative"]:
        # The year after is that after the year just printed; next year is the ledger's next.
        base = near if relative[0] in "次翌当" else ledger
        return [None if base is None else base + _RELATIVE.get(relative[0], 0)]
    return [near]


def _written_year(printed: str) -> int | None:
    """2021, or 二〇二一 with whatever stands for its nought."""
    return int(printed) if printed.isdigit() else number_of(printed.translate(_NOUGHTS))


# Same length, so that what is found stands at the same place in the text.
_NARROW = str.maketrans("０１２３４５６７８９．／－−─", "0123456789./---")
_NOUGHTS = str.maketrans("○OＯ0零", "〇〇〇〇〇")
_SPACED_DIGITS = re.compile(
    "(?<![0-9０-９])(?<![0-9０-９][:：])[0-9０-９]+(?: [0-9０-９]+)+(?![0-9０-９:：])"
)
_ONE_NUMBER = re.compile("[0-9]{2}|(?:19|20)[0-9]{2}|20[0-9]{6}")
_SPACED_SIGN = re.compile(
    "(?<=[0-9年月日号度末底旬份]) ?([-~/]) ?(?=[0-9一二三四五六七八九十年上中下])"
)
_YEAR = re.compile("20[0-9]{2}")
# Characters. No word that is looked for before a day is as long.
_NEAR = 8
_RELATIVE = {"去": -1, "明": 1, "来": 1, "次": 1, "翌": 1, "下": 1}
# A year of two digits is believed so many years around the ledger's.
_NEARBY = 10
