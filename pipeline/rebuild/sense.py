"""What is usual in a table's columns, so that what is unusual at a page break can speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.page import Line
from pipeline.rebuild.contents import content
from pipeline.rebuild.kinds import HARDLY_ANY, MOSTLY_FILLED, Told, told
from pipeline.rebuild.parts import Run
from pipeline.rebuild.strips import Held, Strip, is_open
from pipeline.text.cleaning import squeeze
from pipeline.text.header_words import Kind
from pipeline.text.line_breaks import has_room
from pipeline.text.numbering import is_labelled, split_label, split_number

# The share of a text column that must begin with a number for the numbers to be the tasks'.
NUMBERED = 0.4
# And the share of those numbers that must follow the one before.
COUNTING = 0.7
# Stands for what follows where it is not known: a name with the mark after it.
SOME_WORD = "一、"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a column, each once, and what every page break asks of all of them.

    `begin` and `end` are their first and their last two characters, `longest` is how many the
    longest has.
    """

    held: frozenset[str]
    begin: frozenset[str]
    end: frozenset[str]
    longest: int

    @staticmethod
    def of(texts: Iterable[str]) -> Texts:
        """Some texts."""
        held = frozenset(texts)
        begin, end = (text[:2] for text in held), (text[-2:] for text in held)
        return Texts(held, frozenset(begin), frozenset(end), max(map(len, held), default=0))


@dataclass(frozen=True)
class Sense:
    """What is usual in a table's columns, so that what is unusual can speak.

    For each column: what it holds and what told it (`told`); the share of tasks that have
    something in it (`fill`); the share of cells that stretch over several rows (`merges`); the
    share of texts that end a sentence (`ends`); whether most of its texts have an outline label
    (`labelled`), and whether none of its cells, blank ones among them, is merged over rows
    (`typed`).
    `wholes` are texts of cells that no page break touches, `pieces` those of all. `widths`: how
    long a full line is, in points; 0 where lines have no boxes or do not fill their column (a
    name on each).
    `numbered_in` are the columns that carry the tasks' numbers: one of their own, and the text
    that begins with them, on some pages or on all.
    """

    told: tuple[Told, ...]
    fill: tuple[float, ...]
    merges: tuple[float, ...]
    ends: tuple[float, ...]
    labelled: tuple[bool, ...]
    typed: tuple[bool, ...]
    wholes: tuple[Texts, ...]
    pieces: tuple[Texts, ...]
    widths: tuple[float, ...]
    numbered_in: tuple[int, ...]
    opens: bool

    @cached_property
    def kinds(self) -> tuple[Kind | None, ...]:
        """What each column holds."""
        return tuple(column.kind for column in self.told)

    def number(self, strip: Strip) -> int | None:
        """The number that a strip shows."""
        for column in self.numbered_in:
            held = strip.cells[column]
            if held is None or held.first < strip.index:
                continue
            # In a narrow column a line may end within the number.
            text = held.text if self.has_number_column(column) else held.block.cell.text
            number = split_number(text)
            if number is not None:
                return number.value
        return None

    def has_number_column(self, column: int) -> bool:
        """Does the column hold numbers and nothing else?"""
        return column in self.numbered_in and self.kinds[column] == "number"


def sense(run: Run, rows: tuple[Strip, ...]) -> Sense:
    """What is usual in the columns of a table."""
    columns = range(len(run.columns))
    whole = [strip for strip in rows if strip.banner is None]
    inner = [strip for strip in whole if not strip.begins_part] or whole
    ends = _at_breaks(rows)
    texts = [_texts(whole, column) for column in columns]
    merges = tuple(_merges(whole, c) for c in columns)
    fill = tuple(_fill(inner, c, ends, merges[c]) for c in columns)
    shown = [_covers(whole, merged, filled) for merged, filled in zip(merges, fill, strict=True)]
    held = told(run.columns, tuple(map(content, texts, shown, fill)))
    numbered = tuple(_numbered_in(run, tuple(column.kind for column in held), texts))
    untouched = [_untouched(rows, c, ends) for c in columns]
    return Sense(
        told=held,
        fill=fill,
        merges=merges,
        ends=tuple(_share(ends_sentence(t) for t in _texts(inner, c)) for c in columns),
        labelled=tuple(_share(is_labelled(t) for t in held) >= 0.5 for held in texts),
        typed=tuple(not any(_is_merged(strip, c) for strip in whole) for c in columns),
        wholes=tuple(Texts.of(held.text for held in cells) for cells in untouched),
        pieces=tuple(map(Texts.of, texts)),
        widths=tuple(_full_width(whole, c, untouched[c]) for c in columns),
        numbered_in=numbered,
        opens=any(is_open(strip, "top") or is_open(strip, "bottom") for strip in whole),
    )


def _covers(rows: Iterable[Strip], merges: float, fill: float) -> float:
    """The share of merged cells; where a dump hides them, of those that blank ones follow."""
    hides = any(not strip.knows_spans for strip in rows)
    return 1 - fill if hides and fill < MOSTLY_FILLED else merges


