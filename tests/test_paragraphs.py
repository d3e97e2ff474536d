"""Printed lines become paragraphs: by indent, by short lines, over page breaks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.page import Box, Line, Place
from pipeline.text.paragraphs import paragraphs

SIZE = 16.0
LEFT = 80.0
COLUMNS = 20
LEADING = 28.0
RIGHT = LEFT + COLUMNS * SIZE


def a_line(
    text: str, row: float, *, page: int = 1, x0: float = LEFT, size: float = SIZE, x1: float = 0.0
) -> Line:
    """A line of square characters in a row of the page, or drawn out to `x1`."""
    end = x1 or x0 + size * len(text)
    top = 100.0 + LEADING * row
    return Line(text, Place(page, Box(x0, top, end, top + size)), size=size)


def indented(text: str, row: float, *, page: int = 1) -> Line:
    """A line that begins two characters in."""
    return a_line(text, row, page=page, x0=LEFT + 2 * SIZE)


def centred(text: str, row: float, *, size: float = SIZE, page: int = 1) -> Line:
    """A line in the middle of its page."""
    x0 = (LEFT + RIGHT) / 2 - size * len(text) / 2
    return a_line(text, row, page=page, x0=x0, size=size)


def typeset(paragraph: str, row: int, *, page: int = 1) -> list[Line]:
    """A paragraph as it is printed: two characters in, then in full lines."""
    head, rest = paragraph[: COLUMNS - 2], paragraph[COLUMNS - 2 :]
    lines = [indented(head, row, page=page)]
    for number, at in enumerate(range(0, len(rest), COLUMNS), row + 1):
        lines.append(a_line(rest[at : at + COLUMNS], number, page=page))
    return lines


def texts(lines: Sequence[Line]) -> list[str]:
    """The paragraphs that lines make."""
    return [paragraph.text for paragraph in paragraphs(lines)]


LONG = "各处室要明确专人负责，认真对照工作任务和工作要求，细化职责分工，确保落实到位。"
SECOND = "每季度末报送进展情况，年底前完成全部任务，接受社会监督。"


def test_an_indent_begins_a_paragraph() -> None:
    """Though the line above is full."""
    full = "各处室要明确专人负责，认真对照工作任"
    lines = [a_line("厅机关各处室：", 0), indented(full, 1), indented("特此通知。", 2)]
    assert texts(lines) == ["厅机关各处室：", full, "特此通知。"]


def test_lines_that_follow_each_other_are_one_paragraph() -> None:
    """Joined without a gap."""
    assert texts(typeset(LONG, 0)) == [LONG]


def test_two_paragraphs_are_two() -> None:
    """Each with its lines."""
    first = typeset(LONG, 0)
    lines = [*first, *typeset(SECOND, len(first))]
    assert texts(lines) == [LONG, SECOND]
    assert [len(paragraph.lines) for paragraph in paragraphs(lines)] == [
        len(first),
        len(lines) - len(first),
    ]


def test_a_short_line_ends_its_paragraph() -> None:
    """What follows would have begun on it, though it is not indented."""
    lines = [a_line("厅机关各处室：", 0), a_line("各处室要明确专人负责，认真对照工作任务和", 1)]
    assert texts(lines) == [line.text for line in lines]


def test_a_line_is_full_that_leaves_no_room_for_the_next_word() -> None:
    """A mark may not begin a line, so that it takes the character before it along (避头尾)."""
    lines = [
        a_line("各处室要明确专人负责，认真对照工作任务", 0),
        a_line("完成。并报送办公室，由办公室汇总后公开。", 1),
    ]
    assert len(lines[0].text) == COLUMNS - 1
    assert texts(lines) == ["".join(line.text for line in lines)]
    # Two characters short: 完 alone would have had room, 成。 would not be begun.
    lines = [
        a_line("各处室要明确专人负责，认真对照工作任", 0),
        a_line("务”。并报送办公室，由办公室汇总后公开。", 1),
    ]
    assert texts(lines) == ["".join(line.text for line in lines)]


def test_a_number_is_not_broken_and_leaves_a_line_short() -> None:
    """2021年12月31日 begins on a line of its own where it does not fit."""
    lines = [
        a_line("请于规定时间内完成任务，时间截至", 0),
        a_line("20211231前，并由办公室汇总后公开。", 1),
    ]
    assert texts(lines) == ["".join(line.text for line in lines)]


def test_a_paragraph_cut_by_the_page_is_whole_again() -> None:
    """Its last line above is full, its first below is not indented."""
    lines = typeset(LONG, 0)
    moved = [*lines[:1], *(a_line(line.text, n, page=2) for n, line in enumerate(lines[1:]))]
    assert texts(moved) == [LONG]


def test_a_new_page_may_begin_a_paragraph() -> None:
    """It is indented there too."""
    lines = [*typeset(LONG, 20), *typeset(SECOND, 0, page=2)]
    assert texts(lines) == [LONG, SECOND]


def test_centred_lines_are_paragraphs_of_their_own() -> None:
    """A title of three lines is joined by whoever knows that it is one."""
    lines = [
        a_line("，" * (COLUMNS - 1) + "。", 0),
        centred("江州市人民政府办公室", 1),
        centred("关于印发重点工作台账", 2),
        centred("的通知", 3),
    ]
    made = paragraphs(lines)
    assert [paragraph.text for paragraph in made][1:] == [
        "江州市人民政府办公室",
        "关于印发重点工作台账",
        "的通知",
    ]
    assert [paragraph.is_centred for paragraph in made] == [False, True, True, True]


def test_a_first_line_that_leaves_as_much_as_it_stands_in_is_not_centred() -> None:
    """A full line follows it: it only looks so, with two characters free on either side."""
    first = "各处室要明确专人负责，认真对照。"
    lines = [indented(first, 0), a_line("各处室要细化职责分工，确保落实到位，接受监", 1)]
    assert [paragraph.is_centred for paragraph in paragraphs(lines)] == [False, False]
    alone = [a_line("，" * (COLUMNS - 1) + "。", 0), indented(first, 1)]
    assert [paragraph.is_centred for paragraph in paragraphs(alone)] == [False, True]


def test_the_rest_of_a_line_that_fills_the_page_may_be_centred() -> None:
    """So a long letterhead is broken on a narrow page; a sentence's end is none."""
    full = "江州市人民政府办公室江州市发展和改革委员"
    lines = [a_line(full, 0), centred("会文件", 1)]
    assert texts(lines) == [full + "会文件"]
    ended = [a_line(full[:-1] + "：", 0), centred("会文件", 1)]
    assert len(texts(ended)) == 2
    short = [a_line("，" * COLUMNS, 0), indented(full[:18], 2), centred("会文件", 3)]
    assert len(texts(short)) == 3
    far = [a_line(full, 0), centred("会文件", 3)]
    assert len(texts(far)) == 2
    larger = [a_line(full, 0), centred("会文件", 1, size=22.0)]
    assert len(texts(larger)) == 2


