"""The nouns outsiders see: one notice with its ledgers, as the JSON holds it.

Frozen and versioned. `schemas/` is generated from these classes; adding a field is fine,
renaming or removing one needs a new SCHEMA_VERSION.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Final = "1.0"

Role = Literal["lead", "support", "responsible"]
DeadlineKind = Literal["date", "ongoing", "recurring", "unknown", "none"]
Severity = Literal["info", "warning", "error"]
FieldName = Literal[
    "number",
    "outline",
    "title",
    "requirement",
    "responsibility",
    "lead",
    "support",
    "responsible",
    "deadline",
    "extras",
]
Year = Annotated[int, Field(ge=1949, le=2999)]
Count = Annotated[int, Field(ge=1)]


class Noun(BaseModel):
    """Base of all: frozen, so that a document that was checked stays as it was."""

    # What validates a noun is made when the first one is: `--help` makes none.
    model_config = ConfigDict(frozen=True, defer_build=True)
    _names: ClassVar[set[str]]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Keep the names of a noun's fields."""
        cls._names = set(cls.model_fields)

    def model_post_init(self, _: object, /) -> None:
        """Share one set of the fields' names: one for each noun takes a third of its room."""
        if self.__pydantic_fields_set__ == self._names:
            object.__setattr__(self, "__pydantic_fields_set__", self._names)


class Source(Noun):
    """The file that was read. `sha256` is of its bytes; `pages` is null without pages."""

    name: Annotated[str, Field(min_length=1)]
    media_type: Annotated[str, Field(pattern=r"^[a-z]+/[\w.+-]+$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    pages: Count | None


class Citation(Noun):
    """A document named in the text: 《title》（document number）."""

    title: str
    document_number: str | None


class Notice(Noun):
    """The notice's own head (发文机关, 标题, 发文字号, 主送机关, 正文, 附件)."""

    issuer: str
    title: str
    document_number: str | None
    issued_on: date | None
    recipients: tuple[str, ...]
    body: str
    citations: tuple[Citation, ...]
    attachments: tuple[str, ...]


class Column(Noun):
    """A column of the ledger: the words of its header and the field it became."""

    header: str
    field: FieldName


class Heading(Noun):
    """One level of the outline: `label` as `一` or `（一）`, null where it has none."""

    label: str | None
    title: str


class Party(Noun):
    """A department (or group of them) with its role; `known`: found in the register."""

    name: Annotated[str, Field(min_length=1)]
    role: Role
    collective: bool
    known: bool


class Responsibility(Noun):
    """Who answers for a task (责任部门). `and_others`: the list ends in 等."""

    text: str
    and_others: bool
    parties: tuple[Party, ...]


class Deadline(Noun):
    """By when (时限要求). `due` is the last day that meets it, for the kind `date` alone."""

    text: str
    kind: DeadlineKind
    due: date | None


class Provenance(Noun):
    """One fragment that a value came from.

    `bbox` is [x0, top, x1, bottom] of the printed text in PDF points on the page as
    displayed, origin top left. Documents without pages have a `place` in words.
    """

    field: Annotated[
        str,
        Field(
            pattern=r"^(number|title|requirement|responsibility|deadline|outline\.\d+|extras\..+)$"
        ),
    ]
    page: Count | None
    bbox: tuple[float, float, float, float] | None
    place: str | None


class Task(Noun):
    """One task of the ledger (一项工作任务)."""

    sequence: Count
    number: int | None
    outline: tuple[Heading, ...]
    title: str | None
    requirement: str
    responsibility: Responsibility
    deadline: Deadline
    citations: tuple[Citation, ...]
    extras: dict[str, str]
    provenance: tuple[Provenance, ...]


class Ledger(Noun):
    """One table of tasks (台账), rebuilt from all the pages that it runs over."""

    title: str
    year: Year | None
    columns: tuple[Column, ...]
    tasks: tuple[Task, ...]


class Finding(Noun):
    """Something to know about the conversion. `ledger` counts from 1, `task` is a sequence."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    severity: Severity
    message: str
    ledger: Count | None
    task: Count | None
    field: str | None


class Document(Noun):
    """Everything that one notice says, and everything that is doubtful in it."""

    schema_version: Literal["1.0"]
    source: Source
    notice: Notice
    ledgers: Annotated[tuple[Ledger, ...], Field(min_length=1)]
    findings: tuple[Finding, ...]

    @property
    def year(self) -> int | None:
        """The year of the first ledger that has one."""
        return next((ledger.year for ledger in self.ledgers if ledger.year is not None), None)
