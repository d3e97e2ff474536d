"""Numerals, labels and numbers at the head of a text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.numbering import number_of, split_label, split_number
from tests.case_files import cases

DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize("case", cases("text", "labels.json"))
def test_a_label_is_split_from_its_text(case: dict[str, Any]) -> None:
    """Its brackets become full-width, its mark goes, and the rest stays as it stood."""
    label = split_label(case["text"])
    assert label is not None
    assert (label.label, label.style, label.ordinal, label.rest) == (
        case["label"],
        case["style"],
        case["ordinal"],
        case["rest"],
    )


@pytest.mark.parametrize("case", cases("text", "labels-negative.json"))
def test_words_that_begin_with_a_numeral_are_no_label(case: dict[str, Any]) -> None:
    """一图读懂, 一、二季度, 3.5万 are words of the text."""
    assert split_label(case["text"]) is None


@pytest.mark.parametrize("case", cases("text", "numbers.json"))
def test_what_may_number_a_task_is_split_from_its_text(case: dict[str, Any]) -> None:
    """With a mark, with a space, with nothing, and alone in its cell."""
    number = split_number(case["text"])
    assert number is not None
    assert (number.value, number.printed, number.separator, number.rest) == (
        case["value"],
        case["printed"],
        case["separator"],
        case["rest"],
    )


@pytest.mark.parametrize("case", cases("text", "numbers-negative.json"))
def test_quantities_and_dates_number_no_task(case: dict[str, Any]) -> None:
    """What follows makes them plain: 3个, 10月, 3.5万, 3-5月."""
    assert split_number(case["text"]) is None


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("12", 12), ("１２", 12), ("〇", 0), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20),
        ("廿一", 21), ("卅", 30), ("一百零五", 105), ("二〇二一", 2021), ("①", 1), ("⑫", 12),
        ("㉑", 21), ("㊿", 50), ("⑴", 1), ("⒈", 1), ("㈠", 1), ("⼀", 1),
    ],
)  # fmt: skip
def test_a_numeral_is_read_however_it_is_written(numeral: str, number: int) -> None:
    """Arabic, Han, full-width, enclosed."""
    assert number_of(numeral) == number


@pytest.mark.parametrize(
    "text", ["", "²", "½", "甲", "十百", "Ⅳ", "一图", "1a", "1" * 5000, "一" * 5000]
)
def test_what_is_no_numeral_is_no_number(text: str) -> None:
    """A superscript is a unit's, a fraction no ordinal; nothing counts in thousands of digits."""
    assert number_of(text) is None


@given(st.integers(1, 99))
def test_spoken_numerals_up_to_99_read_back(number: int) -> None:
    """十 leaves its 一 out, and a round number its 〇."""
    tens, units = divmod(number, 10)
    spoken = ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "")
    assert number_of(spoken + (DIGITS[units] if units else "")) == number


@given(st.text("一二十第章（）(1)①、．.年月 \n主动公开3", max_size=12))
def test_the_rest_is_the_tail_of_the_text(text: str) -> None:
    """So that the length of what went before says how far a label reaches."""
    for split in (split_label(text), split_number(text)):
        assert split is None or text.endswith(split.rest)


def test_a_whole_body_is_asked_for_its_head_as_a_line_is() -> None:
    """Only that its answer is not held."""
    body = "加强政务公开工作" * 200
    label, number = split_label(f"（一）{body}"), split_number(f"1.{body}")
    assert label is not None
    assert (label.label, label.rest) == ("（一）", body)
    assert number is not None
    assert (number.value, number.rest) == (1, body)
