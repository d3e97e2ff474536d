"""Page breaks that a person decided: which they are, and what comes of it.

Nothing is decided in silence: each override gives a finding, `overruled` where it changed
something or settled a doubt, `override_unused` where it did neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.overrides import Break, Overrides
from pipeline.rebuild.groups import Group
from pipeline.rebuild.parts import Run
from pipeline.rebuild.stitch import Join
from pipeline.rebuild.strips import Strip

Columns = tuple[tuple[Group, ...], ...]


def breaks_at(decision: Break, strips: Sequence[Strip], run: Run) -> list[int]:
    """The strips below the breaks that an override is about: one, if it says enough."""
    return [
        strip.index
        for strip in strips
        if strip.index
        and strip.begins_part
        and decision.page in (None, run.parts[strip.part].fragment.page)
        and decision.part in (None, strip.part + 1)
    ]


def decided(breaks: Sequence[Break], strips: Sequence[Strip], run: Run) -> dict[int, bool]:
    """For strips below a break: did a person say that they go on with the row above?"""
    made: dict[int, bool] = {}
    for decision in breaks:
        found = breaks_at(decision, strips, run)
        if len(found) == 1 and not _is_across(found[0], strips):
            made.setdefault(found[0], decision.rows == "one")
    return made


def settled(columns: Columns, joins: Sequence[Join]) -> Columns:
    """The cells without what was guessed at the breaks that a person decided."""
    below = {join.strip for join in joins if join.is_overruled}
    return tuple(
        tuple(
            replace(group, doubts=()) if {group.first, group.last + 1} & below else group
            for group in groups
        )
        for groups in columns
    )


def of_breaks(
    breaks: Sequence[Break],
    joins: Sequence[Join],
    strips: Sequence[Strip],
    run: Run,
    tell: Callable[[str, str, int], Finding],
) -> Iterator[Finding]:
    """What the overrides of breaks did. `tell` makes a finding of a code, words and a strip."""
    by_strip = {join.strip: join for join in joins}
    seen: set[int] = set()
    for decision in breaks:
        found = breaks_at(decision, strips, run)
        at = found[0] if found else 0
        unused = _unused(decision, found, strips, by_strip)
        if at in seen:
            unused = "an override before it decides on the same break"
        seen.add(at)
        where = f"page {decision.page}" if decision.page is not None else f"part {decision.part}"
        if unused:
            yield tell(
                "override_unused", f"The override of the break before {where}: {unused}.", at
            )
        else:
            yield tell("overruled", _overruled(decision, by_strip[at], where), at)


def _unused(
    decision: Break, found: Sequence[int], strips: Sequence[Strip], joins: Mapping[int, Join]
) -> str:
    if not found:
        return "the table has no break there"
    if len(found) > 1:
        parts = ", ".join(str(strips[index].part + 1) for index in found)
        return f"there are several; part says which ({parts})"
    if _is_across(found[0], strips):
        return "a row across the table stands there, which is a row by itself"
    if not joins[found[0]].is_overruled:
        return f"the program takes them for {decision.rows} by itself"
    return ""


def _is_across(index: int, strips: Sequence[Strip]) -> bool:
    return strips[index].banner is not None or strips[index - 1].banner is not None


def _overruled(decision: Break, join: Join, where: str) -> str:
    rows = {"one": "one row", "two": "two rows"}
    itself = rows["one" if join.by_itself else "two"]
    doubt = "" if join.is_clear else ", on little evidence"
    return (
        f"The rows on both sides of the break before {where} are {rows[decision.rows]}, as the "
        f"overrides say; by itself the program takes them for {itself}{doubt} "
        f"(sum {join.weight:+.1f}: {join.reasons()})."
    )


def of_beyond(overrides: Overrides, count: int) -> Iterator[Finding]:
    """Overrides of ledgers that a document with `count` of them has not."""
    for item in overrides.beyond(count):
        message = f"The overrides name ledger {item.ledger}; the last one is {count}."
        yield finding("override_unused", message)
