"""How a converted document is scored: by its truth, and by the measure that peers are given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.score import floor
from benchmarks.score.exact import Judgement, aligned, judged
from benchmarks.score.peers import sampled
from benchmarks.score.rows import fold, printed_rows, tasks_right
from benchmarks.score.tally import Line, score
from benchmarks.score.truth import AXES, Truth, read
from benchmarks.score.workers import Program, ask

COLUMNS = (
    {"header": "序号", "field": "number"},
    {"header": "工作要求", "field": "requirement"},
    {"header": "责任单位", "field": "responsibility"},
    {"header": "完成时限", "field": "deadline"},
)
ROLE_COLUMNS = (
    {"header": "工作要求", "field": "requirement"},
    {"header": "责任分工/牵头单位", "field": "lead"},
    {"header": "责任分工/配合单位", "field": "support"},
)
TEXTS = ("公开规划。", "公开预算、决算。", "健全监管机制，开展清理整合。")
TOLD = "建立台账，逐项销号"
WORKER = """
import json, sys, time
print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    if "slow" in line: time.sleep(60)
    if "dead" in line: sys.exit(1)
    print(json.dumps({"said": line.strip()}), flush=True)
"""


def task(sequence: int, requirement: str, **fields: Any) -> dict[str, Any]:
    """A task as the JSON holds it, without provenance."""
    return {
        "sequence": sequence,
        "number": sequence,
        "outline": [],
        "title": None,
        "requirement": requirement,
        "responsibility": {"text": "办公室", "and_others": False, "parties": []},
        "deadline": {"text": "年底前", "kind": "date", "due": "2021-12-31"},
        "citations": [],
        "extras": {},
        **fields,
    }


def tasks(*requirements: str) -> list[dict[str, Any]]:
    """Tasks in order, numbered from 1."""
    return [task(sequence, text) for sequence, text in enumerate(requirements, 1)]


def truth(
    *ledgers: Sequence[Mapping[str, Any]],
    error: str | None = None,
    ambiguous: bool = False,
    allowed: tuple[str, ...] = (),
    layout: str = "banner",
    cuts: Mapping[tuple[int, int], tuple[str, ...]] | None = None,
) -> Truth:
    """What a document with these ledgers says."""
    return Truth(
        path=Path("notice.pdf"),
        name="notice.pdf",
        axes={axis: layout if axis == "layout" else "-" for axis in AXES},
        error=error,
        ambiguous=ambiguous,
        allowed=frozenset(allowed),
        cuts=cuts or {},
        ledgers=tuple({"title": "台账", "columns": COLUMNS, "tasks": held} for held in ledgers),
        notice={"issuer": "省民政厅"},
    )


def document(
    *ledgers: Sequence[Mapping[str, Any]],
    findings: Sequence[Mapping[str, Any]] = (),
    issuer: str = "省民政厅",
) -> dict[str, Any]:
    """A converted document with these ledgers."""
    placed = [[{**one, "provenance": [{"page": 1}]} for one in held] for held in ledgers]
    return {
        "notice": {"issuer": issuer, "body": "正文"},
        "ledgers": [
            {"title": "台账", "year": 2021, "columns": COLUMNS, "tasks": held} for held in placed
        ],
        "findings": list(findings),
    }


def finding(
    task: int | None, *, severity: str = "warning", ledger: int | None = 1
) -> dict[str, Any]:
    """A finding about a task, or about the whole ledger."""
    return {"code": "join_uncertain", "severity": severity, "ledger": ledger, "task": task}


def silent(judgement: Judgement) -> list[int | None]:
    """The tasks that are wrong in silence."""
    return [one.sequence for one in judgement.tasks if one.silent]


def test_a_document_that_says_what_the_truth_says_is_exact() -> None:
    """Places are not compared, and neither is what the truth leaves out of the notice."""
    assert judged(truth(tasks(*TEXTS)), document(tasks(*TEXTS))).exact


@pytest.mark.parametrize(
    "change",
    [
        {"number": None},
        {"title": ""},
        {"outline": [{"label": "一", "title": "公开"}]},
        {"deadline": {"text": "年底前", "kind": "date", "due": None}},
        {"extras": {"备注": ""}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_task_is_exact_in_every_field_or_not_at_all(change: dict[str, Any]) -> None:
    """A blank value is not the same as none."""
    got = [task(1, TEXTS[0], **change)]
    assert [one.exact for one in judged(truth(tasks(TEXTS[0])), document(got)).tasks] == [False]


def test_a_task_split_in_two_is_one_wrong_task_and_one_too_many() -> None:
    """Those after it are exact, although each has another sequence."""
    parts = tasks("健全监管机制，开展清", "理整合。", TEXTS[0])
    for at, part in enumerate(parts):
        part["number"] = at or 1
    found = judged(truth([task(1, TEXTS[2]), task(2, TEXTS[0])]), document(parts))
    assert [(one.sequence, one.exact) for one in found.tasks] == [
        (1, False),
        (None, False),
        (2, True),
    ]


def test_lost_tasks_leave_the_others_in_their_pairs() -> None:
    """They are told by what they say, and in order."""
    every = tasks(*TEXTS)
    assert aligned(every, [every[0], every[2]]) == ((0, 0), (1, None), (2, 1))
    assert aligned([every[1]], every) == ((None, 0), (0, 1), (None, 2))


def test_a_wrong_task_is_silent_unless_a_warning_or_error_names_it() -> None:
    """Or its whole ledger. An info names nothing, and neither does what is said of another."""
    expected, got = truth(tasks(*TEXTS)), tasks(TEXTS[0], "公开预算", TEXTS[2])
    for said, left in (
        ((), [2]),
        ((finding(2),), []),
        ((finding(None),), []),
        ((finding(2, severity="info"),), [2]),
        ((finding(1),), [2]),
        ((finding(2, ledger=2),), [2]),
    ):
        assert silent(judged(expected, document(got, findings=said))) == left


def test_a_lost_task_is_named_by_what_is_said_of_its_neighbours() -> None:
    """A gap in the numbers is found at the task after it."""
    got = [task(1, TEXTS[0]), task(2, TEXTS[2], number=3)]
    expected = truth(tasks(*TEXTS))
    assert silent(judged(expected, document(got))) == [2]
    assert silent(judged(expected, document(got, findings=[finding(2)]))) == []


def test_a_document_that_was_refused_has_no_exact_task_and_none_in_silence() -> None:
    """Who ran it was told."""
    found = judged(truth(tasks(*TEXTS)), None, "no_ledger")
    assert [(one.exact, one.silent) for one in found.tasks] == [(False, False)] * 3


def test_a_document_without_a_ledger_is_exact_when_it_is_refused_as_such() -> None:
    """Any other error will not do."""
    without = truth(error="no_ledger")
    assert judged(without, None, "no_ledger").exact
    assert not judged(without, None, "internal").exact
    assert judged(without, document(tasks(TOLD))).taken_for_ledger


def test_only_a_document_with_nothing_wrong_has_false_alarms() -> None:
    """An ambiguous one may be doubted, and some deserve what is said of them."""
    said = [finding(1), finding(2, severity="info")]
    read = document(tasks(*TEXTS), findings=said)
    assert judged(truth(tasks(*TEXTS)), read).false_alarms == ("join_uncertain",)
    assert judged(truth(tasks(*TEXTS), ambiguous=True), read).false_alarms == ()
    assert judged(truth(tasks(*TEXTS), allowed=("join_uncertain",)), read).false_alarms == ()
    assert judged(truth(tasks(*TEXTS[:2])), read).false_alarms == ()
    other = document(tasks(*TEXTS), findings=said, issuer="民政厅")
    assert judged(truth(tasks(*TEXTS)), other).false_alarms == ()


def test_a_score_counts_by_layout_and_by_cut() -> None:
    """A task that is cut in two ways stands in the lines of both."""
    cut = truth(tasks(*TEXTS), cuts={(1, 2): ("name", "requirement")})
    wrong = judged(cut, document(tasks(TEXTS[0], "公开", TEXTS[2])))
    right = judged(truth(tasks(TOLD), layout="merged"), document(tasks(TOLD)))
    found = score([wrong, right, judged(truth(error="no_ledger"), None, "no_ledger")])
    assert found.total == Line(documents=3, clean=2, tasks=4, exact=3, wrong=1, silent=1)
    assert found.tables["layout"]["merged"] == Line(documents=1, clean=1, tasks=1, exact=1)
    assert {name: (line.tasks, line.exact) for name, line in found.tables["cut"].items()} == {
        "name": (1, 0),
        "none": (3, 3),
        "requirement": (1, 0),
    }
    assert found.without_ledger == (1, 1)
    assert found.fields == {"requirement": 1}


def test_ambiguous_documents_stand_in_a_line_of_their_own() -> None:
    """What they come to is told, and is not in the total."""
    unclear = judged(truth(tasks(*TEXTS), ambiguous=True), document(tasks(*TEXTS)))
    found = score([unclear])
    assert (found.total, found.ambiguous.exact) == (Line(), 3)


def ledger(*held: Mapping[str, Any], columns: object = COLUMNS) -> list[dict[str, Any]]:
    """The ledgers of a truth with one of them."""
    return [{"columns": columns, "tasks": list(held)}]


@pytest.mark.parametrize(
    ("row", "right"),
    [
        (["1", "公开 规划。", "办公\n室", "年底前"], True),
        (["1.公开规划。", "办公室", "年底前"], True),
        (["（1）公开规划。", "办公室", "年底前"], True),
        (["一、公开规划。", "办公室", "年底前"], True),
        (["要公开规划。", "办公室", "年底前"], False),
        (["公开规划", "。办公室", "年底前"], False),
        (["公开规划。", None, "年底前"], False),
        (["公开规划。", "办公室", ""], False),
    ],
)
def test_a_row_holds_a_task_when_its_values_fill_cells(row: list[str | None], right: bool) -> None:
    """Spaces are nothing, and a number may stand in front of the text."""
    assert tasks_right(ledger(task(1, TEXTS[0])), [row]) == (right,)


def test_a_row_is_counted_for_one_task() -> None:
    """Two tasks that say the same need two rows."""
    twice = ledger(task(1, TEXTS[0]), task(2, TEXTS[0]))
    row = [TEXTS[0], "办公室", "年底前"]
    assert tasks_right(twice, [row]) == (True, False)
    assert tasks_right(twice, [row, row]) == (True, True)


def test_only_what_has_a_column_must_stand_in_the_row() -> None:
    """A deadline that was read from the text has none."""
    told = ledger(task(1, TEXTS[0]), columns=COLUMNS[:3])
    assert tasks_right(told, [[TEXTS[0], "办公室"]]) == (True,)


def test_roles_in_columns_of_their_own_are_cells_of_their_own() -> None:
    """The text that joins them is this program's, and is printed nowhere."""
    parties = {"text": "牵头单位：办公室；配合单位：各处室；各中心", "parties": []}
    told = ledger(task(1, TEXTS[0], responsibility=parties), columns=ROLE_COLUMNS)
    assert tasks_right(told, [[TEXTS[0], "办公室", "各处室；各中心"]]) == (True,)
    assert tasks_right(told, printed_rows({"ledgers": told})) == (True,)
    assert tasks_right(told, [[TEXTS[0], "各处室；各中心"]]) == (False,)


