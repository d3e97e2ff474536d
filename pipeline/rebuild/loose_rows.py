"""Rows of a dump that may be the rest of the row above, though no break stands between them.

Not every dump marks where a page ended, and some print each line of a cell in a row of its own.
Such a row begins a part of its own, so that the evidence decides what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.rebuild.headers import in_pieces
from pipeline.rebuild.kinds import kind_of
from pipeline.rebuild.parts import Part, Run
from pipeline.rebuild.strips import Held, strips
from pipeline.text.numbering import split_number

# In a column with so many numbers or more, most of which rise, they are the tasks'.
FEWEST = 3
COUNTING = 0.7
# The share of rows that fill a column which no task leaves blank.
MOSTLY = 0.6


def with_loose_rows(run: Run) -> Run:
    """The run with its dumps cut before each row that does not say by itself that it is a task."""
    if all(part.fragment.knows_spans for part in run.parts):
        return run
    texts = _texts(run)
    numbered = _numbered(run, texts)
    filled = _filled(run, texts)
    loose: list[list[int]] = [[] for _ in run.parts]
    for (place, row), held in texts.items():
        if row and _is_loose(held, numbered, filled):
            loose[place].append(row)
    parts = (
        piece for part, rows in zip(run.parts, loose, strict=True) for piece in _cut(part, rows)
    )
    return replace(run, parts=tuple(parts))


def _texts(run: Run) -> dict[tuple[int, int], tuple[str, ...]]:
    """By part and row of its body, what each column shows there; rows across are left out."""
    first: dict[int, int] = {}
    made: dict[tuple[int, int], tuple[str, ...]] = {}
    columns = range(len(run.columns))
    for strip in strips(run):
        start = first.setdefault(strip.part, strip.index)
        if strip.banner is None:
            made[strip.part, strip.index - start] = tuple(_printed(strip.cells[c]) for c in columns)
    return made


def _printed(held: Held | None) -> str:
    """What a cell shows, as it stands: a space may be all that parts a number from its text."""
    return "" if held is None else held.block.cell.text.strip()


def _numbered(run: Run, texts: dict[tuple[int, int], tuple[str, ...]]) -> frozenset[int]:
    """The columns that show the tasks' numbers, alone or in front of a text.

    On some pages the number may stand in a column of its own and on others in the text.
    """
    rising = {column for column in range(len(run.columns)) if _rises(column, texts.values())}
    return run.numbers | rising


def _rises(column: int, rows: Iterable[tuple[str, ...]]) -> bool:
    found = [split_number(held[column]) for held in rows]
    values = [number.value for number in found if number is not None]
    rising = sum(1 for above, below in pairwise(values) if below > above)
    return len(values) >= FEWEST and rising >= COUNTING * (len(values) - 1)


def _filled(run: Run, texts: dict[tuple[int, int], tuple[str, ...]]) -> frozenset[int]:
    """The columns that most tasks fill; a remark or a state of things may always be missing."""
    columns = zip(*texts.values(), strict=True)
    return frozenset(
        column
        for column, held in enumerate(columns)
        if kind_of(run.columns[column]) != "extras"
        and sum(1 for text in held if text) >= MOSTLY * len(held)
    )


def _is_loose(held: tuple[str, ...], numbered: frozenset[int], filled: frozenset[int]) -> bool:
    """Has the row no number, where tasks have one, or else a blank where most have a text?"""
    if numbered:
        return all(split_number(held[column]) is None for column in numbered)
    return any(not held[column] for column in filled)


def _cut(part: Part, loose: list[int]) -> Iterator[Part]:
    """The part in pieces, each but the first with a loose row at its head."""
    if part.fragment.knows_spans or not loose:
        yield part
        return
    edges = [0, *(part.first_row + row for row in loose), part.fragment.rows]
    head, *others = in_pieces(part.fragment, edges)
    yield replace(part, fragment=head)
    for fragment in others:
        yield Part(fragment, None, (), ranges=part.ranges, is_loose=True)
