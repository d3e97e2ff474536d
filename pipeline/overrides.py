"""What a person has decided about one document's table, against or beside what its pages say.

A TOML file: `notice.pdf.overrides.toml` is the one of `notice.pdf`. Read strictly: a key that
nobody knows is a decision that would be lost without a word.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import OverridesUnreadable
from pipeline.reading import content_of

SUFFIX = ".overrides.toml"

Ordinal = Annotated[int, Field(ge=1)]


class Override(BaseModel):
    """One decision, about the `ledger` of that place in the document, from 1."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    ledger: Ordinal = 1


class Break(Override):
    """What becomes of the row that the break of a page, or of two parts, may have cut.

    `page` is the one below the break; `part` the part of the table below it, from 1, where a
    document has no pages or a page several parts.
    """

    page: Ordinal | None = None
    part: Ordinal | None = None
    rows: Literal["one", "two"]

    @model_validator(mode="after")
    def _has_a_place(self) -> Break:
        if self.page is None and self.part is None:
            message = "neither page nor part says where the break is"
            raise ValueError(message)
        return self


class Label(Override):
    """Which tasks a cell belongs to: a heading, or a value merged over several tasks.

    `column` is the words of its header or its place from the left, from 1; none for a row across
    the table. `text` is what the cell shows, or begins with. `page` and `task` tell apart cells
    that show the same: where one is printed, and a task that it reaches by itself. `tasks` are
    the sequences of the first task and the last.
    """

    column: str | Ordinal | None = None
    text: Annotated[str, Field(min_length=1)]
    page: Ordinal | None = None
    task: Ordinal | None = None
    # TOML has arrays and no tuples.
    tasks: Annotated[tuple[Ordinal, Ordinal], Field(strict=False)]

    @model_validator(mode="after")
    def _counts_up(self) -> Label:
        if self.tasks[1] < self.tasks[0]:
            message = "tasks are the first and the last, and the last stands before the first"
            raise ValueError(message)
        return self


class Overrides(BaseModel):
    """All that was decided about a document. Nothing, where nobody decided anything."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    breaks: tuple[Break, ...] = Field(default=(), alias="break")
    labels: tuple[Label, ...] = Field(default=(), alias="label")

    @classmethod
    def load(cls, path: str | Path) -> Overrides:
        """Read a file of overrides. Raises OverridesUnreadable."""
        data = _data(Path(path))
        try:
            return cls.model_validate(data)
        except ValidationError as problem:
            said = "; ".join(dict.fromkeys(_problems(problem)))
            raise OverridesUnreadable(
                path,
                f"the overrides are not understood: {said}",
                "Mend these lines; `taizhang explain` prints lines to copy.",
            ) from problem

    @classmethod
    def beside(cls, path: str | Path) -> Overrides:
        """The overrides that lie beside a document; none where no file does."""
        file = f"{path}{SUFFIX}"
        # Path.exists raises where the name is longer than any file's can be.
        return cls.load(file) if os.path.exists(file) else NO_OVERRIDES  # noqa: PTH110

    def of(self, ledger: int) -> Overrides:
        """What is about one ledger of the document, from 1."""
        return self.model_copy(
            update={
                "breaks": tuple(item for item in self.breaks if item.ledger == ledger),
                "labels": tuple(item for item in self.labels if item.ledger == ledger),
            }
        )

    def beyond(self, count: int) -> tuple[Override, ...]:
        """What is about a ledger that a document with `count` of them has not."""
        return tuple(item for item in (*self.breaks, *self.labels) if item.ledger > count)


# Nothing to be checked: what checks overrides is made when there are some.
NO_OVERRIDES = Overrides.model_construct()


def _data(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(content_of(path).decode("utf-8-sig"))
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        raise OverridesUnreadable(
            path, f"the overrides cannot be read ({reason})", "Check the path and its permissions."
        ) from trouble
    except UnicodeDecodeError as trouble:
        raise OverridesUnreadable(
            path, "the overrides are not UTF-8", "Save the file as UTF-8."
        ) from trouble
    # Python reads no number of some thousand digits, and tomllib no array in a thousand others.
    except (ValueError, RecursionError) as trouble:
        raise OverridesUnreadable(
            path,
            f"the overrides are no TOML ({str(trouble).rstrip('.')})",
            "Mend that line; `taizhang explain` prints lines to copy.",
        ) from trouble


def _problems(problem: ValidationError) -> Iterator[str]:
    """Each problem with its place in the words of the file: `label 2, tasks: …`."""
    for error in problem.errors():
        *place, last = (part for part in error["loc"] if part not in KINDS)
        if error["type"] == "extra_forbidden":
            holder = OWNERS.get(str(place[0])) if place else Overrides
            known = [] if holder is None else _keys(holder)
            where = f"{_place(place)}: " if place else ""
            yield f"{where}the key {last} is not known; known are {', '.join(known)}"
        else:
            message = SAID.get(error["type"], error["msg"].removeprefix("Value error, "))
            yield f"{_place([*place, last])}: {message[0].lower()}{message[1:]}"


def _keys(holder: type[BaseModel]) -> list[str]:
    """What may stand in a part of the file, as it is written there."""
    return [field.alias or name for name, field in holder.model_fields.items()]


def _place(parts: Sequence[str | int]) -> str:
    """`label 2, tasks`; the entries of a list count from 1."""
    said = ""
    for part in parts:
        said += f" {part + 1}" if isinstance(part, int) else f", {part}" if said else part
    return said


OWNERS: dict[str, type[Override]] = {"break": Break, "label": Label}
# Where pydantic speaks of Python and not of TOML.
SAID = {
    "tuple_type": "a list was expected, as [[label]] and tasks = [1, 2] are",
    "model_type": "a table was expected, as [[label]] begins one",
    "missing": "this key is needed",
}
# What pydantic calls the kinds in which a column may be given; they are no keys of the file.
KINDS = ("str", "constrained-int")
