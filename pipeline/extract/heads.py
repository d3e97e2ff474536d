"""Headers of tables that no rules part: known words side by side, with white space between.

Nothing unruled is a table without them: words for what is to be done, and for by whom or by
when, as whole words of their own at one height. Where a document has none, words of which a part
leans to those fields may be a header too; what stands under them must bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.extract.levels import Run, levels, runs
from pipeline.extract.lines import Glyph
from pipeline.text.cleaning import squeeze
from pipeline.text.header_words import stands_in_a_body, vocabulary

# A header's word is no longer, in characters.
LONGEST = 16
# The letters of a spaced-out word stand no further apart, in sizes of the type.
SPACED = 3.2
# And those of a word that is not known.
APART_LETTERS = 1.5
# A part of a spaced-out word has no more letters.
SYLLABLES = 6
# Nothing but white space lies between two words of a header, at least this wide, in sizes.
APART = 0.5
# Lines of a header lie no further apart, in sizes of the type: those of one word, and those of
# words that stand beside each other.
NEXT_LINE, BESIDE = 2.2, 0.9

# The rest of a bracket is shorter.
LONGEST_REST = 8
# A line of a header that only explains the one above.
BRACKETED = re.compile("^[（(][^（(）)]*[）)]$")

# A header without known words has more of them.
FEWEST_WORDS = 3
TO_DO = frozenset({"task", "requirement"})
BY_WHOM_OR_WHEN = frozenset({"responsibility", "lead", "support", "deadline"})


# No slots: what is told of a word is told once.
@dataclass(frozen=True)
class Word:
    """A header word with the place where it is printed; it may have several lines."""

    runs: tuple[Run, ...]

    @cached_property
    def text(self) -> str:
        """The word."""
        return squeeze("".join(run.text for run in self.runs))

    @cached_property
    def x0(self) -> float:
        """Its left end."""
        return min(run.x0 for run in self.runs)

    @cached_property
    def x1(self) -> float:
        """Its right end."""
        return max(run.x1 for run in self.runs)

    @cached_property
    def centre(self) -> float:
        """The middle between its ends."""
        return (self.x0 + self.x1) / 2

    @cached_property
    def top(self) -> float:
        """The height of its first line."""
        return min(run.middle for run in self.runs)

    @cached_property
    def bottom(self) -> float:
        """The height of its last line."""
        return max(run.middle for run in self.runs)

    @cached_property
    def kind(self) -> str | None:
        """What a column under it holds."""
        return vocabulary().kind(self.text)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The same, or what it may hold where no known word says it."""
        leans = vocabulary().hints(self.text)
        return frozenset(leans) if self.kind is None else frozenset({self.kind})

    @cached_property
    def is_known(self) -> bool:
        """Is it a header word, and not only alike?"""
        return vocabulary().has(self.text)


