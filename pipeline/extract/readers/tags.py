"""The logical cells of a tagged PDF, by way of pdfminer: both readers take them from here."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from pipeline.extract.structure import Content, logical_cells
from pipeline.page import LogicalCell

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

# References that lead to each other are followed so far.
FURTHEST = 16


class Tags(NamedTuple):
    """The logical cell of each piece of content, and the numbers of the pages' objects in order."""

    cells: Mapping[Content, LogicalCell]
    pages: tuple[object, ...]


def tags(content: bytes) -> Tags:
    """The tags of a PDF that may have some. Raises what pdfminer does where it cannot read it."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    document = PDFDocument(PDFParser(BytesIO(content)))
    pages = tuple(page.pageid for page in PDFPage.create_pages(document))
    return Tags(structure(document), pages)


def structure(document: PDFDocument) -> Mapping[Content, LogicalCell]:
    """The logical cell of each piece of content of a tagged PDF; empty for any other."""
    root = document.catalog.get("StructTreeRoot")
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
