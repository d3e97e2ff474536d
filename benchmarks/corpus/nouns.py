"""What the corpus is made of: the truth of a document, and the cells that are printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["lead", "support", "responsible"]


@dataclass(frozen=True, slots=True)
class Party:
    """Who answers for a task."""

    name: str
    role: Role
    collective: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A cell of parties: as it reads when it is clean, and who is meant."""

    text: str
    parties: tuple[Party, ...]
    and_others: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when; `due` is a day as `2021-12-31`."""

    text: str
    kind: str
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that a text names."""

    title: str
    document_number: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """One level of a task's outline."""

    label: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Task:
    """What the contract says of a task, but for its places."""

    sequence: int
    number: int | None
    outline: tuple[Heading, ...]
    title: str | None
    requirement: str
    responsibility: Responsibility
    deadline: Deadline
    citations: tuple[Citation, ...]
    extras: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice's head."""

    issuer: str = ""
    title: str = ""
    document_number: str | None = None
    issued_on: str | None = None
    recipients: tuple[str, ...] = ()
    body: str = ""
    citations: tuple[Citation, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The truth of one ledger. `columns` are pairs of header and field."""

    title: str
    year: int | None
    columns: tuple[tuple[str, str], ...]
    tasks: tuple[Task, ...]


@dataclass(slots=True)
class Cell:
    """A cell to be printed. `key` names it: field, and the sequences of its tasks (`label:3-5`)."""

    text: str
    key: str = ""
    rows: int = 1
    columns: int = 1
    centred: bool = False

    @property
    def name(self) -> str:
        """The field that the cell shows."""
        return self.key.partition(":")[0]

    @property
    def tasks(self) -> range:
        """The sequences of the tasks that the cell speaks of."""
        first, _, last = self.key.partition(":")[2].partition("-")
        return range(int(first), int(last) + 1)


Grid = list[list[Cell | None]]


@dataclass(slots=True)
class Sheet:
    """A table to be printed: rows of cells, `None` where a merged cell covers the place."""

    header: Grid
    body: Grid
    weights: tuple[float, ...]
    """Widths of the columns, in shares."""
    continued: str = ""
    """What is printed above a header that a later page repeats."""
    automatic: int | None = None
    """The column whose numbers Word counts by itself."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph outside of tables, by the part of the notice that it is."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins a new page; `turned`: in the geometry of the table's pages."""


Block = Text | Break | Sheet


@dataclass(slots=True)
class Paper:
    """A whole document: what is printed, in order, and its truth as JSON."""

    blocks: list[Block]
    truth: dict[str, Any] = field(default_factory=dict)

    @property
    def sheets(self) -> list[Sheet]:
        """The tables."""
        return [block for block in self.blocks if isinstance(block, Sheet)]
