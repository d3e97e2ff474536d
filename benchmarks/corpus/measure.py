"""Reads a printed table back, column by column, to learn what each page shows of each cell.

The columns are known, and so is every character that must stand in them: what was printed is
proved to be what was meant, character by character, before anything is said about cuts.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.cuts import Shown
from benchmarks.corpus.nouns import Cell, Sheet
from benchmarks.corpus.style import Geometry


class Misprint(Exception):
    """A printed column does not hold what it should."""


class Overprinted(Misprint):
    """Lines that are printed over each other: nobody can read them."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character on the page as displayed, in points: `y` is the line it stands on."""

    page: int
    text: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Edges:
    """Where the columns of a table lie, in points from the left side of the page."""

    lefts: tuple[float, ...]

    def column(self, x: float) -> int:
        """The column that `x` is in."""
        return max(i for i, left in enumerate(self.lefts) if x >= left or i == 0)


def measure(path: Path, sheet: Sheet, geometry: Geometry) -> Shown:
    """What each page shows of each cell of the only table of a printed document."""
    widths = geometry.widths(sheet.weights)
    edges = Edges(tuple(geometry.margin + sum(widths[:i]) for i in range(len(widths))))
    shown = Shown()
    pages = [*_pages(path, geometry)]
    if any(_overprinted(page, geometry.size) for page in pages):
        raise Overprinted
    columns: list[list[Glyph]] = [[] for _ in widths]
    banners: list[Glyph] = []
    for page in pages:
        header_end = _header_end(page, sheet, edges, first=not shown.headers)
        if header_end is None and not shown.headers:
            continue
        if header_end is not None:
            shown.headers.add(page[0].page)
            page = [glyph for glyph in page if glyph.y > header_end]  # noqa: PLW2901
        across, page = _without_banners(page, sheet)  # noqa: PLW2901
        banners += across
        for column, glyphs in enumerate(_by_column(page, edges)):
            columns[column] += glyphs
    for column, glyphs in enumerate(columns):
        _note(shown, [row[column] for row in sheet.body], glyphs, across=False)
    _note(shown, [row[0] for row in sheet.body], banners, across=True)
    return shown


def is_whole(path: Path, sheets: Iterable[Sheet]) -> bool:
    """Does a printed document show every character of its tables?

    An engine may drop what no page has room for, and a typeface what it has no sign for.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(str(path))
    printed = Counter("".join(page.get_textpage().get_text_range() for page in document))
    document.close()
    cells = (cell for sheet in sheets for row in sheet.body for cell in row if cell is not None)
    meant = Counter("".join("".join(cell.text for cell in cells).split()))
    # Browsers map some characters to radicals.
    radicals = sum(n for character, n in printed.items() if "\u2e80" <= character <= "\u2fdf")
    return (meant - printed).total() <= radicals


def _note(
    shown: Shown, cells: Iterable[Cell | None], glyphs: Sequence[Glyph], *, across: bool
) -> None:
    """Share the characters of a column among its cells, in order."""
    wanted = [c for c in cells if c is not None and (c.columns > 1) == across]
    expected = "".join(bare(cell.text) for cell in wanted)
    printed = "".join(glyph.text for glyph in glyphs)
    if len(printed) != len(expected) or _differences(printed, expected) > 0.02 * len(expected):
        at = next(
            (i for i, (a, b) in enumerate(zip(printed, expected, strict=False)) if a != b),
            min(len(printed), len(expected)),
        )
        message = (
            f"…{printed[max(0, at - 8) : at + 12]}… for …{expected[max(0, at - 8) : at + 12]}…"
        )
        raise Misprint(message)
    start = 0
    for cell in wanted:
        end = start + len(bare(cell.text))
        for number in sorted({glyph.page for glyph in glyphs[start:end]}):
            held = [glyph.text for glyph in glyphs[start:end] if glyph.page == number]
            shown.note(cell.key, number, "".join(held))
        start = end


def _differences(printed: str, expected: str) -> int:
    return sum(1 for a, b in zip(printed, expected, strict=True) if a != b)


def bare(text: str) -> str:
    """A text without spaces, its characters in the one form that comparing needs."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _pages(path: Path, geometry: Geometry) -> Iterator[list[Glyph]]:
    """The characters between the margins of each page, in the order of lines."""
    import pypdfium2

    document = pypdfium2.PdfDocument(str(path))
    for number, page in enumerate(document, 1):
        height = page.get_height()
        glyphs = [
            glyph
            for glyph in _glyphs(number, page)
            if geometry.margin - 4 < glyph.y < height - geometry.margin + 2
            and glyph.height < 2.5 * geometry.size
        ]
        if glyphs:
            yield _in_lines(glyphs, geometry.size)
    document.close()


