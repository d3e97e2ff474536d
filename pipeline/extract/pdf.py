"""PDF notices, by way of pdfplumber: what a page shows, as characters and rules.

The tables are found by `layout`, so that another reader of PDFs can take this one's place.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, cast

from pipeline.errors import DamagedFile, Encrypted, NoText
from pipeline.extract.grid import Rule
from pipeline.extract.layout import laid_out
from pipeline.extract.lines import LEANS, Glyph, Way
from pipeline.extract.strokes import EDGE, STRAIGHT_ON, Segment, Stroke, fills, rules
from pipeline.extract.structure import Content, logical_cells
from pipeline.extract.turning import Sheet
from pipeline.findings import finding
from pipeline.limits import LIMITS, Limits
from pipeline.model import Finding
from pipeline.page import Box, LogicalCell, Page

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage
    from pdfplumber.pdf import PDF

    from pipeline.extract.clipping import Hidden

# The end marker stands in the last bytes of a whole file, but for what a mail gateway or a
# careless tool appended.
TAIL = 4096
# How far Han characters reach above and below their base line, in sizes of the type.
ABOVE, BELOW = 0.88, 0.14
# A page number, or the mark of a scanner or an archive, has no more characters; a scan covers at
# least this share of its page.
# The price: a page with a picture behind it and no more text than that is called a scan.
STAMP, SCAN = 20, 0.5
# References that lead to each other are followed so far.
FURTHEST = 16


def read_pdf(
    content: bytes, name: str, limits: Limits = LIMITS
) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The pages of a PDF.

    Raises DamagedFile, Encrypted, TooLarge, or NoText where all are pictures.
    """
    if b"%%EOF" not in content[-TAIL:]:
        raise DamagedFile(
            name,
            "the PDF breaks off before its end",
            "Fetch or save the file again, whole.",
        )
    sheets: list[Sheet] = []
    pictures: list[int] = []
    hidden: list[tuple[int, Hidden]] = []
    with _opened(content, name, limits) as plumber_pages:
        structure = _structure(plumber_pages[0].pdf)
        for plumber_page in plumber_pages:
            hidden += [
                (plumber_page.page_number, text)
                for text in _clipped_off(plumber_page, name, limits)
            ]
            shown = _shown(plumber_page)
            strokes = _strokes(plumber_page, shown)
            sheet = _sheet(plumber_page, shown, strokes, structure)
            sheets.append(sheet)
            images = [_box(image, shown) for image in plumber_page.images]
            if _is_picture(sheet, images, strokes):
                pictures.append(sheet.number)
            plumber_page.close()
    if not any(_inked(sheet) for sheet in sheets if sheet.number not in pictures):
        raise NoText(
            name,
            "the pages hold no text, only pictures" if pictures else "the pages are blank",
            "Run OCR over it first (for example `ocrmypdf -l chi_sim IN.pdf OUT.pdf`), "
            "or get the notice as a Word file.",
        )
    pages, findings = laid_out(sheets)
    return pages, (*_doubts(pictures, sheets), *_unseen(hidden, sheets), *findings)


def _clipped_off(plumber_page: PlumberPage, name: str, limits: Limits) -> tuple[Hidden, ...]:
    """The text that the page clips off. Raises TooLarge where the page draws too much."""
    from pipeline.extract.clipping import clip  # slow to import, and only PDFs need it

    return clip(plumber_page, lambda what, found: limits.check(name, what, found))


def _is_picture(sheet: Sheet, images: list[Box], strokes: list[Stroke]) -> bool:
    """Is what the page shows drawn and not written? A scan, or text turned into outlines."""
    inked = _inked(sheet)
    if not inked:
        return bool(images) or any(stroke.is_curved for stroke in strokes)
    return inked <= STAMP and _area(images) >= SCAN * _area([sheet.frame])


def _inked(sheet: Sheet) -> int:
    """How many characters a page shows."""
    glyphs = (*sheet.glyphs, *(glyph for held in sheet.turned.values() for glyph in held))
    return sum(1 for glyph in glyphs if glyph.text.strip())


def _area(boxes: list[Box]) -> float:
    return sum((box.x1 - box.x0) * (box.bottom - box.top) for box in boxes)


def _doubts(pictures: list[int], sheets: list[Sheet]) -> Iterator[Finding]:
    if pictures:
        yield finding(
            "page_without_text",
            f"Page {_listed(pictures)}: a picture with no text, or with hardly any; what it "
            "shows was not read.",
        )
    unreadable = [s.number for s in sheets if any("\ufffd" in g.text for g in s.glyphs)]
    if unreadable:
        yield finding(
            "unreadable_characters",
            f"Page {_listed(unreadable)}: characters of a font that does not say what they "
            "mean; each stands as U+FFFD.",
        )


