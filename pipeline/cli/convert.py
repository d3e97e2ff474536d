"""taizhang convert: notices -> a folder of data."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from pipeline.cli.departments import registers_option
from pipeline.cli.program import filled_path, say
from pipeline.errors import ExitCode, TaizhangError

if TYPE_CHECKING:
    from pipeline.batch import Converter, Outcome, Report, Tally

FailOn = Literal["info", "warning", "error", "never"]


def _formats(_ctx: click.Context, _param: click.Parameter, text: str | None) -> tuple[str, ...]:
    """The value of --to; nothing where it is not given."""
    from pipeline.emit import formats_in

    try:
        return () if text is None else formats_in(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command(
    epilog="""\b
Examples:
  taizhang convert notice.pdf                   into output/
  taizhang convert notices/ -o data             a folder with its subfolders
  taizhang convert "notices/**/2021*.docx"      a pattern; ** reaches into subfolders
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
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=filled_path)
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
    "--json-errors",
    is_flag=True,
    help="One JSON object per failed input on stderr, and nothing else there.",
)
def convert(  # noqa: PLR0913  (an argument for each option)
    *,
    sources: tuple[str, ...],
    output: str,
    formats: tuple[str, ...],
    fail_on: FailOn,
    overrides: str | None,
    registers: tuple[str, ...],
    json_errors: bool,
) -> ExitCode:
    """Convert notices into data that is checked.

    A SOURCE is a file, a folder (read with its subfolders) or a pattern of .pdf, .docx and
    .txt files; what a file is, its content decides.

    One bad file costs only itself. A finding marks a place that a person should look at; it
    is in the JSON, and `taizhang check` lists it.
    """
    from pipeline import batch, messages
    from pipeline.sources import astray

    try:
        convert_all = _to_stdout if output == "-" else _to_folder
        tell = messages.as_json if json_errors else messages.as_line
        converter = _converter(sources, overrides, registers)
        outcomes = convert_all(
            sources, output, formats, converter, lambda outcome: say(tell(outcome))
        )
    except TaizhangError as error:
        say(messages.error_json(error, error.subject) if json_errors else f"error: {error}")
        return ExitCode.FAILED
    result = batch.tally(outcomes)
    if not json_errors:
        if overrides is None:
            for path in astray(outcome.input for outcome in outcomes):
                say(messages.astray(path))
        say(messages.summary(result))
    return _exit_code(outcomes, result, fail_on)


def _converter(
    sources: Sequence[str], overrides: str | None, registers: Sequence[str]
) -> Converter:
    """What converts an input. Raises UsageError where the overrides are about none or several.

    A register that cannot be read stops the run: it is no fault of one input.
    """
    from pipeline import batch
    from pipeline.convert import convert as convert_notice
    from pipeline.departments import Register
    from pipeline.overrides import Overrides

    # The program's own converter reads its register by itself; one of ours is read once.
    told: dict[str, Any] = {"register": Register.default_and(*registers)} if registers else {}
    if overrides is None:
        return partial(convert_notice, **told)
    if len(batch.listed(sources)) != 1:
        message = "--overrides goes with one source file"
        raise click.UsageError(message)
    # Read where the input is converted: overrides that cannot be read cost the input, as others do.
    return lambda path: convert_notice(path, overrides=Overrides.load(overrides), **told)


def _to_folder(
    sources: Sequence[str],
    output: str,
    formats: tuple[str, ...],
    converter: Converter,
    tell: Report,
) -> tuple[Outcome, ...]:
    """Convert into files."""
    from pipeline import batch

    settings = batch.Settings(converter, Path(output), formats or ("json", "csv"))
    plan = batch.planned(sources, settings.output)
    with _progress(len(plan.inputs), tell) as report:
        return batch.run(plan, settings, report)


def _to_stdout(
    sources: Sequence[str],
    _output: str,
    formats: tuple[str, ...],
    converter: Converter,
    tell: Report,
) -> tuple[Outcome, ...]:
    """Convert into one stream. Raises UsageError where the formats do not fit in one."""
    from pipeline import batch

    form = _form_for_stdout(formats)
    inputs = batch.listed(sources)
    with _progress(len(inputs), tell) as report:
        return batch.stream(inputs, converter, form, sys.stdout.buffer, report)


def _form_for_stdout(formats: tuple[str, ...]) -> str:
    """The one format that goes to stdout."""
    from pipeline.emit import STREAMED

    form, *more = formats or ("json",)
    if more:
        message = f"-o - takes one format, and --to names {len(formats)}"
        raise click.UsageError(message)
    if form not in STREAMED:
        message = f"-o - takes {' or '.join(STREAMED)}, and not {form}"
        raise click.UsageError(message)
    return form


def _exit_code(outcomes: Sequence[Outcome], result: Tally, fail_on: FailOn) -> ExitCode:
    """How `convert` ends: an input that failed outranks a finding."""
    if result.output_failed or not result.converted:
        return ExitCode.FAILED
    if result.failed:
        return ExitCode.SOME_FAILED
    if fail_on != "never" and any(outcome.graver(fail_on) for outcome in outcomes):
        return ExitCode.FINDINGS
    return ExitCode.OK


@contextmanager
def _progress(length: int, tell: Report) -> Iterator[Report]:
    """A bar on a terminal, where all is told when it is done; elsewhere each input as it comes."""
    if not sys.stderr.isatty():
        yield tell
        return
    held: list[Outcome] = []
    try:
        with click.progressbar(length=length, label="Converting", file=sys.stderr) as bar:

            def report(outcome: Outcome) -> None:
                held.append(outcome)
                bar.update(1)

            yield report
    finally:
        for outcome in held:
            tell(outcome)
