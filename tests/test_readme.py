"""What the READMEs say is what the program does, and both say the same."""

from __future__ import annotations

import contextlib
import csv
import doctest
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import click
import duckdb
import pytest
from click.testing import CliRunner

from pipeline import errors
from pipeline.cli import main
from pipeline.emit import endings
from pipeline.emit.csv_tables import PartyRow, TableRow, TaskRow
from pipeline.emit.datapackage import DATAPACKAGE
from pipeline.emit.dataset import TABLES, YEAR
from pipeline.emit.manifest import MANIFEST, ManifestRow
from pipeline.emit.wording.in_chinese import words
from pipeline.errors import ExitCode, InputError, TaizhangError
from pipeline.findings import CODES
from pipeline.limits import LIMITS, MEGABYTE
from pipeline.model import Task
from pipeline.overrides import Break, Label, Overrides
from pipeline.partitions import place

ROOT = Path(__file__).resolve().parent.parent
ENGLISH, CHINESE = "README.md", "README.zh-CN.md"
BOTH = (ENGLISH, CHINESE)

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, up to the next heading."""

    level: int
    title: str
    text: str

    @property
    def anchor(self) -> str:
        """The heading's address as GitHub makes it."""
        kept = re.sub(r"[^\w\- ]", "", self.title.lower())
        return kept.replace(" ", "-")

    @property
    def tables(self) -> list[list[list[str]]]:
        """The tables: rows of cells, the header first."""
        found = re.findall(r"(?:^\|.*\n?)+", self.text, re.MULTILINE)
        return [[_cells(row) for row in table.splitlines() if not set(row) <= set("|- ")]
                for table in found]  # fmt: skip


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


@dataclass(frozen=True)
class Step:
    """A command that a README shows, and what it says the command prints."""

    command: str
    printed: str


@cache
def text(name: str) -> str:
    """A file of the project, as a reader sees it."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def sections(name: str) -> tuple[Section, ...]:
    """The sections of a README, in order; a # in a block of code is no heading."""
    whole = text(name)
    blanked = FENCE.sub(lambda fence: " " * len(fence[0]), whole)
    heads = list(HEADING.finditer(blanked))
    ends = [head.start() for head in heads[1:]] + [len(whole)]
    return tuple(
        Section(len(head[1]), head[2], whole[head.end() : end])
        for head, end in zip(heads, ends, strict=True)
    )


def section(name: str, anchor: str) -> Section:
    """The section that stands in a README where the English one has `anchor`."""
    places = [index for index, held in enumerate(sections(ENGLISH)) if held.anchor == anchor]
    assert len(places) == 1, f"{ENGLISH} has no section #{anchor}, or more than one"
    return sections(name)[places[0]]


def table(name: str, anchor: str) -> list[list[str]]:
    """The one table of a section, without its header."""
    found = section(name, anchor).tables
    assert len(found) == 1, f"{name}: #{anchor} has {len(found)} tables"
    return found[0][1:]


def blocks(name: str, language: str) -> list[str]:
    """The blocks of code in a language, in order."""
    return [block for kind, block in FENCE.findall(text(name)) if kind == language]


