"""Automatic numbers of a Word file (w:numPr): what Word prints and the text does not hold.

Source: ECMA-376 part 1, 17.9 (Numbering).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
# Of 32 bits, as in every number of the format (ECMA-376 part 1, 17.18.10).
MOST_DIGITS = 10
# Word itself writes no larger number in Roman numerals or with letters (ECMA-376 part 1, 17.18.59).
MOST_IN_LETTERS, MOST_ROMAN = 780, 32_767
HAN_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbered list: where it starts and how its number is written.

    `restart`: it starts again after a number of that level, from 1, or of one further out; 0 is
    never, None after any level further out.
    """

    start: int
    format: str
    text: str
    suffix: str
    restart: int | None = None

    def starts_again(self, depth: int) -> bool:
        """Does it, after a number of the level `depth`, from 0?"""
        return self.restart is None or depth < self.restart


class Numbers:
    """Counts a document's automatic numbers, in the order its paragraphs are asked for."""

    def __init__(self, definitions: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._styles = _numbered_styles(styles)
        if definitions is not None:
            self._lists = _lists(definitions, self._styles)

    def next_for(self, paragraph: Element) -> str:
        """The number printed before a paragraph, with the space after it; "" for none."""
        list_id, depth = self._list_of(paragraph)
        if list_id not in self._lists or not 0 <= depth < LEVELS:
            return ""
        abstract, levels = self._lists[list_id]
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        for higher in range(depth):
            if counts[higher] is None:
                counts[higher] = levels[higher].start if higher in levels else 1
        current = counts[depth]
        counts[depth] = levels[depth].start if current is None else current + 1
        for deeper in range(depth + 1, LEVELS):
            if deeper not in levels or levels[deeper].starts_again(depth):
                counts[deeper] = None
        return _written(levels, depth, counts)

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        own = _numbering(paragraph.find(W + "pPr"))
        if own is not None:
            return own
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self._styles.get("" if style is None else style.get(W + "val", ""))
        list_id, depth = inherited or ("0", 0)
        own_depth = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
        return list_id, _integer(own_depth, depth)


def _numbering(properties: Element | None) -> tuple[str, int] | None:
    held = None if properties is None else properties.find(W + "numPr")
    if held is None:
        return None
    list_id = held.find(W + "numId")
    depth = held.find(W + "ilvl")
    if list_id is None:
        return None
    return list_id.get(W + "val", "0"), _integer(depth, 0)


def _depth(level: Element) -> int:
    """Which level is meant, from 0; the outermost where a careless program wrote no number."""
    return whole_number(level.get(W + "ilvl", "")) or 0


def _integer(element: Element | None, default: int) -> int:
    value = "" if element is None else element.get(W + "val", "")
    number = whole_number(value.removeprefix("-"))
    if number is None:
        return default
    return -number if value.startswith("-") else number


def whole_number(value: str) -> int | None:
    """What an attribute counts; None where it is no number, or one that counts nothing real."""
    return int(value) if value.isdecimal() and len(value) <= MOST_DIGITS else None


def _numbered_styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    """Paragraph styles that number their paragraphs, by themselves or by their parent."""
    own: dict[str, tuple[str, int] | None] = {}
    parent: dict[str, str] = {}
    for style in () if styles is None else styles.iterfind(W + "style"):
        name = style.get(W + "styleId", "")
        own[name] = _numbering(style.find(W + "pPr"))
        based_on = style.find(W + "basedOn")
        if based_on is not None:
            parent[name] = based_on.get(W + "val", "")
    found: dict[str, tuple[str, int]] = {}
    for name in own:
        seen: set[str] = set()
        ancestor: str | None = name
        while ancestor is not None and ancestor not in seen:
            seen.add(ancestor)
            numbering = own.get(ancestor)
            if numbering is not None:
                found[name] = numbering
                break
            ancestor = parent.get(ancestor)
    return found


def _lists(
    definitions: Element, styles: dict[str, tuple[str, int]]
) -> dict[str, tuple[str, dict[int, Level]]]:
    """numId -> (key of the counters it shares, its levels)."""
    abstracts = {
        abstract.get(W + "abstractNumId", ""): _levels(abstract)
        for abstract in definitions.iterfind(W + "abstractNum")
    }
    told_by_style = _told_by_style(definitions, styles)
    lists: dict[str, tuple[str, dict[int, Level]]] = {}
    for number in definitions.iterfind(W + "num"):
        list_id = number.get(W + "numId", "")
        abstract = _reference(number)
        abstract = told_by_style.get(abstract, abstract)
        levels = dict(abstracts.get(abstract, {}))
        restarts = False
        for override in number.iterfind(W + "lvlOverride"):
            depth = _depth(override)
            levels.update(_levels(override))
            start = override.find(W + "startOverride")
            if start is not None and depth in levels:
                old = levels[depth]
                levels[depth] = replace(old, start=_integer(start, 1))
                restarts = True
        lists[list_id] = (f"{abstract}/{list_id}" if restarts else abstract, levels)
    return lists


def _told_by_style(definitions: Element, styles: dict[str, tuple[str, int]]) -> dict[str, str]:
    """Definitions without levels of their own (`numStyleLink`) -> the one that a style names."""
    references = {
        number.get(W + "numId", ""): _reference(number)
        for number in definitions.iterfind(W + "num")
    }
    told: dict[str, str] = {}
    for abstract in definitions.iterfind(W + "abstractNum"):
        link = abstract.find(W + "numStyleLink")
        list_id, _ = styles.get("" if link is None else link.get(W + "val", ""), ("", 0))
        if link is not None and list_id in references:
            told[abstract.get(W + "abstractNumId", "")] = references[list_id]
    return told


def _reference(number: Element) -> str:
    """The definition that a numbered list counts by."""
    reference = number.find(W + "abstractNumId")
    return "" if reference is None else reference.get(W + "val", "")


def _levels(parent: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for level in parent.iterfind(W + "lvl"):
        written = level.find(W + "numFmt")
        text = level.find(W + "lvlText")
        suffix = level.find(W + "suff")
        restart = level.find(W + "lvlRestart")
        levels[_depth(level)] = Level(
            start=_integer(level.find(W + "start"), 1),
            format="decimal" if written is None else written.get(W + "val", "decimal"),
            text="" if text is None else text.get(W + "val", ""),
            suffix="tab" if suffix is None else suffix.get(W + "val", "tab"),
            restart=None if restart is None else _integer(restart, 0),
        )
    return levels


def _written(levels: dict[int, Level], depth: int, counts: list[int | None]) -> str:
    level = levels[depth]
    if level.format in ("bullet", "none"):
        return ""

    def place(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        count = counts[index] if 0 <= index < LEVELS else None
        if count is None:
            return ""
        form = levels[index].format if index in levels else "decimal"
        return FORMATS.get(form, str)(count)

    number = re.sub(r"%(\d)", place, level.text)
    return number + ("" if level.suffix == "nothing" or not number else " ")


def _han(number: int) -> str:
    """一, 十二, 二十, 一百零五: as a person counts, up to 9999."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += HAN_DIGITS[digit] + unit
        elif text and number % power:
            text = text.rstrip("零") + "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def _letters(number: int) -> str:
    """A, B, … Z, AA, BB: as Word counts."""
    if not 0 < number <= MOST_IN_LETTERS:
        return str(number)
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 0 < number <= MOST_ROMAN:
        return str(number)
    text = ""
    for value, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):  # fmt: skip  (a table of pairs reads better in rows)
        text += sign * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= 20 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "taiwaneseCountingThousand": _han,
    "japaneseCounting": _han,
    "ideographDigital": lambda number: "".join(HAN_DIGITS[int(digit)] for digit in str(number)),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
