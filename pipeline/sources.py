"""What the user named -> the inputs, each with the name that its outputs will have."""

from __future__ import annotations

import errno
import glob
import itertools
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline.errors import InputError, InputMissing, InputUnreadable, NoNotices
from pipeline.overrides import SUFFIX
from pipeline.partitions import LONGEST_NAME, claim, claimed, cut_to

SUFFIXES = (".pdf", ".docx", ".txt")
TOP = PurePosixPath()
# Names that Windows keeps for devices, whatever ending they have.
DEVICES = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10)))
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a source names, and the subfolder of the source that it stood in.

    `problem`: a source without a file to convert is an input that failed.
    """

    path: Path
    subfolder: PurePosixPath = TOP
    problem: InputError | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its path as the user wrote it, its place in the manifest, its outputs' name.

    `key` is the real path as seen from the folder of outputs, so that it is the same from
    wherever the program is run. `base` is what the names of all outputs begin with.
    """

    path: Path
    key: str
    base: str
    problem: InputError | None = None


def find(sources: Iterable[str], from_list: Iterable[str] = ()) -> tuple[Found, ...]:
    """The files that the sources name, each once, in the order in which they are named.

    `from_list` are paths that a list holds: files and folders, and never patterns.
    """
    found: dict[str, Found] = {}
    in_sources = itertools.chain(map(_in_source, sources), map(_in_path, from_list))
    for item in itertools.chain.from_iterable(in_sources):
        found.setdefault(_real(item.path), item)
    return tuple(item for item in found.values() if not _is_beside(item.path, found))


def paths_in(content: bytes) -> tuple[str, ...]:
    """The paths that a list holds: one a line, or each ended by a NUL, as `find -print0` does.

    A list with a NUL in it has no lines. Blank lines say nothing; spaces around a path may be its
    own, and stay.
    """
    mark = b"\xef\xbb\xbf"
    text = content.removeprefix(mark)
    paths = text.split(b"\0") if b"\0" in text else re.split(rb"\r?\n", text)
    return tuple(os.fsdecode(path) for path in paths if path.strip())


def astray(inputs: Iterable[Input]) -> tuple[Path, ...]:
    """The overrides that lie in the inputs' folders and are about no file there.

    `notice.overrides.toml` is one beside `notice.pdf`: that of the PDF has `.pdf` in its name.
    """
    folders = dict.fromkeys(item.path.parent for item in inputs if item.problem is None)
    return tuple(
        path
        for folder in folders
        for path in sorted(folder.glob(f"*{SUFFIX}"))
        if not os.path.lexists(str(path).removesuffix(SUFFIX))
    )


