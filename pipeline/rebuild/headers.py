"""Which rows are a table's header, and what its words say about the columns under it.

The words are data (`pipeline/text/headers.toml`). A header that nobody foresaw is still a
header where it stands among others that are known, and its column is told by what stands in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile

from pipeline.page import Cell, Fragment
from pipeline.rebuild.contents import Content, content
from pipeline.rebuild.kinds import HALF, MOSTLY_FILLED, TO_DO, kind_of, shows_services, shows_tasks
from pipeline.text.cleaning import clean, squeeze
from pipeline.text.header_words import stands_in_a_body, vocabulary

# No header of a ledger is longer; a task that begins like one is.
LONGEST = 20
HIGHEST = 3
# A header of unknown words has at least so many, and so many rows stand under it.
FEWEST_WORDS = 3
FEWEST_ROWS = 2
SENTENCE = re.compile("[。；！？]")


# No slots: the words are put together once, and asked of every cell of the pages that follow.
@dataclass(frozen=True)
class Header:
    """A fragment's header: how many rows stand above and in it, and its words by column.

    `paths` holds for each grid column the words over it, outermost first; `titles` are the
    rows across the whole table that stand above the header.
    """

    rows: int
    paths: tuple[tuple[str, ...], ...]
    titles: tuple[Cell, ...]
    cells: tuple[Cell, ...]

    @property
    def height(self) -> int:
        """How many rows the header itself has."""
        return self.rows - min(cell.row for cell in self.cells)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The header's words in printed order, each cell once."""
        return tuple(squeeze(cell.text) for cell in self.cells if not cell.is_blank)


def header_of(
    fragment: Fragment, expected: Header | None = None, following: Sequence[Fragment] = ()
) -> Header | None:
    """The header at the top of a fragment; `expected` is that of the table it may go on with.

    Where its words are not known, what stands under it here and in the fragments `following`
    tells whether it is one.
    """
    titles: list[Cell] = []
    for row in range(min(fragment.rows, HIGHEST)):
        cells = _starting(fragment, row)
        if is_header(cells, expected):
            return _header(fragment, row, tuple(titles))
        if expected is None and _could_be_header(cells, fragment):
            header = _header(fragment, row, tuple(titles))
            if stands_over_tasks(header, fragment, following):
                return header
        if not _is_title(cells, fragment, goes_on=expected is not None):
            return None
        titles += cells
    return None


def is_header(cells: Iterable[Cell], expected: Header | None = None) -> bool:
    """Is a row of cells a header?

    It has known words over most of it, of at least two fields, or the words of the header that
    the table had before.
    """
    texts = [squeeze(cell.text) for cell in cells if not cell.is_blank]
    if len(texts) < 2 or not all(_could_head(text) for text in texts):
        return False
    # The price: a task that repeats the header word for word at the top of a page is lost.
    # A task has a deadline or a department, so no task reads like that.
    if expected is not None and set(texts) <= set(expected.words) and len(texts) > 1:
        return True
    if any(stands_in_a_body(text) for text in texts):
        return False
    known = [kind for text in texts if (kind := vocabulary().kind(text)) is not None]
    if len(set(known)) < 2 or 2 * len(known) < len(texts):
        return False
    # A body's short texts hold words of headers too (工作, 牵头): where a table goes on, whole
    # words must say that another begins.
    words = sum(1 for text in texts if vocabulary().has(text))
    if expected is None:
        return bool(words or len(known) > 2)
    return 2 * words > len(texts) or (words > 1 and 2 * words == len(texts) == len(known))


def is_ledger(header: Header) -> bool:
    """Does a header announce a ledger of tasks? Something to do, and by whom or by when."""
    words = vocabulary()
    if any(words.speaks_against(word) for word in header.words):
        return False
    kinds = {words.kind(word) for word in header.words}
    by_whom_or_when = kinds & {"responsibility", "lead", "support", "deadline"}
    foreign = sum(1 for word in header.words if words.is_foreign(word))
    if foreign > 1 and len(by_whom_or_when) < 2:
        return False
    return bool(kinds & {"task", "requirement"}) and (
        bool(by_whom_or_when) or any(map(words.announces_a_ledger, header.words))
    )