def _unseen(hidden: list[tuple[int, Hidden]], sheets: list[Sheet]) -> Iterator[Finding]:
    """What is clipped off on one page and shown on none."""
    shown = _solid("".join(glyph.text for sheet in sheets for glyph in sheet.glyphs))
    for number, (text, is_cut) in hidden:
        if is_cut or _solid(text) not in shown:
            yield finding("text_hidden", f"Page {number}: clipped off, and not read: {text}")


def _solid(text: str) -> str:
    return "".join(text.split())


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers)


@contextmanager
def _opened(content: bytes, name: str, limits: Limits) -> Iterator[list[PlumberPage]]:
    import pdfplumber  # slow to import, and only PDFs need it
    from pdfminer.pdfdocument import PDFEncryptionError
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        # One page more than are read, to see that there are more. A range is as good as a list.
        most = cast("list[int]", range(1, limits.pages + 2))
        pages = _pages(pdfplumber.open(BytesIO(content), pages=most))
        limits.check(name, "pages", len(pages))
        if not pages:
            raise DamagedFile(name, "the PDF has no pages", "Fetch or save the file again, whole.")
        yield pages
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


def _pages(pdf: PDF) -> list[PlumberPage]:
    """The pages of a PDF. Raises MalformedPDFException where one does not say its size."""
    from pdfplumber.utils.exceptions import MalformedPDFException

    try:
        return pdf.pages
    except (IndexError, TypeError) as problem:
        # pdfplumber takes four numbers from a page's box without a look at what it holds.
        raise MalformedPDFException(problem) from problem


def _structure(pdf: PDF) -> Mapping[Content, LogicalCell]:
    """The logical cell of each piece of content of a tagged PDF; empty for any other."""
    root = pdf.doc.catalog.get("StructTreeRoot")
    return {} if root is None else logical_cells(root, Objects())


class Objects:
    """The objects of a PDF as pdfminer gives them, for a reader who does not know pdfminer."""

    def __init__(self) -> None:
        from pdfminer.pdftypes import PDFObjRef
        from pdfminer.psparser import PSException, PSLiteral

        self._reference, self._name = PDFObjRef, PSLiteral
        # pdfminer trusts what a broken file says. Without an object there is less structure.
        self._broken = (
            PSException, ArithmeticError, AttributeError, LookupError, TypeError, ValueError,
        )  # fmt: skip

    def number(self, thing: object) -> int | None:
        """The number of the object that a reference names; None for what is no reference."""
        number = getattr(thing, "objid", None)
        return number if isinstance(number, int) else None

    def value(self, thing: object) -> object:
        """What is meant, references followed, names as text; None where it cannot be read."""
        try:
            for _ in range(FURTHEST):
                if not isinstance(thing, self._reference):
                    return thing.name if isinstance(thing, self._name) else thing
                thing = thing.resolve()
        except self._broken:
            return None
        return None


def _sheet(
    plumber_page: PlumberPage,
    shown: Box,
    strokes: list[Stroke],
    structure: Mapping[Content, LogicalCell],
) -> Sheet:
    frame = Box(0.0, 0.0, shown.x1 - shown.x0, shown.bottom - shown.top)
    number = plumber_page.page_obj.pageid
    level: list[Glyph] = []
    turned: dict[Way, list[Glyph]] = {}
    for char in plumber_page.chars:
        way = _way(char)
        if way is not None:
            box = _box(char, shown)
            cell = structure.get((number, char.get("mcid"))) if structure else None
            glyph = _turned(char, box, cell)
            if way == "level":
                glyph = _glyph(char, box, _base_line(char, plumber_page, shown), cell)
            if _inside(glyph, frame):
                (level if way == "level" else turned.setdefault(way, [])).append(glyph)
    horizontal, vertical = rules(strokes)
    return Sheet(
        number=plumber_page.page_number,
        frame=frame,
        glyphs=tuple(level),
        horizontal=tuple(_clipped(horizontal, frame.x1, frame.bottom)),
        vertical=tuple(_clipped(vertical, frame.bottom, frame.x1)),
        turned={way: tuple(held) for way, held in turned.items()},
        fills=tuple(fills(strokes)),
    )


def _shown(plumber_page: PlumberPage) -> Box:
    """The part of the page that is displayed, in pdfplumber's coordinates.

    pdfplumber's own crop box is out of place on a turned page whose corner is not the origin, and
    may be larger than the page: what is shown is what both boxes hold (ISO 32000-1, 14.11.2.1).
    """
    media = _sorted(plumber_page.page_obj.mediabox)
    crop = _sorted(plumber_page.page_obj.cropbox)
    # Left, top, right, bottom, as the page is laid into the file.
    hidden = (
        max(crop.x0 - media.x0, 0.0),
        max(media.bottom - crop.bottom, 0.0),
        max(media.x1 - crop.x1, 0.0),
        max(crop.top - media.top, 0.0),
    )
    turns = int(plumber_page.rotation) // 90
    left, top, right, bottom = hidden[4 - turns :] + hidden[: 4 - turns]
    page = Box(*(float(side) for side in plumber_page.mediabox))
    shown = Box(page.x0 + left, page.top + top, page.x1 - right, page.bottom - bottom)
    return shown if shown.x0 < shown.x1 and shown.top < shown.bottom else page


