"""The body of a table as strips: one for each row that a page shows, in the table's columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.page import Line
from pipeline.rebuild.headers import Kind
from pipeline.rebuild.looks import is_labelled, look
from pipeline.rebuild.parts import Block, Part, Run, kind_of
from pipeline.text.cleaning import clean, squeeze
from pipeline.text.line_breaks import room_for
from pipeline.text.numbering import split_label, split_number

# A share of cells that is as good as all, and one that is as good as none.
NEARLY_ALL = 0.9
HARDLY_ANY = 0.1
# The share of a text column that must begin with a number for the numbers to be the tasks'.
NUMBERED = 0.4
# And the share of those numbers that must follow the one before.
COUNTING = 0.7
# In sizes of the type, what a full line may leave free besides.
ROOM = 1.0
# Stands for what follows where it is not known: a name with the mark after it.
SOME_WORD = "一、"


Side = Literal["top", "bottom"]


@dataclass(frozen=True, slots=True)
class Held:
    """A block with the strips that it reaches over, both counted over the whole table."""

    block: Block
    first: int
    last: int

    @property
    def is_blank(self) -> bool:
        """Does it show nothing?"""
        return self.block.is_blank

    @property
    def text(self) -> str:
        """What it shows, clean."""
        return clean(self.block.cell.text)


@dataclass(frozen=True, slots=True)
class Strip:
    """One row as one page shows it: what covers each column there, or a banner over all.

    `index` counts the whole table's strips from 0. `begins_part`: the first row under a page
    break. `knows_spans`: see Fragment.
    """

    index: int
    part: int
    begins_part: bool
    knows_spans: bool
    cells: tuple[Held | None, ...]
    banner: Held | None = None

    def text(self, column: int) -> str:
        """The clean text of a column; empty where nothing is shown."""
        held = self.cells[column]
        return "" if held is None else held.text


def strips(run: Run) -> tuple[Strip, ...]:
    """All body rows of a table, in order."""
    made: list[Strip] = []
    headings = frozenset(_heading_columns(run))
    for index, part in enumerate(run.parts):
        made += _of_part(part, index, len(made), run, headings)
    return tuple(made)


def _heading_columns(run: Run) -> Iterator[int]:
    """The columns whose cells mostly have an outline label."""
    texts: dict[int, list[str]] = {}
    for part in run.parts:
        for block in part.blocks():
            if not block.is_blank:
                texts.setdefault(block.column, []).append(clean(block.cell.text))
    for column, held in texts.items():
        if _share(is_labelled(text) for text in held) >= 0.5:
            yield column


def _of_part(
    part: Part, index: int, first: int, run: Run, headings: frozenset[int]
) -> Iterator[Strip]:
    columns = len(run.columns)
    blocks = list(part.blocks())
    rows = _own_rows(blocks, part.rows)
    strip_of = {row: first + place for place, row in enumerate(rows)}
    for row in rows:
        cells: list[Held | None] = [None] * columns
        banner: Held | None = None
        for block in blocks:
            if block.row <= row < block.row + block.row_span:
                covered = [strip_of[r] for r in rows if block.row <= r < block.row + block.row_span]
                held = Held(block, covered[0], covered[-1])
                if block.column_span >= columns > 1:
                    banner = held
                elif cells[_home(block, run)] is None or not block.is_blank:
                    cells[_home(block, run)] = held
        if banner is None and not part.fragment.knows_spans:
            banner = _banner_of_dump(cells, headings)
        yield Strip(
            index=strip_of[row],
            part=index,
            begins_part=row == rows[0],
            knows_spans=part.fragment.knows_spans,
            cells=(None,) * columns if banner else tuple(cells),
            banner=banner,
        )


def _own_rows(blocks: list[Block], rows: int) -> list[int]:
    """The rows in which something begins: a rule that divides nothing makes no row.

    Nor does what an engine leaves of a row at the page's edge: open, and with no text in it.
    """
    begun = sorted({block.row for block in blocks})
    if len(begun) > 1 and _is_sliver(blocks, begun[-1], rows, "bottom"):
        begun.pop()
    if len(begun) > 1 and _is_sliver(blocks, begun[0], rows, "top"):
        begun.pop(0)
    return begun


def _is_sliver(blocks: list[Block], row: int, rows: int, side: Side) -> bool:
    own = [b for b in blocks if b.row == row and (b.row_span == 1 or b.row + b.row_span == rows)]
    open_there = any(b.cell.open_top if side == "top" else b.cell.open_bottom for b in own)
    return open_there and all(block.is_blank for block in own)


def _home(block: Block, run: Run) -> int:
    """The column that a block belongs to: of several, the first that is not for numbers."""
    covered = range(block.column, block.column + block.column_span)
    return next((column for column in covered if column not in run.numbers), block.column)


def _banner_of_dump(cells: list[Held | None], headings: frozenset[int]) -> Held | None:
    """A heading alone in its row, in a column that is not for headings."""
    filled = [held for held in cells if held is not None and not held.is_blank]
    if len(filled) != 1 or filled[0].block.column in headings or not is_labelled(filled[0].text):
        return None
    return filled[0]


@dataclass(frozen=True, slots=True)
class Sense:
    """What is usual in a table's columns, so that what is unusual can speak.

    For each column: its kind; the share of tasks that have something in it (`fill`); the share
    of cells that stretch over several rows (`merges`); the share of texts that end a sentence
    (`ends`); whether most of its texts have an outline label (`labelled`), and whether none of its
    cells, blank ones among them, is merged over rows (`typed`).
    `wholes` are texts of cells that no page break touches. `widths`: how long a full line is, in
    points; 0 where lines have no boxes or do not fill their column (a name on each).
    `numbered_in` are the columns that carry the tasks' numbers: one of their own, and the text
    that begins with them, on some pages or on all.
    """

    kinds: tuple[Kind | None, ...]
    fill: tuple[float, ...]
    merges: tuple[float, ...]
    ends: tuple[float, ...]
    labelled: tuple[bool, ...]
    typed: tuple[bool, ...]
    wholes: tuple[frozenset[str], ...]
    widths: tuple[float, ...]
    numbered_in: tuple[int, ...]
    opens: bool

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
    texts = [_texts(whole, column) for column in columns]
    kinds = _kinds(run, texts)
    numbered = tuple(_numbered_in(run, kinds, texts))
    untouched = [_untouched(rows, c) for c in columns]
    return Sense(
        kinds=kinds,
        fill=tuple(_share(bool(strip.text(c)) for strip in inner) for c in columns),
        merges=tuple(_merges(whole, c) for c in columns),
        ends=tuple(_share(ends_sentence(t) for t in _texts(inner, c)) for c in columns),
        labelled=tuple(_share(is_labelled(t) for t in held) >= 0.5 for held in texts),
        typed=tuple(not any(_is_merged(strip, c) for strip in whole) for c in columns),
        wholes=tuple(frozenset(held.text for held in cells) for cells in untouched),
        widths=tuple(_full_width(whole, c, untouched[c]) for c in columns),
        numbered_in=numbered,
        opens=any(is_open(strip, "top") or is_open(strip, "bottom") for strip in whole),
    )


def is_open(strip: Strip, side: Side) -> bool:
    """Is a cell of the row alone, not one merged over several, without a rule on that side?"""
    cells = [h.block.cell for h in strip.cells if h is not None and h.first == h.last]
    return any(cell.open_top if side == "top" else cell.open_bottom for cell in cells)


def _untouched(rows: tuple[Strip, ...], column: int) -> list[Held]:
    """The filled cells of a column that stand clear of every page break."""
    ends = {strip.index - 1 for strip in rows if strip.begins_part}
    begins = {strip.index for strip in rows if strip.begins_part and strip.index}
    cells: dict[int, Held] = {}
    for strip in rows:
        held = strip.cells[column]
        if held is not None and held.first not in begins and held.last not in ends:
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


def width(line: Line) -> float:
    """How long a line is, in points; 0 without a box."""
    box = line.place.box
    return 0.0 if box is None else box.x1 - box.x0


def falls_short(line: Line, full: float, following: str) -> bool:
    """Would the text that follows have begun on this line? Then the line ends its paragraph."""
    return full - width(line) > (room_for(following) + ROOM) * (line.size or 0.0)


def ends_sentence(text: str) -> bool:
    """Does a text end where a sentence may end?"""
    return text.rstrip("”’」』）)》").endswith(("。", "；", "！", "？", ".", ";", "!", "?"))


def _texts(rows: Iterable[Strip], column: int) -> list[str]:
    """The filled cells of a column, each once."""
    seen: dict[int, str] = {}
    for strip in rows:
        held = strip.cells[column]
        if held is not None and not held.is_blank:
            seen[id(held.block)] = held.text
    return list(seen.values())


def _share(answers: Iterable[bool]) -> float:
    held = list(answers)
    return sum(held) / len(held) if held else 0.0


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


def _kinds(run: Run, texts: list[list[str]]) -> tuple[Kind | None, ...]:
    """What each column holds: by its header, and by its looks where the header leaves it open."""
    kinds = [kind_of(path) for path in run.columns]
    for column, kind in enumerate(kinds):
        if kind in (None, "task", "requirement") and look(texts[column]) == "number":
            kinds[column] = "number"
    return tuple(kinds)


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


def label_ordinal(text: str) -> tuple[str, int] | None:
    """The style and ordinal of the outline label that a text begins with."""
    label = split_label(text)
    if label is None or not is_labelled(text):
        return None
    return label.style, label.ordinal


def same_text(one: str, other: str) -> bool:
    """Do two texts say the same, but for layout?"""
    return squeeze(one) == squeeze(other)
