"""path -> pages of text lines and table fragments. One format a module, one library a door."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

from pipeline.errors import InputMissing, InputUnreadable
from pipeline.extract.kind import MEDIA_TYPES, kind_of
from pipeline.extract.readers import Readers
from pipeline.model import Finding, Source
from pipeline.page import Page


def extract(
    path: Path, readers: Readers = "both"
) -> tuple[Source, tuple[Page, ...], tuple[Finding, ...]]:
    """Read a file of whatever kind its content is. Raises InputError.

    `readers` is for comparing those of PDFs; what they give is the same.
    """
    content = _content(path)
    name = str(path)
    kind = kind_of(content, name)
    read: Callable[[bytes, str], tuple[tuple[Page, ...], tuple[Finding, ...]]]
    if kind == "pdf":
        from pipeline.extract.pdf import read_pdf  # each library is slow to import

        read = partial(read_pdf, readers=readers)
    elif kind == "docx":
        from pipeline.extract.docx import read_docx

        read = read_docx
    else:
        from pipeline.extract.dump import read_dump

        read = read_dump
    pages, doubts = read(content, name)
    numbered = [page for page in pages if page.number is not None]
    source = Source(
        name=path.name,
        media_type=MEDIA_TYPES[kind],
        sha256=sha256(content).hexdigest(),
        pages=len(numbered) or None,
    )
    return source, pages, doubts


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise InputMissing(path, "no such file", "Check the path.") from problem
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise InputUnreadable(
            path, f"the file cannot be read ({reason})", "Check what it is and its permissions."
        ) from problem
