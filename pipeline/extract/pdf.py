"""PDF notices: who reads which page of one, and whether there is text on its pages.

Pages are read one after the other, and what a reader made of one is gone when the next is read.

PDFium reads, and pdfplumber what PDFium might read otherwise. The tables are found by `layout`,
whoever read the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from pipeline.errors import DamagedFile, NoText
from pipeline.extract.layout import laid_out
from pipeline.extract.readers import Readers
from pipeline.extract.readers.leaf import Leaf
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.reader import PdfiumReader, pdfium_reader
from pipeline.extract.seen import Seen
from pipeline.extract.turning import Sheet
from pipeline.limits import LIMITS, Limits
from pipeline.model import Finding
from pipeline.page import Page

if TYPE_CHECKING:
    from pipeline.extract.readers.plumber import PlumberReader

# The end marker stands in the last bytes of a whole file, but for what a mail gateway or a
# careless tool appended.
TAIL = 4096


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
    if readers == "both":
        # A document that PDFium doubts as a whole is read anew, from its first page.
        with suppress(Doubt):
            return _read(_by_both(content, name, limits), name)
    return _read(_by_plumber(content, name, limits), name)


def _read(leaves: Iterable[Leaf], name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Pages as they are read, one after the other. Raises NoText."""
    seen = Seen()
    pages, findings = laid_out(_sheets(leaves, seen, name))
    return pages, (*seen.doubts(), *seen.unseen(), *findings)


def _sheets(leaves: Iterable[Leaf], seen: Seen, name: str) -> Iterator[Sheet]:
    """What each page shows. Raises NoText after the last one, if none shows a text."""
    for leaf in leaves:
        seen.note(leaf)
        yield leaf.sheet
    if not seen.has_text:
        raise NoText(
            name,
            "the pages hold no text, only pictures" if seen.pictures else "the pages are blank",
            "Run OCR over it first (for example `ocrmypdf -l chi_sim IN.pdf OUT.pdf`), "
            "or get the notice as a Word file.",
        )


def _by_both(content: bytes, name: str, limits: Limits) -> Iterator[Leaf]:
    """The pages as PDFium gives them, and as pdfplumber does where PDFium doubts.

    Raises Doubt where PDFium may read the whole file otherwise, and DamagedFile, Encrypted or
    TooLarge.
    """
    with ExitStack() as held, pdfium_reader(content, limits.checking(name)) as pdfium:
        plumber: PlumberReader | None = None
        for index in range(len(pdfium)):
            leaf = _leaf_or_doubt(pdfium, index)
            if isinstance(leaf, Doubt):
                if plumber is None:
                    from pipeline.extract.readers.plumber import plumber_reader  # seldom needed

                    plumber = held.enter_context(plumber_reader(content, name, limits))
                if len(plumber) != len(pdfium):
                    raise Doubt("pdfplumber counts other pages")
                leaf = plumber.leaf(index)
            yield leaf


def _by_plumber(content: bytes, name: str, limits: Limits) -> Iterator[Leaf]:
    """The pages as pdfplumber gives them. Raises DamagedFile, Encrypted or TooLarge."""
    from pipeline.extract.readers.plumber import plumber_reader

    with plumber_reader(content, name, limits) as reader:
        for index in range(len(reader)):
            yield reader.leaf(index)


def by_pdfium(content: bytes) -> list[Leaf | Doubt]:
    """The pages that PDFium reads, and of each other one why it may read it otherwise.

    For comparing the readers: reading needs no list of all pages. Raises Doubt where that is so of
    the whole file, and TooLarge.
    """
    with pdfium_reader(content, LIMITS.checking("the PDF")) as reader:
        return [_leaf_or_doubt(reader, index) for index in range(len(reader))]


def _leaf_or_doubt(reader: PdfiumReader, index: int) -> Leaf | Doubt:
    try:
        return reader.leaf(index)
    except Doubt as doubt:
        # Its frames hold what was read of the page.
        return doubt.with_traceback(None)
    except (ArithmeticError, ValueError) as trouble:
        # A damaged page has type without a size, and numbers that are none.
        return Doubt(f"{type(trouble).__name__} in what PDFium says of the page")
