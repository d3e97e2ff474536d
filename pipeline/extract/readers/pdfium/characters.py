"""The characters of a page as PDFium gives them: what it says of each, asked of all in a row."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import compress, groupby, repeat
from operator import itemgetter

from pipeline.extract.readers.pdfium.calls import SIZE, Calls, by_reference
from pipeline.extract.readers.pdfium.doubt import Doubt

# Numbers of a box: left, top, right, bottom.
SIDES = 4

# The text object that draws it, 0 or None if none does; its place among the characters of the
# page; its code (Unicode); and its box in the page's own space.
Character = tuple["int | None", int, int, tuple[float, float, float, float]]


class Characters:
    """The characters of a page. Raises Doubt where a font does not tell one of them.

    `codes` are those of the characters that the page draws, each once.
    """

    def __init__(self, calls: Calls, text_page: int) -> None:
        page = repeat(by_reference(text_page))
        self._places = range(calls.count_chars(text_page))
        if any(map(calls.each_is_unmapped, page, self._places)):
            raise Doubt("a character that its font does not tell")
        self._handles = [*map(calls.each_object, page, self._places)]
        self._codes = [*map(calls.each_code, page, self._places)]
        self._boxes = _boxes(calls, text_page, self._places)
        self.codes = set(compress(self._codes, self._handles))

    def by_object(self) -> Iterator[tuple[int | None, Iterable[Character]]]:
        """The text objects by their handles, each with its characters up to another's."""
        characters = zip(self._handles, self._places, self._codes, self._boxes, strict=True)
        return groupby(characters, itemgetter(0))


def _boxes(
    calls: Calls, text_page: int, places: range
) -> Iterable[tuple[float, float, float, float]]:
    """The boxes of the characters."""
    numbers = (ctypes.c_float * (SIDES * len(places)))()
    rooms = map(ctypes.byref, repeat(numbers), range(0, SIDES * SIZE * len(places), SIDES * SIZE))
    if not all(map(calls.each_advance_box, repeat(by_reference(text_page)), places, rooms)):
        raise Doubt("a character that stands nowhere")
    flat = numbers[:]
    return zip(flat[0::4], flat[1::4], flat[2::4], flat[3::4], strict=True)
