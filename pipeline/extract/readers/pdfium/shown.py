"""Which glyphs of a page are shown, and what is clipped off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extract.lines import Glyph, Way
from pipeline.extract.readers.leaf import Level
from pipeline.extract.readers.pdfium.runs import Run
from pipeline.extract.readers.windows import EVERYTHING, Hidden, Unshown, cut_off
from pipeline.page import Box

# Two runs on one line stand at one height: nearer than this, in points.
SAME_LINE = 0.01


class Shown:
    """The glyphs that a page shows, by the way that they run, in the order that they are drawn."""

    def __init__(self, frame: Box) -> None:
        self._frame = frame
        self._drawn: list[tuple[Run, Sequence[Glyph]]] = []
        self._unshown: list[Unshown] = []
        self._in_hidden = False
        self._held: dict[Way | Level, list[Glyph]] = {}

    def add(self, run: Run, glyphs: Sequence[Glyph]) -> None:
        """The glyphs of a run, those that it draws first before the others."""
        self._drawn.append((run, glyphs))
        if run.window is EVERYTHING:
            self._in_hidden = False
        else:
            glyphs = self._within(run, glyphs)
        if run.hand.way is not None:
            self._held.setdefault(run.hand.way, []).extend(glyphs)

    def glyphs(self) -> dict[Way | Level, list[Glyph]]:
        """The glyphs whose middle lies on the page."""
        return {way: _inside(held, self._frame) for way, held in self._held.items()}

    def hidden(self) -> tuple[Hidden, ...]:
        """The text that is clipped off where other text is shown."""
        if not self._unshown:
            return ()
        shown = [
            middle
            for run, glyphs in self._drawn
            for middle in (glyph.middle for glyph in glyphs)
            if run.window.shows(middle)
        ]
        return tuple(cut_off(self._unshown, shown))

    def _within(self, run: Run, glyphs: Sequence[Glyph]) -> list[Glyph]:
        """The glyphs whose middle lies in the run's window; the others are noted."""
        shown: list[Glyph] = []
        for glyph in glyphs:
            middle = glyph.middle
            if run.window.shows(middle):
                shown.append(glyph)
                self._in_hidden = False
                continue
            if run.hand.way is not None:
                self._hide(run, glyph.text, middle[1])
            self._in_hidden = True
        return shown

    def _hide(self, run: Run, text: str, level: float) -> None:
        """Keep what a character says: with those before it on its line."""
        before = self._unshown[-1] if self._in_hidden and self._unshown else None
        if before is not None and abs(before.level - level) < SAME_LINE:
            text = self._unshown.pop().text + text
        self._unshown.append(Unshown(run.window, level, text))


def _inside(glyphs: Iterable[Glyph], frame: Box) -> list[Glyph]:
    """The glyphs of which the page shows the middle: as `Glyph.is_within`, for all in one go."""
    x0, top, x1, bottom = frame
    return [
        glyph
        for glyph in glyphs
        for _, (left, upper, right, lower), _, level, _ in (glyph,)
        if x0 <= (left + right) / 2 <= x1
        and top <= ((upper + lower) / 2 if level is None else level) <= bottom
    ]
