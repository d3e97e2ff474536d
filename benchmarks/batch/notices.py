"""As many notices as one wants, of all kinds, each with bytes of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUFFIXES = (".pdf", ".docx", ".txt")


def made(folder: Path, count: int, suffixes: Collection[str] = SUFFIXES) -> None:
    """Fill a folder with copies of the project's documents, in subfolders of a hundred.

    They say what the documents say, with bytes added that no reader of them looks at.
    """
    documents = [
        path
        for source in ("tests/corpus", "samples")
        for path in sorted((ROOT / source).iterdir())
        if path.suffix in suffixes
    ]
    for number, document in enumerate(islice(cycle(documents), count)):
        path = folder / f"{number // 100:03}" / f"{number:05}-{document.name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_marked(document.read_bytes(), document.suffix, number))


def _marked(content: bytes, suffix: str, number: int) -> bytes:
    """The document with a number in it, where its kind has room for one."""
    mark = f"notice {number}".encode()
    if suffix == ".pdf":
        return content.rstrip() + b"\n% " + mark + b"\n"
    if suffix == ".txt":
        return content.rstrip(b"\n") + b" " * number + b"\n"
    packed = BytesIO(content)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.comment = mark
    return packed.getvalue()
