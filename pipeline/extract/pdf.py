"""PDF notices, by way of pdfplumber: characters and rules in, pages of lines and fragments out."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pipeline.errors import DamagedFile, Encrypted, NoText
from pipeline.extract.grid import Grid, Region, Rule, band, grids
from pipeline.extract.lines import Glyph, lines
from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Box, Cell, Fragment, Line, Page, Place

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage

# A box thinner than this is a rule, drawn as a filled area.
THIN = 3.0
# The end marker stands in the last bytes of a whole file, but for what a mail gateway or a
# careless tool appended.
TAIL = 4096
# Share of a character's size by which its base line may lean.
LEVEL = 0.05
# A page number that cannot be the end of a text: — 3 —, 第3页. A bare 3 is told from its place
# among the page's lines, later.
PAGE_NUMBER = re.compile(r"[-–—―－]+[0-9０-９]{1,4}[-–—―－]+|第[0-9]{1,4}页(?:[/，,]?共[0-9]{1,4}页)?")


def read_pdf(content: bytes, name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The pages of a PDF. Raises DamagedFile, Encrypted, or NoText where all are pictures."""
    if b"%%EOF" not in content[-TAIL:]:
        raise DamagedFile(
            name,
            "the PDF breaks off before its end",
            "Fetch or save the file again, whole.",
        )
    pages: list[Page] = []
    unreadable: list[int] = []
    pictures: list[int] = []
    with _opened(content, name) as plumber_pages:
        for plumber_page in plumber_pages:
            page, marks = _page(plumber_page)
            pages.append(page)
            if marks:
                unreadable.append(plumber_page.page_number)
            if not page.lines and not page.fragments and plumber_page.images:
                pictures.append(plumber_page.page_number)
            plumber_page.close()
    if not any(page.lines or any(f.cells for f in page.fragments) for page in pages):
        raise NoText(
            name,
            "the pages hold no text, only pictures" if pictures else "the pages are blank",
            "Run OCR over it first (for example `ocrmypdf -l chi_sim IN.pdf OUT.pdf`), "
            "or get the notice as a Word file.",
        )
    return tuple(pages), tuple(_doubts(pictures, unreadable))


def _doubts(pictures: list[int], unreadable: list[int]) -> Iterator[Finding]:
    if pictures:
        yield finding(
            "page_without_text",
            f"Page {_listed(pictures)}: a picture without text; what it shows was not read.",
        )
    if unreadable:
        yield finding(
            "unreadable_characters",
            f"Page {_listed(unreadable)}: characters of a font that does not say what they "
            "mean; each stands as U+FFFD.",
        )


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers)


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[Iterable[PlumberPage]]:
    import pdfplumber  # slow to import, and only PDFs need it
    from pdfminer.pdfdocument import PDFEncryptionError
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            if not pdf.pages:
                raise DamagedFile(
                    name, "the PDF has no pages", "Fetch or save the file again, whole."
                )
            yield pdf.pages
    except (PdfminerException, MalformedPDFException) as problem:
        cause = problem.args[0] if problem.args else problem
        if isinstance(cause, PDFEncryptionError):
            raise Encrypted(
                name,
                "the PDF opens only with a password",
                "Save a copy without the password (for example with `qpdf --decrypt`).",
            ) from problem
        raise DamagedFile(
            name,
            f"the PDF cannot be read ({type(cause).__name__})",
            "Fetch or save the file again, or repair it (for example with `qpdf IN OUT`).",
        ) from problem


def _page(plumber_page: PlumberPage) -> tuple[Page, bool]:
    """One page, and whether it has characters that could not be told."""
    shown = plumber_page.cropbox
    frame = Box(0.0, 0.0, float(shown[2] - shown[0]), float(shown[3] - shown[1]))
    glyphs = [
        glyph
        for char in plumber_page.chars
        if _is_level(char) and _inside(glyph := _glyph(char, shown), frame)
    ]
    horizontal, vertical = _rules(plumber_page, shown)
    tables = grids(_clipped(horizontal, frame.x1), _clipped(vertical, frame.bottom))
    body, margin = _without_page_number(glyphs)
    inside, outside = _shared_out(body, tables)
    outside += margin
    number = plumber_page.page_number
    running = lines(outside, number)
    fragments = tuple(
        _fragment(grid, held, number, running) for grid, held in zip(tables, inside, strict=True)
    )
    marks = any("\ufffd" in glyph.text for glyph in glyphs)
    return Page(number=number, lines=running, fragments=fragments, box=frame), marks


def _is_level(char: dict[str, Any]) -> bool:
    """Does the character stand level? A watermark or a seal's inscription runs aslant."""
    a, b, c, d = char["matrix"][:4]
    return bool(char["upright"]) and abs(b) + abs(c) < LEVEL * (abs(a) + abs(d))


