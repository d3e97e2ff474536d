"""A notice of 2022, CONSTRUCTED from that of 2021 for the comparison of two years.

No department has issued it. Each edit is of a kind that a next year's ledger shows; what must be
said of them stands in `tests/test_sample_years.py`.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import Any

Notice = dict[str, Any]
Task = dict[str, Any]

MARK = "（本件为演示而编制，并非正式文件。）"


def constructed(truth: Notice) -> Notice:
    """The words of the 2022 notice, of those of 2021 (`tests/truth/notice-2021.json`)."""
    made: Notice = _moved_on(deepcopy(truth))
    tasks = {task["number"]: task for task in made["tasks"]}
    made["notice"]["body"] += f"\n{MARK}"
    _reword(tasks)
    _reassign(tasks)
    _regroup(tasks)
    kept = [tasks[number] for number in (1, 2, 3, 4, 5, 7, 6, 8, 10, 12, 11, *range(13, 16))]
    kept += [tasks[number] for number in (17, 18, 19, 20, 21, 22, 23)]
    kept.insert(0, _like(tasks[1], "编制年度重大行政决策事项目录，经厅党组会议审议后向社会公布。"))
    kept.insert(4, _like(tasks[3], "公开惠民惠农财政补贴资金的政策清单和发放结果。"))
    kept.append(_like(tasks[23], "建立政务公开工作台账月报制度，每月通报各项任务进展。"))
    made["tasks"] = [task | {"number": number} for number, task in zip(count(1), kept)]
    return made


def _moved_on(value: Any) -> Any:
    """All texts with the years of the ledger moved on by one, but for documents' numbers."""
    match value:
        case dict():
            return {name: _moved_on(one) for name, one in value.items()}
        case list():
            return [_moved_on(one) for one in value]
        case str():
            return value.replace("2021年", "2022年").replace("〔2021〕52号", "〔2022〕38号")
    return value


def _reword(tasks: dict[int, Task]) -> None:
    """A sentence put in, a word changed, a sentence left out."""
    _change(tasks[12], "开展清理整合，", "开展清理整合，严格内容发布审核，")
    _change(tasks[7], "简明问答、图表图解、卡通动漫", "简明问答、图表图解、短视频")
    _change(tasks[17], "在全省范围选择示范案例进行总结推广", "选择示范案例在全省总结推广")
    text = tasks[13]["requirement"]
    tasks[13]["requirement"] = text[: text.index("健全“12345”")]


def _reassign(tasks: dict[int, Task]) -> None:
    """Departments that come, go and change their role; a deadline that is another."""
    _say(tasks[3], "规划财务处牵头，福彩中心配合")
    _say(tasks[10], "政策法规处牵头，办公室、有关部门（单位）配合")
    _say(tasks[14], "办公室牵头，养老服务处配合")
    tasks[15]["deadline"]["text"] = "11月底前"
    tasks[20]["deadline"]["text"] = "持续推进"


def _regroup(tasks: dict[int, Task]) -> None:
    """A heading with another wording, and a task that goes to another heading."""
    for number in (14, 15):
        tasks[number]["outline"][1]["title"] = "提升基层重点领域主动公开水平"
    tasks[20]["outline"] = deepcopy(tasks[19]["outline"])


def _like(task: Task, requirement: str) -> Task:
    """A new task beside another, with its headings, departments and deadline."""
    return deepcopy(task) | {"requirement": requirement}


def _change(task: Task, words: str, others: str) -> None:
    if words not in task["requirement"]:
        message = f"{words} is not in task {task['number']}"
        raise ValueError(message)
    task["requirement"] = task["requirement"].replace(words, others)


def _say(task: Task, responsibility: str) -> None:
    task["responsibility"] = {"text": responsibility}
