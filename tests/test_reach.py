"""How far a merged cell reaches: what the pictures do not show of it.

Which pieces a cell has, which of them only print it again, why they are one, and what is
doubted.
"""

from __future__ import annotations

from pipeline.rebuild.groups import Group
from pipeline.rebuild.reach import reach
from pipeline.rebuild.runs import runs
from pipeline.rebuild.sense import sense
from pipeline.rebuild.stitch import stitch
from pipeline.rebuild.strips import strips
from pipeline.text.words import Words
from tests.drawing import pages

HEADER = "工作任务 | 具体要求 | 责任单位 | 时限"


def groups(column: int, *drawing: str) -> tuple[Group, ...]:
    """The cells of one column of a drawn table."""
    (run,) = runs(pages(drawing))
    body = strips(run)
    usual = sense(run, body)
    joined = frozenset(join.strip for join in stitch(body, usual) if join.is_one_row)
    return reach(body, joined, usual, Words())[column]


def pieces(group: Group) -> list[str]:
    """The texts of a cell's pieces; empty for one that shows nothing."""
    return [piece.text for piece in group.pieces]


def test_a_cell_reaches_over_the_strips_that_it_covers() -> None:
    """On one page that is what is drawn."""
    first, second = groups(
        0, "--- page 1", HEADER,
        "一、甲 | 1.做好甲。 | 办公室 | 年底前", "^ | 2.做好乙。 | 办公室 | 年底前",
        "二、乙 | 3.做好丙。 | 办公室 | 年底前",
    )  # fmt: skip
    assert [(first.text, first.first, first.last), (second.text, second.first, second.last)] == [
        ("一、甲", 0, 1),
        ("二、乙", 2, 2),
    ]
    assert first.reasons == second.reasons == ()


def test_a_blank_piece_is_a_piece() -> None:
    """The text stands on one page, the cell on both; and it says why."""
    (only,) = groups(
        0, "--- page 1", HEADER, "一、甲 | 1.做好甲。 | 办公室 | 年底前",
        "--- page 2", HEADER, " | 2.做好乙。 | 办公室 | 年底前", "^ | 3.做好丙。 | 办公室 | 年底前",
    )  # fmt: skip
    assert pieces(only) == ["一、甲", ""]
    assert (only.first, only.last) == (0, 2)
    assert only.reasons == ("the merged cell goes on below the break",)


def test_a_text_printed_again_is_kept_apart() -> None:
    """It is no second text of the cell, but a second place of it."""
    (only,) = groups(
        0, "--- page 1", HEADER, "一、甲 | 1.做好甲。 | 办公室 | 年底前",
        "--- page 2", HEADER, "一、 甲 | 2.做好乙。 | 办公室 | 年底前",
    )  # fmt: skip
    assert pieces(only) == ["一、甲"]
    assert [repeat.block.cell.text for repeat in only.repeats] == ["一、 甲"]
    assert [repeat.block.cell.place.page for repeat in only.repeats] == [2]
    assert only.reasons == ("its text is printed again",)


def test_a_text_on_the_later_page_names_the_rows_before() -> None:
    """The blank piece is its first."""
    _, second = groups(
        0, "--- page 1", HEADER, "一、甲 | 1.做好甲。 | 办公室 | 年底前",
        " | 2.做好乙。 | 办公室 | 年底前", "^ | 3.做好丙。 | 办公室 | 年底前",
        "--- page 2", HEADER, "二、乙 | 4.做好丁。 | 办公室 | 年底前",
    )  # fmt: skip
    assert pieces(second) == ["", "二、乙"]
    assert (second.first, second.last) == (1, 3)


def test_a_text_cut_in_two_is_two_pieces() -> None:
    """Joined in the order of their pages."""
    (only,) = groups(
        0, "--- page 1", HEADER, "一、强化公 | 1.做好甲 | 办公室 | 年底前",
        "--- page 2", HEADER, "开工作 | 和乙。 | | ", "^ | 2.做好丙。 | 办公室 | 年底前",
    )  # fmt: skip
    assert pieces(only) == ["一、强化公", "开工作"]
    assert only.text == "一、强化公开工作"
    assert only.reasons == ("its row goes on over the page",)


