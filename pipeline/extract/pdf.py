"""PDF notices: who reads which page of one, and whether there is text on its pages.

PDFium reads, and pdfplumber what PDFium might read otherwise. The tables are found by `layout`,
whoever read the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from pipeline.errors import DamagedFile, NoText
from pipeline.extract.layout import laid_out
from pipeline.extract.readers import Readers
from pipeline.extract.readers.leaf import UNREADABLE, Leaf
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.reader import pdfium_reader
from pipeline.extract.readers.plumber import plumber_reader
from pipeline.extract.readers.windows import Hidden
from pipeline.extract.turning import Sheet
from pipeline.findings import finding
from pipeline.limits import LIMITS, Limits
from pipeline.model import Finding
from pipeline.page import Box, Page

# The end marker stands in the last bytes of a whole file, but for what a mail gateway or a
# careless tool appended.
TAIL = 4096
# A page number, or the mark of a scanner or an archive, has no more characters; a scan covers at
# least this share of its page.
# The price: a page with a picture behind it and no more text than that is called a scan.
STAMP, SCAN = 20, 0.5


def read_pdf(
    content: bytes, name: str, readers: Readers = "both", limits: Limits = LIMITS
) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The pages of a PDF.

    Raises DamagedFile, Encrypted, TooLarge, or NoText where all are pictures. `readers` is for
    comparing the readers; what they give is the same.
    """
    if b"%%EOF" not in content[-TAIL:]:
        raise DamagedFile(
            name,
            "the PDF breaks off before its end",
            "Fetch or save the file again, whole.",
        )
    leaves = _leaves(content, name, readers, limits)
    sheets = [leaf.sheet for leaf in leaves]
    pictures = [leaf.sheet.number for leaf in leaves if _is_picture(leaf)]
    if not any(_inked(sheet) for sheet in sheets if sheet.number not in pictures):
        raise NoText(
            name,
            "the pages hold no text, only pictures" if pictures else "the pages are blank",
            "Run OCR over it first (for example `ocrmypdf -l chi_sim IN.pdf OUT.pdf`), "
            "or get the notice as a Word file.",
        )
    pages, findings = laid_out(sheets)
    hidden = [(leaf.sheet.number, text) for leaf in leaves for text in leaf.hidden]
    return pages, (*_doubts(pictures, sheets), *_unseen(hidden, sheets), *findings)


def _leaves(content: bytes, name: str, readers: Readers, limits: Limits) -> list[Leaf]:
    """The pages as one reader or the other gives them.

    Raises DamagedFile, Encrypted or TooLarge.
    """
    read: Sequence[Leaf | Doubt] = ()
    if readers == "both":
        with suppress(Doubt):
            read = by_pdfium(content, name, limits)
    leaves = [leaf for leaf in read if isinstance(leaf, Leaf)]
    if leaves and len(leaves) == len(read):
        return leaves
    with plumber_reader(content, name, limits) as reader:
        if len(read) != len(reader):
            return [reader.leaf(index) for index in range(len(reader))]
        return [
            leaf if isinstance(leaf, Leaf) else reader.leaf(index)
            for index, leaf in enumerate(read)
        ]


def by_pdfium(content: bytes, name: str = "the PDF", limits: Limits = LIMITS) -> list[Leaf | Doubt]:
    """The pages that PDFium reads, and of each other one why it may read it otherwise.

    Raises Doubt where that is so of the whole file, and TooLarge.
    """
    leaves: list[Leaf | Doubt] = []
    with pdfium_reader(content, limits.checking(name)) as reader:
        for index in range(len(reader)):
            try:
                leaves.append(reader.leaf(index))
            except Doubt as doubt:
                leaves.append(doubt)
            except (ArithmeticError, ValueError) as trouble:
                # A damaged page has type without a size, and numbers that are none.
                leaves.append(Doubt(f"{type(trouble).__name__} in what PDFium says of the page"))
    return leaves


def _is_picture(leaf: Leaf) -> bool:
    """Is what the page shows drawn and not written? A scan, or text turned into outlines."""
    inked = _inked(leaf.sheet)
    if not inked:
        return bool(leaf.images) or leaf.is_curved
    return inked <= STAMP and _area(leaf.images) >= SCAN * _area([leaf.sheet.frame])


def _inked(sheet: Sheet) -> int:
    """How many characters a page shows."""
    glyphs = (*sheet.glyphs, *(glyph for held in sheet.turned.values() for glyph in held))
    return sum(1 for glyph in glyphs if glyph.text.strip())


def _area(boxes: Sequence[Box]) -> float:
    return sum((box.x1 - box.x0) * (box.bottom - box.top) for box in boxes)


def _doubts(pictures: list[int], sheets: list[Sheet]) -> Iterator[Finding]:
    if pictures:
        yield finding(
            "page_without_text",
            f"Page {_listed(pictures)}: a picture with no text, or with hardly any; what it "
            "shows was not read.",
        )
    unreadable = [s.number for s in sheets if any(UNREADABLE in g.text for g in s.glyphs)]
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
