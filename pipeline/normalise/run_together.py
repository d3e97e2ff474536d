"""Names printed one after the other with nothing between: 规划财务处养老服务处."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.departments import looks_whole
from pipeline.normalise.name_breaks import Known, is_open
from pipeline.normalise.role_words import split_phrase


@dataclass(frozen=True, slots=True)
class Apart:
    """The names of one text; `doubt` says why they may be others, "" where they are sure."""

    names: tuple[str, ...]
    doubt: str = ""


def told_apart(text: str, known: Known) -> Apart:
    """The names that a text without marks holds: mostly one, the text itself.

    Names that are known, by a register or because the same ledger shows them in clear form,
    are told apart for sure, and names of one kind (处 after 处, 市… after 市…) by their form.
    """
    if not _SHORTEST_PAIR <= len(text) <= _LONGEST_LIST or known.has(text) or is_open(text):
        return Apart((text,))
    ways = _ways(text, known)
    if ways:
        fewest = min(ways, key=len)
        return Apart(fewest, _several(ways) if len(ways) > 1 else "")
    by_form = tuple(_by_form(text, known))
    if len(by_form) == 1:
        return Apart(by_form, _hidden_name(text, known))
    return Apart(by_form, f"it was read as {'、'.join(by_form)} by the form of such names alone")


def may_be_two(text: str) -> bool:
    """Has a text two halves that both have the form of a name, with or without 和 between?"""
    return any(
        looks_whole(text[:end]) and looks_whole(_AND_IN_FRONT.sub("", text[end:]))
        for end in range(3, len(text) - 2)
        if not is_open(text[:end])
    )


def _hidden_name(text: str, known: Known) -> str:
    """A doubt where a known name follows a text of good form: 市公安局办公室 may be two."""
    for end in range(3, len(text) - 1):
        if looks_whole(text[:end]) and text[end:] in known.shown and not is_open(text[:end]):
            return f"“{text[end:]}” stands alone elsewhere, and was kept with the text before it"
    return ""


def _ways(text: str, known: Known) -> list[tuple[str, ...]]:
    """All ways to part a text into two or more known names, but not more than _MOST_WAYS."""
    ways: list[tuple[str, ...]] = []
    open_ways: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    while open_ways and len(ways) < _MOST_WAYS:
        start, names = open_ways.pop()
        if start == len(text):
            ways.append(names)
            continue
        ends = range(len(text), start + 1, -1)
        names_here = [text[start:end] for end in ends if known.has(text[start:end])]
        open_ways += [(start + len(name), (*names, name)) for name in names_here]
    return ways


def _several(ways: list[tuple[str, ...]]) -> str:
    return "it can be read as " + " or as ".join("、".join(way) for way in sorted(ways))


def _by_form(text: str, known: Known) -> Iterator[str]:
    """The text cut where a name of one kind ends and one of the same kind begins."""
    start = 0
    for end in range(2, len(text) - 1):
        left, right = text[start:end], text[end:]
        if _parts(left, right, known):
            yield left
            start = end
    yield text[start:]


def _parts(left: str, right: str, known: Known) -> bool:
    """Does one name end and another begin here?

    A known name beside a text of good form; a 处 before another 处, for no 处 belongs to one;
    a body of a level before a body of the same level (市教育局市财政局).
    """
    if (
        is_open(left)
        or not known.is_whole(left)
        or not looks_whole(right)
        or _BELONGS.search(left + right)
    ):
        return False
    if split_phrase(right) is not None or known.words.breaks_a_word(left, right):
        return False
    follows_known = known.has(left) and _LEVEL_IN_FRONT.match(right) is not None
    return follows_known or _same_ending(left, right) or _same_level(left, right)


def _same_ending(left: str, right: str) -> bool:
    ending = left[-1]
    return ending in _NEVER_NESTED and re.match(f".{{2,}}?{ending}", right) is not None


def _same_level(left: str, right: str) -> bool:
    level = _LEVEL.match(left)
    return level is not None and right.startswith(level[0])


_SHORTEST_PAIR = 6
# No ledger prints more without a mark, and the work grows with the square of it.
_LONGEST_LIST = 100
_MOST_WAYS = 4
_NEVER_NESTED = "处科股厅"
_LEVEL = re.compile("(?:[^省市县区州旗]{1,3})?[省市县区州旗]")
_LEVEL_IN_FRONT = re.compile("[省市县区]")
_AND_IN_FRONT = re.compile("^[和与及]")
# 街道办事处, and 市公安局市中区分局, belong to the body before them.
_BELONGS = re.compile("办事处|代表处|分局$|支队$|大队$|分公司$|[支分]行$")