def steps(block: str) -> list[Step]:
    """The commands of a block, each after `$ `, with the lines up to the next."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert parts[0] == "", "a block of commands begins with `$ `"
    return [Step(*part.split("\n", 1)) for part in parts[1:]]


def bare(cell: str) -> str:
    """A cell without the marks of code."""
    return cell.strip("`")


# --- both READMEs


def test_both_have_the_same_sections() -> None:
    """As many, and at the same depth."""
    depths = [[held.level for held in sections(name)] for name in BOTH]
    assert depths[0] == depths[1]


@pytest.mark.parametrize("language", ["console", "json", "pycon", "sh", "sql", "text", "toml"])
def test_both_show_the_same_code(language: str) -> None:
    """What is run for one is run for the other."""
    assert blocks(ENGLISH, language) == blocks(CHINESE, language)


def test_every_block_of_code_says_what_it_is() -> None:
    """A block in a language that no test knows is checked by no test."""
    for name in BOTH:
        assert len(FENCE.findall(text(name))) == text(name).count("```") // 2
        assert {kind for kind, _ in FENCE.findall(text(name))} == {
            "console", "json", "pycon", "sh", "sql", "text", "toml",
        }  # fmt: skip


def test_both_have_the_same_tables() -> None:
    """Section by section: as many rows and columns, and the same code in them."""
    for ours, theirs in zip(sections(ENGLISH), sections(CHINESE), strict=True):
        shapes = [[[len(row) for row in rows] for rows in held.tables] for held in (ours, theirs)]
        assert shapes[0] == shapes[1], ours.title
        for row, other in zip(chain(*ours.tables), chain(*theirs.tables), strict=True):
            for cell, same in zip(row, other, strict=True):
                assert sorted(set(CODE.findall(cell))) == sorted(set(CODE.findall(same))), row


@pytest.mark.parametrize("name", BOTH)
def test_links_lead_somewhere(name: str) -> None:
    """To a heading of the file, or to a file of the project."""
    anchors = {held.anchor for held in sections(name)}
    for link in LINK.findall(FENCE.sub("", text(name))):
        if link.startswith("#"):
            assert link[1:] in anchors, link
        elif "://" not in link:
            assert (ROOT / link).exists(), link


@pytest.mark.parametrize("name", BOTH)
def test_files_that_are_named_are_there(name: str) -> None:
    """Paths of the project in the text and the tables."""
    for code in CODE.findall(FENCE.sub("", text(name))):
        if re.fullmatch(r"(pipeline|samples|schemas|tests)/[\w./-]*", code):
            assert (ROOT / code).exists(), code


def test_what_a_module_is_said_to_hold_is_in_it() -> None:
    """`FIXES` in `pipeline/text/cleaning.py`: a name that moves takes its line along."""
    said = re.findall(r"`(\w+)` in `((?:pipeline|tests)/[\w./]+\.py)`", text(ENGLISH))
    assert len(said) > 5
    for word, path in said:
        assert re.search(rf"\b{word}\b", text(path)), (word, path)


# --- tables


@pytest.mark.parametrize("name", BOTH)
def test_the_exit_codes_are_those_of_the_program(name: str) -> None:
    """Every code, in its order."""
    assert [int(row[0]) for row in table(name, "exit-codes")] == [code.value for code in ExitCode]


@pytest.mark.parametrize(("command", "column"), [("convert", 1), ("check", 2), ("explain", 4)])
def test_the_exit_codes_mean_what_help_says(command: str, column: int) -> None:
    """Word for word; the table may say more than the help."""
    epilog = main.commands[command].epilog or ""
    listed = re.findall(r"^ +(\d+) +(.+)$", epilog.split("Exit codes:")[1], re.MULTILINE)
    assert listed
    shown = {row[0]: row[column] for row in table(ENGLISH, "exit-codes")}
    assert {code: shown[code] for code, _ in listed} == dict(listed)


@pytest.mark.parametrize("name", BOTH)
def test_the_options_are_those_of_convert(name: str) -> None:
    """All of them, however they may be written."""
    listed = {option for row in table(name, "convert") for option in CODE.findall(row[0])}
    options = [item for item in main.commands["convert"].params if isinstance(item, click.Option)]
    assert listed == {form for option in options for form in option.opts}


@pytest.mark.parametrize("name", BOTH)
def test_the_limits_are_those_of_the_program(name: str) -> None:
    """The sizes in megabytes, the others as they are."""
    (said,) = (held for held in text(name).split("\n- **") if "`too_large`" in held[:20])
    megabytes = [size // MEGABYTE for size in (LIMITS.file, LIMITS.text, LIMITS.unpacked)]
    counts = [LIMITS.pages, LIMITS.cells, LIMITS.columns, LIMITS.characters]
    found = re.findall(r"[0-9][0-9,]*", said)
    assert sorted(int(number.replace(",", "")) for number in found) == sorted(megabytes + counts)


def test_the_commands_are_those_of_the_program() -> None:
    """Each has a section, and no section is about one that is not there."""
    titles = [held.title for held in sections(ENGLISH)]
    under = titles[titles.index("Commands") + 1 : titles.index("What is written")]
    assert sorted(under) == sorted(main.commands)


@pytest.mark.parametrize("name", BOTH)
def test_the_errors_are_those_of_the_program(name: str) -> None:
    """Each code with its exception."""
    listed = [(bare(row[0]), bare(row[1])) for row in table(name, "errors")]
    assert listed == [(error.code, error.__name__) for error in raised()]


def test_the_errors_mean_what_their_exceptions_say() -> None:
    """Word for word."""
    shown = {bare(row[0]): row[2] for row in table(ENGLISH, "errors")}
    assert shown == {error.code: error.__doc__ for error in raised()}


def raised() -> list[type[TaizhangError]]:
    """The errors that are raised as such, in the order of `errors.py`."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    return [
        kind
        for kind in kinds
        if issubclass(kind, TaizhangError) and kind not in {TaizhangError, InputError}
    ]


