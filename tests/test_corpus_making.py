"""The corpus itself: the same seed gives the same documents (benchmarks/corpus)."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.corpus.making import make_one
from benchmarks.corpus.plan import plan

PRESSED = [entry for entry in plan(3) if entry.engine == "press" and entry.style.font == "song"]


def test_the_plan_has_at_least_300_documents_each_with_a_name_of_its_own() -> None:
    """A name that two documents share would overwrite the first."""
    names = {entry.name for entry in plan(3)}
    assert len(names) == len(plan(3)) >= 300


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """What the press prints, and the truth beside it."""
    for folder in ("once", "again"):
        (tmp_path / folder).mkdir()
        make_one(PRESSED[0], seed=3, folder=tmp_path / folder)
    once, again = (sorted((tmp_path / name).iterdir()) for name in ("once", "again"))
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]


def test_a_cut_is_noted_at_a_task_that_there_is(tmp_path: Path) -> None:
    """`cuts` names tasks by ledger and sequence."""
    for entry in PRESSED[:6]:
        make_one(entry, seed=3, folder=tmp_path)
    for path in tmp_path.glob("*.truth.json"):
        truth = json.loads(path.read_text(encoding="utf-8"))
        tasks = {f"1.{task['sequence']}" for task in truth["ledgers"][0]["tasks"]}
        assert set(truth["cuts"]) <= tasks
