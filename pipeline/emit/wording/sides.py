"""The two sides of a text with marks: as the old year printed it, and as the new one did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.changes import FieldChange, Mark


def old_side(change: FieldChange) -> tuple[Mark, ...]:
    """The old text, with what went marked."""
    return _side(change.marks, "insert", change.old)


def new_side(change: FieldChange) -> tuple[Mark, ...]:
    """The new text, with what came marked."""
    return _side(change.marks, "delete", change.new)


def _side(marks: Iterable[Mark], other: str, text: str | None) -> tuple[Mark, ...]:
    pieces = tuple(mark for mark in marks if mark[0] != other)
    if text is None or "".join(piece for _, piece in pieces) == text:
        return pieces
    return tuple(_as_printed(pieces, text))


def _as_printed(pieces: tuple[Mark, ...], text: str) -> Iterator[Mark]:
    """The pieces as `text` prints them, where they differ from it by width and spaces.

    Both have the same characters, one by one, but for white space, which goes with what
    stands before it.
    """
    start = 0
    for kind, piece in pieces:
        end, left = start, sum(not mark.isspace() for mark in piece)
        while end < len(text) and (left or text[end].isspace()):
            left -= not text[end].isspace()
            end += 1
        yield kind, text[start:end]
        start = end
    if start < len(text):
        yield "equal", text[start:]
