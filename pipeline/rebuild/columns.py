"""How the columns of each part lie in the one table, and what their headers say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, groupby, pairwise

from pipeline.page import Cell, Fragment
from pipeline.rebuild.headers import Header
from pipeline.rebuild.kinds import kind_of
from pipeline.rebuild.looks import Look, fit, look
from pipeline.rebuild.parts import Part, Run
from pipeline.text.cleaning import squeeze

# How much a header speaks for the column over which it is printed: in a row with as many cells as
# the table has columns, and in a shorter one, which a dump has shifted.
IN_PLACE, MAY_BE_SHIFTED = 2.0, 0.6
# Share of a table's width by which column edges may differ from page to page.
EDGE = 0.03
# Edges no further apart, in points, are one where the table stands in its place.
SAME_PLACE = 4.0

Key = tuple[tuple[str, ...], int]
# How many columns a part has, and which of them its header names.
Heads = tuple[int, tuple[int, ...]]


def laid_out(parts: list[Part]) -> Run:
    """The run with its columns: those of all its headers together."""
    headed = _with_paths(parts)
    named = _union(part.paths for part in headed if part.header is not None)
    columns = tuple(path for _, path in named)
    numbers = _number_columns(headed, columns)
    laid: list[Part] = []
    for part in headed:
        if part.header is not None:
            ranges = _ranges(part.paths, [key for key, _ in named], numbers)
        else:
            ranges = _inherited(part.fragment, laid, len(columns))
        laid.append(replace(part, ranges=ranges))
    between = tuple(line for part in laid[1:] for line in part.above)
    return Run(tuple(laid), columns, numbers, between)


def _inherited(fragment: Fragment, laid: list[Part], count: int) -> tuple[tuple[int, int], ...]:
    known = like(fragment, laid)
    if known is None and not fragment.knows_spans:
        known = laid[-1]  # it lacks the tabs at the end of its rows
    if known is None:
        return tuple((min(i, count - 1), min(i, count - 1) + 1) for i in range(fragment.columns))
    places = (
        _columns_by_edges(fragment, known.fragment)
        if fragment.edges and known.fragment.edges
        else None
    )
    if places is None:
        return known.ranges
    return tuple((known.ranges[first][0], known.ranges[last - 1][1]) for first, last in places)


def like(fragment: Fragment, current: list[Part]) -> Part | None:
    """The nearest earlier part whose columns the fragment has."""
    for part in reversed(current):
        same_count = part.fragment.columns == fragment.columns
        if same_count and not (fragment.edges and part.fragment.edges):
            return part
        if fragment.edges and part.fragment.edges and _columns_by_edges(fragment, part.fragment):
            return part
    return None


def regridded(fragment: Fragment, edges: tuple[float, ...]) -> Fragment | None:
    """The fragment in finer columns; None unless all of its own edges are among theirs."""
    if not (fragment.edges and edges):
        return None
    places = [_nearest(list(edges), edge) for edge in fragment.edges]
    apart = [abs(edges[at] - edge) for at, edge in zip(places, fragment.edges, strict=True)]
    outer = (places[0], places[-1]) == (0, len(edges) - 1)
    if not outer or max(apart) >= SAME_PLACE or len(set(places)) < len(places):
        return None
    cells = tuple(
        replace(
            cell,
            column=places[cell.column],
            column_span=places[cell.column + cell.column_span] - places[cell.column],
        )
        for cell in fragment.cells
    )
    return replace(fragment, columns=len(edges) - 1, edges=edges, cells=cells)


def _columns_by_edges(fragment: Fragment, known: Fragment) -> tuple[tuple[int, int], ...] | None:
    """For each grid column the range of `known`'s columns that it covers; None if they differ.

    The tables may stand elsewhere on their pages and be of another width: what counts is where
    the edges lie between the table's sides.
    """
    found = [_nearest(list(known.edges), edge) for edge in fragment.edges]
    apart = [abs(known.edges[i] - edge) for i, edge in zip(found, fragment.edges, strict=True)]
    if max(apart) < SAME_PLACE and len(set(found)) == len(found):
        return tuple(pairwise(found))  # a page may show some of the columns only
    ours, theirs = _relative(fragment.edges), _relative(known.edges)
    places = [_nearest(theirs, edge) for edge in ours]
    if fragment.columns == known.columns:
        places = list(range(known.columns + 1))
    if any(abs(theirs[place] - edge) > EDGE for place, edge in zip(places, ours, strict=True)):
        return None
    if len(set(places)) < len(places):
        return None
    return tuple(pairwise(places))


def _relative(edges: tuple[float, ...]) -> list[float]:
    left, width = edges[0], edges[-1] - edges[0]
    return [(edge - left) / width for edge in edges]


def _nearest(edges: list[float], at: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - at))


def _with_paths(parts: list[Part]) -> list[Part]:
    """The parts with the header words over each of their grid columns."""
    alike: dict[Heads, list[Part]] = {}
    for part in parts:
        if part.header is not None:
            alike.setdefault(_heads(part.header, part), []).append(part)
    looks: dict[Heads, list[Look]] = {}
    made: list[Part] = []
    for part in parts:
        if part.header is None:
            made.append(replace(part, paths=()))
        # The cells of several rows stand on one another: one that lacks below shifts none of them.
        elif part.fragment.knows_spans and (part.header.height > 1 or _is_whole(part, part.header)):
            made.append(replace(part, paths=part.header.paths))
        else:
            key = _heads(part.header, part)
            if key not in looks:
                looks[key] = [look(texts) for texts in _body_columns(alike[key])]
            made.append(replace(part, paths=_paths(part, part.header, looks[key])))
    return made


def _heads(header: Header, part: Part) -> Heads:
    """How many columns a part has, and which of them its header names."""
    return part.fragment.columns, tuple(c.column for c in header.cells if not c.is_blank)


def _paths(part: Part, header: Header, looks: list[Look]) -> tuple[tuple[str, ...], ...]:
    """The header words over each grid column, put right where the header row is shifted."""
    tokens = [(column, path) for column, path in enumerate(header.paths) if path]
    if part.fragment.knows_spans:
        filled = [cell for cell in header.cells if not cell.is_blank]
        tokens = [(cell.column, (cell.text,)) for cell in filled]
    in_place = IN_PLACE if _is_whole(part, header) else MAY_BE_SHIFTED
    return _aligned(tokens, looks, in_place)


def _is_whole(part: Part, header: Header) -> bool:
    """Has every column a header cell?"""
    last = header.rows - 1
    return all(part.fragment.at(last, c) is not None for c in range(part.fragment.columns))


def _body_columns(alike: list[Part]) -> list[list[str]]:
    """The texts of each grid column, from parts that are headed alike."""
    texts: list[list[str]] = [[] for _ in range(alike[0].fragment.columns)]
    for part in alike:
        for cell in _beside_others(part):
            texts[cell.column].append(cell.text)
    return texts


def _beside_others(part: Part) -> Iterator[Cell]:
    """The body's cells; of a dump without those that are alone in their rows, as headings are."""
    body = [cell for cell in part.fragment.cells if cell.row >= part.first_row]
    company = Counter(cell.row for cell in body if not cell.is_blank)
    return (cell for cell in body if part.fragment.knows_spans or company[cell.row] > 1)


