"""Why PDFium's reading is not taken."""

from __future__ import annotations


class Doubt(Exception):
    """PDFium cannot read a page or a file, or may read it otherwise than it is meant."""
