"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipeline.emit import files
from pipeline.errors import OutputError


def names(folder: Path) -> list[str]:
    """All that a folder holds, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def test_a_set_of_files_is_written_with_its_folders(tmp_path: Path) -> None:
    """Folders are made as they are needed, and nothing but the files stays."""
    files.write({tmp_path / "2021" / "a.json": b"1", tmp_path / "2021" / "a.csv": b"2"})
    assert names(tmp_path / "2021") == ["a.csv", "a.json"]
    assert (tmp_path / "2021" / "a.json").read_bytes() == b"1"


def test_a_set_that_cannot_be_placed_whole_changes_nothing(tmp_path: Path) -> None:
    """Where the last file has no place, the first has its earlier content again."""
    (tmp_path / "a.json").write_bytes(b"earlier")
    (tmp_path / "a.parties.csv").mkdir()
    made = {tmp_path / name: b"new" for name in ("a.json", "a.csv", "a.parties.csv")}
    with pytest.raises(OutputError, match=r"a\.parties\.csv.*cannot be written"):
        files.write(made)
    assert names(tmp_path) == ["a.json", "a.parties.csv"]
    assert (tmp_path / "a.json").read_bytes() == b"earlier"


@pytest.mark.parametrize("moves", [0, 1])
def test_an_interrupt_leaves_everything_as_it_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """No half of a set and no temporary file outlives Ctrl-C, however far the set was placed."""
    replace, done = Path.replace, []

    def interrupted(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == moves + 1:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write({tmp_path / "a.json": b"1", tmp_path / "a.csv": b"2"})
    assert names(tmp_path) == []


def test_a_name_as_long_as_the_system_takes_can_be_written(tmp_path: Path) -> None:
    """The name of the temporary file is not made from the file's."""
    longest = tmp_path / ("a" * 255)
    files.write({longest: b"1"})
    assert names(tmp_path) == [longest.name]


def test_a_sweep_takes_what_a_run_left_and_nothing_else(tmp_path: Path) -> None:
    """In subfolders too; a file of another name is somebody's."""
    (tmp_path / "2021").mkdir()
    left = tmp_path / "2021" / f".taizhang-run-{'0' * 16}.tmp"
    others = [".taizhang-run-notes.tmp", f".{'0' * 16}.tmp", "a.tmp", left.name.removeprefix(".")]
    for path in (left, *(tmp_path / name for name in others)):
        path.write_bytes(b"")
    files.sweep(tmp_path)
    assert names(tmp_path) == sorted([*others, "2021"])
    assert names(tmp_path / "2021") == []


def test_a_temporary_file_of_a_run_is_called_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the next run knows it, should this one be killed."""
    monkeypatch.setattr(Path, "replace", lambda _self, _target: os.kill(os.getpid(), 9))
    if not (child := os.fork()):
        try:
            files.write({tmp_path / "a.json": b"1"}, mark=files.RUN)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert len(names(tmp_path)) == 1
    files.sweep(tmp_path)
    assert names(tmp_path) == []


def test_what_is_gone_already_is_gone(tmp_path: Path) -> None:
    """Deleting a file that is not there, or whose folder is none, is no trouble."""
    (tmp_path / "file").write_bytes(b"")
    assert files.gone(tmp_path / ("a" * 5_000))
    assert files.gone(tmp_path / "nothing")
    assert files.gone(tmp_path / "file" / "below")
    assert files.gone(tmp_path / "file")


def test_a_year_that_is_left_empty_goes_with_its_last_file(tmp_path: Path) -> None:
    """One that still holds a file stays, and so does a folder that is no year."""
    held = [tmp_path / name for name in ("year=2021/a", "year=2022/a", "year=2022/b", "sub/a")]
    files.write(dict.fromkeys(held, b""))
    for name in ("year=2021/a", "year=2022/a", "sub/a"):
        assert files.gone(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sub", "year=2022"]


def test_what_stays_is_not_gone(tmp_path: Path) -> None:
    """A folder is not deleted as if it were a file."""
    assert not files.gone(tmp_path)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_leaves_everything_as_it_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Half of a file was written; the error says what to do."""
    (tmp_path / "a.json").write_bytes(b"earlier")
    write = Path.write_bytes

    def full(self: Path, content: bytes) -> int:
        write(self, content[: len(content) // 2])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="it cannot be written") as caught:
        files.write({tmp_path / "a.json": b"later", tmp_path / "a.csv": b"later"})
    assert names(tmp_path) == ["a.json"]
    assert (tmp_path / "a.json").read_bytes() == b"earlier"
    assert ("Free some space" in caught.value.remedy) == (number != errno.EIO)


def test_a_folder_that_is_gone_is_made_again(tmp_path: Path) -> None:
    """Somebody removed it under way, or it never was."""
    assert not (tmp_path / "out").exists()
    files.write({tmp_path / "out" / "a.json": b"1"})
    assert names(tmp_path / "out") == ["a.json"]


def test_a_folder_that_became_a_file_is_told(tmp_path: Path) -> None:
    """Nothing of it is touched."""
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(OutputError):
        files.write({tmp_path / "out" / "a.json": b"1"})
    assert (tmp_path / "out").read_bytes() == b"mine"
