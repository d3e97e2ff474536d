"""What the user named on the command line, and in lists of paths."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

STDIN = "-"
DOCUMENTS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What begins so was piped in as a document, and is no list."""


@dataclass(frozen=True, slots=True)
class Paths:
    """What the user named: sources, and the paths that lists hold."""

    sources: tuple[str, ...]
    from_list: tuple[str, ...]


def named_paths(sources: Sequence[str], from_list: str | None) -> Paths:
    """What to convert. Raises UsageError where nothing is named, or a list cannot be read."""
    lists = [source for source in sources if source == STDIN]
    if from_list is not None:
        lists.append(from_list)
    if not sources and not lists:
        message = "Missing argument 'SOURCE...'."
        raise click.UsageError(message)
    listed = [path for name in dict.fromkeys(lists) for path in _listed(name)]
    return Paths(tuple(source for source in sources if source != STDIN), tuple(listed))


def _listed(name: str) -> tuple[str, ...]:
    """The paths of one list. Raises UsageError where it is none, InputMissing where it is empty."""
    from pipeline.errors import InputMissing
    from pipeline.sources import paths_in

    where = "stdin" if name == STDIN else name
    try:
        content = _stdin() if name == STDIN else Path(name).read_bytes()
    except OSError as trouble:
        message = f"the list {where} cannot be read ({trouble.strerror})"
        raise click.UsageError(message) from trouble
    if content.startswith(DOCUMENTS):
        message = f"{where} is a document, and no list of paths; name it as a SOURCE, or save it"
        raise click.UsageError(message)
    if not (paths := paths_in(content)):
        raise InputMissing(where, "the list holds no path", "Check what makes it.")
    return paths


def _stdin() -> bytes:
    """All of it; nothing where it was closed (`<&-`)."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read()
