"""What the dictionary says of words that a cut may have broken."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.words import Words, dictionary
from tests.case_files import cases


@pytest.fixture(scope="module")
def words() -> Words:
    """One dictionary for all: reading it takes most of a second."""
    return Words()


@pytest.mark.parametrize("case", cases("text", "repeats*.json"))
def test_characters_printed_twice_around_a_cut_are_found(
    words: Words, case: dict[str, Any]
) -> None:
    """Where keeping both breaks a word; a word that is said twice in earnest stays."""
    assert words.broken_repeat(case["upper"], case["lower"]) == case["repeat"]


def test_the_words_of_a_text_are_the_text(words: Words) -> None:
    """Cutting loses nothing, marks and spaces among it."""
    text = "区划地名处，APP 1、社会事务处（儿童福利处）"
    assert "".join(words.cut(text)) == text
    assert "地名" in words.cut(text)


def test_a_word_is_what_the_dictionary_holds(words: Words) -> None:
    """委员会 is a word; 员会 and 委员会的 are not."""
    assert words.is_word("委员会")
    assert not words.is_word("员会")
    assert not words.is_word("")


@settings(deadline=None)
@given(st.text("管理制度改革委员会工作", max_size=8), st.text("管理制度改革委员会工作", max_size=8))
def test_a_repeat_ends_the_text_above_and_begins_the_text_below(upper: str, lower: str) -> None:
    """Whatever is said to be a repeat was printed twice."""
    repeat = SHARED.broken_repeat(upper, lower)
    assert upper.endswith(repeat)
    assert lower.startswith(repeat)


def test_no_dictionary_is_read_before_it_is_needed() -> None:
    """Two texts that share no characters at the cut are told apart without it."""
    code = (
        "import sys; from pipeline.text.words import Words, dictionary; "
        "Words().broken_repeat('社会救助处', '养老服务处'); sys.exit('jieba' in sys.modules)"
    )
    root = Path(__file__).resolve().parent.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_the_dictionary_is_read_in_silence_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No message, no cache in the common temporary folder."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dictionary.cache_clear()
    assert Words().is_word("政府")
    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []
    assert logging.getLogger("jieba").level >= logging.WARNING


def test_the_dictionary_is_read_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each ledger asks with words of its own; that costs one reading and not one each."""
    assert Words().is_word("政府")
    monkeypatch.setattr("importlib.resources.files", None)
    assert Words().is_word("委员会")


SHARED = Words()
