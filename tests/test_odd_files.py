"""Files that are odd in what they are or are called, and not in what they say."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pipeline.check import violations
from pipeline.convert import convert
from pipeline.errors import InputMissing, OverridesUnreadable
from pipeline.overrides import Overrides

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "notice-2021.txt"


def converted(name: str, tmp_path: Path) -> str:
    """The name that a document has that lies in a file of that name; it keeps the contract."""
    path = tmp_path / name
    path.write_bytes(SAMPLE.read_bytes())
    document = convert(path)
    assert not list(violations(document))
    return document.source.name


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is text")
def test_a_name_that_is_no_text_is_readable(tmp_path: Path) -> None:
    """Each byte that is none stands as U+FFFD."""
    assert converted(os.fsdecode(b"\xffa.txt"), tmp_path) == "\ufffda.txt"


@pytest.mark.skipif(sys.platform == "win32", reason="there it parts folders")
def test_a_name_with_a_backslash_is_no_path(tmp_path: Path) -> None:
    """It is written full-width."""
    assert converted("a\\b.txt", tmp_path) == "a＼b.txt"


def test_a_name_as_long_as_the_system_takes_has_no_overrides(tmp_path: Path) -> None:
    """Theirs would be longer, and no file has it."""
    name = "a" * 251 + ".txt"
    assert converted(name, tmp_path) == name


def test_a_file_that_is_gone_is_missing(tmp_path: Path) -> None:
    """It was there when it was found."""
    with pytest.raises(InputMissing):
        convert(tmp_path / "notice.txt")


def test_a_path_that_no_file_can_have_is_missing() -> None:
    """No system has a NUL in a name."""
    with pytest.raises(InputMissing):
        convert("a\0b.txt")


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "1" * 5000])
def test_overrides_that_python_cannot_read_are_told(text: str, tmp_path: Path) -> None:
    """Arrays in a thousand others, and numbers of thousands of digits."""
    (tmp_path / "a.toml").write_text(text)
    with pytest.raises(OverridesUnreadable, match="no TOML"):
        Overrides.load(tmp_path / "a.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_overrides_in_a_pipe_are_not_waited_for(tmp_path: Path) -> None:
    """Nobody writes to it."""
    os.mkfifo(tmp_path / "a.toml")
    with pytest.raises(OverridesUnreadable, match="it is no file"):
        Overrides.load(tmp_path / "a.toml")
