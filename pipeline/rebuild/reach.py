"""Merged cells that a page break cut: how far does each reach, whichever page shows its text?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from pipeline.rebuild.looks import look
from pipeline.rebuild.sense import (
    HARDLY_ANY,
    NEARLY_ALL,
    PARTIES,
    Sense,
    ends_sentence,
    label_ordinal,
    same_text,
)
from pipeline.rebuild.stitch import DEPARTMENT, LISTED_ON
from pipeline.rebuild.strips import Held, Strip, is_closed
from pipeline.rebuild.structure import Structure

BLANK_AT_BREAK = "a cell at the page break is blank: empty, or merged with its neighbour"

ENDS_DEADLINE = re.compile("[前内底末日度年进化]$|持$")

Boundary = Literal["closed", "ruled", "soft", "page", "same row"]


@dataclass(frozen=True, slots=True)
class Group:
    """A cell of the logical table: its pieces from the top, and the strips it reaches over.

    `repeats` are pieces that only say again what another said; `reasons` tell why pieces that
    a page break parted are one; `doubts` what was guessed, and `settled` what the document's own
    structure told, where the pages leave it open. `assigned` are the rows to which a person gave
    it, or left it.
    """

    pieces: tuple[Held, ...]
    first: int
    last: int
    repeats: tuple[Held, ...] = ()
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    assigned: tuple[int, ...] | None = None

    @property
    def text(self) -> str:
        """What the pieces say, joined."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_blank(self) -> bool:
        """Does no piece say anything?"""
        return not self.text

    def rows(self, row_of: Mapping[int, int]) -> list[int]:
        """The rows that it belongs to, in order."""
        return self.own_rows(row_of) if self.assigned is None else list(self.assigned)

    def own_rows(self, row_of: Mapping[int, int]) -> list[int]:
        """The rows that its strips belong to, whatever a person decided."""
        return sorted({row_of[s] for s in range(self.first, self.last + 1) if s in row_of})


@dataclass(frozen=True, slots=True)
class Segment:
    """A cell as one page shows it, and what parts it from the cell above."""

    held: Held
    boundary: Boundary


@dataclass(frozen=True, slots=True)
class Verdict:
    """Is a segment part of the cell above? Why, what was guessed, what the structure settled."""

    same: bool
    reason: str = ""
    doubt: str = ""
    settled: str = ""


def reach(
    strips: tuple[Strip, ...],
    joined: frozenset[int],
    sense: Sense,
    structure: Structure | None = None,
) -> tuple[tuple[Group, ...], ...]:
    """For each column the cells of the logical table.

    `joined` are the strips that go on with the row above them. Outer columns come first, so
    that a heading within one ends with it.
    """
    columns: list[tuple[Group, ...]] = []
    for column in range(len(sense.kinds)):
        outer = columns[-1] if columns and sense.kinds[column - 1] == "task" else ()
        told = structure or Structure()
        columns.append(tuple(_groups(strips, joined, sense, told, column, outer)))
    return tuple(columns)


def _groups(
    strips: tuple[Strip, ...],
    joined: frozenset[int],
    sense: Sense,
    structure: Structure,
    column: int,
    outer: tuple[Group, ...],
) -> Iterator[Group]:
    group: Group | None = None
    starts = {other.first for other in outer}
    for segment in _segments(strips, joined, sense, column):
        if group is None:
            group = _alone(segment.held)
            continue
        if sense.kinds[column] == "task":
            ends = segment.boundary != "same row" and segment.held.first in starts
            if ends or segment.boundary == "closed":
                verdict = Verdict(same=False)
            else:
                verdict = _same_heading(group, segment, strips, joined, sense, column)
        else:
            ends = False
            verdict = _same_value(group, segment, strips, joined, sense, column)
        if segment.boundary == "page" and not ends:
            verdict = _heard(verdict, group, segment.held, structure, sense, column)
        if verdict.same:
            group = _with(group, segment.held, verdict)
        else:
            blank_below = segment.held.is_blank
            yield group if blank_below else _noted(group, verdict)
            group = _alone(segment.held)
            group = _noted(group, verdict) if blank_below else group
    if group is not None:
        yield group


def _segments(
    strips: tuple[Strip, ...], joined: frozenset[int], sense: Sense, column: int
) -> Iterator[Segment]:
    cut = True  # the head of the table, a banner or a cell over several columns closes it
    last: object = None
    for strip in strips:
        held = strip.cells[column]
        if held is None:
            cut = True
            continue
        if held.block is last:
            continue
        last = held.block
        yield Segment(held, _boundary(strip, held, joined, sense, column, cut=cut))
        cut = False


def _boundary(
    strip: Strip, held: Held, joined: frozenset[int], sense: Sense, column: int, *, cut: bool
) -> Boundary:
    if cut:
        return "closed"
    if strip.index in joined:
        return "same row"
    if strip.begins_part:
        return "page"
    is_soft = not strip.knows_spans and sense.kinds[column] == "task"
    return "soft" if is_soft and held.is_blank else "ruled"


