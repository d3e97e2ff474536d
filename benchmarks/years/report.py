"""The figures as tables of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from benchmarks.years.scoring import Count, Score


def table(title: str, scores: Mapping[str, Score]) -> str:
    """A line for each group of cases."""
    width = max((len(name) for name in scores), default=0)
    head = (
        f"{title:{width}}  cases  tasks | pair P      R     F1 | aspect P    R     F1 |"
        " parties | silent: wrong missed | review"
    )
    return "\n".join([head, *(f"{name:{width}}  {_line(score)}" for name, score in scores.items())])


def beside(scores: Mapping[str, Mapping[str, Count]], groups: Iterable[str]) -> str:
    """Programs beside each other: the pairs' F1 in each group of cases."""
    columns = tuple(groups)
    width = max((len(name) for name in scores), default=0)
    head = f"{'pair F1':{width}}  " + "  ".join(f"{group:>8}" for group in columns)
    lines = [
        f"{name:{width}}  "
        + "  ".join(f"{counts[group].f1:{max(len(group), 8)}.4f}" for group in columns)
        for name, counts in scores.items()
    ]
    return "\n".join([head, *lines])


def _line(score: Score) -> str:
    pairs, aspects = score.pairs, score.aspects
    return (
        f"{score.cases:5} {score.tasks:6} | {pairs.precision:.4f} {pairs.recall:.4f} {pairs.f1:.4f}"
        f" | {aspects.precision:.4f} {aspects.recall:.4f} {aspects.f1:.4f} |"
        f"  {score.parties.f1:.4f} | {score.silent_wrong:13} {score.silent_missed:6} |"
        f" {score.reviews:6}"
    )
