"""What layout, fonts and typing do to a name, at any place in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from random import Random

SPACES = " \u3000\u00a0\t"
_KANGXI = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0x2F00, 0x2FD6)}
_RADICALS = _KANGXI | dict(zip("民见车长门页风马", "⺠⻅⻋⻓⻔⻚⻛⻢", strict=True))
_WIDTHS = {"（": "(", "）": ")"}


def laid_out(name: str, rng: Random) -> Iterator[tuple[str, str]]:
    """Each kind of corruption by layout and fonts, at each place where it can be."""
    for place in range(1, len(name)):
        head, tail = name[:place], name[place:]
        yield "line break", f"{head}\n{tail}"
        yield "space", head + rng.choice(SPACES) * rng.randint(1, 3) + tail
        yield "slash", head + rng.choice("/／") + tail
        yield "break and space", f"{head} \n　{tail}"
    for kind, forms in (("width", _WIDTHS), ("radical", _RADICALS)):
        for place, character in enumerate(name):
            if character in forms:
                yield kind, name[:place] + forms[character] + name[place + 1 :]
                yield kind, "".join(forms.get(one, one) for one in name)


def mistyped(name: str) -> Iterator[tuple[str, str]]:
    """One character lost, or doubled, at each place."""
    for place, character in enumerate(name):
        yield "lost", name[:place] + name[place + 1 :]
        yield "doubled", name[:place] + character + name[place:]


def distance(one: str, other: str) -> int:
    """How many characters must be put in, taken out or changed (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
    return row[-1]