def test_forms_of_one_character_are_the_same() -> None:
    """Fonts and programs choose among them; a digit that counts is no form."""
    assert fold("⼯作（ＡＢ）“好” ，\u200b１") == fold('工作(AB)"好",1')
    assert fold("一") != fold("二")


def test_this_program_is_measured_by_the_rows_that_its_tasks_stand_for() -> None:
    """What is exact is right by the peers' measure too."""
    held = truth(tasks(*TEXTS))
    assert tasks_right(held.ledgers, printed_rows(document(tasks(*TEXTS)))) == (True,) * 3


def test_a_sample_is_the_same_each_time_and_in_order() -> None:
    """0 asks for all."""
    held = [truth(tasks(TOLD), layout=str(place)) for place in range(9)]
    places = [int(one.axes["layout"]) for one in sampled(held, 4)]
    assert len(places) == 4
    assert places == sorted(places)
    assert sampled(held, 4) == sampled(held, 4)
    assert sampled(held, 0) == sampled(held, 20) == tuple(held)


HELD = Line(documents=10, clean=5, tasks=100, exact=90, wrong=10, silent=2, alarms=1)


@pytest.mark.parametrize(
    ("now", "figures"),
    [
        (HELD, []),
        (Line(documents=20, clean=10, tasks=200, exact=180, wrong=20, silent=4, alarms=2), []),
        (
            Line(documents=10, clean=5, tasks=100, exact=89, wrong=11, silent=2, alarms=1),
            ["tasks exact"],
        ),
        (
            Line(documents=10, clean=5, tasks=100, exact=95, wrong=5, silent=3, alarms=2),
            ["wrong in silence", "false alarms"],
        ),
        (
            Line(documents=10, clean=5, tasks=100, exact=90, silent=2, alarms=1, mistaken=1),
            ["without a ledger and not refused"],
        ),
    ],
)
def test_a_figure_falls_when_its_share_is_worse(now: Line, figures: list[str]) -> None:
    """One that is better makes up for no other."""
    found = floor.falls({"total": HELD}, {"total": now})
    assert [fall.figure for fall in found] == figures