def _same_heading(
    group: Group,
    segment: Segment,
    strips: tuple[Strip, ...],
    joined: frozenset[int],
    sense: Sense,
    column: int,
) -> Verdict:
    """Is a cell of a heading's column part of the heading above?"""
    held = segment.held
    if segment.boundary == "same row":
        return Verdict(same=True, reason="its row goes on over the page")
    if held.is_blank and _is_named_later(group, held, strips, joined, column):
        return Verdict(same=False)
    if segment.boundary == "ruled" and strips[held.first].knows_spans:
        return _same_though_ruled(group, held, strips, sense, column)
    if segment.boundary == "ruled":
        return _same_in_dump(group, held)
    if held.is_blank:
        ends = _restarts(group, held, strips, sense, column)
        return Verdict(same=not ends, reason="the merged cell goes on below the break")
    if group.is_blank:
        return Verdict(same=True, reason="the merged cell shows its text on the later page")
    if same_text(group.text, held.text):
        return Verdict(same=True, reason="its text is printed again")
    if sense.labelled[column] and label_ordinal(held.text) is None:
        return Verdict(same=True, reason="no heading begins without a label: its text was cut")
    return Verdict(same=False)


def _is_named_later(
    group: Group, held: Held, strips: tuple[Strip, ...], joined: frozenset[int], column: int
) -> bool:
    """Does the cell's row go on over the page and show another heading there?"""
    texts = _later_texts(held, strips, joined, column)
    labelled = [text for text in texts if label_ordinal(text) is not None]
    return bool(labelled) and not (group.is_blank or same_text(labelled[0], group.text))


def _later_texts(
    held: Held, strips: tuple[Strip, ...], joined: frozenset[int], column: int
) -> Iterator[str]:
    """What the pieces of its last row show in the column on the pages after."""
    later = takewhile(lambda strip: strip.index in joined, strips[held.last + 1 :])
    return (text for strip in later if (text := strip.text(column)))


def _same_though_ruled(
    group: Group, held: Held, strips: tuple[Strip, ...], sense: Sense, column: int
) -> Verdict:
    """Within a page a rule parts two headings.

    But where nobody merged cells, a blank one under a heading goes on with it, as in a sheet that
    was typed row by row.
    """
    typed = sense.labelled[column] and sense.typed[column]
    if not typed or not held.is_blank or group.is_blank:
        return Verdict(same=False)
    ends = _restarts(group, held, strips, sense, column)
    return Verdict(same=not ends, reason="blank cells go on with the heading above them")


def _same_in_dump(group: Group, held: Held) -> Verdict:
    """A dump has no rules within a page, and may print a heading twice."""
    if held.is_blank:
        return Verdict(same=False)
    if same_text(group.text, held.text):
        return Verdict(same=True, reason="its text is printed again")
    return Verdict(same=group.is_blank, reason="its text is printed further down")


def _restarts(
    group: Group, held: Held, strips: tuple[Strip, ...], sense: Sense, column: int
) -> bool:
    """Do the labels of a level further in begin anew in this cell?

    Then it is another heading, whose text stands on a later page.
    """
    for inner in range(column + 1, len(sense.kinds)):
        if not sense.labelled[inner]:
            continue
        before = _last_label(strips[group.first : held.first], inner)
        first = _first_label(strips[held.first : held.last + 1], inner)
        if before is None or first is None or before[1] == first[1]:
            return False
        return first[0][0] == before[0][0] and first[0][1] <= before[0][1]
    return False


def _first_label(strips: Iterable[Strip], column: int) -> tuple[tuple[str, int], str] | None:
    for strip in strips:
        label = label_ordinal(strip.text(column))
        if label is not None:
            return label, strip.text(column)
    return None


def _last_label(strips: tuple[Strip, ...], column: int) -> tuple[tuple[str, int], str] | None:
    return _first_label(reversed(strips), column)


def _same_value(
    group: Group,
    segment: Segment,
    strips: tuple[Strip, ...],
    joined: frozenset[int],
    sense: Sense,
    column: int,
) -> Verdict:
    """Is a cell of any other column part of the cell above?"""
    held = segment.held
    knows_spans = strips[held.first].knows_spans
    if segment.boundary == "same row":
        two = sense.kinds[column] == "deadline" and _are_two(group.text, held.text)
        return Verdict(
            same=True,
            reason="its row goes on over the page",
            doubt=f"{group.text} and {held.text} are both whole, in one cell" if two else "",
        )
    if segment.boundary != "page":
        return _blank_in_dump(group, held, sense, column, is_known=knows_spans)
    last = group.pieces[-1]
    spans = held.last > held.first or last.last > last.first
    open_border = held.block.cell.open_top or last.block.cell.open_bottom
    if held.is_blank and group.is_blank:
        return Verdict(same=spans)
    if held.is_blank or group.is_blank:
        if not knows_spans:
            return _blank_in_dump(group, held, sense, column, is_known=False)
        filled_later = held.is_blank and any(_later_texts(held, strips, joined, column))
        if filled_later or any(_others_end(last, held, strips, sense)):
            return Verdict(same=False)
        return _half_blank(sense, column, spans=spans, open_border=open_border)
    if same_text(group.text, held.text):
        return Verdict(same=spans, reason="its text is printed again")
    goes_on_below = last.block.cell.open_bottom and is_closed(strips[last.last], "bottom")
    goes_on_above = held.block.cell.open_top and is_closed(strips[held.first], "top")
    if goes_on_below or goes_on_above:
        return Verdict(same=True, reason="its cell is open at the break, where others are closed")
    if not _is_cut(group.text, sense, column):
        return Verdict(same=False)
    if spans or open_border:
        return Verdict(same=True, reason="a merged cell whose text does not end above the break")
    asked = sense.kinds[column] == "requirement"
    return Verdict(same=False, doubt="a text does not end above the break" if asked else "")