def _clipped(rules: list[Rule], end: float) -> list[Rule]:
    """The rules as far as the page shows them."""
    shown = (Rule(rule.at, max(rule.start, 0.0), min(rule.end, end)) for rule in rules)
    return [rule for rule in shown if rule.start < rule.end]


def _without_page_number(glyphs: list[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """The glyphs without a page number at the foot, and the page number: an engine that runs
    a cut table's rules down to the page's edge puts it inside."""
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    if not inked:
        return glyphs, []
    lowest = max(inked, key=lambda glyph: glyph.box.bottom)
    last = [glyph for glyph in inked if glyph.box.bottom > lowest.box.top]
    text = "".join(glyph.text for glyph in sorted(last, key=lambda glyph: glyph.box.x0))
    if not PAGE_NUMBER.fullmatch(text):
        return glyphs, []
    return [glyph for glyph in glyphs if glyph not in last], last


def _glyph(char: dict[str, Any], shown: tuple[float, ...]) -> Glyph:
    text = char["text"]
    if text.startswith("(cid:"):
        text = "\ufffd"
    box = _box(char, shown)
    return Glyph(text=text, box=box, size=max(float(char["size"]), 1.0))


def _box(thing: dict[str, Any], shown: tuple[float, ...]) -> Box:
    left, top = float(shown[0]), float(shown[1])
    return Box(
        float(thing["x0"]) - left,
        float(thing["top"]) - top,
        float(thing["x1"]) - left,
        float(thing["bottom"]) - top,
    )


def _inside(glyph: Glyph, frame: Box) -> bool:
    x, y = glyph.middle
    return frame.x0 <= x <= frame.x1 and frame.top <= y <= frame.bottom


def _rules(plumber_page: PlumberPage, shown: tuple[float, ...]) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical rules of a page."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    previous: Box | None = None
    for thing in [*plumber_page.lines, *plumber_page.rects, *plumber_page.curves]:
        box = _box(thing, shown)
        flat, narrow = box.bottom - box.top <= THIN, box.x1 - box.x0 <= THIN
        if flat:
            horizontal.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
        if narrow:
            vertical.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))
        if flat or narrow or thing["object_type"] != "rect":
            continue
        # A border is stroked, or is what is left between an outer and an inner filled box.
        if thing["stroke"] or (previous is not None and _is_ring(previous, box)):
            horizontal += [Rule(box.top, box.x0, box.x1), Rule(box.bottom, box.x0, box.x1)]
            vertical += [Rule(box.x0, box.top, box.bottom), Rule(box.x1, box.top, box.bottom)]
        previous = box
    return horizontal, vertical


def _is_ring(one: Box, other: Box) -> bool:
    """Do two boxes lie one just inside the other?"""
    apart = (
        one.x0 - other.x0, one.top - other.top, other.x1 - one.x1, other.bottom - one.bottom,
    )  # fmt: skip
    inside = all(0 < gap <= THIN for gap in apart)
    around = all(-THIN <= gap < 0 for gap in apart)
    return inside or around


def _shared_out(
    glyphs: list[Glyph], tables: tuple[Grid, ...]
) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Which glyphs stand in which table, and which in none."""
    inside: list[list[Glyph]] = [[] for _ in tables]
    outside: list[Glyph] = []
    for glyph in glyphs:
        for held, grid in zip(inside, tables, strict=True):
            if _inside(glyph, grid.box):
                held.append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _fragment(grid: Grid, glyphs: list[Glyph], number: int, running: tuple[Line, ...]) -> Fragment:
    held: dict[Region, list[Glyph]] = {region: [] for region in grid.regions}
    owner = {
        (row, column): region
        for region in grid.regions
        for row in range(region.row, region.row + region.row_span)
        for column in range(region.column, region.column + region.column_span)
    }
    for glyph in glyphs:
        x, y = glyph.middle
        held[owner[band(grid.ys, y), band(grid.xs, x)]].append(glyph)
    return Fragment(
        page=number,
        rows=len(grid.ys) - 1,
        columns=len(grid.xs) - 1,
        cells=tuple(_cell(region, held[region], grid, number) for region in grid.regions),
        edges=grid.xs,
        after=sum(1 for line in running if line.place.box and line.place.box.top < grid.ys[0]),
    )


def _cell(region: Region, glyphs: list[Glyph], grid: Grid, number: int) -> Cell:
    box = Box(
        grid.xs[region.column],
        grid.ys[region.row],
        grid.xs[region.column + region.column_span],
        grid.ys[region.row + region.row_span],
    )
    return Cell(
        row=region.row,
        column=region.column,
        row_span=region.row_span,
        column_span=region.column_span,
        lines=lines(glyphs, number),
        place=Place(page=number, box=box),
        open_top=region.open_top,
        open_bottom=region.open_bottom,
    )
