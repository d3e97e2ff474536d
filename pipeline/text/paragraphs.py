"""Printed lines -> paragraphs, by where they begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.page import Line, joined
from pipeline.text.cleaning import clean
from pipeline.text.line_breaks import has_room
from pipeline.text.numbering import is_labelled

# In sizes of the type. A paragraph begins two characters in; a line farther below than this begins
# another.
INDENT = 1.2
FAR = 2.6
# And so does one that follows a sentence's end in this many times the room that lines have.
SET_OFF = 1.2
# What a centred line's sides may differ by, and the deepest that a first line stands in.
UNEVEN = 1.0
DEEPEST = 3.0
SIZES_DIFFER = 0.7
ENDED = re.compile("[。！？；：][”’」』）]?$")
FORMULA = re.compile(r"\s*(?:特此|专此|此复|妥否|当否)")
# The list of attachments, or the mark over one, however the lines stand.
ATTACHMENTS = re.compile(r"\s*附\s*[件表]\s*[0-9一二三四五六七八九十]*\s*(?:[:：]|$)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, clean. `is_centred` is None where lines have no boxes."""

    text: str
    lines: tuple[Line, ...]
    is_centred: bool | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """The sides of the text on one page, in points, and how far its lines stand apart.

    `leading` is the least distance of two lines of one size, in sizes of the type.
    """

    left: float
    right: float
    leading: float


def paragraphs(lines: Iterable[Line]) -> tuple[Paragraph, ...]:
    """The paragraphs that the lines make, in order; one that a page cuts is whole again."""
    groups: list[list[Line]] = []
    centred: list[bool | None] = []
    previous: tuple[Line, Margins] | None = None
    for _, page in groupby(lines, key=lambda line: line.place.page):
        held = list(page)
        margins = _margins(held)
        for line, following in zip(held, [*held[1:], None], strict=True):
            middle = _is_centred(line, following, margins)
            if (
                previous is not None
                and not centred[-1]
                and (
                    _is_rest_of_centred(previous, line)
                    if middle
                    else _goes_on(previous, line, margins)
                )
            ):
                groups[-1].append(line)
            else:
                groups.append([line])
                centred.append(middle)
            previous = None if margins is None else (line, margins)
    return tuple(
        Paragraph(clean(joined(group)), tuple(group), middle)
        for group, middle in zip(groups, centred, strict=True)
    )


def _margins(lines: Sequence[Line]) -> Margins | None:
    boxes = [line.place.box for line in lines if line.place.box is not None]
    if len(boxes) < len(lines):
        return None
    leadings = [
        (below.top - above.top) / line.size
        for above, below, line, other in zip(boxes, boxes[1:], lines, lines[1:], strict=False)
        if line.size and line.size == other.size and below.top > above.bottom - line.size / 2
    ]
    return Margins(
        left=min(box.x0 for box in boxes),
        right=max(box.x1 for box in boxes),
        leading=min(leadings, default=FAR),
    )


def _is_centred(line: Line, following: Line | None, margins: Margins | None) -> bool | None:
    box, size = line.place.box, line.size
    if margins is None or box is None or size is None:
        return None
    before, after = box.x0 - margins.left, margins.right - box.x1
    if min(before, after) < INDENT * size or abs(before - after) > UNEVEN * size:
        return False
    return not (before < DEEPEST * size and _is_flush(following, size, margins))


def _is_flush(line: Line | None, size: float, margins: Margins) -> bool:
    """Does a line of that size begin at the left margin, under a paragraph's first line?"""
    box = None if line is None else line.place.box
    if line is None or box is None or abs((line.size or 0.0) - size) > SIZES_DIFFER:
        return False
    return box.x0 - margins.left < INDENT * size


def _is_rest_of_centred(previous: tuple[Line, Margins], line: Line) -> bool:
    """Is a centred line the rest of one that fills the page from side to side?

    So a letterhead or a title is broken on a narrow page; it has no sentence's end, and 文件 ends a
    letterhead.
    """
    above, sides = previous
    upper, size = above.place.box, line.size or 0.0
    if upper is None or abs(size - (above.size or 0.0)) > SIZES_DIFFER:
        return False
    fills = upper.x0 - sides.left < INDENT * size and sides.right - upper.x1 < INDENT * size
    near = line.place.box is not None and line.place.box.top - upper.top < FAR * size
    return fills and near and not above.text.rstrip().endswith(("。", "：", "；", "文件"))


def _goes_on(previous: tuple[Line, Margins], line: Line, margins: Margins | None) -> bool:
    """Is the line the next one of the paragraph that the previous line stands in?"""
    above, sides = previous
    box, upper = line.place.box, above.place.box
    if margins is None or box is None or upper is None or line.is_paragraph:
        return False
    if ATTACHMENTS.match(line.text):
        return False
    size = line.size or 0.0
    if abs(size - (above.size or 0.0)) > SIZES_DIFFER:
        return False
    has_ended = has_room(sides.right - upper.x1, line.text, size)
    # A signature and its date stand at the right, and go on with nothing; nor does what stands
    # above them, though they are all that their page shows.
    at_right = max(upper.x0, box.x0) > sides.left + DEEPEST * size
    if box.x0 > margins.left + INDENT * size or has_ended or at_right:
        return False
    # On a page of nothing but first lines none is seen to stand in: a label begins one all the
    # same, and so does a closing formula.
    is_flush = upper.x0 - sides.left < INDENT * size
    begins = is_labelled(line.text.strip()) or FORMULA.match(line.text) is not None
    if is_flush and begins and ENDED.search(above.text):
        return False
    set_off = SET_OFF * margins.leading if ENDED.search(above.text) else FAR
    return line.place.page != above.place.page or box.top - upper.top < min(set_off, FAR) * size
