"""正文: the paragraphs of running text, whole again where lines without boxes were cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.normalise.notice.attachments import is_attached, is_marker
from pipeline.normalise.notice.imprint import is_imprint, is_remark
from pipeline.normalise.notice.issue_date import date_at_end
from pipeline.normalise.notice.issuers import issuers_in
from pipeline.normalise.notice.printed import Printed
from pipeline.page import joined
from pipeline.text.cleaning import clean
from pipeline.text.line_breaks import NARROW, WIDE, has_room
from pipeline.text.numbering import is_labelled

SENTENCE_END = re.compile("[。；：！？;:]$")
# In characters: narrower text has been broken by nothing.
NARROWEST = 12.0
# An attachment or an article with its number; no decimal.
NUMBERED = re.compile(r"\d{1,2}[.．、](?:\D|(?:19|20)\d\d年)")


def whole_paragraphs(lines: Sequence[Printed]) -> tuple[Printed, ...]:
    """The lines, those joined that fill the width of the text and go on below.

    Only where no boxes tell: there the paragraphs have been told apart already.
    """
    widths = [_width(line) for line in lines if not line.is_boxed]
    full = max(widths, default=0.0)
    are_indented = sum(line.is_indented for line in lines) > 0
    made: list[Printed] = []
    for line in lines:
        if made and _goes_on(made[-1], line, full, are_indented=are_indented):
            held = (*made[-1].lines, *line.lines)
            made[-1] = Printed(clean(joined(held)), held)
        else:
            made.append(line)
    return tuple(made)


def _goes_on(above: Printed, line: Printed, full: float, *, are_indented: bool) -> bool:
    if above.is_boxed or line.is_boxed or full < NARROWEST:
        return False
    if line.is_indented or line.is_deep or len(line.pieces()) > 1:
        return False
    last = Printed(above.text, above.lines[-1:])
    if has_room(full - _width(last), line.text, 1.0) or _is_part(line):
        return False
    if above.is_indented and are_indented:
        return True
    return SENTENCE_END.search(above.text) is None and not is_labelled(line.text)


def _width(line: Printed) -> float:
    """The width of the first line in characters, with its indent."""
    text = line.lines[-1].text.rstrip()
    return sum(NARROW if character.isascii() else WIDE for character in text)


def _is_part(line: Printed) -> bool:
    """Is it by itself another part of the notice?"""
    text = line.text
    return (
        NUMBERED.match(text) is not None
        or is_attached(text)
        or is_marker(text)
        or is_remark(text)
        or is_imprint(text)
        or bool(issuers_in(line))
        or (date_at_end(text) is not None and len(text) < NARROWEST * 2)
    )
