"""The days that a Chinese text names: 6月底, 第三季度, 2021.12.31, “十四五”末."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.text.numbering import number_of


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text names.

    `due` is None where the calendar has no such day, nothing says its year, or a word beside it
    was not read; `doubt` is the code of the finding that says so. `is_limit`: the text says
    that something ends by it. `listed`: another day follows in the same list.
    """

    printed: str
    due: date | None
    doubt: str = ""
    is_limit: bool = False
    listed: bool = False


def days(text: str, year: int | None) -> tuple[Day, ...]:
    """The days that a clean `text` names, each as the last day that still meets it.

    `year` is the ledger's. A year that is printed holds for the days after it. The first half
    of a range (3-5月) and a start (自6月起) are no deadlines, nor is a day within a title or
    after the word of a frequency (每年1月31日前).
    """
    plain = _NO_DAYS.sub(lambda found: "*" * len(found[0]), text).translate(_NARROW)
    if short := _SHORT.fullmatch(plain):
        due, doubt = (
            (None, "deadline_without_year")
            if year is None
            else _of_month(year, int(short["month"]), short["day"], "", is_before=False)
        )
        return (Day(text, due, doubt, is_limit=short["before"] is not None),)
    return _lists_end_together([*_days(text, plain, year)])


def _days(text: str, plain: str, year: int | None) -> Iterator[Day]:
    near, begun = year, None
    for found in _DAY.finditer(plain):
        years = _years(found, near, year)
        if _prints_its_year(found):
            near = years[-1]
        dues = [due for of_year in years for due in _dues(found, of_year)]
        if _GOES_ON.match(plain, found.end()):
            begun = dues[-1][0]
            continue
        is_unread = _is_unread(plain, found)
        if not _is_start(plain, found) or is_unread:
            printed = text[found.start() : found.end()]
            listed = _LISTED.match(plain, found.end()) is not None
            for due, doubt in dues:
                day = Day(printed, due, doubt, _is_limit(plain, found), listed)
                # 11月至3月 goes over the end of a year that it does not print.
                if is_unread or (
                    begun and due and (due.year, due.month) < (begun.year, begun.month)
                ):
                    day = replace(day, due=None, doubt=doubt or "deadline_not_understood")
                yield day
        begun = None


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
    return not found["before"] and _BEGINS.search(plain, 0, found.start()) is not None


def _is_unread(plain: str, found: re.Match[str]) -> bool:
    """Does a word beside the day change it in a way that is not read?"""
    if found["vague"] or found["ahead"] or _LUNAR.search(plain):
        return True
    year_before = _YEAR_BEFORE.search(plain, 0, found.start()) and not _prints_its_year(found)
    # 一月内 is within January or within a month.
    month_or_so = found["month"] and not found["month"].isdigit() and found["span_end"] == "内"
    if year_before or (month_or_so and not _prints_its_year(found)):
        return True
    if found["before"] or found["day"] or found["dotted_day"]:
        return False
    return _UNREAD_AFTER.match(plain, found.end()) is not None


def _is_limit(plain: str, found: re.Match[str]) -> bool:
    if found["before"]:
        return found["bare_year"] is None and not _DESCRIBES.match(plain, found.end())
    is_at_head = not plain[: found.start()] or plain[found.start() - 1] in "；。"
    is_period = found["month"] or found["quarter"] or found["half"]
    if is_period and plain.startswith("：", found.end()) and is_at_head:
        return True
    is_end = bool(found["part"] or found["year_end"] or found["span_end"])
    return is_end and _IS_DONE.match(plain, found.end()) is not None


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


def _dues(found: re.Match[str], year: int | None) -> Iterator[tuple[date | None, str]]:
    """The last day of each period that the match names, or None and the doubt about it."""
    is_before = bool(found["before"]) and not found["span_end"]
    if found["plan"]:
        # The tenth five-year plan (十五) ended with 2005.
        yield date(2005 + 5 * (number_of(found["plan"]) or 0), 12, 31), ""
    elif year is None:
        yield None, "deadline_without_year"
    elif packed := found["packed"]:
        yield _of_month(year, int(packed[4:6]), packed[6:], "", is_before=False)
    elif found["dotted_month"]:
        month, day, part = found.group("dotted_month", "dotted_day", "dotted_part")
        yield _of_month(year, int(month), day, part or "", is_before=is_before)
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
    months = [*_NUMERALS.findall(found["months"] or ""), found["month"]]
    for month in months[:-1]:
        yield _of_month(year, _month(month), None, "底", is_before=is_before)
    days = [*_NUMERALS.findall(found["days"] or ""), found["day"] or found["bare_day"]]
    part = found["part"] or ("底" if len(months) > 1 else "")
    for day in days:
        yield _of_month(year, _month(months[-1]), day, part, is_before=is_before)


