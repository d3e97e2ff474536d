"""Tables drawn with characters, read as a page shows them: rules, and letters with boxes.

A case is a text file: what it shows, then `=== page` with the picture (once for each page),
then `=== cells` with what is to be read. In a picture `-`, `|` and `+` are rules, `_` is an
underline, and everything else is a printed character. Cells are written as the grid that they
make, one name at each position, so that a merged cell shows its span; `.` is a blank cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.extract.grid import Rule
from pipeline.extract.lines import Glyph
from pipeline.page import Box
from tests.case_files import FOLDER

# What one character of a picture takes on the page, in points.
WIDTH, HEIGHT = 10.0, 12.0


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawn case: the pages, and what stands under each other head."""

    pages: tuple[str, ...]
    expected: dict[str, str]


def pictures(folder: str) -> list[object]:
    """The drawn cases of a folder, for pytest.mark.parametrize."""
    return [
        pytest.param(_read(path), id=path.stem) for path in sorted((FOLDER / folder).glob("*.txt"))
    ]


def _read(path: Path) -> Picture:
    parts = re.split(r"^=== (\w+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    heads = list(zip(parts[1::2], parts[2::2], strict=True))
    return Picture(
        pages=tuple(text for head, text in heads if head == "page"),
        expected={head: text.strip() for head, text in heads if head != "page"},
    )


def horizontal(picture: str) -> list[Rule]:
    """The rules across: a run of `-` and `+`; and underlines, at the foot of their line."""
    rows = picture.split("\n")
    return [
        Rule((row + 0.5) * HEIGHT, start * WIDTH, end * WIDTH)
        for row, text in enumerate(rows)
        for start, end in _runs(text, "-")
    ] + [
        Rule((row + 0.95) * HEIGHT, found.start() * WIDTH, found.end() * WIDTH)
        for row, text in enumerate(rows)
        for found in re.finditer("_+", text)
    ]


def vertical(picture: str) -> list[Rule]:
    """The rules down: a run of `|` and `+`."""
    return [
        Rule((column + 0.5) * WIDTH, start * HEIGHT, end * HEIGHT)
        for column, text in enumerate(_turned(picture))
        for start, end in _runs(text, "|")
    ]


def _turned(picture: str) -> list[str]:
    rows = picture.split("\n")
    width = max(len(row) for row in rows)
    return ["".join(column) for column in zip(*(row.ljust(width) for row in rows), strict=True)]


def _runs(text: str, stroke: str) -> Iterable[tuple[float, float]]:
    """From where to where each rule runs; a joint at its end is its end."""
    for found in re.finditer(rf"[{stroke}+]+", text):
        if stroke in found[0]:
            start = found.start() + 0.5 * found[0].startswith("+")
            yield start, found.end() - 0.5 * found[0].endswith("+")


def glyphs(picture: str) -> tuple[Glyph, ...]:
    """The printed characters."""
    return tuple(
        Glyph(
            text=found[0],
            box=Box(
                found.start() * WIDTH,
                row * HEIGHT + 1,
                found.end() * WIDTH,
                (row + 1) * HEIGHT - 1,
            ),
            size=HEIGHT - 2,
        )
        for row, text in enumerate(picture.split("\n"))
        for found in re.finditer(r"[^-+|_\s]", text)
    )


def grid_text(names: Sequence[Sequence[str]]) -> str:
    """A grid of names as it is written in a case; a blank one is a point."""
    return "\n".join(" ".join(name or "." for name in row) for row in names)


def plain(text: str) -> str:
    """A written grid without the spaces that line its columns up."""
    return "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
