"""Texts made of pieces; and texts that a pattern would try to cut for years."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.notice.masthead import MARKED_NUMBER, MARKS, PERSONS
from pipeline.rebuild.contents import names_parties
from pipeline.text.pieces import is_made_of

PIECES = (re.compile("[^。]{1,3}?(?:处|中心|[县委])"), re.compile("[王李].{1,2}[、]?"))


@pytest.mark.parametrize("piece", PIECES)
@given(text=st.text("甲处中心县委王李、。", max_size=12))
def test_a_text_is_made_of_pieces_where_a_pattern_says_so(
    piece: re.Pattern[str], text: str
) -> None:
    """The same answer, whichever way it has to be cut."""
    whole = re.compile(f"(?:{piece.pattern})+")
    assert is_made_of(text, piece, 6) == (whole.fullmatch(text) is not None)


def test_a_text_that_cannot_be_cut_is_soon_known() -> None:
    """A pattern tries some 2**1000 ways."""
    assert not is_made_of("处" * 2000 + "甲" * 9, PIECES[0], 6)


@pytest.mark.parametrize("end", ["甲" * 40, "处！", "处。处"])
def test_names_without_an_end_are_no_names_soon(end: str) -> None:
    """Characters that each may end a name."""
    assert not names_parties("处" * 2000 + end)


@pytest.mark.parametrize("pattern", [MARKS, MARKED_NUMBER.compiled, PERSONS.compiled])
@pytest.mark.parametrize("text", ["1" * 3000, "甲" * 3000 + "！", "特急" * 1000 + "！"])
def test_what_stands_over_a_notice_is_soon_known(pattern: re.Pattern[str], text: str) -> None:
    """A code of three thousand digits is no number of a copy, however it could be cut."""
    assert pattern.fullmatch(text) is None


def test_a_copys_number_is_a_mark() -> None:
    """Three to eight digits, with other marks."""
    assert MARKS.fullmatch("000123")
    assert MARKS.fullmatch("No.00012机密★1年特急")
