"""Tests that are data: each folder of `cases/` holds lists of cases as JSON.

real.json and the like hold what was seen in notices or follows from the contract,
negative.json what must be left alone, and known-failures.json what is still read wrongly: those
run as strict xfail, so that a lucky fix is noticed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "cases"


def cases(folder: str, pattern: str = "*.json") -> list[Any]:
    """The cases of the files in `folder` that match `pattern`, for pytest.mark.parametrize."""
    return [
        pytest.param(case, id=f"{path.stem}: {_head(case)}", marks=_marks(path, case))
        for path in sorted((FOLDER / folder).glob(pattern))
        for case in json.loads(path.read_text(encoding="utf-8"))
    ]


def _head(case: dict[str, Any]) -> str:
    return json.dumps(next(iter(case.values())), ensure_ascii=False)[:60]


def _marks(path: Path, case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    if path.stem.endswith("known-failures"):
        return [pytest.mark.xfail(strict=True, reason=case["why"])]
    return []
