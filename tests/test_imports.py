"""Imports run one way, and each library has one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "pipeline"

# Each may import what stands before it, and nothing beside it or after it.
ORDER = (
    ("errors", "limits", "model", "changes", "page", "table", "findings", "partitions"),
    ("reading",),
    ("text", "overrides"),
    ("departments",),
    ("extract",),
    ("rebuild",),
    ("normalise",),
    ("validate", "compare"),
    ("convert", "explain"),
    ("opened",),
    ("years",),
    ("check", "emit", "sources"),
    ("batch",),
    ("messages",),
    ("cli",),
    ("__main__",),
)
NOUNS = ORDER[0]

# The same within a folder.
DEPARTMENTS = (
    "names", "edits", "entries", "issuers", "look_ups", "files", "register", "near", "fixes",
    "identify", "learn", "__init__",
)  # fmt: skip

BATCH = (
    "allowance", "signals", "journal", "nouns", "attempt", "worker", "crew", "made_with", "resume",
    "placing", "tally", "whole_folder", "running", "streaming", "__init__",
)  # fmt: skip

DOORS = {
    "click": {
        "cli/__init__.py",
        "cli/check.py",
        "cli/convert.py",
        "cli/departments.py",
        "cli/explain.py",
        "cli/lists.py",
        "cli/program.py",
        "cli/progress.py",
        "cli/schema.py",
        "cli/years.py",
    },
    "docx": {"extract/docx.py"},
    "jieba": {"text/words.py"},
    "jinja2": {"emit/webpages/web_page.py"},
    "lxml": {"extract/docx.py", "extract/numbers.py"},
    "markupsafe": {"emit/webpages/web_page.py"},
    "numpy": {
        "compare/close_calls.py",
        "compare/families.py",
        "compare/likeness.py",
        "compare/matching.py",
        "compare/measures.py",
    },
    "pandas": {"emit/frames.py"},
    "pdfminer": {
        "extract/readers/clipping.py",
        "extract/readers/plumber.py",
        "extract/readers/tags.py",
    },
    "pdfplumber": {"extract/readers/clipping.py", "extract/readers/plumber.py"},
    "pyarrow": {"emit/parquet_files.py"},
    "pydantic_core": {"emit/document_json.py"},
    "pydantic": {
        "changes.py",
        "check.py",
        "emit/changes_csv.py",
        "emit/csv_tables.py",
        "emit/dataset.py",
        "emit/manifest.py",
        "emit/parquet_files.py",
        "emit/schemas.py",
        "model.py",
        "opened.py",
        "overrides.py",
    },
    "pypdfium2_raw": {"extract/readers/pdfium/calls.py"},
    "rapidfuzz": {"compare/measures.py"},
    "rich": {"emit/changes_text.py"},
    "scipy": {"compare/matching.py", "compare/measures.py"},
    "xlsxwriter": {"emit/workbooks/workbook.py"},
}


def modules() -> list[Path]:
    """Every module of the package but its front door, which imports what it shows."""
    return sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def imported(path: Path) -> Iterator[str]:
    """The full names of all that a module imports, at its head or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it leads"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rank(part: str) -> int:
    """The place of a part of the package in ORDER."""
    return next(place for place, parts in enumerate(ORDER) if part in parts)


def name(path: Path) -> str:
    """A module as seen from the package."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_imports_only_what_stands_before_it(path: Path) -> None:
    """Nouns and errors at the bottom, then the stages, then convert, batch and cli."""
    own = path.relative_to(ROOT).parts[0].removesuffix(".py")
    for target in imported(path):
        if target.startswith("pipeline."):
            part = target.split(".")[1]
            is_near = part == own or (part in NOUNS and own in NOUNS)
            assert is_near or rank(part) < rank(own), f"{name(path)} imports {target}"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_library_is_imported_in_its_door_alone(path: Path) -> None:
    """What is known of a library stands in one place, and nothing of it goes further."""
    for target in imported(path):
        library = target.split(".")[0]
        if library != "pipeline" and library not in sys.stdlib_module_names:
            assert library in DOORS, f"{name(path)} imports {library}, which has no door"
            assert name(path) in DOORS[library], f"{name(path)} imports {library}"


@pytest.mark.parametrize(("folder", "order"), [("departments", DEPARTMENTS), ("batch", BATCH)])
def test_modules_of_a_folder_import_only_what_stands_before_them(
    folder: str, order: tuple[str, ...]
) -> None:
    """Departments: from what a name is to identifying it. Batch: from one file to a run."""
    assert {path.stem for path in (ROOT / folder).glob("*.py")} == set(order)
    for path in sorted((ROOT / folder).glob("*.py")):
        for target in imported(path):
            if target.startswith(f"pipeline.{folder}."):
                part = target.split(".")[2]
                assert part not in order or (order.index(part) < order.index(path.stem)), (
                    f"{name(path)} imports {target}"
                )


def test_a_library_that_a_format_needs_is_imported_where_it_is_written() -> None:
    """`convert --to json` does not wait for what draws pages."""
    code = "import sys, pipeline.emit; sys.exit(bool({'jinja2', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
