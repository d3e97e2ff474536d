"""Each task through several years."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import Register, history
from pipeline.changes import History
from pipeline.model import Document
from tests.two_years import a_year

REGISTER = Register.default()
PLAN = "主动公开民政规划纲要，做好历史规划归集整理。"
BUDGET = "推进预算决算及相关报表公开。"
TRAINING = "组织开展业务培训，提高队伍能力。"


def years(*ledgers: list[str]) -> list[Document]:
    """Documents of 2019 and the years after it, each with tasks of these texts."""
    return [
        a_year([f"- | - | {text} | 办公室 | -" for text in texts], 2019 + place, REGISTER)
        for place, texts in enumerate(ledgers)
    ]


def drawn(made: History) -> list[str]:
    """`1:1 first, 2:2 unchanged`: document and task, and what became of it."""
    return [
        ", ".join(f"{step.document}:{step.task} {step.kind}" for step in thread.steps)
        for thread in made.threads
    ]


def test_a_task_goes_on_changes_and_ends() -> None:
    """Each in a thread of its own, by the year in which it came."""
    made = history(years([PLAN, BUDGET], [BUDGET, TRAINING], [TRAINING.replace("能力", "水平")]))
    assert drawn(made) == [
        "1:1 first",
        "1:2 first, 2:1 unchanged",
        "2:2 first, 3:1 changed",
    ]
    assert [year.gone for year in made.summary] == [0, 1, 1]
    assert made.threads[2].steps[1].aspects == ("reworded",)


def test_a_task_that_comes_back_is_the_same_task() -> None:
    """After a year without it, or several."""
    made = history(years([PLAN, BUDGET], [BUDGET], [BUDGET], [PLAN, BUDGET]))
    assert drawn(made) == [
        "1:1 first, 4:1 returned",
        "1:2 first, 2:1 unchanged, 3:1 unchanged, 4:2 unchanged",
    ]


def test_the_years_are_put_in_their_order() -> None:
    """Whatever the order in which the documents are given."""
    one, two, three = years([PLAN], [PLAN, BUDGET], [BUDGET])
    assert history([three, one, two]) == history([one, two, three])


def test_a_year_that_is_there_twice_leaves_the_order_as_given() -> None:
    """Which of them came first, the person who gave them knows."""
    one, two = years([PLAN], [BUDGET])
    made = history([two, one, one])
    assert [side.year for side in made.documents] == [2020, 2019, 2019]


def test_a_history_of_one_document_is_none() -> None:
    """There is nothing to follow."""
    with pytest.raises(ValueError, match="two documents"):
        history(years([PLAN]))


TEXTS = st.lists(st.sampled_from([PLAN, BUDGET, TRAINING, PLAN + BUDGET, ""]), max_size=4)


@settings(deadline=None, max_examples=40)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_every_task_of_every_year_is_in_one_thread(texts: list[list[str]]) -> None:
    """And each year adds up."""
    documents = years(*texts)
    made = history(documents)
    steps = [(step.document, step.task) for thread in made.threads for step in thread.steps]
    assert sorted(steps) == [
        (number, task.sequence)
        for number, document in enumerate(documents, 1)
        for task in document.ledgers[0].tasks
    ]
    for before, year in zip([None, *made.summary], made.summary, strict=False):
        assert year.tasks == year.first + year.unchanged + year.changed + year.returned
        if before is not None:
            assert before.tasks == year.unchanged + year.changed + year.gone
