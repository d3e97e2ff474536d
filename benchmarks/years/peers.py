"""Programs that compare tables, asked which row of one year is which row of the next."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.score.peers import Peer, program
from benchmarks.score.workers import Answer, ask
from benchmarks.years.nouns import Case, Place
from benchmarks.years.scoring import Count, joined_counted, true_pairs
from pipeline import Document

PEERS = (
    Peer("daff", "daff_rows", environment="years"),
    Peer("datacompy", "datacompy_rows", environment="years"),
)
COLUMNS = (
    "ledger", "number", "outline", "title", "requirement", "responsibility", "deadline",
)  # fmt: skip


def measured(
    cases: Sequence[Case], groups: dict[str, frozenset[str]], root: Path
) -> dict[str, dict[str, Count]]:
    """For each way of asking a peer, the pairs counted in each group of cases (by name)."""
    counts: dict[str, dict[str, Count]] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = {_written(case, Path(folder), index): case for index, case in enumerate(cases)}
        for peer in PEERS:
            try:
                started = program(peer, root, Path(folder) / f"{peer.name}.log")
            except FileNotFoundError as trouble:
                print(f"{trouble}: `make peers` installs it.", file=sys.stderr)
                continue
            answers = ask(started, list(paths), lambda _: None)
            failed = [answer.trouble for answer in answers.values() if answer.trouble]
            if failed:
                print(f"{peer.name} failed on {len(failed)} cases: {failed[0]}", file=sys.stderr)
            for way in _ways(answers.values()):
                counts[way] = {group: Count() for group in groups}
                for path, case in paths.items():
                    said = (answers[path].said or {}).get(way, [])
                    _count(case, said, counts[way], groups)
    return counts


def rows(document: Document) -> tuple[list[list[str]], list[Place]]:
    """Each task as a row of texts, and where it stands. A task without a number has its place."""
    found: list[list[str]] = []
    places: list[Place] = []
    for index, ledger in enumerate(document.ledgers, start=1):
        for task in ledger.tasks:
            number = task.sequence if task.number is None else task.number
            outline = " / ".join(heading.title for heading in task.outline)
            found.append(
                [
                    str(index),
                    str(number),
                    outline,
                    task.title or "",
                    task.requirement,
                    task.responsibility.text,
                    task.deadline.text,
                ]
            )
            places.append((index, task.sequence))
    return found, places


def _written(case: Case, folder: Path, index: int) -> Path:
    """The case as the peers read it."""
    said: dict[str, Any] = {
        "columns": COLUMNS,
        "old": rows(case.old)[0],
        "new": rows(case.new)[0],
    }
    path = folder / f"{index:04}.json"
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return path


def _ways(answers: Iterable[Answer]) -> list[str]:
    return list(dict.fromkeys(way for answer in answers for way in answer.said or {}))


def _count(
    case: Case, said: list[list[int]], counts: dict[str, Count], groups: dict[str, frozenset[str]]
) -> None:
    old, new = rows(case.old)[1], rows(case.new)[1]
    joined = joined_counted(case.truth, ((old[i], new[j]) for i, j in said))
    for group, names in groups.items():
        if case.name in names:
            counts[group].add(frozenset(joined), frozenset(true_pairs(case.truth)))
