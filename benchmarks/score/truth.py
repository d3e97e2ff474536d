"""What the documents of the corpus say: each lies beside a NAME.truth.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENDING = ".truth.json"

AXES = ("layout", "rules", "engine", "geometry", "kind", "variant")
"""By what documents are told apart: what their truth says, or NOT_SAID.

`kind` is the kind of file: `pdf, tagged`, `docx` …
"""

NOT_SAID = "-"


@dataclass(frozen=True, slots=True)
class Truth:
    """One document and what it says. `error` is the code that it must be refused with.

    `cuts` gives, for a ledger and a sequence, the kinds of cut that a page break made there.
    What is printed in an `ambiguous` document can be read in more than one way. `allowed` are
    codes of findings that the document deserves, as where a number was left out in print.
    """

    path: Path
    name: str
    axes: Mapping[str, str]
    error: str | None
    ambiguous: bool
    allowed: frozenset[str]
    cuts: Mapping[tuple[int, int], tuple[str, ...]]
    ledgers: tuple[Mapping[str, Any], ...]
    notice: Mapping[str, Any]

    @property
    def is_pdf(self) -> bool:
        """Programs that read nothing else can be asked."""
        return self.path.suffix == ".pdf"

    @property
    def tasks(self) -> int:
        """How many tasks stand in the document."""
        return sum(len(ledger["tasks"]) for ledger in self.ledgers)


def read(folder: Path, part: str = "") -> tuple[Truth, ...]:
    """The truths of all documents in a folder and below whose name holds `part`, by name."""
    found = sorted(folder.rglob(f"*{ENDING}"))
    truths = (_read(path, folder) for path in found)
    return tuple(truth for truth in truths if part in truth.name)


def _read(path: Path, folder: Path) -> Truth:
    said = json.loads(path.read_text(encoding="utf-8"))
    document = path.with_name(path.name.removesuffix(ENDING))
    return Truth(
        path=document,
        name=document.relative_to(folder).as_posix(),
        axes={axis: _axis(said, axis, document) for axis in AXES},
        error=said.get("error"),
        ambiguous=said.get("ambiguous", False),
        allowed=frozenset(said.get("expected_findings", ())),
        cuts={_place(place): tuple(kinds) for place, kinds in said.get("cuts", {}).items()},
        ledgers=tuple(said.get("ledgers", ())),
        notice=said.get("notice", {}),
    )


def _axis(said: Mapping[str, Any], axis: str, document: Path) -> str:
    if axis != "kind":
        return str(said.get(axis) or NOT_SAID)
    kind = document.suffix.removeprefix(".")
    if kind != "pdf":
        return kind
    return "pdf, tagged" if said.get("tagged") else "pdf, untagged"


def _place(written: str) -> tuple[int, int]:
    """`1.7`: ledger and sequence."""
    ledger, _, sequence = written.partition(".")
    return int(ledger), int(sequence)
