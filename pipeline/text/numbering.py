"""Numerals, outline labels (序号层次) and task numbers at the head of a text.

GB/T 9704-2012, 7.3.3 gives the levels as 一、 （一） 1. （1）; notices add 第一章 and ①.
The rest of a text is always its own tail, character for character, so that
`len(text) - len(rest)` says how far the label reaches.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.text.cleaning import fold_radicals
from pipeline.text.remembered import remembered

# The styles of headings; Arabic ones number tasks.
OUTLINE_STYLES = frozenset({"chapter", "han", "han_bracket"})


@dataclass(frozen=True, slots=True)
class Label:
    """An outline label: `一`, `（一）`, `第一章`, and the text after it.

    `style` is chapter, han, han_bracket, han_close, arabic, arabic_bracket, arabic_close or
    circled; the labels of one level have one style.
    """

    label: str
    style: str
    ordinal: int
    rest: str


@dataclass(frozen=True, slots=True)
class TaskNumber:
    """What may be a task's number (任务序号); the whole column decides whether it is.

    `printed` is the number with its brackets. `separator` is the mark after it (`.`, `．`,
    `、`), else the line break or the space that stands there, else nothing.
    """

    value: int
    printed: str
    rest: str
    separator: str


@remembered
def split_label(text: str) -> Label | None:
    """The outline label that `text` begins with; None where it begins with a word."""
    if _BEGINS_LABEL.match(fold_radicals(text.lstrip()[:1])) is None:
        return None
    folded = fold_radicals(text)
    for style, pattern, template in _LABELS:
        found = pattern.match(folded)
        if found is None:
            continue
        ordinal = number_of(found["numeral"])
        rest = text[found.end() :]
        if ordinal is None or _counts_on(style, found["mark"] or "", rest):
            continue
        parts = found.groupdict() | {"numeral": _written(found["numeral"])}
        return Label(template.format_map(parts), style, ordinal, rest)
    return None


def is_labelled(text: str) -> bool:
    """Does the text begin with an outline label? Arabic ones number tasks."""
    label = split_label(text)
    return label is not None and label.style in OUTLINE_STYLES


@remembered
def split_number(text: str) -> TaskNumber | None:
    """The number that `text` begins with where it may number a task, else None.

    Quantities, dates, decimals and ranges are refused: `3个`, `10月`, `3.5万`, `3-5月`.
    """
    found = _NUMBER.match(text)
    if found is None:
        return None
    mark = (found["mark"] or "").strip()
    space, rest = found["space"], text[found.end() :]
    value = number_of(found["bare"] or found["enclosed"] or found["bracketed"])
    if value is None or _counts_on("arabic" if found["bare"] else "circled", mark, rest):
        return None
    if found["bare"] and not _stands_alone(mark, space, rest):
        return None
    separator = mark or ("\n" if "\n" in space else space[:1])
    return TaskNumber(value, found["printed"], rest, separator)


def number_of(numeral: str) -> int | None:
    """The integer that a numeral writes: `12`, `１２`, `十二`, `廿一`, `二〇二一`, `⑫`, `㈠`.

    None where it writes none, or has more digits than count anything. Han numerals are read up to
    九百九十九.
    """
    if len(numeral) > _MOST_DIGITS:
        return None
    if _DIGITS.fullmatch(numeral):
        numeral = unicodedata.normalize("NFKC", numeral).strip("().")
    if _PLAIN_DIGITS.fullmatch(numeral):
        return int(numeral)
    plain = fold_radicals(numeral).translate(_SAME_NUMERAL)
    if len(plain) > 1 and _DIGIT_BY_DIGIT.fullmatch(plain):
        return int("".join(str("〇一二三四五六七八九".index(digit)) for digit in plain))
    found = _SPOKEN.fullmatch(plain)
    return None if found is None or not plain else _spoken(found)


# What is longer is a code or a slip. Python itself reads no more than some thousand.
_MOST_DIGITS = 12


def _spoken(found: re.Match[str]) -> int:
    digits = "〇一二三四五六七八九"
    hundreds, tens, units = (
        # 十 alone is ten: the digit in front of it is left out where it would be 一.
        0 if found[place] is None else digits.index(found[place]) if found[place] else 1
        for place in ("hundreds", "tens", "units")
    )
    return 100 * hundreds + 10 * tens + units


def _written(numeral: str) -> str:
    """The numeral inside a label; brackets and marks are the template's own."""
    if _IS_CIRCLED.match(numeral):
        return numeral
    return unicodedata.normalize("NFKC", numeral).strip("().")


