"""The words that head the columns of ledgers, and what a column under each holds.

They are data (`headers.toml`), for people to add to.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from pipeline.text.cleaning import squeeze
from pipeline.text.deadline_words import is_deadline
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

# 交卷日 heads a column of days: no deadline is a word that ends so, without a numeral.
NAMES_A_DAY = re.compile("^[^0-9０-９一二三四五六七八九十每本当明全年]+[日月期]$")
BRACKETS = re.compile("（[^（）]*）")


@dataclass(frozen=True, slots=True)
class Words:
    """What one field's column can be headed with; `hints` only lean towards it."""

    kind: Kind
    words: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    hints: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All header words, in the order in which their patterns are tried."""

    fields: tuple[Words, ...]
    not_a_task: frozenset[str]
    never_a_task: tuple[re.Pattern[str], ...]
    remarks: frozenset[str]
    of_a_ledger: frozenset[str]
    in_charge: re.Pattern[str]

    def speaks_against(self, header: str) -> bool:
        """Is the column under `header` one that no ledger of tasks has?"""
        return BRACKETS.sub("", squeeze(header)) in self.not_a_task

    def is_foreign(self, header: str) -> bool:
        """Is it one that no ledger has, be it by a part of its word?"""
        plain = squeeze(header)
        return self.speaks_against(plain) or _any(self.never_a_task, plain)

    def announces_a_ledger(self, header: str) -> bool:
        """Is it a column that no field fits, and that ledgers have?"""
        return BRACKETS.sub("", squeeze(header)) in self.of_a_ledger

    def is_in_charge(self, header: str) -> bool:
        """Is the column for those who lead where another is for those who support?"""
        return self.in_charge.search(squeeze(header)) is not None

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
            if _any(field.patterns, bare):
                return field.kind
        return None

    def hints(self, header: str) -> Mapping[Kind, int]:
        """The fields to which parts of the word lean, and where the last such part ends.

        What a Chinese word means stands at its end.
        """
        plain = squeeze(header)
        ends = {
            field.kind: [
                found.end()
                for pattern in (*field.patterns, *field.hints)
                for found in pattern.finditer(plain)
            ]
            for field in self.fields
        }
        return {kind: max(held) for kind, held in ends.items() if held}


def _any(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


@cache  # the file is part of the program: reading it once is no state
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the program."""
    source = files("pipeline.text").joinpath("headers.toml").read_text("utf-8")
    data = tomllib.loads(source)
    not_a_task = frozenset(data.pop("not_a_task"))
    never = tuple(re.compile(pattern) for pattern in data.pop("never_a_task"))
    remarks = frozenset(data.pop("remarks"))
    of_a_ledger = frozenset(data.pop("of_a_ledger"))
    in_charge = re.compile(data.pop("in_charge"))
    fields = tuple(
        Words(
            kind=cast("Kind", name),
            words=frozenset(squeeze(word) for word in held["words"]),
            patterns=tuple(re.compile(pattern) for pattern in held["patterns"]),
            hints=tuple(re.compile(pattern) for pattern in held["hints"]),
        )
        for name, held in data.items()
    )
    return Vocabulary(fields, not_a_task, never, remarks, of_a_ledger, in_charge)


def stands_in_a_body(text: str) -> bool:
    """Is it what no header says: an outline label, a number, a deadline?"""
    number = split_number(text)
    is_number = number is not None and not number.rest
    is_day = is_deadline(text) and NAMES_A_DAY.search(text) is None
    return is_number or split_label(text) is not None or is_day
