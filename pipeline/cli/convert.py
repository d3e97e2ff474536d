"""taizhang convert: notices -> a folder of data."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from pipeline.cli.departments import registers_option
from pipeline.cli.lists import Paths, named_paths
from pipeline.cli.program import filled_path, say
from pipeline.cli.progress import reporting
from pipeline.errors import ExitCode, TaizhangError

if TYPE_CHECKING:
    from pipeline.batch import Allowance, Converter, Settings, Tally
    from pipeline.model import Document
    from pipeline.sources import Input

FailOn = Literal["info", "warning", "error", "never"]


def _formats(_ctx: click.Context, _param: click.Parameter, text: str | None) -> tuple[str, ...]:
    """The value of --to; nothing where it is not given."""
    from pipeline.emit import formats_in

    try:
        return () if text is None else formats_in(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _number(_ctx: click.Context, _param: click.Parameter, value: float | None) -> float | None:
    """The value of an option; `nan` is a float to Python, and no number to anybody."""
    if value is not None and math.isnan(value):
        message = "nan is no number"
        raise click.BadParameter(message)
    return value


@click.command(
    epilog="""\b
Examples:
  taizhang convert notice.pdf                   into output/
  taizhang convert notices/ -o data             a folder with its subfolders
  taizhang convert "notices/**/2021*.docx"      a pattern; ** reaches into subfolders
  find notices -newer old -print0 | taizhang convert -    the paths that stdin lists
  taizhang convert notice.pdf --to xlsx,html    a workbook, and a report to look at
  taizhang convert notice.pdf -o - | jq .       one document to stdout
  taizhang convert notices/ -o - --to csv       all tasks in one table
  taizhang convert notices/ --to csv,parquet    a dataset to query (DuckDB, pandas)

\b
Written for notice.pdf:
  notice.json           all that the notice says, with findings and provenance
  notice.csv            one row a task
  notice.parties.csv    one row a task and department
  notice.xlsx           with --to xlsx: a workbook in Chinese to work in
  notice.html           with --to html: a report in Chinese to look at and to print
  parquet/              with --to parquet: notices, tasks, parties, findings by year
  manifest.csv          what became of each input of the folder
  datapackage.json      what the CSV files of the folder hold, with keys and types

\b
Exit codes:
  0    all converted
  1    a bad command line
  2    some inputs failed; all that could be written was written
  3    all failed, or the output cannot be written
  4    converted, but with findings at or above --fail-on
  130  interrupted; what was finished is kept
"""
)
@click.argument("sources", nargs=-1, metavar="SOURCE...", type=filled_path)
@click.option(
    "--from-list",
    type=filled_path,
    metavar="FILE",
    help="Convert what FILE lists too: a path a line, or each ended by NUL; - for stdin.",
)
@click.option(
    "-o",
    "--output",
    default="output",
    type=filled_path,
    metavar="FOLDER",
    help="Folder to write to; - for stdout.  [default: output/]",
)
@click.option(
    "--to",
    "formats",
    callback=_formats,
    metavar="FORMATS",
    help="Formats, divided by commas: json, csv, xlsx, html, parquet.  "
    "[default: json,csv; to stdout: json]",
)
@click.option(
    "--fail-on",
    type=click.Choice(get_args(FailOn)),
    default="never",
    show_default=True,
    help="Exit with 4 where a finding is at least as grave.",
)
@click.option(
    "--overrides",
    type=filled_path,
    metavar="PATH",
    help="What a person decided about the one source.  "
    "[default: for each source SOURCE.overrides.toml, if there is one]",
)
@registers_option
@click.option(
    "--force",
    is_flag=True,
    help="Convert again what is done already.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Processes that read at a time.  [default: as many as there are cores]",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    callback=_number,
    metavar="SECONDS",
    help="Give up a file that takes longer; 0: never.  [default: 300]",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(min=0),
    metavar="MB",
    help="Give up a file that takes more memory, the program's own included (Linux); 0: never.  "
    "[default: 4096]",
)
@click.option(
    "--json-errors",
    is_flag=True,
    help="One JSON object per failed input on stderr, and nothing else there.",
)
def convert(  # noqa: PLR0913  (an argument for each option)
    *,
    sources: tuple[str, ...],
    from_list: str | None,
    output: str,
    formats: tuple[str, ...],
    fail_on: FailOn,
    overrides: str | None,
    registers: tuple[str, ...],
    force: bool,
    workers: int | None,
    time_limit: float | None,
    memory_limit: int | None,
    json_errors: bool,
) -> ExitCode:
    """Convert notices into data that is checked.

    A SOURCE is a file, a folder (read with its subfolders) or a pattern of .pdf, .docx and
    .txt files; what a file is, its content decides. The SOURCE - is a list of files and folders
    on stdin: a path a line, or each ended by NUL.

    One bad file costs only itself, and so does one that kills its reader or takes too much time
    or memory. A finding marks a place that a person should look at; it is in the JSON, and
    `taizhang check` lists it.

    What is done already is skipped: the same file, with the same options, registers and
    overrides, by the same version, and its outputs as they were written. So a run that was
    stopped goes on when the same is run again.
    """
    from pipeline import batch, messages
    from pipeline.emit.manifest import MANIFEST
    from pipeline.sources import astray

    try:
        paths = named_paths(sources, from_list)
        settings = batch.Settings(
            convert=_converter(paths, overrides, registers),
            formats=formats or (("json",) if output == "-" else ("json", "csv")),
            registers=registers,
            overrides=overrides,
            workers=workers or batch.cores(),
            allowance=_allowance(time_limit, memory_limit),
            force=force,
        )
        has_limits = time_limit is not None or memory_limit is not None
        run = _Run(settings, has_limits=has_limits, is_json=json_errors)
        inputs, result = _to_stdout(paths, run) if output == "-" else _to_folder(paths, output, run)
    except TaizhangError as error:
        say(messages.error_json(error, error.subject) if json_errors else f"error: {error}")
        return ExitCode.FAILED
    if not json_errors:
        if overrides is None:
            for path in astray(inputs):
                say(messages.astray(path))
        manifest = None if output == "-" else str(Path(output, MANIFEST))
        for line in messages.summary(result, manifest):
            say(line)
    return _exit_code(result, fail_on)


def _allowance(seconds: float | None, megabytes: int | None) -> Allowance:
    """What each file may take: what is asked for, else the program's own; 0 is no limit."""
    from pipeline.batch import BY_DEFAULT, Allowance

    return Allowance(
        seconds=BY_DEFAULT.seconds if seconds is None else seconds or None,
        megabytes=BY_DEFAULT.megabytes if megabytes is None else megabytes or None,
    )


