"""Is a line the number of a page?"""

from __future__ import annotations

import re


def is_page_number(text: str) -> bool:
    """Is it one wherever it stands, as — 3 — and 第3页 are? A bare 3 may end a text."""
    return _MARKED.fullmatch(re.sub(r"\s", "", text)) is not None


def without_number(text: str, number: int | None) -> str:
    """The text with `#` where the page's number stands: what running titles of all pages share."""
    own = str(number)
    return _DIGITS.sub(lambda found: "#" if found[0] == own else found[0], text)


_DIGITS = re.compile(r"\d+")
_MARKED = re.compile(
    r"[-—–―－·]+[0-9０-９]{1,4}[-—–―－·]+|第[0-9０-９]{1,4}页(?:[/，,]?共[0-9０-９]{1,4}页)?"
)
