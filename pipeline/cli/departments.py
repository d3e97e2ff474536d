"""taizhang departments: the register of department names, and what a name means in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.program import filled_path, say
from pipeline.errors import ExitCode, TaizhangError

if TYPE_CHECKING:
    from pipeline.departments import Entry, Register
    from pipeline.model import Document

registers_option = click.option(
    "--register",
    "registers",
    multiple=True,
    type=filled_path,
    metavar="FILE",
    help="A register of departments, besides the one that comes with the program; repeatable.",
)


@click.group(
    epilog="""\b
Examples:
  taizhang departments find 厅办公室 --issuer 安徽省民政厅
  taizhang departments list --register ours.csv
  taizhang departments learn output/*.json -o learned.csv

\b
Exit codes:
  0    found, listed or learned
  1    a bad command line
  2    no entry has the name, or belongs to the body; of learn: some files cannot be read
  3    a register cannot be read, or no file can, or the output cannot be written
  130  interrupted
"""
)
def departments() -> None:
    """Look up, list and learn names of departments."""


@departments.command(
    epilog="""\b
Examples:
  taizhang departments find 区划地/名处
  taizhang departments find 我厅办公室 --issuer 安徽省民政厅 --year 2021
"""
)
@click.argument("text")
@click.option("--issuer", metavar="NAME", help="Issuer of the notice.  [default: each in turn]")
@click.option("--year", type=click.IntRange(1949, 2999), metavar="YEAR",
              help="Year of the ledger: the names in use then go first.")  # fmt: skip
@registers_option
def find(
    *, text: str, issuer: str | None, year: int | None, registers: tuple[str, ...]
) -> ExitCode:
    """Say which department TEXT names, by which steps, and what it was called over the years."""
    return _with_register(registers, lambda register: _find(text, issuer, year, register))


@departments.command(name="list", epilog="\b\nExample:\n  taizhang departments list | less\n")
@click.option("--issuer", metavar="NAME", help="Only the departments of this body.")
@registers_option
def list_(*, issuer: str | None, registers: tuple[str, ...]) -> ExitCode:
    """List the register: name, other names, issuer, kind and years, parted by tabs."""

    def listed(register: Register) -> ExitCode:
        found = issuer is None
        for entry in register.entries:
            if issuer is None or entry.issuer == issuer:
                found = True
                line = (entry.name, ";".join(entry.other_names), entry.issuer, entry.kind)
                _print("\t".join((*line, entry.years)))
        if not found:
            say(f"No entry of the register belongs to {issuer}.")
        return ExitCode.OK if found else ExitCode.SOME_FAILED

    return _with_register(registers, listed)


@departments.command(
    epilog="""\b
Examples:
  taizhang departments learn notices/*.pdf -o learned.csv
  taizhang convert notices/ --register learned.csv
"""
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=filled_path)
@click.option("-o", "--output", default="-", type=filled_path, metavar="FILE",
              help="File to write to.  [default: stdout]")  # fmt: skip
@registers_option
def learn(*, files: tuple[str, ...], output: str, registers: tuple[str, ...]) -> ExitCode:
    """Gather the names that no register holds from notices or converted JSON, as a register.

    A person reads the CSV, edits it, and hands it back with --register. Its last columns say how
    often a name was seen, where, and which other names are one character from it.
    """
    return _with_register(registers, lambda register: _learn(files, output, register))


def _with_register(registers: Sequence[str], work: Any) -> ExitCode:
    from pipeline.departments import Register

    try:
        code: ExitCode = work(Register.default_and(*registers))
    except TaizhangError as error:
        say(f"error: {error}")
        return ExitCode.FAILED
    return code


def _find(text: str, issuer: str | None, year: int | None, register: Register) -> ExitCode:
    from pipeline.departments import identify
    from pipeline.departments.look_ups import Place

    issuers = [issuer] if issuer is not None else [*_issuers(register), ""]
    answers: dict[Entry, tuple[str, ...]] = {}
    for one in issuers:
        named = identify(text, one, register, year)
        entry = Place(one, register, year).entry(named.name) if named.known else None
        if entry is not None:
            answers.setdefault(entry, named.steps)
    for entry, steps in answers.items():
        _print(f"{entry.name} ({entry.issuer or 'outside body'})")
        _print(f"  steps: {', '.join(steps) or 'none'}")
        for line in _over_years(entry, register):
            _print(f"  {line}")
    if not answers:
        for line in _not_found(text, issuers, year, register):
            _print(line)
        return ExitCode.SOME_FAILED
    return ExitCode.OK


def _over_years(entry: Entry, register: Register) -> Iterator[str]:
    if entry.years:
        yield f"in use: {entry.years}"
    for older in register.earlier(entry):
        yield f"before: {older.name} {older.years}".rstrip()
    for newer in register.later(entry):
        yield f"later: {newer.name} {newer.years}".rstrip()
    for name in register.successors_missing(entry):
        yield f"later: {name} (in no register)"


def _not_found(
    text: str, issuers: Sequence[str], year: int | None, register: Register
) -> Iterator[str]:
    from pipeline.departments import identify
    from pipeline.departments.identify import sharing
    from pipeline.departments.look_ups import Place
    from pipeline.departments.near import neighbours

    name = identify(text, issuers[0], register, year).name
    places = [Place(one, register, year) for one in issuers]
    shared = dict.fromkeys(entry for place in places for entry in sharing(name, place))
    if shared:
        yield f"{name} (a name of several; --year may tell which)"
        yield from (f"  {entry.name} {entry.years}".rstrip() for entry in shared)
        return
    yield f"{name} (in no register)"
    near = [entry.name for place in places for entry, _ in neighbours(name, place)]
    if near:
        yield f"  one character from: {'、'.join(dict.fromkeys(near))}"
    if len(issuers) == 1 and not set(places[0].bodies[:-1]) & set(_issuers(register)):
        yield f"  no entry of the register belongs to {issuers[0]}"


def _issuers(register: Register) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.issuer for entry in register.entries if entry.issuer))


def _learn(files: Sequence[str], output: str, register: Register) -> ExitCode:
    import sys

    from pipeline.departments.learn import learned
    from pipeline.emit import files as written
    from pipeline.emit.register_csv import register_csv
    from pipeline.opened import opened

    documents: list[Document] = []
    for file in files:
        try:
            documents.append(opened(file, register))
        except TaizhangError as error:
            say(f"error: {error}")
    if not documents:
        return ExitCode.FAILED
    content = register_csv(learned(documents, register))
    if output == "-":
        sys.stdout.buffer.write(content)
    else:
        written.write({Path(output): content})
    return ExitCode.OK if len(documents) == len(files) else ExitCode.SOME_FAILED


def _print(line: str) -> None:
    from pipeline.text.printable import printable

    click.echo(printable(line))
