"""Where a value stood in its source, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.model import Provenance

# The places that the extractors write where there are no pages, and how Chinese says them.
_SPOTS = {
    re.compile(r"table (\d+) row (\d+) column (\d+)"): "表{}第{}行第{}列",
    re.compile(r"paragraph (\d+)"): "第{}段",
    re.compile(r"line (\d+)"): "第{}行",
}


def short_place(stood: Iterable[Provenance]) -> str:
    """`第4、5页`, or `表1第13行第3列` and `第39行` where there are no pages; may be empty."""
    fragments = tuple(stood)
    pages = _each_once(str(item.page) for item in fragments if item.page is not None)
    spots = _each_once(
        _in_words(item.place) for item in fragments if item.page is None and item.place is not None
    )
    return "、".join([f"第{'、'.join(pages)}页"] * bool(pages) + spots)


def full_place(stood: Provenance) -> str:
    """`第4页，左 240.8 上 157.1 右 387.8 下 229.5（点）`: page, and box of the printed text."""
    said = [f"第{stood.page}页"] if stood.page is not None else []
    if stood.place is not None:
        said.append(_in_words(stood.place))
    if stood.bbox is not None:
        sides = zip("左上右下", stood.bbox, strict=True)
        said.append(" ".join(f"{side} {_points(length)}" for side, length in sides) + "（点）")
    return "，".join(said)


def _in_words(place: str) -> str:
    for spot, words in _SPOTS.items():
        if found := spot.fullmatch(place):
            return words.format(*found.groups())
    return place


def _points(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")


def _each_once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