def stands_over_tasks(
    header: Header, fragment: Fragment, following: Sequence[Fragment] = ()
) -> bool:
    """Does what stands under a header show a ledger, whatever its words are?"""
    bodies = _bodies(header, fragment, following)
    if sum(len({cell.row for cell in body}) for body in bodies) < FEWEST_ROWS:
        return False
    printed = {squeeze(cell.text) for body in bodies for cell in body}
    return not printed & set(header.words) and shows_tasks(
        _words(header), _contents(bodies, fragment)
    )


def stands_over_brackets(
    header: Header, fragment: Fragment, following: Sequence[Fragment] = ()
) -> bool:
    """Do the texts of what is to be done end in who does it, where no column says that?

    Of most tasks, in words that nothing else has: （责任单位：…）, （办公室牵头，信息科配合）.
    """
    words = vocabulary()
    if any(words.speaks_against(word) or words.is_foreign(word) for word in header.words):
        return False
    to_do = {column for column, path in enumerate(_words(header)) if kind_of(path) in TO_DO}
    cells = [cell for body in _bodies(header, fragment, following) for cell in body]
    return any(
        len(held := [cell for cell in cells if cell.column == column]) >= FEWEST_ROWS
        and _share_that_says_who(held) >= HALF
        for column in to_do
    )


def _share_that_says_who(cells: Sequence[Cell]) -> float:
    from pipeline.rebuild.prose_tokens import PARTIES, Said, read  # seldom asked

    said = [[one for one in read(cell.lines).tokens if isinstance(one, Said)] for cell in cells]
    return sum(1 for values in said if any(one.kind in PARTIES for one in values)) / len(cells)


def stands_over_services(
    header: Header, fragment: Fragment, following: Sequence[Fragment] = ()
) -> bool:
    """Does a table say how long services take, where a ledger says when tasks are due?"""
    bodies = _bodies(header, fragment, following)
    return shows_services(_words(header), _contents(bodies, fragment))


def _words(header: Header) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(squeeze(word) for word in path) for path in header.paths)


def _bodies(header: Header, fragment: Fragment, following: Sequence[Fragment]) -> list[list[Cell]]:
    """The filled cells under a header, here and in the fragments after that have its columns."""
    alike = takewhile(lambda later: later.columns == fragment.columns, following)
    return [_body(fragment, header.rows, header), *(_body(later, 0, header) for later in alike)]


def _contents(bodies: Sequence[Sequence[Cell]], fragment: Fragment) -> list[Content]:
    rows = sum(len({cell.row for cell in body}) for body in bodies)
    hides = not fragment.knows_spans
    return [_content(bodies, c, rows, hides_spans=hides) for c in range(fragment.columns)]


def _body(fragment: Fragment, first: int, header: Header) -> list[Cell]:
    """The filled cells from a row on, without those that print the header again."""
    cells = [cell for cell in fragment.cells if cell.row >= first and not cell.is_blank]
    again = {cell.row for cell in cells if squeeze(cell.text) in header.words}
    company = Counter(cell.row for cell in cells)
    return [c for c in cells if c.row not in again and (fragment.knows_spans or company[c.row] > 1)]


def _content(
    bodies: Sequence[Sequence[Cell]], column: int, rows: int, *, hides_spans: bool
) -> Content:
    cells = [c for body in bodies for c in body if c.column == column and c.column_span == 1]
    merged = sum(1 for cell in cells if cell.row_span > 1)
    covered = sum(cell.row_span for cell in cells)
    merges = merged / len(cells) if cells else 0.0
    fill = min(covered / rows, 1.0) if rows else 0.0
    if hides_spans and fill < MOSTLY_FILLED:
        merges = 1 - fill
    return content((cell.text for cell in cells), merges, fill)


