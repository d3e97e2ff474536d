"""Why two tasks are one, and why a person should look: as numbers, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Literal

from pipeline.changes import Evidence
from pipeline.compare.close_calls import Close
from pipeline.compare.likeness import Likeness
from pipeline.compare.matching import THRESHOLD, Matching
from pipeline.compare.placed import Placed


def evidence(signs: Likeness, matching: Matching, old: int, new: int) -> Evidence:
    """The signs of one pair; null where one of the sides says nothing."""

    def said(value: float) -> float | None:
        return None if isnan(value) else _short_of_all(float(value))

    return Evidence(
        text=_short_of_all(float(signs.text[old, new])),
        heading=said(signs.heading[old, new]),
        responsibility=said(signs.responsibility[old, new]),
        number=said(signs.number[old, new]),
        order=round(float(matching.order[old, new]), 3),
    )


def reason(signs: Evidence) -> str:
    """Why these two are one task, in words: `the text is 93 % alike; the same departments`."""
    text = "the same text" if signs.text == 1 else f"the text is {_percent(signs.text)} alike"
    return "; ".join(
        (
            text,
            *_in_words(signs.heading, "heading"),
            *_in_words(signs.responsibility, "departments"),
            *(("the same number",) if signs.number == 1 else ()),
        )
    )


def reason_alone(best: float, *, is_new: bool) -> str:
    """Why a task has no pair."""
    year = "old" if is_new else "new"
    return f"no task of the {year} year is like it; the nearest one has a score of {best:.2f}"


def rival_of(
    close: Close, old: Sequence[Placed], new: Sequence[Placed]
) -> tuple[Literal["old", "new"], Placed] | None:
    """The task that would fit one of a pair nearly as well, and of which year it is."""
    if close.rival is None:
        return None
    here, there = close.rival
    return ("new", new[there]) if here == close.old else ("old", old[here])


def why(close: Close, matching: Matching, old: Sequence[Placed], new: Sequence[Placed]) -> str:
    """What makes it a close call, in words."""
    score = matching.score[close.old, close.new]
    rival = rival_of(close, old, new)
    if rival is not None:
        side, other = rival
        return f"{side} task {other.task.sequence} of ledger {other.ledger} is nearly as like"
    return {
        "weak": f"a score of {score:.2f} is little for one task",
        "below": f"a score of {score:.2f} is little below {THRESHOLD}, which would make a pair",
        "split": "the new task may be a part of the old one, which has another pair",
        "merged": "the old task may be a part of the new one, which has another pair",
    }[close.doubt]


def _short_of_all(value: float) -> float:
    """Three digits, of which 1 says that nothing differs."""
    return 1.0 if value >= 1 else min(round(value, 3), 0.999)


def _in_words(value: float | None, name: str) -> tuple[str, ...]:
    if value is None or value < _WORTH_A_WORD:
        return ()
    return (f"the same {name}" if value == 1 else f"{name} {_percent(value)} alike",)


def _percent(value: float) -> str:
    return f"{min(99, round(100 * value))} %"


_WORTH_A_WORD = 0.5
