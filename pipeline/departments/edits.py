"""One character put into a name, taken out of it, or changed: by form alone, without a register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.departments.names import looks_whole


def one_edit(real: str, name: str) -> bool:
    """Does one character put in, taken out or changed make one of the other?"""
    if abs(len(real) - len(name)) > 1 or real == name:
        return False
    same = _common(real, name)
    if len(real) == len(name):
        return real[same + 1 :] == name[same + 1 :]
    longer, shorter = (real, name) if len(real) > len(name) else (name, real)
    return longer[same + 1 :] == shorter[same:]


def traces(name: str) -> Iterator[str]:
    """The name, and the name without each of its characters.

    Two names that one edit parts have a trace in common (Bocek, Hunt, Hausser and Stiller 2007,
    "Fast Similarity Search in Large Dictionaries").
    """
    yield name
    yield from dict.fromkeys(name[:at] + name[at + 1 :] for at in range(len(name)))


def is_doubled(real: str, name: str) -> bool:
    """Is `name` the real one with one character twice?"""
    if len(name) != len(real) + 1 or not one_edit(real, name):
        return False
    same = _common(real, name)
    return same > 0 and name[same] == name[same - 1]


def is_dropped(real: str, name: str) -> bool:
    """Is `name` the real one without one character, by which no other name is told from it?"""
    return len(name) == len(real) - 1 and one_edit(real, name) and not _tells(real, name)


def _tells(real: str, name: str) -> bool:
    """Is the dropped character one by which two real names may be told apart?

    A level, a rank or an ordinal; and where what is left is a name that many bodies have (研究院
    beside 研究生院). The price: some misprints are left alone, with a finding.
    """
    if not looks_whole(name):
        return False
    place = _common(real, name)
    return (
        name in _EVERYBODYS
        or real[place] in _RANKS
        or (place == 0 and real[0] in _LEVELS and not name.startswith(BOUND))
        or (place == len(name) - 1 and real[place] in _ORDINALS)
    )


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs: Iterable[tuple[str, str]] = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


# 省委 and 省直 are words: lists leave 省 out of 省财政厅, but not out of 省委组织部.
BOUND = ("委", "直", "属")
_RANKS = frozenset("总副")
_EVERYBODYS = frozenset(
    {"研究院", "研究所", "办公室", "工会", "团委", "党委", "纪委", "人大", "政协"}
)
_LEVELS = frozenset("省市县区州盟旗乡镇村大老")
_ORDINALS = frozenset("一二三四五六七八九十甲乙丙丁0123456789")
