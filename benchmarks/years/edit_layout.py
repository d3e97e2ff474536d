"""What becomes of a ledger's layout in another year.

A change of layout is no change of a task. What the contract leaves open is named in
`undecided`: whether a title that now stands in the requirement makes a task reworded, whether a
task under one heading of the two that it had is moved, and whether a deadline that has no column
any more differs.
"""

from __future__ import annotations

from dataclasses import replace

from benchmarks.years.desk import Desk
from benchmarks.years.drafts import NO_DEADLINE


def relabelled(desk: Desk, budget: int) -> int:
    """The headings' labels are of another kind, their titles as they were."""
    del budget
    if not desk.layout.levels:
        return 0
    styles = [("han", "bracket"), ("arabic", "none"), ("none", "none"), ("bracket", "arabic")]
    labels = desk.rng.choice([style for style in styles if style != desk.layout.labels])
    desk.layout = replace(desk.layout, labels=labels)
    return len(desk.items)


def title_joined(desk: Desk, budget: int) -> int:
    """The column of titles is gone; each title begins its requirement."""
    del budget
    if not desk.layout.title:
        return 0
    mark = desk.rng.choice(["。", "：", "，"])
    desk.items = [
        replace(item, title=None, text=f"{item.title}{mark}{item.text}") for item in desk.items
    ]
    desk.layout = replace(desk.layout, title=False)
    desk.undecided.add("reworded")
    return len(desk.items)


def level_dropped(desk: Desk, budget: int) -> int:
    """One of the two levels of headings is gone, or the only one."""
    del budget
    levels = desk.layout.levels
    if not levels:
        return 0
    outer = levels > 1 and desk.rng.random() < 0.7
    desk.items = [
        replace(item, path=item.path[:1] if outer else item.path[1:]) for item in desk.items
    ]
    desk.layout = replace(desk.layout, levels=levels - 1)
    desk.undecided |= {"moved", "retitled"}
    return len(desk.items)


def columns_changed(desk: Desk, budget: int) -> int:
    """A column of numbers comes or goes, or that of deadlines goes, or roles get columns."""
    del budget
    choice = desk.rng.choice(["numbers", "deadline", "roles"])
    layout = desk.layout
    if choice == "numbers":
        desk.layout = replace(layout, numbers="" if layout.numbers else "ledger")
    elif choice == "deadline":
        if not layout.deadline:
            return 0
        desk.layout = replace(layout, deadline=False)
        desk.items = [replace(item, deadline=NO_DEADLINE) for item in desk.items]
        desk.undecided.add("deadline")
    elif any(party.role == "responsible" for item in desk.items for party in item.parties):
        # Beside a lead, a column of its own would make responsible what a sentence calls support.
        return 0
    else:
        desk.layout = replace(layout, roles_apart=not layout.roles_apart)
    return len(desk.items)