def _at_breaks(rows: tuple[Strip, ...]) -> frozenset[int]:
    """The strips right above a page break and right below one."""
    below = {strip.index for strip in rows if strip.begins_part and strip.index}
    return frozenset(below | {index - 1 for index in below})


def _fill(rows: Iterable[Strip], column: int, breaks: frozenset[int], merges: float) -> float:
    """The share of rows with something in a column.

    A blank cell at a page break may be part of a merged one that goes on over it, and is not
    counted: if it is itself over several rows, or where cells of the column are.
    """
    cells = [strip.cells[column] for strip in rows]
    return _share(
        not held.is_blank
        for held in cells
        if held is not None
        and not (_is_blank_at(held, breaks) and (held.last > held.first or merges > HARDLY_ANY))
    )


def _is_blank_at(held: Held, breaks: frozenset[int]) -> bool:
    """Is it a blank cell, the first or last row of which stands at a break?"""
    return held.is_blank and bool({held.first, held.last} & breaks)


def _untouched(rows: tuple[Strip, ...], column: int, breaks: frozenset[int]) -> list[Held]:
    """The filled cells of a column that stand clear of every page break."""
    cells: dict[int, Held] = {}
    for strip in rows:
        held = strip.cells[column]
        if held is not None and not {held.first, held.last} & breaks:
            cells[id(held.block)] = held
    return [held for held in cells.values() if not held.is_blank]


def _full_width(rows: Iterable[Strip], column: int, untouched: Iterable[Held]) -> float:
    """How long a full line of a column is; 0 where lines end before the column does."""
    cells = [strip.cells[column] for strip in rows]
    widths = [width(line) for held in cells if held is not None for line in held.block.cell.lines]
    full = max(widths, default=0.0)
    inner = [line for held in untouched for line in held.block.cell.lines[:-1]]
    ragged = _share(falls_short(line, full, SOME_WORD) for line in inner)
    return full if ragged <= HARDLY_ANY else 0.0


def _texts(rows: Iterable[Strip], column: int) -> list[str]:
    """The filled cells of a column, each once."""
    seen: dict[int, str] = {}
    for strip in rows:
        held = strip.cells[column]
        if held is not None and not held.is_blank:
            seen[id(held.block)] = held.text
    return list(seen.values())


def _merges(rows: list[Strip], column: int) -> float:
    """The share of a column's filled cells that stretch over several rows."""
    spans: dict[int, bool] = {}
    for strip in rows:
        held = strip.cells[column]
        if held is not None and not held.is_blank:
            spans[id(held.block)] = held.last > held.first
    return _share(spans.values())


def _is_merged(strip: Strip, column: int) -> bool:
    held = strip.cells[column]
    return held is not None and held.last > held.first


def _numbered_in(run: Run, kinds: tuple[Kind | None, ...], texts: list[list[str]]) -> Iterator[int]:
    own = next((c for c, kind in enumerate(kinds) if kind == "number" and texts[c]), None)
    if own is not None:
        yield own
        everywhere = all(any(a <= own < b for a, b in part.ranges) for part in run.parts)
        if everywhere:
            return
    for column, kind in enumerate(kinds):
        beside_own = own is not None and kind == "requirement"
        instead = own is None and kind in ("requirement", "task") and _counts_up(texts[column])
        if beside_own or instead:
            yield column
            return


def _counts_up(texts: list[str]) -> bool:
    """Do most of the texts begin with a number, and most numbers follow the one before?"""
    numbers = [number.value for text in texts if (number := split_number(text)) is not None]
    if len(numbers) < NUMBERED * len(texts) or not numbers:
        return False
    steps = Counter(after - before for before, after in pairwise(numbers))
    return len(numbers) == 1 or steps[1] >= COUNTING * (len(numbers) - 1)


def _share(answers: Iterable[bool]) -> float:
    held = list(answers)
    return sum(held) / len(held) if held else 0.0


def width(line: Line) -> float:
    """How long a line is, in points; 0 without a box."""
    box = line.place.box
    return 0.0 if box is None else box.width


def falls_short(line: Line, full: float, following: str) -> bool:
    """Would the text that follows have begun on this line? Then the line ends its paragraph."""
    return has_room(full - width(line), following, line.size or 0.0)


def ends_sentence(text: str) -> bool:
    """Does a text end where a sentence may end?"""
    return text.rstrip("”’」』）)》").endswith(("。", "；", "！", "？", ".", ";", "!", "?"))


def label_ordinal(text: str) -> tuple[str, int] | None:
    """The style and ordinal of the outline label that a text begins with."""
    label = split_label(text)
    if label is None or not is_labelled(text):
        return None
    return label.style, label.ordinal


def same_text(one: str, other: str) -> bool:
    """Do two texts say the same, but for layout?"""
    return squeeze(one) == squeeze(other)
