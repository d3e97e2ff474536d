"""A page shows what a document says, and nothing of it can run or be loaded."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files

import pytest

from pipeline.emit.webpages.web_page import visible, web_page

PAGES = files("pipeline.emit.webpages") / "pages"
TEMPLATES = sorted(path.name for path in PAGES.iterdir() if path.name.endswith(".html"))


def page() -> str:
    """A page with nothing on it."""
    return web_page("base.html", title="标题").decode()


def test_a_page_is_one_file_that_names_no_other() -> None:
    """Its style and its script stand in it."""
    text = page()
    assert text.startswith("<!doctype html>\n")
    assert not re.search(r"https?:|//[a-z]|@import|url\(|\bsrc=|<iframe|<object", text)


@pytest.mark.parametrize(("element", "rule"), [("style", "style-src"), ("script", "script-src")])
def test_only_the_pages_own_style_and_script_are_allowed(element: str, rule: str) -> None:
    """The policy names the hash of what stands between the tags, to the byte."""
    text = page()
    inside = re.findall(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
    assert len(inside) == 1
    digest = base64.b64encode(sha256(inside[0].encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert "default-src &#39;none&#39;" in policy
    assert f"{rule} &#39;sha256-{digest}&#39;;" in policy


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_attribute_stands_in_double_quotes(name: str) -> None:
    """What is escaped cannot leave them; and no attribute runs, styles or leads elsewhere."""
    template = PAGES.joinpath(name).read_text("utf-8")
    assert not re.search(r"[\w-]='?\{\{", template)
    assert not re.search(r"\s(on\w+|style)=", template)
    assert not re.search(r'href="(?!#|data:,"|\{\{ \w+\.address \}\}")', template)
    assert "|safe" not in template.replace(" ", "")
    assert "autoescape" not in template


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("政务公开", "政务公开"),
        ("一\n二\t三", "一\n二\t三"),
        ("\u202e开公", "[U+202E]开公"),
        ("\u2066A\u2069", "[U+2066]A[U+2069]"),
        ("零\u200b宽", "零[U+200B]宽"),
        ("\ufeff头", "[U+FEFF]头"),
        ("\x00\x07\x1b[2J", "[U+0000][U+0007][U+001B][2J"),
        ("行\r\n", "行[U+000D]\n"),
        ("\ud800", "[U+D800]"),
        ("\uffff\ufdd0", "[U+FFFF][U+FDD0]"),
        ("段\u2029", "段[U+2029]"),
        # A blank of full width, a character of one's own, one to come, a variant of 葛.
        ("　\ue000\U0003ffff葛\U000e0100", "　\ue000[U+3FFFF]葛\U000e0100"),
        ("\U0003fff0", "\U0003fff0"),
    ],
)
def test_characters_without_a_shape_are_written_out(text: str, seen: str) -> None:
    """No text can be shown in another order than it has, nor hide a part of itself."""
    assert visible(text) == seen
    assert visible(seen) == seen


def test_a_value_in_a_template_is_escaped_and_visible_wherever_it_stands() -> None:
    """The title stands in the head of every page."""
    text = web_page("base.html", title="</title><script>alert(1)</script>\u202e{{7*7}}").decode()
    assert "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;[U+202E]{{7*7}}" in text
    assert text.count("<script>") == 1


@pytest.mark.parametrize(
    "fill", [lambda: web_page("base.html"), lambda: web_page("base.html", title=None)]
)
def test_a_value_that_is_missing_stops_the_page(fill: Callable[[], bytes]) -> None:
    """No page says None, or says nothing where something was meant."""
    with pytest.raises(Exception, match=r"title|None"):
        fill()


def test_the_script_and_the_style_cannot_end_their_elements() -> None:
    """They hold no text of a document, and no tag."""
    for name in ("page.js", "page.css"):
        assert not re.search(r"</|<!|<script", PAGES.joinpath(name).read_text("utf-8"))
