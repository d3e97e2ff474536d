"""The floor: what the score was when somebody last raised it. It may not fall below.

Shares are compared and not counts, so that a corpus that grows does not lower a line by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from benchmarks.score.tally import Line, Score

AXES = ("layout", "rules", "engine")
"""The tables that have a floor, besides the total."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure of a line that is worse than its floor."""

    line: str
    figure: str
    floor: str
    now: str

    def __str__(self) -> str:
        return f"{self.line}: {self.figure} {self.now}, floor {self.floor}"


def lines(score: Score) -> dict[str, Line]:
    """The lines of a score that have a floor, by name: `total`, `layout: banner`."""
    named = {f"{axis}: {name}": line for axis in AXES for name, line in score.tables[axis].items()}
    return {"total": score.total, **named}


def as_json(held: Mapping[str, Line]) -> dict[str, Any]:
    """Lines as a file holds them."""
    return {name: asdict(line) for name, line in held.items()}


def from_json(said: Mapping[str, Any]) -> dict[str, Line]:
    """Lines out of a file."""
    return {name: Line(**line) for name, line in said.items()}


def falls(floor: Mapping[str, Line], now: Mapping[str, Line]) -> tuple[Fall, ...]:
    """Every figure below its floor."""
    both = [name for name in floor if name in now]
    return tuple(fall for name in both for fall in _worse(name, floor[name], now[name]))


def unmeasured(floor: Mapping[str, Line], now: Mapping[str, Line]) -> tuple[str, ...]:
    """The lines of the floor that the run had no documents for, as where an engine is missing."""
    return tuple(name for name in floor if name not in now)


def rises(floor: Mapping[str, Line], now: Mapping[str, Line]) -> tuple[str, ...]:
    """The lines that are better than their floor, or have none."""
    return tuple(
        name
        for name, line in now.items()
        if name not in floor or any(_worse(name, line, floor[name]))
    )


def _worse(name: str, floor: Line, now: Line) -> Iterator[Fall]:
    """The figures of `now` that are worse than those of `floor`."""
    if Fraction(now.exact, now.tasks or 1) < Fraction(floor.exact, floor.tasks or 1):
        yield Fall(name, "tasks exact", _of(floor.exact, floor.tasks), _of(now.exact, now.tasks))
    for figure, held, of in (
        ("wrong in silence", "silent", "tasks"),
        ("false alarms", "alarms", "clean"),
        ("without a ledger and not refused", "mistaken", "documents"),
    ):
        before = getattr(floor, held), getattr(floor, of)
        after = getattr(now, held), getattr(now, of)
        if Fraction(after[0], after[1] or 1) > Fraction(before[0], before[1] or 1):
            yield Fall(name, figure, _of(*before), _of(*after))


def _of(count: int, of: int) -> str:
    return f"{count} of {of}"
