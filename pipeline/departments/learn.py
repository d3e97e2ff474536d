"""Candidates for a register: names that documents print and no register holds.

They become lines of a register, for a person to edit and hand back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.departments.edits import one_edit
from pipeline.departments.entries import Entry, key
from pipeline.departments.files import COLUMNS
from pipeline.departments.fixes import LOOSENING
from pipeline.departments.identify import identify
from pipeline.departments.issuers import bodies, regions, short_names
from pipeline.departments.look_ups import Place
from pipeline.departments.names import looks_whole
from pipeline.departments.near import neighbours
from pipeline.departments.register import Register
from pipeline.model import Document

LEARNED = (*COLUMNS, "seen", "where", "like")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line for a register, how often its names were seen and where, and names that are near.

    `where` holds `FILE ledger.task`, a few of them. `like` are names of the register and of
    other candidates that one character leads to.
    """

    entry: Entry
    seen: int
    where: tuple[str, ...]
    like: tuple[str, ...]


SHOWN = 5
"""So many places of a candidate are named."""


@dataclass(frozen=True, slots=True)
class _Sight:
    name: str
    issuer: str
    where: str
    title: str


def learned(documents: Iterable[Document], register: Register) -> tuple[Candidate, ...]:
    """The candidates of the documents, those most seen first.

    Printings of one name are one candidate: other spaces, width or slashes, or the issuer in
    front. Its likely name is the one seen most, and the others are other names.
    """
    groups: dict[tuple[str, str], list[_Sight]] = {}
    for sight in _sights(documents, register):
        groups.setdefault((sight.issuer, _bare(sight.name)), []).append(sight)
    _without_what_stands_in_front(groups)
    made = [_candidate(sights, register, groups) for sights in groups.values()]
    return tuple(sorted(made, key=lambda one: (-one.seen, one.entry.issuer, one.entry.name)))


def row(candidate: Candidate) -> dict[str, str]:
    """A candidate by the columns LEARNED; a register is read from these again."""
    entry = candidate.entry
    values = (
        entry.name, ";".join(entry.other_names), entry.issuer, entry.kind, "", "", "",
        entry.source, str(candidate.seen), ";".join(candidate.where), ";".join(candidate.like),
    )  # fmt: skip
    return dict(zip(LEARNED, values, strict=True))


def _sights(documents: Iterable[Document], register: Register) -> Iterator[_Sight]:
    """Each name that is known to no register, wherever a document prints it."""
    for document in documents:
        issuer = document.notice.issuer
        for number, ledger in enumerate(document.ledgers, 1):
            for task in ledger.tasks:
                where = f"{document.source.name} {number}.{task.sequence}"
                for party in task.responsibility.parties:
                    is_known = party.known or identify(party.name, issuer, register).known
                    # A name begins with a character of a word; whatever else is no name.
                    if not is_known and not party.collective and party.name[:1].isalnum():
                        yield _Sight(party.name, issuer, where, document.notice.title)


def _bare(name: str) -> str:
    name = key(name)
    for fix in LOOSENING:
        name = fix(name)
    return name


def _without_what_stands_in_front(groups: dict[tuple[str, str], list[_Sight]]) -> None:
    """厅人事处 goes to 人事处, and 安徽省财政厅 to 省财政厅, where the documents print that too."""
    for issuer, name in list(groups):
        shorter = ((issuer, one) for body in bodies(issuer) for one in _shorter(name, body))
        found = next((one for one in shorter if one in groups), None)
        if found is not None:
            groups[found] += groups.pop((issuer, name))


def _shorter(name: str, body: str) -> Iterator[str]:
    """The name without the issuer, or without the place of the issuer, in front."""
    for prefix in short_names(body):
        if name.startswith(prefix) and name != prefix:
            yield name.removeprefix(prefix)
    for region in regions(body):
        rest = region.rest(name)
        if rest and region.short_level + rest != name:
            yield region.short_level + rest


def _candidate(
    sights: list[_Sight], register: Register, groups: dict[tuple[str, str], list[_Sight]]
) -> Candidate:
    forms = Counter(sight.name for sight in sights)
    shortest_first = sorted(forms, key=lambda form: (-forms[form], len(form), form))
    name, *others = shortest_first
    issuer = sights[0].issuer
    near = {entry.name for entry, _ in neighbours(name, Place(issuer, register))}
    near |= {other for place, other in groups if place == issuer and one_edit(other, key(name))}
    entry = Entry(
        name=name,
        other_names=tuple(others),
        issuer=next(iter(bodies(issuer)[1:] or bodies(issuer)), "") if _is_inside(name) else "",
        kind="内设机构" if _is_inside(name) else "外单位" if looks_whole(name) else "",
        source=sights[0].title.replace(";", "；"),
    )
    where = tuple(dict.fromkeys(sight.where for sight in sights))[:SHOWN]
    return Candidate(entry, len(sights), where, tuple(sorted(near)))


def _is_inside(name: str) -> bool:
    """处, 科, 股 and 室 are departments of a body; what is not is looked up outside."""
    return name.split("（", maxsplit=1)[0][-1:] in tuple("处科股室")
