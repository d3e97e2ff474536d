"""The sound documents that are damaged: the samples, the small corpus, and the large one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz.of_docx import damaged_docx
from benchmarks.fuzz.of_pdf import damaged_pdf
from benchmarks.fuzz.of_text import damaged_text
from benchmarks.fuzz.steps import Kind, Plan

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("samples", "tests/corpus", "benchmarks/made")
LARGEST = 300_000
"""Bytes: a larger document is not broken in other ways, and takes longer."""

DAMAGED = {"pdf": damaged_pdf, "docx": damaged_docx, "txt": damaged_text}


@dataclass(frozen=True, slots=True)
class Bases:
    """The base documents by kind, in the order of their folders and names."""

    paths: dict[Kind, tuple[Path, ...]]

    @classmethod
    def found(cls) -> Bases:
        """All that are here; the large corpus may not be."""
        files = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*"))]
        small = [path for path in files if path.is_file() and path.stat().st_size <= LARGEST]
        kinds: tuple[Kind, ...] = ("pdf", "docx", "txt")
        return cls({kind: tuple(p for p in small if p.suffix == f".{kind}") for kind in kinds})

    @property
    def counts(self) -> dict[Kind, int]:
        """How many there are of each kind."""
        return {kind: len(paths) for kind, paths in self.paths.items()}

    def name(self, plan: Plan) -> str:
        """The base document of a plan."""
        return self.paths[plan.kind][plan.base].name

    def made(self, plan: Plan) -> bytes:
        """The damaged document. Where a library cannot save it, the base with nothing done."""
        base = self.paths[plan.kind][plan.base].read_bytes()
        try:
            return DAMAGED[plan.kind](base, plan)
        except Exception:  # noqa: BLE001  (pikepdf and lxml each have their own)
            return base