def _of_quarters(
    found: re.Match[str], year: int, *, is_before: bool
) -> Iterator[tuple[date | None, str]]:
    """一季度前 ends with the quarter: before its first day, the ledger's year had not begun."""
    if _falls(found["from_quarter"], found["quarter"]):
        yield None, "deadline_not_understood"
        return
    last = found["quarter"] or found["q"]
    for printed in [*_NUMERALS.findall(found["quarters"] or ""), last]:
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
    part = re.sub("[、和]", "", part)
    if part in ("初", "中"):
        return None, "deadline_not_understood"
    begins, ends = _PARTS.get(part, (1, last.day))
    if is_before and part not in ("底", "末"):
        return date(year, month, begins) - timedelta(days=1), "deadline_ambiguous"
    return date(year, month, ends or last.day), ""


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


# Same length, so that what is found stands at the same place in the text.
_NARROW = str.maketrans("０１２３４５６７８９．／－−─", "0123456789./---")
_NOUGHTS = str.maketrans("○O0零", "〇〇〇〇")
_RELATIVE = {"去": -1, "明": 1, "来": 1, "次": 1, "翌": 1, "下": 1}
# A year of two digits is believed so many years around the ledger's.
_NEARBY = 10
# The first and the last day of a part of a month; 0 is the month's last.
_PARTS = {
    "上旬": (1, 10),
    "上中旬": (1, 20),
    "中旬": (11, 20),
    "中下旬": (11, 0),
    "下旬": (21, 0),
    "上半月": (1, 15),
    "下半月": (16, 0),
}

