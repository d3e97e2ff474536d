"""This program, as one that is asked: a path in, the converted document out."""

from __future__ import annotations

from typing import Any

from benchmarks.serve import serve
from pipeline import convert


def converted(path: str) -> Any:
    """The document as its JSON holds it."""
    return convert(path).model_dump(mode="json")


if __name__ == "__main__":
    serve(converted)
