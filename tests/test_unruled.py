"""Tables whose columns no rule parts: ruled across, at head and foot, striped, or not at all.

What a page shows and what is read off it is drawn in `tests/cases/sheets/unruled-*.txt`.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from pipeline import convert
from pipeline.errors import NoLedger
from pipeline.extract.corridors import Corridor
from pipeline.extract.grid import Rule
from pipeline.extract.layout import laid_out
from pipeline.extract.levels import Run
from pipeline.extract.lines import Glyph
from pipeline.extract.rows import CellLine, Usual
from pipeline.extract.spans import PageRow, reaches
from pipeline.extract.turning import Sheet
from pipeline.model import Document
from pipeline.page import Box, Page
from tests.typesetting import A4 as FRAME
from tests.typesetting import page_of, paragraph, typed

FONT = "STSong-Light"
HEADER = ("序号", "工作任务", "责任单位", "完成时限")
LONG = (
    "主动公开规划纲要及有关专项规划，做好历史规划的归集整理和主动公开工作，充分展示接续奋斗历程。"
)
TASKS = (
    ("1", LONG, "办公室牵头，财务处、人事处和社会事务管理处配合", "年底前"),
    ("2", "公开预算和决算。", "财务处", "6月底前"),
    ("3", "解读政策。" + LONG, "法规处", "持续推进"),
    ("4", "管好网站栏目。", "办公室", "9月底前"),
)
WIDTHS = (40, 240, 150, 80)

STYLES: dict[str, list[tuple[object, ...]]] = {
    "horizontal": [("LINEABOVE", (0, 0), (-1, -1), 0.5, colors.black)],
    "head and foot": [
        ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
    ],
    "stripes": [("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.lightgrey])],
    "none": [],
}


def printed(
    folder: Path, rows: Sequence[Sequence[str]], style: Sequence[tuple[object, ...]]
) -> Path:
    """A notice of one table, as ReportLab sets it."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    text = ParagraphStyle("text", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK")
    content = BytesIO()
    table = LongTable(
        [[Paragraph(cell, text) for cell in row] for row in rows],
        colWidths=WIDTHS[-len(rows[0]) :],
        style=[*style],  # type: ignore[misc, list-item, arg-type, unused-ignore]
    )
    title = Paragraph("2024年政务公开工作台账", text)
    SimpleDocTemplate(content, pagesize=A4).build([title, table])
    path = folder / "notice.pdf"
    path.write_bytes(content.getvalue())
    return path


def tasks(document: Document) -> list[tuple[int | None, str, str, str]]:
    """What the ledger's tasks say."""
    return [
        (task.number, task.requirement, task.responsibility.text, task.deadline.text)
        for task in document.ledgers[0].tasks
    ]


@pytest.mark.parametrize("valign", ["TOP", "MIDDLE", "BOTTOM"])
@pytest.mark.parametrize("rules", STYLES)
def test_a_table_says_the_same_however_it_is_ruled(rules: str, valign: str, tmp_path: Path) -> None:
    """Every task is right, and nothing is a guess."""
    style = [*STYLES[rules], ("VALIGN", (0, 0), (-1, -1), valign)]
    document = convert(printed(tmp_path, (HEADER, *TASKS), style))
    assert tasks(document) == [(int(number), *rest) for number, *rest in TASKS]
    assert not [f for f in document.findings if f.severity != "info" and f.code == "cell_guessed"]


