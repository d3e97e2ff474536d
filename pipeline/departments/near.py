"""Names that are one character from a printed one: dropped, doubled, or another.

A dropped or doubled character is mended only where nothing else could be meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.departments.entries import Entry, key
from pipeline.departments.issuers import bodies
from pipeline.departments.names import looks_whole
from pipeline.departments.register import Register

# With fewer characters than this left, too many names are near.
SHORTEST = 2


def mended(name: str, issuer: str, register: Register) -> str | None:
    """The one name that `name` is with a character dropped or doubled; None where none is sure.

    A text that is itself a real name, of whatever body, is never mended; nor one that two
    departments are as near to, nor one that is told from its neighbour by a level, an ordinal
    or a rank (教育局 and 市教育局, 审计处 and 审计二处, 工会 and 总工会).
    """
    name = key(name)
    if len(name) < SHORTEST or register.is_real(name):
        return None
    near = neighbours(name, issuer, register)
    if len({entry.name for entry, _ in near}) != 1:
        return None
    reals = [real for _, real in near]
    is_sure = any(
        is_doubled(real, name) or (is_dropped(real, name) and not _tells(real, name))
        for real in reals
    )
    return near[0][0].name if is_sure else None


def neighbours(name: str, issuer: str, register: Register) -> tuple[tuple[Entry, str], ...]:
    """The names, each with its entry, that one edit of one character leads to.

    Among the departments of the issuer and the outside bodies.
    """
    name = key(name)
    places = {*bodies(issuer), ""}
    return tuple(
        (entry, real)
        for entry in register.entries
        if key(entry.issuer) in places
        for real in map(key, entry.names)
        if one_edit(real, name)
    )


def one_edit(real: str, name: str) -> bool:
    """Does one character put in, taken out or changed make one of the other?"""
    if abs(len(real) - len(name)) > 1 or real == name:
        return False
    same = _common(real, name)
    if len(real) == len(name):
        return real[same + 1 :] == name[same + 1 :]
    longer, shorter = (real, name) if len(real) > len(name) else (name, real)
    return longer[same + 1 :] == shorter[same:]


def is_dropped(real: str, name: str) -> bool:
    """Is `name` the real one without one character?"""
    return len(name) == len(real) - 1 and one_edit(real, name)


def is_doubled(real: str, name: str) -> bool:
    """Is `name` the real one with one character twice?"""
    if len(name) != len(real) + 1 or not one_edit(real, name):
        return False
    same = _common(real, name)
    return same > 0 and name[same] == name[same - 1]


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
        or (place == 0 and real[0] in _LEVELS)
        or (place == len(name) - 1 and real[place] in _ORDINALS)
    )


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs: Iterable[tuple[str, str]] = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


_RANKS = frozenset("总副")
_EVERYBODYS = frozenset(
    {"研究院", "研究所", "办公室", "工会", "团委", "党委", "纪委", "人大", "政协"}
)
_LEVELS = frozenset("省市县区州盟旗乡镇村大老")
_ORDINALS = frozenset("一二三四五六七八九十甲乙丙丁0123456789")
