"""One notice: the straight line from a file to validated data, and nothing else."""

from __future__ import annotations

from pathlib import Path

from pipeline.departments import Register
from pipeline.errors import NoLedger
from pipeline.extract import extract
from pipeline.model import Document, Finding, Source
from pipeline.normalise import normalise
from pipeline.overrides import Overrides
from pipeline.rebuild import rebuild
from pipeline.table import Table
from pipeline.validate import validated


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
    source, tables, joins = _rebuilt(path, overrides)
    if not tables:
        raise NoLedger.in_file(path)
    notice, ledgers, doubts = normalise(tables, register or Register.default())
    return validated(source, notice, ledgers, (*joins, *doubts))


def _rebuilt(
    path: str | Path, overrides: Overrides | None
) -> tuple[Source, tuple[Table, ...], tuple[Finding, ...]]:
    """The tables alone: the pages of a long document would take as much room again as its data."""
    source, pages, unread = extract(Path(path))
    tables, joins = rebuild(pages, Overrides.beside(path) if overrides is None else overrides)
    return source, tables, (*unread, *joins)
