"""taizhang check: does a converted JSON keep the contract."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.errors import ExitCode, TooLarge


@click.command(
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
    from pipeline.reading import content_of
    from pipeline.text.printable import printable

    broken = 0
    for file in files:
        try:
            checked = check_json(content_of(Path(file)))
        except OSError as trouble:
            checked = Checked((Violation("", f"the file cannot be read ({trouble.strerror})"),))
        except TooLarge as trouble:
            checked = Checked((Violation("", trouble.what),))
        for line in messages.checked_lines(checked):
            click.echo(printable(f"{file}: {line}"))
        broken += bool(checked.violations)
    if not broken:
        return ExitCode.OK
    return ExitCode.FAILED if broken == len(files) else ExitCode.SOME_FAILED
