"""The words that head the columns of ledgers, and what a column under each holds.

They are data (`headers.toml`), for people to add to.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from pipeline.text.cleaning import squeeze
from pipeline.text.numbering import split_label, split_number

Kind = Literal[
    "number",
    "task",
    "requirement",
    "responsibility",
    "lead",
    "support",
    "responsible",
    "deadline",
    "extras",
]

DEADLINE = re.compile("(底|日|月|年|季度|半年)(之?前|内|末)?$|推进$|^(长期坚持?|常态化|及时|全年)$")
BRACKETS = re.compile("（[^（）]*）")


@dataclass(frozen=True, slots=True)
class Words:
    """What one field's column can be headed with."""

    kind: Kind
    words: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All header words, in the order in which their patterns are tried."""

    fields: tuple[Words, ...]
    not_a_task: frozenset[str]
    remarks: frozenset[str]

    def speaks_against(self, header: str) -> bool:
        """Is the column under `header` one that no ledger of tasks has?"""
        return BRACKETS.sub("", squeeze(header)) in self.not_a_task

    def is_remark(self, header: str) -> bool:
        """Is a column under `header` for the odd word?"""
        return re.sub(r" \(\d+\)$", "", header) in self.remarks

    def has(self, header: str) -> bool:
        """Is it a whole header word, and not only alike?"""
        plain = squeeze(header)
        bare = BRACKETS.sub("", plain) or plain
        known = any(word in field.words for field in self.fields for word in (plain, bare))
        return known or self.speaks_against(header)

    def kind(self, header: str) -> Kind | None:
        """What a column under `header` holds; None where no word is known."""
        plain = squeeze(header)
        bare = BRACKETS.sub("", plain) or plain
        for field in self.fields:
            if bare in field.words or plain in field.words:
                return field.kind
        for field in self.fields:
            if any(pattern.search(bare) for pattern in field.patterns):
                return field.kind
        return None


@cache  # the file is part of the program: reading it once is no state
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the program."""
    source = files("pipeline.text").joinpath("headers.toml").read_text("utf-8")
    data = tomllib.loads(source)
    not_a_task = frozenset(data.pop("not_a_task"))
    remarks = frozenset(data.pop("remarks"))
    fields = tuple(
        Words(
            kind=cast("Kind", name),
            words=frozenset(squeeze(word) for word in held["words"]),
            patterns=tuple(re.compile(pattern) for pattern in held["patterns"]),
        )
        for name, held in data.items()
    )
    return Vocabulary(fields, not_a_task, remarks)


def stands_in_a_body(text: str) -> bool:
    """Is it what no header says: an outline label, a number, a deadline?"""
    number = split_number(text)
    is_number = number is not None and not number.rest
    return is_number or split_label(text) is not None or is_deadline(text)


def is_deadline(text: str) -> bool:
    """Does a short text end as deadlines do?"""
    return DEADLINE.search(text) is not None
