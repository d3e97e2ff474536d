"""What each department gained and lost from one year to the other, in tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.changes import Changes
from pipeline.emit.side_by_side import task_of
from pipeline.model import Document, Task


@dataclass(frozen=True, slots=True)
class Gain:
    """A department: its tasks in both years; `new` = `old` - `lost` + `gained`.

    `roles`: tasks that it keeps in another role.
    """

    name: str
    old: int
    lost: int
    gained: int
    new: int
    roles: int

    @property
    def is_change(self) -> bool:
        """Has the department other tasks, or another role in one?"""
        return bool(self.lost or self.gained or self.roles)


def gains(changes: Changes, old: Document, new: Document) -> tuple[Gain, ...]:
    """Every department (or group) of both years, those with the most changes first."""
    names = last_names(changes)
    counts = {what: Counter[str]() for what in ("old", "lost", "gained", "new", "roles")}
    for pair in changes.pairs:
        before = departments(task_of(old, pair.old_ledger, pair.old), names)
        after = departments(task_of(new, pair.new_ledger, pair.new), names)
        counts["old"].update(list(before))
        counts["new"].update(list(after))
        counts["lost"].update(name for name in before if name not in after)
        counts["gained"].update(name for name in after if name not in before)
        counts["roles"].update(names.get(it.name, it.name) for it in pair.parties.role_changed)
    found = dict.fromkeys((*counts["old"], *counts["new"]))
    made = [
        Gain(name=name, **{what: held[name] for what, held in counts.items()}) for name in found
    ]
    return tuple(sorted(made, key=lambda it: (-it.lost - it.gained, -it.roles)))


def last_names(changes: Changes) -> Mapping[str, str]:
    """What a department that was only renamed is called in the new year, by its old name."""
    renamed = {it.old: it.new for pair in changes.pairs for it in pair.parties.renamed}
    # A name that is itself a new one of another is the end of its way.
    return {old: new for old, new in renamed.items() if old not in renamed.values()}


def departments(task: Task | None, names: Mapping[str, str]) -> dict[str, None]:
    """The departments of a task, each once and under its last name, in printed order."""
    if task is None:
        return {}
    return dict.fromkeys(names.get(it.name, it.name) for it in task.responsibility.parties)
