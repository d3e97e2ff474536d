"""The bytes of a file that somebody named, however odd it is: never a wait, never all memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pipeline.limits import LIMITS, Limits


class NoFile(OSError):
    """What the path names is no file: a pipe, a device, a socket, a folder."""


def content_of(path: Path, limits: Limits = LIMITS) -> bytes:
    """All bytes of a file. Raises OSError, and TooLarge before any of it is read.

    Neither opening nor reading waits for anybody: a pipe that nobody writes to is no file. A file
    that grows meanwhile is cut off, one that shrinks is what is left of it.
    """
    without_wait = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, os.O_RDONLY | without_wait)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise NoFile(None, "it is no file, but a folder, pipe or device")
        limits.check(path, "file", found.st_size)
        content = file.read(limits.file + 1)
    limits.check(path, "file", len(content))
    return content
