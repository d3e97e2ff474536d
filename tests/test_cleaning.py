"""Cleaning takes out what layout and fonts put in, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.cleaning import (
    _UNTOUCHED,
    FIXES,
    HAN,
    clean,
    fold_document_number,
    squeeze,
)
from tests.case_files import cases

# What notices are made of, and what breaks them.
NOTICE = st.text(
    st.one_of(
        st.sampled_from(
            "政务公开一二（）()〔〕[]【】《》“”，,；;：:？?！!。、…·12０①³²％%aBＣ \n\r\t\u3000\xa0"
        ),
        st.sampled_from("⺠⻔⼀⼯\uf9dd\u200b\u00ad\ufeff\u2028\x07\u20ac"),
        st.characters(),
    ),
    max_size=40,
)


@pytest.mark.parametrize("case", cases("text", "clean-real.json"))
def test_what_layout_and_fonts_put_in_is_taken_out(case: dict[str, Any]) -> None:
    """Breaks, spaces, radicals, narrow punctuation and brackets, invisible characters."""
    assert clean(case["printed"]) == case["clean"]


@pytest.mark.parametrize("case", cases("text", "clean-negative.json"))
def test_what_the_author_wrote_stays(case: dict[str, Any]) -> None:
    """Signs, units, numbers, Latin words, and the brackets of a year are words of the text."""
    assert clean(case["printed"]) == case["printed"]


@given(NOTICE)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A clean text is clean."""
    assert clean(clean(text)) == clean(text)


@given(NOTICE)
def test_no_han_character_is_lost(text: str) -> None:
    """Radicals and compatibility forms become characters; none of them goes."""
    han = re.compile(f"[{HAN}\u2e80-\u2fd5\U0002f800-\U0002fa1f]")
    assert len(han.findall(clean(text))) == len(han.findall(text))


@given(NOTICE)
def test_nothing_visible_is_added_or_lost(text: str) -> None:
    """Only spaces and invisible characters go; everything else stands at its place."""

    def visible(some: str) -> int:
        kept = [c for c in some if not re.match(r"[\s\x1c-\x1f]", c)]
        marks = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff\ufffe\uffff]")
        return sum(
            1
            for c in kept
            if unicodedata.category(c) not in ("Cc", "Cf", "Cs") and not marks.match(c)
        )

    assert visible(clean(text)) == visible(text)


@given(NOTICE)
def test_a_squeezed_text_has_no_space_and_is_the_clean_text_otherwise(text: str) -> None:
    """Squeezing is for comparing: one text however it was spaced."""
    assert squeeze(text) == clean(text).replace(" ", "")


@given(st.text("政务公开台账", min_size=2, max_size=12), st.data())
def test_a_han_text_spaced_or_broken_anywhere_comes_back(text: str, data: st.DataObject) -> None:
    """However a page justified and wrapped the line."""
    gaps = st.sampled_from(["", " ", "\n", "\u3000", " \n ", "\u200b"])
    spaced = "".join(character + data.draw(gaps) for character in text)
    assert clean(spaced) == text


def test_every_kangxi_radical_is_folded() -> None:
    """All of U+2F00 to U+2FD5 become characters that a person would type."""
    for code in range(0x2F00, 0x2FD6):
        assert "\u3400" <= clean(chr(code)) <= "\u9fff"


def test_every_supplementary_radical_with_an_equivalent_is_folded() -> None:
    """All of U+2E80 to U+2EF3 but three: ⺀ and ⺚ have no equivalent, U+2E9A no character."""
    kept = [code for code in range(0x2E80, 0x2EF4) if clean(chr(code)) == chr(code)]
    assert kept == [0x2E80, 0x2E9A]


def each_fix(text: str) -> str:
    """The text after every fix, one after the other."""
    for fix in FIXES:
        text = fix(text)
    return text


def test_no_fix_changes_a_character_of_a_plain_text() -> None:
    """What is taken for clean at sight is: Han, letters, digits and the marks of Chinese."""
    plain = [chr(code) for code in range(0x10000) if _UNTOUCHED.fullmatch(chr(code))]
    assert len(plain) > 20_000
    assert each_fix("".join(plain)) == "".join(plain)


@given(NOTICE)
def test_cleaning_is_every_fix_in_order(text: str) -> None:
    """Also where the text is taken for clean at sight, or was asked before."""
    assert clean(text) == clean(text) == each_fix(text)
    assert squeeze(text) == each_fix(text).replace(" ", "")


def test_a_long_text_is_cleaned_as_a_short_one_is() -> None:
    """Long ones are not held to be asked again."""
    text = "规 划(财务),处" * 300
    assert clean(text) == each_fix(text)
    assert squeeze(text) == each_fix(text).replace(" ", "")


def test_every_fix_has_a_name_of_its_own() -> None:
    """Names are what the steps of an answer are told by."""
    assert len({fix.__name__ for fix in FIXES}) == len(FIXES)


@pytest.mark.parametrize(
    "printed",
    [
        "皖政办秘[2021]52号",
        "皖政办秘（2021） 52号",
        "皖政办秘﹝2021﹞52 号",
        "皖政办秘〔2021〕52号",
    ],
)
def test_a_document_number_has_one_way_of_writing(printed: str) -> None:
    """〔2021〕 is what GB/T 9704-2012 prescribes, whatever the keyboard had."""
    assert fold_document_number(printed) == "皖政办秘〔2021〕52号"


def test_brackets_that_hold_no_year_of_a_number_stay() -> None:
    """（2021） is a document number's year only before a number and 号."""
    assert (
        fold_document_number("工作要点（2021）和清单[2020]3项") == "工作要点（2021）和清单[2020]3项"
    )