def _could_be_header(cells: Sequence[Cell], fragment: Fragment) -> bool:
    """Are the cells of a row short words over nearly every column?"""
    texts = [squeeze(cell.text) for cell in cells if not cell.is_blank]
    covered = sum(cell.column_span for cell in cells if not cell.is_blank)
    # A dump does not say over how many columns a cell stands.
    fewest = fragment.columns - 1 if fragment.knows_spans else fragment.columns / 2
    return (
        len(texts) >= FEWEST_WORDS
        and len(set(texts)) == len(texts)
        and covered >= fewest
        and all(_could_head(text) and not stands_in_a_body(text) for text in texts)
    )


def at_headers(
    fragment: Fragment, expected: Header | None, following: Sequence[Fragment] = ()
) -> tuple[Fragment, ...]:
    """The fragment, cut before each row that prints the expected header again.

    Where an engine cuts a row on a page it may repeat the header in the middle of that page;
    and where it leaves out the rule under a repeated header, header and row look like one.
    """
    if expected is not None:
        fragment = _without_overflow(fragment, expected)
    own = header_of(fragment, expected, following)
    expected = expected or own
    if expected is None:
        return (fragment,)
    first = 0 if own is None else own.rows
    cuts = [row for row in _printed_again(fragment, expected) if row >= first]
    edges = [*dict.fromkeys([0, *cuts]), fragment.rows]
    again = set(cuts)
    return tuple(
        _parted(piece, expected) if above in again else piece
        for above, piece in zip(edges, in_pieces(fragment, edges), strict=False)
    )


def _without_overflow(fragment: Fragment, expected: Header) -> Fragment:
    """The fragment with what runs up into its header from the cells right below given back.

    A narrow cell's text may be higher than its cut row, and some engines centre it all the same.
    """
    if 0 not in _printed_again(fragment, expected, only_first=True):
        return fragment
    over: dict[int, Cell] = {}
    for cell in fragment.cells:
        found = _words_first(cell, expected) if cell.row < expected.height else None
        reaches_floor = cell.row_span == expected.height and _crosses_floor(cell)
        if found is not None and found[1] < len(cell.lines) and reaches_floor:
            over[cell.column] = cell
    held = {cell.column: cell for cell in fragment.cells if cell.row == expected.height}
    if not over or not all(column in held and held[column].lines for column in over):
        return fragment
    counts = {column: _taken(cell, expected) for column, cell in over.items()}
    moved = {
        **{cell: replace(cell, lines=cell.lines[: counts[c]]) for c, cell in over.items()},
        **{
            held[c]: replace(held[c], lines=(*cell.lines[counts[c] :], *held[c].lines))
            for c, cell in over.items()
        },
    }
    return replace(fragment, cells=tuple(moved.get(cell, cell) for cell in fragment.cells))


def _crosses_floor(cell: Cell) -> bool:
    """Does the cell's last line stand on the rule under it?"""
    own, line = cell.place.box, cell.lines[-1].place.box if cell.lines else None
    return own is not None and line is not None and line.bottom > own.bottom


def _taken(cell: Cell, expected: Header) -> int:
    """How many of a cell's lines are the header's word."""
    found = _words_first(cell, expected)
    return 0 if found is None else found[1]


def _printed_again(
    fragment: Fragment, expected: Header, *, only_first: bool = False
) -> Iterator[int]:
    """The rows from which on the cells, all across the table, print the header's words."""
    filled: dict[int, list[Cell]] = {}
    crossed: set[int] = set()
    for cell in fragment.cells:
        if not cell.is_blank:
            filled.setdefault(cell.row, []).append(cell)
        crossed.update(range(cell.row + 1, cell.row + cell.row_span))
    for row in range(1 if only_first else fragment.rows):
        own = [c for r in range(row, row + expected.height) for c in filled.get(r, ())]
        if row not in crossed and own and _print(own, expected):
            yield row


