"""daff: which rows of two tables are one, with and without the number as the rows' id."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import daff

from benchmarks.serve import serve

Pairs = list[tuple[int, int]]


def pairs(path: str) -> dict[str, Pairs]:
    """By each way of asking, the pairs of rows, counted from 0."""
    case: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return {"daff": _aligned(case, ()), "daff by number": _aligned(case, ("ledger", "number"))}


def _aligned(case: dict[str, Any], ids: tuple[str, ...]) -> Pairs:
    flags = daff.CompareFlags()
    # Tasks may stand in another order next year.
    flags.ordered = False
    for column in ids:
        flags.addPrimaryKey(column)
    old, new = (daff.PythonTableView([case["columns"], *case[side]]) for side in ("old", "new"))
    alignment = daff.Coopy.compareTables(old, new, flags).align()
    # Row 0 is the header.
    return [
        (unit.l - 1, unit.r - 1)
        for unit in alignment.toOrder().getList()
        if unit.l is not None and unit.r is not None and unit.l > 0 and unit.r > 0
    ]


if __name__ == "__main__":
    serve(pairs)
