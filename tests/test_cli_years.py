"""taizhang diff and taizhang history: where what goes, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import pipeline
from pipeline.cli import main
from pipeline.emit.changes_csv import PairRow
from pipeline.emit.changes_text import changes_text, history_text
from pipeline.emit.document_json import document_json
from pipeline.model import Document
from pipeline.years import compare
from tests.documents import a_document, a_task
from tests.three_years import documents, three_years, two_years

HOSTILE = "\x1b[31m红\x1b[0m [bold]粗[/bold] :smile:"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths count from a folder with two converted years."""
    monkeypatch.chdir(tmp_path)
    Path("old.json").write_bytes(document_json(old_year()))
    Path("new.json").write_bytes(document_json(new_year()))


def old_year() -> Document:
    """Two tasks."""
    return a_document(a_task(1), a_task(2, requirement="推进预算决算及相关报表公开。"))


def new_year() -> Document:
    """A task that came, and one that got another wording."""
    return a_document(
        a_task(1, requirement=f"组织开展等级评定工作{HOSTILE}"),
        a_task(2, requirement="完成第1项工作。"),
        a_task(3, requirement="推进预算、决算及有关报表公开。"),
    )


def run(*arguments: str) -> Result:
    """The command, run in this process."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_without_a_file_the_text_goes_to_stdout() -> None:
    """In Chinese, without colours where no terminal asks for them."""
    result = run("diff", "old.json", "new.json")
    assert result.exit_code == 0
    assert "旧 2 条 = 未变 0 + 有变 2 + 删除 0" in result.stdout
    assert "新 3 条 = 未变 0 + 有变 2（其中仅序号变动 1） + 新增 1" in result.stdout
    assert "推进预算{+、+}决算及[-相关-]{+有关+}报表公开。" in result.stdout
    assert result.stderr == ""


def test_a_documents_text_does_not_steer_the_terminal() -> None:
    """Codes of terminals and markup of libraries are shown as they are."""
    shown = run("diff", "old.json", "new.json").stdout
    assert "\x1b" not in shown
    assert r"\x1b[31m红\x1b[0m [bold]粗[/bold] :smile:" in shown


def test_colours_are_for_terminals() -> None:
    """With them or without, the words are the same."""
    old, new = old_year(), new_year()
    changes = compare(old, new)
    plain, coloured = (changes_text(changes, old, new, colour=on) for on in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[9;31m" in coloured


def test_a_rival_is_named() -> None:
    """A person who looks at a close call is told which task fits nearly as well."""
    drawn = changes_text(two_years(), *documents()[:2])
    assert "旧 4号 与 新 4号：另有一条几乎同样相似：新 3号（0.61）" in drawn


@pytest.mark.parametrize("width", [40, 60, 79, 80, 100])
def test_the_years_of_a_history_are_whole_in_every_width(width: int) -> None:
    """No number and no word is cut; lines fit."""
    drawn = history_text(three_years(), width=width)
    assert "…" not in drawn
    for side in three_years().documents:
        assert f"{side.year}年" in drawn
        assert side.source in drawn.replace("\n", "")
    for line in drawn.splitlines():
        assert sum(2 if ord(mark) > 0x2E7F else 1 for mark in line) <= width, line


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_text_fits_its_width(width: int) -> None:
    """A Han character takes two columns."""
    old, new = old_year(), new_year()
    for line in changes_text(compare(old, new), old, new, width=width).splitlines():
        assert sum(2 if ord(mark) > 0x2E7F else 1 for mark in line) <= width, line


@pytest.mark.parametrize(
    ("output", "formats", "made"),
    [
        ("a.json", None, ["a.json"]),
        ("a.csv", None, ["a.csv"]),
        ("a.txt", None, ["a.txt"]),
        ("a", None, ["a"]),
        ("a.data", "json", ["a.data"]),
        ("a", "json,csv", ["a.csv", "a.json"]),
        ("a.json", "json,text", ["a.json", "a.txt"]),
        ("a.v2", "json,text", ["a.v2.json", "a.v2.txt"]),
        ("deep/a.json", None, ["deep/a.json"]),
    ],
)
def test_the_format_is_that_of_to_or_of_the_suffix_or_text(
    output: str, formats: str | None, made: list[str]
) -> None:
    """Several formats share the stem."""
    before = set(Path().rglob("*"))
    to = ("--to", formats) if formats else ()
    assert run("diff", "old.json", "new.json", "-o", output, *to).exit_code == 0
    after = {str(path) for path in set(Path().rglob("*")) - before if path.is_file()}
    assert sorted(after) == made


def test_the_json_holds_what_the_library_gives() -> None:
    """`diff --to json` is `compare`."""
    made = json.loads(run("diff", "old.json", "new.json", "--to", "json").stdout)
    assert made == json.loads(compare("old.json", "new.json").model_dump_json())
    assert made["summary"] == {
        "unchanged": 0, "changed": 2, "added": 1, "removed": 0, "renumbered_only": 1,
    }  # fmt: skip


def test_the_csv_has_a_row_for_each_pair() -> None:
    """With what both years print."""
    content = run("diff", "old.json", "new.json", "--to", "csv").stdout_bytes
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(PairRow.model_fields)
    assert [row["kind"] for row in rows] == ["added", "changed", "changed"]
    assert rows[2]["old_requirement"] == "推进预算决算及相关报表公开。"
    assert rows[0]["old_requirement"] == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "old.json"),
        ("diff", "old.json", "new.json", "--to", "docx"),
        ("diff", "old.json", "new.json", "--to", "json,csv"),
        ("diff", "old.json", "new.json", "-o", "new.json"),
        ("diff", "old.json", "new.json", "-o", "new.txt", "--to", "json,text,new"),
        ("history", "old.json"),
        ("history", "old.json", "new.json", "--to", "csv"),
    ],
)
def test_a_bad_command_line_ends_with_1_and_touches_nothing(arguments: tuple[str, ...]) -> None:
    """Also where a document would be written over."""
    before = Path("new.json").read_bytes()
    assert run(*arguments).exit_code == 1
    assert Path("new.json").read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["new.json", "old.json"]


@pytest.mark.parametrize("command", ["diff", "history"])
def test_a_side_that_cannot_be_read_ends_with_3(command: str) -> None:
    """It says which and what to do; nothing is written."""
    Path("bad.json").write_text('{"a": 1}')
    for bad in ("missing.json", "bad.json", "missing.pdf"):
        result = run(command, "old.json", bad, "-o", "made.json")
        assert result.exit_code == 3
        assert result.stderr.startswith(f"error: {bad}: ")
        assert not Path("made.json").exists()


def test_an_output_that_no_file_can_be_is_told() -> None:
    """By its own name, and not by that of stdout."""
    name = "a" * 5_000
    result = run("diff", "old.json", "new.json", "-o", name)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"error: {name}: it cannot be written")


def test_the_json_of_something_else_is_told_from_a_damaged_one() -> None:
    """What `diff` wrote, or any other program, is no notice that could be converted again."""
    run("diff", "old.json", "new.json", "-o", "changes.json")
    told = run("diff", "changes.json", "new.json")
    assert told.exit_code == 3
    assert "Name what `taizhang convert` wrote for a notice" in told.stderr
    Path("old.json").write_text(Path("old.json").read_text("utf-8").replace('"number"', '"no"'))
    assert "`taizhang check old.json`" in run("diff", "old.json", "new.json").stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix closes stdout")
@pytest.mark.parametrize("command", ["diff old.json new.json", "schema", "--help"])
def test_a_closed_stdout_ends_with_3(command: str) -> None:
    """With a word, and no traceback."""
    program = f"'{sys.executable}' -m pipeline {command} >&-"
    root = str(Path(pipeline.__file__).parents[1])
    done = subprocess.run(
        ["sh", "-c", program], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": root},
    )  # fmt: skip
    assert done.returncode == 3
    assert done.stderr.startswith("error: stdout: it cannot be written")
    assert "Traceback" not in done.stderr


def test_an_output_that_cannot_be_written_ends_with_3() -> None:
    """A folder stands in its place."""
    Path("made.json").mkdir()
    assert run("diff", "old.json", "new.json", "-o", "made.json").exit_code == 3


def test_a_history_has_a_line_for_each_year() -> None:
    """In the order of the years, whatever the order given."""
    later = old_year().model_dump(mode="json")
    later["ledgers"][0]["year"] = 2023
    later["source"]["name"] = "later.pdf"
    Path("later.json").write_text(json.dumps(later), "utf-8")
    result = run("history", "later.json", "old.json", "--to", "json")
    made = json.loads(result.stdout)
    assert [side["year"] for side in made["documents"]] == [2021, 2023]
    assert [year["tasks"] for year in made["summary"]] == [2, 2]
    shown = run("history", "later.json", "old.json").stdout.splitlines()
    assert [line[:5] for line in shown[1:3]] == ["2021年", "2023年"]
