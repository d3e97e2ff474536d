"""path -> pages of text lines and table fragments. One format a module, one library a door."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pipeline.errors import InputMissing, InputUnreadable
from pipeline.extract.kind import MEDIA_TYPES, kind_of
from pipeline.extract.readers import Readers
from pipeline.extract.unpacked import check_unpacked
from pipeline.limits import LIMITS, Limits
from pipeline.model import Finding, Source
from pipeline.page import Page
from pipeline.reading import content_of


def extract(
    path: Path, readers: Readers = "both"
) -> tuple[Source, tuple[Page, ...], tuple[Finding, ...]]:
    """Read a file of whatever kind its content is. Raises InputError.

    `readers` is for comparing those of PDFs; what they give is the same.
    """
    content = _content(path)
    name = str(path)
    kind = kind_of(content, name)
    check_unpacked(content, name, kind)
    if kind == "pdf":
        from pipeline.extract.pdf import read_pdf  # each library is slow to import

        pages, doubts = read_pdf(content, name, readers)
    elif kind == "docx":
        from pipeline.extract.docx import read_docx

        pages, doubts = read_docx(content, name)
    else:
        from pipeline.extract.dump import read_dump

        pages, doubts = read_dump(content, name)
    check_pages(pages, name)
    numbered = [page for page in pages if page.number is not None]
    source = Source(
        name=_name(path),
        media_type=MEDIA_TYPES[kind],
        sha256=sha256(content).hexdigest(),
        pages=len(numbered) or None,
    )
    return source, pages, doubts


def _name(path: Path) -> str:
    r"""The file's name as text: bytes that are none become U+FFFD, and `\` parts no folders."""
    return os.fsencode(path.name).decode("utf-8", "replace").replace("\\", "＼")


def check_pages(pages: Iterable[Page], name: str, limits: Limits = LIMITS) -> None:
    """Raise TooLarge where a document says more, or in longer pieces, than can be worked on."""
    characters = cells = 0
    for page in pages:
        texts = [line.text for line in page.lines]
        for fragment in page.fragments:
            cells += fragment.rows * fragment.columns
            texts += [cell.text for cell in fragment.cells]
        characters += sum(map(len, texts))
        limits.check(name, "line", max(map(len, texts), default=0))
    limits.check(name, "cells", cells)
    limits.check(name, "characters", characters)


def _content(path: Path) -> bytes:
    try:
        return content_of(path)
    except (FileNotFoundError, ValueError) as problem:  # ValueError: a NUL in the path
        raise InputMissing(path, "no such file", "Check the path.") from problem
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise InputUnreadable(
            path, f"the file cannot be read ({reason})", "Check what it is and its permissions."
        ) from problem
