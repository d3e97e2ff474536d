"""The command: what it says where, what it writes, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.emit.document_json import document_json
from tests import documents
from tests.documents import a_document, a_finding, a_task

ROOT = Path(__file__).resolve().parent.parent
# The program in a process of its own, with a converter that needs no stage.
PROGRAM = (
    "import sys; from tests import documents; sys.modules['pipeline.convert'] = documents;"
    "from pipeline.cli import main; main()"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths count from an empty folder; a file's words say what comes of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "pipeline.convert", documents)


def put(**contents: str) -> None:
    """Files in the folder `in`; `a_pdf` is `a.pdf`."""
    Path("in").mkdir(exist_ok=True)
    for name, content in contents.items():
        Path("in", name.replace("_", ".")).write_text(content)


def run(*arguments: str) -> Result:
    """The command, run in this process."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """The command, started in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
    )


def written() -> list[str]:
    """All that the folder of outputs holds, hidden files too."""
    return sorted(path.name for path in Path("output").rglob("*") if path.is_file())


# --- convert: exit codes


def test_all_converted_is_0() -> None:
    """The default folder is output/, the default formats are json and csv."""
    put(a_pdf="notice")
    assert run("convert", "in").exit_code == 0
    assert written() == ["a.csv", "a.json", "a.parties.csv", "datapackage.json", "manifest.csv"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("convert",),
        ("convert", "in", ""),
        ("convert", "in", "-o", ""),
        ("convert", "in", "--to", "doc"),
        ("convert", "in", "-o", "-", "--to", "parquet"),
        ("convert", "in", "-o", "-", "--to", "xlsx"),
        ("convert", "in", "--to", "json,doc"),
        ("convert", "in", "--to", ""),
        ("convert", "in", "--fail-on", "nothing"),
        ("convert", "in", "--no-such-option"),
        ("convert", "in", "--workers", "0"),
        ("convert", "in", "--time-limit", "-1"),
        ("convert", "in", "--time-limit", "nan"),
        ("convert", "in", "-o", "-", "--to", "json,csv"),
        ("check",),
        ("schema", "none"),
        ("nothing",),
    ],
)
def test_a_bad_command_line_is_1(arguments: tuple[str, ...]) -> None:
    """Nothing is written, and stderr says what was wrong."""
    put(a_pdf="notice")
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Usage: taizhang" in result.stderr
    assert not Path("output").exists()


def test_some_failed_is_2() -> None:
    """All that could be written was written."""
    put(a_pdf="notice", b_pdf="empty")
    assert run("convert", "in", "none.pdf").exit_code == 2
    assert written() == ["a.csv", "a.json", "a.parties.csv", "datapackage.json", "manifest.csv"]


@pytest.mark.parametrize("source", ["in/b.pdf", "none.pdf", "nothing/*.pdf", "empty"])
def test_all_failed_is_3(source: str) -> None:
    """A notice without a ledger, a path that is not there, a folder without notices."""
    put(b_pdf="empty")
    Path("empty").mkdir()
    assert run("convert", source).exit_code == 3
    assert written() == ["manifest.csv"]


def test_an_output_that_cannot_be_written_is_3() -> None:
    """The folder as a whole, or one of its files, though the other inputs are converted."""
    put(a_pdf="notice", b_pdf="notice")
    Path("file").write_text("")
    result = run("convert", "in", "-o", "file")
    assert result.exit_code == 3
    assert result.stderr.startswith("error: file: it cannot be written (")
    Path("output/a.json").mkdir(parents=True)
    assert run("convert", "in").exit_code == 3
    assert "b.json" in written()


@pytest.mark.parametrize(
    ("words", "fail_on", "code"),
    [
        ("info", "never", 0),
        ("error", "never", 0),
        ("info", "info", 4),
        ("info", "warning", 0),
        ("warning", "warning", 4),
        ("warning", "error", 0),
        ("error", "warning", 4),
    ],
)
def test_findings_as_grave_as_fail_on_are_4(words: str, fail_on: str, code: int) -> None:
    """The outputs are written all the same."""
    put(a_pdf=f"notice {words}")
    assert run("convert", "in", "--fail-on", fail_on).exit_code == code
    assert "a.json" in written()


