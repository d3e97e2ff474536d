"""What a pair of years is made of: ledgers as they are drafted, and what is true of the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.corpus.nouns import Deadline, Party
from pipeline import Document
from pipeline.changes import Aspect

Place = tuple[int, int]
"""A ledger and a sequence in it, both from 1."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns a ledger has, and how it numbers and labels.

    `numbers`: "ledger" counts on, "section" from 1 in each outermost heading, "" prints none.
    """

    levels: int
    numbers: str
    title: bool
    deadline: bool
    roles_apart: bool
    labels: tuple[str, str] = ("han", "bracket")


@dataclass(frozen=True, slots=True)
class Item:
    """A task that stays itself over the years: its key. `path` holds the keys of its headings.

    `aspects` are what was made to differ of it. `area` is what a drawn text speaks of;
    `family` is shared by tasks that say the same of different areas, -1 where there is none.
    """

    key: int
    path: tuple[int, ...]
    title: str | None
    text: str
    parties: tuple[Party, ...]
    deadline: Deadline
    area: str = ""
    family: int = -1
    aspects: frozenset[Aspect] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """One ledger of one year: its tasks in order, and its headings' titles by their keys."""

    items: tuple[Item, ...]
    headings: Mapping[int, str]
    layout: Layout


@dataclass(frozen=True, slots=True)
class Year:
    """The ledgers of one year, and who issues them."""

    year: int
    issuer: str
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A task of both years; `undecided` are aspects that the contract leaves open here."""

    old: Place
    new: Place
    aspects: frozenset[Aspect]
    undecided: frozenset[Aspect]
    parties_added: frozenset[str]
    parties_removed: frozenset[str]
    roles_changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a pair of years: each task of both sides stands in it once.

    `unsaid_old` and `unsaid_new` are tasks of which nobody could say what became of them; they
    are in `matches`, `added` or `removed` as well, and are not counted.
    """

    matches: tuple[Match, ...]
    added: tuple[Place, ...]
    removed: tuple[Place, ...]
    unsaid_old: frozenset[Place]
    unsaid_new: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Case:
    """Two years: which edit they show (or `mixed`), and up to what share of all tasks."""

    name: str
    kind: str
    share: str
    old: Document
    new: Document
    truth: Truth
