"""Which departments gained tasks from one year to the next, and which lost some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.changes import Changes, Pair
from pipeline.model import Document, Task


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks name a department: `old` - `lost` + `gained` = `new`.

    `name` is what it is called in the new year where it was renamed, with the old name
    beside it. `other_role` are the tasks of both years in which it has another role.
    """

    name: str
    old: int
    new: int
    gained: int
    lost: int
    other_role: int

    @property
    def is_change(self) -> bool:
        """Has the department other tasks, or another role in one?"""
        return bool(self.lost or self.gained or self.other_role)


def department_tallies(changes: Changes, old: Document, new: Document) -> tuple[Tally, ...]:
    """Every department of both years, the largest gains and losses first."""
    groups = names_over_years(changes.pairs)
    counts: dict[str, list[int]] = {}
    for pair in changes.pairs:
        before = {groups.get(name, name) for name in _named(old, pair.old_ledger, pair.old)}
        after = {groups.get(name, name) for name in _named(new, pair.new_ledger, pair.new)}
        others = {groups.get(change.name, change.name) for change in pair.parties.role_changed}
        for name in before | after:
            held = (
                name in before,
                name in after,
                name not in before,
                name not in after,
                name in others,
            )
            count = counts.setdefault(name, [0] * len(held))
            counts[name] = [total + more for total, more in zip(count, held, strict=True)]
    tallies = (Tally(name, *count) for name, count in counts.items())
    return tuple(
        sorted(tallies, key=lambda it: (-(it.gained + it.lost), -(it.old + it.new), it.name))
    )


def task_of(document: Document, ledger: int | None, sequence: int | None) -> Task | None:
    """The task that a pair names; None where it names none."""
    if ledger is None or sequence is None:
        return None
    return document.ledgers[ledger - 1].tasks[sequence - 1]


def names_over_years(pairs: Iterable[Pair]) -> Mapping[str, str]:
    """Each name of a department that was renamed, split or merged -> `new（原old）`."""
    groups: dict[str, tuple[set[str], set[str]]] = {}
    for pair in pairs:
        for one in pair.parties.renamed:
            empty: tuple[set[str], set[str]] = (set(), set())
            left, right = groups.get(one.old, empty), groups.get(one.new, empty)
            whole = (left[0] | right[0] | {one.old}, left[1] | right[1] | {one.new})
            groups |= dict.fromkeys(whole[0] | whole[1], whole)
    return {
        name: f"{'、'.join(sorted(later))}（原{'、'.join(sorted(former - later))}）"
        for name, (former, later) in groups.items()
    }


def _named(document: Document, ledger: int | None, sequence: int | None) -> set[str]:
    task = task_of(document, ledger, sequence)
    return set() if task is None else {party.name for party in task.responsibility.parties}
