"""发文机关标志 and 标题: the letterhead, and the title, which may take several lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.normalise.notice.issuers import (
    BARE,
    LETTERHEAD_MARK,
    begins_name,
    is_issuer,
    letterhead,
    may_be_name,
    whole_names,
)
from pipeline.normalise.notice.printed import GAP, Printed

# The kinds of official documents (GB/T 9704-2012 and 党政机关公文处理工作条例), and what else is
# printed under a title of its own.
KINDS = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
OTHERS = (
    "方案|办法|规定|细则|计划|规划|要点|安排|台账|台帐|分工|分工表|分解表|任务表|清单|目录|通讯录|名单|名册|一览表|"
    "安排表|汇总表|统计表|情况表|登记表|价格表|明细表|联系表|责任表|进度表|时间表|表"
)
AFTER = "(?:（[^（]*）)?$"
NOTICE_ENDS = re.compile(rf"(?:的[^的《》]{{0,8}}|》)(?:{KINDS}){AFTER}")
TITLE_ENDS = re.compile(rf"(?:{KINDS}|{OTHERS}){AFTER}")
ON = "关于"
BOOK = re.compile("《[^《》]*》")
# No title begins so: the one above goes on.
GOES_ON = re.compile("^[的和及与暨、（》〉，]")
# A letterhead that is the title where no other one follows.
ANNOUNCED = re.compile("(?:公告|通告)$")
# Under a title, by whom and when it was passed.
PASSED = re.compile(r"^（.*(?:通过|公布|发布|施行|修订|修正|印发|批准)）$")
SIZES_DIFFER = 0.7


def is_whole_title(text: str) -> bool:
    """Does a title end here? It ends in the kind of document, outside of book marks."""
    if text.count("《") != text.count("》") or text.count("（") != text.count("）"):
        return False
    return (NOTICE_ENDS if ON in BOOK.sub("", text) else TITLE_ENDS).search(text) is not None


@dataclass(frozen=True, slots=True)
class Titled:
    """The letterhead's bodies and the title. `guessed`: bodies that their place alone tells."""

    issuers: tuple[str, ...]
    title: str
    guessed: tuple[str, ...] = ()


def issuers_and_title(
    lines: Sequence[Printed], over_number: int = 0, signers: Collection[str] = ()
) -> Titled:
    """The letterhead and the title. A web page prints both twice: the last one counts.

    `over_number`: so many lines stand over the document number. `signers`: the bodies that sign.
    """
    issuers: list[str] = []
    guessed = announced = ""
    title = ""
    placed = _placed(lines, over_number)
    for at, line in enumerate(lines):
        if line.text.replace(" ", "") == "文件" or PASSED.match(line.text):
            continue
        names = letterhead(line)
        is_marked = LETTERHEAD_MARK.search(line.text) is not None
        by_place = not names and (at in placed or line.text in signers)
        names = (line.text,) if by_place else names
        is_whole = is_whole_title(title)
        if names and (not title or is_whole) and not _begins_title(line, lines[at + 1 :]):
            if title:
                issuers, title = [], ""
            if guessed and not (begins_name(names[0]) or names[0] in signers):
                names = (issuers.pop() + names[0], *names[1:])
            issuers += names
            guessed = names[-1] if by_place and line.text not in signers else ""
            announced = line.text if ANNOUNCED.search(line.text) else announced
        elif names and is_marked and ON not in title:
            issuers.append(title + names[0])  # the name was cut by the line
            title = ""
        elif is_whole and _is_another([one.text for one in lines[at:]], title):
            title = _unkerned(line)
        else:
            title += _unkerned(line)
    whole = whole_names(issuers)
    unsure = tuple(name for name in whole if name == guessed and name not in signers)
    return Titled(whole, _without_issuers(title, whole) or announced, unsure)


def _placed(lines: Sequence[Printed], over_number: int) -> range:
    """The lines that their place over the number makes a letterhead, as the title stands under it.

    So they are, whatever the last word of the name.
    """
    over = [line.text for line in lines[:over_number]]
    under = "".join(line.text for line in lines[over_number:])
    is_title = any(ON in text for text in over) or is_whole_title("".join(over))
    if is_title or not is_whole_title(under) or not all(map(may_be_name, over)):
        return range(0)
    return range(over_number)


def _unkerned(line: Printed) -> str:
    """The text; without its gaps where every character has one, figures too."""
    characters = line.pieces(GAP)
    return "".join(characters) if all(len(one) == 1 for one in characters) else line.text


def _begins_title(line: Printed, below: Sequence[Printed]) -> bool:
    """Is a body's name the head of a title that was cut there, and no letterhead?

    Then the line below goes on with the name, or with another's, up to 关于.
    """
    if LETTERHEAD_MARK.search(line.text) or not below:
        return False
    following = below[0]
    if abs((line.size or 0.0) - (following.size or 0.0)) > SIZES_DIFFER:
        return False
    name, on, _ = following.text.partition(ON)
    if not on or not name or name.startswith(line.text) or LETTERHEAD_MARK.search(name):
        return False
    is_another = is_issuer(name) and not BARE.fullmatch(name)
    return is_issuer(line.text + name) and not is_another


def _is_another(lines: Sequence[str], title: str) -> bool:
    """Do the lines under a whole title print another one?"""
    if GOES_ON.match(lines[0]):
        return False
    text = "".join(lines)
    return (
        ON in BOOK.sub("", text)
        or text == title
        or title.endswith(text)
        or is_whole_title(lines[0])
    )


def _without_issuers(title: str, issuers: Sequence[str]) -> str:
    """The title without all the letterhead's bodies printed again over it, without their gaps."""
    names = "".join(issuers)
    if len(issuers) > 1 and title.startswith(names + ON):
        return title[len(names) :]
    return title
