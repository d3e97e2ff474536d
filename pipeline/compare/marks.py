"""The marks inside two texts: what both have, what went and what came, by words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.changes import Mark
from pipeline.compare.folding import same_width
from pipeline.text.words import Words

Change = tuple[str, str, str]
"""What both texts have (as the new one prints it), what went, and what came."""


def marks(old: str, new: str, words: Words, *, exact: bool = False) -> tuple[Mark, ...]:
    """The pieces of two texts in order, so grouped that a person can read them.

    Pieces are whole words, and a few characters that stay between two changes go with them.
    Equal and deleted pieces give `old`, equal and inserted ones `new`; but for `exact`, what
    differs in the width of its marks alone is equal, and stands as in `new`.
    """
    left, right = _tokens(old, words), _tokens(new, words)
    changes = list(_changes(left, right, exact=exact))
    refined = [part for change in _grouped(changes) for part in _kept_words(change)]
    return tuple(_marks(refined))


def _tokens(text: str, words: Words) -> list[str]:
    """Words, numbers, Latin words, single marks; white space goes with what stands before it."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        found += words.cut(piece) if _HAN.match(piece) else [piece]
    return found


def _changes(left: Sequence[str], right: Sequence[str], *, exact: bool) -> Iterator[Change]:
    here, there = ([one if exact else same_width(one) for one in side] for side in (left, right))
    for tag, i, j, k, m in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        went, came = "".join(left[i:j]), "".join(right[k:m])
        yield (came, "", "") if tag == "equal" else ("", went, came)


def _grouped(changes: list[Change]) -> list[Change]:
    """Without the short equal pieces that stand between two longer changes.

    The price: a word that stayed is shown as gone and come again, where nearly all around it
    changed.
    """
    grouped = list(changes)
    place = 1
    while place < len(grouped) - 1:
        before, (equal, *_), after = grouped[place - 1 : place + 2]
        least = min(_size(before), _size(after))
        if equal and least and len(equal) <= min(_LONGEST_ABSORBED, least):
            joined = ("", before[1] + equal + after[1], before[2] + equal + after[2])
            grouped[place - 1 : place + 2] = [joined]
            place = max(1, place - 2)
        else:
            place += 1
    return grouped


def _kept_words(change: Change) -> list[Change]:
    """A change by which nothing but more, or less, is said, with what stayed as equal.

    `配合` and `密切配合` are two words of the dictionary, but 配合 has stayed.
    """
    _, went, came = change
    shorter, longer = sorted((went, came), key=len)
    kept = _pieces_kept(shorter, longer) if shorter and shorter != longer else None
    if kept is None:
        return [change]
    head, middle, tail = kept
    if middle:
        between = longer.partition(middle)
        left, right = between[0], between[2]
    else:
        left, right = longer[len(head) : len(longer) - len(tail)], ""
    added = [("", text, "") if len(went) > len(came) else ("", "", text) for text in (left, right)]
    made = [(head, "", ""), added[0], (middle or tail, "", ""), added[1]]
    return [one for one in made if any(one)]


def _pieces_kept(shorter: str, longer: str) -> tuple[str, str, str] | None:
    """Head, middle and tail of the longer text that are together the shorter one, or None.

    Each is two characters of Han at least, so that no letters are scattered.
    """
    if _WORDS.fullmatch(shorter) and shorter in longer:
        return "", shorter, ""
    for cut in range(2, len(shorter) - 1):
        head, tail = shorter[:cut], shorter[cut:]
        if all(map(_WORDS.fullmatch, (head, tail))) and (
            longer.startswith(head) and longer.endswith(tail)
        ):
            return head, "", tail
    return None


def _size(change: Change) -> int:
    """How much changed there; 0 for a piece that is equal."""
    return max(len(change[1]), len(change[2]))


def _marks(changes: Iterable[Change]) -> Iterator[Mark]:
    for equal, went, came in changes:
        if equal:
            yield "equal", equal
        if went:
            yield "delete", went
        if came:
            yield "insert", came


_LONGEST_ABSORBED = 3
_PIECES = re.compile(r"[\u3400-\u9fff]+\s*|[A-Za-z]+\s*|[0-9]+(?:[.,][0-9]+)*%?\s*|.\s*", re.DOTALL)
_HAN = re.compile("[\u3400-\u9fff]")
_WORDS = re.compile("[\u3400-\u9fff]{2,}")