def _counts_on(style: str, mark: str, rest: str) -> bool:
    """Does the numeral begin a list or a range (`一、二级`, `110、119`, `①②`, `（一）至（三）`)?

    The price: a heading that begins 三、四季度… is no heading. A heading has a verb or a
    noun there.
    """
    if style in {"han", "arabic"}:
        return mark == "、" and _SECOND_OF_A_LIST.match(rest) is not None
    return _SECOND_IN_BRACKETS.match(rest) is not None


def _stands_alone(mark: str, space: str, rest: str) -> bool:
    """Is a bare number a number by itself, and not the head of a quantity, date or range?"""
    if not rest:
        return True
    if mark == "、":
        return True
    if mark:
        # 1.2021年底前 numbers a task, and so does 1.5月底前; 3.5万 is a decimal.
        return bool(space) or not rest[0].isdecimal() or _DATE_OR_HOTLINE.match(rest) is not None
    if not space and (rest[0].isdecimal() or _LATIN.match(rest)):
        return False
    if _GOES_ON.match(rest):
        return False
    return _UNIT.match(rest) is None or _WORD_LIKE_A_UNIT.match(rest) is not None


_DIGIT = "0-9０-９"
_CIRCLED = "\u2460-\u2473\u3251-\u325f\u32b1-\u32bf"
_BRACKETED = "\u2474-\u2487"
_STOPPED = "\u2488-\u249b"
_BRACKETED_HAN = "\u3220-\u3229"
_ENCLOSED = _CIRCLED + _BRACKETED + _STOPPED + _BRACKETED_HAN
_DIGITS = re.compile(f"[{_DIGIT}]+|[{_ENCLOSED}]")
_PLAIN_DIGITS = re.compile("[0-9]+")
_DIGIT_BY_DIGIT = re.compile("[〇一二三四五六七八九]+")
_IS_CIRCLED = re.compile(f"[{_CIRCLED}]")
_SAME_NUMERAL = str.maketrans({"零": "〇", "两": "二", "廿": "二十", "卅": "三十"})
_SPOKEN = re.compile(
    "(?:(?P<hundreds>[一二三四五六七八九])百〇?)?"
    "(?:(?P<tens>[一二三四五六七八九]?)十)?"
    "(?P<units>[〇一二三四五六七八九])?"
)

