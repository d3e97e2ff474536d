"""By when: the last day that meets a deadline, and never a wrong one."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.deadlines import deadline, deadline_remarked, deadline_within
from pipeline.text.cleaning import clean
from tests.case_files import cases

YEARS = st.integers(1990, 2099)
DATES = st.dates(date(2000, 1, 1), date(2098, 12, 31))
NUMERALS = ("", *"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")
NUMERALS += (*(f"二十{one}" for one in "一二三四五六七八九"), "三十", "三十一")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def spoken(number: int) -> str:
    """A year digit by digit."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


FORMS: dict[str, Callable[[date], str]] = {
    "day": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "before the day": lambda day: f"{day.year}年{day.month}月{day.day}日前",
    "number": lambda day: f"{day.year}年{day.month:02}月{day.day:02}号之前",
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "dashes": lambda day: day.isoformat(),
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}前",
    "packed": lambda day: f"{day:%Y%m%d}",
    "wide": lambda day: f"{day.year}年{day.month}月{day.day}日前".translate(WIDE),
    "spoken": lambda day: f"{spoken(day.year)}年{NUMERALS[day.month]}月{NUMERALS[day.day]}日前",
    "until": lambda day: f"即日起至{day.year}年{day.month}月{day.day}日",
    "range": lambda day: f"{day.year}年1月1日—{day.month}月{day.day}日",
    "sentence": lambda day: f"于{day.year}年{day.month}月{day.day}日下班前报送（一式两份）",
    "weekday": lambda day: f"{day.year}年{day.month}月{day.day}日（星期五）17:00前",
    "list": lambda day: f"{day.year}年{day.month}月{day.day}日、{day.year + 1}年1月1日前",
}


@pytest.mark.parametrize("case", [*cases("deadlines", "[!w]*.json")])
def test_a_cell_is_read_into_its_deadline(case: dict[str, Any]) -> None:
    """Kind, last day, and what is doubtful; the text as printed, cleaned."""
    answer, findings = deadline(case["printed"], case["year"])
    assert (answer.kind, answer.due and answer.due.isoformat()) == (case["kind"], case["due"])
    assert [finding.code for finding in findings] == case["findings"]
    assert answer.text == case.get("text", clean(case["printed"]))


@pytest.mark.parametrize("case", cases("deadlines", "within.json"))
def test_a_deadline_inside_a_text_is_found(case: dict[str, Any]) -> None:
    """Only where the text says that something is done by then."""
    answer, _ = deadline_within(case["text"], 2021)
    assert (answer.text or None) == case["phrase"]
    assert (answer.due and answer.due.isoformat()) == case["due"]
    assert answer.kind == case.get("kind", "none" if case["phrase"] is None else "date")


@pytest.mark.parametrize("case", cases("deadlines", "within-remarks.json"))
def test_a_remark_may_be_a_deadline(case: dict[str, Any]) -> None:
    """The whole of it, or words within it; at once is no day, and that is said."""
    answer, findings = deadline_remarked(case["text"], 2021)
    assert (answer.kind, answer.due and answer.due.isoformat()) == (case["kind"], case["due"])
    assert findings or answer.kind != "unknown"


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


@pytest.mark.parametrize("form", FORMS)
@given(DATES, st.integers(0, 40))
def test_a_printed_day_is_read_back(form: str, day: date, cut: int) -> None:
    """In each form, wherever a line or a space breaks it, and whatever the ledger's year."""
    printed = FORMS[form](day)
    for year in (2021, None):
        assert deadline(printed, year)[0].due == day
    for gap in ("\n", " "):
        assert deadline(f"{printed[:cut]}{gap}{printed[cut:]}", 2021)[0].due == day


@given(st.text(max_size=30), YEARS | st.none())
def test_any_text_has_an_answer(text: str, year: int | None) -> None:
    """No text stops the program, and no day is far from every year that can be meant."""
    for read in (deadline, deadline_within, deadline_remarked):
        due = read(text, year)[0].due
        assert due is None or 1900 <= due.year <= 2110


@given(st.text("每持续推进及时完成前后底末旬起，。；、（）《》“”/-各期间 \n办公开", max_size=20))
def test_a_text_without_a_date_has_no_day(text: str) -> None:
    """Words alone give a kind and never a day."""
    assert deadline(text, 2021)[0].due is None
    assert deadline_within(text, 2021)[0].due is None


@given(
    st.text("0123一二三四十五年月日前底末季度上下半旬、，.（）至-每持续起后《》“” \n", max_size=16)
)
def test_reading_a_deadline_again_changes_nothing(text: str) -> None:
    """The text of an answer gives the answer."""
    answer, findings = deadline(text, 2021)
    assert deadline(answer.text, 2021) == (answer, findings)


@given(
    st.text(
        "0123一二三四十五年月日前底末季度上下半旬、，.（）至-每持续起后《》“”：完成时限 ",
        max_size=16,
    )
)
def test_a_day_within_a_text_is_one_that_the_text_names(text: str) -> None:
    """What is read from a sentence is never more than what is read from a cell."""
    answer, _ = deadline_within(text, 2021)
    assert answer.due is None or deadline(answer.text, 2021)[0].due == answer.due
