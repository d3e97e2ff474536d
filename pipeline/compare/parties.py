"""Which departments came, went, or have another role or another name only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.changes import PartyChanges, Renaming, RoleChange
from pipeline.departments import Entry, Register
from pipeline.model import Responsibility, Role, Task


@dataclass(frozen=True, slots=True)
class Departments:
    """The departments of two years: a register, seen from the issuer of each."""

    register: Register
    old_issuer: str
    new_issuer: str

    def of_old(self, name: str) -> str:
        """The name by which an old department is compared: what it is called last."""
        return self._last_name(name, self.old_issuer)

    def of_new(self, name: str) -> str:
        """The same of a new one."""
        return self._last_name(name, self.new_issuer)

    def are_one(self, old: str, new: str) -> bool:
        """Is `new` what `old` is called later, or the other way round?"""
        older = self.register.find(old, self.old_issuer)
        newer = self.register.find(new, self.new_issuer)
        if older is None or newer is None:
            return False
        register = self.register
        return register.same_over_years(older, newer) or register.same_over_years(newer, older)

    def _last_name(self, name: str, issuer: str) -> str:
        entry = self.register.find(name, issuer)
        if entry is None:
            return name
        later: tuple[Entry, ...] = self.register.later(entry)
        return (later[-1] if later else entry).name


def identities(task: Task, naming: Callable[[str], str]) -> frozenset[str]:
    """The departments of a task, by the names under which they are compared."""
    return frozenset(naming(party.name) for party in task.responsibility.parties)


def party_changes(
    old: Responsibility, new: Responsibility, departments: Departments
) -> PartyChanges:
    """What differs between the departments of one task in two years; their order is nothing."""
    before, after = _roles(old), _roles(new)
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    renamed = [
        Renaming(old=one, new=other)
        for one in gone
        for other in come
        if departments.are_one(one, other)
    ]
    same = [(name, name) for name in before if name in after]
    same += [(one.old, one.new) for one in renamed]
    return PartyChanges(
        added=tuple(name for name in come if name not in {one.new for one in renamed}),
        removed=tuple(name for name in gone if name not in {one.old for one in renamed}),
        role_changed=tuple(
            RoleChange(
                name=name,
                old=_other_than(after[name], before[was]),
                new=_other_than(before[was], after[name]),
            )
            for was, name in same
            if set(before[was]) != set(after[name])
        ),
        renamed=tuple(renamed),
    )


def _roles(said: Responsibility) -> dict[str, tuple[Role, ...]]:
    """Each department with its roles, in printed order."""
    roles: dict[str, tuple[Role, ...]] = {}
    for party in said.parties:
        roles[party.name] = (*roles.get(party.name, ()), party.role)
    return roles


def _other_than(other: tuple[Role, ...], roles: tuple[Role, ...]) -> Role:
    """The first of the roles that the other year lacks; the first of all where it has them."""
    return next((role for role in roles if role not in other), roles[0])