def _aligned(
    tokens: list[tuple[int, tuple[str, ...]]], looks: list[Look], in_place: float
) -> tuple[tuple[str, ...], ...]:
    """Give each column a header, in order, so that what stands in the columns fits best.

    Dynamic programming over (headers used, columns covered); each header takes one column or
    several that are next to each other.
    """
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for used in range(1, len(tokens) + 1):
        position, path = tokens[used - 1]
        kind = kind_of(path)
        fits = [0.0, *accumulate(fit(seen, kind) for seen in looks)]
        for end in range(used, len(looks) + 1):
            choices = [
                (
                    best[used - 1, start][0]
                    + (fits[end] - fits[start])
                    + (in_place if position == start else 0.0),
                    start,
                )
                for start in range(used - 1, end)
                if (used - 1, start) in best
            ]
            if choices:
                best[used, end] = max(choices)
    paths: list[tuple[str, ...]] = []
    end = len(looks)
    for used in range(len(tokens), 0, -1):
        start = best[used, end][1]
        words = tuple(squeeze(word) for word in tokens[used - 1][1])
        paths[:0] = [words] * (end - start)
        end = start
    return tuple(paths)


def _union(
    all_paths: Iterable[tuple[tuple[str, ...], ...]],
) -> list[tuple[Key, tuple[str, ...]]]:
    """The columns of all parts, with their names: of each name as many as any part has there."""
    most: Counter[Key] = Counter()
    order: list[Key] = []
    shown: dict[Key, tuple[str, ...]] = {}
    for paths in all_paths:
        own = keys(paths)
        most |= Counter(own)
        place = 0
        for key, path in zip(own, paths, strict=True):
            shown.setdefault(key, path)
            if key not in order:
                order.insert(place, key)
            place = order.index(key) + 1
    return [(key, shown[key]) for key in order for _ in range(most[key])]


def keys(paths: Iterable[tuple[str, ...]]) -> list[Key]:
    """A name for each column: its header's words, and which of the headers that read so."""
    seen: Counter[tuple[str, ...]] = Counter()
    made: list[Key] = []
    for words, group in groupby(tuple(squeeze(word) for word in path) for path in paths):
        made += [(words, seen[words])] * sum(1 for _ in group)
        seen[words] += 1
    return made


def _number_columns(parts: list[Part], columns: tuple[tuple[str, ...], ...]) -> frozenset[int]:
    """Which of the table's columns hold nothing but numbers."""
    texts: dict[int, list[str]] = {column: [] for column in range(len(columns))}
    for part in parts:
        if part.header is None or len(part.paths) < len(columns):
            continue
        for cell in _beside_others(part):
            if cell.column_span == 1:
                texts[cell.column].append(cell.text)
    return frozenset(column for column, held in texts.items() if look(held) == "number")


def _ranges(
    paths: tuple[tuple[str, ...], ...],
    names: Iterable[Key],
    numbers: frozenset[int],
) -> tuple[tuple[int, int], ...]:
    """For each grid column the range of the table's columns, by their `names`, that it covers."""
    places: dict[Key, list[int]] = {}
    for column, key in enumerate(names):
        places.setdefault(key, []).append(column)
    ranges: list[tuple[int, int]] = []
    for key, group in groupby(keys(paths)):
        count = sum(1 for _ in group)
        # A page on which the number stands within the text has one column less.
        texts = [place for place in places[key] if place not in numbers]
        chosen = texts if count == len(texts) else places[key]
        ranges += [(place, place + 1) for place in chosen[:count]]
    return tuple(ranges)
