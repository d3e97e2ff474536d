"""How far back the words of role of a cell reach: A、B牵头, A（牵头）、B, A，B按职责分工负责."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Role
from pipeline.normalise.responsibility.items import Item
from pipeline.normalise.responsibility.role_words import Said


def roles(items: tuple[Item, ...], header: Role | None) -> tuple[Role, ...]:
    """The role of each item; `header` is what its column says of those without a word of role."""
    said = [
        _said_here(own, item.section or header)
        for own, item in zip(_own_roles(items), items, strict=True)
    ]
    duty: Role = "lead" if "support" in said else "responsible"
    return tuple(duty if one == "duty" else one for one in said)


def unclear_brackets(items: tuple[Item, ...]) -> Iterator[Item]:
    """The items whose words of role in brackets may speak of the names in front as well.

    In A、B（配合） they may speak of A; in A（牵头），B、C（配合） they do.
    """
    has_groups = _brackets_end_groups(items)
    for here, item in enumerate(items):
        if not item.alone or here == 0 or _ends_a_group(items, here - 1):
            continue
        first = next((at for at in range(here, 0, -1) if _ends_a_group(items, at - 1)), 0)
        if not has_groups or (first > 0 and items[first].joint == "list"):
            yield item


def _said_here(own: Said | None, above: Said | None) -> Said:
    """牵头 and 配合 say what they say anywhere; other words give way to the label or header."""
    if own in ("lead", "support"):
        return own
    if own == "responsible":
        return own if above in (None, "duty") else above
    return above or own or "responsible"


def _own_roles(items: tuple[Item, ...]) -> tuple[Said | None, ...]:
    """The role that each item gets from its own words, or from the words behind the list."""
    roles: list[Said | None] = [None] * len(items)
    has_groups = _brackets_end_groups(items)
    is_with = False
    for here, item in enumerate(items):
        is_with = item.joint == "with" or (is_with and item.joint == "list")
        if is_with:
            roles[here] = "support"
        elif item.said is not None:
            for reached in _reach(items, roles, here, is_alone=item.alone and not has_groups):
                roles[reached] = item.said
    return tuple(roles)


def _reach(
    items: tuple[Item, ...], roles: list[Said | None], here: int, *, is_alone: bool
) -> Iterator[int]:
    """The items that the role of item `here` speaks of, from it backwards.

    A，B配合 speaks of B; A牵头，B，C配合 speaks of B and C, for A has its role; A，B负责 of both.
    """
    word = items[here]
    crosses = word.said != "support" or not word.names or "lead" in roles[:here]
    for reached in range(here, -1, -1):
        if reached < here and (roles[reached] or items[reached].section != word.section):
            return
        yield reached
        joint = items[reached].joint
        if is_alone or joint == "stop" or (joint == "comma" and not crosses):
            return


def _brackets_end_groups(items: tuple[Item, ...]) -> bool:
    """A，B（牵头），C、D（配合）: brackets that differ, the last of them behind the last name."""
    said = {item.said for item in items if item.alone}
    return len(said) > 1 and items[-1].alone


def _ends_a_group(items: tuple[Item, ...], here: int) -> bool:
    return items[here].said is not None or items[here + 1].joint == "stop"
