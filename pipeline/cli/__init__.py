"""The commands: arguments in, exit code out, a module each. Nothing outside of this folder prints.

What a command needs is imported inside it, so that `--help` answers at once.
"""

from __future__ import annotations

import click

from pipeline.cli.check import check
from pipeline.cli.convert import convert
from pipeline.cli.departments import departments
from pipeline.cli.explain import explain
from pipeline.cli.program import CONTEXT, Program
from pipeline.cli.schema import schema
from pipeline.cli.years import diff, history


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
  taizhang diff 2021.pdf 2022.docx     what changed from one year to the next
  taizhang history 2019.pdf 2020.pdf 2021.pdf   each task through the years
  taizhang explain notice.pdf          how its table was put together
  taizhang check output/notice.json    is it whole, and what is doubtful in it
  taizhang schema                      what the JSON means
  taizhang departments find 厅办公室   which department a name means
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


for command in (convert, diff, history, explain, check, schema, departments):
    main.add_command(command)
