"""A table cut anywhere comes back whole: properties of the rebuilding.

A ledger is made up, cut into pages at any row or inside any row, and drawn; see `drawing.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import given, note, settings
from hypothesis import strategies as st

from pipeline.departments import Register
from pipeline.model import Task
from pipeline.normalise.tasks import tasks
from pipeline.overrides import NO_OVERRIDES
from pipeline.rebuild import _stitched, rebuild, worked
from pipeline.rebuild.account import Piece, account
from pipeline.rebuild.assemble import Assembled, assemble
from pipeline.rebuild.parts import Run
from pipeline.rebuild.runs import runs
from pipeline.table import Row, Table
from pipeline.text.cleaning import clean
from pipeline.text.words import Words
from tests.drawing import ABOVE, LEFT, pages

HAN = "一二三四五六七八九"
OUTER, INNER, NUMBER, TEXT, PARTIES, DEADLINE = range(6)
HEADERS = ("工作任务", "重点任务", "序号", "具体要求", "责任单位", "时限要求")
CLAUSES = (
    "主动公开我省民政十四五规划纲要",
    "做好历史规划（计划）的归集整理",
    "依托政府网站、政务新媒体及时公开",
    "认真贯彻落实《政府工作报告》要求",
    "扎实做好“六稳”工作",
    "年底前实现一网通办",
    "增强可操作性、实效性",
    "除110、119等紧急热线外全部整合",
    "第三方评估结果每年公布",
)
NAMES = (
    "办公室",
    "规划财务处",
    "社会组织管理局",
    "基层政权建设和社区治理处",
    "区划地名处",
    "社会事务处（儿童福利处）",
    "省养老服务发展中心",
    "其他部门（单位）",
)
DEADLINES = ("年底前", "10月底前", "持续推进", "6月30日前")
# A cell of fewer characters is never cut: it stands on one of the two pages.
SHORT = 5
# The middle of a row that is cut twice fills a page.
FULL_PAGE = 12


@dataclass(frozen=True)
class Strip:
    """What one page shows of a row; a heading is known by its place in the ledger."""

    row: int
    texts: tuple[str, ...]
    headings: tuple[int, int]
    goes_on: bool = False


@st.composite
def ledgers(draw: st.DrawFn, *, numbers: str) -> list[tuple[str, ...]]:
    """Rows of two headings, number, text, departments and deadline, each whole.

    `numbers`: in a `column`, in the `text`, or `none`.
    """
    rows: list[tuple[str, ...]] = []
    sizes = st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=3), min_size=2, max_size=4)
    for outer, inners in enumerate(draw(sizes)):
        for inner, count in enumerate(inners):
            for _ in range(count):
                # Where no number speaks, a text of two sentences cut between them is two.
                most = 1 if numbers == "none" else 2
                text = "".join(draw(st.lists(sentence(), min_size=1, max_size=most, unique=True)))
                number = str(len(rows) + 1)
                rows.append(
                    (
                        f"{HAN[outer]}、强化{NAMES[outer]}工作",
                        f"（{HAN[inner]}）{CLAUSES[(3 * outer + inner) % len(CLAUSES)]}。",
                        number if numbers == "column" else "",
                        f"{number}.{text}" if numbers == "text" else text,
                        draw(parties()),
                        draw(st.sampled_from(DEADLINES)),
                    )
                )
    return rows


@st.composite
def sentence(draw: st.DrawFn) -> str:
    """A few clauses, ended as sentences are."""
    clauses = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4, unique=True)
    return "，".join(draw(clauses)) + "。"


@st.composite
def parties(draw: st.DrawFn) -> str:
    """A list of departments, with or without a lead."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
    if len(names) > 1 and draw(st.booleans()):
        return f"{names[0]}牵头，{'、'.join(names[1:])}配合"
    return "、".join(names) + draw(st.sampled_from(["", "等"]))


