"""How much of everything an input may have: far more than notices do, and no more than is safe.

What lies above is a mistake or an attack, and would cost hours or all memory. Each limit is asked
as early as the number is known, and before anything is made of what is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from pipeline.errors import TooLarge

MEGABYTE = 2**20
Counted = Literal[
    "file", "text", "pages", "cells", "columns", "characters", "line", "marks", "forms",
    "entries", "unpacked", "part",
]  # fmt: skip
Check = Callable[[Counted, int], None]
"""Told how many of something there are so far; raises TooLarge."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of each; sizes in bytes.

    `file`: the input as it lies on the disk; `text`: one that is plain text. `pages`, `cells`
    (positions of the grids of all tables) and `characters` are the document's; `columns` are a
    table's. `line`: characters of one line, paragraph or cell. `marks`: characters, or paths, that
    one page of a PDF draws; `forms`: the drawings within it that it takes up. PDFium and pdfplumber
    do not count these two alike: near the limit one may read what the other refuses. `entries`:
    files in a Word file; `unpacked`: their bytes together; `part`: those of one that is read, or of
    one stream of a PDF.
    """

    file: int = 200 * MEGABYTE
    text: int = 20 * MEGABYTE
    pages: int = 5_000
    cells: int = 200_000
    columns: int = 200
    characters: int = 20_000_000
    line: int = 100_000
    marks: int = 200_000
    forms: int = 20_000
    entries: int = 10_000
    unpacked: int = 500 * MEGABYTE
    part: int = 100 * MEGABYTE

    def check(self, subject: object, what: Counted, found: int) -> None:
        """Raise TooLarge where there are more than this limit lets through."""
        most: int = getattr(self, what)
        if found > most:
            noun, remedy = _WORDS[what]
            of = _size if what in _SIZES else _number
            raise TooLarge(subject, f"{noun} {of(found)}; the limit is {of(most)}", remedy)

    def checking(self, subject: object) -> Check:
        """What checks a number of the subject."""
        return partial(self.check, subject)


LIMITS = Limits()

_SIZES = {"file", "text", "unpacked", "part"}
_DIVIDE = "Divide the document into several, the ledger with its notice in one."
_MEND = "The file is damaged or made to do harm; get it again from where it was published."
_WORDS: dict[Counted, tuple[str, str]] = {
    "file": ("the file has", "Give the notice alone, without scans and other attachments."),
    "text": ("the text has", _DIVIDE),
    "pages": ("pages:", _DIVIDE),
    "cells": ("cells of tables:", _DIVIDE),
    "columns": ("columns of a table:", "Take the table out that is no ledger."),
    "characters": ("characters:", _DIVIDE),
    "line": ("characters of a single line or cell:", "Give the text with its line breaks."),
    "marks": (
        "characters or lines drawn on a page:",
        "Print that page as a picture, or leave it out.",
    ),
    "forms": ("drawings taken up on a page:", _MEND),
    "entries": ("files within the file:", _MEND),
    "unpacked": ("unpacked, it has", "Take the pictures out of it, and save it again."),
    "part": ("unpacked, a part of it has", _MEND),
}


def _number(count: int) -> str:
    return f"{count:,}"


def _size(count: int) -> str:
    return f"{count / MEGABYTE:,.0f} MB" if count >= MEGABYTE else f"{count:,} bytes"
