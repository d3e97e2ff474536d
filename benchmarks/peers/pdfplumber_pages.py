"""pdfplumber's own tables, those of one page after those of the other."""

from __future__ import annotations

import pdfplumber

from benchmarks.serve import serve


def rows(path: str) -> list[list[str | None]]:
    """Every row of every table, in order."""
    with pdfplumber.open(path) as pdf:
        return [row for page in pdf.pages for table in page.extract_tables() for row in table]


if __name__ == "__main__":
    serve(rows)
