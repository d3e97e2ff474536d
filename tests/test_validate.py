"""Rules over the whole ledger: each one broken alone, and a clean ledger that breaks none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.findings import finding
from pipeline.model import Deadline, Heading, Ledger, Responsibility, Task
from pipeline.validate import rules, validated
from tests.documents import COLUMNS, a_document, a_task

NO_DEADLINE = Deadline(text="", kind="none", due=None)
NOBODY = Responsibility(text="", and_others=False, parties=())


def under(*headings: str) -> tuple[Heading, ...]:
    """An outline: `一 公开`, or a title without a label."""
    made = []
    for heading in headings:
        label, _, title = heading.rpartition(" ")
        made.append(Heading(label=label or None, title=title))
    return tuple(made)


OUTLINES = (
    under("一 公开", "（一） 规划"),
    under("一 公开", "（二） 执法"),
    under("二 解读", "（一） 质量"),
    under("二 解读", "（一） 质量"),
    under("二 解读", "（二） 形式"),
    under("三 回应", "（一） 关切"),
    under("三 回应", "（一） 关切"),
    under("三 回应", "（二） 舆情"),
    under("三 回应", "（三） 台账"),
    under("四 监督", "（一） 指导"),
    under("四 监督", "（二） 落实"),
)


def clean_tasks() -> list[Task]:
    """Eleven tasks that break no rule."""
    return [a_task(n, outline=outline) for n, outline in enumerate(OUTLINES, 1)]


def changed(sequence: int, **changes: object) -> list[Task]:
    """The clean tasks with one of them changed."""
    made = clean_tasks()
    made[sequence - 1] = made[sequence - 1].model_copy(update=changes)
    return made


def numbered(numbers: Sequence[int | None]) -> list[Task]:
    """The clean tasks with other numbers."""
    tasks = zip(clean_tasks(), numbers, strict=False)
    return [task.model_copy(update={"number": number}) for task, number in tasks]


def outlined(outlines: Sequence[tuple[Heading, ...]]) -> list[Task]:
    """Tasks under other headings."""
    return [a_task(n, outline=outline) for n, outline in enumerate(outlines, 1)]


def broken(tasks: Sequence[Task]) -> list[tuple[str, int | None, str | None]]:
    """What the rules find: code, task, field."""
    ledger = Ledger(title="台账", year=2021, columns=COLUMNS, tasks=tuple(tasks))
    return [(found.code, found.task, found.field) for found in rules(ledger, 1)]


@pytest.mark.parametrize(
    "tasks",
    [
        clean_tasks(),
        clean_tasks()[:1],
        numbered([None] * 11),
        numbered([1, 2, 1, 2, 3, 1, 2, 3, 4, 1, 2]),
        outlined([()] * 4),
        outlined([under("公开"), under("公开"), under("解读"), under("回应")]),
        outlined([under("一 公开"), under("一 公开", "（一） 规划"), under("二 解读")]),
        outlined([under("第一章 总则"), under("第二章 公开"), under("第三章 附则")]),
        [],
    ],
    ids=[
        "eleven tasks",
        "one task",
        "no numbers",
        "counted anew under each heading",
        "no headings",
        "headings without labels",
        "a level that not every heading has",
        "chapters",
        "no tasks",
    ],
)
def test_a_clean_ledger_breaks_no_rule(tasks: list[Task]) -> None:
    """Whatever shape it has."""
    assert broken(tasks) == []


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ([1, None, 2, 3, 4], ("number_missing", 2, "number")),
        ([1, 2, 2, 3, 4], ("number_repeated", 3, "number")),
        ([1, 2, 4, 5, 6], ("number_gap", 3, "number")),
        ([1, 2, 3, 2, 3], ("number_gap", 4, "number")),
        ([3, 4, 5, 6, 7], ("number_gap", 1, "number")),
    ],
    ids=["missing", "repeated", "left out", "falling", "not from 1"],
)
def test_numbers_are_contiguous_and_unique(
    numbers: list[int | None], found: tuple[str, int, str]
) -> None:
    """What is printed is kept, and it is said."""
    codes = broken(numbered(numbers))
    # Numbers that fall are numbers that come again, too.
    assert [code for code in codes if code[0] != "number_repeated" or code == found] == [found]


def test_a_number_1_under_the_same_heading_is_no_new_count() -> None:
    """Then it is a misprint, or two rows of one task."""
    tasks = [a_task(n, outline=OUTLINES[0], number=number) for n, number in ((1, 1), (2, 1))]
    assert broken(tasks) == [("number_repeated", 2, "number")]


@pytest.mark.parametrize(
    ("outlines", "found"),
    [
        (["一 甲", "三 丙"], ("label_out_of_order", 2, "outline.0")),
        (["二 乙", "三 丙"], ("label_out_of_order", 1, "outline.0")),
        (["一 甲", "二 乙", "一 丙", "二 丁"], ("label_out_of_order", 3, "outline.0")),
    ],
)
def test_labels_rise_by_one(outlines: list[str], found: tuple[str, int, str]) -> None:
    """A label left out may be a heading that was lost."""
    assert broken(outlined([under(heading) for heading in outlines])) == [found]


def test_labels_begin_anew_under_each_heading() -> None:
    """Or run on from the one before: （三） after the （一） of 一 does neither."""
    anew = [under("一 甲", "（一） 子"), under("二 乙", "（一） 丑")]
    assert broken(outlined(anew)) == []
    on = [under("一 甲", "（一） 子"), under("二 乙", "（二） 丑")]
    assert broken(outlined(on)) == []
    neither = [under("一 甲", "（一） 子"), under("二 乙", "（三） 丑")]
    assert broken(outlined(neither)) == [("label_out_of_order", 2, "outline.1")]


def test_a_task_under_fewer_headings_than_the_others_is_found() -> None:
    """Nearly all have two."""
    assert broken(changed(7, outline=under("三 回应"))) == [("heading_missing", 7, "outline.0")]


def test_a_task_under_no_heading_is_found() -> None:
    """All others stand under one."""
    outlines = [under("一 甲"), under("二 乙"), (), under("三 丙")]
    assert broken(outlined(outlines)) == [("heading_missing", 3, "outline.0")]


def test_a_heading_without_a_label_among_labelled_ones_is_found() -> None:
    """It may be the second half of one; where headings have no labels it is none."""
    outlines = [
        under("一 甲"),
        under("二 乙"),
        (Heading(label=None, title="域改革"),),
        under("三 丙"),
    ]
    assert broken(outlined(outlines)) == [("heading_unlabelled", 3, "outline.0")]
    bare = [(Heading(label=None, title=title),) for title in ("甲", "乙", "丙")]
    assert broken(outlined([under("一 丁"), *bare])) == []


def test_a_heading_that_holds_the_next_one_is_found() -> None:
    """Two cells were taken for one."""
    outlines = [under("一 甲。二、乙")] * 2
    assert broken(outlined(outlines)) == [("heading_welded", 1, "outline.0")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"requirement": ""}, "requirement"),
        ({"responsibility": NOBODY}, "responsibility"),
        ({"deadline": NO_DEADLINE}, "deadline"),
    ],
    ids=["requirement", "responsibility", "deadline"],
)
def test_a_field_that_one_task_alone_lacks_is_found(changes: dict[str, object], field: str) -> None:
    """Every other task has it."""
    assert broken(changed(4, **changes)) == [("field_empty", 4, field)]


def test_a_title_that_one_task_alone_lacks_is_found() -> None:
    """Where the ledger has a column of titles."""
    tasks = [task.model_copy(update={"title": "公开"}) for task in clean_tasks()]
    tasks[5] = tasks[5].model_copy(update={"title": ""})
    assert broken(tasks) == [("field_empty", 6, "title")]


def test_an_extra_may_be_blank() -> None:
    """Remarks and the like stand where there is something to remark."""
    tasks = [task.model_copy(update={"extras": {"联系人": "张三"}}) for task in clean_tasks()]
    tasks[5] = tasks[5].model_copy(update={"extras": {"联系人": ""}})
    assert broken(tasks) == []


def test_a_field_that_two_tasks_lack_is_no_finding() -> None:
    """Some tasks have no deadline, and some no remark."""
    tasks = changed(4, deadline=NO_DEADLINE)
    tasks[7] = tasks[7].model_copy(update={"deadline": NO_DEADLINE})
    assert broken(tasks) == []


def test_two_tasks_are_too_few_to_compare() -> None:
    """One of them is not every other."""
    tasks = [a_task(1), a_task(2, deadline=NO_DEADLINE)]
    assert broken(tasks) == []


def test_a_task_that_says_nothing_is_found() -> None:
    """Neither requirement nor title nor heading."""
    task = a_task(1, requirement="", title=None, outline=())
    assert broken([task]) == [("task_empty", 1, "requirement")]


def test_a_heading_says_what_is_to_be_done() -> None:
    """A ledger may have its tasks in the outline alone, a heading for each."""
    own = enumerate(dict.fromkeys(OUTLINES), 1)
    tasks = [a_task(n, requirement="", outline=outline) for n, outline in own]
    assert broken(tasks) == []


def test_tasks_that_share_a_heading_and_say_nothing_more_are_found() -> None:
    """The column that says what is to be done was not read as such."""
    tasks = [a_task(n, requirement="", title=None, outline=OUTLINES[0]) for n in (1, 2, 3)]
    assert broken(tasks) == [("requirement_nowhere", None, "requirement")]


def test_what_the_rules_find_is_added_to_what_was_found() -> None:
    """In the order of the ledgers, each by its place in the document."""
    plain = a_document()
    first = plain.ledgers[0].model_copy(update={"tasks": tuple(clean_tasks())})
    second = first.model_copy(update={"tasks": tuple(numbered([1, 3]))})
    earlier = finding("row_joined", "The row goes on at page 2.", ledger=1, task=1)
    made = validated(plain.source, plain.notice, [first, second], [earlier])
    assert made.findings[0] == earlier
    told = [(found.code, found.ledger, found.task) for found in made.findings[1:]]
    assert told == [("number_gap", 2, 2)]
    assert made.ledgers == (first, second)
    assert made.schema_version == "1.0"


def test_a_finding_about_a_heading_that_a_task_has_not_is_about_its_outline() -> None:
    """Whoever found it counted a level that is blank, or missed one."""
    made = a_document(*outlined([under("一 甲"), under("二 乙"), (), under("三 丙")]))
    blank = finding("cell_joined", "said of it", ledger=1, task=1, field="outline.1")
    whole = finding("cell_joined", "said of it", ledger=1, task=1, field="outline.0")
    document = validated(made.source, made.notice, made.ledgers, [blank, whole])
    assert [(it.code, it.field) for it in document.findings] == [
        ("cell_joined", "outline"),
        ("cell_joined", "outline.0"),
        ("heading_missing", "outline"),
    ]
