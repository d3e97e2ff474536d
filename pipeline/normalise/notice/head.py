"""The head put together, part by part, in the order of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.findings import finding
from pipeline.model import Finding, Notice
from pipeline.normalise.citations import citations
from pipeline.normalise.notice.attachments import is_attached
from pipeline.normalise.notice.closing import Closing, closing
from pipeline.normalise.notice.issue_date import date_alone, date_at_end, day_of
from pipeline.normalise.notice.issuers import issuers_in
from pipeline.normalise.notice.masthead import is_marks, is_number, masthead
from pipeline.normalise.notice.over_ledger import ledger_title
from pipeline.normalise.notice.printed import Printed, printed
from pipeline.normalise.notice.recipients import addressed_at, recipients
from pipeline.normalise.notice.title import Titled, is_whole_title, issuers_and_title
from pipeline.normalise.notice.web_page import (
    SAID_DATE,
    SAID_NUMBER,
    is_of_web_page,
)
from pipeline.page import joined
from pipeline.text.cleaning import clean, fold_document_number
from pipeline.text.page_numbers import is_page_number
from pipeline.text.paragraphs import Paragraph

# A line of recipients that goes on below.
UNFINISHED = re.compile("[，、；,;（]$")
BEGINS_RECIPIENTS = re.compile("^各")


@dataclass(frozen=True, slots=True)
class Head:
    """The notice, and the title of the ledger that its first table holds."""

    notice: Notice
    ledger_title: str
    doubts: tuple[Finding, ...] = ()


def head(
    paragraphs: Sequence[Paragraph],
    beside: Sequence[Paragraph] = (),
    after: Sequence[Paragraph] = (),
) -> Head:
    """Read what stands above the first ledger, and `beside` one of paragraphs.

    Where that is no notice, or one that nobody signs, what stands `after` the last ledger may be
    it, or its end.
    """
    title_of_ledger, rest = ledger_title(paragraphs)
    shown = printed(rest)
    ending = printed(after)
    if not _is_signed((*shown, *printed(beside))) and _is_signed(ending):
        if not shown:
            shown = ending
        else:
            beside = (*beside, *after)
    lines = _numbers_apart(_without_page(shown))
    addressed = addressed_at([line.text for line in lines])
    top_end = _title_end(lines, addressed)
    over = masthead(lines[:top_end])
    to, start = _addressees(lines, top_end, addressed)
    below = closing((*lines[start:], *_without_page(printed(beside))))
    over_number = len(_without_date(over.rest[: over.over_number]))
    titled = issuers_and_title(_without_date(over.rest), over_number, below.signature)
    return Head(
        Notice(
            issuer="、".join(titled.issuers or below.signature),
            title=titled.title or title_of_ledger,
            document_number="、".join(over.numbers) or _said_number(shown),
            issued_on=below.issued_on or _dated(over.rest) or _said_date(shown),
            recipients=to,
            body=_body(below),
            citations=citations(_body(below)),
            attachments=below.attachments,
        ),
        title_of_ledger,
        tuple(_doubts(titled, below)),
    )


def _is_signed(lines: Sequence[Printed]) -> bool:
    """Does a body sign there, with a date?"""
    below = closing(_without_page(lines))
    return bool(below.signature) and below.issued_on is not None


def _doubts(titled: Titled, below: Closing) -> Iterator[Finding]:
    unsure = titled.guessed
    if not titled.issuers and below.guessed is not None and below.guessed not in titled.title:
        unsure = (below.guessed,)
    for name in unsure:
        message = f"{name!r} was taken for the issuer by its place; nothing else says that it is."
        yield finding("issuer_uncertain", message, field="issuer")
    if below.unread_date is not None:
        message = f"{below.unread_date!r} under the signature is no day: it was left out."
        yield finding("issue_date_unread", message, field="issued_on")


def _body(below: Closing) -> str:
    return "\n".join(below.prose)


def _without_page(lines: Sequence[Printed]) -> tuple[Printed, ...]:
    """The lines that are the notice's own."""
    return tuple(
        line
        for line in lines
        if not is_of_web_page(line.text) and not is_page_number(line.lines[0].text)
    )


def _numbers_apart(lines: Sequence[Printed]) -> tuple[Printed, ...]:
    """The lines; where a number with its signer fills the page, the title below is apart of it."""
    made: list[Printed] = []
    for line in lines:
        first = Printed(clean(line.lines[0].text), line.lines[:1])
        if len(line.lines) > 1 and is_number(first.text):
            made += [first, Printed(clean(joined(line.lines[1:])), line.lines[1:])]
        else:
            made.append(line)
    return tuple(made)


def _title_end(lines: Sequence[Printed], addressed: int | None) -> int:
    """How many lines stand over the recipients, or over the body where there are none."""
    texts = [line.text for line in lines]
    limit = len(texts) if addressed is None else addressed
    if addressed is None:
        limit = next((at for at, line in enumerate(lines) if _is_below(line)), len(texts))
    ends = _whole_ends(lines[:limit])
    if addressed is None:
        return ends[-1] if ends else limit
    if ends:
        return ends[-1]
    start = addressed
    while start and (
        UNFINISHED.search(texts[start - 1]) or BEGINS_RECIPIENTS.match(texts[start - 1])
    ):
        start -= 1
    return start


def _is_below(line: Printed) -> bool:
    """Does the body begin here at the latest?"""
    is_signed = bool(issuers_in(line)) or date_at_end(line.text) is not None
    is_body = line.is_indented and not (is_signed or is_number(line.text))
    return "。" in line.text or is_body or is_attached(line.text)


def _whole_ends(lines: Sequence[Printed]) -> list[int]:
    """After how many lines a title is whole, with the numbers and remarks that follow it."""
    ends: list[int] = []
    title = ""
    for at, line in enumerate(lines, 1):
        text = line.text
        if is_number(text) or is_marks(text) or date_alone(text) is not None:
            if ends and ends[-1] == at - 1:
                ends.append(at)
            continue
        title += text
        if is_whole_title(title) or is_whole_title(text):
            ends.append(at)
    return ends


def _addressees(
    lines: Sequence[Printed], top_end: int, addressed: int | None
) -> tuple[tuple[str, ...], int]:
    """The recipients, and where the body begins."""
    if addressed is None:
        return (), top_end
    held = lines[top_end : addressed + 1]
    return recipients("".join(line.text for line in held)), addressed + 1


def _without_date(lines: Sequence[Printed]) -> list[Printed]:
    return [line for line in lines if date_alone(line.text) is None]


def _dated(lines: Sequence[Printed]) -> date | None:
    """The day printed under a title that nobody is addressed in."""
    found = next(filter(None, (date_alone(line.text) for line in lines)), None)
    return None if found is None else day_of(found)


def _said_number(lines: Sequence[Printed]) -> str | None:
    """The number in the fields that a page of the web prints."""
    said = (SAID_NUMBER.search(line.text) for line in lines if is_of_web_page(line.text))
    numbers = (fold_document_number(found["number"]) for found in said if found)
    return next((number for number in numbers if is_number(number)), None)


def _said_date(lines: Sequence[Printed]) -> date | None:
    said = (SAID_DATE.search(line.text) for line in lines if is_of_web_page(line.text))
    days = (date_alone(found["date"]) for found in said if found)
    return next((day_of(day) for day in days if day), None)
