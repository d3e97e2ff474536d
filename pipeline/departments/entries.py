"""What a register holds of one department, and when two printings are one name."""

from __future__ import annotations

from dataclasses import dataclass

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
        """The name and the other names."""
        return (self.name, *self.other_names)


def key(name: str) -> str:
    """What two printings of one name have in common: no spaces, full-width brackets."""
    return squeeze(name).replace("(", "（").replace(")", "）")
