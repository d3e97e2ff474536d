"""How a run is told while it goes: a bar with the time that is left, or a line an input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pipeline.cli.program import say, unheard

if TYPE_CHECKING:
    from pipeline.batch import Outcome, Report

CLEARED = "\r\x1b[K"
"""The line of the terminal, emptied."""


@contextmanager
def reporting(length: int, *, is_json: bool) -> Iterator[Report]:
    """What tells of each of so many inputs, on stderr.

    A bar on a terminal, with a line above it for each input that failed or needs a look;
    elsewhere a line for each. Where programs read, an object for each that failed and no bar.
    """
    from pipeline import messages

    if is_json:
        yield lambda outcome: say(messages.as_json(outcome))
    elif not sys.stderr.isatty():
        yield lambda outcome: say(messages.as_log(outcome))
    else:
        with _bar(length) as report:
            yield report


@contextmanager
def _bar(length: int) -> Iterator[Report]:
    from pipeline import messages

    with click.progressbar(
        length=length, label="Converting", show_pos=True, file=sys.stderr
    ) as bar:

        def report(outcome: Outcome) -> None:
            if (line := messages.as_line(outcome)) is not None:
                with unheard():
                    click.echo(CLEARED, nl=False, err=True)
                say(line)
            if outcome.is_repeated and bar.length is not None and bar.length > bar.pos + 1:
                # No work, and so no measure of how long the rest takes.
                bar.length -= 1
            else:
                with unheard():
                    bar.update(1)

        yield report
