"""One input, read: what its files will hold, or why there are none."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

from pipeline.batch.nouns import Converter, Counts, Outcome
from pipeline.errors import InternalError, MemoryLimit, TaizhangError
from pipeline.model import Document, Finding
from pipeline.sources import Input

Draw = Callable[[Document, str], Mapping[str, bytes]]
"""A document and its name in the folder of outputs -> each file's path in it, and its content."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of reading one input. It can be sent from one process to another.

    `contents`: what its files hold, by their paths in the folder of outputs.
    """

    sha256: str | None
    contents: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    pages: int = 0
    error: TaizhangError | None = None

    def outcome(self, item: Input) -> Outcome:
        """What became of the input, as long as nothing is written of it."""
        counts = Counts.of(self.findings)
        return Outcome(
            item, self.sha256, (), self.findings, error=self.error, counts=counts, pages=self.pages
        )


@dataclass(frozen=True, slots=True)
class Job:
    """What is done with each input of a run: read, then drawn. It can be sent to a process."""

    convert: Converter
    draw: Draw


def attempted(item: Input, job: Job, megabytes: int | None = None) -> Attempt:
    """One input read and drawn; whatever goes wrong with it costs it alone.

    It hangs on nothing but the input and the job. `megabytes` is all the memory that there is
    for it, and only said of it where that is not enough.
    """
    if item.problem is not None:
        return Attempt(None, error=item.problem)
    try:
        document = job.convert(item.path)
        contents = dict(job.draw(document, item.base))
    # The one place that catches everything: a defect met by one file must not cost the others.
    except Exception as trouble:  # noqa: BLE001
        # A reader that ran out of memory may take that for a damage of the file.
        if any(isinstance(cause, MemoryError) for cause in _causes(trouble)):
            return Attempt(sha256_of(item.path), error=MemoryLimit.beyond(item.path, megabytes))
        return Attempt(sha256_of(item.path), error=_error(item.path, trouble))
    source = document.source
    return Attempt(source.sha256, contents, document.findings, source.pages or 0)


def sha256_of(path: Path) -> str | None:
    """The hash of a file; None where there is none that can be read."""
    with suppress(OSError, ValueError):
        if path.is_file():
            with path.open("rb") as content:
                return file_digest(content, "sha256").hexdigest()
    return None


def without_frames(error: TaizhangError) -> TaizhangError:
    """The error without what it passed through: frames hold pages, and a run has many files."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _causes(trouble: BaseException) -> Iterator[BaseException]:
    """The exception, and those that it was raised from or beside."""
    seen: set[int] = set()
    left: list[BaseException | None] = [trouble]
    while left:
        cause = left.pop()
        if cause is not None and id(cause) not in seen:
            seen.add(id(cause))
            left += (cause.__cause__, cause.__context__)
            yield cause


def _error(path: Path, trouble: Exception) -> TaizhangError:
    if not isinstance(trouble, TaizhangError):
        return _defect(path, trouble)
    return without_frames(trouble)


def _defect(path: Path, trouble: Exception) -> InternalError:
    """The error for an exception that nobody foresaw, with the place that it came from."""
    place = traceback.extract_tb(trouble.__traceback__)[-1]
    said = " ".join(str(trouble).split())
    return InternalError(
        path,
        f"{type(trouble).__name__} at {Path(place.filename).name}:{place.lineno} ({said})",
        "This is a defect of taizhang; please report it, with the file if you may share it.",
    )
