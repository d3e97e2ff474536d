"""From the body down: body, list of attachments, signature (发文机关署名), date, remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pipeline.normalise.notice.attachments import Listing, is_marker, listed
from pipeline.normalise.notice.body import whole_paragraphs
from pipeline.normalise.notice.imprint import is_aside_of_date, is_imprint, is_person, is_remark
from pipeline.normalise.notice.issue_date import (
    date_alone,
    date_at_end,
    day_of,
    is_unfinished_date,
)
from pipeline.normalise.notice.issuers import (
    begins_name,
    is_issuer,
    issuers_in,
    may_be_name,
    whole_names,
    without_seal,
)
from pipeline.normalise.notice.printed import GAP, Printed
from pipeline.normalise.notice.title import is_whole_title
from pipeline.text.numbering import is_labelled

SENTENCE_END = re.compile("[。；：！？;:]$")
MARK = re.compile("[，。；：！？《》]")
HAS_FIGURE = re.compile("[0-9一二三四五六七八九十]")
# A signature of a name whose last word no list knows is not longer.
LONGEST_UNKNOWN = 20


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands under the recipients. `guessed`: a signer's name put together from two lines."""

    prose: tuple[str, ...]
    attachments: tuple[str, ...]
    signature: tuple[str, ...]
    issued_on: date | None
    unread_date: str | None
    guessed: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """Where the signature and the date stand: lines from `start` up to `end`, without it.

    `guessed`: a name put together from two lines.
    """

    start: int
    end: int
    names: tuple[str, ...] = ()
    issued_on: date | None = None
    unread_date: str | None = None
    guessed: str | None = None


def closing(lines: Sequence[Printed]) -> Closing:
    """The parts under the recipients, up to the first attachment's own page."""
    whole = whole_paragraphs(lines)
    held = _without_captions(whole[: _end(whole)])
    signed = _signed(held)
    prose: list[str] = []
    listing = Listing()
    in_list = in_imprint = False
    for at, line in enumerate(held):
        text = line.text
        begun = listed(text)
        in_imprint = begun is None and (in_imprint or (at >= signed.end and is_imprint(text)))
        if signed.start <= at < signed.end or in_imprint or is_imprint(text) or is_remark(text):
            in_list = False
        elif begun is not None or is_marker(text):
            in_list = True
            listing.read(begun or "")
        elif in_list and (listing.begins_item(text) or _may_be_rest(text, listing)):
            listing.read(text)
        elif at < signed.end or (SENTENCE_END.search(text) and not is_aside_of_date(text)):
            in_list = False
            prose.append(text)
    return Closing(
        tuple(prose),
        listing.done(),
        signed.names,
        signed.issued_on,
        signed.unread_date,
        signed.guessed,
    )


def _may_be_rest(text: str, listing: Listing) -> bool:
    """Can the line go on with an attachment's name?"""
    if is_labelled(text) or is_person(text):
        return False
    return not listing.names or SENTENCE_END.search(text) is None


def _end(lines: Sequence[Printed]) -> int:
    """Where the attachments themselves begin: at a mark over one, or at its title again."""
    listing = Listing()
    in_list = dated = False
    for at, line in enumerate(lines):
        text = line.text
        begun = listed(text)
        if is_marker(text) and not _opens_list(lines, at, done=dated or bool(listing.names)):
            return at
        if _same(text, begun, listing.done()):
            return at
        is_item = in_list and listing.begins_item(text)
        if not is_item and _is_caption(line) and _is_under_date(lines[:at]):
            return at
        if (begun is not None or is_marker(text)) and (in_list or not listing.names):
            in_list = True
            listing.read(begun or "")
        elif begun is not None:
            return at
        elif date_alone(text) is not None or issuers_in(line) or is_remark(text):
            dated = dated or bool(listing.names) or date_alone(text) is not None
            in_list = False
        elif (
            in_list
            and not is_imprint(text)
            and (listing.begins_item(text) or _may_be_rest(text, listing))
        ):
            listing.read(text)
        else:
            in_list = False
            dated = dated or (date_at_end(text) is not None and _names_before(line) != ())
    return len(lines)


def _is_under_date(lines: Sequence[Printed]) -> bool:
    """Has the notice been signed and dated above, and a text of its own begins?"""
    return any(
        date_alone(below.text) is not None and bool(issuers_in(above))
        for above, below in pairwise(lines)
    )


def _without_captions(lines: Sequence[Printed]) -> Sequence[Printed]:
    """The lines without the titles of other tables, which stand last. A name may end in one."""
    if any(listed(line.text) is not None for line in lines):
        return lines
    end = len(lines)
    while end and _is_caption(lines[end - 1]):
        end -= 1
    return lines[:end]


def _is_caption(line: Printed) -> bool:
    is_part = is_labelled(line.text) or bool(issuers_in(line)) or is_remark(line.text)
    return not is_part and MARK.search(line.text) is None and is_whole_title(line.text)


def _same(text: str, begun: str | None, names: Sequence[str]) -> bool:
    """Is it an attachment's name again, over the attachment?"""
    bare = {name.strip("《》") for name in names}
    again = Listing()
    again.read(begun or "")
    return text.strip("《》") in bare or bool(bare & {n.strip("《》") for n in again.done()})


