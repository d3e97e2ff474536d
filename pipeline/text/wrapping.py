"""Lines for a terminal, on which a Han character takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

WIDTH = 100
"""Columns of a terminal."""


def wrapped(text: str, indent: int, *, hang: int = 0) -> Iterator[str]:
    """A text in lines of a terminal, broken at a space or between Han characters."""
    line = " " * indent
    for word in _words(text):
        if width(line + word.rstrip()) > WIDTH and line.strip():
            yield line.rstrip()
            line = " " * (indent + hang) + word.lstrip()
        else:
            line += word
    if line.strip():
        yield line.rstrip()


def _words(text: str) -> Iterator[str]:
    """Pieces between which a line may break: Latin words with their space, and Han one by one."""
    word = ""
    for character in text:
        word += character
        if character == " " or width(character) == 2:
            yield word
            word = ""
    yield word


def width(text: str) -> int:
    """How many columns of a terminal a text takes; what may be wide counts as wide."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WFA" else 1 for mark in text)
