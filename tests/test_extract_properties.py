"""Any table that is printed or typed is read back as it was: cells, spans, and every character."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.docx import read_docx
from pipeline.extract.dump import read_dump
from pipeline.extract.grid import Rule, grids
from pipeline.extract.pdf import read_pdf
from pipeline.page import Fragment
from tests.tables import Press, Rows, Spanned, dump, spanned, word

WORDS = st.text("政务公开年底前办公室处〇，。、；（）“”12Al%", max_size=14)
MOST_ROWS, MOST_COLUMNS = 6, 5
# Columns wide enough for a character, and tables narrow enough for the page.
WIDTHS = st.lists(st.integers(24, 90), min_size=MOST_COLUMNS, max_size=MOST_COLUMNS)


@st.composite
def tilings(draw: st.DrawFn) -> list[list[int]]:
    """Rows of cells' names: rectangles that tile a table of at least two columns."""
    rows, columns = draw(st.integers(1, MOST_ROWS)), draw(st.integers(2, MOST_COLUMNS))
    owner = [[-1] * columns for _ in range(rows)]
    for name in range(rows * columns):
        free = [(r, c) for r in range(rows) for c in range(columns) if owner[r][c] < 0]
        if not free:
            break
        top, left = free[0]
        right = left + 1
        while right < columns and owner[top][right] < 0 and draw(st.integers(0, 2)) == 0:
            right += 1
        bottom = top + 1
        while bottom < rows and draw(st.integers(0, 2)) == 0:
            bottom += 1
        for r in range(top, bottom):
            for c in range(left, right):
                owner[r][c] = name
    return told_apart(owner)


def told_apart(owner: list[list[int]]) -> list[list[int]]:
    """The tiling without rows and columns that no edge of a cell divides: nobody could see them."""
    rows = [row for row, _ in groupby(owner)]
    turned = [column for column, _ in groupby(zip(*rows, strict=True))]
    return [list(row) for row in zip(*turned, strict=True)]


def is_one_table(owner: list[list[int]]) -> bool:
    """Has it columns, and does an inner rule go on below each rule right across?"""
    if len(owner[0]) < 2:
        return False
    rules = [{c for c in range(1, len(row)) if row[c] != row[c - 1]} for row in owner]
    for r in range(1, len(owner)):
        above, below = set[int]().union(*rules[:r]), set[int]().union(*rules[r:])
        across = all(upper != lower for upper, lower in zip(owner[r - 1], owner[r], strict=True))
        if above and below and not above & below and across:
            return False
    return True


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """A table of words, as `tests.tables` writes them."""
    owner = draw(tilings().filter(is_one_table))
    texts = {name: draw(WORDS) for row in owner for name in row}
    return [
        [_mark(owner, r, c) or texts[owner[r][c]] for c in range(len(owner[r]))]
        for r in range(len(owner))
    ]


def _mark(owner: Sequence[Sequence[int]], r: int, c: int) -> str:
    if c and owner[r][c - 1] == owner[r][c]:
        return "<"
    return "^" if r and owner[r - 1][c] == owner[r][c] else ""


def read_back(fragment: Fragment) -> list[Spanned]:
    """The cells of a fragment as `spanned` writes them, without line breaks."""
    return [
        Spanned(
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            "".join(line.text for line in cell.lines),
        )
        for cell in fragment.cells
    ]


@given(tables(), WIDTHS, st.sampled_from([7.5, 9.0, 10.5, 12.0]))
@settings(max_examples=40, deadline=None)
def test_a_printed_table_is_read_back(rows: Rows, widths: list[int], size: float) -> None:
    """As PDF, whatever is merged, and however narrow its columns."""
    press = Press(type_size=size)
    press.table(rows, [float(width) for width in widths[: len(rows[0])]])
    (page,), doubts = read_pdf(press.printed() if any_text(rows) else with_text(press), "a.pdf")
    (fragment,) = page.fragments
    assert read_back(fragment) == spanned(rows)
    assert doubts == ()


def any_text(rows: Rows) -> bool:
    """Does the table show a character?"""
    return any(cell.text for cell in spanned(rows))


def with_text(press: Press) -> bytes:
    """A page without a character is no notice."""
    press.write("附件", 60, 20)
    return press.printed()


@given(tables())
@settings(max_examples=25, deadline=None)
def test_a_typed_table_is_read_back(rows: Rows) -> None:
    """As DOCX, whatever is merged."""
    (page,), doubts = read_docx(word(rows), "a.docx")
    (fragment,) = page.fragments
    assert sorted(read_back(fragment), key=place) == sorted(spanned(rows), key=place)
    assert doubts == ()


def place(cell: Spanned) -> tuple[int, int]:
    """Where a cell begins."""
    return cell.row, cell.column


@given(tables())
@settings(max_examples=40, deadline=None)
def test_a_dumped_table_keeps_its_words(rows: Rows) -> None:
    """A dump knows no spans, but each word stands where its cell begins."""
    texts = [(cell.row, cell.column, cell.text) for cell in spanned(rows) if cell.text]
    (page,), _ = read_dump(dump("台账", rows), "a.txt")
    found = [
        (cell.row, cell.column, cell.text)
        for fragment in page.fragments
        for cell in fragment.cells
        if not cell.is_blank
    ]
    assert [text for *_, text in found] == [text for *_, text in texts]
    # A row of blanks parts a dump's table: it reads like the space between two pages.
    if len(page.fragments) == 1 and page.fragments[0].rows == len(rows):
        assert found == texts


GAPS = st.floats(14, 120)


@given(
    tilings().filter(is_one_table),
    st.lists(GAPS, min_size=MOST_COLUMNS, max_size=MOST_COLUMNS),
    st.lists(GAPS, min_size=MOST_ROWS, max_size=MOST_ROWS),
    st.floats(0, 1),
)
def test_a_drawn_tiling_is_read_back(
    owner: list[list[int]], widths: list[float], heights: list[float], apart: float
) -> None:
    """From its rules alone, each cell drawn with sides of its own, a little apart."""
    xs = [sum(widths[:n]) for n in range(len(owner[0]) + 1)]
    ys = [sum(heights[:n]) for n in range(len(owner) + 1)]
    cells = spanned(
        [[_mark(owner, r, c) or "x" for c in range(len(owner[0]))] for r in range(len(owner))]
    )
    across: list[Rule] = []
    down: list[Rule] = []
    for cell in cells:
        left, right = xs[cell.column], xs[cell.column + cell.column_span]
        top, bottom = ys[cell.row], ys[cell.row + cell.row_span]
        across += [Rule(top + apart, left, right), Rule(bottom - apart, left, right)]
        down += [Rule(left + apart, top, bottom), Rule(right - apart, top, bottom)]
    (grid,) = grids(across, down)
    assert [(r.row, r.column, r.row_span, r.column_span) for r in grid.regions] == [
        (c.row, c.column, c.row_span, c.column_span) for c in cells
    ]
    assert not any(region.open_top or region.open_bottom for region in grid.regions)