def test_a_failed_input_outranks_a_finding() -> None:
    """2 and not 4."""
    put(a_pdf="notice error", b_pdf="empty")
    assert run("convert", "in", "--fail-on", "info").exit_code == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_is_130_and_what_was_finished_is_kept(number: signal.Signals) -> None:
    """Ctrl-C and a request to end alike: no traceback, no half of anything, a true manifest."""
    put(a_pdf="notice", b_pdf="slow")
    process = start("convert", "in")
    deadline = time.monotonic() + 60
    while not (Path("in/b.started").exists() and Path("output/a.parties.csv").exists()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(number)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    lines = [line for line in errors.decode().splitlines() if line]
    assert lines[-1] == "Interrupted. What was finished is kept."
    assert lines[:-1] in ([], ["converted: in/a.pdf"])
    assert written() == ["a.csv", "a.json", "a.parties.csv", "datapackage.json", "manifest.csv"]
    assert Path("output/manifest.csv").read_bytes().count(b"\r\n") == 2


# --- convert: what it says


def test_each_input_is_one_line_as_it_is_done() -> None:
    """With its file, and for one that failed the reason and the remedy; the last line counts."""
    put(a_pdf="notice", b_pdf="empty")
    result = run("convert", "in", "none.pdf")
    assert result.stdout == ""
    *lines, last = result.stderr.splitlines()
    assert sorted(lines) == [
        "converted: in/a.pdf",
        "error: in/b.pdf: there is no ledger in it. Check that it is the right file.",
        "error: none.pdf: there is no such file or folder. Check the path.",
    ]
    assert last == "1 converted; 2 failed"


def test_each_file_that_needs_a_look_is_one_line() -> None:
    """Its findings by code and task, the gravest first in the word; and again in the tally."""
    put(a_pdf="notice warning", b_pdf="notice warning error", c_pdf="notice info")
    *lines, last = run("convert", "in").stderr.splitlines()
    assert sorted(lines) == [
        "converted: in/c.pdf",
        "error: in/b.pdf: 2 findings to look at: repeated_text (task 1) ×2",
        "warning: in/a.pdf: 1 finding to look at: repeated_text (task 1)",
    ]
    assert last.startswith("3 converted, 2 with warnings: in/")
    assert last.endswith(" need a look; 0 failed")


def test_what_is_done_already_is_said_and_counts() -> None:
    """Its error and its findings stand for this run too, and decide how it ends."""
    put(a_pdf="notice warning", b_pdf="empty", c_pdf="notice")
    first = run("convert", "in", "--fail-on", "warning")
    again = run("convert", "in", "--fail-on", "warning")
    assert first.exit_code == again.exit_code == 2
    error = "in/b.pdf: there is no ledger in it. Check that it is the right file."
    assert again.stderr.splitlines() == [
        "warning: in/a.pdf: 1 finding to look at; done already",
        f"error: {error} It failed so before.",
        "done already: in/c.pdf",
        "0 converted, 2 done already, 1 with warnings: in/a.pdf needs a look; 1 failed",
    ]
    assert run("convert", "in/a.pdf", "--fail-on", "warning").exit_code == 4
    assert run("convert", "in/b.pdf").exit_code == 3
    assert run("convert", "in/c.pdf").exit_code == 0
    assert "1 converted;" in run("convert", "in/c.pdf", "--force").stderr


def test_many_failures_are_counted_by_their_kind() -> None:
    """With the first of each, and where each stands with its reason."""
    put(**{f"a{number}_pdf": "empty" for number in range(7)}, b_pdf="notice")
    lines = run("convert", "in", "none.pdf", "--workers", "1").stderr.splitlines()
    assert lines[-4:] == [
        "failed: 7 with no_ledger: in/a0.pdf, in/a1.pdf, in/a2.pdf, in/a3.pdf, in/a4.pdf, 2 more",
        "failed: 1 with not_found: none.pdf",
        f"failed: each with its reason and what to do is in {Path('output/manifest.csv')}",
        "1 converted; 8 failed",
    ]


def test_a_rate_is_said_of_many() -> None:
    """Of few, starting is most of the time."""
    put(**{f"a{number}_pdf": "notice" for number in range(20)})
    last = run("convert", "in").stderr.splitlines()[-1]
    assert re.fullmatch(r"20 converted; 0 failed; \d+\.\d pages a second", last)


def test_a_file_that_kills_its_reader_costs_only_itself() -> None:
    """Also where it is the last one, or the only one that is read by a process."""
    put(a_pdf="notice", b_pdf="crash")
    assert run("convert", "in").exit_code == 2
    result = run("convert", "in/b.pdf", "--memory-limit", "4096")
    assert result.exit_code == 3
    assert "error: in/b.pdf: the process that read it died (SIGSEGV)." in result.stderr


def test_closed_streams_are_no_trouble() -> None:
    """A daemon may have none; what reads has ways of its own."""
    put(a_pdf="notice", b_pdf="notice")
    shell = 'exec "$0" -c "$1" convert in <&- >&-'
    command = ["sh", "-c", shell, sys.executable, PROGRAM]
    ended = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, check=False
    )
    assert ended.stderr.splitlines()[-1] == b"2 converted; 0 failed"
    assert ended.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("away", ["2>&-", "2>/dev/full", "2>&1 | true"])
