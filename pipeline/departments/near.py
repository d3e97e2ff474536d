"""Names that are one character from a printed one: dropped, doubled, or another.

A dropped or doubled character is mended only where nothing else could be meant.
"""

from __future__ import annotations

from pipeline.departments.edits import is_doubled, is_dropped
from pipeline.departments.entries import Entry, key
from pipeline.departments.look_ups import Place

# With fewer characters than this left, too many names are near.
SHORTEST = 2


def mended(name: str, place: Place) -> str | None:
    """The one name that `name` is with a character dropped or doubled; None where none is sure.

    A text that is itself a real name, of whatever body, is never mended; nor one that two
    departments are as near to, nor one that is told from its neighbour by a level, an ordinal
    or a rank (教育局 and 市教育局, 审计处 and 审计二处, 工会 and 总工会).
    """
    name = key(name)
    if len(name) < SHORTEST or place.register.is_real(name):
        return None
    # 人事处 is a department of its own, although 机关党委（人事处） holds the name as well.
    near = {real: place.entry(real) for _, real in neighbours(name, place)}
    meant = {entry.name if entry is not None else real for real, entry in near.items()}
    reals = [real for real in near if is_doubled(real, name) or is_dropped(real, name)]
    found = near[reals[0]] if reals and len(meant) == 1 else None
    return None if found is None else found.name


def neighbours(name: str, place: Place) -> tuple[tuple[Entry, str], ...]:
    """The names, each with its entry, that one edit of one character leads to.

    Among the departments of the issuer and the outside bodies, whatever the year.
    """
    return place.register.near(key(name), place.bodies)
