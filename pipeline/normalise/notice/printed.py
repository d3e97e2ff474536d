"""A paragraph of the head as it is printed: with the gaps that cleaning closes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.page import Line
from pipeline.text.cleaning import clean
from pipeline.text.paragraphs import Paragraph

GAP = re.compile(r"[ \t\xa0\u3000\n]+")
WIDE_GAP = re.compile(r"[\t\u3000]+|[ \xa0]{2,}|\n")
# Two characters of the type; more of them put a line into the middle.
INDENT = re.compile(r"(?:\u3000{2}|[ \xa0]{2,4}|\t)(?=[^\s])")
DEEP = re.compile(r"\u3000{4}|[ \xa0]{8}|\t{2}")


@dataclass(frozen=True, slots=True)
class Printed:
    """A clean text, and the lines that it was printed in."""

    text: str
    lines: tuple[Line, ...]

    @property
    def page(self) -> int | None:
        """The page that it begins on, if the document has pages."""
        return self.lines[0].place.page

    @property
    def size(self) -> float | None:
        """The height of the type, in points, if it is known."""
        return self.lines[0].size

    @property
    def is_boxed(self) -> bool:
        """Is it known where on the page it stands?"""
        return self.lines[0].place.box is not None

    @property
    def is_indented(self) -> bool:
        """Does it begin two characters in, written with spaces?"""
        return INDENT.match(self.lines[0].text) is not None

    @property
    def is_deep(self) -> bool:
        """Does it stand in the middle or at the right, put there with spaces?"""
        return DEEP.match(self.lines[0].text) is not None

    def pieces(self, gap: re.Pattern[str] = WIDE_GAP) -> tuple[str, ...]:
        """What stands between gaps, clean."""
        raw = "\n".join(line.text for line in self.lines)
        return tuple(filter(None, map(clean, gap.split(raw))))

    def apart(self, gap: re.Pattern[str] = WIDE_GAP) -> tuple[Printed, ...]:
        """Its pieces, each as a line by itself."""
        return tuple(
            Printed(piece, (replace(self.lines[0], text=piece),)) for piece in self.pieces(gap)
        )


def printed(paragraphs: Iterable[Paragraph]) -> tuple[Printed, ...]:
    """The paragraphs of a head that show something."""
    return tuple(Printed(one.text, one.lines) for one in paragraphs if one.text)
