"""Names that a line break runs through, although both their halves have the form of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.normalise.responsibility.cell_layout import layout_of
from pipeline.normalise.responsibility.name_breaks import Known
from pipeline.normalise.responsibility.seams import seam


def doubtful_joins(text: str, names: Iterable[str], known: Known) -> Iterator[tuple[str, str]]:
    """The halves of each name that may be two: 国家统计局 over 调查队, in a list with marks.

    In wrapped text the break is most likely layout, as in every other line; but the end of a
    line makes some clerks forget the mark.
    """
    if not layout_of(text).is_wrapped:
        return
    for name in names:
        if known.has(name):
            continue
        for cut in range(2, len(name) - 1):
            left, right = name[:cut], name[cut:]
            if seam(left, right, known.words) == "none":
                continue
            if re.search(rf"{_spaced(left)}[^\S\n]*\n\s*{_spaced(right)}", text):
                yield left, right


def _spaced(text: str) -> str:
    return r"\s*".join(map(re.escape, text))
