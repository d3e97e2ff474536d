"""What the outputs of an input hang on besides its own bytes, as one hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.batch.attempt import sha256_of
from pipeline.batch.nouns import Settings
from pipeline.overrides import SUFFIX
from pipeline.sources import Input

PROGRAM = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Recipe:
    """What holds for all inputs of a run, as a hash, and the overrides that are given, if any."""

    common: str
    overrides: str | None

    @classmethod
    def of(cls, settings: Settings) -> Recipe:
        """The program, its options, and the registers, by what they hold and not by their names.

        What a file may take does not count: one that was done within it is done.
        """
        registers = (sha256_of(Path(register)) for register in settings.registers)
        parts = (_program(), *settings.formats, "registers", *map(str, registers))
        return cls(_hash(parts), settings.overrides)

    def made_with(self, item: Input) -> str:
        """The hash for one input, with the overrides that it is read with."""
        overrides = Path(self.overrides or f"{item.path}{SUFFIX}")
        return _hash((self.common, str(sha256_of(overrides))))


def _program() -> str:
    """The version of the program: all that it is made of, since a number may stay while it changes.

    The libraries do not count, as they do not count for what is promised of equal bytes.
    """
    return _hash(_texts(PROGRAM))


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir() and path.name != "__pycache__":
            yield path.name
            yield from _texts(path)
        elif path.suffix in {".py", ".toml", ".csv", ".html", ".css", ".js"}:
            yield path.name
            # A checkout on Windows may have other line ends.
            yield sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _hash(parts: Iterable[str]) -> str:
    """One hash of texts in their order, none of which can run into the next."""
    whole = sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogateescape")
        whole.update(len(content).to_bytes(8, "big") + content)
    return whole.hexdigest()