@st.composite
def cut(draw: st.DrawFn, rows: Sequence[tuple[str, ...]]) -> list[list[Strip]]:
    """The rows on their pages: a page ends after any row, or inside it.

    Two rows to a page, on the whole: what is usual in a ledger can be seen in no other way.
    """
    breaks = draw(st.lists(st.integers(0, len(rows) - 1), max_size=len(rows) // 2, unique=True))
    sheets: list[list[Strip]] = [[]]
    headings = (0, 0)
    for index, row in enumerate(rows):
        headings = (
            index if not index or row[OUTER] != rows[index - 1][OUTER] else headings[OUTER],
            index
            if not index or row[: INNER + 1] != rows[index - 1][: INNER + 1]
            else headings[INNER],
        )
        begins_page = not sheets[-1]
        pieces = draw(divided(row, begins_page=begins_page)) if index in breaks else [row]
        for place, texts in enumerate(pieces):
            if place:
                sheets.append([])
            sheets[-1].append(Strip(index, texts, headings, goes_on=place > 0))
        if index in breaks and len(pieces) == 1 and index + 1 < len(rows):
            sheets.append([])
    return sheets


@st.composite
def divided(draw: st.DrawFn, row: tuple[str, ...], *, begins_page: bool) -> list[tuple[str, ...]]:
    """A row as two pages or three show it, or whole where the page ends after it."""
    pieces = [row]
    for least in (1, FULL_PAGE)[: draw(st.integers(0, 2))]:
        pieces[-1:] = draw(halved(pieces[-1], least=least, begins_page=begins_page))
    return pieces


@st.composite
def halved(
    draw: st.DrawFn, row: tuple[str, ...], *, least: int, begins_page: bool
) -> list[tuple[str, ...]]:
    """The piece above the page's foot, of `least` characters of text, and the one below it.

    Long cells are cut at any character, but for numbers, which no line parts; the others stand
    whole on one side. A row that begins with its page shows its number there: what tells it
    from the row before would be missing.
    """
    upper, lower = list(row), [*row[:NUMBER], *[""] * (len(row) - NUMBER)]
    for column in (TEXT, PARTIES):
        places = places_to_cut(row[column], least if column == TEXT else 1)
        if len(row[column]) > SHORT and places:
            at = draw(st.sampled_from(places))
            upper[column], lower[column] = row[column][:at], row[column][at:]
    if lower[TEXT] and not begins_page:  # centred, the short cells may stand below
        for column in (NUMBER, DEADLINE):
            if draw(st.booleans()):
                upper[column], lower[column] = "", row[column]
    return [tuple(upper), tuple(lower)] if lower[TEXT] else [row]


def places_to_cut(text: str, least: int) -> list[int]:
    """Every place between two characters that are not both digits, from `least` on."""
    between = range(least, len(text))
    return [at for at in between if not (text[at - 1].isdigit() and text[at].isdigit())]


@st.composite
def drawn_pages(
    draw: st.DrawFn,
    rows: Sequence[tuple[str, ...]],
    columns: Sequence[int],
    *,
    is_dump: bool = False,
) -> list[str]:
    """The picture of a cut ledger, with each heading printed on some of its pages.

    A dump shows no merged cells: what is below a heading is blank, and one that is printed on
    a later page only would be the one above.
    """
    sheets = draw(cut(rows))
    repeats = draw(st.booleans())
    printed = {
        (level, heading): draw(printed_on(sheets, level, heading, is_late=not is_dump))
        for level in (OUTER, INNER)
        for heading in {strip.headings[level] for sheet in sheets for strip in sheet}
    }
    picture: list[str] = []
    for number, sheet in enumerate(sheets, 1):
        picture.append("--- dump" if is_dump else f"--- page {number}")
        if number == 1 or repeats:
            picture.append(" | ".join(HEADERS[column] for column in columns))
        for above, strip in pairwise([None, *sheet]):
            assert strip is not None
            texts = list(strip.texts)
            for level in (OUTER, INNER):
                heading = strip.headings[level]
                if above is not None and above.headings[level] == heading:
                    texts[level] = "" if is_dump else ABOVE
                elif number not in printed[level, heading]:
                    texts[level] = ""
            picture.append(" | ".join(texts[column] for column in columns))
    note("\n".join(picture))
    return picture


@st.composite
def printed_on(
    draw: st.DrawFn, sheets: list[list[Strip]], level: int, heading: int, *, is_late: bool
) -> set[int]:
    """The pages that show a heading's text: the first, the last or all that it reaches.

    The first does where no eye could tell the heading from the one before: where it begins with
    its page, as if that went on, or is one row high there, as if nobody had merged cells.
    """
    held = [
        number
        for number, sheet in enumerate(sheets, 1)
        if any(strip.headings[level] == heading for strip in sheet)
    ]
    first = [strip.headings[level] == heading for strip in sheets[held[0] - 1]]
    begins_page = first[0] and not sheets[held[0] - 1][0].goes_on
    choices = [{held[0]}, set(held)]
    if is_late and not begins_page and sum(first) > 1:
        choices.append({held[-1]})
    return draw(st.sampled_from(choices))


def texts(table: Table) -> list[tuple[str, ...]]:
    """What a rebuilt table says."""
    return [tuple(clean(value.text) for value in row.values) for row in table.rows]


def shown(rows: Sequence[tuple[str, ...]], columns: Sequence[int]) -> list[tuple[str, ...]]:
    """What must come back of a made-up ledger."""
    return [tuple(clean(row[column]) for column in columns) for row in rows]


def columns_of(numbers: str) -> list[int]:
    """The columns that are printed: that of the numbers only where they have one."""
    return [column for column in range(len(HEADERS)) if column != NUMBER or numbers == "column"]


@settings(deadline=None, max_examples=100)
@given(st.data(), st.sampled_from(["column", "text", "none"]))
def test_a_table_cut_anywhere_comes_back_whole(data: st.DataObject, numbers: str) -> None:
    """Whatever row a page ends with or inside of, whichever page a heading is printed on."""
    rows = data.draw(ledgers(numbers=numbers))
    columns = columns_of(numbers)
    picture = data.draw(drawn_pages(rows, columns))
    tables, findings = rebuild(pages(picture))
    assert [texts(table) for table in tables] == [shown(rows, columns)]
    assert [found for found in findings if found.severity == "error"] == []


@settings(deadline=None, max_examples=60)
@given(st.data(), st.sampled_from(["column", "text", "none"]))
def test_a_dump_cut_anywhere_comes_back_whole(data: st.DataObject, numbers: str) -> None:
    """Though it does not say which cells are merged."""
    rows = data.draw(ledgers(numbers=numbers))
    columns = columns_of(numbers)
    picture = data.draw(drawn_pages(rows, columns, is_dump=True))
    tables, findings = rebuild(pages(picture))
    assert [texts(table) for table in tables] == [shown(rows, columns)]
    assert [found for found in findings if found.severity == "error"] == []


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_dump_that_marks_no_pages_is_never_misread_in_silence(data: st.DataObject) -> None:
    """It comes back whole, or a person is asked."""
    rows = data.draw(ledgers(numbers="column"))
    columns = columns_of("column")
    first, *picture = data.draw(drawn_pages(rows, columns, is_dump=True))
    tables, findings = rebuild(pages([first, *(line for line in picture if line != first)]))
    if all(found.severity == "info" for found in findings):
        assert [texts(table) for table in tables] == [shown(rows, columns)]


@st.composite
def under_banners(
    draw: st.DrawFn, rows: Sequence[tuple[str, ...]], columns: Sequence[int]
) -> list[str]:
    """The picture of a cut ledger whose headings are rows across the table."""
    sheets = draw(cut(rows))
    repeats = draw(st.booleans())
    across = f" | {LEFT}" * (len(columns) - 1)
    picture: list[str] = []
    headings: tuple[str, ...] = ("", "")
    for number, sheet in enumerate(sheets, 1):
        picture.append(f"--- page {number}")
        if number == 1 or repeats:
            picture.append(" | ".join(HEADERS[column] for column in columns))
        for strip in sheet:
            above, headings = headings, rows[strip.row][:NUMBER]
            new = [
                h for level, h in enumerate(headings) if headings[: level + 1] != above[: level + 1]
            ]
            picture += [heading + across for heading in new]
            picture.append(" | ".join(strip.texts[column] for column in columns))
    note("\n".join(picture))
    return picture


@settings(deadline=None, max_examples=50)
@given(st.data(), st.sampled_from(["column", "text", "none"]))
def test_rows_across_the_table_head_the_tasks_under_them(data: st.DataObject, numbers: str) -> None:
    """Over page breaks, and whatever row the break cuts."""
    rows = data.draw(ledgers(numbers=numbers))
    columns = [column for column in columns_of(numbers) if column not in (OUTER, INNER)]
    (table,), _ = rebuild(pages(data.draw(under_banners(rows, columns))))
    assert texts(table) == shown(rows, columns)
    over = [[clean(value.text) for value in row.banners] for row in table.rows]
    assert over == [[clean(heading) for heading in row[:NUMBER]] for row in rows]


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_columns_in_another_order_give_the_same_tasks(data: st.DataObject) -> None:
    """Columns are known by what heads them and by what stands in them."""
    rows = data.draw(ledgers(numbers="column"))
    columns = columns_of("column")
    # The outer heading stands before the inner one, in whatever order the others are.
    others = data.draw(st.permutations(columns[1:]))
    place = data.draw(st.integers(0, others.index(INNER)))
    permuted = [*others[:place], OUTER, *others[place:]]
    picture = data.draw(drawn_pages(rows, columns))
    assert tasks_of(picture) == tasks_of(reordered(picture, columns, permuted))


def reordered(picture: Sequence[str], old: Sequence[int], new: Sequence[int]) -> list[str]:
    """The picture with its columns in another order."""
    moved = []
    for line in picture:
        bars = line.split(" | ")
        moved.append(" | ".join(bars[old.index(c)] for c in new) if len(bars) > 1 else line)
    return moved


def tasks_of(picture: Sequence[str]) -> list[Task]:
    """The tasks of a drawn ledger, without where they stood."""
    (table,), _ = rebuild(pages(picture))
    made, _ = tasks(table, issuer="", year=2021, register=Register(), ledger=1)
    return [task.model_copy(update={"provenance": ()}) for task in made]


LOSSES = {"text_lost", "text_doubled", "text_stranded"}
SCRAPS = (
    "一、强化公开",
    "（一）公开规划。",
    "公开各类规划，做好历史规划的归",
    "集整理。",
    "公开执法信息。",
    "3.解读重大政策。",
    "4",
    "5",
    "办公室牵头",
    "社会救助处、区划地",
    "名处等",
    "年底前",
    "备注",
    "工作任务",
)


@st.composite
def heaps(draw: st.DrawFn) -> list[str]:
    """Pages of a ledger on which any cell may hold anything, all merged in one direction."""
    columns = draw(st.integers(3, 5))
    merged = draw(st.sampled_from([ABOVE, LEFT]))
    cells = st.one_of(st.sampled_from(["", "", merged, merged]), st.sampled_from(SCRAPS))
    header = " | ".join(HEADERS[-columns:])
    picture: list[str] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        picture.append(f"--- page {number}")
        if number == 1 or draw(st.booleans()):
            picture.append(header)
        for row in range(draw(st.integers(1, 5))):
            marks = [draw(cells) for _ in range(columns)]
            picture.append(" | ".join(possible(marks, is_first=row == 0)))
    note("\n".join(picture))
    return picture


def possible(marks: list[str], *, is_first: bool) -> list[str]:
    """The row without cells merged with a neighbour that is not there."""
    first, *others = marks
    row = ["" if first == LEFT else first, *others]
    return ["" if mark == ABOVE and is_first else mark for mark in row]


@settings(deadline=None, max_examples=200)
@given(heaps())
def test_no_character_is_lost_or_doubled(picture: list[str]) -> None:
    """Whatever the pages show: it stands in the table once, or it is said what was left out."""
    done = worked(pages(picture))
    assert {found.code for found in done.findings} & LOSSES == set()
    assert all(ledger.account.is_balanced for ledger in done.ledgers)


@settings(deadline=None, max_examples=60)
@given(st.data(), st.sampled_from(["column", "text", "none"]))
def test_the_account_of_a_cut_table_is_balanced(data: st.DataObject, numbers: str) -> None:
    """What the cells show is what the tasks hold, headers and what is printed again: no more."""
    rows = data.draw(ledgers(numbers=numbers))
    picture = data.draw(drawn_pages(rows, columns_of(numbers)))
    for ledger in worked(pages(picture)).ledgers:
        made = ledger.account
        assert made.is_balanced
        assert made.lost == made.doubled == ()
        assert {left.reason for left in made.left_out} <= {"repeat"}


def one_run() -> tuple[Run, Assembled]:
    """A table of two tasks, put together."""
    drawing = [
        "--- page 1",
        "序号 | 工作任务 | 责任单位 | 时限",
        "1 | 公开各类规划。 | 规划财务处 | 年底前",
        "2 | 公开执法信息。 | 办公室 | 10月底前",
    ]
    (run,) = runs(pages(drawing))
    return run, assemble(_stitched(run, Words(), NO_OVERRIDES), Words(), 1)


def test_a_whole_table_has_lost_and_doubled_nothing() -> None:
    """What the fragments show and what the table holds are the same lines."""
    made = account(*one_run())
    assert made.lost == made.doubled == ()
    assert made.is_balanced


def test_a_row_that_is_missing_is_lost() -> None:
    """Its cells are named."""
    run, assembled = one_run()
    made = account(run, with_rows(assembled, assembled.table.rows[:1]))
    assert cells(made.lost) == ["2", "公开执法信息。", "办公室", "10月底前"]
    assert made.doubled == ()
    assert made.is_balanced


def test_a_row_that_stands_twice_is_doubled() -> None:
    """A copy of its values is not the merged cell that they would be if they were the same."""
    run, assembled = one_run()
    first, second = assembled.table.rows
    copy = replace(second, values=tuple(replace(value) for value in second.values))
    made = account(run, with_rows(assembled, (first, second, copy)))
    assert made.lost == ()
    assert cells(made.doubled) == ["2", "公开执法信息。", "办公室", "10月底前"]
    assert made.is_balanced


def cells(pieces: Sequence[Piece]) -> list[str]:
    """What pieces of an account say."""
    return [piece.text for piece in pieces]


def with_rows(assembled: Assembled, rows: tuple[Row, ...]) -> Assembled:
    """What was put together, with other rows."""
    return replace(assembled, table=replace(assembled.table, rows=rows))
