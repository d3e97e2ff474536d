"""Plain text notices: a page dump, with the cells of each table row parted by tabs.

A dump does not say whether a blank position is an empty cell or one covered by a merged
cell, and it breaks a table where its page broke: at a blank line, or at a form feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise, takewhile

from pipeline.errors import UnsupportedFile
from pipeline.findings import finding
from pipeline.limits import LIMITS, Limits
from pipeline.model import Finding
from pipeline.page import Cell, Fragment, Line, Page, Place
from pipeline.text.numbering import OUTLINE_STYLES, split_label, split_number

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


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file, and the line, from 1, that it begins on."""

    line: int
    text: str


def read_dump(
    content: bytes, name: str, limits: Limits = LIMITS
) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The pages of a text file in UTF-8, UTF-16 or GB18030. Raises UnsupportedFile or TooLarge."""
    text, doubts = _decoded(content, name)
    _check(text, name, limits)
    sheets = _sheets(text.replace("\r\n", "\n").replace("\r", "\n"))
    numbered = len(sheets) > 1
    pages: list[Page] = []
    first = 1
    for number, sheet in enumerate(sheets, 1):
        rows = sheet.split("\n")
        pages.append(_page(rows, first, number if numbered else None))
        first += len(rows) - 1
    return tuple(pages), doubts


def _check(text: str, name: str, limits: Limits) -> None:
    """Raise TooLarge where lines are too long or have too many cells to lay them in a grid."""
    lines = text.splitlines()
    tabs = [line.count("\t") for line in lines]
    columns = max(tabs, default=0) + 1
    limits.check(name, "columns", columns)
    # As if all rows were as wide as the widest: before they are parted, no more is known.
    limits.check(name, "cells", columns * sum(1 for count in tabs if count))
    limits.check(name, "line", max(map(len, lines), default=0))
    limits.check(name, "pages", text.count("\f") + 1)


def _sheets(text: str) -> list[str]:
    """The pages: parted by form feeds, or else before the lines that mark a page within a table.

    A mark stays with the page below it, whether it counts that page or the one above.
    """
    if "\f" in text:
        return text.split("\f")
    lines = text.split("\n")
    marks = [at for at, line in enumerate(lines) if PAGE_MARK.fullmatch(line.strip())]
    rows = [at for at, line in enumerate(lines) if "\t" in line]
    within = [at for at in marks if rows and rows[0] < at <= rows[-1]]
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
    for block in _blocks(_mended([Row(first + place, text) for place, text in enumerate(rows)])):
        if "\t" in block[0].text:
            fragments.append(_fragment(block, number, after=len(running)))
        else:
            running += [_line(row.text, row.line, number) for row in block if row.text.strip()]
    return Page(number=number, lines=tuple(running), fragments=tuple(fragments))


def _mended(rows: list[Row]) -> list[Row]:
    """The rows, with those of a table made whole that a line break within a cell has cut.

    Such a row has fewer cells than the longest, and as many with those that follow, the
    cells on both sides of a cut being one. Only where it begins with a blank cell, a label or a
    number, as does the row after those, and they do not: elsewhere it may be short because its
    tabs were left out.
    """
    made: list[Row] = []
    for _, group in groupby(rows, key=lambda row: not row.text.strip()):
        held = list(group)
        made += _whole(held, max(row.text.count("\t") for row in held))
    return made


def _whole(rows: list[Row], tabs: int) -> Iterator[Row]:
    """Rows that follow each other, and of which the longest has so many tabs."""
    start = 0
    while start < len(rows):
        end = start + 1
        held = rows[start].text.count("\t")
        is_head = held > 0 and not _may_be_rest(rows[start].text)
        while is_head and held < tabs and end < len(rows) and _may_be_rest(rows[end].text):
            held += rows[end].text.count("\t")
            end += 1
        if held != tabs or (end < len(rows) and _may_be_rest(rows[end].text)):
            end = start + 1
        yield Row(rows[start].line, "\n".join(row.text for row in rows[start:end]))
        start = end


def _may_be_rest(row: str) -> bool:
    """Does the row begin with words, and not with a blank cell, a label or a number?"""
    first = row.split("\t", maxsplit=1)[0]
    return bool(first.strip()) and split_label(first) is None and split_number(first) is None


def _blocks(rows: list[Row]) -> Iterator[list[Row]]:
    """Runs of rows that belong together: with tabs or without; a blank line ends a run."""
    start = 0
    while start < len(rows):
        end = start + 1
        if rows[start].text.strip():
            tabbed = "\t" in rows[start].text
            while end < len(rows) and rows[end].text.strip() and _goes_on(rows, end, tabbed=tabbed):
                end += 1
        yield rows[start:end]
        start = end


def _goes_on(rows: list[Row], at: int, *, tabbed: bool) -> bool:
    """Is a row of the kind of those above it?

    A heading within a table is, though the tabs after it were left out.
    """
    if ("\t" in rows[at].text) == tabbed:
        return True
    following = takewhile(str.strip, (row.text for row in rows[at:]))
    label = split_label(rows[at].text) if tabbed and any("\t" in row for row in following) else None
    return label is not None and label.style in OUTLINE_STYLES and bool(label.rest)


def _fragment(block: list[Row], number: int | None, after: int) -> Fragment:
    cut = [row.text.split("\t") for row in block]
    columns = max(len(texts) for texts in cut)
    cells = tuple(
        _cell(place, column, texts, line, number)
        for place, (row, texts) in enumerate(zip(block, cut, strict=True))
        for column, line in enumerate(_first_lines(row, texts, columns))
    )
    return Fragment(
        page=number,
        rows=len(cut),
        columns=columns,
        cells=cells,
        knows_spans=False,
        after=after,
    )


def _first_lines(row: Row, texts: list[str], columns: int) -> list[int]:
    """The line of the file on which each cell begins; those that the row lacks, on its last."""
    breaks = [text.count("\n") for text in texts] + [0] * (columns - len(texts))
    return list(accumulate(breaks[:-1], initial=row.line))


def _cell(place: int, column: int, texts: list[str], first: int, number: int | None) -> Cell:
    text = texts[column] if column < len(texts) else ""
    return Cell(
        row=place,
        column=column,
        lines=tuple(
            _line(part, first + at, number)
            for at, part in enumerate(text.split("\n"))
            if part.strip()
        ),
        place=Place(page=number, spot=f"line {first}"),
    )


def _line(text: str, line: int, number: int | None) -> Line:
    return Line(text=text, place=Place(page=number, spot=f"line {line}"), is_paragraph=True)