def _glyphs(number: int, page: object) -> Iterator[Glyph]:
    import pypdfium2
    from pypdfium2 import raw

    assert isinstance(page, pypdfium2.PdfPage)  # noqa: S101
    text = page.get_textpage()
    width, height, turn = page.get_width(), page.get_height(), page.get_rotation()
    sides = [ctypes.c_double() for _ in range(4)]
    origin = [ctypes.c_double() for _ in range(2)]
    for index in range(text.count_chars()):
        character = bare(chr(raw.FPDFText_GetUnicode(text, index) & 0x10FFFF))
        if not character or ord(character[0]) < 32 or character == "\ufffe":
            continue
        raw.FPDFText_GetCharBox(text, index, *sides)
        left, right, bottom, top = (side.value for side in sides)
        raw.FPDFText_GetCharOrigin(text, index, *origin)
        # The line that a character stands on, whichever part of its square is inked.
        u, v = (left + right) / 2, (bottom + top) / 2
        if turn % 180:
            u = origin[0].value
        else:
            v = origin[1].value
        x, y = {0: (u, height - v), 90: (v, u), 180: (width - u, v), 270: (width - v, height - u)}[
            turn
        ]
        for one in character:
            yield Glyph(number, one, x, y, max(right - left, top - bottom))


def _overprinted(page: Sequence[Glyph], size: float) -> bool:
    """Do several characters lie over others? Han characters stand a whole square apart."""
    squares = [glyph for glyph in page if "\u4e00" <= glyph.text <= "\u9fff"]
    squares.sort(key=lambda glyph: glyph.y)
    found = 0
    for place, glyph in enumerate(squares):
        for other in squares[place + 1 :]:
            if other.y - glyph.y > 0.8 * size:
                break
            found += abs(other.x - glyph.x) < 0.6 * size
    return found > 2


def _in_lines(glyphs: Iterable[Glyph], size: float) -> list[Glyph]:
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if lines and glyph.y - lines[-1][0].y < 0.3 * size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [glyph for line in lines for glyph in sorted(line, key=lambda glyph: glyph.x)]


def _by_column(page: Sequence[Glyph], edges: Edges) -> list[list[Glyph]]:
    columns: list[list[Glyph]] = [[] for _ in edges.lefts]
    for glyph in page:
        columns[edges.column(glyph.x)].append(glyph)
    return [_in_lines(column, 10.0) for column in columns]


def _header_end(page: Sequence[Glyph], sheet: Sheet, edges: Edges, *, first: bool) -> float | None:
    """How far down the header reaches, if the page has one."""
    columns = _by_column(page, edges)
    ends: list[float] = []
    expected = 0
    for column, glyphs in enumerate(columns):
        cells = [cell for row in sheet.header if (cell := row[column]) is not None]
        if not cells or cells[-1].columns > 1 or not cells[-1].text:
            continue
        word = bare(cells[-1].text)
        expected += 1
        at = "".join(glyph.text for glyph in glyphs).find(word)
        if at >= 0 and (first or at < 12):
            ends.append(max(glyph.y for glyph in glyphs[at : at + len(word)]))
    if len(ends) < min(2, expected) or not ends:
        return None
    # The title above, or a heading below, may hold a header's word: the middle one is right.
    middle = sorted(ends)[len(ends) // 2]
    return max(end for end in ends if abs(end - middle) < 40) + 2


def _without_banners(page: list[Glyph], sheet: Sheet) -> tuple[list[Glyph], list[Glyph]]:
    """The characters of rows across the table, and the others."""
    texts = {bare(row[0].text) for row in sheet.body if row[0] is not None and row[0].columns > 1}
    if not texts:
        return [], page
    lines: list[list[Glyph]] = []
    for glyph in page:
        if lines and abs(glyph.y - lines[-1][0].y) < 5:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    across: list[Glyph] = []
    rest: list[Glyph] = []
    begun = ""
    for line in lines:
        text = begun + "".join(glyph.text for glyph in line)
        if any(banner.startswith(text) for banner in texts) and len(text) > 3:
            across += line
            begun = "" if text in texts else text
        else:
            rest += line
            begun = ""
    return across, rest
