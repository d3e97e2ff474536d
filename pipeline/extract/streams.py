"""The data of a PDF's streams, found in its bytes before any library reads them."""

from __future__ import annotations

import re

# What stands before a stream's data.
STREAM = re.compile(rb"stream\r?\n")


def data_from(content: bytes, start: int) -> memoryview:
    """The data that begins at a place: to the word that ends it, or to the end of the file."""
    end = content.find(b"endstream", start)
    return memoryview(content)[start : end if end >= 0 else len(content)]