_HAN = "(?P<numeral>[一二三四五六七八九十廿百]{1,5})"
_ARABIC = f"(?P<numeral>[{_DIGIT}]{{1,3}})"
_EITHER = f"(?P<numeral>[一二三四五六七八九十百{_DIGIT}]{{1,5}})"
_UNIT_OF_TEXT = r"(?P<unit>章|节|编|篇|条|部分)(?![的和与至中、])\s*(?P<mark>[．.：:])?\s*"
_MARK = r"\s*(?P<mark>[、．.])\s*"
_MAYBE_MARK = r"\s*(?P<mark>[、．.](?![0-9]))?\s*"
# 1.2021年底前 is a label and a year, 3.5万 a decimal.
_NO_DECIMAL = rf"\s*(?P<mark>、|[．.](?![{_DIGIT}])|[．.](?=20\d\d年|\d\d?月|\d{{5}}))\s*"
# What every label begins with, asked first: nearly every text begins with a word.
_BEGINS_LABEL = re.compile(rf"[第（(一二三四五六七八九十廿百{_DIGIT}{_ENCLOSED}]")
_LABELS = tuple(
    (style, re.compile(r"\s*" + pattern), template)
    for style, pattern, template in (
        ("chapter", rf"第\s*{_EITHER}\s*{_UNIT_OF_TEXT}", "第{numeral}{unit}"),
        ("han_bracket", rf"[（(]\s*{_HAN}\s*[）)]{_MAYBE_MARK}", "（{numeral}）"),
        ("han_bracket", f"(?P<numeral>[{_BRACKETED_HAN}]){_MAYBE_MARK}", "（{numeral}）"),
        ("han_close", rf"{_HAN}\s*[）)]{_MAYBE_MARK}", "{numeral}）"),
        ("han", _HAN + _MARK, "{numeral}"),
        ("han", rf"{_HAN}\s*(?P<mark>)\Z", "{numeral}"),
        ("arabic_bracket", rf"[（(]\s*{_ARABIC}\s*[）)]{_MAYBE_MARK}", "（{numeral}）"),
        ("arabic_bracket", f"(?P<numeral>[{_BRACKETED}]){_MAYBE_MARK}", "（{numeral}）"),
        ("arabic_close", rf"{_ARABIC}\s*[）)]{_MAYBE_MARK}", "{numeral}）"),
        ("arabic", f"(?P<numeral>[{_STOPPED}]){_MAYBE_MARK}", "{numeral}"),
        ("arabic", _ARABIC + _NO_DECIMAL, "{numeral}"),
        ("circled", f"(?P<numeral>[{_CIRCLED}]){_MAYBE_MARK}", "{numeral}"),
    )
)
_NUMBER = re.compile(
    rf"\s*(?P<printed>[（(]?\s*(?P<bracketed>[{_DIGIT}]{{1,3}})\s*[）)]"
    rf"|(?P<enclosed>[{_CIRCLED}{_BRACKETED}{_STOPPED}])|(?P<bare>[{_DIGIT}]{{1,3}}))"
    r"(?P<mark>[ \t]*[、．.])?(?P<space>\s*)"
)
_SECOND_IN_BRACKETS = re.compile(
    f"[至到和—~～]?(?:[{_ENCLOSED}]|[（(][0-9一二三四五六七八九十]+[）)])"
)
_SECOND_OF_A_LIST = re.compile(
    f"(?:[一二三四五六七八九十]+|[{_DIGIT}]{{1,3}})(?:[、和季级期类线产批号日]|\\Z)"
)
_DATE_OR_HOTLINE = re.compile(r"(?:19|20)\d\d年|\d\d?月|\d{5}")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
_GOES_ON = re.compile(r"[-–—−~～至到/／:：+＋,，;；.．。)）\]”’》〉%％‰℃°]|\d\d?年")
_UNIT = re.compile(
    "[年月日号时分秒个项次件家类名人位份条款批期季级度天周元万亿千百十余多倍所座处场台套篇部章节本户种点"
    "页岁届轮档步楼栋层米吨亩]|小时|公里|平方"
)
# The price: 1本 is refused and 1本级 is not; a word missing here hides a number that is
# printed without a mark and without a column of its own.
_WORD_LIKE_A_UNIT = re.compile(
    "年度|年报|日常|号召|时刻|分类|分级|分析|分解|分步|分期|分工|分管|个人|个体|项目|家庭|家政|类别|名录|名单|名称|"
    "人民|人大|人员|人才|人事|人口|人社|人力|位置|条例|款项|批复|批准|级别|周密|周边|千方百计|百姓|多措|多渠道|多元|"
    "多种|多形式|多方|多样|多层|所属|所有|所在|座谈|处置|处理|处罚|场所|场景|台账|台帐|部门|部署|章程|节约|节能|节水|"
    "节假|本地|本级|本部|本单位|本年|户籍|种植|种子|种业|页面|档案|步骤|层层|元旦|十四五|十三五|十五五"
)
