"""A run drawn: as text for a terminal, as Markdown and as JSON. Nothing is counted here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.score.exact import Difference, Judgement, TaskScore
from benchmarks.score.peers import OWN, Measured
from benchmarks.score.tally import Line, Lines, Score
from benchmarks.score.truth import NOT_SAID

WORST = 20
"""So many documents are listed, unless all are asked for."""

SHOWN = 40
"""So many characters of a value are shown, from shortly before where it differs."""

TITLES = {
    "layout": "By layout",
    "rules": "By rules",
    "engine": "By engine",
    "geometry": "By geometry",
    "kind": "By kind of file",
    "variant": "By variant",
    "cut": "By kind of cut",
}


@dataclass(frozen=True, slots=True)
class Run:
    """All that a run found out. `notes` say what it left out, and why."""

    score: Score
    judgements: tuple[Judgement, ...]
    peers: tuple[Measured, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header, all texts; the first column is a name, the others are figures."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def text(run: Run, *, every: bool = False) -> str:
    """For a terminal; `every` document that is not exact, or the worst."""
    parts = ["\n".join(_summary(run)), *(_aligned(table) for table in _tables(run))]
    return "\n\n".join((*parts, *_worst(run, every=every))) + "\n"


def markdown(run: Run) -> str:
    """For a page; every document that is not exact."""
    parts = ["# Score", *_summary(run), *(_piped(table) for table in _tables(run))]
    worst = ["```text\n" + part + "\n```" for part in _worst(run, every=True)]
    return "\n\n".join((*parts, *worst)) + "\n"


def as_json(run: Run) -> dict[str, Any]:
    """For programs."""
    return {
        "score": asdict(run.score),
        "peers": [asdict(peer) for peer in run.peers],
        "notes": list(run.notes),
        "documents": [_document(one) for one in run.judgements],
    }


def _summary(run: Run) -> Iterator[str]:
    """The figures that matter most, each in a sentence."""
    score, total = run.score, run.score.total
    read, refused = score.without_ledger
    yield f"{total.documents} documents, {total.tasks} tasks"
    yield f"tasks exact: {total.exact} of {total.tasks} ({_percent(total.exact, total.tasks)})"
    yield f"wrong in silence: {total.silent} of {total.wrong} tasks that are not exact"
    yield f"false alarms: {total.alarms} in {total.clean} documents with nothing wrong" + _counts(
        score.alarms
    )
    yield f"without a ledger: {refused} of {read} refused"
    if score.ambiguous.documents:
        other = score.ambiguous
        yield (
            f"to be read in more than one way: {other.documents} documents, {other.exact} of "
            f"{other.tasks} tasks as meant, {other.silent} of the others in silence"
        )
    for name, counts in (
        ("not exact, by field", score.fields),
        ("not exact besides the tasks", score.around),
        ("stopped", score.troubles),
    ):
        if counts:
            yield f"{name}{_counts(counts)}"
    yield from run.notes


def _counts(counts: Mapping[str, int]) -> str:
    return ": " + ", ".join(f"{name} {count}" for name, count in counts.items()) if counts else ""


def _tables(run: Run) -> Iterator[Table]:
    for axis, title in TITLES.items():
        if set(run.score.tables[axis]) <= {NOT_SAID}:
            continue
        yield _table(title, run.score.tables[axis], of_documents=axis != "cut")
    if run.peers:
        yield _peers(run.peers)
        yield _peers_by_layout(run.peers)


def _table(title: str, lines: Lines, *, of_documents: bool) -> Table:
    header = ("", "documents", "tasks", "exact", "share", "wrong", "silent", "clean", "alarms")
    rows = tuple((name, *_figures(line)) for name, line in lines.items())
    return Table(title, header, rows) if of_documents else _of_tasks(Table(title, header, rows))


def _figures(line: Line) -> tuple[str, ...]:
    share = _percent(line.exact, line.tasks)
    counts = (line.documents, line.tasks, line.exact)
    doubts = (line.wrong, line.silent, line.clean, line.alarms)
    return (*map(str, counts), share, *map(str, doubts))


def _of_tasks(table: Table) -> Table:
    """Without the figures that documents have and tasks have not."""
    return Table(table.title, table.header[:-2], tuple(row[:-2] for row in table.rows))


def _peers(peers: Sequence[Measured]) -> Table:
    header = ("", "PDFs", "tasks", "right", "share", f"{OWN} there", "share", "failed", "s a PDF")
    rows = tuple(
        (
            peer.name,
            str(peer.documents),
            str(peer.tasks),
            str(peer.right),
            _percent(peer.right, peer.tasks),
            str(peer.own),
            _percent(peer.own, peer.tasks),
            str(peer.failed),
            f"{peer.seconds / (peer.documents or 1):.1f}",
        )
        for peer in peers
    )
    title = "Requirement, responsibility and deadline right in one row of a PDF"
    return Table(title, header, rows)


def _peers_by_layout(peers: Sequence[Measured]) -> Table:
    """What each gets right of a layout's tasks; this program's of the PDFs that all were given."""
    layouts = sorted({layout for peer in peers for layout in peer.layouts})
    rows = tuple(
        (
            layout,
            *(
                _percent(peer.layouts[layout][1], peer.layouts[layout][0])
                if layout in peer.layouts
                else "-"
                for peer in peers
            ),
        )
        for layout in layouts
    )
    return Table("The same, by layout", ("", *(peer.name for peer in peers)), rows)


def _percent(count: int, of: int) -> str:
    """Rounded down: 100 % is said of all, and of nothing less."""
    return f"{count * 1000 // of / 10:.1f} %" if of else "-"


def _aligned(table: Table) -> str:
    widths = [max(len(row[at]) for row in (table.header, *table.rows)) for at in _places(table)]
    lines = [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (table.header, *table.rows)
    ]
    return "\n".join((table.title, *(f"  {line}" for line in lines)))


def _piped(table: Table) -> str:
    rule = ("---", *("---:" for _ in table.header[1:]))
    lines = ["| " + " | ".join(row) + " |" for row in (table.header, rule, *table.rows)]
    return "\n".join((f"## {table.title}", "", *lines))


def _places(table: Table) -> range:
    return range(len(table.header))


def _worst(run: Run, *, every: bool) -> Iterator[str]:
    """The documents that are not exact, those with most silent tasks first, a reason each."""
    wrong = [one for one in run.judgements if not one.exact]
    wrong.sort(key=lambda one: (-_silent(one), -_wrong(one), one.truth.name))
    shown = wrong if every else wrong[:WORST]
    if shown:
        lines = [_reason(one) for one in shown]
        rest = len(wrong) - len(shown)
        more = [f"  and {rest} more; --verbose lists all"] if rest else []
        yield "\n".join(("Not exact, the worst first", *lines, *more))
    alarmed = [one for one in run.judgements if one.false_alarms]
    alarmed.sort(key=lambda one: (-len(one.false_alarms), one.truth.name))
    if alarmed:
        lines = [f"  {one.truth.name}: {', '.join(one.false_alarms)}" for one in alarmed]
        shown_lines = lines if every else lines[:WORST]
        yield "\n".join(("False alarms", *shown_lines))


def _silent(one: Judgement) -> int:
    return sum(task.silent for task in one.tasks) + (one.taken_for_ledger and not one.alarms)


def _wrong(one: Judgement) -> int:
    return sum(not task.exact for task in one.tasks) + one.taken_for_ledger


def _reason(one: Judgement) -> str:
    """`  name: 3 of 20 not exact, 1 in silence; task 7 deadline.due: …`."""
    name = f"  {one.truth.name}"
    if one.taken_for_ledger:
        return f"{name}: has no ledger, and one was found"
    if one.trouble is not None:
        return f"{name}: {one.truth.tasks} tasks; {one.trouble}"
    wrong = [task for task in one.tasks if not task.exact]
    if not wrong:
        return f"{name}: tasks exact; {_shown(one.around[0])}"
    first = next((task for task in wrong if task.silent), wrong[0])
    extra = sum(task.sequence is None for task in wrong)
    many = f", {extra} too many" if extra else ""
    lost = f"{len(wrong) - extra} of {one.truth.tasks} not exact"
    count = f"{lost}{many}, {_silent(one)} in silence"
    return f"{name}: {count}; {_place(first)} {_shown(first.differences[0])}"


def _place(task: TaskScore) -> str:
    return f"ledger {task.ledger} task {'-' if task.sequence is None else task.sequence}"


def _shown(what: Difference) -> str:
    expected, got = _from_difference(_written(what.expected), _written(what.got))
    return f"{what.field}: {expected} came as {got}"


def _written(value: object) -> str:
    """As JSON writes it."""
    return json.dumps(value, ensure_ascii=False)


def _from_difference(expected: str, got: str) -> tuple[str, str]:
    """Both values from shortly before they part."""
    both = zip(expected, got, strict=False)
    shortest = min(len(expected), len(got))
    parts = next((at for at, (left, right) in enumerate(both) if left != right), shortest)
    start = max(parts - SHOWN // 4, 0)
    return _cut(expected, start), _cut(got, start)


def _cut(value: str, start: int) -> str:
    end = start + SHOWN
    return ("…" if start else "") + value[start:end] + ("…" if end < len(value) else "")


def _document(one: Judgement) -> dict[str, Any]:
    return {
        "name": one.truth.name,
        **one.truth.axes,
        "ambiguous": one.truth.ambiguous,
        "trouble": one.trouble,
        "exact": one.exact,
        "tasks": one.truth.tasks,
        "alarms": list(one.alarms),
        "around": [asdict(what) for what in one.around],
        "not_exact": [_task(task) for task in one.tasks if not task.exact],
    }


def _task(task: TaskScore) -> dict[str, Any]:
    return {"silent": task.silent, **asdict(task)}
