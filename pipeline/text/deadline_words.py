"""What a deadline (时限) looks like, before anything is known of the ledger's year."""

from __future__ import annotations

import re

LONGEST = 16
"""Characters: what is longer is a sentence with a deadline in it."""

_LOOKS = re.compile(
    "(?:[底日月年旬]|季度|半年)[底末内中前]?(?:之?前|完成)?$|推进$"
    "|^(?:持续|长期|全年|常态|及时|立即|即时|按时|每)"
)
_ENDS = re.compile("(?:[前内底末日旬度进化持]|(?<![0-9])年)$")
# A day in digits, and words that say when in their own way.
_DATE = re.compile(
    "(?:20[0-9]{2}[-./年])?[01]?[0-9](?:[-./月][0-3]?[0-9]日?)?(?:之?前|底)?|20[0-9]{2}年?"
)
_WHEN = re.compile(
    "立行立改|即知即改|立即|随时|按时序|常抓不懈|适时|长期|年度内?|Q[1-4]|第一时间|实时|动态更新|定期$|即日起"
)
_NOTHING = re.compile("[-－–—─/／\\\\·.…*＊~～、 ]*|（?暂?无）?")
# How long a service may take is no deadline of a task.
SERVICE_TIME = re.compile("工作日|小时|之日起|天内")


def is_deadline(text: str) -> bool:
    """Does a short text end, or begin, as deadlines do?"""
    return len(text) <= LONGEST and _LOOKS.search(text) is not None


def is_due(text: str) -> bool:
    """Does a short text say when a task is due, and not how long a service takes?"""
    if SERVICE_TIME.search(text):
        return False
    is_date = _DATE.fullmatch(text) is not None and not text.isdecimal()
    return is_date or is_deadline(text) or _WHEN.match(text) is not None


def ends_deadline(text: str) -> bool:
    """Can a deadline end here? After 12月 and 2021年 it may go on at the head of a page."""
    return _ENDS.search(text) is not None


def says_nothing(text: str) -> bool:
    """Is a cell blank, or does it hold marks and words that stand for nothing (`—`, `/`, `无`)?"""
    return _NOTHING.fullmatch(text) is not None
