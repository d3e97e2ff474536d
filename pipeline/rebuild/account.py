"""Nothing lost, nothing doubled: each line of the fragments against those of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Cell, Line, joined, say_nothing
from pipeline.rebuild.assemble import WHOLE_LINE, Assembled, LeftOut
from pipeline.rebuild.furniture import CONTINUED
from pipeline.rebuild.parts import Run
from pipeline.rebuild.runs import TITLE
from pipeline.table import Table, Value
from pipeline.text.cleaning import clean, squeeze

# Lines after a table that are no more than this many characters are an imprint or a note.
LONG_NOTE = 120
# A finding that saves a text holds so many characters of it.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of one cell of a part, from 0: of the whole cell, or of some of it."""

    part: int
    cell: Cell
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """What the lines say, clean."""
        return clean(joined(self.lines))


@dataclass(frozen=True, slots=True)
class Account:
    """Where each character of a ledger's fragments went, spaces not counted.

    `shown` are all that their cells show; `held` those of the table's values. `headers` are the
    words over the columns and the titles above them; `left_out` what other lines say too and
    headings without tasks. `lost` stands nowhere; `doubled` in more values than one.
    """

    shown: int
    held: int
    headers: tuple[Piece, ...]
    left_out: tuple[LeftOut, ...]
    lost: tuple[Piece, ...]
    doubled: tuple[Piece, ...]

    @property
    def is_balanced(self) -> bool:
        """Is each character that is shown held once, or declared, or said to be lost or doubled?"""
        declared = count(line for piece in (*self.headers, *self.lost) for line in piece.lines)
        again = sum(len(squeeze(left.text)) for left in self.left_out)
        twice = count(line for piece in self.doubled for line in piece.lines)
        return self.shown == self.held + declared + again - twice


def account(run: Run, assembled: Assembled) -> Account:
    """The fragments of a ledger against its table, line by line."""
    values = _values(assembled.table)
    held = Counter(id(line) for value in values for line in value.lines)
    known = {id(line) for left in assembled.left_out for line in left.lines} | held.keys()
    headers, strange = _headers(run)
    body = [
        Piece(index, cell, cell.lines)
        for index, part in enumerate(run.parts)
        for cell in part.fragment.cells
        if cell.row + cell.row_span > part.first_row
    ]
    return Account(
        shown=count(line for piece in (*headers, *strange, *body) for line in piece.lines),
        held=count(line for value in values for line in value.lines),
        headers=headers,
        left_out=assembled.left_out,
        lost=(*strange, *_some(body, lambda line: int(id(line) not in known))),
        doubled=_some(body, lambda line: held[id(line)] - 1),
    )


def count(lines: Iterable[Line]) -> int:
    """How many characters lines show, spaces not counted."""
    return sum(len(squeeze(line.text)) for line in lines)


def _values(table: Table) -> list[Value]:
    """The values of a table, each once, however many tasks share it."""
    values = (value for row in table.rows for value in (*row.banners, *row.values))
    return list({id(value): value for value in values}.values())


def _some(pieces: Iterable[Piece], times: Callable[[Line], int]) -> tuple[Piece, ...]:
    """The pieces with each of their lines so many times; none without a text."""
    found: list[Piece] = []
    for piece in pieces:
        lines = tuple(line for line in piece.lines for _ in range(times(line)))
        if not say_nothing(lines):
            found.append(replace(piece, lines=lines))
    return tuple(found)


def _headers(run: Run) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What stands above the first row of each part; and of that what is no header and no title.

    A header says what a column is headed with. A title stands over the table's first part, and
    may be printed again over the others.
    """
    words = {squeeze(word) for path in run.columns for word in path}
    titles = squeeze(joined(run.parts[0].above))
    declared: list[Piece] = []
    strange: list[Piece] = []
    for index, part in enumerate(run.parts):
        for cell in part.fragment.cells:
            if cell.row + cell.row_span <= part.first_row and not cell.is_blank:
                text = squeeze(cell.text)
                is_known = text in words or CONTINUED.sub("", text) in titles
                (declared if is_known else strange).append(Piece(index, cell, cell.lines))
    return tuple(declared), tuple(strange)


def unaccounted(run: Run, made: Account, number: int) -> Iterator[Finding]:
    """What stands in or around a ledger's fragments and in none of its tasks."""
    yield from _of_characters(run, made, number)
    yield from _of_lines_between(run, number)
    yield from _of_tables(run, number)
    yield from _of_lines_after(run, number)


