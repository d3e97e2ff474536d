"""The commands: arguments in, exit code out. The only module that prints."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, get_args

import click

from pipeline.errors import ExitCode, TaizhangError

if TYPE_CHECKING:
    from pipeline.batch import Outcome, Report, Tally

# What the commands need is imported inside them, so that `--help` answers at once.


class Program(click.Group):
    """A group whose exit codes are those of the contract, and not click's."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command; exit with its code, or give it back where not `standalone_mode`."""
        # The patterns among the sources are ours to read on every system.
        extra |= {"prog_name": "taizhang", "windows_expand_args": False, "standalone_mode": False}
        _quiet_libraries()
        try:
            with _ended_by_sigterm():
                code = super().main(*args, **extra)
        except click.ClickException as error:
            error.show()
            code = ExitCode.USAGE
        except click.Abort:
            _say("Interrupted. What was finished is kept.")
            code = ExitCode.INTERRUPTED
        if not standalone_mode:
            return code
        sys.exit(int(code or ExitCode.OK))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. A reader of stdout who has had enough is no trouble of ours to tell."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop_stdout()
            return ExitCode.FAILED
        except OSError as trouble:
            # Files are read and written behind errors of our own: this is stdout itself.
            _drop_stdout()
            _say(f"error: stdout: it cannot be written ({trouble.strerror}). Make room for it.")
            return ExitCode.FAILED


FailOn = Literal["info", "warning", "error", "never"]
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _version(ctx: click.Context, _param: click.Parameter, is_wanted: bool) -> None:  # noqa: FBT001
    """The value of --version: says it and ends."""
    if is_wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"taizhang {version('taizhang')}")
        except PackageNotFoundError:
            click.echo("taizhang, run from its source without being installed")
        ctx.exit()


@click.group(
    cls=Program,
    context_settings=CONTEXT,
    epilog="""\b
Examples:
  taizhang convert notice.pdf          notice.json, notice.csv, … in output/
  taizhang check output/notice.json    is it whole, and what is doubtful in it
  taizhang schema                      what the JSON means
""",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Show the version and exit.",
)  # fmt: skip
def main() -> None:
    """Turn Chinese government notices with a ledger of tasks into JSON and CSV.

    Reads the PDF, DOCX or text of a notice (政务公开重点工作台账), rebuilds the table that the
    pages cut, and writes each task with its headings, departments and deadline.
    """


