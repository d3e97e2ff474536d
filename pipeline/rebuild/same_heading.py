"""Is a cell of a heading's column part of the heading above it?"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.rebuild.groups import (
    Group,
    Lane,
    Segment,
    Verdict,
    is_open,
    is_open_alone,
    spans,
)
from pipeline.rebuild.sense import ends_sentence, label_ordinal, same_text
from pipeline.rebuild.strips import Held, Strip


def same_heading(group: Group, segment: Segment, lane: Lane) -> Verdict:
    """Is it, and why? `segment` is what stands below `group` in its column."""
    held = segment.held
    if segment.boundary == "same row":
        return Verdict(same=True, reason="its row goes on over the page")
    if held.is_blank and _is_named_later(group, held, lane):
        return Verdict(same=False)
    if segment.boundary == "ruled":
        if lane.strips[held.first].knows_spans:
            return _same_though_ruled(group, held, lane)
        return _same_in_dump(group, held)
    if held.is_blank:
        return _blank_below(group, held, lane)
    if group.is_blank:
        return Verdict(same=True, reason="the merged cell shows its text on the later page")
    if same_text(group.text, held.text):
        return Verdict(same=True, reason="its text is printed again")
    if lane.sense.labelled[lane.column] and label_ordinal(held.text) is None:
        return Verdict(same=True, reason="no heading begins without a label: its text was cut")
    return _two_texts(group, held, lane)


def _two_texts(group: Group, held: Held, lane: Lane) -> Verdict:
    """Two headings, or two halves of one that has no label?"""
    last = group.pieces[-1]
    if lane.sense.labelled[lane.column] or ends_sentence(group.text):
        return Verdict(same=False)
    if is_open_alone(last, held, lane):
        return Verdict(same=True, reason="its cell is open at the break, where others are closed")
    if not spans(last, held) and not is_open(last, held):
        return Verdict(same=False)
    if lane.words.breaks_a_word(group.text, held.text):
        return Verdict(
            same=True, reason=f"the break cuts a word: …{group.text[-4:]}|{held.text[:4]}…"
        )
    return Verdict(same=False)


def _is_named_later(group: Group, held: Held, lane: Lane) -> bool:
    """Does the cell's row go on over the page and show another heading there?

    The rest of a heading that was cut stands on the next page, without a blank between.
    """
    has_labels = lane.sense.labelled[lane.column]
    later = lane.later_texts(held)
    texts = [text for text in later if not has_labels or label_ordinal(text) is not None]
    return bool(texts) and not (group.is_blank or same_text(texts[0], group.text))


def _same_though_ruled(group: Group, held: Held, lane: Lane) -> Verdict:
    """Within a page a rule parts two headings.

    But where nobody merged cells, a blank one under a heading goes on with it, as in a sheet that
    was typed row by row.
    """
    typed = lane.sense.labelled[lane.column] and lane.sense.typed[lane.column]
    if not typed or not held.is_blank or group.is_blank:
        return Verdict(same=False)
    ends = _restarts(group, held, lane)
    return Verdict(same=not ends, reason="blank cells go on with the heading above them")


def _same_in_dump(group: Group, held: Held) -> Verdict:
    """A dump has no rules within a page, and may print a heading twice."""
    if held.is_blank:
        return Verdict(same=False)
    if same_text(group.text, held.text):
        return Verdict(same=True, reason="its text is printed again")
    return Verdict(same=group.is_blank, reason="its text is printed further down")


def _blank_below(group: Group, held: Held, lane: Lane) -> Verdict:
    """Under a page break a blank cell goes on with the heading above, unless it is another's."""
    if _restarts(group, held, lane):
        return Verdict(same=False)
    open_question = not group.is_blank and _may_be_the_next(group, held, lane)
    return Verdict(
        same=True,
        reason="the merged cell goes on below the break",
        doubt="the heading on the next page may reach up to here" if open_question else "",
    )


def _restarts(group: Group, held: Held, lane: Lane) -> bool:
    """Do the labels of a level further in begin anew in this cell?

    Then it is another heading, whose text stands on a later page.
    """
    for inner in range(lane.column + 1, len(lane.sense.kinds)):
        if not lane.sense.labelled[inner]:
            continue
        before = _last_label(lane.strips[group.first : held.first], inner)
        first = _first_label(lane.strips[held.first : held.last + 1], inner)
        if before is None or first is None or before[1] == first[1]:
            return False
        return first[0][0] == before[0][0] and first[0][1] <= before[0][1]
    return False


def _may_be_the_next(group: Group, held: Held, lane: Lane) -> bool:
    """Does the cell fill its page, and do headings here show their text on the later page?

    Labels further in would tell which of the two it is; and in a dump every blank cell is one by
    itself, so that none shows that.
    """
    knows_spans = lane.strips[held.first].knows_spans
    if not knows_spans or any(lane.sense.labelled[lane.column + 1 :]):
        return False
    title = lane.begins_below(held)
    return title is not None and not same_text(title, group.text) and lane.is_named_below


def _first_label(strips: Iterable[Strip], column: int) -> tuple[tuple[str, int], str] | None:
    for strip in strips:
        label = label_ordinal(strip.text(column))
        if label is not None:
            return label, strip.text(column)
    return None


def _last_label(strips: tuple[Strip, ...], column: int) -> tuple[tuple[str, int], str] | None:
    return _first_label(reversed(strips), column)