def test_type_of_another_size_begins_a_paragraph() -> None:
    """A title in large type does not go on in the text."""
    lines = [
        a_line("关于印发重点工作台账的通知关于印发", 0, size=20.0, x1=RIGHT),
        a_line("厅机关各处室，厅属各单位，各有关部门和单位", 1),
    ]
    assert len(texts(lines)) == 2


def test_a_gap_begins_a_paragraph() -> None:
    """A line left free parts two."""
    lines = [
        a_line("各处室要明确专人负责，认真对照工作任务，各", 0),
        a_line("处室要明确专人负责，认真对照工作任务，各处", 2.8),
    ]
    assert len(texts(lines)) == 2


def test_more_room_after_a_sentence_begins_a_paragraph() -> None:
    """Paragraphs that are not indented are set off; a line ends full all the same."""
    full = "做" * (COLUMNS - 1)
    lines = [a_line(f"{full}。", 0), a_line(f"{full}好", 1.3), a_line(f"{full}。", 2.3)]
    made = [p.text for p in paragraphs(lines)]
    assert made == [f"{full}。", f"{full}好{full}。"]


def test_without_boxes_each_line_is_a_paragraph() -> None:
    """A text file and a Word file say where their paragraphs end."""
    lines = [Line("现将台账印发给你们", is_paragraph=True), Line("请贯彻落实。", is_paragraph=True)]
    made = paragraphs(lines)
    assert [paragraph.text for paragraph in made] == ["现将台账印发给你们", "请贯彻落实。"]
    assert [paragraph.is_centred for paragraph in made] == [None, None]


def test_a_word_cut_by_the_line_is_whole_again() -> None:
    """Latin words part at a space, unless the line ran full within one."""
    cut = Line("皖事通AP", Place(1, Box(LEFT, 0, RIGHT, SIZE)), size=SIZE, is_cut_word=True)
    rest = Line("P受理", Place(1, Box(LEFT, LEADING, LEFT + 50, LEADING + SIZE)), size=SIZE)
    assert texts([cut, rest]) == ["皖事通APP受理"]


def test_no_lines_are_no_paragraphs() -> None:
    """There is nothing to join."""
    assert paragraphs([]) == ()


WORDS = st.text("各处室要明确专人负责认真对照工作任务", min_size=1, max_size=70)


# Two lines, so that both sides of the text are known wherever it stands.
SIDES = "以上各项请认真抓好落实，并将进展情况按时报送厅办公室。"


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_typeset_paragraphs_come_back(written: list[str], data: st.DataObject) -> None:
    """Whatever their lengths, and wherever the page ends."""
    lines: list[Line] = []
    for paragraph in [SIDES, *written, SIDES]:
        lines += typeset(paragraph, len(lines))
    cut = data.draw(st.integers(len(typeset(SIDES, 0)), len(lines) - len(typeset(SIDES, 0))))
    below = [
        a_line(line.text, row, page=2, x0=line.place.box.x0 if line.place.box else LEFT)
        for row, line in enumerate(lines[cut:])
    ]
    assert texts([*lines[:cut], *below]) == [SIDES, *written, SIDES]


@pytest.mark.xfail(strict=True, reason="A page's left side is that of its own lines.")
def test_a_page_of_nothing_but_first_lines_has_a_paragraph_for_each() -> None:
    """Where the text begins is known from the pages before."""
    articles = [f"{n}、各处室要明确专人负责认真对照工作" for n in "一二三"]
    lines = [*typeset(LONG, 0), *(indented(text, n, page=2) for n, text in enumerate(articles))]
    assert texts(lines) == [LONG, *articles]


def test_a_signature_alone_on_its_page_goes_on_with_nothing() -> None:
    """Its page has no other line to say where the text begins; the page before has."""
    signed = [a_line("安徽省民政厅", 0, page=2, x0=RIGHT - 8 * SIZE)]
    full = typeset(LONG[:38], 0)
    assert len(full[-1].text) == COLUMNS
    assert texts([*full, *signed]) == [LONG[:38], "安徽省民政厅"]
