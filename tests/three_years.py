"""Three years of one ledger, by hand: what a page of changes and a page of history show."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.changes import Changes, History, HistoryReview, Review
from pipeline.model import Document
from pipeline.years import compare, history
from tests.documents import a_document, a_task

SAID = {
    "plan": "主动公开民政事业发展规划和专项规划，做好历史规划的归集整理。",
    "budget": "推进机关及所属单位预算、决算及相关报表公开。",
    "reading": "注重对政策背景、出台目的、重要举措的实质性解读，杜绝简单摘抄文件。",
    "hotline": "整合各类政务服务热线，实现一个号码对外服务，健全考核监督机制。",
    "training": "开展政务公开业务培训，全年不少于两次，覆盖全体工作人员。",
    "website": "加强门户网站建设，及时清理长期不更新的栏目和无效链接。",
}
YEARS = (
    (2021, ("plan", "budget", "reading", "hotline")),
    (2022, ("training", "plan", "reading", "hotline")),
    (2023, ("training", "plan", "budget", "reading", "website")),
)


def a_year(year: int, names: tuple[str, ...], **changes: dict[str, Any]) -> Document:
    """A ledger of that year; `changes` are made to the task of that name."""
    tasks = [
        a_task(
            number,
            requirement=SAID[name],
            deadline={"text": "年底前", "kind": "date", "due": f"{year}-12-31"},
        )
        for number, name in enumerate(names, 1)
    ]
    tasks = [
        type(task).model_validate(task.model_dump() | changes.get(name, {}))
        for name, task in zip(names, tasks, strict=True)
    ]
    document = a_document(*tasks, name=f"notice-{year}.pdf")
    said = document.model_dump(mode="json")
    said["notice"]["title"] = f"关于印发《{year}年政务公开工作台账》的通知"
    said["ledgers"][0] |= {"title": f"{year}年政务公开工作台账", "year": year}
    return Document.model_validate(said)


def party(name: str, role: str = "responsible") -> dict[str, Any]:
    """A department that the register has."""
    return {"name": name, "role": role, "collective": False, "known": True}


def responsible(text: str, *parties: dict[str, Any]) -> dict[str, Any]:
    """Who answers for a task."""
    return {"responsibility": {"text": text, "and_others": False, "parties": parties}}


@cache
def documents() -> tuple[Document, ...]:
    """2021 to 2023; in 2022 one task is reworded and one has other departments and another day."""
    first, second, third = YEARS
    return (
        a_year(*first, hotline=responsible("信访处", party("信访处"))),
        a_year(
            *second,
            plan={"requirement": "主动公开民政事业“十四五”规划和专项规划，做好规划的归集整理。"},
            hotline=responsible("信息中心牵头", party("信息中心", "lead"))
            | {"deadline": {"text": "6月底前", "kind": "date", "due": "2022-06-30"}},
        ),
        a_year(*third),
    )


RIVAL = {"rival_side": "new", "rival_ledger": 1, "rival": 3}


@cache
def two_years() -> Changes:
    """From 2021 to 2022, with a close call of every sort."""
    old, new = documents()[:2]
    made = compare(old, new)
    places = {"old_ledger": 1, "new_ledger": 1, "score": 0.61, "why": "as like"}
    calls = (
        ("weak", 4, 4), ("rival", 4, 4), ("below", 2, 1), ("split", 3, 1), ("merged", 2, 3),
    )  # fmt: skip
    return made.model_copy(
        update={
            "review": tuple(
                Review.model_validate(
                    places
                    | {"doubt": doubt, "old": one, "new": other}
                    | (RIVAL if doubt == "rival" else {})
                )
                for doubt, one, other in calls
            )
        }
    )


@cache
def three_years() -> History:
    """From 2021 to 2023, with a close call."""
    made = history(documents())
    call = {
        "old_document": 1, "old_ledger": 1, "old": 2, "new_document": 2, "new_ledger": 1, "new": 1,
        "score": 0.5, "why": "", "doubt": "below",
    }  # fmt: skip
    return made.model_copy(update={"review": (HistoryReview.model_validate(call),)})
