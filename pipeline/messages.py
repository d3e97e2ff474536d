"""What the commands say of their results, a line each: pure, so that `cli` only prints it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch import Outcome, Tally
from pipeline.batch.tally import Some
from pipeline.errors import TaizhangError
from pipeline.model import Finding
from pipeline.overrides import SUFFIX

if TYPE_CHECKING:
    from pipeline.check import Checked

ENOUGH = 20
"""So many inputs have to be converted before a rate says something."""
SHOWN = 5
"""So many places or files are named in one line, and the others counted."""


def as_line(outcome: Outcome) -> str | None:
    """The line for an input that failed, or that a person should look at."""
    if outcome.error is not None:
        again = " It failed so before." if outcome.is_repeated else ""
        return f"error: {outcome.error}{again}"
    if count := outcome.counts.graver("warning"):
        worst = "error" if outcome.counts.graver("error") else "warning"
        findings = outcome.graver("warning")
        places = f": {_places(findings)}" if findings else "; done already"
        return f"{worst}: {outcome.input.path}: {_counted(count, 'finding')} to look at{places}"
    return None


def as_log(outcome: Outcome) -> str:
    """The line for an input, whatever became of it."""
    became = "done already" if outcome.is_repeated else "converted"
    return as_line(outcome) or f"{became}: {outcome.input.path}"


def as_json(outcome: Outcome) -> str | None:
    """The JSON object for an input that failed."""
    if outcome.error is not None:
        return error_json(outcome.error, str(outcome.input.path))
    return None


def error_json(error: TaizhangError, path: str) -> str:
    """An error as one JSON object, in ASCII, which every terminal and log can hold."""
    said = {
        "path": path,
        "code": error.code,
        "message": str(error),
        "what": error.what,
        "remedy": error.remedy,
    }
    return json.dumps(said)


def summary(tally: Tally, details: str | None = None) -> Iterator[str]:
    """`4 converted, 1 with warnings: samples/notice.txt needs a look; 0 failed`.

    With many failures, before it how many of each kind, and that the `details` are in a file.
    """
    if tally.failed > SHOWN:
        for code, failed in tally.failures.items():
            yield f"failed: {failed.count} with {code}: {_first(failed)}"
        if details is not None:
            yield f"failed: each with its reason and what to do is in {details}"
    done = f"{tally.converted} converted"
    if tally.done_already:
        done += f", {tally.done_already} done already"
    look = tally.to_look_at
    if look.count:
        need = "needs" if look.count == 1 else "need"
        done += f", {look.count} with warnings: {_first(look)} {need} a look"
    yield f"{done}; {tally.failed} failed{_rate(tally)}"


def waiting(folder: str) -> str:
    """The line for a run that cannot begin yet."""
    return f"Another run is writing to {folder}; this one begins when that has ended."


def astray(path: Path) -> str:
    """The line for a file of overrides that nothing was read with."""
    about = path.name.removesuffix(SUFFIX)
    return (
        f"warning: {path}: these overrides were not used: there is no {about} beside them. "
        f"Name them after the whole file, as {about or 'notice'}.pdf{SUFFIX} is for "
        f"{about or 'notice'}.pdf."
    )


def checked_lines(checked: Checked) -> Iterator[str]:
    """Violations, then findings, then how the file stands."""
    for violation in checked.violations:
        where = f"{violation.where}: " if violation.where else ""
        yield f"violation: {where}{violation.what}"
    if checked.document is None:
        return
    for finding in checked.document.findings:
        yield _finding_line(finding)
    if not checked.violations:
        tasks = sum(len(ledger.tasks) for ledger in checked.document.ledgers)
        findings = len(checked.document.findings)
        yield f"keeps the contract; {_counted(tasks, 'task')}, {_counted(findings, 'finding')}"


def _places(findings: Sequence[Finding]) -> str:
    """`2 findings to look at: repeated_text (task 18), joined_rows (task 5)`."""
    where = Counter(
        f"{finding.code} (task {finding.task})" if finding.task is not None else finding.code
        for finding in findings
    )
    places = [place if count == 1 else f"{place} ×{count}" for place, count in where.items()]
    return _some(places)


def _finding_line(finding: Finding) -> str:
    places = (("ledger", finding.ledger), ("task", finding.task), ("field", finding.field))
    where = ", ".join(f"{name} {place}" for name, place in places if place is not None)
    at = f" ({where})" if where else ""
    return f"{finding.severity}: {finding.code}{at}: {finding.message}"


def _first(some: Some) -> str:
    """The first paths, and how many more there are."""
    more = [f"{some.count - len(some.first)} more"] if some.count > len(some.first) else []
    return ", ".join([*map(str, some.first), *more])


def _rate(tally: Tally) -> str:
    """`; 31.4 pages a second`, where enough was done that starting is not most of the time."""
    if tally.converted < ENOUGH or not tally.seconds:
        return ""
    number, noun = (tally.pages, "pages") if tally.pages else (tally.converted, "files")
    return f"; {number / tally.seconds:.1f} {noun} a second"


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = [f"{len(names) - SHOWN} more"] if len(names) > SHOWN else []
    return ", ".join([*names[:SHOWN], *more])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
