"""The brackets that end a requirement: who, and by when."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.departments import Register
from pipeline.normalise.deadlines import deadline
from pipeline.normalise.responsibility import responsibility_within
from pipeline.normalise.responsibility.end_brackets import when_within
from pipeline.normalise.responsibility.name_breaks import Known
from tests.case_files import cases

KNOWN = Known("", Register())


@pytest.mark.parametrize("case", cases("brackets"))
def test_brackets_say_who_and_by_when(case: dict[str, Any]) -> None:
    """No time is a name, and what says neither is left alone; nothing clear is doubted."""
    answer, doubts = responsibility_within(case["text"], KNOWN)
    assert answer.text == case["said"]
    assert [[party.name, party.role] for party in answer.parties] == case["parties"]
    assert {doubt.code for doubt in doubts} <= {"unknown_department"}
    when = when_within(case["text"])
    assert when == case["when"]
    if when:
        due, _ = deadline(when, 2021)
        assert due.kind == case.get("kind", "date")
        assert (due.due and due.due.isoformat()) == case.get("due")
