"""What of a task differs between two years, and which of it counts as a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.changes import Aspect, FieldChange, PartyChanges
from pipeline.compare.folding import same_width
from pipeline.compare.headings import heading_aspect
from pipeline.compare.marks import marks
from pipeline.compare.parties import Departments, party_changes
from pipeline.compare.placed import Node, Placed
from pipeline.model import Task
from pipeline.text.headings import heading_text
from pipeline.text.words import Words


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs of one task."""

    aspects: tuple[Aspect, ...]
    fields: dict[str, FieldChange]
    parties: PartyChanges


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two years' tasks are compared with: their departments, headings and words."""

    departments: Departments
    headings: Mapping[Node, Node]
    words: Words
    exact: bool

    def of(self, old: Placed, new: Placed) -> Compared:
        """What differs of a task that both years have."""
        parties = party_changes(old.task.responsibility, new.task.responsibility, self.departments)
        return Compared(
            tuple(self._aspects(old, new, parties)),
            self._fields(old.task, new.task),
            parties,
        )

    def of_one(self, task: Task, *, is_new: bool) -> Compared:
        """What a task says that one year alone has."""
        fields = {
            name: FieldChange(
                old=None if is_new else text,
                new=text if is_new else None,
                marks=(("insert" if is_new else "delete", text),),
            )
            for name, text in printed(task).items()
        }
        return Compared((), fields, PartyChanges())

    def _aspects(self, old: Placed, new: Placed, parties: PartyChanges) -> Iterator[Aspect]:
        if _is_reworded(old, new):
            yield "reworded"
        numbers = old.task.number, new.task.number
        if None not in numbers and numbers[0] != numbers[1]:
            yield "renumbered"
        heading = heading_aspect(old, new, self.headings)
        if heading is not None:
            yield heading
        if parties.added or parties.removed or parties.role_changed:
            yield "responsibility"
        if _has_other_deadline(old, new):
            yield "deadline"

    def _fields(self, old: Task, new: Task) -> dict[str, FieldChange]:
        """Each field that is printed otherwise, but for width and spaces."""
        before, after = printed(old), printed(new)
        names = dict.fromkeys((*before, *after))
        return {
            name: self._field(before.get(name), after.get(name))
            for name in names
            if not self._is_printed_alike(before.get(name, ""), after.get(name, ""))
        }

    def _field(self, old: str | None, new: str | None) -> FieldChange:
        made = marks(old or "", new or "", self.words, exact=self.exact)
        return FieldChange(old=old, new=new, marks=made)

    def _is_printed_alike(self, old: str, new: str) -> bool:
        return old == new if self.exact else same_width(old) == same_width(new)


def printed(task: Task) -> dict[str, str]:
    """The fields of a task as text, in the order in which a ledger prints them; blank ones not."""
    texts = {
        "number": "" if task.number is None else str(task.number),
        "outline": " / ".join(map(heading_text, task.outline)),
        "title": task.title or "",
        "requirement": task.requirement,
        "responsibility": task.responsibility.text,
        "deadline": task.deadline.text,
    }
    texts |= {f"extras.{header}": text for header, text in task.extras.items()}
    return {name: text for name, text in texts.items() if text}


def _is_reworded(old: Placed, new: Placed) -> bool:
    """Does the title or the requirement differ?

    Where one layout alone has a title, the other may print it in the requirement, or as the
    heading: that words nothing anew.
    """
    here, there = old.task, new.task
    if (here.title is None) == (there.title is None):
        return not (
            _says_the_same(old, here.title or "", there.title or "", new)
            and _says_the_same(old, here.requirement, there.requirement, new)
        )
    with_title, without = (new, old) if here.title is None else (old, new)
    said = _joined(with_title.task.title or "", with_title.task.requirement)
    return not any(
        _says_the_same(with_title, said, other, without)
        for other in (
            _joined(without.task.requirement),
            *(_joined(title, without.task.requirement) for title in without.headings[-1:]),
        )
    )


def _says_the_same(one: Placed, text: str, other_text: str, other: Placed) -> bool:
    return one.folding.is_same(text, other_text, other.folding)


def _joined(*texts: str) -> str:
    """The texts as one, without the marks that a layout puts between a title and its text."""
    return "".join(texts).translate(_JOINTS)


def _has_other_deadline(old: Placed, new: Placed) -> bool:
    """Another kind, or another day once the years between are taken off; else another text.

    What is no kind but a question (`年底前` in a ledger whose year is not known) is compared by
    its text alone.
    """
    before, after = old.task.deadline, new.task.deadline
    if before.kind != after.kind and "unknown" not in (before.kind, after.kind):
        return True
    if before.due is not None and after.due is not None:
        return not old.folding.is_same_day(before.due, after.due, new.folding)
    return not _says_the_same(old, before.text, after.text, new)


_JOINTS = {ord(mark): None for mark in "。：:.、"}