def _opens_list(lines: Sequence[Printed], at: int, *, done: bool) -> bool:
    """Is a mark alone in its line the head of a list: 附件： over 1.…, and then the date?"""
    if done or at + 1 == len(lines):
        return False
    if Listing().begins_item(lines[at + 1].text):
        return True
    text = lines[at].text
    is_open = listed(text) is not None or (
        text.endswith(("：", ":")) and not HAS_FIGURE.search(text)
    )
    below = lines[at + 1 :]
    return is_open and any(date_alone(line.text) or date_at_end(line.text) for line in below)


def _signed(lines: Sequence[Printed]) -> Signed:
    """The date, and the bodies in its line and in those over it."""
    dated = _dated(lines)
    if dated is None:
        end = len(lines)
        while end and (is_remark(lines[end - 1].text) or is_imprint(lines[end - 1].text)):
            end -= 1
        start, names = _over(lines, end)
        whole = _cut(lines, start, names)
        if whole is not None:
            return Signed(start - 1, end, (whole, *names[1:]), guessed=whole)
        return Signed(start, end, names)
    found = _date_of(lines[dated])
    issued_on = None if found is None else day_of(found)
    unread = lines[dated].text if issued_on is None else None
    beside = _names_before(lines[dated])
    start, names = _over(lines, dated)
    end = dated + 1
    whole = _cut(lines, start, names)
    if whole is not None:
        start, names = start - 1, (whole, *names[1:])
    if not names and not beside:
        end, names = _under(lines, end)
    if not names and not beside:
        start, names = _unknown(lines, dated)
    return Signed(start, end, whole_names((*names, *beside)), issued_on, unread, whole)


def _dated(lines: Sequence[Printed]) -> int | None:
    """The last line that is a date, or names bodies and then a date; none within an imprint."""
    last = None
    for at, line in enumerate(lines):
        if is_imprint(line.text) and last is not None:
            break
        alone = date_alone(line.text) is not None or is_unfinished_date(line.text)
        beside = date_at_end(line.text) is not None and bool(_names_before(line))
        if alone or beside or _is_dates(line):
            last = at
    return last


def _is_dates(line: Printed) -> bool:
    pieces = line.pieces(GAP)
    return len(pieces) > 1 and all(date_alone(piece) for piece in pieces)


def _date_of(line: Printed) -> re.Match[str] | None:
    """The date of a line; the last one where each issuer has its own."""
    return date_alone(line.text) or date_at_end(line.text)


def _names_before(line: Printed) -> tuple[str, ...]:
    """The bodies in front of a date in its line."""
    found = date_at_end(line.text)
    if found is None or not line.text[: found.start()]:
        return ()
    names: list[str] = []
    for piece in line.apart():
        dated = date_at_end(piece.text)
        text = piece.text if dated is None else piece.text[: dated.start()].rstrip("（( ")
        if text:
            names += issuers_in(Printed(text, (piece.lines[0],)))
    if names:
        return tuple(names)
    return issuers_in(Printed(line.text[: found.start()].strip(), ()))


def _over(lines: Sequence[Printed], end: int) -> tuple[int, tuple[str, ...]]:
    """The bodies that sign in the lines right over a place, and where they begin."""
    start = end
    names: list[str] = []
    while start and (found := _signs(lines[start - 1])) is not None:
        start -= 1
        names = [*found, *names]
    return (start, whole_names(names)) if names else (end, ())


def _under(lines: Sequence[Printed], start: int) -> tuple[int, tuple[str, ...]]:
    """The bodies that sign in the lines right under a date that nobody signs over."""
    end = start
    names: list[str] = []
    while end < len(lines) and (found := issuers_in(lines[end])):
        end += 1
        names += found
    return end, whole_names(names)


def _cut(lines: Sequence[Printed], start: int, names: Sequence[str]) -> str | None:
    """The first name whole, where the line above holds its head; None where it is whole.

    A name begins with a place or with whose body it is. Where it does not, and over it stands a
    line without a mark, under a sentence or a list that has ended, that line is of the name.
    """
    if not names or start < 2 or begins_name(names[0]):
        return None
    text, over = lines[start - 1].text, lines[start - 2].text
    is_free = SENTENCE_END.search(over) is not None or is_whole_title(over)
    if not is_free or not begins_name(text) or not may_be_name(text) or listed(text) is not None:
        return None
    return text + names[0] if is_issuer(text + names[0]) else None


def _signs(line: Printed) -> tuple[str, ...] | None:
    """The bodies that a line signs for; nobody where it is a remark; None where it is neither."""
    if not without_seal(line.text) or is_remark(line.text) or is_person(line.text):
        return ()
    return issuers_in(line) or None


def _unknown(lines: Sequence[Printed], dated: int) -> tuple[int, tuple[str, ...]]:
    """A short line right over the date signs, though no list knows the last word of its name.

    Two names stand side by side in it where a gap parts what may be one.
    """
    if dated < 2 or not SENTENCE_END.search(lines[dated - 2].text):
        return dated, ()
    text = without_seal(lines[dated - 1].text)
    if listed(text) is not None or len(text) > LONGEST_UNKNOWN or not may_be_name(text):
        return dated, ()
    pieces = tuple(map(without_seal, lines[dated - 1].pieces(GAP)))
    are_names = len(pieces) > 1 and all(map(may_be_name, pieces))
    return dated - 1, pieces if are_names else (text,)