def _real(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _is_beside(path: Path, found: Mapping[str, Found]) -> bool:
    """Does the file hold the overrides of another source? A shell's `*` names both."""
    name = path.name.removesuffix(SUFFIX)
    return name != path.name and bool(name) and _real(path.with_name(name)) in found


def _in_source(source: str) -> Iterator[Found]:
    """The files of one source, or its problem."""
    path = Path(source)
    if not os.path.lexists(path) and glob.has_magic(source):
        files = list(_in_pattern(source))
        yield from files or [Found(path, problem=_no_match(source))]
    else:
        yield from _in_path(source)


def _in_path(source: str) -> Iterator[Found]:
    """The file that has this name, or those of the folder, or the problem."""
    path = Path(source)
    if (trouble := _trouble(path)) is not None:
        yield Found(path, problem=_unreadable(path, trouble))
    elif path.is_dir():
        files = list(_in_folder(path, TOP))
        yield from files or [Found(path, problem=_no_notices(path))]
    elif os.path.lexists(path):
        yield Found(path)
    else:
        yield Found(path, problem=_missing(path))


def _in_folder(folder: Path, subfolder: PurePosixPath) -> Iterator[Found]:
    """What a folder holds, subfolders after files; a subfolder that stays shut is a problem."""
    shut: list[OSError] = []
    for where, folders, names in os.walk(folder, onerror=shut.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(where)
        below = subfolder / here.relative_to(folder).as_posix()
        for path in (here / name for name in sorted(names)):
            if _may_be_notice(path):
                yield Found(path, below)
    for trouble in shut:
        path = Path(trouble.filename or folder)
        yield Found(path, problem=_unreadable(path, trouble))


def _in_pattern(pattern: str) -> Iterator[Found]:
    """What a pattern matches; subfolders count from where the pattern begins."""
    fixed = itertools.takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts)
    root = Path(*fixed)
    rest = Path(*Path(pattern).parts[len(root.parts) :])
    if (trouble := _trouble(root)) is not None:
        yield Found(root, problem=_unreadable(root, trouble))
        return
    # Path.glob follows no link to a folder, unlike glob.glob: two that lead to their own folder
    # make more paths than can be counted.
    for path in sorted(root.glob(str(rest)), key=str):
        below = PurePosixPath(path.relative_to(root).as_posix())
        if ".." in below.parts:
            below = PurePosixPath(below.name)
        if any(part.startswith(".") for part in below.parts):
            continue
        if _may_be_notice(path):
            yield Found(path, below.parent)
        elif _trouble(path) is None and path.is_dir():
            yield from _in_folder(path, below)


def _may_be_notice(path: Path) -> bool:
    """Is it a file that a folder is read for? Word keeps a `~$` file beside an open one."""
    is_put_away = path.name.startswith((".", "~$"))
    return path.suffix.lower() in SUFFIXES and not is_put_away and _is_file(path)


def _is_file(path: Path) -> bool:
    """Is it one? What the system does not let us see may be one, and fails when it is read."""
    return _trouble(path) is not None or path.is_file()


def _trouble(path: Path) -> OSError | None:
    """Why the system does not say what is there; None where it does, or nothing is there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as trouble:
        # A link that leads to itself leads nowhere.
        return None if trouble.errno == errno.ELOOP else trouble
    return None


def named(
    found: Iterable[Found],
    output: Path,
    endings: tuple[str, ...],
    recorded: Mapping[str, tuple[str, ...]],
    reserved: Iterable[str] = (),
) -> tuple[Input, ...]:
    """The inputs, with names for their outputs in the folder `output`.

    An input is called by its stem, with its suffix where that is not enough, and then with a
    hash of its path too; until no two of them have an output of one name, none would overwrite
    an input, and none has a name that `recorded` (path -> outputs, from the manifest) gives to
    another. What was recorded for an input keeps its length, so that a later run over fewer
    files renames nothing.
    """
    keyed = {place_of(item.path, output): item for item in found}
    notices = {key: item for key, item in keyed.items() if item.problem is None}
    names = _Names(notices, endings)
    taken = {_folded(name): "" for name in (*reserved, *keyed)}
    for key, outputs in recorded.items():
        taken |= dict.fromkeys((_folded(claimed(output)) for output in outputs), key)
    # First as if nothing was recorded: a run that was interrupted recorded some of its names,
    # and those of the others are as if it had not been.
    fresh = names.apart(dict.fromkeys(notices, 0), {})
    had = {key: names.level(key, recorded.get(key, ())) for key in notices}
    levels = names.apart({key: max(fresh[key], had[key]) for key in notices}, taken)
    return tuple(
        Input(item.path, key, names.base(key, levels[key]) if key in levels else "", item.problem)
        for key, item in keyed.items()
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that inputs could have: the higher the level, the longer."""

    notices: Mapping[str, Found]
    endings: tuple[str, ...]

    def base(self, key: str, level: int) -> str:
        """The start of an input's outputs: 0 the stem, 1 the name, from 2 on with a hash."""
        item = self.notices[key]
        name = _portable(item.path.stem if level == 0 else item.path.name)
        mark = f"-{sha256(key.encode()).hexdigest()[: 8 * (level - 1)]}" if level > 1 else ""
        room = LONGEST_NAME - max(len(ending) for ending in self.endings) - len(mark)
        if len(os.fsencode(name)) > room:
            mark = mark or f"-{sha256(key.encode()).hexdigest()[:8]}"
            name = cut_to(name, room - len(mark))
        # The manifest divides its list of outputs by `;`.
        return (_portable_path(item.subfolder) / f"{name}{mark}").as_posix().replace(";", "；")

    def outputs(self, key: str, level: int) -> set[str]:
        """What all formats would write, so that a name does not hang on the formats asked for."""
        base = self.base(key, level)
        beside = {_folded(f"{base}{ending}") for ending in self.endings}
        return beside | {_folded(claim(base))}

    def level(self, key: str, outputs: Iterable[str]) -> int:
        """The level at which an input got the outputs that it has; 0 where it has none."""
        had = {_folded(claimed(output)) for output in outputs}
        return next((level for level in range(3) if had and had <= self.outputs(key, level)), 0)

    def apart(self, levels: Mapping[str, int], taken: Mapping[str, str]) -> Mapping[str, int]:
        """The least levels from these on at which no two names are one, and none is `taken`."""
        while clashing := self.clashing(levels, taken):
            levels = {key: level + (key in clashing) for key, level in levels.items()}
        return levels

    def clashing(self, levels: Mapping[str, int], taken: Mapping[str, str]) -> set[str]:
        """The inputs that have to take a longer name: of those in a clash, the shortest."""
        claims: defaultdict[str, set[str]] = defaultdict(set)
        for key, level in levels.items():
            for name in self.outputs(key, level):
                claims[name].add(key)
        subfolders = {_portable_path(item.subfolder) for item in self.notices.values()}
        folders = {
            _folded(str(folder)) for below in subfolders for folder in (below, *below.parents)
        }
        clashing = set()
        for name, keys in claims.items():
            if len(keys) > 1:
                least = min(levels[key] for key in keys)
                clashing |= {key for key in keys if levels[key] == least}
            clashing |= {key for key in keys if name in folders or taken.get(name, key) != key}
        return clashing


def place_of(path: Path, output: Path) -> str:
    """The input's real path as seen from the folder of outputs."""
    real = os.path.realpath(path)
    try:
        seen = os.path.relpath(real, os.path.realpath(output))
    except ValueError:  # Another drive of Windows.
        seen = real
    return Path(seen).as_posix().encode("utf-8", "backslashreplace").decode()


def _folded(name: str) -> str:
    """The name as file systems see it that do not tell capitals or forms of accents apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _portable_path(folder: PurePosixPath) -> PurePosixPath:
    return PurePosixPath(*map(_portable, folder.parts))


def _portable(name: str) -> str:
    r"""The name without what steers a terminal, is no text, or is a device to Windows.

    A `\` becomes its full-width form: Windows and DuckDB take it for what parts folders.
    """
    shown = "".join(
        mark if mark.isprintable() or unicodedata.category(mark) == "Zs" else "_" for mark in name
    ).replace("\\", "＼")
    return f"_{shown}" if shown.partition(".")[0].rstrip().upper() in DEVICES else shown


def _missing(path: Path) -> InputMissing:
    return InputMissing(path, "there is no such file or folder", "Check the path.")


def _no_match(pattern: str) -> InputMissing:
    return InputMissing(
        pattern,
        "the pattern matches no .pdf, .docx or .txt file",
        "Check the pattern; ** reaches into subfolders.",
    )


def _no_notices(folder: Path) -> NoNotices:
    return NoNotices(
        folder,
        "the folder holds no .pdf, .docx or .txt file",
        "Name the folder that the notices are in; save those of other kinds as one of these.",
    )


def _unreadable(path: Path, trouble: OSError) -> InputUnreadable:
    reason = os.strerror(trouble.errno) if trouble.errno else str(trouble)
    return InputUnreadable(
        path, f"it cannot be read ({reason})", "Check the path, and ask for the right to read it."
    )
