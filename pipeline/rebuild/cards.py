"""A small table for each task, its words before its values: 任务名称 | … / 责任单位 | …."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Cell, Fragment, Line, Page
from pipeline.rebuild.kinds import PARTIES, kind_of
from pipeline.rebuild.parts import Run
from pipeline.rebuild.undrawn import cell_of, run_of
from pipeline.text.cleaning import squeeze
from pipeline.text.header_words import vocabulary
from pipeline.text.numbering import is_labelled

# The share of the cards that have the same words; fewer cards make no ledger.
MOST = 0.6
FEWEST = 2
TEXTS = ("task", "requirement")


@dataclass(slots=True, eq=False)
class Card:
    """One card: the lines over it that are headings, its words, and what stands behind each."""

    headings: list[tuple[Line, ...]] = field(default_factory=list)
    words: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    values: dict[str, tuple[Line, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cards:
    """A ledger of cards as the run of a table, and what is to be known of it."""

    run: Run
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Reading:
    """The cards so far, the lines before them, and those among them that are no headings."""

    cards: list[Card] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)
    between: list[Line] = field(default_factory=list)
    over: list[tuple[Line, ...]] = field(default_factory=list)
    joined: list[tuple[int, int, str]] = field(default_factory=list)


def cards(pages: Iterable[Page]) -> Cards | None:
    """The ledger that a document's small tables are, as one table's run; None if they are none."""
    reading = Reading()
    for page in pages:
        taken = 0
        for fragment in page.fragments:
            _take_lines(reading, page.lines[taken : fragment.after])
            taken = fragment.after
            if _is_of_pairs(fragment):
                _take(reading, fragment)
        _take_lines(reading, page.lines[taken:])
    if not _are_tasks(reading.cards):
        return None
    words = list(dict.fromkeys(word for card in reading.cards for word in card.words))
    cells = tuple(_cells(reading.cards, words))
    run = run_of(cells, [(word,) for word in words], tuple(reading.above))
    run = replace(run, beside=tuple(reading.between))
    return Cards(run, tuple(_findings(reading)))


def _take_lines(reading: Reading, lines: Sequence[Line]) -> None:
    """Lines over the first card are the notice's; among the cards headings have labels."""
    for line in lines:
        if not reading.cards:
            reading.above.append(line)
        elif is_labelled(line.text):
            reading.over.append((line,))
        else:
            reading.between.append(line)


def _rows(fragment: Fragment) -> Iterator[list[Cell]]:
    for row in range(fragment.rows):
        cells = sorted((c for c in fragment.cells if c.row == row), key=lambda cell: cell.column)
        if cells:
            yield cells


def _is_of_pairs(fragment: Fragment) -> bool:
    """Has every row a word and its value, or several, or one text across?"""
    rows = [*_rows(fragment)]
    pairs = [row for row in rows if len(row) % 2 == 0]
    return bool(pairs) and all(len(row) == 1 or len(row) % 2 == 0 for row in rows)


def _take(reading: Reading, fragment: Fragment) -> None:
    last = ""
    if reading.cards:
        last = next(reversed(reading.cards[-1].words), "")
    for place, row in enumerate(_rows(fragment)):
        if len(row) == 1:
            reading.over += [row[0].lines] * bool(row[0].lines)
            continue
        for word_cell, value in zip(row[::2], row[1::2], strict=True):
            word = squeeze(word_cell.text)
            if not word:
                if last and value.lines:
                    _go_on(reading, last, value, is_cut=not place)
                continue
            if not reading.cards or word in reading.cards[-1].words:
                _begin(reading)
            card = reading.cards[-1]
            card.words[word], card.values[word] = word_cell.lines, value.lines
            last = word


def _begin(reading: Reading) -> None:
    """A new card, under the headings since the one before it, or right over the first."""
    while not reading.cards and reading.above and is_labelled(reading.above[-1].text):
        reading.over.insert(0, (reading.above.pop(),))
    reading.cards.append(Card(reading.over))
    reading.over = []


def _go_on(reading: Reading, word: str, value: Cell, *, is_cut: bool) -> None:
    """A value without a word is the rest of the one above."""
    card = reading.cards[-1]
    card.values[word] = (*card.values[word], *value.lines)
    if is_cut:
        reading.joined.append((len(reading.cards), value.lines[0].place.page or 0, word))


def _are_tasks(made: Sequence[Card]) -> bool:
    """Have most cards the same words, and do these speak of tasks and who answers for them?"""
    if len(made) < FEWEST:
        return False
    usual, count = Counter(frozenset(card.words) for card in made).most_common(1)[0]
    kinds = {kind_of((word,)) for word in usual if vocabulary().has(word)}
    return (
        count >= MOST * len(made)
        and not kinds.isdisjoint(PARTIES)
        and not kinds.isdisjoint(TEXTS)
        and not any(vocabulary().speaks_against(word) for word in usual)
    )


def _cells(made: Sequence[Card], words: Sequence[str]) -> Iterator[Cell]:
    at = 1
    for card in made:
        for heading in card.headings:
            yield cell_of(heading, at, 0, width=len(words))
            at += 1
        for column, word in enumerate(words):
            if word in card.words:
                yield cell_of(card.words[word], 0, column)
            yield cell_of(card.values.get(word, ()), at, column)
        at += 1


def _findings(reading: Reading) -> Iterator[Finding]:
    message = f"{len(reading.cards)} small tables, with words before values, were read as tasks."
    yield finding("cards_read", message, ledger=1)
    for task, page, word in reading.joined:
        message = f"{word} goes on at page {page}: no word stands before it there."
        yield finding("row_joined", message, ledger=1, task=task)
