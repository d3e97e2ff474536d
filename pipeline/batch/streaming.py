"""A run to stdout: what each input gives, in the order of the inputs, and no files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pipeline.batch.attempt import Job
from pipeline.batch.nouns import Report, Settings
from pipeline.batch.running import attempts
from pipeline.batch.tally import Tally, Tallying
from pipeline.emit import endings, stream_head, streamed
from pipeline.errors import OutputError
from pipeline.model import Document
from pipeline.sources import Input, find, named


def listed(sources: Iterable[str], from_list: Iterable[str] = ()) -> tuple[Input, ...]:
    """The inputs that the sources name, for a run that writes no files."""
    return named(find(sources, from_list), Path(), endings(), {})


def stream(inputs: Iterable[Input], settings: Settings, out: BinaryIO, report: Report) -> Tally:
    """Convert each input to the open file `out`. Raises OutputError where it cannot be written."""
    items = tuple(inputs)
    (form,) = settings.formats
    job = Job(settings.convert, partial(_piece, form=form, alone=len(items) == 1))
    head = stream_head(form)
    tallying = Tallying()
    with attempts(job, settings, in_turn=True) as read:
        for item, attempt in read(items):
            for piece in attempt.contents.values():
                _send(head + piece, out)
                head = b""
            outcome = attempt.outcome(item)
            tallying.add(outcome)
            report(outcome)
    return tallying.tally()


def _piece(document: Document, base: str, form: str, *, alone: bool) -> dict[str, bytes]:
    return {"": streamed(document, base, form, alone=alone)}


def _send(content: bytes, out: BinaryIO) -> None:
    """Write to an open file, now. BrokenPipeError goes through: the reader has had enough."""
    try:
        out.write(content)
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as trouble:
        raise OutputError(
            "stdout", f"it cannot be written ({trouble.strerror})", "Send it to another place."
        ) from trouble
