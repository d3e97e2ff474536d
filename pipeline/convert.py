"""One notice: the straight line from a file to validated data, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.departments import Register
    from pipeline.model import Document
    from pipeline.overrides import Overrides


def convert(
    path: str | Path, *, register: Register | None = None, overrides: Overrides | None = None
) -> Document:
    """Read one notice and say what its ledger holds and what is doubtful in it.

    The kind of file is told from its content: PDF, DOCX, or a page dump as plain text.
    `register` is where departments are looked up; by default the one that comes with the
    program. `overrides` are what a person decided about its table; by default those of the file
    `PATH.overrides.toml`, if there is one. Raises InputError: the file or its overrides cannot be
    read, or there is no ledger in it.
    """
    # The stages are imported when a notice is there: the front door opens at once.
    from pipeline.departments import Register
    from pipeline.errors import NoLedger
    from pipeline.extract import extract
    from pipeline.normalise import normalise
    from pipeline.overrides import Overrides
    from pipeline.rebuild import rebuild
    from pipeline.validate import validated

    source, pages, unread = extract(Path(path))
    tables, joins = rebuild(pages, Overrides.beside(path) if overrides is None else overrides)
    # The pages of a long document take as much room as its data.
    del pages
    if not tables:
        raise NoLedger.in_file(path)
    notice, ledgers, doubts = normalise(tables, register or Register.default())
    return validated(source, notice, ledgers, (*unread, *joins, *doubts))
