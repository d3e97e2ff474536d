"""Rows that a page break cut: is the first row of a page the rest of the row before it?

No sign decides alone. Each gives a weight, positive for one row and negative for two, and the
sum decides; where it is small, a finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile
from types import MappingProxyType

from pipeline.rebuild.kinds import NEARLY_ALL, PARTIES
from pipeline.rebuild.looks import NAME_ENDS
from pipeline.rebuild.sense import (
    Sense,
    Texts,
    ends_sentence,
    falls_short,
    label_ordinal,
    same_text,
)
from pipeline.rebuild.strips import Side, Strip, is_closed, is_open
from pipeline.rebuild.structure import Structure
from pipeline.text.cleaning import clean

# A sum nearer to nothing than this is a guess.
SURE = 2.0
# What the document's own structure weighs: more than any weak sign, less than two strong ones.
STRUCTURE = 5.0
# What it weighs that no break stands between two rows of a dump.
NO_BREAK = 5.0
# What no text begins with: it belongs to what stands before it.
NEVER_FIRST = re.compile(
    r"[、，。；：！？）》”’」』〉〕%％]|等|(?:牵头|配合)(?!单位|部门|处室|科室|股室|机构|责任|[：:/（(])"
)
# In a column of texts of so many characters at most, one is hardly ever cut.
SHORT_TEXT = 16
LISTED_ON = re.compile("[、，,]$")
DEPARTMENT = re.compile(f"({NAME_ENDS}|牵头|主办|配合|协办|参与|负责|落实|）)$")
# 等 after a department ends its list; after a word (高等) it does not. What may follow it says
# who does what.
AND_OTHERS = re.compile("(处|局|办|室|厅|委|院|中心|单位|部门|公司|协会|所|府|会|）)等$")
IN_ROLES = re.compile("等|按|分别|共同|牵头|配合|负责|单位|部门|有关|各|[、，；）]")
NOTHING: Mapping[int, bool] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign that two pieces are one row (weight above 0) or two (below).

    `is_structure`: it is told by the document's own structure, and not by what the pages show.
    """

    reason: str
    weight: float
    is_structure: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """What was decided at one page break, and on what evidence. `strip` stands below it.

    `is_overruled`: a person decided what the evidence does not say, or not clearly.
    """

    strip: int
    is_one_row: bool
    evidence: tuple[Evidence, ...]
    is_overruled: bool = False

    @property
    def weight(self) -> float:
        """The sum of the evidence."""
        return sum(sign.weight for sign in self.evidence)

    @property
    def shown(self) -> float:
        """The sum of the evidence that the pages show."""
        return sum(sign.weight for sign in self.evidence if not sign.is_structure)

    @property
    def is_sure(self) -> bool:
        """Did a person decide, or does the evidence clearly speak for one side?"""
        return self.is_overruled or self.is_clear

    @property
    def is_clear(self) -> bool:
        """Does the evidence clearly speak for one side, and the pages not for the other?"""
        turned = abs(self.shown) >= SURE and (self.shown > 0) != self.by_itself
        return abs(self.weight) >= SURE and not turned

    @property
    def is_by_structure(self) -> bool:
        """Did the document's structure settle what the pages leave open?"""
        return self.is_clear and abs(self.shown) < SURE and self.weight != self.shown

    @property
    def is_against_structure(self) -> bool:
        """Do the pages clearly say otherwise than the document's structure?"""
        told = self.weight - self.shown
        return self.is_clear and told != 0 and (told > 0) != self.by_itself

    @property
    def by_itself(self) -> bool:
        """Are the pieces one row by the evidence alone?"""
        return self.weight > 0

    def reasons(self) -> str:
        """The evidence on the side that it speaks for, in words."""
        side = [sign for sign in self.evidence if (sign.weight > 0) == self.by_itself]
        told = dict.fromkeys(sign.reason for sign in side)
        return "; ".join(told) or "nothing speaks for one row"


