"""Names printed one after the other with nothing between: 规划财务处养老服务处."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.departments import looks_whole
from pipeline.normalise.responsibility.name_breaks import Known, is_open
from pipeline.normalise.responsibility.seams import Seam, seam


@dataclass(frozen=True, slots=True)
class Apart:
    """The names of one text; `doubt` says why they may be others, "" where they are sure."""

    names: tuple[str, ...]
    doubt: str = ""


def told_apart(text: str, known: Known) -> Apart:
    """The names that a text without marks holds: mostly one, the text itself.

    Names that are known, by a register or because the same ledger shows them in clear form,
    are told apart for sure; others by their form, with a doubt.
    """
    if not _SHORTEST_PAIR <= len(text) <= _LONGEST_LIST or known.has(text) or is_open(text):
        return Apart((text,))
    ways = _ways(text, known)
    if ways:
        fewest = min(ways, key=len)
        return Apart(fewest, _several(ways) if len(ways) > 1 else "")
    by_form = _by_form(text, known)
    if len(by_form) == 1:
        return Apart(by_form, _hidden_name(text, known))
    return Apart(by_form, f"it was read as {'、'.join(by_form)} by the form of such names alone")


def is_one_name(text: str, known: Known) -> bool:
    """Is there no place in a text where the form of names says that two are printed?"""
    return len(_by_form(text, known)) == 1


def may_be_two(text: str) -> bool:
    """Has a text two halves that both have the form of a name, with or without 和 between?"""
    return any(
        looks_whole(text[:end]) and looks_whole(text[end:].lstrip("和与及"))
        for end in range(2, len(text) - 1)
        if not is_open(text[:end])
    )


def _hidden_name(text: str, known: Known) -> str:
    """A doubt where a known name follows a text of good form: 市公安局办公室 may be two."""
    for end in range(2, len(text) - 1):
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


def _by_form(text: str, known: Known) -> tuple[str, ...]:
    """Of all the ways to part a text into names, the one that costs least.

    A way is known by its last two cuts: what one name costs hangs on the name before it.
    """
    ends = _ends_of_names(text, known)
    if len(ends) == 1:
        return (text,)
    ways: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {}
    for end, start in ((end, start) for end in ends for start in (0, *ends) if start < end):
        name = text[start:end]
        own = _price(name, tuple(cut - start for cut in ends if start < cut < end), known)
        befores = [
            (price + own + _AT_A_SEAM[seam(text[before:start], name, known.words)], (*names, name))
            for (before, cut), (price, names) in ways.items()
            if cut == start
        ]
        ways[start, end] = (own, (name,)) if start == 0 else min(befores)
    return min(way for (_, end), way in ways.items() if end == len(text))[1]


def _ends_of_names(text: str, known: Known) -> tuple[int, ...]:
    """The places at which a name may end: where the text from some other such place is whole."""
    starts = [0]
    for end in range(2, len(text) - 1):
        if is_open(text[:end]):
            continue
        if any(known.is_whole(text[start:end]) for start in starts if end - start <= _LONGEST_NAME):
            starts.append(end)
    return (*starts[1:], len(text))


def _price(name: str, cuts: tuple[int, ...], known: Known) -> float:
    """What a text costs as one name: more, where it goes on over a seam."""
    if known.has(name):
        return _SHOWN
    over = sum(_OVER_A_SEAM[seam(name[:cut], name[cut:], known.words)] for cut in cuts)
    return over + (_WHOLE if looks_whole(name) else _NO_NAME)


_SHOWN, _WHOLE, _NO_NAME = 0.4, 1.0, 5.0
# Over a likely seam one name costs more than two; over a weak one it costs less.
_OVER_A_SEAM: dict[Seam, float] = {"none": 0.0, "weak": 0.3, "likely": 1.7}
_AT_A_SEAM: dict[Seam, float] = {"none": 4.0, "weak": 0.1, "likely": 0.0}
_SHORTEST_PAIR = 4
_LONGEST_NAME = 30
# No ledger prints more without a mark, and the work grows with the square of it.
_LONGEST_LIST = 100
_MOST_WAYS = 4
