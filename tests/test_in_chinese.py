"""Every code that people may see has a Chinese word."""

from __future__ import annotations

from typing import get_args

import pytest

from pipeline.changes import Aspect, Doubt, Kind
from pipeline.emit.wording.in_chinese import field_name, in_chinese, words
from pipeline.findings import CODES
from pipeline.model import DeadlineKind, FieldName, Role, Severity

COLUMNS = {"lead", "support", "responsible"}


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("aspects", set(get_args(Aspect))),
        ("deadline_kinds", set(get_args(DeadlineKind))),
        ("doubts", set(get_args(Doubt))),
        ("fields", (set(get_args(FieldName)) - COLUMNS) | {"citations"}),
        ("findings", set(CODES)),
        ("kinds", set(get_args(Kind))),
        ("roles", set(get_args(Role))),
        ("severities", set(get_args(Severity))),
    ],
)
def test_every_code_has_a_word_and_every_word_a_code(kind: str, codes: set[str]) -> None:
    """A code without a word would stop a report; a word without a code is never shown."""
    assert set(words()[kind]) == codes


def test_a_word_without_a_code_is_an_error() -> None:
    """Nothing is shown in English by accident."""
    with pytest.raises(KeyError):
        in_chinese("roles", "chief")


def test_a_level_of_the_outline_and_a_column_of_ones_own_have_names() -> None:
    """As provenance names them."""
    assert field_name("outline.1") == "任务分类"
    assert field_name("extras.完成情况") == "完成情况"
