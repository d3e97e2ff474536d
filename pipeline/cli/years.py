"""taizhang diff and taizhang history: what changed over the years."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.departments import registers_option
from pipeline.cli.program import filled_path, say
from pipeline.errors import ExitCode, TaizhangError

if TYPE_CHECKING:
    from pipeline.departments import Register
    from pipeline.emit.of_years import Form

_CODES = """\b
Exit codes:
  0    compared, whatever differs
  1    a bad command line
  3    a file cannot be read, or the output cannot be written
  130  interrupted
"""

output_option = click.option(
    "-o", "--output", default="-", type=filled_path, metavar="FILE",
    help="File to write to; several formats share its stem.  [default: stdout]",
)  # fmt: skip
formats_option = click.option(
    "--to",
    "formats",
    metavar="FORMATS",
    help="Formats, divided by commas.  [default: by the file's suffix, else text]",
)
exact_option = click.option(
    "--exact",
    is_flag=True,
    help="Let spaces, the width of marks, and years that moved on with the ledger count, too.",
)


@click.command(
    epilog=f"""\b
Examples:
  taizhang diff 2021.pdf 2022.docx                     what changed, on the terminal
  taizhang diff 2021.json 2022.json -o changes.html    a page to look at, and to print
  taizhang diff 2021.pdf 2022.pdf -o changes --to json,xlsx

{_CODES}"""
)
@click.argument("old", type=filled_path)
@click.argument("new", type=filled_path)
@output_option
@formats_option
@exact_option
@registers_option
def diff(
    *,
    old: str,
    new: str,
    output: str,
    formats: str | None,
    exact: bool,
    registers: tuple[str, ...],
) -> ExitCode:
    """Say what changed from one year's ledger to the other's.

    OLD and NEW are notices or converted JSON. Formats: text, json, csv, xlsx, html. Every task
    of both years is counted once: unchanged, changed, added or removed; close calls are listed
    for a person to look at.
    """
    from pipeline.emit.changes_text import changes_text
    from pipeline.emit.of_years import DIFF
    from pipeline.opened import opened
    from pipeline.years import compare

    target = _target(formats, output, DIFF, inputs=(old, new))

    def drawn(register: Register) -> Iterator[bytes]:
        here, there = opened(old, register), opened(new, register)
        changes = compare(here, there, register=register, exact=exact)
        for name in target.formats:
            if target.is_terminal(name):
                yield changes_text(changes, here, there, **_terminal()).encode()
            else:
                yield DIFF[name].draw(changes, here, there)

    return _written(drawn, registers, target)


@click.command(
    epilog=f"""\b
Examples:
  taizhang history 2019.json 2020.json 2021.pdf                a line for each year
  taizhang history notices/*.pdf -o history.html               each task through the years

{_CODES}"""
)
@click.argument("documents", nargs=-1, required=True, metavar="A B C...", type=filled_path)
@output_option
@formats_option
@exact_option
@registers_option
def history(
    *,
    documents: tuple[str, ...],
    output: str,
    formats: str | None,
    exact: bool,
    registers: tuple[str, ...],
) -> ExitCode:
    """Follow each task through the years: when it came, how it changed, when it went.

    Takes notices or converted JSON, two or more, and puts them in the order of their years.
    Formats: text (a line for each year), json, xlsx, html.
    """
    from pipeline.compare.two_sides import in_order
    from pipeline.emit.changes_text import history_text
    from pipeline.emit.of_years import HISTORY
    from pipeline.opened import opened
    from pipeline.years import history as history_of

    if len(documents) < 2:
        message = "a history is of two documents at least"
        raise click.UsageError(message)
    target = _target(formats, output, HISTORY, inputs=documents)

    def drawn(register: Register) -> Iterator[bytes]:
        years = in_order([opened(document, register) for document in documents])
        made = history_of(years, register=register, exact=exact)
        for name in target.formats:
            if target.is_terminal(name):
                yield history_text(made, **_terminal()).encode()
            else:
                yield HISTORY[name].draw(made, years)

    return _written(drawn, registers, target)


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the formats go: a file each, or all to stdout where there are no paths."""

    formats: tuple[str, ...]
    paths: tuple[Path, ...]

    def is_terminal(self, name: str) -> bool:
        """Is it the text, and does a terminal show it?"""
        return name == "text" and not self.paths and sys.stdout.isatty()


def _target(
    formats: str | None, output: str, known: Mapping[str, Form], inputs: Sequence[str]
) -> _Target:
    """The formats that are wanted and their files. Raises UsageError where they do not fit."""
    endings = {name: form.ending for name, form in known.items()}
    suffix = Path(output).suffix.lower()
    names = _names(formats, known) or [n for n, end in endings.items() if end == suffix] or ["text"]
    if output == "-":
        if len(names) > 1:
            message = f"stdout takes one format, and --to names {len(names)}; name a file with -o"
            raise click.UsageError(message)
        if names == ["xlsx"] and sys.stdout.isatty():
            message = "a terminal shows no xlsx; name a file with -o"
            raise click.UsageError(message)
        return _Target(tuple(names), ())
    if len(names) == 1:
        paths = [Path(output)]
    else:
        stem = output[: -len(suffix)] if suffix in endings.values() else output
        paths = [Path(stem + endings[name]) for name in names]
    for path in paths:
        if any(_is_one_file(path, Path(document)) for document in inputs):
            message = f"{path} is one of the documents, and would be written over"
            raise click.UsageError(message)
    return _Target(tuple(names), tuple(paths))


def _is_one_file(path: Path, other: Path) -> bool:
    """Are these one file? One that is not there, or not to be seen, is none."""
    with suppress(OSError):
        return path.samefile(other)
    return False


def _names(formats: str | None, known: Mapping[str, Form]) -> list[str]:
    """The formats of --to, each once."""
    names = [name.strip().lower() for name in (formats or "").split(",")]
    names = list(dict.fromkeys(filter(None, names)))
    for name in names:
        if name not in known:
            message = f"'{name}' is no format; choose from {', '.join(known)}, divided by commas"
            raise click.BadParameter(message, param_hint="--to")
    return names


def _written(
    drawn: Callable[[Register], Iterator[bytes]], registers: Sequence[str], target: _Target
) -> ExitCode:
    """Draw every format, and then write all of them."""
    from pipeline.departments import Register
    from pipeline.emit import files

    try:
        contents = list(drawn(Register.default_and(*registers)))
        if target.paths:
            files.write(dict(zip(target.paths, contents, strict=True)))
    except TaizhangError as error:
        say(f"error: {error}")
        return ExitCode.FAILED
    for content in contents if not target.paths else ():
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return ExitCode.OK


def _terminal() -> dict[str, Any]:
    """How wide the terminal is, and whether it shows colours (NO_COLOR: a common wish)."""
    import shutil

    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return {"width": shutil.get_terminal_size().columns, "colour": not is_plain}
