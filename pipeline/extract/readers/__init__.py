"""What a page of a PDF shows, by one library or the other: the same sheet, whoever reads it."""

from __future__ import annotations

from typing import Literal

# Who reads: PDFium where it gives the same as pdfplumber, or one of them alone.
Readers = Literal["both", "pdfium", "pdfplumber"]
