"""May a file's forms draw each other more often than can be waited for?

PDFium reads each form anew wherever it is drawn, and a page with all its forms at once: seven that
draw each other ten times take it half a minute, and twelve a year. Nothing can stop it meanwhile.
"""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from math import prod

FORM = re.compile(rb"/Subtype\s*/Form\b")
STREAM = re.compile(rb"stream\r?\n")
DRAWS = re.compile(rb"(?<=[\s\]>)])Do\b")
# Ways of packing that are not unpacked here; a form that is packed so may draw this many.
PACKED_OTHERWISE = re.compile(rb"/(?:LZW|LZWDecode|A85|ASCII85Decode|AHx|ASCIIHexDecode|Crypt)\b")
SUPPOSED = 10
# Between a form's kind and its data, and as much of the data as is read.
DICTIONARY, MOST = 2_000, 2**20


def may_multiply(content: bytes, most: int) -> bool:
    """Could the forms be drawn more than so many times, if each drew all that it draws?

    As if each were drawn by the one before it: who draws whom is not looked up. The price: a file
    with many forms of many drawings is read the slow way, where they are counted as they are drawn.
    """
    drawn = [_drawn_by(content, found) for found in FORM.finditer(content)]
    return prod(1 + min(count, most) for count in drawn) > most


def _drawn_by(content: bytes, form: re.Match[bytes]) -> int:
    """How many things the content of a form draws."""
    begun = STREAM.search(content, form.end(), form.end() + DICTIONARY)
    if begun is None:
        return 0
    end = content.find(b"endstream", begun.end())
    data = content[begun.end() : end if end >= 0 else len(content)]
    with suppress(zlib.error):
        data = zlib.decompressobj().decompress(data, MOST)
    drawn = sum(1 for _ in DRAWS.finditer(data[:MOST]))
    dictionary = content[max(0, form.start() - DICTIONARY // 4) : begun.end()]
    return max(drawn, SUPPOSED) if PACKED_OTHERWISE.search(dictionary) else drawn
