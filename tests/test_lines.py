"""From printed characters to lines of text."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.lines import Glyph, _any_line, _plain_line, lines
from pipeline.page import Box
from tests.typesetting import paragraph, typed


def texts(*glyphs: Glyph) -> list[str]:
    """The lines that characters make."""
    return [line.text for line in lines(glyphs, 1)]


def test_characters_on_one_height_are_a_line() -> None:
    """Lines stand from the top, whatever was drawn first."""
    assert texts(*typed("下面", 0, 20), *typed("上面", 0, 0)) == ["上面", "下面"]


def test_a_line_is_read_from_the_left() -> None:
    """Whatever was drawn first."""
    assert texts(*reversed(typed("政务公开"))) == ["政务公开"]


def test_no_characters_make_no_line() -> None:
    """Nor do blanks alone."""
    assert texts() == []
    assert texts(Glyph(" ", Box(0, 0, 5, 10), 10)) == []


def test_raised_and_lowered_characters_stay_in_their_line() -> None:
    """10³ and H₂O are set in smaller type, above and below the middle of the line."""
    raised = Glyph("³", Box(10, -2, 13, 4), 6)
    lowered = Glyph("₂", Box(23, 6, 26, 12), 6)
    assert texts(*typed("10"), raised, *typed("亿", 13), lowered) == ["10³亿₂"]


def test_a_bold_character_printed_twice_is_read_once() -> None:
    """Programs without a bold typeface print each character again, a hair to the right."""
    shifted = typed("责任人人", 0.4)
    assert texts(*typed("责任人人"), *shifted) == ["责任人人"]


def test_a_line_printed_twice_at_one_place_is_read_once() -> None:
    """So does a shadow, or a page that was stamped onto itself."""
    assert texts(*typed("工作任务"), *typed("工作任务")) == ["工作任务"]


def test_the_same_character_twice_side_by_side_stays() -> None:
    """人人 is a word, 11 a number."""
    assert texts(*typed("人人参与11项")) == ["人人参与11项"]


@pytest.mark.parametrize("text", ["ll", "//", "......", "::", "ii"])
def test_narrow_characters_side_by_side_stay(text: str) -> None:
    """In most Latin typefaces l, /, and . are about a quarter of their size wide."""
    width = 2.22  # Arial's l, in type of 10 points
    set_type = [
        Glyph(character, Box(i * width, 0, (i + 1) * width, 10), 10)
        for i, character in enumerate(text)
    ]
    assert texts(*set_type) == [text]


def test_a_wide_gap_between_latin_words_is_a_space() -> None:
    """Most programs move on instead of printing a blank."""
    assert texts(*typed("Open Data")) == ["Open Data"]


def test_a_narrow_gap_between_latin_words_is_a_space() -> None:
    """A justified line takes room from its blanks, though not from within words."""
    assert texts(*typed("n"), *typed("D", x=7.4)) == ["n D"]


def test_a_gap_within_han_text_is_none() -> None:
    """Lines are spread out to fill their width."""
    assert texts(*typed("工作任务", spread=4)) == ["工作任务"]


def test_a_gap_as_wide_as_a_character_is_a_space() -> None:
    """`责 任 单 位` is printed so; it is cleaning that knows what it means."""
    assert texts(*typed("责", 0), *typed("任", 20)) == ["责 任"]


def test_a_printed_blank_is_not_doubled() -> None:
    """Where a program prints the blank and leaves a gap besides, there is one space."""
    blank = Glyph(" ", Box(10, 0, 15, 10), 10)
    assert texts(*typed("A", 0), blank, *typed("B", 20)) == ["A B"]


def test_a_line_knows_its_box_and_type() -> None:
    """The box holds what is inked: a blank at the end is not."""
    blank = Glyph(" ", Box(50, 0, 55, 10), 10)
    (line,) = lines([*typed("年底前", 20, 5), blank], 3)
    assert (line.place.page, line.place.box) == (3, Box(20, 5, 50, 15))
    assert line.size == 10
    assert not line.is_paragraph


def test_each_character_knows_where_it_ends() -> None:
    """So that the number at the head of a text can be boxed by itself."""
    (line,) = lines(typed("1主动 A B"), 1)
    assert line.text == "1主动A B"
    assert tuple(line.ends) == (5, 15, 25, 35, 40, 45)


def test_a_ligature_ends_in_one_place() -> None:
    """One printed sign may be two characters."""
    (line,) = lines([Glyph("fi", Box(0, 0, 6, 10), 10)], 1)
    assert (line.text, tuple(line.ends)) == ("fi", (6, 6))


def test_tight_lines_stay_apart() -> None:
    """Lines set without any room between them are lines all the same."""
    assert texts(*typed("上一行", 0, 0), *typed("下一行", 0, 10)) == ["上一行", "下一行"]


def test_large_and_small_type_in_one_line() -> None:
    """A line's head may be set larger than the rest."""
    large = typed("一", 0, 0, size=20)
    assert texts(*large, *typed("、总体要求", 20, 7)) == ["一、总体要求"]


TEXT = st.text("政务公开、。（）12Al ", min_size=1, max_size=12)


@given(st.lists(TEXT, min_size=1, max_size=4), st.randoms())
def test_no_character_is_lost(rows: list[str], random: Random) -> None:
    """Each line gives its characters, in order, and each has its end."""
    set_type = paragraph("\n".join(rows), 0, 0)
    random.shuffle(set_type)
    read = lines(set_type, 1)
    squeezed = ["".join(row.split()) for row in rows]
    assert ["".join(line.text.split()) for line in read] == [row for row in squeezed if row]
    assert all(len(line.ends) == len(line.text) for line in read)
    assert all(list(line.ends) == sorted(line.ends) for line in read)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["人", "务", "a", "1", " ", "", "fi", "，"]),
            st.floats(-12, 12),
            st.sampled_from([0.0, 2.5, 5.0, 10.0]),
            st.sampled_from([10.0, 12.0]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_line_told_at_once_is_the_line_that_a_closer_look_gives(
    held: list[tuple[str, float, float, float]],
) -> None:
    """Whatever gaps it has, and whatever lies over what: else it is left to the closer look."""
    row: list[Glyph] = []
    at = 0.0
    for text, gap, width, size in held:
        row.append(Glyph(text, Box(at + gap, 0, at + gap + width, size), size))
        at += gap + width
    assert _plain_line(row, 1) in (None, _any_line(row, 1))


def test_most_lines_are_told_at_once() -> None:
    """Nothing is left to the closer look where characters stand side by side."""
    assert _plain_line(typed("政务公开"), 1) is not None
