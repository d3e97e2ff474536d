"""What is done is not done again, and only that: each thing that an output hangs on counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.batch import Outcome, Settings
from pipeline.batch import made_with as made_with_module
from pipeline.emit.manifest import MANIFEST, read_manifest
from pipeline.errors import InputUnreadable, NoLedger
from pipeline.model import Document
from tests.documents import convert

OUTPUT = Path("output")
SETTINGS = Settings(convert, ("json",))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with one notice that was converted, and one without a ledger."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.pdf").write_text("notice warning")
    Path("in/b.pdf").write_text("empty")
    Path("ours.csv").write_text("a register")
    run()


def run(settings: Settings = SETTINGS, *sources: str) -> dict[str, Outcome]:
    """What a run says of each input."""
    outcomes: list[Outcome] = []
    with batch.begun(OUTPUT) as folder:
        batch.run(batch.planned(sources or ["in"], folder), settings, outcomes.append)
    return {outcome.input.path.name: outcome for outcome in outcomes}


def again(settings: Settings = SETTINGS, *sources: str) -> list[str]:
    """The inputs that a run does again."""
    outcomes = run(settings, *sources)
    return sorted(name for name, outcome in outcomes.items() if not outcome.is_repeated)


def changed(**changes: object) -> Settings:
    """The settings with something changed."""
    fields = {"convert": convert, "formats": ("json",)}
    return Settings(**(fields | changes))  # type: ignore[arg-type]


def test_what_is_done_is_not_done_again() -> None:
    """Not a notice that was converted, nor one of which it is known that it has no ledger."""
    assert again() == []


def test_what_is_done_counts_as_what_it_is() -> None:
    """Converted with its findings, failed with its error."""
    before = run(changed(force=True))
    after = run()
    assert after["a.pdf"].outputs == before["a.pdf"].outputs == ("a.json",)
    assert after["a.pdf"].counts == before["a.pdf"].counts
    assert after["a.pdf"].counts.graver("warning") == 1
    errors = [run["b.pdf"].error for run in (before, after)]
    assert [type(error) for error in errors] == [NoLedger, NoLedger]
    assert len({(str(error), error.what, error.remedy) for error in errors if error}) == 1


def test_the_manifest_is_the_same_after_a_run_without_work() -> None:
    """Byte for byte."""
    before = (OUTPUT / MANIFEST).read_bytes()
    run()
    assert (OUTPUT / MANIFEST).read_bytes() == before


def test_force_does_all_again() -> None:
    """And gives the same."""
    before = (OUTPUT / MANIFEST).read_bytes()
    assert again(changed(force=True)) == ["a.pdf", "b.pdf"]
    assert (OUTPUT / MANIFEST).read_bytes() == before


def test_another_content_is_done() -> None:
    """Whatever its name and its time."""
    Path("in/a.pdf").write_text("notice")
    assert again() == ["a.pdf"]


def test_another_version_does_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is what its files hold."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "convert.py").write_text("another")
    monkeypatch.setattr(made_with_module, "PROGRAM", tmp_path / "other")
    assert again() == ["a.pdf", "b.pdf"]


def test_the_version_hangs_on_no_line_ends_and_no_compiled_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same release is the same on every machine."""
    hashes = []
    monkeypatch.setattr(made_with_module, "PROGRAM", tmp_path / "program")
    (tmp_path / "program" / "__pycache__").mkdir(parents=True)
    for content in (b"one\ntwo\n", b"one\r\ntwo\r\n"):
        (tmp_path / "program" / "a.py").write_bytes(content)
        (tmp_path / "program" / "__pycache__" / "a.py").write_bytes(content)
        hashes.append(made_with_module.Recipe.of(SETTINGS).common)
    assert hashes[0] == hashes[1]


def test_another_format_does_all_again() -> None:
    """What a notice has to give has changed."""
    assert again(changed(formats=("json", "csv"))) == ["a.pdf", "b.pdf"]


def test_another_register_does_all_again() -> None:
    """One more, or one whose content changed; a limit or the processes make no difference."""
    with_register = changed(registers=("ours.csv",))
    assert again(with_register) == ["a.pdf", "b.pdf"]
    assert again(with_register) == []
    Path("ours.csv").write_text("another")
    assert again(with_register) == ["a.pdf", "b.pdf"]
    Path("theirs.csv").write_text("another")
    assert again(changed(registers=("theirs.csv",))) == []
    assert again(changed(registers=("theirs.csv",), allowance=batch.BY_DEFAULT)) == []


def test_other_overrides_do_their_document_again() -> None:
    """Those that came, changed or went beside it; those of another one say nothing of it."""
    beside = Path("in/a.pdf.overrides.toml")
    beside.write_text("")
    assert again() == ["a.pdf"]
    beside.write_text("# changed")
    assert again() == ["a.pdf"]
    assert again() == []
    beside.unlink()
    assert again() == ["a.pdf"]


def test_overrides_that_are_named_count_as_those_beside() -> None:
    """By what they hold."""
    Path("mine.toml").write_text("# mine")
    assert again(changed(overrides="mine.toml"), "in/a.pdf") == ["a.pdf"]
    assert again(changed(overrides="mine.toml"), "in/a.pdf") == []
    Path("mine.toml").write_text("# changed")
    assert again(changed(overrides="mine.toml"), "in/a.pdf") == ["a.pdf"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes().replace(b"notice", b"NOTICE")),
    ],
    ids=["deleted", "emptied", "edited"],
)
def test_an_output_that_is_not_as_it_was_written_is_made_again(
    spoil: Callable[[Path], object],
) -> None:
    """Of that input alone."""
    whole = (OUTPUT / "a.json").read_bytes()
    spoil(OUTPUT / "a.json")
    assert again() == ["a.pdf"]
    assert (OUTPUT / "a.json").read_bytes() == whole


def test_an_input_that_has_a_longer_name_now_is_done_again() -> None:
    """Its outputs are not those that it would have."""
    Path("in/a.docx").write_text("notice")
    assert again() == ["a.docx", "a.pdf"]


def test_what_may_go_better_another_time_is_tried_again() -> None:
    """A file that could not be read then; its content may have been the same all the time."""

    def refused(path: Path) -> Document:
        raise InputUnreadable(path, "it is locked", "Close it.")

    run(changed(convert=refused, force=True))
    assert again() == ["a.pdf", "b.pdf"]


def test_a_manifest_of_an_earlier_version_gives_no_one_leave() -> None:
    """It does not say what its outputs were made with."""
    path = next(iter(read_manifest(OUTPUT)))
    (OUTPUT / MANIFEST).write_text(
        f"path,sha256,outputs,status,error,message\r\n{path},{'0' * 64},a.json,converted,,\r\n"
    )
    assert again() == ["a.pdf", "b.pdf"]
