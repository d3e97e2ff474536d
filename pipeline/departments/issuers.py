"""An issuer's name: whose departments it speaks of, and how a notice says it in short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.departments.entries import key


def bodies(issuer: str) -> tuple[str, ...]:
    """The bodies whose departments may be meant: each joint issuer, and the body of an office.

    A notice of 安徽省民政厅办公室 speaks of the departments of 安徽省民政厅.
    """
    found: list[str] = []
    for body in re.split("[、，;； ]", key(issuer)):
        found += [body, re.sub("办公[室厅]$", "", body)]
    return tuple(dict.fromkeys(filter(None, found)))


def short_names(issuer: str) -> Iterator[str]:
    """How a notice names its issuer in front of a department, longest first.

    安徽省民政厅, 省民政厅, 民政厅, 厅, 我厅, 本厅; of 云川大学 besides 学校, 我校, 本校, 校.
    """
    yield issuer
    for place in re.finditer("[省市州盟县区旗]", issuer):
        if len(issuer) - place.start() > 2:
            yield issuer[place.start() :]
            yield issuer[place.end() :]
    words = _SHORT.get(issuer[-2:], (issuer[-1],))
    yield from (front + word for word in words for front in ("我", "本"))
    yield from sorted(words, key=len, reverse=True)


def levels(issuer: str) -> list[str]:
    """省 for a body of a province, and so on: a list leaves it out after its first name."""
    present = [level for level in "省市州盟县区旗" if level in issuer]
    return sorted(present, key=issuer.rfind, reverse=True)


# Bodies that do not call themselves by their last character.
_SHORT = {
    "大学": ("校", "学校"),
    "学院": ("院", "学院", "校", "学校"),
    "学校": ("校", "学校"),
    "中学": ("校", "学校"),
    "小学": ("校", "学校"),
    "医院": ("院", "医院"),
    "员会": ("委", "委员会"),
    "政府": ("政府",),
    "公司": ("公司",),
    "集团": ("集团",),
    "中心": ("中心",),
}
