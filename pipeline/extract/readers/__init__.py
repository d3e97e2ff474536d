"""What a page of a PDF shows, by one library or the other: the same sheet, whoever reads it."""

from __future__ import annotations

from typing import Literal

# Who reads: PDFium, and pdfplumber what PDFium may read otherwise; or pdfplumber alone.
Readers = Literal["both", "pdfplumber"]