@pytest.mark.parametrize("name", BOTH)
def test_the_findings_are_those_of_the_program(name: str) -> None:
    """Each code with its severity, in the order of `findings.py`."""
    listed = [(bare(row[0]), row[1]) for row in table(name, "findings")]
    assert listed == [(code, severity) for code, (severity, _) in CODES.items()]


def test_the_findings_mean_what_the_program_says() -> None:
    """Word for word."""
    shown = {bare(row[0]): row[2] for row in table(ENGLISH, "findings")}
    assert shown == {code: meaning for code, (_, meaning) in CODES.items()}


def test_the_chinese_readme_means_what_the_reports_say() -> None:
    """A finding is called the same in a workbook, on a page, and here."""
    shown = {bare(row[0]): row[2] for row in table(CHINESE, "findings")}
    assert shown == dict(words()["findings"])


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize(
    ("anchor", "row_type"),
    [("noticecsv", TaskRow), ("noticepartiescsv", PartyRow), ("manifestcsv", ManifestRow)],
)
def test_the_columns_are_those_of_the_csv(name: str, anchor: str, row_type: type[TableRow]) -> None:
    """All of them, in their order."""
    assert [bare(row[0]) for row in table(name, anchor)] == list(row_type.model_fields)


@pytest.mark.parametrize("name", BOTH)
def test_the_fields_are_those_of_a_task(name: str) -> None:
    """All of them, in their order."""
    assert [bare(row[0]) for row in table(name, "noticejson")] == list(Task.model_fields)


@pytest.mark.parametrize("name", BOTH)
def test_the_extras_are_those_of_the_project(name: str) -> None:
    """What `pip install ".[…]"` knows."""
    project = tomllib.loads(text("pyproject.toml"))["project"]
    listed = [bare(row[0]) for row in table(name, "install")]
    assert listed == list(project["optional-dependencies"])


@pytest.mark.parametrize("name", BOTH)
def test_what_make_does_is_in_the_makefile(name: str) -> None:
    """Every target, and no other."""
    targets = re.findall(r"^(\w+):.*##", text("Makefile"), re.MULTILINE)
    listed = [bare(row[0]).removeprefix("make ") for row in table(name, "development")]
    assert sorted([*listed, "help"]) == sorted(targets)


@pytest.mark.parametrize("name", BOTH)
def test_the_keys_of_overrides_are_those_of_the_program(name: str) -> None:
    """All of them, for breaks and for labels; and the example is understood."""
    breaks, labels = section(name, "overrides").tables
    assert [bare(row[0]) for row in breaks[1:]] == list(Break.model_fields)
    assert [bare(row[0]) for row in labels[1:]] == list(Label.model_fields)
    (example,) = blocks(name, "toml")
    Overrides.model_validate(tomllib.loads(example))