def _formats(_ctx: click.Context, _param: click.Parameter, text: str | None) -> tuple[str, ...]:
    """The value of --to; nothing where it is not given."""
    from pipeline.emit import formats_in

    try:
        return () if text is None else formats_in(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _path(text: str) -> str:
    """A path. An empty one comes from a variable that is not set, and names nothing."""
    if not text:
        message = "a path is empty"
        raise click.BadParameter(message)
    return text


@main.command(
    epilog="""\b
Examples:
  taizhang convert notice.pdf                   into output/
  taizhang convert notices/ -o data             a folder with its subfolders
  taizhang convert "notices/**/2021*.docx"      a pattern; ** reaches into subfolders
  taizhang convert notice.pdf -o - | jq .       one document to stdout
  taizhang convert notices/ -o - --to csv       all tasks in one table

\b
Written for notice.pdf:
  notice.json           all that the notice says, with findings and provenance
  notice.csv            one row a task
  notice.parties.csv    one row a task and department
  manifest.csv          what became of each input of the folder

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
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=_path)
@click.option(
    "-o",
    "--output",
    default="output",
    type=_path,
    metavar="FOLDER",
    help="Folder to write to; - for stdout.  [default: output/]",
)
@click.option(
    "--to",
    "formats",
    callback=_formats,
    metavar="FORMATS",
    help="Formats, divided by commas.  [default: json,csv; to stdout: json]",
)
@click.option(
    "--fail-on",
    type=click.Choice(get_args(FailOn)),
    default="never",
    show_default=True,
    help="Exit with 4 where a finding is at least as grave.",
)
@click.option(
    "--json-errors",
    is_flag=True,
    help="One JSON object per failed input on stderr, and nothing else there.",
)
def convert(
    *,
    sources: tuple[str, ...],
    output: str,
    formats: tuple[str, ...],
    fail_on: FailOn,
    json_errors: bool,
) -> ExitCode:
    """Convert notices into data that is checked.

    A SOURCE is a file, a folder (read with its subfolders) or a pattern of .pdf, .docx and
    .txt files; what a file is, its content decides.

    One bad file costs only itself. A finding marks a place that a person should look at; it
    is in the JSON, and `taizhang check` lists it.
    """
    from pipeline import batch, messages

    try:
        convert_all = _to_stdout if output == "-" else _to_folder
        tell = messages.as_json if json_errors else messages.as_line
        outcomes = convert_all(sources, output, formats, lambda outcome: _say(tell(outcome)))
    except TaizhangError as error:
        _say(messages.error_json(error, error.subject) if json_errors else f"error: {error}")
        return ExitCode.FAILED
    result = batch.tally(outcomes)
    if not json_errors:
        _say(messages.summary(result))
    return _exit_code(outcomes, result, fail_on)


def _to_folder(
    sources: Sequence[str], output: str, formats: tuple[str, ...], tell: Report
) -> tuple[Outcome, ...]:
    """Convert into files."""
    from pipeline import batch
    from pipeline.convert import convert as convert_notice

    settings = batch.Settings(convert_notice, Path(output), formats or ("json", "csv"))
    plan = batch.planned(sources, settings.output)
    with _progress(len(plan.inputs), tell) as report:
        return batch.run(plan, settings, report)


def _to_stdout(
    sources: Sequence[str], _output: str, formats: tuple[str, ...], tell: Report
) -> tuple[Outcome, ...]:
    """Convert into one stream. Raises UsageError where the formats do not fit in one."""
    from pipeline import batch
    from pipeline.convert import convert as convert_notice

    form = _form_for_stdout(formats)
    inputs = batch.listed(sources)
    with _progress(len(inputs), tell) as report:
        return batch.stream(inputs, convert_notice, form, sys.stdout.buffer, report)


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


@main.command(
    epilog="""\b
Exit codes:
  0    all files keep the contract
  1    a bad command line
  2    some do not
  3    none does
  130  interrupted
"""
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(*, files: tuple[str, ...]) -> ExitCode:
    """List what is wrong or doubtful in converted JSON.

    A violation is a fault of the file; a finding is a place in the notice to look at.
    """
    from pipeline import messages
    from pipeline.check import Checked, Violation
    from pipeline.check import check as check_json

    broken = 0
    for file in files:
        try:
            checked = check_json(Path(file).read_bytes())
        except OSError as trouble:
            checked = Checked((Violation("", f"the file cannot be read ({trouble.strerror})"),))
        for line in messages.checked_lines(checked):
            click.echo(messages.printable(f"{file}: {line}"))
        broken += bool(checked.violations)
    if not broken:
        return ExitCode.OK
    return ExitCode.FAILED if broken == len(files) else ExitCode.SOME_FAILED


@main.command()
@click.argument("name", required=False, default="notice", metavar="[NAME]")
def schema(*, name: str) -> None:
    """Print the schema of what is written.

    NAME is notice (default), tasks, parties or manifest: the JSON Schema of NAME.json, and
    the Table Schemas (Frictionless) of NAME.csv, NAME.parties.csv and manifest.csv.
    """
    from pipeline.emit import schemas

    if name not in schemas.NAMES:
        message = f"there is no schema '{name}'; choose from {', '.join(schemas.NAMES)}"
        raise click.BadParameter(message, param_hint="NAME")
    sys.stdout.buffer.write(schemas.schema(name))
    sys.stdout.buffer.flush()


def _say(line: str | None) -> None:
    """One line to stderr, whatever a file's name holds."""
    from pipeline.messages import printable

    if line is not None:
        click.echo(printable(line), err=True)


def _quiet_libraries() -> None:
    """Keep libraries' own messages off stderr: what matters in them is an error or a finding."""
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the program as Ctrl-C does, with everything put away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _drop_stdout() -> None:
    """Leave nothing for Python to flush at its end into a pipe that nobody reads."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
