"""The rows of one table -> the tasks of a ledger, each value with its places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.departments import Register
from pipeline.findings import finding
from pipeline.model import (
    Deadline,
    Finding,
    Heading,
    Provenance,
    Responsibility,
    Role,
    Task,
)
from pipeline.normalise.citations import citations
from pipeline.normalise.deadlines import deadline, deadline_remarked, deadline_within
from pipeline.normalise.outline import counted_headings, heading
from pipeline.normalise.responsibility import (
    Known,
    combine,
    responsibility,
    responsibility_within,
    with_names_shown,
)
from pipeline.normalise.responsibility.end_brackets import when_within
from pipeline.page import Box, Line, Place, around
from pipeline.table import Column, Row, Table, Value
from pipeline.text.cleaning import clean
from pipeline.text.header_words import vocabulary
from pipeline.text.line_breaks import has_room
from pipeline.text.numbering import TaskNumber, split_number

ROLE_OF: dict[str, Role | None] = {
    "responsibility": None,
    "lead": "lead",
    "support": "support",
    "responsible": "responsible",
}
# The share of a column's texts that must begin with a number for it to be the tasks' number.
NUMBERED = 0.7
# So many that count 1, 2, 3 … from the first row on are the tasks' too, whatever follows.
COUNTED = 5
# So many numbers may be left out after one.
MOST_LEFT_OUT = 9
# Marks that part names.
MARKS = re.compile("[、，,；;]")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the tasks of one ledger have in common."""

    columns: tuple[Column, ...]
    year: int | None
    known: Known
    numbered_in: int | None
    counted: frozenset[str]
    """The headings of levels that all begin with 1. 2. 3. …, which are labels there."""


@dataclass(slots=True)
class Draft:
    """A task in the making: where its values stood, and what is doubtful in them."""

    provenance: list[Provenance] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def note(self, name: str, lines: Iterable[Line]) -> None:
        """Note the places of a value: one for each cell piece that it came from."""
        self.provenance += _places(name, lines)

    def doubt(self, name: str, doubts: Iterable[Finding]) -> None:
        """Take over what a reader of one value doubted."""
        self.findings += [doubt.model_copy(update={"field": name}) for doubt in doubts]


def tasks(
    table: Table, *, issuer: str, year: int | None, register: Register, ledger: int
) -> tuple[tuple[Task, ...], tuple[Finding, ...]]:
    """All tasks of a table, in order, and what is doubtful in them."""
    known = with_names_shown(Known(issuer, register, year=year), _cells_of_names(table))
    setting = Setting(
        table.columns,
        year,
        known,
        _numbered_in(table.columns, table.rows),
        counted_headings(table),
    )
    made: list[Task] = []
    findings: list[Finding] = []
    for sequence, row in enumerate(table.rows, 1):
        above = made[-1].number if made else None
        task, doubts = _task(sequence, row, above, setting)
        made.append(task)
        findings += [
            doubt.model_copy(update={"ledger": ledger, "task": sequence}) for doubt in doubts
        ]
    return tuple(made), tuple(findings)


def _cells_of_names(table: Table) -> Iterator[str]:
    """What stands in the columns of responsibility, of all rows."""
    for row in table.rows:
        for column, value in zip(table.columns, row.values, strict=True):
            if column.field in ROLE_OF and not value.is_blank:
                yield _with_breaks(value)


def _task(
    sequence: int, row: Row, above: int | None, setting: Setting
) -> tuple[Task, list[Finding]]:
    """One task; `above` is the number of the task before it."""
    draft = Draft()
    number, texts = _number_and_texts(row, above, setting, draft)
    outline = _outline(row, setting, draft)
    title = _first(setting, texts, "title")
    requirement = _first(setting, texts, "requirement") or ""
    task = Task(
        sequence=sequence,
        number=number,
        outline=outline,
        title=title,
        requirement=requirement,
        responsibility=_responsibility(row, setting, draft),
        deadline=_deadline(row, setting, draft),
        citations=citations(" ".join(filter(None, [title, requirement]))),
        extras=_extras(row, setting, draft),
        provenance=tuple(draft.provenance),
    )
    return task, draft.findings


