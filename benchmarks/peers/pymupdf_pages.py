"""PyMuPDF's `find_tables`, the tables of one page after those of the other."""

from __future__ import annotations

import pymupdf

from benchmarks.serve import serve


def rows(path: str) -> list[list[str | None]]:
    """Every row of every table, in order."""
    with pymupdf.open(path) as pdf:
        tables = [table for page in pdf for table in page.find_tables().tables]
        return [row for table in tables for row in table.extract()]


if __name__ == "__main__":
    serve(rows)