_HAN_NUMERAL = "(?:[二三]?十|[廿卅])[一二三四五六七八九]?|[一二三四五六七八九]"
_NUMERAL = f"(?:[0-9]{{1,2}}|{_HAN_NUMERAL})"
_NUMERALS = re.compile(_NUMERAL)
_QUARTER = "[一二三四1-4]"
_TO = "(?:[-–—~～至到]+)"
_AND = "[、，,和与及/]"
# Titles, and frequencies with what they say: 每年1月31日前, 一月一调度, 一季度一次.
_NO_DAYS = re.compile(
    "《[^》]*》|[^，,；;。]{0,30}（每(?:半?年|季度?|月|周)）[^，,；;。]*"
    "|(?:每[半个两双单逢隔]?|[按逐])(?:年|季|月|周|旬)(?!度?(?:计划|安排|工作|目标|任务))[^，,；;。]*"
    "|[一半](?:年|季度?|个?月|周|旬)(?:[一1](?![0-9一二三四五六七八九十日号月、至-])|两|[2-9二三四]次)[^，,；;。]*"
)
_SHORT = re.compile(
    rf"(?:[0-9]{{1,2}}[./][0-9]{{1,2}}{_TO})?(?P<month>[0-9]{{1,2}})[./]"
    "(?P<day>[0-9]{2}日?|[0-9](?=日|[之以]?前))日?(?P<before>[之以]?前)?(?:完成)?"
)
_GOES_ON = re.compile(
    rf"{_TO}(?=[0-9一二三四五六七八九十第今本当明来次翌下上年Q]|今|持续|长期|永久|以后|常态)"
)
_LISTED = re.compile("[、和及与或](?=[0-9一二三四五六七八九十第今明次年元上下])")
_BEGINS = re.compile("(?:自|从|不早于|始于|不得早于)$")
_LUNAR = re.compile("[农阴旧夏]历")
_YEAR_BEFORE = re.compile("[年岁]度?的?$")
# 9月开学前, 12月第一周, 7月至验收.
_UNREAD_AFTER = re.compile(
    "[^0-9，,；;。、（）：:年月季旬底末半]{1,6}?[之以]?前(?=$|[，,；;。、）完])"
    f"|的?第{_NUMERAL}个?(?:周|星期|工作日)|初|中(?![央心小])|{_TO}$|至|{_NUMERAL}"
)
# 2020年底前印发的文件: the day tells which documents, and not by when.
_DESCRIBES = re.compile(
    "(?:印发|制定|出台|成立|形成|建成|设立|公布|发布|登记|注册|受理|签订|开工|竣工|生效|施行|取得|未|尚未|已|所)"
    "[^，,；;。、：]{0,2}的"
)
_IS_DONE = re.compile("(?:全面|基本)?(?:完成|办结|实现|到位|建成|公开)")
# 三年内, 学年末, 后年底: another year than the ledger's.
_YEARS_OF = "一二三四五六七八九十百两几半多学近历往财周青少老成数上后前每整跨"
_TIME = (
    "(?:下班|(?:上午|下午|晚上?|中午)?[0-9]{1,2}(?:时|点)(?:[0-9]{1,2}分|整)?"
    "|(?:上午|下午)?[0-9]{1,2}[:：][0-9]{2})"
)
# The alternatives stand in the order in which they are tried: a year alone comes last.
_DAY = re.compile(
    rf"""
    (?: (?<![0-9A-Za-z./])
        (?P<dotted_year> 20[0-9]{{2}}) [ ]?(?P<sign>[.\-/])[ ]? (?P<dotted_month> [0-9]{{1,2}})
        (?: [ ]?(?P=sign)[ ]? (?P<dotted_day> [0-9]{{1,2}}) [日号]? (?![0-9])
          | 月?份? (?P<dotted_part> 底|末|上旬|中旬|下旬|初|中)? (?![0-9]) )
      | (?<! [0-9A-Za-z] ) (?P<packed> 20[0-9]{{2}} [01][0-9] [0-3][0-9] ) (?! [0-9A-Za-z] )
      | [“‘"']? 十 (?P<plan> [一二三四五六七八九] ) 五 [”’"']? (?:规划|计划)?
        (?: 期间 | 时期 | 期?[末底内] )
      | (?: (?<! [0-9A-Za-z] ) (?P<years> (?: 20[0-9]{{2}} 年? [、和与及] ){{0,9}} )
            (?P<year> (?:19|20)[0-9]{{2}} | 二[〇零○O0一二三四五六七八九]{{3}} ) 年度?的?
          | (?<! [0-9A-Za-z第近满后前] ) (?P<short_year> [0-9]{{2}} ) 年
            (?= {_NUMERAL}月 | 年?[底末] | [上下]半年 | 第?{_QUARTER}季度 )
          | (?<! [首再初以一成] ) (?P<relative> [今本当明来次翌去]年度? | 下一?年度? ) )?
        (?: (?<! [0-9A-Za-z一二三四五六七八九十] )
            (?P<months> (?: {_NUMERAL} {_AND} ){{0,11}} ) (?: (?P<from_month> {_NUMERAL} ) {_TO} )?
            (?P<month> {_NUMERAL} | 元) 月份? (?: 月(?=[底末]) )?
            (?: (?P<days> (?: {_NUMERAL} [日号]? [、和与及/] ){{0,9}} )
                (?: (?P<from_day> {_NUMERAL} ) [日号]? {_TO} )? (?P<day> {_NUMERAL} ) [日号]
              | (?P<bare_day> {_NUMERAL} ) (?= $ | [之以]?前 | [，,；;。、）] )
              | (?P<part> 底|末|上旬|上[、和]?中旬|中旬|中[、和]?下旬|下旬|[上下]半月|初|中) )?
          | 前? (?: (?<! [0-9A-Za-z一二三四五六七八九十] )
            (?P<quarters> (?: 第? {_QUARTER} {_AND} ){{0,3}} )
            (?: 第? (?P<from_quarter> {_QUARTER} ) {_TO} )? 第? (?P<quarter> {_QUARTER} ) 个?季度
            | (?<! [A-Za-z] ) Q(?P<q> [1-4] ) (?! [0-9A-Za-z] ) )
          | (?P<halves> 上 [、和与及] )? (?P<half> [上下] ) 半年度?
          | (?P<year_end> (?(year) 年?度? | (?(relative) 年?度? | (?(short_year) 年?
            | (?<! [0-9A-Za-z{_YEARS_OF}] ) 年度? ) ) )
            (?: [底末] | 终了?(?![止身端]) | 内(?![部容外控]) ) )
          | (?P<bare_year> (?(year) | (?(relative) | (?!) ) )
            (?= $ | [前，,；;。、）和与及] | 内(?![部容外控]) | [之以]前 | {_TO} | 完成 | 基本 ) )
        )
    )
    (?P<span_end> [末底内] (?! [部容外控] ) )?
    (?: (?P<start> [之以]?后(?!续) | 起 | 以来 | 开始 | 启动 )
      | (?P<vague> 前后 | 左右 | 上下 )
      | (?P<before> (?: （[^（）]{{1,8}}） )? {_TIME}? (?: （[^（）]{{1,8}}） )?
          [之以]?前 (?! [半期端往述置几后] ) )
        (?P<ahead> {_NUMERAL} 个? (?:天|日|工作日|周) )? )?
    """,
    re.VERBOSE,
)