def _numbered_in(columns: Sequence[Column], rows: Sequence[Row]) -> int | None:
    """The text column whose texts begin with the tasks' numbers, if one does.

    Most texts have a number, and mostly it is higher than the last; or the first ones count up,
    and a font had no characters for the others. Rows that a column of numbers has numbered are
    left out: on some pages the number may stand in the text and on others beside it.
    """
    own = [i for i, column in enumerate(columns) if column.field == "number"]
    unnumbered = [row for row in rows if all(row.values[i].is_blank for i in own)]
    for index, column in enumerate(columns):
        if column.field not in ("title", "requirement"):
            continue
        found = [split_number(row.values[index].text) for row in unnumbered]
        values = [number.value for number in found if number is not None]
        rising = sum(1 for a, b in pairwise(values) if b > a)
        is_most = bool(values) and len(values) >= NUMBERED * len(found)
        if (is_most and rising >= NUMBERED * (len(values) - 1)) or _count_up(found):
            return index
    return None


def _count_up(found: Sequence[TaskNumber | None]) -> bool:
    """Do the first texts have the numbers 1, 2, 3 …, and the others none?"""
    values = [None if number is None else number.value for number in found]
    count = sum(1 for value in values if value is not None)
    return count >= COUNTED and values[:count] == list(range(1, count + 1))


def _number_and_texts(
    row: Row, above: int | None, setting: Setting, draft: Draft
) -> tuple[int | None, dict[int, str]]:
    """The task's number, and the clean texts of its text columns without it."""
    number: int | None = None
    texts: dict[int, str] = {}
    for column, value in zip(setting.columns, row.values, strict=True):
        if column.field == "number" and not value.is_blank:
            number = _own_number(value, above, draft)
    for index, (column, value) in enumerate(zip(setting.columns, row.values, strict=True)):
        if column.field not in ("title", "requirement") or value.is_blank:
            continue
        texts[index] = clean(value.text)
        found = split_number(value.text) if index == setting.numbered_in else None
        if found is not None and number is None:
            number = found.value
            texts[index] = clean(found.rest)
            draft.note("number", [_head(value.lines, found)])
        draft.note(column.field, _inked(value.lines, found))
    return number, texts


def _own_number(value: Value, above: int | None, draft: Draft) -> int | None:
    """The number in a column of its own, which the end of a line may cut."""
    found = split_number(value.text)
    if found is None or found.rest.strip():
        found = _cut_number(value, above or 0)
    if found is None or found.rest.strip():
        draft.doubt(
            "number",
            [finding("number_not_understood", f"No number was understood in {clean(value.text)}.")],
        )
        return None
    draft.note("number", value.lines)
    return found.value


def _cut_number(value: Value, above: int) -> TaskNumber | None:
    """The number that the lines of a cell make together: one that comes after the one above.

    Where the first line does so by itself, the lines may be the numbers of several tasks.
    """
    whole, first = split_number(clean(value.text)), split_number(value.lines[0].text)
    if whole is None or not above < whole.value <= above + MOST_LEFT_OUT:
        return None
    is_next = whole.value == above + 1
    return whole if is_next or first is None or first.value <= above else None


def _head(lines: Sequence[Line], number: TaskNumber) -> Line:
    """The piece of the first line that shows the number."""
    line = next(line for line in lines if line.text.strip())
    end = line.text.find(number.printed) + len(number.printed)
    box = line.place.box
    if box is None or not line.ends or end < 1:
        return line
    shown = box._replace(x1=line.ends[end - 1])
    return replace(line, text=line.text[:end], place=replace(line.place, box=shown))


def _inked(lines: Sequence[Line], number: TaskNumber | None) -> list[Line]:
    """The lines of a text, without one that holds nothing but its number."""
    if number is None:
        return list(lines)
    return [line for line in lines if line.text.strip() != number.printed + number.separator]


def _outline(row: Row, setting: Setting, draft: Draft) -> tuple[Heading, ...]:
    values = [
        *row.banners,
        *(
            value
            for column, value in zip(setting.columns, row.values, strict=True)
            if column.field == "outline"
        ),
    ]
    headings: list[Heading] = []
    for value in values:
        if value.is_blank:
            continue
        draft.note(f"outline.{len(headings)}", (*value.lines, *value.repeats))
        text = clean(value.text)
        headings.append(heading(text, is_counted=text in setting.counted))
    return tuple(headings)


def _first(setting: Setting, texts: dict[int, str], name: str) -> str | None:
    for index, column in enumerate(setting.columns):
        if column.field == name:
            return texts.get(index, "")
    return None


