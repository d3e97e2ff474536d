"""What two readers of PDFs give of a page, compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from pipeline.extract.grid import Rule
from pipeline.extract.lines import Glyph
from pipeline.extract.readers.leaf import Leaf
from pipeline.page import Box

# PDFium takes the widths of characters as whole thousandths, so that the last of a long line may
# stand this much beside its place, in points.
WITHIN = 0.15

Told = tuple[object, ...]


def differences(leaf: Leaf, other: Leaf, within: float = WITHIN) -> Iterator[str]:
    """What differs between a page as two readers give it, but for places that are near."""
    for one, two in zip_longest(_facts(leaf), _facts(other)):
        if one is None or two is None or not _near(one, two, within):
            yield f"{one} and {two}"


def _facts(leaf: Leaf) -> Iterator[Told]:
    """All that a page shows, one thing after the other."""
    sheet = leaf.sheet
    yield ("frame", *_box(sheet.frame))
    yield from (("level", *_glyph(glyph)) for glyph in sheet.glyphs)
    for way in sorted(sheet.turned):
        yield from ((way, *_glyph(glyph)) for glyph in sheet.turned[way])
    yield from _rules("horizontal", sheet.horizontal)
    yield from _rules("vertical", sheet.vertical)
    yield from (("fill", *_box(box)) for box in sheet.fills)
    yield from (("image", *_box(box)) for box in leaf.images)
    yield ("curved", leaf.is_curved)
    yield from (("hidden", *hidden) for hidden in leaf.hidden)


def _rules(kind: str, rules: Iterable[Rule]) -> Iterator[Told]:
    yield from ((kind, rule.at, rule.start, rule.end) for rule in rules)


def _glyph(glyph: Glyph) -> Told:
    level = glyph.middle[1]
    return (glyph.text, *_box(glyph.box), glyph.size, level, glyph.cell)


def _box(box: Box) -> Told:
    return box.x0, box.top, box.x1, box.bottom


def _near(one: Sequence[object], two: Sequence[object], within: float) -> bool:
    return len(one) == len(two) and all(
        abs(a - b) <= within if isinstance(a, float) and isinstance(b, float) else a == b
        for a, b in zip(one, two, strict=True)
    )
