"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.partitions import is_partition


def write(files: Mapping[Path, bytes]) -> None:
    """Write all of `files`, making their folders; where one fails, all stand as they stood.

    Each file is written beside its place under another name and then moved into it, so that
    no reader ever meets a part of it. Raises OutputError.
    """
    staged = {path: _aside(path) for path in files}
    placed: dict[Path, bytes | None] = {}
    try:
        for path, content in files.items():
            _stage(staged[path], content)
        for path, aside in staged.items():
            placed[path] = path.read_bytes() if path.exists() else None
            aside.replace(path)
    except BaseException as trouble:
        for moved, before in placed.items():
            _put_back(moved, before)
        if isinstance(trouble, OSError):
            raise _cannot_write(path, trouble) from trouble
        raise
    finally:
        for aside in staged.values():
            _forget(aside)


def writable(folder: Path) -> None:
    """Make a folder for outputs and try it, before any work is done. Raises OutputError."""
    trial = _aside(folder / "trial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"")
    except OSError as trouble:
        raise _cannot_write(folder, trouble) from trouble
    finally:
        _forget(trial)


def gone(path: Path) -> bool:
    """Take an output away. Is it gone? One that was gone already is.

    A year of the dataset that this leaves without files goes with it.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return not path.exists()
    if is_partition(path.parent.name):
        with suppress(OSError):
            path.parent.rmdir()
    return True


def _aside(path: Path) -> Path:
    """A name in the same folder that nothing else has.

    In the same folder, since a move is atomic only within one file system. The name keeps
    nothing of the file's own, which may already be as long as a name can be.
    """
    return path.with_name(f".{secrets.token_hex(8)}.tmp")


def _stage(aside: Path, content: bytes) -> None:
    """Write a file that is to be moved, in a folder that is made where it is not there.

    Another process may take an empty year away between the two: then it is made again.
    """
    for attempt in range(_ATTEMPTS):
        try:
            aside.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(content)
        except (FileNotFoundError, FileExistsError):
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return


# Three processes that did nothing but write and delete there lost five in a row now and then.
_ATTEMPTS = 50


def _put_back(path: Path, before: bytes | None) -> None:
    """Give a path its earlier content again, or its absence, as far as the system lets us."""
    aside = _aside(path)
    with suppress(OSError):
        if before is None:
            path.unlink(missing_ok=True)
        else:
            aside.write_bytes(before)
            aside.replace(path)
    _forget(aside)


def _forget(aside: Path) -> None:
    with suppress(OSError):
        aside.unlink(missing_ok=True)


def _cannot_write(path: Path, trouble: OSError) -> OutputError:
    """The error that says which path, what the system answered, and what to do."""
    reason = os.strerror(trouble.errno) if trouble.errno else str(trouble)
    remedy = "Close it if another program has it open, or choose another folder with -o."
    if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
        remedy = "Free some space, or choose a folder on another disk with -o."
    return OutputError(path, f"it cannot be written ({reason})", remedy)
