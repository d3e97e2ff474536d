"""One self-contained web page: a template filled, with its style and its script inside.

The only door to Jinja2. Whatever a document says can be read on the page and nothing of it can
run: every value is escaped, the page allows no script and no style but its own (by their
hashes), and nothing is loaded from anywhere.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by: what a row's mark says, the word for it, and how many rows."""

    mark: str
    word: str
    rows: int


STYLE = "page.css"
SCRIPT = "page.js"


def web_page(template: str, **values: object) -> bytes:
    """The template `template` of `pages/` filled with `values`, in UTF-8.

    The same values give the same bytes. Raises jinja2.UndefinedError for a value that the
    template needs and does not get, and TypeError where it would print None.
    """
    from markupsafe import Markup

    style, script = _part(STYLE), _part(SCRIPT)
    page = _environment().get_template(template)
    # Both are files of this package, so they are no text of a document.
    inlined = {"style": Markup(style), "script": Markup(script)}  # noqa: S704
    return page.render(policy=_policy(style, script), **inlined, **values).encode()


def visible(text: str) -> str:
    """The text with each character that has no shape of its own written as `[U+202E]`.

    Controls, marks that turn the direction of writing, marks without width, halves of a
    surrogate pair. Line breaks and tabs stay. What is printed is what is there: a reader cannot
    be shown another order than the one in the data.
    """
    if text.isprintable():
        return text
    return "".join(f"[U+{ord(mark):04X}]" if _is_unseen(mark) else mark for mark in text)


@cache
def _environment() -> Environment:
    """Jinja2 as all pages use it: escaped without exception, and strict."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _part(name: str) -> str:
    """A file of `pages/`, its line ends as the hash in the page's policy counts them."""
    return files("pipeline.emit.webpages").joinpath("pages", name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """What the page may do (Content Security Policy Level 3): show itself, and nothing else."""
    allowed = {
        "default-src": "'none'",
        "style-src": _hashed([style]),
        "script-src": _hashed([script]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{what} {whence}" for what, whence in allowed.items())


def _hashed(parts: Iterable[str]) -> str:
    digests = (base64.b64encode(sha256(part.encode()).digest()).decode() for part in parts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _printed(value: Any) -> Any:
    """What is printed of a value: Jinja2 asks this of each, before it escapes it."""
    from jinja2 import Undefined

    if value is None:
        message = "a page prints no None: ask first whether there is a value"
        raise TypeError(message)
    if isinstance(value, Undefined) or hasattr(value, "__html__"):
        return value
    return visible(str(value))


def _is_unseen(mark: str) -> bool:
    # Unassigned characters stay: the Han characters of a Unicode later than Python's are such.
    import unicodedata

    if mark in "\n\t":
        return False
    code = ord(mark)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return is_noncharacter or unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
