"""The library's front door, and how little is imported before something is asked."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest

import pipeline

ROOT = Path(__file__).resolve().parent.parent
NOTICE = ROOT / "samples" / "notice-2021.docx"

# What takes long to import, or is asked for by some notices alone.
HEAVY = (
    "docx", "jieba", "jinja2", "lxml", "numpy", "pandas", "pdfminer", "pdfplumber", "pydantic",
    "pypdfium2", "rapidfuzz", "rich", "scipy", "tomllib", "xlsxwriter",
)  # fmt: skip
STAGES = ("pipeline.extract", "pipeline.rebuild", "pipeline.normalise", "pipeline.emit")
NEVER_TO_CONVERT = (
    "jieba", "jinja2", "numpy", "pandas", "rapidfuzz", "rich", "scipy", "xlsxwriter",
    "pipeline.changes", "pipeline.compare.two_sides",
)  # fmt: skip


def loaded(code: str) -> set[str]:
    """The modules that a new process has after it has run `code`."""
    code += "\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def run(code: str) -> str:
    """What a new process prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_importing_the_library_imports_no_stage_and_nothing_heavy() -> None:
    """`import pipeline` waits for nothing that a notice needs."""
    assert not loaded("import pipeline").intersection((*HEAVY, *STAGES))


@pytest.mark.parametrize(
    "command",
    ["", "convert", "diff", "history", "explain", "check", "schema", "departments"],
)
def test_help_imports_no_stage_and_nothing_heavy(command: str) -> None:
    """`taizhang COMMAND --help` answers at once."""
    arguments = [*filter(None, [command]), "--help"]
    code = f"from pipeline.cli import main\nmain({arguments!r}, standalone_mode=False)"
    assert not loaded(code).intersection((*HEAVY, *STAGES))


def test_the_version_imports_no_stage_and_nothing_heavy() -> None:
    """`taizhang --version` answers at once."""
    code = "from pipeline.cli import main\nmain(['--version'], standalone_mode=False)"
    assert not loaded(code).intersection((*HEAVY, *STAGES))


def test_a_conversion_imports_nothing_that_draws_compares_or_reads_words() -> None:
    """A notice with clear names goes to JSON and CSV without any of these."""
    code = (
        "from pipeline import convert\nfrom pipeline.emit import emit\n"
        f"emit(convert({str(NOTICE)!r}), 'notice', ('json', 'csv'))"
    )
    assert not loaded(code).intersection(NEVER_TO_CONVERT)


@pytest.mark.parametrize(
    "order",
    list(
        permutations(
            (
                "import pipeline.compare.two_sides",
                "import pipeline.convert",
                "from pipeline import Changes",
            )
        )
    ),
    ids=lambda order: " ".join(line.rsplit(".", maxsplit=1)[-1] for line in order),
)
def test_the_functions_stay_functions_whatever_is_imported(order: tuple[str, ...]) -> None:
    """A module or package of a function's name never takes its place."""
    code = "\n".join(
        (
            *order,
            "import pipeline, types",
            "from pipeline import compare, convert, history",
            "found = (compare, convert, history, pipeline.compare, pipeline.convert)",
            "print(all(isinstance(one, types.FunctionType) for one in found))",
        )
    )
    assert run(code) == "True"


@pytest.mark.parametrize("name", pipeline.__all__)
def test_every_name_of_the_front_door_is_there_and_listed(name: str) -> None:
    """What `__all__` promises, `dir` shows and the module has."""
    assert name in dir(pipeline)
    assert getattr(pipeline, name).__name__ == name


def test_a_noun_is_that_of_its_module() -> None:
    """It is imported when it is first asked for, and is no copy."""
    code = (
        "import pipeline; noun = pipeline.Document; import pipeline.model;"
        "print(noun is pipeline.model.Document, 'Document' in vars(pipeline))"
    )
    assert run(code) == "True True"


def test_a_name_that_is_not_there_is_said_to_be_missing() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="module 'pipeline' has no attribute 'Ledgers'"):
        _ = pipeline.Ledgers  # type: ignore[attr-defined]
