"""May a file's forms draw each other, or themselves, more often than can be waited for?

PDFium reads each form anew wherever it is drawn, and a page with all its forms, thirty deep: one
form that draws itself twice takes it years, and nothing can stop it meanwhile.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from contextlib import suppress

from pipeline.extract.streams import STREAM, data_from

FORM = re.compile(rb"/Subtype\s*/Form\b")
DRAWS = re.compile(rb"(?<=[\s\]>)])Do\b")
# Written in letters, as ReportLab writes what it packs.
IN_LETTERS = re.compile(rb"/(?:A85|ASCII85Decode)\b")
# Ways of packing that are not undone here; what a form draws that is packed so is not known.
PACKED_OTHERWISE = re.compile(rb"/(?:LZW|LZWDecode|AHx|ASCIIHexDecode|RL|RunLengthDecode|Crypt)\b")
# Between a form's kind and its data, and as much of the data as is read.
DICTIONARY, MOST = 2_000, 2**20


def may_multiply(content: bytes) -> bool:
    """Does a form draw two things or more, or may it?

    Whether these are forms, and which, is not looked up. The price: a file that has such a form is
    read the slow way, where forms are counted as they are drawn.
    """
    return any(_draws_several(content, found) for found in FORM.finditer(content))


def _draws_several(content: bytes, form: re.Match[bytes]) -> bool:
    begun = STREAM.search(content, form.end(), form.end() + DICTIONARY)
    if begun is None:
        return False
    dictionary = content[max(0, form.start() - DICTIONARY // 4) : begun.end()]
    if PACKED_OTHERWISE.search(dictionary):
        return True
    data = bytes(data_from(content, begun.end())[:MOST])
    if IN_LETTERS.search(dictionary):
        try:
            data = a85decode(data.partition(b"~>")[0])
        except ValueError:
            return True
    with suppress(zlib.error):
        data = zlib.decompressobj().decompress(data, MOST)
    return len(DRAWS.findall(data[:MOST])) > 1
