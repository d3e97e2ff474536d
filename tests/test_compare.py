"""Two years beside each other, as pictures (`two_years.py`), and what holds for any two years."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import Register, compare
from pipeline.changes import Changes
from pipeline.compare.folding import same_width
from pipeline.compare.marks import marks
from pipeline.departments import COLUMNS
from pipeline.model import Document
from pipeline.text.words import Words
from tests.two_years import a_year, pairs_drawn, parties_drawn, parts_of, reviews_drawn

FOLDER = Path(__file__).parent / "cases" / "years"
WORDS = Words()


def drawn(path: Path, folder: Path) -> tuple[dict[str, list[str]], Document, Document, Register]:
    """A picture: its parts, both documents, and the register that it looks names up in."""
    parts = parts_of(path)
    own = folder / "register.csv"
    own.write_text("\n".join((",".join(COLUMNS), *parts.get("register", []))), "utf-8")
    register = Register.default_and(own)
    old, new = (
        a_year(lines, int(title[4:]) if title[4:] else None, register)
        for title, lines in parts.items()
        if title.startswith(("old", "new"))
    )
    return parts, old, new, register


def pictures() -> list[object]:
    """Every picture; those that still come out wrong stand in a folder of their own."""
    wrong = pytest.mark.xfail(strict=True)
    return [
        pytest.param(path, id=path.stem, marks=[wrong] if path.parent != FOLDER else [])
        for path in sorted(FOLDER.rglob("*.txt"))
    ]


@pytest.mark.parametrize("path", pictures())
def test_what_changed_is_said(path: Path, tmp_path: Path) -> None:
    """Each task once, what of it changed, its departments, and the close calls."""
    parts, old, new, register = drawn(path, tmp_path)
    changes = compare(old, new, register=register)
    assert pairs_drawn(changes) == parts["pairs"]
    assert reviews_drawn(changes) == parts.get("review", [])
    if "parties" in parts:
        of_pairs = [f"{pair.new} {parties_drawn(pair.parties)}".strip() for pair in changes.pairs]
        assert of_pairs == parts["parties"]


@pytest.mark.parametrize("path", pictures())
def test_exchanging_the_years_exchanges_what_came_and_went(path: Path, tmp_path: Path) -> None:
    """The same pairs with the same scores and aspects, seen from the other side."""
    _, old, new, register = drawn(path, tmp_path)
    forth, back = (compare(*pair, register=register) for pair in ((old, new), (new, old)))
    turned = {(p.new_ledger, p.new, p.old_ledger, p.old, p.score, p.aspects) for p in back.pairs}
    assert turned == {
        (p.old_ledger, p.old, p.new_ledger, p.new, p.score, p.aspects) for p in forth.pairs
    }
    assert (forth.summary.added, forth.summary.removed) == (
        back.summary.removed,
        back.summary.added,
    )
    assert reviewed_turned(back) == reviewed(forth)


@pytest.mark.parametrize("path", pictures())
def test_a_year_beside_itself_is_unchanged(path: Path, tmp_path: Path) -> None:
    """Nothing differs, nothing is doubtful, and each task stands beside itself."""
    _, old, _, register = drawn(path, tmp_path)
    for exact in (False, True):
        changes = compare(old, old, register=register, exact=exact)
        assert all(pair.kind == "unchanged" and not pair.fields for pair in changes.pairs)
        assert all((p.old_ledger, p.old) == (p.new_ledger, p.new) for p in changes.pairs)
        assert not changes.review


def reviewed(changes: Changes) -> set[tuple[object, ...]]:
    """The close calls, each with its doubt."""
    return {(r.old_ledger, r.old, r.new_ledger, r.new, r.score, r.doubt) for r in changes.review}


def reviewed_turned(changes: Changes) -> set[tuple[object, ...]]:
    """The same seen from the other side: what was split off is merged into."""
    turned = {"split": "merged", "merged": "split"}
    return {
        (r.new_ledger, r.new, r.old_ledger, r.old, r.score, turned.get(r.doubt, r.doubt))
        for r in changes.review
    }


def accounted(changes: Changes, old: Document, new: Document) -> None:
    """Every task of both years is in one pair, and the summary adds up."""
    for document, name in ((old, "old"), (new, "new")):
        tasks = [
            (number, task.sequence)
            for number, ledger in enumerate(document.ledgers, 1)
            for task in ledger.tasks
        ]
        paired = [
            (getattr(pair, f"{name}_ledger"), getattr(pair, name))
            for pair in changes.pairs
            if getattr(pair, name) is not None
        ]
        assert sorted(paired) == tasks
    total = changes.summary
    assert changes.old.tasks == total.unchanged + total.changed + total.removed
    assert changes.new.tasks == total.unchanged + total.changed + total.added


SENTENCES = st.lists(
    st.sampled_from(
        ["公开预算", "更新目录", "做好解读", "加强培训", "2021年底前", "健全机制", "，", "。"]
    ),
    min_size=0,
    max_size=6,
).map("".join)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["-", "1", "2", "3"]),
        st.sampled_from(["-", "一、甲", "一、甲 > （一）子", "二、乙 > （一）子", "乙"]),
        SENTENCES,
        st.sampled_from(["-", "办公室", "办公室牵头，信息中心配合", "信息中心"]),
        st.sampled_from(["-", "年底前", "持续推进", "6月底前", "及时"]),
    ).map(" | ".join),
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(LINES, LINES, st.booleans())
def test_every_task_of_any_two_years_is_counted_once(
    old: list[str], new: list[str], exact: bool
) -> None:
    """Also where a year has no tasks, tasks without a text, or many that are alike."""
    register = Register.default()
    here, there = a_year(old, 2021, register), a_year(new, 2022, register)
    changes = compare(here, there, register=register, exact=exact)
    accounted(changes, here, there)
    assert Changes.model_validate_json(changes.model_dump_json()) == changes
    back = compare(there, here, register=register, exact=exact)
    assert {(p.new_ledger, p.new, p.old_ledger, p.old) for p in back.pairs} == {
        (p.old_ledger, p.old, p.new_ledger, p.new) for p in changes.pairs
    }
    assert reviewed_turned(back) == reviewed(changes)
    itself = compare(here, here, register=register, exact=exact)
    assert itself.summary.unchanged == len(itself.pairs)
    assert not itself.review


def test_another_process_finds_the_same() -> None:
    """The order in which a process keeps its sets decides nothing."""
    program = (
        "import sys; from pipeline import compare;print(compare(*sys.argv[1:]).model_dump_json())"
    )
    sides = [f"samples/notice-{name}.docx.expected.json" for name in (2021, 2022)]
    said = [
        subprocess.run(
            [sys.executable, "-c", program, *sides],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=FOLDER.parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_marks_give_both_texts_again(old: str, new: str) -> None:
    """Equal and deleted pieces are the old text, equal and inserted ones the new."""
    made = marks(old, new, WORDS)
    assert "".join(text for kind, text in made if kind != "insert") == old
    assert "".join(text for kind, text in made if kind != "delete") == new
    assert all(text for _, text in made)


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_marks_give_any_texts_again_but_for_width(old: str, new: str) -> None:
    """For `exact` to the character, else in the width of the new text."""
    exact = marks(old, new, WORDS, exact=True)
    assert "".join(text for kind, text in exact if kind != "insert") == old
    made = marks(old, new, WORDS)
    assert same_width("".join(t for kind, t in made if kind != "insert")) == same_width(old)
    assert "".join(text for kind, text in made if kind != "delete") == new


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("加快推行网站建设。", "加快推进网站建设。", "加快[推行→推进]网站建设。"),
        ("年底前完成。", "10月底前完成。", "[年底→10月底]前完成。"),
        ("公开预算,做好解读", "公开预算，做好解读", "公开预算，做好解读"),
        ("公开预算。", "公开预算、决算及报表。", "公开预算[→、决算及报表]。"),
        ("办公室牵头", "信息中心牵头", "[办公室→信息中心]牵头"),
        ("", "新的", "[→新的]"),
        ("各处室配合。", "各处室、直属单位密切配合。", "各处室[→、直属单位密切]配合。"),
        ("加大力度", "加大宣传力度", "加大[→宣传]力度"),
        ("加大宣传力度", "加大力度", "加大[宣传→]力度"),
        ("做好解读", "做好政策文件解读回应", "做好[→政策文件]解读[→回应]"),
        ("提交报告", "提交报送公告", "提交[报告→报送公告]"),
        ("不少于2次", "不少于12次", "不少于[2→12]次"),
    ],
)
def test_marks_are_words_and_not_letters(old: str, new: str, expected: str) -> None:
    """A changed word is shown whole."""
    shown = "".join(
        text if kind == "equal" else f"[{text}→]" if kind == "delete" else f"[→{text}]"
        for kind, text in marks(old, new, WORDS)
    )
    assert shown.replace("→][→", "→") == expected