@dataclass(frozen=True, slots=True)
class Head:
    """A header as a page prints it: its words, and the heights between which it stands."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    size: float


def heads(glyphs: Iterable[Glyph], *, freely: bool = False) -> tuple[Head, ...]:
    """The headers of ledgers that stand among a page's characters, from the top.

    `freely`: also such as have no known words.
    """
    is_seed = _could_be_seed if freely else _is_seed
    lines = [tuple(_words(level)) for level in levels(glyphs)]
    found: list[Head] = []
    place = 0
    while place < len(lines):
        if is_seed(lines[place]):
            first, last = _extent(lines, place)
            head = _head(lines[first : last + 1])
            if head is not None:
                found.append(head)
                place = last
        place += 1
    return tuple(found)


def _words(level: Sequence[Glyph]) -> Iterator[Word]:
    """The runs of one height, those put together that are the letters of one spaced-out word."""
    held = runs(level)
    place = 0
    while place < len(held):
        longest = range(min(len(held) - place, LONGEST), 1, -1)
        pieces = (held[place : place + count] for count in longest)
        word = next((piece for piece in pieces if _spells(piece) or _is_spaced(piece)), None)
        word = word or held[place : place + 1]
        yield Word(tuple(word))
        place += len(word)


def _spells(held: Sequence[Run]) -> bool:
    """Are the runs the letters of one known word, spaced out?"""
    if _widest_gap(held) > SPACED or any(len(run.text) > SYLLABLES for run in held):
        return False
    has = vocabulary().has
    return has("".join(run.text for run in held)) and not all(has(run.text) for run in held)


def _is_spaced(held: Sequence[Run]) -> bool:
    """Are they single letters, a little apart? A word that a line cuts is spaced out too."""
    return all(len(run.text) == 1 for run in held) and _widest_gap(held) < APART_LETTERS


def _widest_gap(held: Sequence[Run]) -> float:
    """The widest gap between runs, in sizes of the type."""
    return max(right.x0 - left.x1 for left, right in pairwise(held)) / held[0].size


def _is_seed(line: Sequence[Word]) -> bool:
    """Do known words of two kinds stand at one height, with hardly anything else?"""
    known = [word for word in line if word.is_known]
    return (
        len({kind for word in known for kind in word.kinds}) > 1
        and 2 * len(known) >= len(line)
        and _are_words(line)
    )


def _could_be_seed(line: Sequence[Word]) -> bool:
    """Do most of the words at one height lean to fields, and to all that a ledger must have?"""
    leaning = [word for word in line if word.kinds]
    kinds = {kind for word in leaning for kind in word.kinds}
    return (
        len(line) >= FEWEST_WORDS
        and 2 * len(leaning) >= len(line)
        and bool(kinds & TO_DO and kinds & BY_WHOM_OR_WHEN)
        and _are_words(line)
    )


def _are_words(line: Sequence[Word]) -> bool:
    return not any(len(word.text) > LONGEST or stands_in_a_body(word.text) for word in line)


def _extent(lines: Sequence[Sequence[Word]], seed: int) -> tuple[int, int]:
    """The first and the last of the lines that belong to the header round a line of its."""
    first = last = seed
    while first > 0 and _belongs(lines[first - 1], lines[first : last + 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and _belongs(lines[last + 1], lines[first : last + 1], lines[last]):
        last += 1
    return first, last


def _belongs(
    line: Sequence[Word], header: Sequence[Sequence[Word]], nearest: Sequence[Word]
) -> bool:
    """Is a line above or below part of the header?"""
    size = nearest[0].runs[0].size
    apart = abs(line[0].top - nearest[0].top)
    if apart > NEXT_LINE * size or any(
        len(word.text) > LONGEST or stands_in_a_body(word.text) for word in line
    ):
        return False
    if any(abs(word.runs[0].size - size) > 0.2 * size for word in line):
        return False
    beside = apart < BESIDE * size
    held = [word for words in header for word in words]
    return all(beside or _goes_with(word, held) for word in line)


def _goes_with(word: Word, header: Sequence[Word]) -> bool:
    """Is it a header word by itself, or the rest of one that stands over or under it?"""
    if vocabulary().has(word.text):
        return True
    near = [other for other in header if other.x0 < word.x1 and word.x0 < other.x1]
    return any(
        vocabulary().has(other.text + word.text)
        or vocabulary().has(word.text + other.text)
        or (word.top > other.top and BRACKETED.match(word.text))
        or (word.top > other.top and _closes(word.text, other.text))
        for other in near
    )


def _closes(rest: str, text: str) -> bool:
    """Is it the rest of a bracket that a word leaves open?"""
    is_open = len(re.findall("[（(]", text)) > len(re.findall("[）)]", text))
    return is_open and rest.endswith(("）", ")")) and len(rest) < LONGEST_REST


def _head(lines: Sequence[Sequence[Word]]) -> Head | None:
    """The header that some lines are; None where they head no ledger."""
    words = tuple(sorted(_stacked(lines), key=lambda word: (word.centre, word.top)))
    kinds = {kind for word in words for kind in word.kinds}
    if not (kinds & TO_DO and kinds & BY_WHOM_OR_WHEN) or not _stand_apart(words):
        return None
    size = max(run.size for word in words for run in word.runs)
    top = min(word.top for word in words) - size / 2
    bottom = max(word.bottom for word in words) + size / 2
    return Head(words, top, bottom, size)


def _stacked(lines: Sequence[Sequence[Word]]) -> list[Word]:
    """The words of all lines, those put together that are one word over several lines."""
    made: list[Word] = []
    for line in lines:
        for word in line:
            over = next((w for w in reversed(made) if _one_word(w, word)), None)
            if over is None:
                made.append(word)
            else:
                made[made.index(over)] = Word((*over.runs, *word.runs))
    return made


def _one_word(over: Word, word: Word) -> bool:
    """Is the lower one the next line of the upper one, and not a header under it?"""
    size = word.runs[0].size
    if not (over.x0 < word.x1 and word.x0 < over.x1):
        return False
    has = vocabulary().has
    letters = len(word.text) == len(over.runs[-1].text) == 1 and has(over.text + word.text)
    if not 0 < word.top - over.bottom < (SPACED if letters else NEXT_LINE) * size:
        return False
    return has(over.text + word.text) or not (has(over.text) and has(word.text))


def _stand_apart(words: Sequence[Word]) -> bool:
    """Is there white space between words at one height?"""
    return all(
        right.x0 - left.x1 > APART * right.runs[0].size
        for left in words
        for right in words
        if left.centre < right.centre
        and left.top < right.bottom + 1
        and right.top < left.bottom + 1
    )


def parents(words: Sequence[Word]) -> dict[Word, tuple[Word, ...]]:
    """The words that stand over others in a header of two rows, each with those under it."""
    over: dict[Word, list[Word]] = {}
    under = [word for word in words if any(_is_over(other, word) for other in words)]
    lowest = max(word.top for word in words)
    lower = [word for word in under if word.bottom > lowest - word.runs[0].size / 2]
    upper = [word for word in words if word not in lower and _heads(word, lower, words)]
    for word in lower:
        if upper:
            nearest = min(upper, key=lambda other: abs(other.centre - word.centre))
            over.setdefault(nearest, []).append(word)
    return {word: tuple(held) for word, held in over.items()}


def _is_over(upper: Word, lower: Word) -> bool:
    return upper.bottom < lower.top - upper.runs[0].size / 2


def _heads(word: Word, lower: Sequence[Word], words: Sequence[Word]) -> bool:
    """Does a word stand over some of the lower ones: across one, or between two?"""
    below = [other for other in lower if _is_over(word, other)]
    if any(other.x0 < word.x1 and word.x0 < other.x1 for other in below):
        return True
    left = [other for other in words if other.x1 <= word.x0]
    right = [other for other in words if other.x0 >= word.x1]
    return bool(left and right) and (
        max(left, key=lambda other: other.x1) in below
        and min(right, key=lambda other: other.x0) in below
    )
