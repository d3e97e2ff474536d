"""Is a cell of any column that is not for headings part of the cell above it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rebuild.groups import (
    Group,
    Lane,
    Segment,
    Verdict,
    is_open,
    is_open_alone,
    spans,
)
from pipeline.rebuild.kinds import HARDLY_ANY, NEARLY_ALL, PARTIES
from pipeline.rebuild.looks import look
from pipeline.rebuild.sense import (
    Sense,
    ends_sentence,
    falls_short,
    label_ordinal,
    same_text,
)
from pipeline.rebuild.stitch import DEPARTMENT, LISTED_ON
from pipeline.rebuild.strips import Held
from pipeline.text.deadline_words import ends_deadline

BLANK_AT_BREAK = "a cell at the page break is blank: empty, or merged with its neighbour"
NOT_ENDED = "a text does not end above the break"
# A text of more characters is one of sentences, and not a phrase that needs no stop.
PROSE = 30
# 各区县, 各设区市: a group of places is whole without the ending of a department.
GROUP = re.compile("各[^、，各]{0,5}[省市州盟县区旗乡镇街道]$")


def same_value(group: Group, segment: Segment, lane: Lane) -> Verdict:
    """Is it, and why? `segment` is what stands below `group` in its column."""
    held = segment.held
    knows_spans = lane.strips[held.first].knows_spans
    if segment.boundary == "same row":
        return _in_one_row(group, held, lane)
    shows_less = not knows_spans and (held.is_blank or group.is_blank)
    if segment.boundary != "page" or shows_less:
        # No merged cell crosses a row across the table.
        is_known = knows_spans or segment.boundary == "closed"
        return _blank_in_dump(group, held, lane, is_known=is_known)
    if held.is_blank and group.is_blank:
        return Verdict(same=spans(group.pieces[-1], held))
    if held.is_blank or group.is_blank:
        return _half_blank(group.pieces[-1], held, lane)
    return _both_filled(group, held, lane)


def _in_one_row(group: Group, held: Held, lane: Lane) -> Verdict:
    two = lane.kind == "deadline" and _are_two(group.text, held.text)
    return Verdict(
        same=True,
        reason="its row goes on over the page",
        doubt=f"{group.text} and {held.text} are both whole, in one cell" if two else "",
    )


def _are_two(above: str, below: str) -> bool:
    """Are both texts whole deadlines, and not two pieces of one?"""
    both = look([above]) == look([below]) == "deadline"
    return both and ends_deadline(above) and not same_text(above, below)


def _blank_in_dump(group: Group, held: Held, lane: Lane, *, is_known: bool) -> Verdict:
    """A dump does not tell an empty cell from one merged with the cell above."""
    asked = lane.kind in (*PARTIES, "deadline")
    nothing_above = group.is_blank and not group.doubts
    if is_known or not asked or not held.is_blank or nothing_above:
        return Verdict(same=False)
    return Verdict(same=False, doubt="a blank cell of a dump: empty, or merged with the one above")


def _half_blank(above: Held, below: Held, lane: Lane) -> Verdict:
    """One page shows a text, the other nothing: a merged cell, or an empty one beside it?"""
    filled_later = below.is_blank and any(lane.later_texts(below))
    if filled_later or any(_others_end(above, below, lane)):
        return Verdict(same=False)
    if spans(above, below):
        return Verdict(same=True, reason="the merged cell goes on over the break")
    sense, column = lane.sense, lane.column
    open_there = is_open(above, below)
    if sense.opens and not open_there:
        return Verdict(same=False)
    if sense.merges[column] <= HARDLY_ANY:
        asked = lane.kind != "extras" and sense.fill[column] >= NEARLY_ALL
        return Verdict(same=False, doubt=BLANK_AT_BREAK if asked else "")
    if open_there or sense.fill[column] >= NEARLY_ALL:
        return Verdict(same=True, reason="no task is without, and cells of the column are merged")
    return Verdict(same=False, doubt=BLANK_AT_BREAK)


def _others_end(above: Held, below: Held, lane: Lane) -> Iterator[bool]:
    """For each merged cell of the same rows in another column: does it end at the break?

    It does where two whole texts stand on the two sides.
    """
    if not spans(above, below):
        return
    for column, kind in enumerate(lane.sense.kinds):
        upper = lane.strips[above.last].cells[column]
        lower = lane.strips[below.first].cells[column]
        if upper is None or lower is None or not (upper.text and lower.text):
            continue
        alike = upper.covers(above) and lower.covers(below)
        if not alike or same_text(upper.text, lower.text):
            continue
        if lane.sense.labelled[column]:
            yield label_ordinal(lower.text) is not None
        elif kind in (*PARTIES, "deadline"):
            yield kind == "deadline" or not _is_cut(upper.text, lane.sense, column)


def _both_filled(group: Group, held: Held, lane: Lane) -> Verdict:
    """Two texts at a break: a merged cell whose text was cut, or two cells?"""
    last = group.pieces[-1]
    if same_text(group.text, held.text):
        return Verdict(same=spans(last, held), reason="its text is printed again")
    is_prose_cut = _is_prose_cut(last, held, lane)
    if lane.kind == "deadline":
        is_cut = _is_deadline_cut(group.text, held.text)
    else:
        is_cut = is_prose_cut or _is_cut(group.text, lane.sense, lane.column)
    if not is_cut:
        return Verdict(same=False)
    if is_open_alone(last, held, lane):
        return Verdict(same=True, reason="its cell is open at the break, where others are closed")
    if spans(last, held) or is_open(last, held):
        return Verdict(same=True, reason="a merged cell whose text does not end above the break")
    if not is_prose_cut:
        return Verdict(same=False)
    merged = lane.sense.merges[lane.column] > HARDLY_ANY
    return Verdict(same=merged, reason=NOT_ENDED, doubt="" if merged else NOT_ENDED)


def _is_deadline_cut(above: str, below: str) -> bool:
    """Are the two a deadline together, and neither of them one?"""
    whole = look([above + below]) == "deadline" and ends_deadline(above + below)
    return bool(whole) and not ends_deadline(above) and look([below]) != "deadline"


def _is_cut(text: str, sense: Sense, column: int) -> bool:
    if sense.kinds[column] in PARTIES:
        return bool(LISTED_ON.search(text)) or not (DEPARTMENT.search(text) or GROUP.search(text))
    return sense.ends[column] > NEARLY_ALL and not ends_sentence(text)


def _is_prose_cut(above: Held, below: Held, lane: Lane) -> bool:
    """Does a requirement of whole sentences break off above, at the end of a full line?"""
    full = lane.sense.widths[lane.column]
    if lane.kind != "requirement" or not full or above.is_blank or ends_sentence(above.text):
        return False
    is_prose = len(above.text) > PROSE or ends_sentence(below.text)
    return is_prose and not falls_short(above.block.cell.lines[-1], full, below.text)
