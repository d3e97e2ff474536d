"""Files that appear whole or not at all.

What is promised of a power cut, which can take what the system had not yet brought to the disk:
a file that is written `settled`, as manifests are, is there whole or as it was before; `settle`
brings files there that were written before it. Of other files a power cut may leave an empty one.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.partitions import is_partition

RUN = "taizhang-run-"
"""How the names of temporary files begin, after a dot, that a run over a folder makes."""
_OF_A_RUN = re.compile(rf"\.{RUN}[0-9a-f]{{16}}\.tmp")


def write(files: Mapping[Path, bytes], *, mark: str = "", settled: bool = False) -> None:
    """Write all of `files`, making their folders; where one fails, all stand as they stood.

    Each file is written beside its place under another name, which begins with `mark`, and then
    moved into it, so that no reader ever meets a part of it. Raises OutputError.
    """
    staged = {path: _aside(path, mark) for path in files}
    placed: dict[Path, bytes | None] = {}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            staged[path].write_bytes(content)
            if settled:
                _to_disk(staged[path])
        for path, aside in staged.items():
            placed[path] = path.read_bytes() if path.exists() else None
            aside.replace(path)
    except BaseException as trouble:
        for moved, before in placed.items():
            _put_back(moved, before)
        if isinstance(trouble, OSError):
            raise cannot_write(path, trouble) from trouble
        raise
    finally:
        for aside in staged.values():
            _forget(aside)


def settle(paths: Iterable[Path]) -> None:
    """Bring files to the disk that were written before, as far as the system lets us."""
    for path in paths:
        with suppress(OSError):
            _to_disk(path)


def sweep(folder: Path) -> None:
    """Take away the temporary files that a run left which was killed; no run may be under way."""
    for where, _, names in os.walk(folder):
        for name in filter(_OF_A_RUN.fullmatch, names):
            _forget(Path(where, name))


def gone(path: Path) -> bool:
    """Take an output away. Is it gone? One that was gone already is.

    A year of the dataset that this leaves without files goes with it.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as trouble:
        # Nothing can have such a name.
        return trouble.errno in {errno.ENOTDIR, errno.ENAMETOOLONG}
    if is_partition(path.parent.name):
        with suppress(OSError):
            path.parent.rmdir()
    return True


def cannot_write(path: Path, trouble: OSError) -> OutputError:
    """The error that says which path, what the system answered, and what to do."""
    reason = os.strerror(trouble.errno) if trouble.errno else str(trouble)
    remedy = "Close it if another program has it open, or choose another folder with -o."
    if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
        remedy = "Free some space, or choose a folder on another disk with -o."
    return OutputError(path, f"it cannot be written ({reason})", remedy)


def _aside(path: Path, mark: str = "") -> Path:
    """A name in the same folder that nothing else has.

    In the same folder, since a move is atomic only within one file system. The name keeps
    nothing of the file's own, which may already be as long as a name can be.
    """
    return path.with_name(f".{mark}{secrets.token_hex(8)}.tmp")


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


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
