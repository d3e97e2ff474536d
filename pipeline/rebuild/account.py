"""Nothing lost, nothing doubled: the characters of the fragments against those of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.rebuild.assemble import Assembled
from pipeline.rebuild.parts import Run
from pipeline.text.cleaning import clean


def lost_and_doubled(run: Run, assembled: Assembled) -> tuple[Counter[str], Counter[str]]:
    """Characters that the fragments have and the table has not, and the other way round."""
    shown = _characters(
        cell.text
        for part in run.parts
        for cell in part.fragment.cells
        if cell.row + cell.row_span > part.first_row
    )
    values = {
        id(value): value.text
        for row in assembled.table.rows
        for value in (*row.banners, *row.values)
    }
    kept = _characters([*values.values(), *assembled.left_out])
    return shown - kept, kept - shown


def _characters(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(clean(text).replace(" ", ""))
    return counts
