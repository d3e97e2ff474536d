"""The page of several years holds the same numbers and texts as the JSON."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
import pytest

from pipeline.emit.of_years import HISTORY
from pipeline.emit.webpages.history_html import history_html
from pipeline.years import history
from tests.test_notice_html import HOSTILE, a_hostile_document
from tests.three_years import documents, three_years


@pytest.fixture(scope="module")
def page() -> Any:
    """The page from 2021 to 2023, parsed."""
    return lxml.html.document_fromstring(history_html(three_years(), documents()).decode())


def words(element: Any) -> str:
    """What it says, without white space."""
    return re.sub(r"\s+", "", element.text_content())


def test_each_year_adds_up(page: Any) -> None:
    """And says the numbers of the JSON."""
    rows = page.xpath("//table[@class='years']/tbody/tr")
    numbers = [[int(words(cell)) for cell in row[2:]] for row in rows]
    assert numbers == [[4, 4, 0, 0, 0, 0], [4, 1, 1, 2, 0, 1], [5, 1, 1, 2, 1, 1]]
    assert [words(row[0]) for row in rows] == ["2021年", "2022年", "2023年"]
    for total, first, unchanged, changed, returned, _ in numbers:
        assert total == first + unchanged + changed + returned


def test_every_thread_stands_once_with_what_it_was_in_each_year(page: Any) -> None:
    """Before its first year it is not there yet; after its last it is gone."""
    rows = page.xpath("//tr[@data-row]")
    assert [row.get("id") for row in rows] == [f"h{it}" for it in range(1, 7)]
    kinds = [[cell.get("class") for cell in row.xpath("./td[@data-name]")] for row in rows]
    assert kinds == [
        ["first", "changed", "changed"],
        ["first", "gone", "returned"],
        ["first", "unchanged", "changed"],
        ["first", "changed", "gone"],
        ["before", "first", "unchanged"],
        ["before", "before", "first"],
    ]
    assert [row.get("data-happened") for row in rows] == [
        "changed", "changed returned gone", "changed", "changed gone", "came", "came",
    ]  # fmt: skip
    shown = sum(
        step in {"first", "changed", "returned", "unchanged"} for row in kinds for step in row
    )
    assert shown == sum(side.tasks for side in three_years().documents)


def test_the_texts_of_a_thread_are_folded_with_their_marks(page: Any) -> None:
    """The first year whole, each later one where it differs from the one before."""
    fold = page.xpath("//tr[@id='h1']//details")[0]
    texts = fold.xpath("./div")
    assert [words(text.xpath("./p")[0]) for text in texts] == [
        "2021年第1项", "2022年第2项对照2021年", "2023年第2项对照2022年",
    ]  # fmt: skip
    step = three_years().threads[0].steps[1]
    change = step.fields["requirement"]
    old, new = (
        texts[1].xpath(f".//dd[@class='{side}']//*[@class='v']")[-1] for side in ("old", "new")
    )
    assert (old.text_content(), new.text_content()) == (change.old, change.new)
    assert [it.text for it in old.iter("del")] == [
        text for kind, text in change.marks if kind == "delete"
    ]
    assert len(texts[0].xpath(".//dd")) == 6


def test_a_year_without_a_change_says_so(page: Any) -> None:
    """It is not left blank."""
    texts = page.xpath("//tr[@id='h3']//details/div")
    assert "没有变化" in texts[1].text_content()


def test_close_calls_lead_to_their_threads(page: Any) -> None:
    """With the years of both tasks."""
    (row,) = page.xpath("//table[@class='review']/tbody/tr")
    assert [link.get("href") for link in row.iter("a")] == ["#h2", "#h5"]
    assert [link.text for link in row.iter("a")] == ["2021年第2项", "2022年第1项"]


def test_html_is_a_format_of_history() -> None:
    """The same history gives the same bytes."""
    drawn = HISTORY["html"].draw(three_years(), documents())
    assert drawn == history_html(three_years(), documents())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """As in the report of a notice."""
    pages = []
    for said in (text, "无害"):
        years = [a_hostile_document(said), a_hostile_document(said)]
        content = history_html(history(years), years).decode()
        pages.append(lxml.html.document_fromstring(content))
    assert [it.tag for it in pages[0].iter()] == [it.tag for it in pages[1].iter()]
    assert [sorted(it.keys()) for it in pages[0].iter()] == [
        sorted(it.keys()) for it in pages[1].iter()
    ]