def test_messages_that_nobody_can_read_stop_no_work(away: str) -> None:
    """A log on a full disk, a reader that has gone: the outputs and the exit code are the same."""
    put(a_pdf="notice", b_pdf="notice warning", c_pdf="empty")
    shell = f'{{ "$0" -c "$1" convert in; echo $? >code; }} {away}'
    command = ["sh", "-c", shell, sys.executable, PROGRAM]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert Path("code").read_text() == "2\n"
    assert {"a.json", "b.json", "manifest.csv"} <= set(written())


def test_a_terminal_that_is_gone_stops_no_work() -> None:
    """The bar on it goes no further, and the run does."""
    put(a_pdf="notice", b_pdf="slow", c_pdf="notice")
    master, slave = pty.openpty()
    arguments = ["convert", "in", "--workers", "1", "--time-limit", "2"]
    under_way = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stderr=slave,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    os.close(slave)
    shown = b""
    while b"1/3" not in shown:
        shown += os.read(master, 100_000)
    os.close(master)
    assert under_way.wait() == 2
    assert {"a.json", "c.json", "manifest.csv"} <= set(written())


def test_a_file_that_takes_too_long_is_given_up() -> None:
    """The limit is asked for, and holds for one file too."""
    put(a_pdf="slow")
    result = run("convert", "in", "--time-limit", "0.3")
    assert result.exit_code == 3
    assert "error: in/a.pdf: it was not done after 0.3 seconds" in result.stderr


def test_more_memory_than_a_system_counts_is_a_limit_like_another() -> None:
    """It is none that anything meets."""
    put(a_pdf="notice")
    assert run("convert", "in", "--memory-limit", str(10**20)).exit_code == 0


def test_one_input_is_read_without_another_process() -> None:
    """Nothing is started for it, unless a limit asks for it; a path without a file needs none."""
    put(a_pdf="notice")

    def started(*_: object) -> None:
        raise AssertionError

    with pytest.MonkeyPatch.context() as held:
        held.setattr("pipeline.batch.crew.Crew._started", started)
        assert run("convert", "in").exit_code == 0
        assert run("convert", "in", "none.pdf", "--force").exit_code == 2


def test_overrides_that_nothing_was_read_with_are_one_line() -> None:
    """It says what their name must be."""
    put(a_txt="info", a_overrides_toml="")
    said = run("convert", "in").stderr
    assert "warning: in/a.overrides.toml" in said
    assert "a.pdf.overrides.toml" in said
    assert "overrides" not in run("convert", "in", "--json-errors").stderr