def _are_two(above: str, below: str) -> bool:
    """Are both texts whole deadlines, and not two pieces of one?"""
    both = look([above]) == look([below]) == "deadline"
    return both and bool(ENDS_DEADLINE.search(above)) and not same_text(above, below)


def _others_end(
    above: Held, below: Held, strips: tuple[Strip, ...], sense: Sense
) -> Iterator[bool]:
    """For each merged cell of the same rows in another column: does it end at the break?

    It does where two whole texts stand on the two sides.
    """
    if above.first == above.last and below.first == below.last:
        return
    for column, kind in enumerate(sense.kinds):
        upper, lower = strips[above.last].cells[column], strips[below.first].cells[column]
        if upper is None or lower is None or not (upper.text and lower.text):
            continue
        alike = upper.covers(above) and lower.covers(below)
        if not alike or same_text(upper.text, lower.text):
            continue
        if sense.labelled[column]:
            yield label_ordinal(lower.text) is not None
        elif kind in (*PARTIES, "deadline"):
            yield kind == "deadline" or not _is_cut(upper.text, sense, column)


def _blank_in_dump(
    group: Group, held: Held, sense: Sense, column: int, *, is_known: bool
) -> Verdict:
    """A dump does not tell an empty cell from one merged with the cell above."""
    asked = sense.kinds[column] in (*PARTIES, "deadline")
    if is_known or not asked or not held.is_blank or group.is_blank:
        return Verdict(same=False)
    return Verdict(same=False, doubt="a blank cell of a dump: empty, or merged with the one above")


def _half_blank(sense: Sense, column: int, *, spans: bool, open_border: bool) -> Verdict:
    """One page shows a text, the other nothing: a merged cell, or an empty one beside it?"""
    if spans:
        return Verdict(same=True, reason="the merged cell goes on over the break")
    if sense.opens and not open_border:
        return Verdict(same=False)
    if sense.merges[column] <= HARDLY_ANY:
        asked = sense.kinds[column] != "extras" and sense.fill[column] >= NEARLY_ALL
        return Verdict(same=False, doubt=BLANK_AT_BREAK if asked else "")
    if open_border or sense.fill[column] >= NEARLY_ALL:
        return Verdict(same=True, reason="no task is without, and cells of the column are merged")
    return Verdict(same=False, doubt=BLANK_AT_BREAK)


def _heard(
    verdict: Verdict, group: Group, held: Held, structure: Structure, sense: Sense, column: int
) -> Verdict:
    """The verdict at a page break after the document's own structure was heard.

    It settles what the pages leave open. Where both pieces show a text, the pages are followed
    against it, unless nothing but the break speaks for two.
    """
    if same_text(group.text, held.text) and not held.is_blank:
        return verdict  # printed again: one for the reader, whatever the writer has made of it
    told = structure.is_one_cell(group.pieces, held, column)
    if told is None and verdict.doubt and structure.is_alone(group.pieces, held, column):
        told = False
    if told is None:
        return verdict
    if told == verdict.same:
        return replace(verdict, doubt="", settled=_settled(told=told) if verdict.doubt else "")
    is_heading = sense.kinds[column] == "task"
    both = not group.is_blank and not held.is_blank
    if both and not (told and not (is_heading and sense.labelled[column])):
        return replace(verdict, doubt=f"the pages speak against it, but {_settled(told=told)}")
    doubt = ""
    if not told and not is_heading:
        doubt = f"a merged cell stands at the page break, but {_settled(told=told)}"
    return Verdict(same=told, reason=_settled(told=told), doubt=doubt, settled=_settled(told=told))


def _settled(*, told: bool) -> str:
    what = "in one cell" if told else "in two cells"
    return f"the document's structure has both sides of the break {what}"


def _is_cut(text: str, sense: Sense, column: int) -> bool:
    if sense.kinds[column] in PARTIES:
        return bool(LISTED_ON.search(text)) or not DEPARTMENT.search(text)
    return sense.ends[column] > NEARLY_ALL and not ends_sentence(text)


def _alone(held: Held) -> Group:
    return Group((held,), held.first, held.last)


def _with(group: Group, held: Held, verdict: Verdict) -> Group:
    """The group with one more piece; what only repeats its text is kept apart."""
    repeated = not held.is_blank and same_text(group.text, held.text)
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