def test_a_heading_ends_with_the_one_that_it_stands_under() -> None:
    """Though its words be those of the next."""
    inner = groups(
        1, "--- page 1", "工作任务 | < | 具体要求 | 责任单位",
        "一、甲 | （一）加强领导。 | 1.做好甲。 | 办公室",
        "--- page 2", "工作任务 | < | 具体要求 | 责任单位",
        "二、乙 | （一）加强领导。 | 2.做好乙。 | 办公室",
    )  # fmt: skip
    assert [(group.first, group.last) for group in inner] == [(0, 0), (1, 1)]


def test_a_banner_ends_the_heading_above_it() -> None:
    """A blank cell under it does not go on with the heading over it."""
    column = groups(
        0, "--- page 1", HEADER, "（一）甲 | 1.做好甲。 | 办公室 | 年底前",
        "二、乙 | < | < | <", "--- page 2", HEADER, " | 2.做好乙。 | 办公室 | 年底前",
    )  # fmt: skip
    assert [(group.text, group.first, group.last) for group in column] == [
        ("（一）甲", 0, 0),
        ("", 2, 2),
    ]


def test_a_value_is_taken_over_the_break_where_it_is_open() -> None:
    """No rule closes the cell, and cells of the column are merged elsewhere."""
    column = groups(
        3, "--- page 1", HEADER, "一、甲 | 1.做好甲。 | 办公室 | 年底前",
        "^ | 2.做好乙。 | 办公室 | ^", "^ | 3.做好丙。 | 办公室 | 10月底前~",
        "--- page 2", HEADER, " | 4.做好丁。 | 办公室 | ~", "^ | 5.做好戊。 | 办公室 | 6月底前",
    )  # fmt: skip
    assert [(group.text, group.first, group.last) for group in column] == [
        ("年底前", 0, 1),
        ("10月底前", 2, 3),
        ("6月底前", 4, 4),
    ]


def test_a_value_is_not_taken_over_a_break_that_is_closed() -> None:
    """Where cells that go on are open at their breaks, a closed one ends."""
    column = groups(
        3, "--- page 1", HEADER, "一、甲 | 1.做好甲。 | 办公室 | 年底前",
        "^ | 2.做好乙。 | 办公室 | ^", "^ | 3.做好丙和~ | 办公室 | 10月底前",
        "--- page 2", HEADER, " | ~丁。 | | ", "^ | 4.做好戊。 | 办公室 | 6月底前",
        "--- page 3", HEADER, " | 5.做好己。 | 办公室 | ",
    )  # fmt: skip
    assert [(group.text, group.first, group.last) for group in column][-2:] == [
        ("6月底前", 4, 4),
        ("", 5, 5),
    ]


def test_a_doubt_stands_with_the_blank_cell() -> None:
    """It may be empty, or merged with the cell above."""
    *_, last, blank = groups(
        4, "--- page 1", "序号 | 工作任务 | 责任单位 | 时限 | 备注",
        "1 | 做好甲。 | 办公室 | 年底前 | 重点", "2 | 做好乙。 | 办公室 | 年底前 | ^",
        "3 | 做好丙。 | 办公室 | 年底前 | ", "4 | 做好丁。 | 办公室 | 年底前 | 持续",
        "--- page 2", "5 | 做好戊。 | 办公室 | 年底前 | ",
    )  # fmt: skip
    assert (last.text, last.doubts) == ("持续", ())
    assert blank.is_blank
    assert len(blank.doubts) == 1


def test_the_rows_of_a_cell_are_those_of_its_strips() -> None:
    """Two strips of a cut row are one row, and a banner is none."""
    group = groups(
        0, "--- page 1", HEADER, "一、甲 | 1.做好甲 | 办公室 | 年底前",
        "--- page 2", HEADER, " | 和乙。 | | ", "^ | 2.做好丙。 | 办公室 | 年底前",
    )[0]  # fmt: skip
    assert (group.first, group.last) == (0, 2)
    assert group.rows({0: 0, 1: 0, 2: 1}) == [0, 1]
    assert group.rows({0: 0}) == [0]
