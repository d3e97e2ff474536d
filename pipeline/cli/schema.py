"""taizhang schema: what is written, as schemas."""

from __future__ import annotations

import sys

import click


@click.command()
@click.argument("name", required=False, default="notice", metavar="[NAME]")
def schema(*, name: str) -> None:
    """Print the schema of what is written.

    NAME is notice (default), tasks, parties or manifest: the JSON Schema of NAME.json, and
    the Table Schemas (Frictionless) of NAME.csv, NAME.parties.csv and manifest.csv. Or dataset:
    the tables of convert --to parquet. Or changes, pairs or history: the JSON of diff, its CSV,
    and the JSON of history.
    """
    from pipeline.emit import schemas

    if name not in schemas.NAMES:
        message = f"there is no schema '{name}'; choose from {', '.join(schemas.NAMES)}"
        raise click.BadParameter(message, param_hint="NAME")
    sys.stdout.buffer.write(schemas.schema(name))
    sys.stdout.buffer.flush()
