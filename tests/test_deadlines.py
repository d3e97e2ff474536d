"""By when: the last day that meets a deadline, and never a wrong one."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.deadlines import deadline, deadline_within
from tests.case_files import cases

YEARS = st.integers(1990, 2099)


@pytest.mark.parametrize("case", [*cases("deadlines", "[!w]*.json")])
def test_a_cell_is_read_into_its_deadline(case: dict[str, Any]) -> None:
    """Kind, last day, and what is doubtful; the text as printed, cleaned."""
    answer, findings = deadline(case["printed"], case["year"])
    assert (answer.kind, answer.due and answer.due.isoformat()) == (case["kind"], case["due"])
    assert [finding.code for finding in findings] == case["findings"]
    assert answer.text == case["printed"].replace(" ", "")


@pytest.mark.parametrize("case", cases("deadlines", "within.json"))
def test_a_deadline_inside_a_text_is_found(case: dict[str, Any]) -> None:
    """Only where the text says that something is done by then."""
    answer, _ = deadline_within(case["text"], 2021)
    assert (answer.text or None) == case["phrase"]
    assert (answer.due and answer.due.isoformat()) == case["due"]
    assert answer.kind == ("none" if case["phrase"] is None else "date")


@given(YEARS, st.integers(1, 12))
def test_the_end_of_a_month_is_its_last_day(year: int, month: int) -> None:
    """Leap years among them."""
    last = date(year, month, calendar.monthrange(year, month)[1])
    for printed in (f"{month}月底前", f"{month}月份", f"{month}月底"):
        assert deadline(printed, year)[0].due == last
    assert deadline(f"{year}年{month}月底前", None)[0].due == last


@given(YEARS, st.integers(0, 13), st.integers(0, 32))
def test_a_day_is_that_day_or_no_day(year: int, month: int, day: int) -> None:
    """Where the calendar has it, it is due; where it has not, the kind is unknown."""
    answer, findings = deadline(f"{month}月{day}日前", year)
    try:
        expected = date(year, month, day)
    except ValueError:
        assert (answer.kind, answer.due) == ("unknown", None)
        assert [finding.code for finding in findings] == ["deadline_impossible"]
    else:
        assert (answer.kind, answer.due) == ("date", expected)


@given(st.text("0123456789一二三四十年月日前底末季度上下半旬、，至-每持续起后《》 \n", max_size=14))
def test_only_a_date_has_a_day(text: str) -> None:
    """And whatever is not read is said."""
    for year in (2021, None):
        answer, findings = deadline(text, year)
        assert (answer.due is not None) == (answer.kind == "date")
        assert findings or answer.kind != "unknown"
