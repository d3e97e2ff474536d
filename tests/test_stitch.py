"""Tables cut over pages, as pictures: the fragments, and the one table that they make.

How a picture is drawn is told in `drawing.py`. `=== table` is what must come of it, once for
each ledger, and `=== findings` the warnings and errors, as code and task; without it there must
be none. `=== known` lists what else is said, where a picture is about that.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Finding
from pipeline.rebuild import rebuild
from tests.drawing import drawn, neat, pages

FOLDER = Path(__file__).parent / "cases" / "stitch"


def sections(path: Path) -> list[tuple[str, list[str]]]:
    """The parts of a picture's file, each with its title; a line with # only explains."""
    parts: list[tuple[str, list[str]]] = [("pages", [])]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("==="):
            parts.append((line.strip("= "), []))
        elif not line.startswith("#"):
            parts[-1][1].append(line)
    return parts


def pictures() -> list[object]:
    """Every picture; those that are still read wrongly stand in a folder of their own."""
    wrong = pytest.mark.xfail(strict=True)
    return [
        pytest.param(path, id=path.stem, marks=[wrong] if path.parent != FOLDER else [])
        for path in sorted(FOLDER.rglob("*.txt"))
    ]


def told(found: Finding) -> str:
    """How a picture writes a finding."""
    return found.code if found.task is None else f"{found.code} {found.task}"


@pytest.mark.parametrize("path", pictures())
def test_a_cut_table_is_rebuilt(path: Path) -> None:
    """Its rows, its merged cells, its columns' fields, and what is doubtful in it."""
    parts = sections(path)
    tables, findings = rebuild(pages(parts[0][1]))
    expected = [neat(lines) for title, lines in parts if title == "table"]
    assert [drawn(table) for table in tables] == expected
    said = {title: neat(lines) for title, lines in parts if title in ("findings", "known")}
    grave = [told(found) for found in findings if found.severity != "info"]
    assert grave == said.get("findings", [])
    if "known" in said:
        assert [told(found) for found in findings if found.severity == "info"] == said["known"]