def _converter(paths: Paths, overrides: str | None, registers: Sequence[str]) -> Converter:
    """What converts an input. Raises UsageError where the overrides are about none or several.

    A register that cannot be read stops the run: it is no fault of one input.
    """
    from pipeline import batch
    from pipeline.convert import convert as convert_notice
    from pipeline.departments import Register

    # The program's own converter reads its register by itself; one of ours is read once.
    told: dict[str, Any] = {"register": Register.default_and(*registers)} if registers else {}
    if overrides is None:
        return partial(convert_notice, **told)
    if len(batch.listed(paths.sources, paths.from_list)) != 1:
        message = "--overrides goes with one source file"
        raise click.UsageError(message)
    return partial(_overruled, convert_notice, overrides, told)


def _overruled(
    convert_notice: Callable[..., Document], overrides: str, told: dict[str, Any], path: Path
) -> Document:
    """Read where the input is: overrides that cannot be read cost the input, as others do."""
    from pipeline.overrides import Overrides

    return convert_notice(path, overrides=Overrides.load(overrides), **told)


@dataclass(frozen=True, slots=True)
class _Run:
    """How a run goes, and how it is told."""

    settings: Settings
    has_limits: bool
    is_json: bool

    def over(self, inputs: Sequence[Input]) -> Settings:
        """The settings for these inputs: one alone needs no process to be started for it."""
        count = sum(item.problem is None for item in inputs)
        needed = count if count > 1 or self.has_limits else 0
        return replace(self.settings, workers=min(self.settings.workers, needed))


def _to_folder(paths: Paths, output: str, run: _Run) -> tuple[tuple[Input, ...], Tally]:
    """Convert into files, once no other run writes there."""
    from pipeline import batch, messages

    def wait() -> None:
        if not run.is_json:
            say(messages.waiting(output))

    with batch.begun(Path(output), wait) as folder:
        plan = batch.planned(paths.sources, folder, paths.from_list)
        with reporting(len(plan.inputs), is_json=run.is_json) as report:
            return plan.inputs, batch.run(plan, run.over(plan.inputs), report)


def _to_stdout(paths: Paths, run: _Run) -> tuple[tuple[Input, ...], Tally]:
    """Convert into one stream. Raises UsageError where the formats do not fit in one."""
    from pipeline import batch

    _check_for_stdout(run.settings.formats)
    inputs = batch.listed(paths.sources, paths.from_list)
    with reporting(len(inputs), is_json=run.is_json) as report:
        return inputs, batch.stream(inputs, run.over(inputs), sys.stdout.buffer, report)


def _check_for_stdout(formats: Sequence[str]) -> None:
    """One format goes to stdout, of those that can. Raises UsageError."""
    from pipeline.emit import STREAMED

    if len(formats) > 1:
        message = f"-o - takes one format, and --to names {len(formats)}"
        raise click.UsageError(message)
    if formats[0] not in STREAMED:
        message = f"-o - takes {' or '.join(STREAMED)}, and not {formats[0]}"
        raise click.UsageError(message)


def _exit_code(result: Tally, fail_on: FailOn) -> ExitCode:
    """How `convert` ends: an input that failed outranks a finding. What is done already counts."""
    if result.output_failed or not result.converted + result.done_already:
        return ExitCode.FAILED
    if result.failed:
        return ExitCode.SOME_FAILED
    if fail_on != "never" and result.graver.get(fail_on, 0):
        return ExitCode.FINDINGS
    return ExitCode.OK
