"""Who answers for a task (责任部门): the parties of a cell, each with its role.

`name_breaks` tells which white space parts two names, `items` takes the text apart, and `roles`
tells of whom the words of role speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.departments import doubts, identify, is_collective, looks_whole
from pipeline.findings import finding
from pipeline.model import Finding, Party, Responsibility, Role
from pipeline.normalise.responsibility.end_brackets import who_within
from pipeline.normalise.responsibility.items import Item, items
from pipeline.normalise.responsibility.joined_lines import doubtful_joins
from pipeline.normalise.responsibility.name_breaks import BREAK, Known, is_open, mark_breaks
from pipeline.normalise.responsibility.role_words import is_group_in_front
from pipeline.normalise.responsibility.roles import roles, unclear_brackets
from pipeline.text.cleaning import clean


def responsibility(
    text: str, known: Known, role: Role | None = None
) -> tuple[Responsibility, tuple[Finding, ...]]:
    """The parties that a cell names, in printed order, and what is doubtful about them.

    `text` may hold line breaks: whether one parts two names or runs through one is decided
    here. `role` is what the header of a column says of every party without a word of role.
    """
    marked = mark_breaks(text, known)
    printed = clean(marked.replace(BREAK, ""))
    if printed in _NOTHING:
        return Responsibility(text=printed, and_others=False, parties=()), ()
    read = tuple(items(marked, known))
    answer = Responsibility(
        text=printed,
        and_others=any(item.and_others for item in read),
        parties=_stronger_once(_parties(read, role, known)),
    )
    names = tuple(name for item in read for name in item.names)
    return answer, (
        *_doubts(answer, read),
        *_doubts_of_lines(answer.text, doubtful_joins(text, names, known)),
        *doubts(names, known.issuer, known.register, known.year),
    )


def responsibility_within(text: str, known: Known) -> tuple[Responsibility, tuple[Finding, ...]]:
    """The responsibility in brackets at the end of a requirement; blank where it names nobody.

    Behind a label (责任单位：) whatever stands there is meant; other words of role (鼓励社会参与)
    count only beside a text with the form of a name, and what else they speak of is reported.
    """
    for said in who_within(text):
        answer, told = responsibility(said, known)
        others = [party.name for party in answer.parties if not _is_body(party, known)]
        if _LABEL.search(said) is None and len(others) == len(answer.parties):
            continue
        if others and all(doubt.code == "unknown_department" for doubt in told):
            why = f"{'、'.join(others)} has not the form of a name"
            told = (*told, _not_understood(answer.text, why))
        return answer, told
    return Responsibility(text="", and_others=False, parties=()), ()


def _is_body(party: Party, known: Known) -> bool:
    if party.collective:
        return is_group_in_front(party.name) or _OF_A_LEVEL.match(party.name) is not None
    return party.known or known.is_whole(party.name)


def combine(columns: Iterable[tuple[str, Responsibility]]) -> Responsibility:
    """One responsibility of columns that each hold a role: `牵头单位：…；责任单位：…`.

    Takes each column's header and value in printed order; a blank value says nothing.
    """
    filled = [(header.rsplit("/", 1)[-1], value) for header, value in columns if value.text]
    return Responsibility(
        text="；".join(f"{header}：{value.text}" for header, value in filled),
        and_others=any(value.and_others for _, value in filled),
        parties=tuple(dict.fromkeys(party for _, value in filled for party in value.parties)),
    )


def _parties(read: tuple[Item, ...], header: Role | None, known: Known) -> Iterator[Party]:
    for role, item in zip(roles(read, header), read, strict=True):
        for printed in item.names:
            named = identify(printed, known.issuer, known.register, known.year)
            if named.name:
                yield Party(
                    name=named.name,
                    role=role,
                    collective=is_collective(named.name) and not named.known,
                    known=named.known,
                )


def _stronger_once(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once, where it stood first, with the strongest of its roles."""
    kept: dict[str, Party] = {}
    for party in parties:
        held = kept.get(party.name)
        if held is None or _STRENGTH.index(party.role) > _STRENGTH.index(held.role):
            kept[party.name] = party
    return tuple(kept.values())


def _doubts(answer: Responsibility, read: tuple[Item, ...]) -> Iterator[Finding]:
    if not answer.parties:
        yield _not_understood(answer.text, "no name was found in it")
    for item in read:
        if item.unread:
            yield _not_understood(answer.text, f"“{item.unread}” is neither a name nor a role")
        if item.doubt:
            message = f"The names in “{answer.text}” may be parted otherwise: {item.doubt}."
            yield finding("names_run_together", message, field="responsibility")
    for item in unclear_brackets(read):
        why = f"the brackets behind {''.join(item.names)} may speak of the names in front as well"
        yield _not_understood(answer.text, why)
    for party in answer.parties:
        if _is_no_name(party.name) or _has_more_than_a_name(party):
            yield _not_understood(answer.text, f"“{party.name}” was kept whole as one party")
        elif not party.known and not party.collective:
            message = f"“{party.name}” is in no register; the name stands as printed."
            yield finding("unknown_department", message, field="responsibility")


def _doubts_of_lines(text: str, joined: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    for above, below in joined:
        message = f"“{text}”: “{above}” and “{below}”, on two lines, were read as one name."
        yield finding("names_run_together", message, field="responsibility")


def _has_more_than_a_name(party: Party) -> bool:
    """Does a party begin with the form of a name and end in no such form: 市商务局定期通报?"""
    if party.known or party.collective or looks_whole(party.name) or is_open(party.name):
        return False
    return any(looks_whole(party.name[:end]) for end in range(3, len(party.name)))


def _is_no_name(name: str) -> bool:
    return _NO_NAME.search(name) is not None or len(name) > _LONGEST_NAME or is_open(name)


def _not_understood(text: str, why: str) -> Finding:
    message = f"“{text}” was not wholly understood: {why}."
    return finding("responsibility_not_understood", message, field="responsibility")


_NOTHING = frozenset({"", "/", "／", "-", "－", "—", "——", "无"})
_STRENGTH: tuple[Role, ...] = ("support", "responsible", "lead")
_NO_NAME = re.compile(
    "牵头|配合|会同(?!县)|负责(?!人)|职责|分工|抓好|做好|落实|[。！？：；，]|[0-9]{4}"
)
_LONGEST_NAME = 30
_LABEL = re.compile(
    "^[（【]?(?:牵头|主办|主责|责任|配合|承办|协办|负责)(?:责任)?(?:单位|部门|处室|科室|股室)?[：:]"
)
_OF_A_LEVEL = re.compile("[省市县区厅局委院校]")
