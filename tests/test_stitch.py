"""Tables cut over pages, as pictures: the fragments, and the one table that they make.

How a picture is drawn is told in `drawing.py`. `=== table` is what must come of it, once for
each ledger, and `=== findings` the warnings and errors, as code and task; without it there must
be none. `=== known` lists what else is said, where a picture is about that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model import Finding
from pipeline.page import Fragment, Page, Place
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


CUT = (
    "--- page 1",
    "序号 | 工作任务 | 责任单位 | 时限",
    "1 | 公开各类规划。 | 规划财务处 | 年底前",
    "2 | 依托政府网站 | 办公室 | 10月底前",
    "--- page 2",
    " | 公开执法信息。 | | ",
    "3 | 解读重大政策。 | 办公室 | 年底前",
)


def joined(made: Sequence[Page]) -> Finding:
    """The one finding on a row that was joined."""
    _, findings = rebuild(made)
    (found,) = [found for found in findings if found.code == "row_joined"]
    return found


def test_a_joined_row_says_where_it_goes_on_and_why() -> None:
    """On what page, and on what evidence."""
    found = joined(pages(CUT))
    assert found.message.startswith("The row goes on at page 2: ")
    assert "the lower piece has no number, as every task has" in found.message
    assert (found.ledger, found.task) == (1, 2)


def test_without_pages_a_joined_row_says_the_place_in_words() -> None:
    """As the line of a page dump."""
    made = [
        Page(None, fragments=tuple(in_words(fragment) for fragment in page.fragments))
        for page in pages(CUT)
    ]
    assert joined(made).message.startswith("The row goes on at line 0: ")


def in_words(fragment: Fragment) -> Fragment:
    """The fragment as one of a document without pages."""
    cells = tuple(replace(cell, place=Place(spot=f"line {cell.row}")) for cell in fragment.cells)
    return replace(fragment, page=None, cells=cells)