# --- commands and their output


@dataclass(frozen=True)
class Session:
    """What came of running every command of the READMEs, one after the other, in one folder."""

    folder: Path
    printed: dict[Step, str]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A folder with the samples, in which the commands have been run."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "samples").mkdir()
    for sample in (ROOT / "samples").glob("notice-20*"):
        if not sample.name.endswith(".json"):
            shutil.copy(sample, folder / "samples")
    with contextlib.chdir(folder):
        printed: dict[Step, str] = {}
        for block in blocks(ENGLISH, "console"):
            code = 0
            for step in steps(block):
                printed[step], code = run(step.command, code)
        yield Session(folder, printed)


def run(command: str, code: int) -> tuple[str, int]:
    """What a command prints and how it ends, after one that ended with `code`.

    The program runs in this process, so that its libraries are read once; what it is piped
    into, and all else, a shell runs.
    """
    if command == "make run":
        recipe = make_run()
        printed, code = run(recipe.replace(".venv/bin/python -m pipeline", "taizhang"), code)
        return f"{recipe}\n{printed}", code
    first, *piped = command.split(" | ", 1)
    if not first.startswith("taizhang "):
        return shell(f"(exit {code}); {command}", "")
    result = CliRunner().invoke(main, first.split()[1:], catch_exceptions=False)
    if piped:
        printed, code = shell(piped[0], result.stdout)
        return result.stderr + printed, code
    return result.output, result.exit_code


def shell(command: str, given: str) -> tuple[str, int]:
    """What a command of the system prints, its line ends and byte order mark out of sight."""
    done = subprocess.run(
        ["sh", "-c", command], input=given.encode(), stdout=subprocess.PIPE, check=False
    )
    return done.stdout.decode("utf-8-sig").replace("\r\n", "\n"), done.returncode


def make_run() -> str:
    """The line that `make run` shows, once it has set up."""
    recipe = re.search(r"^run:.*\n\t(.+)$", text("Makefile"), re.MULTILINE)
    assert recipe is not None
    return recipe[1].replace("$(BIN)", ".venv/bin")


@pytest.mark.parametrize(
    "step",
    [step for block in blocks(ENGLISH, "console") for step in steps(block)],
    ids=lambda step: step.command,
)
def test_a_command_prints_what_is_shown(step: Step, session: Session) -> None:
    """`echo $?` shows how the command before it ended; inputs are told of as they are done."""
    printed, shown = session.printed[step].splitlines(), step.printed.splitlines()
    if step.command.startswith(("make run", "taizhang convert")):
        printed, shown = sorted(printed), sorted(shown)
    assert printed == shown


def test_the_first_screen_shows_the_task_that_was_written(session: Session) -> None:
    """The twelfth of the sample that is printed on its side."""
    written = json.loads((session.folder / "output/notice-2021-landscape.json").read_bytes())
    (shown,) = blocks(ENGLISH, "json")
    assert json.loads(shown) == written["ledgers"][0]["tasks"][11]


def test_the_four_samples_give_the_same_tasks(session: Session) -> None:
    """All but the places where they stood."""
    ledgers = []
    for path in sorted((session.folder / "output").glob("notice-2021*.json")):
        tasks = json.loads(path.read_bytes())["ledgers"][0]["tasks"]
        ledgers.append([{key: task[key] for key in task if key != "provenance"} for task in tasks])
    assert len(ledgers) == 4
    assert len(ledgers[0]) == 23
    assert all(tasks == ledgers[0] for tasks in ledgers)


def test_the_files_are_called_as_listed(session: Session) -> None:
    """For `notice.pdf`: what is written by default, what the other formats add, nothing more."""
    listed = [bare(row[0]) for row in table(ENGLISH, "what-is-written")]
    written = {path.name for path in (session.folder / "output").iterdir()}
    sample = "notice-2021-portrait"
    ours = {name.replace(sample, "notice") for name in written if name.startswith(sample)}
    by_default = {f"notice{ending}" for ending in endings(("json", "csv"))}
    assert ours == by_default
    of_the_folder = {MANIFEST, DATAPACKAGE, place("tasks", 2021, "notice")}
    assert {*(f"notice{ending}" for ending in endings()), *of_the_folder} == set(listed)


