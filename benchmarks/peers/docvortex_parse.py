"""DocVortex, MinerU's own engine without models: it joins tables over pages."""

from __future__ import annotations

import tempfile
from pathlib import Path

import docvortex
from loguru import logger

from benchmarks.peers.html_rows import html_rows
from benchmarks.serve import serve


def rows(path: str) -> list[list[str]]:
    """Every row of every table, in order."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.md"
        docvortex.parse(path).export(str(made), output_format="markdown")
        return html_rows(made.read_text(encoding="utf-8"))


if __name__ == "__main__":
    logger.remove()
    serve(rows)