def _responsibility(row: Row, setting: Setting, draft: Draft) -> Responsibility:
    read: list[tuple[str, Responsibility]] = []
    for column, value in zip(setting.columns, row.values, strict=True):
        if column.field not in ROLE_OF:
            continue
        answer, doubts = responsibility(_with_breaks(value), setting.known, ROLE_OF[column.field])
        draft.note("responsibility", value.lines)
        draft.doubt("responsibility", doubts)
        read.append((column.header, answer))
    if not read:
        return _responsibility_in_text(row, setting, draft)
    if len(read) == 1:
        return read[0][1]
    return combine(read)


def _responsibility_in_text(row: Row, setting: Setting, draft: Draft) -> Responsibility:
    """A ledger without a column for it may say it in brackets: …（办公室牵头）。"""
    for column, value in zip(setting.columns, row.values, strict=True):
        if column.field in ("requirement", "title"):
            answer, doubts = responsibility_within(clean(value.text), setting.known)
            if answer.text:
                draft.note("responsibility", value.lines)
                message = f"The ledger has no column for it; {answer.text} stands in the text."
                draft.doubt("responsibility", [*doubts, finding("responsibility_in_text", message)])
                return answer
    return combine(())


def _with_breaks(value: Value) -> str:
    """The text with the line breaks that may part two names: that is for the reader of names.

    Where marks part the names, a full line was broken within one.
    """
    widths = [0.0 if line.place.box is None else line.place.box.width for line in value.lines]
    full = max(widths, default=0.0)
    if not full or not MARKS.search(value.text):
        return value.text
    text = ""
    for line, width, following in zip(value.lines, widths, [*value.lines[1:], None], strict=True):
        text += line.text
        if following is not None:
            text += "\n" if has_room(full - width, following.text, line.size or 0.0) else ""
    return text


def _deadline(row: Row, setting: Setting, draft: Draft) -> Deadline:
    for column, value in zip(setting.columns, row.values, strict=True):
        if column.field == "deadline":
            answer, doubts = deadline(clean(value.text), setting.year)
            draft.note("deadline", value.lines)
            draft.doubt("deadline", doubts)
            return answer
    return _deadline_in_text(row, setting, draft)


def _deadline_in_text(row: Row, setting: Setting, draft: Draft) -> Deadline:
    """A ledger without a column for it may say the deadline in the requirement or a remark."""
    for field_name in ("requirement", "title", "extras"):
        for column, value in zip(setting.columns, row.values, strict=True):
            is_remark = vocabulary().is_remark(column.name)
            if column.field != field_name or value.is_blank or (column.name and not is_remark):
                continue
            answer, doubts = _deadline_within(clean(value.text), setting.year, is_remark=is_remark)
            if answer.kind != "none":
                draft.note("deadline", value.lines)
                message = f"The ledger has no column for it; {answer.text} stands in the text."
                draft.doubt("deadline", [*doubts, finding("deadline_in_text", message)])
                return answer
    return Deadline(text="", kind="none", due=None)


def _deadline_within(
    text: str, year: int | None, *, is_remark: bool
) -> tuple[Deadline, tuple[Finding, ...]]:
    if is_remark:
        return deadline_remarked(text, year)
    when = when_within(text)
    return deadline(when, year) if when else deadline_within(text, year)


def _extras(row: Row, setting: Setting, draft: Draft) -> dict[str, str]:
    extras: dict[str, str] = {}
    for column, value in zip(setting.columns, row.values, strict=True):
        if column.field == "extras":
            extras[column.name] = clean(value.text)
            draft.note(f"extras.{column.name}", value.lines)
    return extras


def _places(name: str, lines: Iterable[Line]) -> Iterator[Provenance]:
    """One provenance for each piece: lines that stand together on a page share a box."""
    pieces: list[tuple[Place, list[Line]]] = []
    for line in lines:
        if not line.text.strip():
            continue
        if pieces and _together(pieces[-1][1][-1], line):
            pieces[-1][1].append(line)
        else:
            pieces.append((line.place, [line]))
    for place, held in pieces:
        box = around(line.place.box for line in held if line.place.box is not None)
        yield Provenance(
            field=name,
            page=place.page,
            bbox=None if box is None else _rounded(box),
            place=place.spot if box is None else None,
        )


def _rounded(box: Box) -> tuple[float, float, float, float]:
    """A box to the hundredth of a point: no eye sees less."""
    return round(box.x0, 2), round(box.top, 2), round(box.x1, 2), round(box.bottom, 2)


def _together(above: Line, below: Line) -> bool:
    """Do two lines of one value stand in the same cell of the same page?"""
    if above.place.page != below.place.page or above.place.spot != below.place.spot:
        return False
    upper, lower = above.place.box, below.place.box
    return upper is None or lower is None or lower.top >= upper.top
