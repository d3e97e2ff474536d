"""The brackets that end a requirement: who, and by when (`…（办公室牵头，6月底前）。`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.departments import looks_whole
from pipeline.text.deadline_words import is_due

_AT_THE_END = re.compile("(?P<said>[（【][^（）【】]*(?:（[^（）]*）[^（）【】]*)*[）】])[。；]?$")
_OF_ROLES = re.compile(
    "牵头|主办|会同|(?:责任|配合|承办|协办)(?:单位|部门|处室|科室)|(?:负责|配合|参与|落实)[，；）】]"
)
# What parts the clauses of a bracket; 、 parts the names of one.
_CLAUSE = re.compile("[，；]?[^，；]+")
_WORD_OF_TIME = re.compile("(?:完成|整改|办结|落实)?(?:[时期]限|时间)(?:要求)?[：:]")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket at the end of a text: what it says of who, in its brackets, and of when."""

    who: str
    when: str

    @property
    def names_roles(self) -> bool:
        """Has it a word of role?"""
        return _OF_ROLES.search(self.who) is not None

    @property
    def names_bodies(self) -> bool:
        """Has it nothing but the names of bodies, beside its time?"""
        return all(map(looks_whole, re.split("[、，；]", self.who[1:-1])))


def who_within(text: str) -> Iterator[str]:
    """The brackets at the end that may say who, without their time, from the last one.

    Names without a word of role count beside a time: （市公安局）alone may be anybody.
    """
    found = tuple(_end_brackets(text))
    has_time = any(bracket.when for bracket in found)
    for bracket in found:
        if bracket.names_roles or (has_time and bracket.names_bodies):
            yield bracket.who


def when_within(text: str) -> str:
    """What the brackets that say who answers for a task say of its deadline; blank if nothing."""
    if not any(who_within(text)):
        return ""
    return next((bracket.when for bracket in _end_brackets(text) if bracket.when), "")


def _end_brackets(text: str) -> Iterator[Bracket]:
    """The brackets that end a text, from the last one: 完成时限 may stand in one of its own."""
    while (found := _AT_THE_END.search(text)) is not None:
        yield _bracket(found["said"])
        text = text[: found.start()]


def _bracket(said: str) -> Bracket:
    clauses = _CLAUSE.findall(said[1:-1])
    times = [clause for clause in clauses if _is_time(clause.lstrip("，；"))]
    who = "".join(clause for clause in clauses if clause not in times).lstrip("，；")
    when = "，".join(_WORD_OF_TIME.sub("", clause.lstrip("，；")) for clause in times)
    return Bracket(said[0] + who + said[-1], when)


def _is_time(clause: str) -> bool:
    word = _WORD_OF_TIME.match(clause)
    if word is not None:
        return True
    return is_due(clause) and not _OF_ROLES.search(clause + "，") and not looks_whole(clause)