def test_a_line_without_documents_is_told_and_has_not_fallen() -> None:
    """An engine may be missing on a machine."""
    before, now = {"engine: word": HELD}, {"total": HELD}
    assert floor.falls(before, now) == ()
    assert floor.unmeasured(before, now) == ("engine: word",)


def test_a_line_rises_when_a_figure_is_better_or_it_is_new() -> None:
    """As it was is no rise."""
    assert floor.rises({}, {"total": HELD}) == ("total",)
    assert floor.rises({"total": HELD}, {"total": HELD}) == ()
    better = Line(documents=10, clean=5, tasks=100, exact=91, wrong=9, silent=2, alarms=1)
    assert floor.rises({"total": HELD}, {"total": better}) == ("total",)


def test_lines_come_back_from_their_file() -> None:
    """Written and read they are the same."""
    assert floor.from_json(floor.as_json({"total": HELD})) == {"total": HELD}


def test_truths_are_read_from_beside_their_documents(tmp_path: Path) -> None:
    """`cuts` by ledger and sequence, and a PDF by whether it is tagged."""
    (tmp_path / "deep").mkdir()
    said = '{"layout": "banner", "tagged": true, "cuts": {"1.7": ["name"]}, "ledgers": []}'
    (tmp_path / "deep" / "one.pdf.truth.json").write_text(said, encoding="utf-8")
    (tmp_path / "two.docx.truth.json").write_text('{"error": "no_ledger"}', encoding="utf-8")
    first, second = read(tmp_path)
    assert (first.name, first.axes["kind"]) == ("deep/one.pdf", "pdf, tagged")
    assert (first.axes["layout"], first.cuts) == ("banner", {(1, 7): ("name",)})
    assert (second.error, second.axes["kind"]) == ("no_ledger", "docx")
    assert read(tmp_path, "two") == (second,)


@pytest.fixture
def worker(tmp_path: Path) -> Callable[[float], Program]:
    """A program that repeats what it is asked, hangs at `slow` and dies at `dead`."""

    def made(limit: float) -> Program:
        return Program((sys.executable, "-c", WORKER), tmp_path, tmp_path / "log", limit)

    return made


def test_a_program_that_hangs_or_dies_costs_one_document(
    worker: Callable[[float], Program],
) -> None:
    """Another process answers for the rest."""
    paths = [Path(name) for name in ("one", "slow", "two", "dead", "three")]
    done: list[int] = []
    answers = ask(worker(1.0), paths, done.append, processes=1)
    assert [answers[path].said for path in paths] == ["one", None, "two", None, "three"]
    assert [answers[path].trouble for path in paths] == [None, "over 1 s", None, "died", None]
    assert done == [1, 2, 3, 4, 5]


def test_a_program_that_does_not_start_says_so(tmp_path: Path) -> None:
    """As one does whose environment is half made."""
    program = Program((sys.executable, "-c", "raise SystemExit(1)"), tmp_path, tmp_path / "log", 9)
    with pytest.raises(RuntimeError, match="does not start"):
        ask(program, [Path("one")], lambda _: None, processes=1)
