"""A document as the JSON that the contract describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain

from pydantic_core import to_json

from pipeline.model import Document, Ledger, Noun

# So many spaces deeper stands what a noun holds, and twice as many each thing of its lists.
INDENT = 2


def document_json(document: Document) -> bytes:
    """The document in UTF-8, indented to be read, with a newline at its end.

    It is put together task by task: as a whole it would stand in memory three times.
    """
    content = BytesIO()
    content.writelines(_with(document, "ledgers", map(_ledger, document.ledgers)))
    content.write(b"\n")
    return content.getvalue()


def document_line(document: Document) -> bytes:
    """The document on one line of JSON Lines."""
    return to_json(document) + b"\n"


def _ledger(ledger: Ledger) -> Iterator[bytes]:
    return _with(ledger, "tasks", ([to_json(task, indent=INDENT)] for task in ledger.tasks))


def _with(noun: Noun, name: str, things: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """The JSON of a noun in pieces: all but one of its lists as it is, and that thing by thing."""
    bare = to_json(noun.model_copy(update={name: ()}), indent=INDENT)
    # A line break in a text is written as two characters: this begins a line of the noun itself.
    key = f'\n{" " * INDENT}"{name}": ['.encode()
    above, _, below = bare.partition(key + b"]")
    yield above + key
    is_empty = True
    for thing in things:
        yield b"" if is_empty else b","
        yield from (_deeper(piece) for piece in chain([b"\n"], thing))
        is_empty = False
    yield b"]" if is_empty else b"\n" + b" " * INDENT + b"]"
    yield below


def _deeper(piece: bytes) -> bytes:
    return piece.replace(b"\n", b"\n" + b" " * 2 * INDENT)
