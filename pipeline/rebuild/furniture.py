"""What a page carries that is not part of the document: page numbers and running titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pipeline.page import Line, Page
from pipeline.text.cleaning import squeeze

PAGE_NUMBER = re.compile(
    r"[-—–―－\s·.]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/，,共]+\s*[0-9０-９]{1,4}\s*页?)?[-—–―－\s·.]*"
)
CONTINUED = re.compile(r"[（(]?(?:续表|接上表|续上表|续)[）)]?[：:]?")
# A running title stands in the same height on its pages, give or take this many points.
SAME_HEIGHT = 3.0


def running_text(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages without page numbers, running titles and 续表 marks."""
    held = tuple(pages)
    repeated = _repeated(held)
    return tuple(_without_furniture(page, repeated) for page in held)


def _without_furniture(page: Page, repeated: frozenset[tuple[str, int]]) -> Page:
    kept = [not (_is_mark(line, page) or _key(line) in repeated) for line in page.lines]
    fragments = tuple(
        replace(fragment, after=sum(kept[: fragment.after])) for fragment in page.fragments
    )
    lines = tuple(line for line, keep in zip(page.lines, kept, strict=True) if keep)
    return replace(page, lines=lines, fragments=fragments)


def _is_mark(line: Line, page: Page) -> bool:
    text = squeeze(line.text)
    if CONTINUED.fullmatch(text):
        return True
    return page.number is not None and PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _repeated(pages: tuple[Page, ...]) -> frozenset[tuple[str, int]]:
    """Lines that stand at the head or foot of two pages or more, in the same height."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        if page.number is not None:
            counts.update({_key(line) for line in (*page.lines[:2], *page.lines[-2:])})
    return frozenset(key for key, count in counts.items() if count > 1)


def _key(line: Line) -> tuple[str, int]:
    """A line's words, whatever number stands among them, and its height on the page."""
    top = -1 if line.place.box is None else round(line.place.box.top / SAME_HEIGHT)
    return re.sub(r"\d+", "0", squeeze(line.text)), top
