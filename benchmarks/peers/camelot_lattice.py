"""camelot by ruling lines (lattice); `copy_text` repeats a merged cell's text in each place."""

from __future__ import annotations

import camelot

from benchmarks.serve import serve


def rows(path: str) -> list[list[str]]:
    """Every row of every table, in order."""
    tables = camelot.read_pdf(path, pages="all", flavor="lattice", copy_text=["v", "h"])
    return [[str(cell) for cell in row] for table in tables for row in table.df.values.tolist()]


if __name__ == "__main__":
    serve(rows)