def test_rows_without_room_and_without_numbers_are_parted_by_their_texts(tmp_path: Path) -> None:
    """A line that is not full, or ends a sentence, ends its text; no task has two deadlines."""
    style = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    rows = [row[1:] for row in (HEADER, *TASKS)]
    document = convert(printed(tmp_path, rows, [*style, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    assert [(r, p, d) for _, r, p, d in tasks(document)] == [row[1:] for row in TASKS]


@pytest.mark.parametrize(
    "header",
    [
        ("序号", "品名", "规格", "单价"),
        ("姓名", "职务", "电话", "备注"),
        ("项目", "预算", "决算", "增减"),
    ],
)
def test_a_table_of_other_things_is_no_ledger(header: tuple[str, ...], tmp_path: Path) -> None:
    """Without rules, only a header of what is to be done and by whom or by when makes a table."""
    with pytest.raises(NoLedger):
        convert(printed(tmp_path, (header, *TASKS), []))


# Where the columns of a table set by hand begin.
XS = (60.0, 100.0, 200.0, 300.0)
ROWS = (
    ("序号", "任务", "责任单位", "时限"),
    ("1", "公开规划", "办公室", "年底前"),
    ("2", "公开预算", "财务处", "上半年"),
)


def row(place: float, *cells: str) -> list[Glyph]:
    """A row of a table, so many times 30 points down the page; lines stand 15 points apart."""
    top = 100 + 30 * place
    return [g for x, cell in zip(XS, cells, strict=False) for g in paragraph(cell, x, top)]


def page(rows: Sequence[Sequence[str]], fills: Sequence[Box] = ()) -> Page:
    """A page that shows some rows."""
    glyphs = [glyph for place, cells in enumerate(rows) for glyph in row(place, *cells)]
    (read,), _ = laid_out([Sheet(1, FRAME, tuple(glyphs), (), (), fills=tuple(fills))])
    return read


def texts(read: Page) -> list[list[str]]:
    """The texts of a page's only table, row by row."""
    (fragment,) = read.fragments
    return [[cell.text for cell in fragment.cells if cell.row == r] for r in range(fragment.rows)]


def test_a_header_and_rows_make_a_table() -> None:
    """Known words side by side, and texts under them."""
    assert texts(page(ROWS)) == [list(cells) for cells in ROWS]


def test_a_spaced_out_header_is_one() -> None:
    """责 任 单 位 is one word, and so is one that its line cuts."""
    spaced = ("序\n号", "任  务", "责 任 单 位", "时 限")
    assert texts(page((spaced, *ROWS[1:])))[1:] == [list(cells) for cells in ROWS[1:]]


@pytest.mark.parametrize(
    "line", ["各单位明确任务、责任单位、时限", "任务 责任", "任务一、责任单位和时限"]
)
def test_words_of_a_text_head_nothing(line: str) -> None:
    """A header's words stand apart, and are whole words of at least two fields."""
    assert page(((line,), *ROWS[1:])).fragments == ()


def test_stripes_part_the_rows() -> None:
    """Lines at one distance are of two rows where a stripe ends between them."""
    rows = (
        ROWS[0],
        ("1", "公开规划\n和决算", "办公室\n人事处", "年底前"),
        ("2", "公开预算\n和规划", "财务处\n法规处", "上半年"),
    )
    assert texts(page(rows, [Box(50.0, 127.5, 400.0, 157.5)])) == [list(cells) for cells in rows]


def read(glyphs: Sequence[Glyph]) -> list[list[str]]:
    """The texts of the only table that some characters make, row by row."""
    return texts(page_of(glyphs))


def test_a_heading_over_all_columns_may_have_its_label_in_another_than_its_text() -> None:
    """The white space between a number and its task runs through the one behind 一、."""
    heading = [*typed("一、", 76, 130), *typed("公开信息", 100, 130)]
    shown = read([*row(0, *ROWS[0]), *heading, *row(2, *ROWS[1]), *row(3, *ROWS[2])])
    assert shown == [list(ROWS[0]), ["一、公开信息"], list(ROWS[1]), list(ROWS[2])]


def test_two_words_of_a_header_never_share_a_column() -> None:
    """Text that fills its column touches the next; the white between spread letters is no edge."""
    words = [g for x, w in zip((60, 115, 230, 330), ROWS[0], strict=True) for g in typed(w, x, 100)]
    rows = [
        [
            *typed(number, 65, top),
            *typed("公开信息目录", 100, top, spread=2),
            *typed("办公室财务处人事处法规处", 198, top),
            *typed("年底前", 330, top),
        ]
        for number, top in (("1", 130.0), ("2", 160.0), ("3", 190.0))
    ]
    line = ["公开信息目录", "办公室财务处人事处法规处", "年底前"]
    shown = read([*words, *(glyph for held in rows for glyph in held)])
    assert shown[1:] == [[number, *line] for number in "123"]


def test_two_kinds_of_labels_are_two_columns_however_near() -> None:
    """一、 and （一） stand in a column each, though little white parts the two."""
    words = [g for x, w in ((80, "任务"), (170, "要求"), (300, "时限")) for g in typed(w, x, 100)]
    rows = [
        [
            *typed(f"{n}、公开", 60, top),
            *typed(f"（{n}）规划", 102, top),
            *typed(text, 170, top),
            *typed("年底前", 300, top),
        ]
        for n, text, top in (("一", "公开规划", 130.0), ("二", "公开预算", 160.0))
    ]
    shown = read([*words, *(glyph for held in rows for glyph in held)])
    assert shown[1] == ["一、公开", "（一）规划", "公开规划", "年底前"]


def test_a_line_that_begins_with_its_column_is_no_heading_over_all() -> None:
    """It runs over the edge behind its column, as text does that is set too close."""
    rows = [glyph for place, cells in enumerate(ROWS) for glyph in row(place, *cells)]
    shown = read([*rows, *typed("公开规划信息和有关的文件全文", 100, 145)])
    assert [len(cells) for cells in shown] == [len(cells) for cells in ROWS]


def test_digits_of_another_typeface_stand_beside_their_text() -> None:
    """Each number lies as much higher than its row as the others: the rows begin with both."""
    numbers = [g for n, top in (("1", 127), ("2", 157), ("3", 187)) for g in typed(n, 60, top)]
    cells = ("公开\n规划", "办公室\n财务处", "年底\n前")
    rows = [g for place in (1, 2, 3) for g in row(place, "", *cells)]
    shown = read([*row(0, *ROWS[0]), *numbers, *rows])
    assert shown == [list(ROWS[0]), *([n, *cells] for n in "123")]


def test_a_column_with_a_text_in_each_row_merges_none() -> None:
    """The first text fills its line and could go on; a merged cell would leave blanks elsewhere."""
    known = Usual(10, 15, 20, False, 1, False, None, (0.0, 1.0), (110, None))
    held = [CellLine(0, Run(tuple(typed("开展评估", 60, top)))) for top in (95, 110)]
    rows = [PageRow(90, 105, (100, 100), begins=True), PageRow(105, 120, (115, 115))]
    assert [(r.first, r.last) for r in reaches([(rows, held)], "headings", known)[0]] == [
        (0, 0),
        (1, 1),
    ]


def test_the_rest_of_a_heading_is_no_text_of_the_row_beside_it() -> None:
    """Its second line stands just where a text of the second row would."""
    known = Usual(10, 15, 20, False, 1, False, None, (0.0, 1.0), (None, None))
    held = [
        CellLine(0, Run(tuple(typed(t, 60, top)))) for t, top in (("一、公开", 95), ("规划", 110))
    ]
    rows = [PageRow(90, 105, (100, 100), begins=True), PageRow(105, 120, (115, 115))]
    assert [(r.first, r.last) for r in reaches([(rows, held)], "headings", known)[0]] == [(0, 1)]


def test_a_row_that_a_page_cuts_stands_under_one_heading() -> None:
    """A heading stands in it above the break, and another below: one of them is its neighbour's."""
    known = Usual(10, 15, 20, True, 1, False, None, (0.0, 1.0), (None, None))
    first = [CellLine(0, Run(tuple(typed("一、公开", 60, 95))))]
    second = [CellLine(0, Run(tuple(typed("二、解读", 60, 95))))]
    above = [PageRow(90, 120, (100, 115), begins=True), PageRow(120, 150, (130, 145))]
    below = [PageRow(90, 120, (100, 115), goes_on=True), PageRow(120, 150, (130, 145))]
    upper, lower = reaches([(above, first), (below, second)], "headings", known)
    assert (upper[0].last, lower[0].last) in {(0, 1), (1, 0)}


def test_the_later_lines_of_a_heading_beside_other_rows_are_no_texts_of_their_own() -> None:
    """Only its first line stands where a row has its text; the rest of a cut row is another's."""
    known = Usual(10, 15, 20, True, 1, False, None, (0.0, 1.0), (None, None))
    texts = zip((137, 152, 167), ("二、解读", "有关", "政策"), strict=True)
    heading = [CellLine(0, Run(tuple(typed(text, 60, top)))) for top, text in texts]
    middles = [line.middle for line in heading]
    rows = [
        PageRow(90, 132, (100, 127), goes_on=True),
        PageRow(132, middles[1] + 2, (middles[0], middles[0])),
        PageRow(middles[1] + 2, 190, (middles[2] + 6, 186)),
    ]
    (held,) = reaches([(rows, heading)], "headings", known)
    assert [(reach.first, reach.last) for reach in held] == [(0, 0), (1, 2)]


@pytest.mark.parametrize(
    ("lines", "is_guess"), [("（二）解读\n有关\n政策", True), ("（二）解读", False)]
)
def test_a_heading_too_high_for_the_last_row_may_be_printed_after_it(
    lines: str, *, is_guess: bool
) -> None:
    """Nothing is cut by the page, so that a heading with no room goes to the next one."""
    header = ("序号", "任务", "要求", "时限")
    first = (("1", "（一）公开", "公开规划", "年底前"), ("2", "", "公开预算", "上半年"))
    second = (("3", lines, "解读政策", "年底前"), ("4", "", "公开目录", "上半年"))
    sheets = [
        Sheet(
            number,
            FRAME,
            tuple(g for place, cells in enumerate((header, *rows)) for g in row(2 * place, *cells)),
            (),
            (),
        )
        for number, rows in ((1, first), (2, second))
    ]
    (above, _), _ = laid_out(sheets)
    doubts = [cell.doubts for cell in above.fragments[0].cells if cell.column == 1 and cell.row]
    assert any(doubts) is is_guess


def test_a_stripe_over_two_numbers_is_over_two_rows() -> None:
    """Where a label is merged, some engines paint its first row as high as the label."""
    more = [(str(n), "解读政策", "法规处", "年底前") for n in range(3, 8)]
    stripes = [
        Box(50.0, top, 400.0, bottom) for top, bottom in ((125, 185), (215, 245), (275, 305))
    ]
    assert texts(page((*ROWS, *more), stripes)) == [list(cells) for cells in (*ROWS, *more)]


def test_what_is_painted_under_rules_is_a_background() -> None:
    """Where rules part all rows, painted boxes part none: a cell ends where its rule does."""
    rows = (ROWS[0], (*ROWS[1][:3], "明年"), (*ROWS[2][:3], "年底前"))
    glyphs = [glyph for place, cells in enumerate(rows) for glyph in row(place, *cells)]
    rules = (Rule(122.0, 50.0, 400.0), Rule(153.0, 50.0, 290.0), Rule(183.0, 50.0, 400.0))
    box = Box(50.0, 90.0, 400.0, 190.0)
    (read,), _ = laid_out([Sheet(1, FRAME, tuple(glyphs), rules, (), fills=(box,))])
    (fragment,) = read.fragments
    cell = fragment.at(1, 3)
    assert cell is not None
    assert (cell.text, cell.row_span) == ("明年\n年底前", 2)


def test_the_white_of_a_mark_runs_over_no_edge() -> None:
    """A closing mark has its ink at the left of its box, and an opening one at the right."""
    corridor = Corridor(100.0, 102.0)
    assert not corridor.is_crossed(paragraph("规划。", 77.5, 100))
    assert corridor.is_crossed(paragraph("规划图", 77.5, 100))
    assert not corridor.is_crossed(paragraph("〔规划", 94.5, 100))


def test_what_is_a_guess_names_its_task(tmp_path: Path) -> None:
    """A blank deadline at the head-aligned foot of another may be merged with it, or empty."""
    rows = [HEADER, *TASKS[:2], ("3", "解读政策。", "法规处", ""), TASKS[3]]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    document = convert(printed(tmp_path, rows, style))
    guessed = [f for f in document.findings if f.code == "cell_guessed"]
    assert 3 in {f.task for f in guessed}
    assert {f.field for f in guessed} == {"deadline"}