@dataclass(frozen=True, slots=True)
class Upper:
    """The row above a break as far as it is known: all its strips, which may be many pages.

    `before` is the number of the row over it.
    """

    strips: tuple[Strip, ...]
    before: int | None = None

    def text(self, column: int) -> str:
        """What its strips show in a column, joined; what is only printed again, once."""
        texts = (strip.text(column) for strip in self.strips)
        return "".join(text for text, _ in groupby(texts))

    def number(self, sense: Sense) -> int | None:
        """The row's number, whichever strip shows it, or all of them together."""
        own = [strip.text(c) for c in sense.numbered_in[:1] for strip in self.strips]
        if self.before is not None and _spells(own, self.before + 1):
            return self.before + 1
        return next((n for strip in self.strips if (n := sense.number(strip)) is not None), None)


def stitch(
    strips: tuple[Strip, ...],
    sense: Sense,
    decided: Mapping[int, bool] = NOTHING,
    structure: Structure | None = None,
) -> tuple[Join, ...]:
    """What becomes of each page break, from the top.

    `decided`: the strips below a break for which a person has said if they go on with the row
    above. `structure`: what the document says of its rows, if it does.
    """
    joins: list[Join] = []
    start, before = 0, None
    for strip in strips:
        if strip.index and strip.begins_part:
            upper = Upper(strips[start : strip.index], before)
            evidence = (
                *_evidence(upper, strip, sense),
                *_by_structure(upper, strip, structure or Structure()),
            )
            evidence += tuple(_by_next_page(upper, strips[strip.index :], evidence, sense))
            join = Join(strip.index, sum(sign.weight for sign in evidence) > 0, evidence)
            wanted = decided.get(strip.index, join.is_one_row)
            if wanted is not join.is_one_row or (strip.index in decided and not join.is_clear):
                join = replace(join, is_one_row=wanted, is_overruled=True)
            joins.append(join)
            if join.is_one_row:
                continue
        if strip.index:
            before = Upper(strips[start : strip.index], before).number(sense) or before
        start = strip.index
    return tuple(joins)


def _evidence(upper: Upper, lower: Strip, sense: Sense) -> Iterator[Evidence]:
    if lower.banner is not None or upper.strips[-1].banner is not None:
        yield Evidence("a heading across the table stands alone in its row", -10)
        return
    if lower.is_loose:
        yield Evidence("no break stands between the rows", -NO_BREAK)
    yield from _by_number(upper, lower, sense)
    yield from _by_label(upper, lower, sense)
    yield from _by_blanks(upper, lower, sense)
    yield from _by_text(upper, lower, sense)
    yield from _by_border(upper, lower, sense)


def _by_next_page(
    upper: Upper, strips: Sequence[Strip], evidence: Sequence[Evidence], sense: Sense
) -> Iterator[Evidence]:
    """Is a page's only piece the head of the row on the next page, and not the rest of one?

    Nothing stands in it but running text: its number, deadline and departments may be those of
    the row above or of the one below. How the text goes on tells which. Such a row may fill more
    pages than one. The first of `strips` is the piece below the break.
    """
    lower = strips[0]
    single = [c for c, kind in enumerate(sense.kinds) if kind in ("number", "deadline", *PARTIES)]
    pages = list(takewhile(_begins_page, strips[1:]))
    ends = [i for i, s in enumerate(pages) if s.banner or any(s.text(c) for c in single)]
    if not ends or lower.banner or any(lower.text(c) for c in single):
        return
    after = pages[ends[0]]
    if after.banner or not any(upper.text(c) and after.text(c) for c in single):
        return

    def goes_on(one: Upper, other: Strip) -> float:
        return sum(sign.weight for sign in _by_text(one, other, sense))

    above = goes_on(upper, lower)
    below = min(goes_on(Upper((a,)), b) for a, b in pairwise([lower, *pages[: ends[0] + 1]]))
    total = sum(sign.weight for sign in evidence)
    if below > above and total > -SURE:
        reason = "its text goes on with the row on the next page, and not with the one above"
        yield Evidence(reason, above - below - total)


