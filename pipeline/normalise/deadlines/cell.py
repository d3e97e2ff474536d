"""By when (时限要求): the last day that still meets a printed deadline, or why there is none."""

from __future__ import annotations

import re
from datetime import date

from pipeline.findings import finding
from pipeline.model import Deadline, DeadlineKind, Finding
from pipeline.normalise.deadlines.days import Day, close_gaps, days
from pipeline.text.cleaning import clean
from pipeline.text.deadline_words import says_nothing


def deadline(text: str, year: int | None) -> tuple[Deadline, tuple[Finding, ...]]:
    """The deadline that a cell holds, read in the ledger's `year`, and what is doubtful in it.

    A day counts wherever one is printed, and of several the earliest. Never a wrong day:
    where the calendar has none, or nothing says its year, the kind is unknown.
    """
    text = clean(text)
    if says_nothing(text):
        return Deadline(text=text, kind="none", due=None), ()
    closed = close_gaps(text)
    if named := days(closed, year):
        says_more = _says_more(_without_days(closed, named))
        by_when = tuple(day for day in named if not day.tells_which)
        return _dated(text, by_when or named, says_more=says_more)
    kind = _kind_in_words(text)
    if kind is None:
        return _unknown(text, "deadline_not_understood")
    if kind == "unknown":
        return _unknown(text, "deadline_unknown")
    return Deadline(text=text, kind=kind, due=None), ()


def deadline_within(text: str, year: int | None) -> tuple[Deadline, tuple[Finding, ...]]:
    """The deadline that a requirement or a remark holds (`…，11月底前完成`, `3-5月：…`).

    What a label names is read like a cell (`完成时限：长期`). Else this is stricter than
    `deadline`: only days by which the text says that something is done, and none before the
    ledger's year, which tell of the past. The text of the answer is what names them; the kind
    is none where nothing does.
    """
    text = close_gaps(clean(text))
    if labelled := _LABELLED.search(text):
        return deadline(labelled["said"], year)
    limits = tuple(day for day in days(text, year) if day.is_limit and not _is_past(day, year))
    if not limits:
        return Deadline(text="", kind="none", due=None), ()
    printed = dict.fromkeys(day.printed for day in limits)
    return _dated("、".join(printed), limits, says_more=False)


def deadline_remarked(text: str, year: int | None) -> tuple[Deadline, tuple[Finding, ...]]:
    """The deadline that a remark (备注) holds: the whole of it (持续推进), or words within it."""
    text = close_gaps(clean(text))
    if _DEADLINE_ALONE.fullmatch(_without_days(text, days(text, year))):
        answer, doubts = deadline(text, year)
        if answer.kind in ("date", "ongoing", "recurring") and not doubts:
            return answer, ()
    if _AT_ONCE_ALONE.fullmatch(text):
        return deadline(text, year)
    return deadline_within(text, year)


def _is_past(day: Day, year: int | None) -> bool:
    return year is not None and day.due is not None and day.due.year < year


def _dated(
    text: str, named: tuple[Day, ...], *, says_more: bool
) -> tuple[Deadline, tuple[Finding, ...]]:
    dues = [day.due for day in named if day.due is not None]
    doubts = dict.fromkeys(day.doubt for day in named if day.doubt)
    if len(dues) < len(named):
        # One day that cannot be read may have been the earliest.
        return _unknown(text, *doubts)
    if len(set(dues)) > 1 or says_more:
        doubts["deadline_several"] = None
    findings = tuple(_doubt(code, text, min(dues)) for code in doubts)
    return Deadline(text=text, kind="date", due=min(dues)), findings


def _says_more(rest: str) -> bool:
    """Beside its days, does a text say 长期, 每月, or another limit that has no day (国庆节前)?

    What stands in brackets explains the day: 6月底前（国庆节前）.
    """
    if _kind_in_words(rest) in ("ongoing", "recurring"):
        return True
    return _OTHER_LIMIT.search(_BRACKETED.sub("*", rest)) is not None


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


def _without_days(text: str, named: tuple[Day, ...]) -> str:
    """三季度末 names a day, and its 季度末 no frequency; 国庆节（10月1日）前 no feast alone."""
    for day in named:
        text = text.replace(day.printed, "*")
    return text


_LABELLED = re.compile(
    "(?:(?:[时期]限|完成时间|时间节点|时间要求)(?:要求)?[：:]"
    "|(?:完成|整改|办结)[时期]限(?:为|(?=20[0-9]{2}年|[0-9]{1,2}月)))"
    "(?P<said>[^，；。）]+)"
)
_DEADLINE_ALONE = re.compile(
    "(?:[*，；、。（） ]|全面|基本|并|完成|办结|报送|公开|落实|推进|坚持|实施|开展|更新|长期|持续"
    "|常态化?|全年|定期|动态|[每按逐](?:半?年度?|季度?|月|周|旬)[末底初]?|一次)*"
)
_AT_ONCE_ALONE = re.compile(
    "(?:及时|即时|实时|立即|尽快|按时序(?:进度)?|立行立改)(?:公开|公布|公示|发布|更新|推进|办理|完成)?。?"
)
_BRACKETED = re.compile("（[^（）]*）")
_OTHER_LIMIT = re.compile(
    "(?:节|(?<!社)会议?|开学|考核|考试|汛期?|假期?)[”]?前|工作日|小时内|[日天月年周]内"
    "|(?:年|季度)[初中](?![央心小型期学等])"
)
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
        re.compile(
            "每个?(?:年|季|月|周|旬|日|天|次|星期|学期|工作日)|每[0-9一二三四五六七八九十两半双单隔逢]|各[季月]"
            "|(?:[按逐]|(?<![部百十])分)(?:半?年|季|月|周|旬|日|学期)(?!度?(?:计划|安排|工作|目标|任务))"
            "|(?<![本当])(?:季度?|月|旬)末|次月|(?<!不)定期|[单双]月|隔[年月周日]"
            "|[0-9一二三四五六七八九十两半](?:年|季度?|个?月|周|旬|日|天|学期)"
            "(?:一(?![体期届直])|[1-9两二三四]次)"
            "|[0-9]次/|(?<![本当])[月季旬]报|不少于[0-9一二两三四五六]次"
            "|(?:^|[，；、。])(?:[日周]报|[月季周]度?(?:调度|通报|督查|小结|更新))"
        ),
    ),
    (
        "ongoing",
        re.compile(
            "持续|长期|长效|全年|常态|经常|始终|不断|日常|坚持|滚动|动态|贯穿|常年|长年|常抓不懈|永久"
        ),
    ),
    (
        "unknown",
        re.compile(
            "及时|第一时间|立即|即时|即刻|实时|随时|马上|尽快|尽早|近期|适时|择期|时序|序时|进度|节点|计划|要求|规定|部署|安排"
            "|法定|约定|需要?|视(?:情|工作|进展|实际|具体)|待定|另行|同步|分阶段|分步|立行立改|[即随][知收到][即随]|即[日办]|当[日天]|次日|不定期"
            "|根据|结合|工作日|小时|[日天月年周期届]内|起|以来|开始|启动|[日月年底之以会节]后|[年月][初中]"
            "|节前|(?:元旦|五一|[“]?七一|国庆|中秋|春节|两会|暑假|寒假|开学|汛期|入冬)[”]?前|期间|时期|学期"
        ),
    ),
)
