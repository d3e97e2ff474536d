"""版头: what stands over the title, but for the letterhead: numbers, secrecy, urgency, signer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.normalise.notice.issue_date import date_alone
from pipeline.normalise.notice.issuers import letterhead
from pipeline.normalise.notice.printed import GAP, Printed
from pipeline.text.cleaning import HAN, fold_document_number
from pipeline.text.later import Later

NUMBER = re.compile(rf"[{HAN}]{{1,14}}〔\d{{4}}〕(?:第)?\d+号")
NUMBERS = re.compile(rf"(?:{NUMBER.pattern}[、，,；;]?)+")
# Orders, announcements and minutes are counted without a code: 第12号, 2021年第3号, 〔2022〕15号.
COUNTED = re.compile(
    r"[（(]?(?P<number>(?:\d{4}年)?第(?:\d+|[一二三四五六七八九十百]+)号|〔\d{4}〕第?\d+号)[）)]?"
)
COUNTED_AT_END = re.compile(rf"^(?P<name>.+(?:令|公告|通告))[\s　]*{COUNTED.pattern}$")
SIGNER = re.compile(r"[（(]?(?:签\s*发\s*人|会\s*签\s*人|会\s*签)\s*[:：].*$")
# Any number of names of two to four characters, with or without a mark between.
PERSONS = Later(rf"[{HAN}]{{2,}}(?:[、，][{HAN}]{{2,}})*")
# All digits at once: what could be cut at any of them would be tried at each.
COPY = r"(?:份号[:：]?)?(?:No\.?|NO\.?|№)?\d{3,8}(?!\d)"
TERM = r"(?:[★☆*＊]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:年|个月)|[★☆*＊](?:长期|启用前)?)"
SECRECY = rf"(?:密级[:：]?)?(?:绝密|机密|秘密|内部资料|内部文件|非密){TERM}?|保密期限[:：]?{TERM}"
URGENCY = r"(?:(?:紧急程度|缓急|等级)[:：]?)?(?:特急|特提|加急|平急|急件|急)|[★☆]"
MARKS = re.compile(rf"(?:(?:{COPY}|{SECRECY}|{URGENCY}|内部明电|明电|传真电报)[·、，/\-]?)+")
MARKED_NUMBER = Later(rf"{MARKS.pattern}(?P<number>{NUMBER.pattern})")


@dataclass(frozen=True, slots=True)
class Masthead:
    """The document numbers as printed, and the lines that are letterhead or title.

    `over_number`: so many of them stand over the first number.
    """

    numbers: tuple[str, ...]
    rest: tuple[Printed, ...]
    over_number: int = 0


def masthead(lines: Sequence[Printed]) -> Masthead:
    """Take the numbers, marks and signers out of what stands over the recipients."""
    numbers: list[str] = []
    rest: list[Printed] = []
    over_number = 0
    after_signer = False
    for line in _apart(lines):
        text, signer = _without_signer(line.text)
        if (after_signer and _are_persons(text)) or is_marks(text):
            continue
        after_signer = signer or (after_signer and not text)
        found, text = _numbered(text)
        over_number = len(rest) if found and not numbers else over_number
        numbers += [number for number in found if number not in numbers]
        if text:
            rest.append(replace(line, text=text) if text != line.text else line)
    return Masthead(tuple(numbers), tuple(rest), over_number)


def _are_persons(text: str) -> bool:
    return len(text) <= 4 and PERSONS.compiled.fullmatch(text) is not None


def is_marks(text: str) -> bool:
    """Copy number (份号), secrecy (密级和保密期限) and urgency (紧急程度), and nothing else?"""
    return MARKS.fullmatch(text.replace(" ", "")) is not None


def is_number(text: str) -> bool:
    """Is the line a document number (发文字号), with or without a signer beside it?"""
    bare, _ = _without_signer(text)
    return bool(bare) and not _numbered(bare)[1]


def _apart(lines: Sequence[Printed]) -> list[Printed]:
    """The lines; one that holds several parts of the masthead, part by part."""
    made: list[Printed] = []
    for line in lines:
        ways = (line.apart(), line.apart(GAP))
        made += next((way for way in ways if _are_parts(way)), (line,))
    return made


def _are_parts(pieces: Sequence[Printed]) -> bool:
    are_parts = len(pieces) > 1 and all(map(_is_part, pieces))
    return are_parts and not all(map(letterhead, pieces))


def _is_part(piece: Printed) -> bool:
    text = piece.text
    is_signer = SIGNER.match(text) is not None
    is_mark = is_signer or is_marks(text) or is_number(text) or date_alone(text) is not None
    return is_mark or bool(letterhead(piece))


def _without_signer(text: str) -> tuple[str, bool]:
    bare = SIGNER.sub("", text).strip()
    return bare, bare != text


def _numbered(text: str) -> tuple[list[str], str]:
    """The document numbers that a text is made of, and what is left of it."""
    folded = fold_document_number(text).replace(" ", "")
    if "号" not in folded:
        return [], text
    if folded[0] in "（(" and folded[-1] in "）)" and NUMBER.fullmatch(folded, 1, len(folded) - 1):
        folded = folded[1:-1]
    if NUMBERS.fullmatch(folded):
        return NUMBER.findall(folded), ""
    counted = COUNTED.fullmatch(folded) or MARKED_NUMBER.compiled.fullmatch(folded)
    if counted is not None:
        return [counted["number"]], ""
    ended = COUNTED_AT_END.fullmatch(folded)
    return ([], text) if ended is None else ([ended["number"]], ended["name"])