def _begins_page(strip: Strip) -> bool:
    """Is it the first piece of a page, and not of one that a dump only guesses?"""
    return strip.begins_part and not strip.is_loose


def _by_number(upper: Upper, lower: Strip, sense: Sense) -> Iterator[Evidence]:
    if not sense.numbered_in:
        return
    above, below = upper.number(sense), sense.number(lower)
    column = sense.numbered_in[0]
    in_text = not sense.has_number_column(column)
    if not in_text and _is_parted_number(upper, lower, column):
        yield Evidence(f"the digits of the number {(upper.before or 0) + 1} are parted", 4)
    elif above is not None and below is not None:
        # 119 after 13 is a word of the text.
        follows = not in_text or below in (above + 1, 1)
        weight = -8 if follows else -1
        yield Evidence(f"both pieces carry a number, {above} and {below}", weight)
    elif above is not None:
        yield Evidence("the lower piece has no number, as every task has", 4)
    elif below is not None and (not in_text or not upper.text(column)):
        # A number centred in a cut row stands on either page, and so does a text.
        yield Evidence(f"only the lower piece carries the row's number, {below}", 4)
    elif below is not None:
        yield Evidence(f"the lower piece begins with the number {below}", -4)


def _is_parted_number(upper: Upper, lower: Strip, column: int) -> bool:
    """Do the digits on both sides of a break make the number that comes next?"""
    if upper.before is None or not lower.text(column):
        return False
    own = [strip.text(column) for strip in (*upper.strips, lower)]
    return len([text for text in own if text]) > 1 and _spells(own, upper.before + 1)


def _spells(texts: Sequence[str], value: int) -> bool:
    """Do some texts spell a number together?"""
    return "".join(texts) == str(value)


def _by_label(upper: Upper, lower: Strip, sense: Sense) -> Iterator[Evidence]:
    for column, labelled in enumerate(sense.labelled):
        label = label_ordinal(lower.text(column)) if labelled else None
        if label is None:
            continue
        above = upper.text(column)
        if not above:
            # The label of a merged cell: it says nothing of the row.
            continue
        if not same_text(above, lower.text(column)):
            yield Evidence(f"a new label, {lower.text(column)[:12]}", -6)


def _by_blanks(upper: Upper, lower: Strip, sense: Sense) -> Iterator[Evidence]:
    for column, kind in enumerate(sense.kinds):
        if sense.has_number_column(column):
            continue
        if sense.labelled[column] or sense.fill[column] < NEARLY_ALL:
            continue
        weight = max(0.5, 2.0 * (1 - 2 * sense.merges[column]))
        above, below = upper.text(column), lower.text(column)
        name = kind or "a column"
        if _may_be_merged(upper.strips[-1], column) or _may_be_merged(lower, column):
            continue
        if above and not below:
            yield Evidence(f"{name} is blank below, as in no task", weight)
        elif below and not above:
            yield Evidence(f"{name} is blank above, as in no task", weight)
        elif above and below and kind == "deadline" and not same_text(above, below):
            yield Evidence("both pieces have a deadline", -3)


def _may_be_merged(strip: Strip, column: int) -> bool:
    """Is it a blank cell over several rows? Then it says nothing of one of them."""
    held = strip.cells[column]
    return held is not None and held.is_blank and held.last > held.first