def _sorted(corners: tuple[float, float, float, float]) -> Box:
    """A box of the file, by whichever two corners it is given; `top` is the lesser height."""
    x0, y0, x1, y1 = corners
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _way(char: dict[str, Any]) -> Way | Literal["level"] | None:
    """How a character runs; None for the slant of a watermark or a seal's inscription."""
    a, b, c, d = char["matrix"][:4]
    if abs(b) + abs(c) < LEANS * (abs(a) + abs(d)) and char["upright"]:
        return "inverted" if a < 0 and d < 0 else "level"
    if abs(a) + abs(d) < LEANS * (abs(b) + abs(c)):
        return "upward" if b > 0 else "downward"
    return None


def _turned(char: dict[str, Any], box: Box, cell: LogicalCell | None) -> Glyph:
    """A character turned by a quarter or upside down."""
    return Glyph(text=_text(char), box=box, size=max(box.x1 - box.x0, 1.0), cell=cell)


def _glyph(char: dict[str, Any], box: Box, base: float, cell: LogicalCell | None) -> Glyph:
    """A character, its box widened to where it is drawn.

    The box that pdfminer gives rests on what the font says of its descent, and many say
    nothing: then it stands on the base line, too high by an eighth of the type.
    """
    size = max(float(char["size"]), 1.0)
    top, bottom = base - ABOVE * size, base + BELOW * size
    whole = Box(box.x0, min(box.top, top), box.x1, max(box.bottom, bottom))
    return Glyph(text=_text(char), box=whole, size=size, level=(top + bottom) / 2, cell=cell)


def _text(char: dict[str, Any]) -> str:
    """What a character says; U+FFFD where its font does not tell."""
    text: str = char["text"]
    return "\ufffd" if text.startswith("(cid:") else text


def _base_line(char: dict[str, Any], plumber_page: PlumberPage, shown: Box) -> float:
    """The height of the line that a character stands on, on the page as displayed."""
    from_foot = float(char["matrix"][5])
    return float(plumber_page.mediabox[3]) - from_foot - shown.top


def _box(thing: dict[str, Any], shown: Box) -> Box:
    return Box(
        float(thing["x0"]) - shown.x0,
        float(thing["top"]) - shown.top,
        float(thing["x1"]) - shown.x0,
        float(thing["bottom"]) - shown.top,
    )


def _inside(glyph: Glyph, frame: Box) -> bool:
    x, y = glyph.middle
    return frame.x0 <= x <= frame.x1 and frame.top <= y <= frame.bottom


def _clipped(rules: list[Rule], end: float, across: float) -> list[Rule]:
    """The rules as far as the page shows them: to `end` along them, to `across` the other way."""
    shown = (Rule(rule.at, max(rule.start, 0.0), min(rule.end, end)) for rule in rules)
    return [rule for rule in shown if rule.start < rule.end and -EDGE <= rule.at <= across + EDGE]


def _strokes(plumber_page: PlumberPage, shown: Box) -> list[Stroke]:
    """The paths of a page, by what they paint.

    pdfminer tells lines, boxes and curves, but a box that is a hair off or not closed is a curve
    to it.
    """
    things = [*plumber_page.lines, *plumber_page.rects, *plumber_page.curves]
    return [_stroke(thing, shown) for thing in things]


def _stroke(thing: dict[str, Any], shown: Box) -> Stroke:
    box = _box(thing, shown)
    segments: list[Segment] = []
    first = here = (box.x0, box.top)
    for operator, *points in thing["path"]:
        there = first
        if points:
            there = (float(points[-1][0]) - shown.x0, float(points[-1][1]) - shown.top)
        if operator == "m":
            first = there
        elif operator in STRAIGHT_ON:
            segments.append(Segment(*here, *there))
        here = there
    if not thing["stroke"]:
        # What is filled is closed, whether the path says so or not.
        segments.append(Segment(*here, *first))
    return Stroke(
        box=box,
        segments=tuple(segment for segment in segments if segment[:2] != segment[2:]),
        is_outlined=bool(thing["stroke"]),
        is_filled=bool(thing["fill"]),
        is_curved=any(operator not in ("m", *STRAIGHT_ON) for operator, *_ in thing["path"]),
    )
