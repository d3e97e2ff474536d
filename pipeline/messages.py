"""What the commands say of their results, a line each: pure, so that `cli` only prints it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.batch import Outcome, Tally
from pipeline.check import Checked
from pipeline.errors import TaizhangError
from pipeline.model import Finding
from pipeline.overrides import SUFFIX

SHOWN = 5
"""So many places or files are named in one line, and the others counted."""


def as_line(outcome: Outcome) -> str | None:
    """The line for an input that failed, or that a person should look at."""
    if outcome.error is not None:
        return f"error: {outcome.error}"
    if findings := outcome.graver("warning"):
        worst = "error" if outcome.graver("error") else "warning"
        return f"{worst}: {outcome.input.path}: {_places(findings)}"
    return None


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


def summary(tally: Tally) -> str:
    """`4 converted, 1 with warnings: samples/notice.txt needs a look; 0 failed`."""
    if not tally.to_look_at:
        return f"{tally.converted} converted; {tally.failed} failed"
    look = _some([str(path) for path in tally.to_look_at])
    need = "needs" if len(tally.to_look_at) == 1 else "need"
    return (
        f"{tally.converted} converted, {len(tally.to_look_at)} with warnings: "
        f"{look} {need} a look; {tally.failed} failed"
    )


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
    return f"{_counted(len(findings), 'finding')} to look at: {_some(places)}"


def _finding_line(finding: Finding) -> str:
    places = (("ledger", finding.ledger), ("task", finding.task), ("field", finding.field))
    where = ", ".join(f"{name} {place}" for name, place in places if place is not None)
    at = f" ({where})" if where else ""
    return f"{finding.severity}: {finding.code}{at}: {finding.message}"


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = [f"{len(names) - SHOWN} more"] if len(names) > SHOWN else []
    return ", ".join([*names[:SHOWN], *more])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