def _by_text(upper: Upper, lower: Strip, sense: Sense) -> Iterator[Evidence]:
    merged = _is_open_in_part(upper.strips[-1], "bottom") or _is_open_in_part(lower, "top")
    for column, kind in enumerate(sense.kinds):
        above, below = upper.text(column), lower.text(column)
        if not above or not below or sense.labelled[column] or same_text(above, below):
            continue  # nothing, or a value that each page prints again
        if merged and _goes_on(upper.strips[-1], lower, column):
            continue  # beside cells that end it may be merged over two rows
        if NEVER_FIRST.match(below):
            yield Evidence(f"no text begins with {below[0]}", 4)
        if kind in PARTIES:
            yield from _by_names(above, below, sense.wholes[column])
        elif kind in ("requirement", "task", "extras") and sense.ends[column] > 0:
            if ends_sentence(above):
                yield Evidence("the sentence above has ended", -2 * sense.ends[column])
            else:
                yield Evidence(
                    f"the sentence goes on: …{above[-4:]}|{below[:4]}…", 3 * sense.ends[column]
                )
        elif kind in ("task", "extras", None):
            signs = tuple(_by_length(above, below, sense, column))
            yield from signs
            if signs:
                continue  # a whole text may fill its line
        yield from _by_last_line(upper, below, column, sense)


def _by_length(above: str, below: str, sense: Sense, column: int) -> Iterator[Evidence]:
    """In a column of short texts two that are longer together than any other one are two."""
    wholes = sense.wholes[column]
    texts = wholes if len(wholes.held) > 2 else sense.pieces[column]
    is_short = len(texts.held) > 2 and texts.longest <= SHORT_TEXT
    if is_short and len(above) + len(below) > texts.longest:
        yield Evidence(f"{above} and {below} are both as long as whole cells", -4)


def _by_names(above: str, below: str, wholes: Texts) -> Iterator[Evidence]:
    """Is a list of departments cut? The column's whole cells tell how its lists begin and end."""
    if LISTED_ON.search(above):
        yield Evidence("the list of departments goes on", 3)
        return
    ended = above in wholes.held or above[-2:] in wholes.end
    begun = below in wholes.held or below[:2] in wholes.begin
    cut = f"…{above[-4:]}|{below[:4]}…"
    if ended and begun:
        yield Evidence(f"{cut}: both lists are whole, as other rows have them", -2)
    elif AND_OTHERS.search(above) and not IN_ROLES.match(below):
        yield Evidence(f"{cut}: no name follows 等", -2)
    elif not ended and not DEPARTMENT.search(above):
        yield Evidence(f"the name {cut} is cut", 2 if begun else 3)


def _by_last_line(upper: Upper, below: str, column: int, sense: Sense) -> Iterator[Evidence]:
    """A page cuts a text between two lines, and a line that is followed by another is full."""
    held = upper.strips[-1].cells[column]
    if held is None or held.is_blank or not sense.widths[column]:
        return
    line = held.block.cell.lines[-1]
    if falls_short(line, sense.widths[column], below):
        yield Evidence(f"the line …{clean(line.text)[-4:]} is not full: its text ends there", -4)
    else:
        yield Evidence(f"the last line of {sense.kinds[column] or 'a column'} above is full", 1)


def _goes_on(above: Strip, below: Strip, column: int) -> bool:
    """Is the cell of a column open at the break?"""
    upper, lower = above.cells[column], below.cells[column]
    return (upper is not None and upper.block.cell.open_bottom) or (
        lower is not None and lower.block.cell.open_top
    )


def _is_open_in_part(strip: Strip, side: Side) -> bool:
    """Does the row end there, and only cells merged over rows go on?"""
    return is_open(strip, side) and is_closed(strip, side)


def _by_border(upper: Upper, lower: Strip, sense: Sense) -> Iterator[Evidence]:
    if not sense.opens:
        return
    if is_open(upper.strips[-1], "bottom") or is_open(lower, "top"):
        if _is_open_in_part(upper.strips[-1], "bottom") or _is_open_in_part(lower, "top"):
            yield Evidence("some cells are closed at the break, and end there", -3)
        else:
            yield Evidence("the cells are open at the break", 3)
    else:
        yield Evidence("the cells are closed at this break and open at others", -3)


def _by_structure(upper: Upper, lower: Strip, structure: Structure) -> Iterator[Evidence]:
    told = structure.is_one_row(upper.strips, lower)
    if told is not None:
        reason = f"the document's structure has both pieces in {'one row' if told else 'two rows'}"
        yield Evidence(reason, STRUCTURE if told else -STRUCTURE, is_structure=True)