def _of_characters(run: Run, made: Account, number: int) -> Iterator[Finding]:
    """No character may be lost or doubled between the fragments and the table."""
    for piece in made.lost:
        message = f"{place_of(piece, run)}: in no task: {in_words(piece.text)}"
        yield finding("text_lost", message, ledger=number)
    for piece in made.doubled:
        message = f"{place_of(piece, run)}: held more than once: {in_words(piece.text)}"
        yield finding("text_doubled", message, ledger=number)


def place_of(piece: Piece, run: Run) -> str:
    """`Page 5, row 2, column 3 (责任单位)`, rows and columns as the page shows them, from 1."""
    part = run.parts[piece.part]
    cell = piece.cell
    if cell.place.page is None and cell.place.spot is not None:
        return f"{cell.place.spot[0].upper()}{cell.place.spot[1:]}"
    page = part.fragment.page
    where = f"Part {piece.part + 1}" if page is None else f"Page {page}"
    headers = [run.columns[n] for n in range(*part.ranges[cell.column])]
    words = "/".join(headers[0]) if headers else ""
    named = f" ({words})" if words else ""
    return f"{where}, row {cell.row + 1}, column {cell.column + 1}{named}"


def in_words(text: str) -> str:
    """A text, or as much of it as a message holds."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)} characters)"


def _of_lines_between(run: Run, number: int) -> Iterator[Finding]:
    """Lines among the parts of the table: part of a cell that no rule shows, or no part of it."""
    between = _unread(run)
    if between:
        shown = " ".join(line.text for line in between)
        page = between[0].place.page
        where = "" if page is None else f"Page {page}: "
        yield finding(
            "text_between",
            f"{where}text between the parts of the table is in no task: {shown[:60]}",
            ledger=number,
        )


def _unread(run: Run) -> list[Line]:
    """The lines between the parts, but for those that the table says too.

    An engine that slices a line at the page's end prints it on both, once outside of the table.
    """
    said = "".join(squeeze(cell.text) for part in run.parts for cell in part.fragment.cells)
    return [
        line
        for line in run.between
        if not all(
            len(piece) >= WHOLE_LINE and squeeze(piece) in said for piece in line.text.split()
        )
    ]


def _of_tables(run: Run, number: int) -> Iterator[Finding]:
    """Tables that follow at once and have other columns."""
    for fragment in run.left_out:
        text = " ".join(squeeze(cell.text) for cell in fragment.cells if not cell.is_blank)
        if text:
            where = "" if fragment.page is None else f"Page {fragment.page}: "
            yield finding(
                "table_left_out",
                f"{where}a table that follows at once has other columns and is in no task: "
                f"{text[:60]}",
                ledger=number,
            )


def _of_lines_after(run: Run, number: int) -> Iterator[Finding]:
    """Text on the pages after the table, where it is more than a note."""
    after = _after(run)
    if after:
        yield finding(
            "text_after",
            f"Page {after[0].place.page}: text after the table may belong to it and is in no "
            f"task: {' '.join(line.text for line in after)[:60]}",
            ledger=number,
        )


def _after(run: Run) -> list[Line]:
    """Lines on pages after the table's last, where they do not begin with a title of their own."""
    last = run.parts[-1].fragment.page
    after = [line for line in run.below if last is not None and (line.place.page or 0) > last]
    if not after or TITLE.search(squeeze(after[0].text)):
        return []
    return after if sum(len(line.text) for line in after) > LONG_NOTE else []
