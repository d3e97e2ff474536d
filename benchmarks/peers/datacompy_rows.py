"""datacompy: which rows of two tables are one, joined on the number, and on the requirement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import datacompy
import pandas as pd

from benchmarks.serve import serve

Pairs = list[tuple[int, int]]


def pairs(path: str) -> dict[str, Pairs]:
    """By each way of asking, the pairs of rows, counted from 0."""
    case: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return {
        "datacompy by number": _joined(case, ["ledger", "number"]),
        "datacompy by requirement": _joined(case, ["requirement"]),
    }


def _joined(case: dict[str, Any], on: list[str]) -> Pairs:
    old, new = (_frame(case["columns"], case[side]) for side in ("old", "new"))
    compared = datacompy.PandasCompare(old, new, join_columns=on, ignore_spaces=True)
    rows = compared.intersect_rows
    return [
        (int(first), int(second))
        for first, second in zip(rows["row_df1"], rows["row_df2"], strict=True)
    ]


def _frame(columns: list[str], rows: list[list[str]]) -> pd.DataFrame:
    """The table, with the place of each row, which is compared but not joined on."""
    frame = pd.DataFrame(rows, columns=columns, dtype=str)
    frame["row"] = range(len(rows))
    return frame


if __name__ == "__main__":
    serve(pairs)
