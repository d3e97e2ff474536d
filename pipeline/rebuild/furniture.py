"""What a page carries that is not part of the document: page numbers and running titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import replace

from pipeline.page import Line, Page
from pipeline.text.cleaning import squeeze
from pipeline.text.page_numbers import is_page_number, without_number

# What is one at the head or the foot of a page.
PAGE_NUMBER = re.compile(
    r"[-—–―－=*#\[\s·.]*(?:第\s*|page\s*|p\.\s*)?[0-9０-９]{1,4}(?:\s*页)?"
    r"(?:\s*(?:[/，,共]+|of)\s*[0-9０-９]{1,4}\s*页?)?[-—–―－=*#\]\s·.]*",
    re.IGNORECASE,
)
CONTINUED = re.compile(r"[（(]?(?:续表|接上表|续上表|续)[）)]?[：:]?")
# A running title stands in the same height on its pages, give or take this many points.
SAME_HEIGHT = 3.0
# A running title is set smaller than the text by this factor, or more.
SMALLER = 0.9
ATTACHMENT = re.compile("附[件表]")
# So many lines at the head and at the foot of a page can be furniture.
AT_EDGE = 2

Key = tuple[str, int]


def running_text(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages without page numbers, running titles and 续表 marks."""
    held = tuple(pages)
    repeated = _repeated(held)
    titles = _titles(held)
    return tuple(_without_furniture(page, repeated, titles) for page in held)


def furniture(pages: Iterable[Page]) -> tuple[Line, ...]:
    """The lines that `running_text` leaves out."""
    held = tuple(pages)
    kept = {id(line) for page in running_text(held) for line in page.lines}
    return tuple(line for page in held for line in page.lines if id(line) not in kept)


def _without_furniture(
    page: Page, repeated: frozenset[Key], titles: Container[tuple[int | None, Key]]
) -> Page:
    kept = [
        not (_is_mark(line, place, page) or _runs(line, place, page, repeated))
        or (page.number, _key(line, page)) in titles
        for place, line in enumerate(page.lines)
    ]
    fragments = tuple(
        replace(fragment, after=sum(kept[: fragment.after])) for fragment in page.fragments
    )
    lines = tuple(line for line, keep in zip(page.lines, kept, strict=True) if keep)
    return replace(page, lines=lines, fragments=fragments)


def _is_mark(line: Line, place: int, page: Page) -> bool:
    """Is the line a page number at the head or foot of its page, or 续表?"""
    if CONTINUED.fullmatch(squeeze(line.text)):
        return True
    if page.number is None and is_page_number(line.text):
        return True
    is_number = PAGE_NUMBER.fullmatch(line.text.strip()) is not None
    if page.number is not None and is_number and place in _edges(page):
        return True
    return place == 0 and _is_small(line, page)


def _is_small(line: Line, page: Page) -> bool:
    """Is the first line smaller than every other of its page, as a running title is?

    No part of a notice is: GB/T 9704-2012 sets a copy's number and its secrecy like the text.
    """
    others = [
        other.size
        for other in page.lines[1:]
        if other.size is not None and not PAGE_NUMBER.fullmatch(other.text.strip())
    ]
    if line.size is None or not others or ATTACHMENT.match(squeeze(line.text)):
        return False
    return line.size < SMALLER * min(others)


def _runs(line: Line, place: int, page: Page, repeated: frozenset[Key]) -> bool:
    """Is it a title that other pages print in the same place?"""
    return place in _edges(page) and _key(line, page) in repeated


def _edges(page: Page) -> frozenset[int]:
    """The places of the lines at the head and the foot of a page, none of them between tables."""
    count = len(page.lines)
    above = page.fragments[0].after if page.fragments else count
    below = page.fragments[-1].after if page.fragments else 0
    head = range(min(AT_EDGE, above))
    foot = range(max(count - AT_EDGE, below, 0), count)
    return frozenset((*head, *foot))


def _repeated(pages: tuple[Page, ...]) -> frozenset[Key]:
    """Lines that stand at the head or foot of two pages or more, in the same height."""
    counts: Counter[Key] = Counter()
    for page in pages:
        if page.number is not None:
            counts.update({_key(page.lines[place], page) for place in _edges(page)})
    return frozenset(key for key, count in counts.items() if count > 1)


def _titles(pages: tuple[Page, ...]) -> frozenset[tuple[int | None, Key]]:
    """The lines right over a table that are its title, though the pages after print them again.

    No page before has them; and over a table that is not the first, the next page has them too.
    """
    seen: set[Key] = set()
    found: set[tuple[int | None, Key]] = set()
    is_first = True
    for page, after in zip(pages, (*pages[1:], None), strict=True):
        key = _right_over(page)
        if key is not None and key not in seen:
            again = after is not None and key in {_key(line, after) for line in after.lines}
            if is_first or again:
                found.add((page.number, key))
        is_first = is_first and not page.fragments
        seen.update(_key(line, page) for line in page.lines)
    return frozenset(found)


def _right_over(page: Page) -> Key | None:
    """The last line over the page's first table that is no mark."""
    first = next(iter(page.fragments), None)
    over = page.lines[: first.after] if first is not None else ()
    marks = [_is_mark(line, place, page) for place, line in enumerate(over)]
    return next((_key(over[i], page) for i in reversed(range(len(over))) if not marks[i]), None)


def _key(line: Line, page: Page) -> Key:
    """A line's words, whatever the page's number among them, and its height on the page."""
    top = -1 if line.place.box is None else round(line.place.box.top / SAME_HEIGHT)
    return without_number(squeeze(line.text), page.number), top