def test_errors_as_json_are_all_that_stderr_holds() -> None:
    """One object per failed input, for a program to read."""
    put(a_pdf="notice warning", b_pdf="empty")
    result = run("convert", "in", "没有.pdf", "--json-errors")
    said = {error["code"]: error for error in map(json.loads, result.stderr.splitlines())}
    assert said.keys() == {"no_ledger", "not_found"}
    assert said["no_ledger"] == {
        "path": "in/b.pdf",
        "code": "no_ledger",
        "message": "in/b.pdf: there is no ledger in it. Check that it is the right file.",
        "what": "there is no ledger in it",
        "remedy": "Check that it is the right file.",
    }
    assert said["not_found"]["path"] == "没有.pdf"
    again = run("convert", "in", "没有.pdf", "--json-errors").stderr.splitlines()
    assert said["no_ledger"] in [json.loads(line) for line in again]
    Path("file").write_text("")
    (line,) = run("convert", "in", "-o", "file", "--json-errors").stderr.splitlines()
    assert json.loads(line)["code"] == "output"


def test_a_name_cannot_steer_the_terminal() -> None:
    """Line breaks and escapes in a name are shown and not done."""
    result = run("convert", "a\n\x1b[31m\udcff.pdf")
    assert result.stderr.splitlines()[0].startswith("error: a\\n\\x1b[31m\\udcff.pdf: ")


def test_progress_is_shown_on_a_terminal_alone() -> None:
    """With the lines of those alone that failed or need a look; elsewhere there is no bar."""
    put(a_pdf="notice warning", b_pdf="empty", c_pdf="notice")
    master, slave = pty.openpty()
    command = [sys.executable, "-c", PROGRAM, "convert", "in"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, stderr=slave, env=environment, check=False)
    os.close(slave)
    shown = os.read(master, 100_000).decode()
    os.close(master)
    assert ended.returncode == 2
    for line in ("\rwarning: in/a.pdf: ", "\rerror: in/b.pdf: "):
        assert line in shown.replace("\x1b[K", "")
    assert "3/3" in shown
    assert "converted: in/c.pdf" not in shown
    assert "/3" not in run("convert", "in").stderr


# --- convert: stdout


def test_one_document_to_stdout_is_what_its_file_holds() -> None:
    """JSON unless csv is asked for; messages stay on stderr; no folder is made."""
    put(a_pdf="notice")
    as_json = run("convert", "in", "-o", "-")
    as_csv = run("convert", "in", "-o", "-", "--to", "csv")
    assert not Path("output").exists()
    run("convert", "in")
    assert as_json.stdout_bytes == Path("output/a.json").read_bytes()
    assert as_csv.stdout_bytes == Path("output/a.csv").read_bytes()
    assert as_json.stderr == "converted: in/a.pdf\n1 converted; 0 failed\n"


@pytest.mark.parametrize("form", ["{}\n", "{}\r\n", "{}\0", "\n{}\n\n"])
def test_a_list_on_stdin_names_files_and_folders(form: str) -> None:
    """A path a line, or each ended by NUL; by `-`, or by the option that takes a file too."""
    put(a_pdf="notice", b_pdf="notice", c_pdf="notice")
    Path("in/2021").mkdir()
    Path("in/2021/[d].pdf").write_text("notice")
    listed = "".join(form.format(path) for path in ("in/a.pdf", "in/2021"))
    Path("list.txt").write_text(listed, newline="")
    for arguments in (["-"], ["--from-list", "-"], ["--from-list", "list.txt"]):
        result = CliRunner().invoke(
            main, ["convert", *arguments, "-o", "-"], input=listed, catch_exceptions=False
        )
        names = [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()]
        assert names == ["a.pdf", "[d].pdf"]


def test_a_list_holds_no_patterns() -> None:
    """A name that was taken away since is missed, and not looked for as a pattern."""
    put(a_pdf="notice")
    Path("list.txt").write_text("in/[a].pdf\nin/a.pdf\n")
    result = run("convert", "--from-list", "list.txt")
    assert result.exit_code == 2
    assert "error: in/[a].pdf: there is no such file or folder" in result.stderr


def test_a_list_that_is_none_is_told() -> None:
    """A document that is piped in, a file that is not there, and nothing at all."""
    for content, code, said in (
        (b"%PDF-1.7\n", 1, "stdin is a document, and no list of paths"),
        (b"\n", 3, "error: stdin: the list holds no path."),
    ):
        result = CliRunner().invoke(main, ["convert", "-"], input=content)
        assert result.exit_code == code
        assert said in result.stderr
    assert "the list none.txt cannot be read" in run("convert", "--from-list", "none.txt").stderr


