"""The workbook of several years: a line a year, a line a task, its years side by side."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from pipeline.changes import History
from pipeline.emit.of_years import HISTORY
from pipeline.emit.wording.in_chinese import in_chinese
from pipeline.emit.workbooks.history_xlsx import history_xlsx
from pipeline.model import Document
from pipeline.years import history
from tests.documents import a_document, a_task
from tests.test_changes_xlsx import TEXTS, a_year, named, rows


def three_years() -> list[Document]:
    """One task that stays, one that is reworded and goes, one that goes and comes back."""
    office = named("办公室")

    def year(number: int, *texts: str) -> Document:
        tasks = [
            a_task(n, requirement=text, responsibility=office) for n, text in enumerate(texts, 1)
        ]
        return a_year(number, *tasks)

    return [
        year(2021, TEXTS[0], TEXTS[3], TEXTS[2]),
        year(2022, TEXTS[0], TEXTS[3].replace("每月", "每季度")),
        year(2023, TEXTS[0], TEXTS[2], TEXTS[1]),
    ]


@pytest.fixture(scope="module")
def made() -> History:
    """The history of the three years."""
    return history(three_years())


@pytest.fixture(scope="module")
def book(made: History) -> Any:
    """Its workbook, as an independent reader sees it."""
    return openpyxl.load_workbook(io.BytesIO(history_xlsx(made, three_years())), rich_text=True)


def test_a_year_is_a_line_with_the_numbers_of_the_json(book: Any, made: History) -> None:
    """Its tasks are first, unchanged, changed or returned."""
    assert book.sheetnames == ["汇总", "沿革", "待复核"]
    for row, year in zip(rows(book, "汇总"), made.summary, strict=True):
        assert (
            row["任务数"]
            == year.tasks
            == sum(
                row[in_chinese("steps", kind)]
                for kind in ("first", "unchanged", "changed", "returned")
            )
        )
        assert row["比上年减少"] == year.gone
        assert row["首次出现"] == year.first
    assert [row["年度"] for row in rows(book, "汇总")] == ["2021年", "2022年", "2023年"]


def test_a_thread_is_a_line_with_a_group_of_columns_for_each_year(book: Any, made: History) -> None:
    """Blank where the year does not have the task; every task of each year stands once."""
    found = rows(book, "沿革")
    assert len(found) == len(made.threads)
    by_text = {str(row["2021年内容"] or row["2023年内容"]): row for row in found}
    stays, goes, comes_back, new = (by_text[TEXTS[place]] for place in (0, 3, 2, 1))
    assert (stays["首次年度"], stays["最近年度"], stays["年数"]) == ("2021年", "2023年", 3)
    assert goes["2023年内容"] is None
    assert goes["2023年变化"] is None
    assert (comes_back["2022年内容"], comes_back["年数"]) == (None, 2)
    assert str(comes_back["2023年变化"]).startswith("再次出现")
    assert (new["2021年内容"], new["2023年序号"]) == (None, 3)
    for year, document in zip((2021, 2022, 2023), three_years(), strict=True):
        texts = sorted(str(row[f"{year}年内容"]) for row in found if row[f"{year}年内容"])
        assert texts == sorted(task.requirement for task in document.ledgers[0].tasks)


def test_what_changed_is_marked_and_what_went_is_named(book: Any) -> None:
    """The text of the year is whole; words that went stand beside it."""
    row = next(row for row in rows(book, "沿革") if str(row["2021年内容"]) == TEXTS[3])
    lined = [run.text for run in row["2022年内容"] if not isinstance(run, str) and run.font.u]
    assert "季度" in "".join(lined)
    struck = [run.text for run in row["2022年变化"] if not isinstance(run, str) and run.font.strike]
    assert "月" in "".join(struck)
    assert str(row["2022年变化"]) == f"有变、内容改写\n工作要求删去：{'／'.join(struck)}"
    assert row["2021年变化"] == "首次出现"


def test_lists_are_ready_to_filter_and_print(book: Any) -> None:
    """All three, and nothing in them is a formula."""
    for page in book:
        assert page.auto_filter.ref is not None
        assert page.print_title_rows == "$1:$1"
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_many_years_are_printed_over_several_pages_that_can_be_read() -> None:
    """Each with the columns that say which task it is; what fits on one page stays on it."""
    for count, pages in ((2, 1), (5, 2)):
        documents = [a_year(2018 + number, a_task()) for number in range(count)]
        book = openpyxl.load_workbook(io.BytesIO(history_xlsx(history(documents), documents)))
        page = book["沿革"]
        assert (page.page_setup.fitToWidth or 1) == pages
        assert (page.print_title_cols or "") == ("" if pages == 1 else "$A:$D")


def test_close_calls_name_their_years_and_rows(made: History) -> None:
    """With a link to the thread of each of the two."""
    close = {
        "old_document": 2, "old_ledger": 1, "old": 2, "new_document": 3, "new_ledger": 1, "new": 3,
        "score": 0.3, "why": "nearly", "doubt": "below",
    }  # fmt: skip
    said = History.model_validate(made.model_dump() | {"review": [close]})
    book = openpyxl.load_workbook(io.BytesIO(history_xlsx(said, three_years())))
    (row,) = rows(book, "待复核")
    assert (row["旧年度"], row["新年度"], row["旧任务"], row["新任务"]) == (
        "2022年",
        "2023年",
        2,
        3,
    )
    assert row["新内容"] == TEXTS[1]
    links = [cell.hyperlink.location for cell in book["待复核"][2] if cell.hyperlink]
    assert len(links) == 2
    for link, text in zip(links, (TEXTS[3], TEXTS[1]), strict=True):
        number = int(link.removeprefix("'沿革'!A"))
        assert text in [cell.value for cell in book["沿革"][number]]


def test_documents_of_one_year_or_of_none_are_told_apart() -> None:
    """No two columns have one header."""
    documents = [a_year(2021, a_task()), a_year(2021, a_task()), a_document()]
    ledger = documents[2].ledgers[0].model_copy(update={"year": None})
    documents[2] = documents[2].model_copy(update={"ledgers": (ledger,)})
    content = history_xlsx(history(documents), documents)
    book = openpyxl.load_workbook(io.BytesIO(content))
    header = [cell.value for cell in book["沿革"][1]]
    assert len(header) == len(set(header))
    assert [row["年度"] for row in rows(book, "汇总")] == ["2021年（1）", "2021年（2）", "第3份"]


def test_the_same_history_gives_the_same_bytes(made: History) -> None:
    """Like every other output."""
    assert history_xlsx(made, three_years()) == HISTORY["xlsx"].draw(made, three_years())