def _print(cells: Iterable[Cell], expected: Header) -> bool:
    """Do some cells begin with the words of a header, all of them?"""
    printed: list[str] = []
    for cell in cells:
        found = _words_first(cell, expected)
        if found is None:
            return False
        printed.append(found[0])
    return sorted(printed) == sorted(expected.words)


def _words_first(cell: Cell, expected: Header) -> tuple[str, int] | None:
    """The header word that a cell begins with, and the number of lines that it takes."""
    longest = max(map(len, expected.words), default=0)
    found: tuple[str, int] | None = None
    for count in range(1, len(cell.lines) + 1):
        word = squeeze("\n".join(line.text for line in cell.lines[:count]))
        if len(word) > longest:
            break
        if word in expected.words:
            found = word, count
    return found


def in_pieces(fragment: Fragment, edges: Sequence[int]) -> list[Fragment]:
    """A fragment's rows from each edge to the next as fragments of their own."""
    if len(edges) == 2:
        return [_rows_between(fragment, *edges)]
    held: list[list[Cell]] = [[] for _ in edges[1:]]
    for cell in fragment.cells:
        place = bisect_right(edges, cell.row) - 1
        if 0 <= place < len(held):
            held[place].append(cell)
    return [
        _rows_between(replace(fragment, cells=tuple(cells)), first, last)
        for cells, (first, last) in zip(held, pairwise(edges), strict=True)
    ]


def _rows_between(fragment: Fragment, first: int, last: int) -> Fragment:
    """Some of a fragment's rows as a fragment of their own."""
    if (first, last) == (0, fragment.rows):
        return fragment
    cells = tuple(
        replace(
            cell,
            row=max(cell.row, first) - first,
            row_span=min(cell.row + cell.row_span, last) - max(cell.row, first),
        )
        for cell in fragment.cells
        if first <= cell.row < last
    )
    return replace(fragment, rows=last - first, cells=cells)


def _parted(fragment: Fragment, expected: Header) -> Fragment:
    """The fragment with what stands under the header's words in their cells as a row of its own."""
    height = expected.height
    head = [cell for cell in fragment.cells if cell.row < height]
    taken = {cell: _taken(cell, expected) for cell in head}
    if all(taken[cell] == len(cell.lines) for cell in head):
        return fragment
    cells: list[Cell] = []
    for cell in fragment.cells:
        if cell.row >= height:
            cells.append(replace(cell, row=cell.row + 1))
            continue
        below = cell.row + cell.row_span - height  # how many rows it reaches beyond the header
        own = cell.row_span - max(below, 0)
        cells.append(replace(cell, row_span=own, lines=cell.lines[: taken[cell]]))
        if below >= 0:
            rest = cell.lines[taken[cell] :]
            cells.append(replace(cell, row=height, row_span=below + 1, lines=rest, open_top=True))
    return replace(fragment, rows=fragment.rows + 1, cells=tuple(cells))


def _starting(fragment: Fragment, row: int) -> list[Cell]:
    return [cell for cell in fragment.cells if cell.row == row]


def _is_title(cells: list[Cell], fragment: Fragment, *, goes_on: bool) -> bool:
    """A row across the whole table above its header: the ledger's title, drawn inside.

    Where no table goes on, it may also stand in one cell of a row that is blank besides.
    """
    filled = [cell for cell in cells if not cell.is_blank]
    if not filled:
        return bool(cells)  # a frame round the table leaves a blank row over it
    across = filled[0].column_span == fragment.columns or not fragment.knows_spans
    return len(filled) == 1 and (across or not goes_on)


