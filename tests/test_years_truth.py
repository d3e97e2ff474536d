"""The pairs of years of the benchmark: their truth holds by itself, and diff finds it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from benchmarks.years.edit_texts import clauses_of, sentences_of, years_moved
from benchmarks.years.nouns import Case, Place
from benchmarks.years.plan import EDITS, REGISTER, RENAMED, SHARES, WHOLE, Wanted, case, wanted
from pipeline import Document, Register, compare
from pipeline.model import Task

KINDS = (*EDITS, *WHOLE, RENAMED, "nothing", "mixed", "mixed, permuted", "mixed, title joined")


@cache
def made(kind: str) -> Case:
    """A case of a kind, a third of its tasks edited."""
    also = kind.partition(", ")[2]
    share = "third" if kind in EDITS or kind.startswith("mixed") else "none"
    return case(kind, Wanted(kind, share, also), f"test:{kind}")


def tasks(document: Document) -> dict[Place, Task]:
    """Every task by its ledger and sequence."""
    return {
        (number, task.sequence): task
        for number, ledger in enumerate(document.ledgers, start=1)
        for task in ledger.tasks
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_task_of_both_years_is_in_the_truth_once(kind: str) -> None:
    """In a match, or added, or removed."""
    one = made(kind)
    old = sorted([match.old for match in one.truth.matches] + list(one.truth.removed))
    new = sorted([match.new for match in one.truth.matches] + list(one.truth.added))
    assert old == sorted(tasks(one.old))
    assert new == sorted(tasks(one.new))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_case(kind: str) -> None:
    """Nothing but the seed decides."""
    share = "third" if kind in EDITS or kind.startswith("mixed") else "none"
    assert case(kind, Wanted(kind, share, kind.partition(", ")[2]), f"test:{kind}") == made(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_an_aspect_is_true_if_the_tasks_differ_in_it(kind: str) -> None:
    """What the documents hold and what the truth says are the same, field by field."""
    one = made(kind)
    old, new = tasks(one.old), tasks(one.new)
    for match in one.truth.matches:
        before, after = old[match.old], new[match.new]
        counted = match.aspects | match.undecided
        assert ("renumbered" in match.aspects) == (
            None not in (before.number, after.number) and before.number != after.number
        )
        assert not match.aspects & match.undecided
        if "reworded" not in counted:
            assert bare(before) == bare(after)
        elif "reworded" in match.aspects:
            assert bare(before) != bare(after)
        has_other_parties = bool(match.parties_added | match.parties_removed | match.roles_changed)
        assert ("responsibility" in match.aspects) == has_other_parties
        if "deadline" not in counted:
            assert before.deadline.kind == after.deadline.kind
        if not {"moved", "retitled"} & counted:
            assert [h.title for h in before.outline] == [h.title for h in after.outline]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith("no change")])
def test_what_is_no_change_has_no_aspect(kind: str) -> None:
    """Order of parties, width, years that moved on, labels, later names."""
    one = made(kind)
    assert all(not match.aspects for match in one.truth.matches)
    assert not one.truth.added
    assert not one.truth.removed


@pytest.mark.parametrize(
    ("kind", "aspect"),
    [
        ("moved", "moved"),
        ("retitled", "retitled"),
        ("words", "reworded"),
        ("clause replaced", "reworded"),
        ("split", "reworded"),
        ("merged", "reworded"),
        ("party replaced", "responsibility"),
        ("role changed", "responsibility"),
        ("deadline changed", "deadline"),
        ("deadline left behind", "deadline"),
    ],
)
def test_an_edit_leaves_what_it_says(kind: str, aspect: str) -> None:
    """Some tasks differ in the aspect, and none beyond the share that was wanted."""
    one = made(kind)
    differing = [match for match in one.truth.matches if aspect in match.aspects]
    assert 0 < len(differing) <= SHARES["third"] * len(tasks(one.old))


@pytest.mark.parametrize("kind", ["added at top", "added at the end", "removed"])
def test_what_stays_stays_in_order(kind: str) -> None:
    """Tasks that come or go leave the others as they stand."""
    matches = sorted(made(kind).truth.matches, key=lambda match: match.old)
    assert all(first.new < second.new for first, second in pairwise(matches))


def test_the_plan_holds_three_hundred_pairs_of_years() -> None:
    """Each kind of edit by itself, and all of them mixed up to half of the tasks."""
    plan = wanted()
    assert len(plan) >= 300
    assert {want.kind for want in plan} >= {*EDITS, *WHOLE, RENAMED, "mixed"}


def test_texts_come_apart_at_their_stops_alone() -> None:
    """What stands in quotation marks or brackets ends no sentence and no clause."""
    text = (
        "落实《关于公开，答复。的通知》，按照“先审查，后公开”的原则办理（含镇，村）。年底前完成。"
    )
    assert sentences_of(text) == [text[: -len("年底前完成。")], "年底前完成。"]
    assert len(clauses_of(sentences_of(text)[0])) == 2


def test_a_year_moves_on_in_a_set_phrase_alone() -> None:
    """The number of a document and a year of history stay."""
    text = "按2021年度要点（国办发〔2020〕53号），2021年底前完成，2019年的除外。"
    assert years_moved(text, 2022) == text.replace("2021", "2022")


@pytest.mark.parametrize("kind", ["nothing", "permuted", "added at top", "mixed", "moved"])
def test_diff_finds_the_pairs(kind: str) -> None:
    """Of a small case of each kind, every pair."""
    one = made(kind)
    changes = compare(one.old, one.new, register=Register.default_and(REGISTER))
    said = {
        ((pair.old_ledger, pair.old), (pair.new_ledger, pair.new))
        for pair in changes.pairs
        if pair.old is not None and pair.new is not None
    }
    assert said == {(match.old, match.new) for match in one.truth.matches}


def bare(task: Task) -> str:
    """Title and requirement without spaces, width of marks, and years."""
    text = f"{task.title or ''}{task.requirement}"
    text = re.sub(r"20\d\d(?=年)", "", re.sub(r"\s", "", text))
    return text.translate(str.maketrans("（），", "(),"))
