"""Two years or more: the straight line from files to what changed, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.changes import Changes, History
    from pipeline.departments import Register
    from pipeline.model import Document


def compare(
    old: Document | str | Path,
    new: Document | str | Path,
    *,
    register: Register | None = None,
    exact: bool = False,
) -> Changes:
    """What changed from one year's ledgers to the other's; every task of both is in one pair.

    Both are documents, notices (PDF, DOCX, text) or converted JSON. `register` tells which
    departments were only renamed. Width, spaces and years that moved on with the ledger are no
    changes, unless `exact`. Raises InputError where a file cannot be read.
    """
    from pipeline.compare.two_sides import changes
    from pipeline.departments import Register
    from pipeline.opened import opened

    known = Register.default() if register is None else register
    return changes(opened(old, known), opened(new, known), known, exact=exact)


def history(
    documents: Sequence[Document | str | Path],
    *,
    register: Register | None = None,
    exact: bool = False,
) -> History:
    """Each task through two years or more, in order of the years; each is in one thread.

    Takes what `compare` takes. Raises InputError where a file cannot be read, and ValueError
    for fewer than two documents.
    """
    from pipeline.compare.threads import threads
    from pipeline.compare.two_sides import changes, in_order, side
    from pipeline.departments import Register
    from pipeline.opened import opened

    if len(documents) < 2:
        message = "a history is of two documents at least"
        raise ValueError(message)
    known = Register.default() if register is None else register
    years = in_order([opened(document, known) for document in documents])

    @cache
    def between(old: int, new: int) -> Changes:
        return changes(years[old], years[new], known, exact=exact)

    return threads([side(document) for document in years], between)
