"""By when (时限要求): the last day that still meets a printed deadline, or why there is none."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.findings import finding
from pipeline.model import Deadline, DeadlineKind, Finding
from pipeline.text.cleaning import clean
from pipeline.text.numbering import number_of


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text names.

    `due` is None where the calendar has no such day or nothing says its year; `doubt` is the
    code of the finding that says so. `is_limit`: the text says that something ends by it.
    """

    printed: str
    due: date | None
    doubt: str = ""
    is_limit: bool = False


def deadline(text: str, year: int | None) -> tuple[Deadline, tuple[Finding, ...]]:
    """The deadline that a cell holds, read in the ledger's `year`, and what is doubtful in it.

    A day counts wherever one is printed, and of several the earliest. Never a wrong day:
    where the calendar has none, or nothing says its year, the kind is unknown.
    """
    text = clean(text)
    if text in _NOTHING:
        return Deadline(text=text, kind="none", due=None), ()
    days = tuple(_days(text, year))
    if days:
        return _dated(text, days, also=_kind_in_words(_without_days(text, days)))
    kind = _kind_in_words(text)
    if kind is None:
        return _unknown(text, "deadline_not_understood")
    if kind == "unknown":
        return _unknown(text, "deadline_unknown")
    return Deadline(text=text, kind=kind, due=None), ()


def deadline_within(text: str, year: int | None) -> tuple[Deadline, tuple[Finding, ...]]:
    """The deadline that a requirement or a remark holds (`…，11月底前完成`, `3-5月：…`).

    Stricter than `deadline`: only days by which the text says that something is done. The
    text of the answer is what names them; the kind is none where nothing does.
    """
    limits = tuple(day for day in _days(clean(text), year) if day.is_limit)
    if not limits:
        return Deadline(text="", kind="none", due=None), ()
    return _dated("、".join(day.printed for day in limits), limits, also=None)


def _dated(
    text: str, days: tuple[Day, ...], also: DeadlineKind | None
) -> tuple[Deadline, tuple[Finding, ...]]:
    dues = [day.due for day in days if day.due is not None]
    doubts = dict.fromkeys(day.doubt for day in days if day.doubt)
    if len(dues) < len(days):
        # One day that cannot be read may have been the earliest.
        return _unknown(text, *doubts)
    if len(set(dues)) > 1 or also in ("ongoing", "recurring"):
        doubts["deadline_several"] = None
    findings = tuple(_doubt(code, text, min(dues)) for code in doubts)
    return Deadline(text=text, kind="date", due=min(dues)), findings


def _unknown(text: str, *codes: str) -> tuple[Deadline, tuple[Finding, ...]]:
    return Deadline(text=text, kind="unknown", due=None), tuple(_doubt(c, text) for c in codes)


def _doubt(code: str, text: str, due: date | None = None) -> Finding:
    return finding(code, f"“{text}” {_REASONS[code].format(due=due)}", field="deadline")


def _kind_in_words(text: str) -> DeadlineKind | None:
    """What a deadline without a day says; None where it says nothing that is known."""
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return None


def _without_days(text: str, days: tuple[Day, ...]) -> str:
    """三季度末 names a day, and its 季度末 no frequency."""
    for day in days:
        text = text.replace(day.printed, "")
    return text


def _days(text: str, year: int | None) -> Iterator[Day]:
    """The days that `text` names, each as the last day that still meets it.

    A year that is printed holds for the days after it. The first half of a range (3-5月) and
    a start (自6月起) are no deadlines.
    """
    plain = _without_titles_and_frequencies(text).translate(_NARROW_DIGITS)
    near = year
    for found in _DAY.finditer(plain):
        of_year = _year(found, near, year)
        near = of_year if found["year"] or found["dotted_year"] else near
        if found["start"] or _RANGE_GOES_ON.match(plain, found.end()):
            continue
        for due, doubt in _dues(found, of_year):
            printed = text[found.start() : found.end()]
            yield Day(printed, due, doubt, _is_limit(plain, found))


def _without_titles_and_frequencies(text: str) -> str:
    """Same length, so that what is found stands at the same place in `text`."""
    return _NO_DAYS.sub(lambda found: "*" * len(found[0]), text)


def _is_limit(plain: str, found: re.Match[str]) -> bool:
    if found["before"]:
        return found["bare_year"] is None
    if found["month"] and plain.startswith("：", found.end()) and not plain[: found.start()]:
        return True
    return (
        bool(found["part"] or found["year_end"]) and _IS_DONE.match(plain, found.end()) is not None
    )


def _year(found: re.Match[str], near: int | None, ledger: int | None) -> int | None:
    """The year of a day: its own, else that of the day before it, else the ledger's."""
    if printed := found["dotted_year"] or found["year"]:
        return number_of(printed.replace("○", "〇").replace("O", "〇"))
    if relative := found["relative_year"]:
        return None if ledger is None else ledger + _RELATIVE.get(relative[0], 0)
    return near