def _header(fragment: Fragment, row: int, titles: tuple[Cell, ...]) -> Header:
    height = _height(fragment, row)
    below = row + height
    cells = tuple(cell for cell in fragment.cells if row <= cell.row < below)
    paths = tuple(
        tuple(_path(fragment, range(row, below), column)) for column in range(fragment.columns)
    )
    if height > 1 and not fragment.knows_spans:
        paths = tuple(_under_parents(_starting(fragment, row), _starting(fragment, row + 1)))
    return Header(rows=below, paths=paths, titles=titles, cells=cells)


def _height(fragment: Fragment, row: int) -> int:
    """How many rows the header has: a cell over several columns may head a second row."""
    cells = _starting(fragment, row)
    height = max(cell.row_span for cell in cells)
    parents = [cell for cell in cells if cell.column_span > 1 and cell.row_span < height]
    if height > 1 and (parents or all(cell.row_span == height for cell in cells)):
        return height
    below = _starting(fragment, row + 1)
    if not fragment.knows_spans:
        return 2 if len(below) == len(cells) and _is_second_of_dump(cells, below) else 1
    under = [cell for cell in below if not cell.is_blank]
    return 2 if under and _is_second(cells, under) else 1


def _is_second(cells: list[Cell], under: list[Cell]) -> bool:
    """Are the filled cells of the next row headers under cells that span several columns?"""
    spanned = {
        column
        for cell in cells
        if cell.column_span > 1 and not cell.is_blank
        for column in range(cell.column, cell.column + cell.column_span)
    }
    texts = [squeeze(cell.text) for cell in under]
    return {cell.column for cell in under} == spanned and all(
        _could_head(text) and not stands_in_a_body(text) for text in texts
    )


def _is_second_of_dump(cells: list[Cell], below: list[Cell]) -> bool:
    """Are the filled cells of a dump's next row headers under cells with blank ones beside them?

    A cell that stands again under itself is two rows high.
    """
    texts = [squeeze(cell.text) for cell in below]
    under = {
        column
        for column, (cell, text) in enumerate(zip(cells, texts, strict=True))
        if text and text != squeeze(cell.text)
    }
    parents = [span for span in _spans_of_dump(cells) if under & set(span)]
    if not under or any(len(span) < 2 or not under >= set(span) for span in parents):
        return False
    words = [texts[column] for column in under]
    return (
        under == {column for span in parents for column in span}
        and all(_could_head(word) and not stands_in_a_body(word) for word in words)
        and (
            (
                all(vocabulary().kind(word) is not None for word in words)
                and any(vocabulary().has(word) for word in words)
            )
            or all(_parts_roles(word) for word in words)
        )
    )


def _parts_roles(word: str) -> bool:
    """Does a word lean to those who lead, or to those who support?"""
    leans = vocabulary().hints(word)
    return "lead" in leans or "support" in leans or vocabulary().is_in_charge(word)


def _spans_of_dump(cells: Sequence[Cell]) -> Iterator[range]:
    """The columns that each cell of a dump's row may cover: those after it, blank or the same."""
    start = 0
    for column in range(1, len(cells) + 1):
        goes_on = column < len(cells) and squeeze(cells[column].text) in (
            "",
            squeeze(cells[start].text),
        )
        if not goes_on:
            yield range(start, column)
            start = column


def _under_parents(cells: Sequence[Cell], below: Sequence[Cell]) -> Iterator[tuple[str, ...]]:
    """For each column of a dump the words over it, where its header has two rows."""
    for span in _spans_of_dump(cells):
        parent = clean(cells[span[0]].text)
        for column in span:
            own, under = clean(cells[column].text), clean(below[column].text)
            path = (parent if under else own, under)
            yield tuple(dict.fromkeys(word for word in path if word))


def _could_head(text: str) -> bool:
    return len(text) <= LONGEST and SENTENCE.search(text) is None


def _path(fragment: Fragment, rows: range, column: int) -> Iterator[str]:
    seen: Cell | None = None
    for row in rows:
        cell = fragment.at(row, column)
        if cell is not None and cell is not seen and not cell.is_blank:
            yield clean(cell.text)
        seen = cell
