"""Sheets that wait: the same characters and rules in a twentieth of the room."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from math import isnan, nan
from typing import overload
from zlib import compress, decompress

from pipeline.extract.grid import Rule
from pipeline.extract.lines import Glyph, Way
from pipeline.extract.turning import Sheet
from pipeline.page import Box, LogicalCell

# Of a longer document the sheets are packed. Packing one and unpacking it again takes a
# millisecond; unpacked, it takes some 200 kilobytes.
MANY = 40
FAST = 1


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters; `numbers` are deflated, each kind in a row of its own: alike ones take no room.

    A level is NaN where it is None.
    """

    texts: str | tuple[str, ...]
    numbers: bytes
    cells: tuple[LogicalCell | None, ...]

    @staticmethod
    def of(glyphs: Sequence[Glyph]) -> Glyphs:
        """Some characters, packed."""
        texts, boxes, sizes, levels, cells = zip(*glyphs, strict=True) if glyphs else ((),) * 5
        known = (nan if level is None else level for level in levels)
        numbers = array("d", chain(*zip(*boxes, strict=True), sizes, known))
        return Glyphs(
            texts="".join(texts) if all(len(text) == 1 for text in texts) else texts,
            numbers=compress(numbers.tobytes(), FAST),
            cells=cells if any(cell is not None for cell in cells) else (),
        )

    def unpacked(self) -> tuple[Glyph, ...]:
        """The characters."""
        numbers = array("d", decompress(self.numbers))
        count = len(self.texts)
        *sides, sizes, known = (numbers[row * count : (row + 1) * count] for row in range(6))
        levels = (None if isnan(level) else level for level in known)
        cells = self.cells or repeat(None)
        return tuple(map(Glyph, self.texts, map(Box, *sides), sizes, levels, cells))


@dataclass(frozen=True, slots=True)
class Packed:
    """A sheet, packed; `bare` is what of it takes little room."""

    bare: Sheet
    glyphs: Glyphs
    turned: Mapping[Way, Glyphs]
    horizontal: array[float]
    vertical: array[float]
    fills: array[float]

    @staticmethod
    def of(sheet: Sheet) -> Packed:
        """A sheet, packed."""
        return Packed(
            bare=replace(sheet, glyphs=(), horizontal=(), vertical=(), turned={}, fills=()),
            glyphs=Glyphs.of(sheet.glyphs),
            turned={way: Glyphs.of(held) for way, held in sheet.turned.items()},
            horizontal=_numbers(sheet.horizontal),
            vertical=_numbers(sheet.vertical),
            fills=_numbers(sheet.fills),
        )

    def unpacked(self) -> Sheet:
        """The sheet."""
        return replace(
            self.ruled(),
            glyphs=self.glyphs.unpacked(),
            turned={way: held.unpacked() for way, held in self.turned.items()},
            fills=tuple(_in_fours(self.fills)),
        )

    def ruled(self) -> Sheet:
        """The sheet with its rules and nothing else."""
        return replace(
            self.bare, horizontal=_rules(self.horizontal), vertical=_rules(self.vertical)
        )


class Sheets(Sequence[Sheet]):
    """The sheets of a document, in order, those of a long one packed until they are asked for."""

    def __init__(self, sheets: Iterable[Sheet] = ()) -> None:
        self._held: list[Sheet | Packed] = []
        for sheet in sheets:
            self.append(sheet)

    def append(self, sheet: Sheet) -> None:
        """Take one more."""
        self._held.append(sheet if len(self._held) < MANY else Packed.of(sheet))

    def put(self, place: int, sheet: Sheet) -> None:
        """Take one in the place of another."""
        self._held[place] = sheet if place < MANY else Packed.of(sheet)

    def ruled(self) -> Iterator[Sheet]:
        """The sheets, of which only the rules are wanted."""
        return (held.ruled() if isinstance(held, Packed) else held for held in self._held)

    def __len__(self) -> int:
        return len(self._held)

    @overload
    def __getitem__(self, place: int) -> Sheet: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Sheet]: ...
    def __getitem__(self, place: int | slice) -> Sheet | Sequence[Sheet]:
        if isinstance(place, slice):
            return [_unpacked(held) for held in self._held[place]]
        return _unpacked(self._held[place])


def _unpacked(held: Sheet | Packed) -> Sheet:
    return held.unpacked() if isinstance(held, Packed) else held


def _numbers(things: Iterable[tuple[float, ...]]) -> array[float]:
    return array("d", [*chain.from_iterable(things)])


def _rules(numbers: array[float]) -> tuple[Rule, ...]:
    return tuple(map(Rule, numbers[::3], numbers[1::3], numbers[2::3]))


def _in_fours(numbers: array[float]) -> Iterator[Box]:
    return map(Box, numbers[::4], numbers[1::4], numbers[2::4], numbers[3::4])
