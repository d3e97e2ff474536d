"""How much a packed file unpacks to, asked before a library unpacks it.

A few kilobytes may stand for gigabytes: zlib packs a thousand to one, and may be packed again.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

from pipeline.extract.kind import Kind
from pipeline.extract.streams import STREAM, data_from
from pipeline.limits import LIMITS, Limits

# What zlib packed begins with the method and a window of at most 32 KB, and a checksum (RFC 1950,
# 2.2).
METHOD = 0x08
# No more comes out of one byte (zlib's technical details); below, nothing can be too large.
DENSEST = 1032
# Unpacked at a time.
CHUNK = 2**20
# A stream may be packed so many times; more has no use.
MOST_FILTERS = 8
# How far back from its data a stream's dictionary is looked at.
DICTIONARY = 400
# The price: a bomb that calls itself an image goes through here. It is not unpacked unless it is
# read as something else, and then a limit of memory has to stop it.
IMAGE = re.compile(rb"/Subtype\s*/Image\b")


def check_unpacked(content: bytes, name: str, kind: Kind, limits: Limits = LIMITS) -> None:
    """Raise TooLarge where the file, or what it is made of, unpacks to more than is read."""
    if kind == "docx":
        _check_archive(content, name, limits)
    elif kind == "pdf":
        _check_streams(content, name, limits)
    else:
        limits.check(name, "text", len(content))


def _check_archive(content: bytes, name: str, limits: Limits) -> None:
    """What the directory says; zipfile gives no more of an entry than it is said to have."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
    limits.check(name, "unpacked", sum(entry.file_size for entry in entries))
    read = [entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    limits.check(name, "part", max(read, default=0))


def _check_streams(content: bytes, name: str, limits: Limits) -> None:
    """Each stream, wherever in the file it stands and whatever is said of its length."""
    for found in STREAM.finditer(content):
        start = found.end()
        before = content[max(0, start - DICTIONARY) : start]
        if _is_deflated(content[start : start + 2]) and not IMAGE.search(before):
            packed = data_from(content, start)
            limits.check(name, "part", _unpacked(packed, limits.part, MOST_FILTERS))


def _is_deflated(head: bytes) -> bool:
    return len(head) >= 2 and head[0] & 0x8F == METHOD and int.from_bytes(head[:2]) % 31 == 0


def _unpacked(packed: memoryview | bytes, most: int, depth: int) -> int:
    """How many bytes come out at last, counted no further than beyond `most`."""
    size = 0
    inner = bytearray()
    is_packed_again = False
    for part in _parts(packed):
        if not size:
            is_packed_again = depth > 0 and _is_deflated(part)
            if not is_packed_again and len(packed) * DENSEST <= most:
                return len(part)
        if is_packed_again:
            inner += part
        size += len(part)
        if size > most:
            return size
    return max(size, _unpacked(bytes(inner), most, depth - 1)) if is_packed_again else size


def _parts(packed: memoryview | bytes) -> Iterator[bytes]:
    """What comes out, piece by piece, as far as it is sound."""
    inflater = zlib.decompressobj()
    with suppress(zlib.error):
        while packed and not inflater.eof:
            if part := inflater.decompress(packed, CHUNK):
                yield part
            packed = inflater.unconsumed_tail
