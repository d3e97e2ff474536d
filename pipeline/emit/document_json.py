"""A document as the JSON that the contract describes."""

from __future__ import annotations

from pipeline.model import Document


def document_json(document: Document) -> bytes:
    """The document in UTF-8, indented to be read, with a newline at its end."""
    return document.model_dump_json(indent=2).encode() + b"\n"


def document_line(document: Document) -> bytes:
    """The document on one line of JSON Lines."""
    return document.model_dump_json().encode() + b"\n"
