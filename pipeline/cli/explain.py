"""taizhang explain: how a table was put together, and how to overrule it."""

from __future__ import annotations

import click

from pipeline.cli.program import filled_path, say
from pipeline.errors import ExitCode, TaizhangError


@click.command(
    epilog="""\b
Examples:
  taizhang explain notice.pdf | less                     all of it
  taizhang explain notice.pdf --overrides mine.toml      with what a person decided

\b
Exit codes:
  0    explained
  1    a bad command line
  3    the file cannot be read, or there is no ledger in it
  130  interrupted
"""
)
@click.argument("file", metavar="FILE", type=filled_path)
@click.option(
    "--overrides",
    type=filled_path,
    metavar="PATH",
    help="What a person decided.  [default: FILE.overrides.toml, if there is one]",
)
def explain(*, file: str, overrides: str | None) -> ExitCode:
    """Show how the table of a notice was put together.

    Columns and their fields; each page break with the evidence for one row or two; how far each
    label and merged cell reaches, and why; what was left out. Each with the lines that overrule
    it, to be copied into FILE.overrides.toml.
    """
    from pipeline.explain import explained
    from pipeline.overrides import Overrides
    from pipeline.text.printable import printable

    try:
        decided = None if overrides is None else Overrides.load(overrides)
        lines = explained(file, overrides=decided)
    except TaizhangError as error:
        say(f"error: {error}")
        return ExitCode.FAILED
    for line in lines:
        click.echo(printable(line))
    return ExitCode.OK
