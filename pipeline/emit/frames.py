"""Documents as pandas DataFrames, for those who have pandas (`taizhang[pandas]`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING

from pipeline.emit.csv_tables import PartyRow, TableRow, TaskRow, party_rows, task_rows
from pipeline.model import Document

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {
    "source": "string",
    "ledger": "int64",
    "sequence": "int64",
    "position": "int64",
    "number": "Int64",
    "title": "string",
    "requirement": "string",
    "responsibility": "string",
    "and_others": "bool",
    "deadline": "string",
    "deadline_kind": "category",
    "due": "datetime64[s]",
    "name": "string",
    "role": "category",
    "collective": "bool",
    "known": "bool",
    "document": "string",
}
"""What pandas holds of each column; the others (lists, extras) stay the Python values."""


Documents = Iterable[Document] | Mapping[str, Document]
"""Documents by the names that the column `document` has, or without: their files' stems then."""


def tasks_frame(documents: Documents) -> pd.DataFrame:
    """The tasks of all documents, a row each, with the columns of `notice.csv`.

    Lists are tuples and `extras` a dict. Raises ImportError without pandas.
    """
    rows = (task_rows(document, name) for name, document in _named(documents))
    return _frame(TaskRow, chain.from_iterable(rows))


def parties_frame(documents: Documents) -> pd.DataFrame:
    """The parties of all tasks, a row each, with the columns of `notice.parties.csv`.

    It joins the tasks on document, ledger and sequence; documents whose files have one stem
    need names for that. Raises ImportError without pandas.
    """
    rows = (party_rows(document, name) for name, document in _named(documents))
    return _frame(PartyRow, chain.from_iterable(rows))


def _named(documents: Documents) -> Iterator[tuple[str, Document]]:
    if isinstance(documents, Mapping):
        yield from documents.items()
    else:
        yield from ((PurePath(document.source.name).stem, document) for document in documents)


def _frame(row_type: type[TableRow], rows: Iterable[TableRow]) -> pd.DataFrame:
    try:
        import pandas as pd
    except ImportError as missing:
        message = "DataFrames need pandas: pip install 'taizhang[pandas]'"
        raise ImportError(message) from missing
    columns = list(row_type.model_fields)
    frame = pd.DataFrame([dict(row) for row in rows], columns=columns)
    return frame.astype({name: _TYPES[name] for name in columns if name in _TYPES})
