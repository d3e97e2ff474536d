"""A document as the JSON that the contract describes."""

from __future__ import annotations

from pydantic_core import to_json

from pipeline.model import Document


def document_json(document: Document) -> bytes:
    """The document in UTF-8, indented to be read, with a newline at its end."""
    return to_json(document, indent=2) + b"\n"


def document_line(document: Document) -> bytes:
    """The document on one line of JSON Lines."""
    return to_json(document) + b"\n"
