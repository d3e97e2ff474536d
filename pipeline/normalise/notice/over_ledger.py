"""The title over a ledger, and the mark of the attachment that it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.normalise.notice.attachments import is_attached, is_marker
from pipeline.normalise.notice.imprint import is_contact, is_imprint, is_remark
from pipeline.normalise.notice.issue_date import date_alone, date_at_end, is_unfinished_date
from pipeline.normalise.notice.issuers import is_issuer
from pipeline.normalise.notice.masthead import is_number
from pipeline.normalise.notice.title import GOES_ON, is_whole_title
from pipeline.normalise.notice.web_page import is_file_name, is_of_web_page
from pipeline.text.page_numbers import is_page_number
from pipeline.text.paragraphs import Paragraph

SENTENCE_END = re.compile("[。；：！？;:]$")
ASIDE = re.compile(r"^(?:填报|填表|单位|制表|联系人|日期|截至|更新)[^。]{0,30}$|^（[^（）]*）$")
# In brackets, and of the title all the same: the edition, the years, what it holds.
EDITION = re.compile(
    r"^（(?:(?:征求意见稿|讨论稿|送审稿|草案|试行|暂行|修订|不?含|.*[版稿])[^（）]*"
    r"|第.{1,3}批|\d{4}年度?|\d{4}年?[-—–－~～至到]\d{4}年?)）$"
)
MOST_LINES = 4


def ledger_title(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Paragraph, ...]]:
    """The title printed over a table, its lines joined, and the paragraphs before it."""
    end = len(paragraphs)
    while end and _is_aside(paragraphs[end - 1].text):
        end -= 1
    start = end
    while start and end - start < MOST_LINES and _may_title(paragraphs, start - 1, end):
        start -= 1
    title = "".join(paragraph.text for paragraph in paragraphs[start:end])
    before = paragraphs[: start if title else len(paragraphs)]
    while before and is_marker(before[-1].text):
        before = before[:-1]
    return title, tuple(before)


def _is_aside(text: str) -> bool:
    """Is it a remark on the table, between its title and its first row?"""
    if is_of_web_page(text):
        return True
    is_of_notice = is_remark(text) or is_imprint(text) or date_alone(text) is not None
    return ASIDE.match(text) is not None and not (is_of_notice or EDITION.match(text))


def _may_title(paragraphs: Sequence[Paragraph], index: int, end: int) -> bool:
    """Can the paragraph be a line of the ledger's title? One page, no sentence, no other part."""
    paragraph = paragraphs[index]
    if paragraph.lines[0].place.page != paragraphs[end - 1].lines[0].place.page:
        return False
    is_lower = index + 1 < end
    if is_lower and is_whole_title(paragraph.text) and not _goes_on(paragraphs[index + 1].text):
        return False  # a whole title by itself: what follows has its own
    if is_lower and _signs(paragraphs, index):
        return False
    return not (SENTENCE_END.search(paragraph.text) or _is_other(paragraph.text))


def _signs(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Does a body sign here: under a sentence, or under a date that nobody signs over?"""
    if not is_issuer(paragraphs[index].text) or not index:
        return False
    above = [paragraph.text for paragraph in paragraphs[:index]]
    if date_alone(above[-1]) is None:
        return SENTENCE_END.search(above[-1]) is not None
    return len(above) > 1 and SENTENCE_END.search(above[-2]) is not None


def _goes_on(text: str) -> bool:
    return GOES_ON.match(text) is not None


def _is_other(text: str) -> bool:
    """Is it another part of the notice?"""
    return (
        is_marker(text)
        or is_attached(text)
        or is_number(text)
        or is_remark(text)
        or is_imprint(text)
        or is_contact(text)
        or is_of_web_page(text)
        or is_page_number(text)
        or is_file_name(text)
        or date_alone(text) is not None
        or date_at_end(text) is not None
        or is_unfinished_date(text)
    )
