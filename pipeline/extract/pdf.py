"""PDF notices, by way of pdfplumber: what a page shows, as characters and rules.

The tables are found by `layout`, so that another reader of PDFs can take this one's place.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import DamagedFile, Encrypted, NoText
from pipeline.extract.grid import Rule
from pipeline.extract.layout import Sheet, laid_out
from pipeline.extract.lines import Glyph
from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Box, Page

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage

# A box thinner than this is a rule, drawn as a filled area.
THIN = 3.0
# And one thinner than this is none.
DRAWN = 0.05
# The end marker stands in the last bytes of a whole file, but for what a mail gateway or a
# careless tool appended.
TAIL = 4096
# Share of a character's size by which its base line may lean.
LEVEL = 0.05
# How far Han characters reach above and below their base line, in sizes of the type.
ABOVE, BELOW = 0.88, 0.14


def read_pdf(content: bytes, name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The pages of a PDF. Raises DamagedFile, Encrypted, or NoText where all are pictures."""
    if b"%%EOF" not in content[-TAIL:]:
        raise DamagedFile(
            name,
            "the PDF breaks off before its end",
            "Fetch or save the file again, whole.",
        )
    sheets: list[Sheet] = []
    pictures: list[int] = []
    with _opened(content, name) as plumber_pages:
        for plumber_page in plumber_pages:
            sheet = _sheet(plumber_page)
            sheets.append(sheet)
            if not sheet.glyphs and plumber_page.images:
                pictures.append(sheet.number)
            plumber_page.close()
    if not any(sheet.glyphs for sheet in sheets):
        raise NoText(
            name,
            "the pages hold no text, only pictures" if pictures else "the pages are blank",
            "Run OCR over it first (for example `ocrmypdf -l chi_sim IN.pdf OUT.pdf`), "
            "or get the notice as a Word file.",
        )
    pages, findings = laid_out(sheets)
    return pages, (*_doubts(pictures, sheets), *findings)


def _doubts(pictures: list[int], sheets: list[Sheet]) -> Iterator[Finding]:
    if pictures:
        yield finding(
            "page_without_text",
            f"Page {_listed(pictures)}: a picture without text; what it shows was not read.",
        )
    unreadable = [s.number for s in sheets if any("\ufffd" in g.text for g in s.glyphs)]
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


def _sheet(plumber_page: PlumberPage) -> Sheet:
    shown = plumber_page.cropbox
    frame = Box(0.0, 0.0, float(shown[2] - shown[0]), float(shown[3] - shown[1]))
    glyphs: dict[str, list[Glyph]] = {"level": [], "upward": [], "downward": []}
    for char in plumber_page.chars:
        way = _way(char)
        if way is not None:
            glyph = _glyph(char, plumber_page) if way == "level" else _turned(char, shown)
            if _inside(glyph, frame):
                glyphs[way].append(glyph)
    horizontal, vertical = _rules(plumber_page, shown)
    return Sheet(
        number=plumber_page.page_number,
        frame=frame,
        glyphs=tuple(glyphs["level"]),
        horizontal=tuple(_clipped(horizontal, frame.x1)),
        vertical=tuple(_clipped(vertical, frame.bottom)),
        upward=tuple(glyphs["upward"]),
        downward=tuple(glyphs["downward"]),
    )


def _way(char: dict[str, Any]) -> str | None:
    """How a character runs; None for the slant of a watermark or a seal's inscription."""
    a, b, c, d = char["matrix"][:4]
    if abs(b) + abs(c) < LEVEL * (abs(a) + abs(d)) and char["upright"]:
        return "level"
    if abs(a) + abs(d) < LEVEL * (abs(b) + abs(c)):
        return "upward" if b > 0 else "downward"
    return None


def _turned(char: dict[str, Any], shown: tuple[float, ...]) -> Glyph:
    """A character turned by a quarter."""
    box = _box(char, shown)
    size = max(box.x1 - box.x0, 1.0)
    return Glyph(text=_text(char), box=box, size=size)


def _glyph(char: dict[str, Any], plumber_page: PlumberPage) -> Glyph:
    """A character, its box widened to where it is drawn.

    The box that pdfminer gives rests on what the font says of its descent, and many say
    nothing: then it stands on the base line, too high by an eighth of the type.
    """
    size = max(float(char["size"]), 1.0)
    box = _box(char, plumber_page.cropbox)
    base = _base_line(char, plumber_page)
    top, bottom = base - ABOVE * size, base + BELOW * size
    whole = Box(box.x0, min(box.top, top), box.x1, max(box.bottom, bottom))
    return Glyph(text=_text(char), box=whole, size=size, level=(top + bottom) / 2)


def _text(char: dict[str, Any]) -> str:
    """What a character says; U+FFFD where its font does not tell."""
    text: str = char["text"]
    return "\ufffd" if text.startswith("(cid:") else text


def _base_line(char: dict[str, Any], plumber_page: PlumberPage) -> float:
    """The height of the line that a character stands on, on the page as displayed."""
    from_foot = float(char["matrix"][5])
    height, foot = float(plumber_page.height), float(plumber_page.mediabox[1])
    return height - from_foot + foot - float(plumber_page.cropbox[1])


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


def _clipped(rules: list[Rule], end: float) -> list[Rule]:
    """The rules as far as the page shows them."""
    shown = (Rule(rule.at, max(rule.start, 0.0), min(rule.end, end)) for rule in rules)
    return [rule for rule in shown if rule.start < rule.end]


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
        sides = ALL_SIDES if thing["stroke"] else _ring(previous, box)
        horizontal += [Rule(y, box.x0, box.x1) for y in sides.of(box.top, None, box.bottom, None)]
        vertical += [Rule(x, box.top, box.bottom) for x in sides.of(None, box.x0, None, box.x1)]
        previous = box
    return horizontal, vertical


class Sides(NamedTuple):
    """Which sides of a box are drawn."""

    top: bool
    left: bool
    bottom: bool
    right: bool

    def of(self, *coordinates: float | None) -> list[float]:
        """Those of four coordinates whose side is drawn."""
        return [at for drawn, at in zip(self, coordinates, strict=True) if drawn and at is not None]


ALL_SIDES = Sides(top=True, left=True, bottom=True, right=True)
NO_SIDES = Sides(top=False, left=False, bottom=False, right=False)


def _ring(outer: Box | None, box: Box) -> Sides:
    """The sides of a border that is painted as the area between two filled boxes.

    One lies just inside the other; where they lie on each other, the border is open.
    """
    if outer is None:
        return NO_SIDES
    gaps = (
        box.top - outer.top,
        box.x0 - outer.x0,
        outer.bottom - box.bottom,
        outer.x1 - box.x1,
    )  # fmt: skip  (four sides in one row)
    within = all(-DRAWN <= gap <= THIN for gap in gaps)
    around = all(-THIN <= gap <= DRAWN for gap in gaps)
    return Sides(*(abs(gap) > DRAWN for gap in gaps)) if within or around else NO_SIDES