def test_several_documents_to_stdout_are_json_lines() -> None:
    """One document a line."""
    put(a_pdf="notice", b_pdf="notice")
    lines = run("convert", "in", "-o", "-", "--to", "json").stdout.splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["a.pdf", "b.pdf"]


def test_stdout_is_utf_8_in_whatever_locale() -> None:
    """Data does not hang on how a terminal is set up."""
    put(a_pdf="notice")
    settings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    process = start("convert", "in", "-o", "-", PYTHONIOENCODING="ascii", **settings)
    out, _ = process.communicate(timeout=30)
    run("convert", "in")
    assert out == Path("output/a.json").read_bytes()


@pytest.mark.parametrize("arguments", [("convert", "in", "-o", "-"), ("schema",)])
def test_a_reader_who_leaves_ends_the_program_quietly(arguments: tuple[str, ...]) -> None:
    """No traceback where stdout is closed early."""
    put(**{f"a{number}_pdf": "notice" for number in range(20)})
    process = start(*arguments)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr as errors:
        assert errors.read() == b""
    assert process.wait(timeout=30) == 3


# --- check and schema


def a_json(name: str, change: Callable[[bytes], bytes] = bytes) -> str:
    """A converted file with two findings."""
    findings = (a_finding("info", field=None), a_finding(code="close_join", ledger=None, task=None))
    Path(name).write_bytes(change(document_json(a_document(a_task(), findings=findings))))
    return name


def test_check_lists_every_finding_and_is_0() -> None:
    """A line each, with the place, and then how the file stands."""
    result = run("check", a_json("a.json"))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "a.json: info: repeated_text (ledger 1, task 1): 员会 stands twice at the cut",
        "a.json: warning: close_join (field requirement): 员会 stands twice at the cut",
        "a.json: keeps the contract; 1 task, 2 findings",
    ]


def test_check_is_2_where_some_break_the_contract_and_3_where_all_do() -> None:
    """A file that cannot be read breaks it too."""
    good = a_json("a.json")
    bad = a_json("b.json", lambda made: made.replace(b'"sequence": 1', b'"sequence": 2'))
    result = run("check", good, bad, "none.json")
    assert result.exit_code == 2
    lines = result.stdout.splitlines()
    assert lines[3] == "b.json: violation: ledgers[0].tasks[0].sequence: is 2 and not 1"
    assert lines[-1] == "none.json: violation: the file cannot be read (No such file or directory)"
    assert run("check", bad, "none.json").exit_code == 3


@pytest.mark.parametrize("name", ["notice", "tasks", "parties", "manifest"])
def test_schema_prints_what_the_folder_of_schemas_holds(name: str) -> None:
    """The same bytes; the notice's without a name."""
    content = (ROOT / "schemas" / f"{name}.schema.json").read_bytes()
    assert run("schema", name).stdout_bytes == content
    if name == "notice":
        assert run("schema").stdout_bytes == content


# --- help


def test_help_teaches() -> None:
    """Examples, what is written, and every exit code."""
    shown = run("convert", "--help").stdout
    for word in ("Examples:", "-o - | jq", "notice.parties.csv", "manifest.csv"):
        assert word in shown
    for code in (0, 1, 2, 3, 4, 130):
        assert f"\n    {code:<4} " in shown
    assert run("--help").exit_code == 0


def test_help_answers_without_the_libraries_that_read_documents() -> None:
    """Nobody waits for pdfplumber to be told of an option."""
    heavy = "pandas, pdfplumber, docx, jieba"
    loaded = f"import sys; print([name for name in '{heavy}'.split(', ') if name in sys.modules])"
    code = f"{PROGRAM.removesuffix('main()')}main(['--help'], standalone_mode=False); {loaded}"
    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert shown.stdout.decode().splitlines()[-1] == "[]"


def test_the_version_is_said() -> None:
    """Also by `python -m pipeline`."""
    assert run("--version").stdout.startswith("taizhang")
    shown = subprocess.run(
        [sys.executable, "-m", "pipeline", "--version"], cwd=ROOT, capture_output=True, check=True
    )
    assert shown.stdout.startswith(b"taizhang")
