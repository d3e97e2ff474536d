"""What a register holds of one department, and when two printings are one name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.departments.names import looks_whole
from pipeline.text.cleaning import squeeze


@dataclass(frozen=True, slots=True)
class Entry:
    """One department of a register.

    `issuer` is the body that it belongs to; an outside body (外单位) has none. `kind` is
    内设机构, 直属单位, 外单位, 群体 or another word. `since` and `until` are the first and last
    year of the name, `successors` the names that followed: several where it was divided.
    """

    name: str
    other_names: tuple[str, ...] = ()
    issuer: str = ""
    kind: str = ""
    since: int | None = None
    until: int | None = None
    successors: tuple[str, ...] = ()
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name, the other names, and those that stand in brackets."""
        return tuple(dict.fromkeys((self.name, *self.other_names, *self.names_in_brackets)))

    @property
    def years(self) -> str:
        """2012-2018, 2019-, or nothing."""
        return f"{self.since or ''}-{self.until or ''}" if self.since or self.until else ""

    @property
    def names_in_brackets(self) -> tuple[str, ...]:
        """Both names of 社会事务处（儿童福利处）; 一病区 in brackets is none."""
        both = _TWO_NAMES.fullmatch(key(self.name))
        return both.groups() if both and all(map(looks_whole, both.groups())) else ()


def key(name: str) -> str:
    """What two printings of one name have in common: no spaces, full-width brackets."""
    # Asked for every look-up, and nearly every name is plain: cleaning costs ten times as much.
    if _PLAIN.fullmatch(name):
        return name
    return squeeze(name).replace("(", "（").replace(")", "）")


_TWO_NAMES = re.compile("([^（）]+)（([^（）]+)）")
_PLAIN = re.compile("[\u4e00-\u9fff（）]*")