def _dues(found: re.Match[str], year: int | None) -> Iterator[tuple[date | None, str]]:
    if year is None:
        yield None, "deadline_without_year"
    elif found["dotted_month"]:
        yield _of_month(year, int(found["dotted_month"]), found["dotted_day"], "", is_before=False)
    elif found["month"]:
        months = [*_NUMERALS.findall(found["months"] or ""), found["month"]]
        for month in months:
            is_last = month is months[-1]
            number = 1 if month == "元" else number_of(month)
            part = found["part"] or ("底" if len(months) > 1 else "")
            day = found["day"] if is_last else None
            yield _of_month(year, number, day, part, is_before=bool(found["before"]))
    elif found["quarter"]:
        for quarter in [*_NUMERALS.findall(found["quarters"] or ""), found["quarter"]]:
            yield _of_quarter(year, number_of(quarter) or 0, is_before=bool(found["before"]))
    elif found["half"]:
        yield _last_of(year, 6 if found["half"] == "上" else 12), ""
    elif found["bare_year"] is not None and found["before"]:
        yield date(year - 1, 12, 31), "deadline_ambiguous"
    else:
        yield date(year, 12, 31), ""


def _of_month(
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
    if part in ("初", "中"):
        return None, "deadline_not_understood"
    ends = {"上旬": 10, "上中旬": 20, "中旬": 20}.get(part, last.day)
    if is_before and part not in ("底", "末"):
        begins = {"中旬": 11, "中下旬": 11, "下旬": 21}.get(part, 1)
        return date(year, month, begins) - timedelta(days=1), "deadline_ambiguous"
    return date(year, month, ends), ""


def _of_quarter(year: int, quarter: int, *, is_before: bool) -> tuple[date | None, str]:
    """一季度前 ends with the quarter: before its first day, the ledger's year had not begun."""
    if not 1 <= quarter <= 4:
        return None, "deadline_impossible"
    return _last_of(year, 3 * quarter), "deadline_ambiguous" if is_before and quarter > 1 else ""


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


_NOTHING = frozenset({"", "/", "／", "-", "－", "—", "——", "无"})
_NARROW_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_RELATIVE = {"去": -1, "明": 1, "次": 1, "翌": 1, "下": 1}
_REASONS = {
    "deadline_unknown": "names no day.",
    "deadline_not_understood": "is no deadline that this program can read.",
    "deadline_several": "says more than one thing; {due} is the earliest day.",
    "deadline_ambiguous": "can be read as two days; {due} is taken.",
    "deadline_impossible": "names a day that the calendar does not have.",
    "deadline_without_year": "has no year, and neither has its ledger.",
}
_KINDS: tuple[tuple[DeadlineKind, re.Pattern[str]], ...] = (
    (
        "recurring",
        re.compile("每[年月周日天季半逢个两双]|[按逐](?:年|季|月|周|日)|(?:季度|月)末|次月|定期"),
    ),
    (
        "ongoing",
        re.compile("持续|长期|全年|常态|经常|始终|不断|日常|坚持|滚动|动态|贯穿|常年|长年"),
    ),
    (
        "unknown",
        re.compile(
            "及时|立即|即时|即刻|实时|随时|尽快|适时|时序|进度|节点|计划|要求|规定|部署|安排|视情|待定|另行"
            "|根据|结合|工作日|小时|[日天月年]内|节前|起|以来|[日月年底之以前]后"
        ),
    ),
)

_NUMERAL = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_NUMERALS = re.compile(f"{_NUMERAL}|元")
_TO = "(?:[-–—~～至到]+)"
_NO_DAYS = re.compile("《[^》]*》|(?:每|[按逐](?:年|季|月|周))[^，,；;。]*")
_RANGE_GOES_ON = re.compile(rf"{_TO}(?=[0-9一二三四五六七八九十第今本当明次翌下上年])")
_IS_DONE = re.compile("(?:全面|基本)?(?:完成|办结|实现|到位|建成|公开)")
# The alternatives stand in the order in which they are tried: a year alone comes last.
_DAY = re.compile(
    rf"""
    (?: (?P<dotted_year> 20[0-9]{{2}}) [.\-/] (?P<dotted_month> [0-9]{{1,2}})
        (?: [.\-/] (?P<dotted_day> [0-9]{{1,2}}) )? (?![0-9])
      | (?: (?P<year> (?:19|20)[0-9]{{2}} | 二[〇零○O一二三四五六七八九]{{3}} ) 年度?
          | (?P<relative_year> [今本当明次翌去]年度? | 下一?年 ) )?
        (?: (?P<months> (?: (?:{_NUMERAL}) [、和] )* ) (?: (?:{_NUMERAL}) {_TO} )?
            (?P<month> {_NUMERAL} | 元) 月份?
            (?: (?: (?:{_NUMERAL}) [日号]? {_TO} )? (?P<day> {_NUMERAL}) [日号]
              | (?P<part> 底|末|上旬|上中旬|中旬|中下旬|下旬|初|中) )?
          | 前? (?P<quarters> (?: 第? [一二三四1-4] [、和] )* )
            (?: 第? [一二三四1-4] {_TO} )? 第? (?P<quarter> [一二三四1-4]) 个?季度 [末底内]?
          | (?P<half> [上下]) 半年 [末底内]?
          | (?P<year_end> (?(year) 年?度? | (?(relative_year) 年?度?
            | (?<! [0-9一二三四五六七八九十两几半多] ) 年度? ) ) [底末终内] )
          | (?P<bare_year> (?(year) | (?(relative_year) | (?!) ) )
            (?= $ | [前内，,；;。、）] | [之以]前 | {_TO} | 完成 | 基本 ) )
        )
    )
    (?: (?P<start> [之以]?后 | 前后 | 起 | 以来 | 开始 | 启动 )
      | (?P<before> (?: 下班 | [0-9]{{1,2}}(?:时|点|[:：][0-9]{{2}}) )? [之以]?前 ) )?
    """,
    re.VERBOSE,
)
