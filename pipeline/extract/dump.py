"""Plain text notices: a page dump, with the cells of each table row parted by tabs.

A dump does not say whether a blank position is an empty cell or one covered by a merged
cell, and it breaks a table where its page broke: at a blank line, or at a form feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from pipeline.errors import UnsupportedFile
from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Cell, Fragment, Line, Page, Place
from pipeline.text.numbering import OUTLINE_STYLES, split_label

# Share of control characters above which the bytes are no text.
TOO_MANY_CONTROLS = 0.01
# A number alone between dashes, or with the word for a page, in a line of its own.
PAGE_MARK = re.compile(
    r"[-—–―－=*#]+\s*[0-9０-９]{1,4}\s*[-—–―－=*#]+"
    r"|[-—–―－=*#\[\s]*(?:第\s*[0-9０-９]{1,4}\s*页|page\s*[0-9]{1,4})"
    r"(?:\s*(?:[/，,共]+|of)\s*[0-9０-９]{1,4}\s*页?)?[-—–―－=*#\]\s]*",
    re.IGNORECASE,
)
NAMES = {"utf-8-sig": "UTF-8", "gb18030": "GB18030", "utf-16": "UTF-16"}


def read_dump(content: bytes, name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The pages of a text file in UTF-8, UTF-16 or GB18030. Raises UnsupportedFile."""
    text, doubts = _decoded(content, name)
    sheets = _sheets(text.replace("\r\n", "\n").replace("\r", "\n"))
    numbered = len(sheets) > 1
    pages: list[Page] = []
    first = 1
    for number, sheet in enumerate(sheets, 1):
        rows = sheet.split("\n")
        pages.append(_page(rows, first, number if numbered else None))
        first += len(rows) - 1
    return tuple(pages), doubts


def _sheets(text: str) -> list[str]:
    """The pages: parted by form feeds, or else before the lines that mark a page within a table.

    A mark stays with the page below it, whether it counts that page or the one above.
    """
    if "\f" in text:
        return text.split("\f")
    lines = text.split("\n")
    marks = [at for at, line in enumerate(lines) if PAGE_MARK.fullmatch(line.strip())]
    within = [at for at in marks if "\t" in "".join(lines[:at]) and "\t" in "".join(lines[at:])]
    bounds = pairwise([0, *within, len(lines)])
    sheets = ["".join(f"{line}\n" for line in lines[first:last]) for first, last in bounds]
    return [*sheets[:-1], sheets[-1].removesuffix("\n")]


def _decoded(content: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings.insert(0, "utf-16")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_text(text):
            return text, ()
    # Nearly every character of a text is none in the wrong encoding, so that the first in which
    # a few are lost is the right one.
    for encoding in encodings:
        text = content.decode(encoding, errors="replace")
        if _looks_like_text(text):
            message = f"Bytes that are no character in {NAMES[encoding]} stand as U+FFFD."
            return text, (finding("unreadable_characters", message),)
    raise UnsupportedFile(
        name,
        "the content is neither a PDF, nor a .docx, nor text",
        "Give a PDF, a .docx or a text file.",
    )


def _looks_like_text(text: str) -> bool:
    controls = sum(1 for char in text if char < " " and char not in "\t\n\r\f")
    unknown = text.count("\ufffd")
    return "\0" not in text and controls + unknown <= TOO_MANY_CONTROLS * len(text)


def _page(rows: list[str], first: int, number: int | None) -> Page:
    running: list[Line] = []
    fragments: list[Fragment] = []
    for start, block in _blocks(rows):
        if "\t" in block[0]:
            fragments.append(_fragment(block, first + start, number, after=len(running)))
        else:
            running += [
                _line(row, first + start + i, number) for i, row in enumerate(block) if row.strip()
            ]
    return Page(number=number, lines=tuple(running), fragments=tuple(fragments))


def _blocks(rows: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of rows that belong together: with tabs or without; a blank line ends a run."""
    start = 0
    while start < len(rows):
        end = start + 1
        if rows[start].strip():
            tabbed = "\t" in rows[start]
            while end < len(rows) and rows[end].strip() and _goes_on(rows, end, tabbed=tabbed):
                end += 1
        yield start, rows[start:end]
        start = end


def _goes_on(rows: list[str], at: int, *, tabbed: bool) -> bool:
    """Is a row of the kind of those above it?

    A heading within a table is, though the tabs after it were left out.
    """
    if ("\t" in rows[at]) == tabbed:
        return True
    within = tabbed and any("\t" in row for row in takewhile(str.strip, rows[at:]))
    label = split_label(rows[at]) if within else None
    return label is not None and label.style in OUTLINE_STYLES and bool(label.rest)


def _fragment(block: list[str], first: int, number: int | None, after: int) -> Fragment:
    cut = [row.split("\t") for row in block]
    columns = max(len(texts) for texts in cut)
    cells = tuple(
        _cell(row, column, texts[column] if column < len(texts) else "", first + row, number)
        for row, texts in enumerate(cut)
        for column in range(columns)
    )
    return Fragment(
        page=number,
        rows=len(cut),
        columns=columns,
        cells=cells,
        knows_spans=False,
        after=after,
    )


def _cell(row: int, column: int, text: str, line: int, number: int | None) -> Cell:
    return Cell(
        row=row,
        column=column,
        lines=(_line(text, line, number),) if text.strip() else (),
        place=Place(page=number, spot=f"line {line}"),
    )


def _line(text: str, line: int, number: int | None) -> Line:
    return Line(text=text, place=Place(page=number, spot=f"line {line}"), is_paragraph=True)
