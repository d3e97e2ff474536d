"""A printing press of our own: it breaks a table anywhere, and takes every choice there is.

Other engines break tables in one way each. This one cuts a row after any line, shows the text
of a merged cell on any of the pages that it reaches over, or cuts it, and closes the page's
edge with a rule or leaves it open. `press_page` is its pages; `press_table` breaks a table over
them.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus.cuts import Shown
from benchmarks.corpus.nouns import Break, Paper, Text
from benchmarks.corpus.press_page import Press
from benchmarks.corpus.press_table import Tabling
from benchmarks.corpus.style import Geometry, Style


def print_paper(paper: Paper, geometry: Geometry, style: Style, path: Path) -> Shown:
    """Print a document to `path`; what its tables show on which page."""
    press = Press(geometry, style, path)
    for block in paper.blocks:
        if isinstance(block, Break):
            press.turn_to_table()
        elif isinstance(block, Text):
            press.text(block)
        else:
            Tabling(press, block).print()
    press.finish()
    return press.shown