@pytest.mark.parametrize(
    ("anchor", "file"),
    [
        ("noticecsv", "notice-2021.docx.csv"),
        ("noticepartiescsv", "notice-2021.docx.parties.csv"),
        ("manifestcsv", MANIFEST),
    ],
)
def test_the_columns_are_those_that_were_written(anchor: str, file: str, session: Session) -> None:
    """What stands in the first line of the file."""
    with (session.folder / "output" / file).open(encoding="utf-8-sig", newline="") as lines:
        header = next(csv.reader(lines))
    assert [bare(row[0]) for row in table(ENGLISH, anchor)] == header


def test_the_library_answers_as_shown(session: Session) -> None:
    """The examples in Python, one after the other, as if typed."""
    assert session.printed
    shown = "\n".join(blocks(ENGLISH, "pycon"))
    example = doctest.DocTestParser().get_doctest(shown, {}, ENGLISH, ENGLISH, 0)
    wrong: list[str] = []
    doctest.DocTestRunner(verbose=False).run(example, out=wrong.append)
    assert not wrong, "".join(wrong)
    assert len(example.examples) > 10


@pytest.mark.parametrize("name", BOTH)
def test_duckdb_answers_as_shown(name: str, session: Session) -> None:
    """The statements one after the other; a table shows what the last one before it answers."""
    duck = duckdb.connect()
    answered: list[list[str]] = []
    shown = 0
    with contextlib.chdir(session.folder):
        for statements, rows in re.findall(SQL_OR_TABLE, section(name, "duckdb").text):
            if statements:
                answered = answer(duck, statements)
            else:
                lines = (row for row in rows.splitlines() if not set(row) <= set("|- "))
                assert [_cells(row) for row in lines] == answered
                shown += 1
    assert shown == 3


SQL_OR_TABLE = re.compile(r"^```sql\n(.*?)^```$|((?:^\|[^\n]*\n)+)", re.MULTILINE | re.DOTALL)


def answer(duck: duckdb.DuckDBPyConnection, statements: str) -> list[list[str]]:
    """The rows of the last statement as text, under the names of its columns."""
    duck.execute(statements)
    names = [column[0] for column in duck.description or ()]
    rows = [["" if cell is None else str(cell) for cell in row] for row in duck.fetchall()]
    return [names, *rows]


@pytest.mark.parametrize("name", BOTH)
def test_the_columns_of_the_dataset_are_named(name: str) -> None:
    """Each table with its key; what the CSV files do not have is listed."""
    listed = table(name, "the-dataset")
    assert [bare(row[0]) for row in listed] == list(TABLES)
    for row_type, row in zip(TABLES.values(), listed, strict=True):
        columns = set(row_type.model_fields)
        assert {*CODE.findall(row[2]), *CODE.findall(row[3])} <= columns
    added = set(TABLES["tasks"].model_fields) - set(TaskRow.model_fields) - {YEAR}
    assert added == set(CODE.findall(listed[1][3]))


@pytest.mark.parametrize("name", BOTH)
def test_commands_that_are_not_there_are_not_promised(name: str) -> None:
    """`taizhang NAME` anywhere is a command of this version."""
    for word in re.findall(r"\btaizhang ([a-z]+)", text(name)):
        assert word in main.commands, word


def test_the_changelog_has_the_version_of_the_project() -> None:
    """Keep a Changelog: unreleased changes, then the versions."""
    project = tomllib.loads(text("pyproject.toml"))["project"]
    heads = re.findall(r"^## \[(.+?)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert heads[0] == "Unreleased"
    assert project["version"] in heads or len(heads) == 1
