"""Which field each column of the table becomes: by its header, and by how its cells lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.model import FieldName
from pipeline.rebuild.groups import Group
from pipeline.rebuild.kinds import is_listed
from pipeline.rebuild.parts import Run
from pipeline.rebuild.sense import Sense
from pipeline.table import Column
from pipeline.text.cleaning import squeeze
from pipeline.text.header_words import vocabulary

# The share of its texts that differ, in a column that names tasks.
MOSTLY_DISTINCT = 0.7
ROLES = ("lead", "support", "responsibility")

Columns = tuple[tuple[Group, ...], ...]


def columns_of(
    run: Run, columns: Columns, row_of: Mapping[int, int], sense: Sense
) -> tuple[Column, ...]:
    """The table's columns with the fields that they become."""
    headers = ["/".join(squeeze(word) for word in path) for path in run.columns]
    fields = _fields(columns, row_of, sense, headers)
    names: Counter[str] = Counter()
    made: list[Column] = []
    for place, (header, field) in enumerate(zip(headers, fields, strict=True), 1):
        name = ""
        if field == "extras":
            name = header or f"列{place}"
            names[name] += 1
            if names[name] > 1:
                name = f"{name} ({names[name]})"
        made.append(Column(header=name or header, field=field, name=name))
    return tuple(made)


def _fields(
    columns: Columns, row_of: Mapping[int, int], sense: Sense, headers: Sequence[str]
) -> list[FieldName]:
    kinds = list(sense.kinds)
    fields: list[FieldName] = ["extras"] * len(kinds)
    for column in sense.numbered_in:
        if sense.has_number_column(column):
            fields[column] = "number"
    requirement = _longest(columns, [c for c, kind in enumerate(kinds) if kind == "requirement"])
    tasks = [c for c, kind in enumerate(kinds) if kind == "task"]
    plain = [c for c in tasks if not (sense.labelled[c] or _spans_tasks(columns[c], row_of))]
    for column in tasks:
        if column not in plain:
            fields[column] = "outline"
    if requirement is None:
        requirement = _longest(columns, plain)
        plain = [c for c in plain if c != requirement]
    if requirement is not None:
        fields[requirement] = "requirement"
    # A kind of task stands with many of them, a task's name with one.
    for column in sorted(plain, key=lambda c: _repeats(columns[c]))[:1]:
        fields[column] = "title"
    _assign_roles(kinds, fields, headers)
    if "deadline" in kinds:
        fields[_first("deadline", kinds, headers)] = "deadline"
    return fields


def _assign_roles(
    kinds: Sequence[str | None], fields: list[FieldName], headers: Sequence[str]
) -> None:
    roles = {role: _first(role, kinds, headers) for role in ROLES if role in kinds}
    alone = len(roles) == 1
    if roles.keys() == {"support", "responsibility"}:
        place = roles["responsibility"]
        if vocabulary().is_in_charge(headers[place].rpartition("/")[2]):
            roles = {"lead": place, "support": roles["support"]}
    for role, column in roles.items():
        if role == "lead":
            fields[column] = "lead"
        elif role == "support":
            fields[column] = "support"
        else:
            fields[column] = "responsibility" if alone else "responsible"


def _first(kind: str, kinds: Sequence[str | None], headers: Sequence[str]) -> int:
    """The first column of a kind; one whose header is in the list goes before one that is not."""
    found = [column for column, held in enumerate(kinds) if held == kind]
    return min(found, key=lambda column: (not is_listed(headers[column]), column))


def _repeats(groups: tuple[Group, ...]) -> bool:
    """Does the column say the same again and again?"""
    texts = [group.text for group in groups if not group.is_blank]
    return len(set(texts)) < MOSTLY_DISTINCT * len(texts)


def _spans_tasks(groups: tuple[Group, ...], row_of: Mapping[int, int]) -> bool:
    """Does a cell of the column stretch over several tasks?"""
    return any(len(group.rows(row_of)) > 1 and not group.is_blank for group in groups)


def _longest(columns: Columns, choices: list[int]) -> int | None:
    if not choices:
        return None
    return max(choices, key=lambda column: sum(len(group.text) for group in columns[column]))


def field_name(columns: tuple[Column, ...], column: int) -> str:
    """A column's value as provenance and findings call it, rows of headings not counted."""
    made = columns[column]
    if made.field == "extras":
        return f"extras.{made.name}"
    if made.field == "outline":
        return f"outline.{sum(1 for c in columns[:column] if c.field == 'outline')}"
    if made.field in ("lead", "support", "responsible"):
        return "responsibility"
    return made.field
