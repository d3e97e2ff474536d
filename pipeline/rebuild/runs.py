"""Which fragments make one ledger: by their headers, their columns and what stands between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.page import Fragment, Line, Page
from pipeline.rebuild.columns import laid_out, like, regridded
from pipeline.rebuild.headers import (
    Header,
    at_headers,
    header_of,
    is_ledger,
    stands_over_brackets,
    stands_over_services,
    stands_over_tasks,
)
from pipeline.rebuild.parts import Part, Run
from pipeline.text.cleaning import squeeze
from pipeline.text.numbering import split_number

# What stands over a table of its own.
TITLE = re.compile("^附[件表]|[表册单]$|台[账帐]$|分工$|要点$")


def runs(pages: Iterable[Page]) -> tuple[Run, ...]:
    """The ledgers of a document, each with all its fragments, in order."""
    groups: list[list[Part]] = []
    left_out: list[list[Fragment]] = []
    current: list[Part] = []
    above: list[Line] = []
    stream = list(_stream(pages))
    fragments_after = [fragment for fragment, _ in stream if fragment is not None]
    for fragment, lines in stream:
        above += lines
        if fragment is None:
            continue
        del fragments_after[0]
        for piece in at_headers(fragment, _header_of(current), fragments_after):
            part = _part(piece, tuple(above), current, fragments_after)
            if part is None:
                follows = piece.page is not None or not piece.knows_spans
                if current and not above and follows:
                    left_out[-1].append(piece)
                current = []  # another table stands between: what follows needs its own header
                continue
            if not current or _begins_anew(part, current):
                current = []
                groups.append(current)
                left_out.append([])
            current.append(part)
            above = []
    made = [
        replace(laid_out(group), left_out=tuple(fragments))
        for group, fragments in zip(groups, left_out, strict=True)
    ]
    if made:
        made[-1] = replace(made[-1], below=tuple(above))
    return tuple(run for run in made if any(part.rows for part in run.parts))


def _stream(pages: Iterable[Page]) -> Iterator[tuple[Fragment | None, tuple[Line, ...]]]:
    """Each fragment with the lines since the one before it; at each page's end, what is left."""
    for page in pages:
        taken = 0
        for fragment in page.fragments:
            yield _said_once(fragment), page.lines[taken : fragment.after]
            taken = fragment.after
        yield None, page.lines[taken:]


def _said_once(fragment: Fragment) -> Fragment:
    """The fragment with one cell where a dump says a cell over all columns in each of them."""
    if fragment.knows_spans or fragment.columns < 2:
        return fragment
    said: dict[int, set[str]] = {}
    for cell in fragment.cells:
        said.setdefault(cell.row, set()).add(squeeze(cell.text))
    across = {row for row, texts in said.items() if len(texts) == 1 and "" not in texts}
    cells = tuple(
        replace(cell, column_span=fragment.columns) if cell.row in across else cell
        for cell in fragment.cells
        if cell.row not in across or cell.column == 0
    )
    return replace(fragment, cells=cells)


def _part(
    fragment: Fragment,
    above: tuple[Line, ...],
    current: list[Part],
    following: Sequence[Fragment],
) -> Part | None:
    """The fragment as part of a ledger, its own or the `current` one's; None if of neither."""
    expected = _header_of(current)
    header = header_of(fragment, expected, following)
    if header is None and above:  # text between two tables may end the one and head the other
        header = header_of(fragment, None, following)
    if header is not None and (
        _same_words(header, expected) or _heads_a_ledger(header, fragment, following)
    ):
        titles = tuple(line for cell in header.titles for line in cell.lines)
        return Part(fragment, header, (*above, *titles))
    if header is not None or not current:
        return None
    if not (_fits(fragment, current) or (not above and _lacks_tabs(fragment, current))):
        return None
    titled = any(TITLE.search(squeeze(line.text)) for line in above)
    return None if titled else Part(fragment, None, above)


def _heads_a_ledger(header: Header, fragment: Fragment, following: Sequence[Fragment]) -> bool:
    """Does a header say so, or what stands under it?"""
    if is_ledger(header):
        return not stands_over_services(header, fragment, following)
    return stands_over_tasks(header, fragment, following) or stands_over_brackets(
        header, fragment, following
    )


def _lacks_tabs(fragment: Fragment, current: list[Part]) -> bool:
    """Is it of a dump that leaves out the tabs at the end of rows, and has most of the columns?"""
    columns = current[-1].fragment.columns
    return not fragment.knows_spans and columns > fragment.columns > columns / 2


def _fits(fragment: Fragment, current: list[Part]) -> bool:
    """Has the fragment the columns of the table so far?

    A header alone at a page's foot shows no more columns than its cells: one that stands over
    several is taken apart where the rows on the next page are.
    """
    if like(fragment, current) is not None:
        return True
    alone = [part.fragment for part in current if part.header is not None and not part.rows]
    if len(alone) < len(current):
        return False
    finer = [regridded(header, fragment.edges) for header in alone]
    if any(header is None for header in finer):
        return False
    current[:] = [
        replace(part, fragment=header, header=header_of(header))
        for part, header in zip(current, finer, strict=True)
        if header is not None
    ]
    return True


def _begins_anew(part: Part, current: list[Part]) -> bool:
    """Is this the head of another ledger?

    It has another header, or the same one under a title of its own with its numbers beginning
    again.
    """
    before = _header_of(current)
    if part.header is None or before is None:
        return False
    if not any(other.rows for other in current) and _same_words(part.header, before):
        return False  # the header alone at a page's foot
    if not _same_words(part.header, before) and not _same_words(before, part.header):
        return True
    known = {squeeze(line.text) for line in current[0].above}
    titles = [squeeze(line.text) for line in part.above if TITLE.search(squeeze(line.text))]
    return bool(part.above) and (_first_number(part) == 1 or bool(set(titles) - known))


def _first_number(part: Part) -> int | None:
    for cell in part.fragment.cells:
        if cell.row >= part.first_row:
            number = split_number(squeeze(cell.text))
            if number is not None:
                return number.value
    return None


def _header_of(parts: list[Part]) -> Header | None:
    """The header that the parts of a table have had so far."""
    return next((part.header for part in parts if part.header is not None), None)


def _same_words(header: Header, expected: Header | None) -> bool:
    return expected is not None and set(header.words) <= set(expected.words)
