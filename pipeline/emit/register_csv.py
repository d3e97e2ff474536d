"""Candidates for a register as CSV, that a spreadsheet opens and a register is read from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from pipeline.departments.learn import LEARNED, Candidate, row
from pipeline.emit.csv_tables import guarded


def register_csv(candidates: Iterable[Candidate]) -> bytes:
    """The candidates under the columns LEARNED, UTF-8 with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, LEARNED, lineterminator="\r\n")
    writer.writeheader()
    for candidate in candidates:
        writer.writerow({column: guarded(value) for column, value in row(candidate).items()})
    return text.getvalue().encode("utf-8-sig")
