"""One run at a time in a folder, and what it has done kept where SIGKILL cannot take it.

A hidden file in the folder of outputs is both: who holds its lock is the run that writes there,
and each of its lines is a row of the manifest to be. The lock goes with the process that held
it, however that ended, and the file with the run that ended well. So a file without a holder
was left by a run that was killed, and the next one takes it over.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.emit import files
from pipeline.emit.manifest import ManifestRow

JOURNAL = ".taizhang-run.jsonl"
PAUSE = 0.1
"""Seconds between two attempts to become the run that writes."""
NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
FAR = 1 << 30
"""A place in the file that no line reaches: Windows locks places, and no one may read them then."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The open file of the run that may write. `rows` are what a run left that was killed."""

    path: Path
    file: int
    rows: dict[str, ManifestRow]

    def add(self, row: ManifestRow) -> None:
        """Keep a row. Where there is no room for it, the run goes on without.

        The system has it then, and not yet the disk: after a power cut, the next run finds by
        their hashes which outputs are whole.
        """
        line = json.dumps(row.model_dump()).encode() + b"\n"
        size = os.fstat(self.file).st_size
        try:
            is_whole = os.write(self.file, line) == len(line)
        except OSError:
            is_whole = False
        if not is_whole:
            with suppress(OSError):
                os.ftruncate(self.file, size)

    def is_in_place(self) -> bool:
        """Is it still the one in the folder? A folder may be removed under way."""
        return _is_at(self.path, self.file)

    def clear(self) -> None:
        """Forget the rows: the manifest has them. Nobody needs the file any more."""
        os.ftruncate(self.file, 0)


@contextmanager
def journal(folder: Path, wait: Callable[[], None]) -> Iterator[Journal]:
    """The journal of a folder, which is made if need be, once no other run holds it.

    `wait` is told, once, that another one does. Raises OutputError where nothing can be written.
    """
    path = folder / JOURNAL
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file, is_new = _held(path, wait)
    except OSError as trouble:
        raise files.cannot_write(folder, trouble) from trouble
    try:
        if not is_new:
            files.sweep(folder)
        yield Journal(path, file, _rows(file))
    finally:
        _put_away(path, file)


def _held(path: Path, wait: Callable[[], None]) -> tuple[int, bool]:
    """The file, locked, and whether it was not there before. Raises OSError."""
    is_told = False
    while True:
        file, is_new = _opened(path)
        try:
            if _locked(file) and _is_at(path, file):
                return file, is_new
            is_free = not _is_at(path, file)
        except BaseException:
            os.close(file)
            raise
        os.close(file)
        if is_free:
            # The run that held it has ended, and took it away.
            continue
        if not is_told:
            wait()
            is_told = True
        time.sleep(PAUSE)


def _opened(path: Path) -> tuple[int, bool]:
    """The file, and whether it was made. What is no plain file is not ours to write to."""
    plain = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | plain
    try:
        return os.open(path, flags | os.O_EXCL, 0o666), True
    except FileExistsError:
        file = os.open(path, flags, 0o666)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise FileExistsError(errno.EEXIST, "File exists", str(path))
    return file, False


def _locked(file: int) -> bool:
    """Did we get the lock? It goes with the last process that has the file open from us.

    The price: where a file system knows no locks, two runs are not kept apart.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, FAR, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as trouble:
        if trouble.errno not in NO_LOCKS:
            raise
    return True


def _is_at(path: Path, file: int) -> bool:
    """Is the open file the one that has this name?"""
    with suppress(OSError):
        return os.path.samestat(path.lstat(), os.fstat(file))
    return False


def _rows(file: int) -> dict[str, ManifestRow]:
    """The rows of a run that was killed, by input. Its last line may have been cut: it goes."""
    with os.fdopen(os.dup(file), "rb") as held:
        held.seek(0)
        lines = held.read().splitlines(keepends=True)
    if lines and not lines[-1].endswith(b"\n"):
        os.ftruncate(file, sum(map(len, lines[:-1])))
    rows: dict[str, ManifestRow] = {}
    for line in lines:
        # What another version wrote, or a disk spoilt, is work to be done again.
        with suppress(ValueError):
            row = ManifestRow.model_validate_json(line)
            rows[row.path] = row
    return rows


def _put_away(path: Path, file: int) -> None:
    """Take the file away if all it held is in the manifest, and let the next run go on."""
    is_done = os.fstat(file).st_size == 0 and _is_at(path, file)
    # Removed first, so that no other run takes up a file that is about to go; Windows removes
    # none that is open, and none that another run has opened.
    if is_done and sys.platform != "win32":
        files.gone(path)
    os.close(file)
    if is_done and sys.platform == "win32":
        files.gone(path)
