"""Departments (责任部门): the register of their names, and which one a printed text means.

Modules import in this order and never back: `names`, `edits`, `entries`, `issuers`, `look_ups`,
`files`, `register`, `near`, `fixes`, `identify`, `learn`.
"""

from __future__ import annotations

from pipeline.departments.entries import Entry
from pipeline.departments.files import COLUMNS
from pipeline.departments.fixes import replayed
from pipeline.departments.identify import Named, doubts, identify
from pipeline.departments.issuers import bodies, short_names
from pipeline.departments.names import begins_inside_a_name, is_collective, looks_whole
from pipeline.departments.register import Register

__all__ = [
    "COLUMNS",
    "Entry",
    "Named",
    "Register",
    "begins_inside_a_name",
    "bodies",
    "doubts",
    "identify",
    "is_collective",
    "looks_whole",
    "replayed",
    "short_names",
]
