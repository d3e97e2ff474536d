"""img2table: tables found in pictures of the pages, texts taken from the PDF."""

from __future__ import annotations

from img2table.document import PDF

from benchmarks.serve import serve


def rows(path: str) -> list[list[str | None]]:
    """Every row of every table, in order; a merged cell stands in each place that it covers."""
    pages = PDF(path).extract_tables()
    tables = [table for page in sorted(pages) for table in pages[page]]
    return [[cell.value for cell in row] for table in tables for row in table.content.values()]


if __name__ == "__main__":
    serve(rows)
