"""Merged cells that a page break cut: how far does each reach, whichever page shows its text?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.rebuild.groups import Boundary, Group, Lane, Segment, Verdict
from pipeline.rebuild.same_heading import same_heading
from pipeline.rebuild.same_value import same_value
from pipeline.rebuild.sense import Sense, same_text
from pipeline.rebuild.strips import Held, Strip
from pipeline.rebuild.structure import Structure
from pipeline.text.numbering import split_number
from pipeline.text.words import Words


def reach(
    strips: tuple[Strip, ...],
    joined: frozenset[int],
    sense: Sense,
    words: Words,
    structure: Structure | None = None,
) -> tuple[tuple[Group, ...], ...]:
    """For each column the cells of the logical table.

    `joined` are the strips that go on with the row above them. Outer columns come first, so
    that a heading within one ends with it.
    """
    columns: list[tuple[Group, ...]] = []
    for column in range(len(sense.kinds)):
        outer = columns[-1] if columns and sense.kinds[column - 1] == "task" else ()
        lane = Lane(strips, joined, sense, words, column)
        columns.append(tuple(_groups(lane, structure or Structure(), outer)))
    return tuple(columns)


def _groups(lane: Lane, structure: Structure, outer: tuple[Group, ...]) -> Iterator[Group]:
    group: Group | None = None
    number: int | None = None
    starts = {other.first for other in outer}
    for segment in _segments(lane):
        if group is None:
            group = _alone(segment.held)
            continue
        verdict = _verdict(group, segment, lane, structure, starts)
        if verdict.same:
            follows = lane.kind == "number" and _is_parted(group, segment.held, number)
            group = _with(group, segment.held, verdict, is_again=not follows)
        else:
            printed = split_number(group.text)
            number = number if printed is None else printed.value
            blank_below = segment.held.is_blank
            yield group if blank_below else _noted(group, verdict)
            group = _alone(segment.held)
            group = _noted(group, verdict) if blank_below else group
    if group is not None:
        yield group


def _verdict(
    group: Group, segment: Segment, lane: Lane, structure: Structure, starts: set[int]
) -> Verdict:
    """Is the segment part of the group? A heading ends with the one that it stands under."""
    if segment.held.is_bare and segment.boundary in ("ruled", "page"):
        return Verdict(same=True, reason="nothing is drawn round the rest of the merged cell")
    if lane.kind != "task":
        verdict = same_value(group, segment, lane)
    elif (
        segment.boundary != "same row" and segment.held.first in starts
    ) or segment.boundary == "closed":
        return Verdict(same=False)
    else:
        verdict = same_heading(group, segment, lane)
    if segment.boundary != "page":
        return verdict
    return _heard(verdict, group, segment.held, structure, lane)


def _segments(lane: Lane) -> Iterator[Segment]:
    cut = True  # the head of the table, a banner or a cell over several columns closes it
    last: object = None
    for strip in lane.strips:
        held = strip.cells[lane.column]
        if held is None:
            cut = True
            continue
        if held.block is last:
            continue
        last = held.block
        yield Segment(held, _boundary(strip, held, lane, cut=cut))
        cut = False


def _boundary(strip: Strip, held: Held, lane: Lane, *, cut: bool) -> Boundary:
    if cut:
        return "closed"
    if strip.index in lane.joined:
        return "same row"
    if strip.begins_part and not strip.is_loose:
        return "page"
    is_soft = not strip.knows_spans and lane.kind == "task"
    return "soft" if is_soft and held.is_blank else "ruled"


def _heard(verdict: Verdict, group: Group, held: Held, structure: Structure, lane: Lane) -> Verdict:
    """The verdict at a page break after the document's own structure was heard.

    It settles what the pages leave open. Where both pieces show a text, the pages are followed
    against it, unless nothing but the break speaks for two.
    """
    if same_text(group.text, held.text) and not held.is_blank:
        return verdict  # printed again: one for the reader, whatever the writer has made of it
    told = structure.is_one_cell(group.pieces, held, lane.column)
    if told is None and verdict.doubt and structure.is_alone(group.pieces, held, lane.column):
        told = False
    if told is None:
        return verdict
    if told == verdict.same:
        return replace(verdict, doubt="", settled=_settled(told=told) if verdict.doubt else "")
    is_heading = lane.kind == "task"
    both = not group.is_blank and not held.is_blank
    if both and not (told and not (is_heading and lane.sense.labelled[lane.column])):
        return replace(verdict, doubt=f"the pages speak against it, but {_settled(told=told)}")
    doubt = ""
    if not told and not is_heading:
        doubt = f"a merged cell stands at the page break, but {_settled(told=told)}"
    return Verdict(same=told, reason=_settled(told=told), doubt=doubt, settled=_settled(told=told))


def _settled(*, told: bool) -> str:
    what = "in one cell" if told else "in two cells"
    return f"the document's structure has both sides of the break {what}"


def _alone(held: Held) -> Group:
    return Group((held,), held.first, held.last)


def _is_parted(group: Group, held: Held, above: int | None) -> bool:
    """Do the digits of two pieces make the number after the one above? 11 may be 1 and 1."""
    return above is not None and group.text + held.text == str(above + 1)


def _with(group: Group, held: Held, verdict: Verdict, *, is_again: bool) -> Group:
    """The group with one more piece; what only repeats its text is kept apart."""
    repeated = is_again and not held.is_blank and same_text(group.text, held.text)
    return replace(
        _noted(group, verdict),
        pieces=group.pieces if repeated else (*group.pieces, held),
        repeats=(*group.repeats, held) if repeated else group.repeats,
        last=max(group.last, held.last),
        reasons=(*group.reasons, verdict.reason) if verdict.reason else group.reasons,
    )


def _noted(group: Group, verdict: Verdict) -> Group:
    """The group with what is to be said of the verdict, if anything is."""
    return replace(
        group,
        doubts=(*group.doubts, *filter(None, [verdict.doubt])),
        settled=(*group.settled, *filter(None, [verdict.settled])),
    )
