"""What is to be said of the pages of a PDF when all of them have gone by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.lines import inked
from pipeline.extract.readers.leaf import UNREADABLE, Leaf
from pipeline.extract.readers.windows import Hidden
from pipeline.extract.turning import Sheet
from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Box

# A page number, or the mark of a scanner or an archive, has no more characters; a scan covers at
# least this share of its page.
# The price: a page with a picture behind it and no more text than that is called a scan.
STAMP, SCAN = 20, 0.5


@dataclass(slots=True)
class Seen:
    """The numbers of pages of some kinds, what is clipped off, and what each page shows."""

    has_text: bool = False
    pictures: list[int] = field(default_factory=list)
    _unreadable: list[int] = field(default_factory=list)
    _hidden: list[tuple[int, Hidden]] = field(default_factory=list)
    _shown: list[str] = field(default_factory=list)

    def note(self, leaf: Leaf) -> None:
        """One page more."""
        number, shown = leaf.sheet.number, "".join(glyph.text for glyph in leaf.sheet.glyphs)
        inked = _inked(leaf.sheet)
        if _is_picture(leaf, inked):
            self.pictures.append(number)
        elif inked:
            self.has_text = True
        if UNREADABLE in shown:
            self._unreadable.append(number)
        self._hidden += [(number, text) for text in leaf.hidden]
        self._shown.append(_solid(shown))

    def doubts(self) -> Iterator[Finding]:
        """Pages of which something was not read."""
        if self.pictures:
            yield finding(
                "page_without_text",
                f"Page {_listed(self.pictures)}: a picture with no text, or with hardly any; "
                "what it shows was not read.",
            )
        if self._unreadable:
            yield finding(
                "unreadable_characters",
                f"Page {_listed(self._unreadable)}: characters of a font that does not say what "
                "they mean; each stands as U+FFFD.",
            )

    def unseen(self) -> Iterator[Finding]:
        """What is clipped off on one page and shown on none."""
        shown = "".join(self._shown) if self._hidden else ""
        for number, (text, is_cut) in self._hidden:
            if is_cut or _solid(text) not in shown:
                yield finding("text_hidden", f"Page {number}: clipped off, and not read: {text}")


def _is_picture(leaf: Leaf, inked: int) -> bool:
    """Is what the page shows drawn and not written? A scan, or text turned into outlines."""
    if not inked:
        return bool(leaf.images) or leaf.is_curved
    return inked <= STAMP and _area(leaf.images) >= SCAN * _area([leaf.sheet.frame])


def _inked(sheet: Sheet) -> int:
    """How many characters a page shows."""
    glyphs = (*sheet.glyphs, *(glyph for held in sheet.turned.values() for glyph in held))
    return len(inked(glyphs))


def _area(boxes: Sequence[Box]) -> float:
    return sum((box.x1 - box.x0) * (box.bottom - box.top) for box in boxes)


def _solid(text: str) -> str:
    return "".join(text.split())


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers)
