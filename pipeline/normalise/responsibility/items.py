"""The items of a responsibility cell: what stands between two marks, its names and its role.

The text is cut at the marks outside brackets, and the words of role (牵头, 配合, 负责) are taken
from the names; `roles` tells how far back they reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pipeline.normalise.responsibility.name_breaks import (
    BREAK,
    MARKS,
    Known,
    cut_outside_brackets,
    is_open,
)
from pipeline.normalise.responsibility.role_words import (
    Said,
    bare_name,
    is_group_in_front,
    mark_sections,
    split_aside,
    split_others,
    split_phrase,
    split_phrase_inside,
    split_section,
    split_unsure,
)
from pipeline.normalise.responsibility.run_together import told_apart
from pipeline.normalise.responsibility.seams import NATIONAL
from pipeline.text.numbering import split_label

Joint = Literal["list", "comma", "stop", "with"]


@dataclass(frozen=True, slots=True)
class Item:
    """What stands between two marks of a cell: its names, and the role that its words give.

    `joint` is the mark in front. `alone`: the role is this item's own, and not that of the
    items before it as well. `section` is the role of a label above (`牵头单位：`). `unread` are
    words that are neither a name nor a role, and `doubt` says how else the names may be parted.
    """

    joint: Joint
    names: tuple[str, ...]
    said: Said | None = None
    alone: bool = False
    and_others: bool = False
    section: Said | None = None
    unread: str = ""
    doubt: str = ""


def items(marked: str, known: Known) -> Iterator[Item]:
    """The items of a cell whose breaks are marked, each with the section that it stands in."""
    text = mark_sections(without_brackets_around(marked), BREAK)
    section: Said | None = None
    is_aside = False
    parts = tuple(_join_areas(cut_outside_brackets(text, MARKS + BREAK)))
    marks_behind = (*(mark for mark, _ in parts[1:]), "")
    for (mark, part), behind in zip(parts, marks_behind, strict=True):
        label, rest = split_section(part)
        aside = None if label else split_aside(part)
        section = label or (None if aside else section)
        if label or aside:
            is_aside = aside is not None and aside.names_nobody
        joint: Joint = "stop" if label or aside else _JOINTS.get(mark, "comma")
        if is_aside:
            yield Item("stop", (), unread=part)
            continue
        rest = aside.rest if aside else rest
        for item in _read(joint, rest, known, goes_on=behind == "、"):
            if item.names or item.said or item.and_others or item.unread:
                unread = aside.label if aside and not item.unread else item.unread
                yield replace(item, section=section, unread=unread)


def without_brackets_around(text: str) -> str:
    """（办公室牵头，各有关处室配合） says what it holds."""
    text = text.translate(_LENTICULAR).strip(_STRAY)
    while text.startswith("（") and text.endswith("）") and not is_open(text[1:-1]):
        text = text[1:-1].strip(_STRAY)
    return text


def _join_areas(parts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """各市、县（区）人民政府 is one group, cut by its own 、 only."""
    held_mark, held = "", ""
    for mark, part in parts:
        area = _AREA_AT_THE_END.search(held)
        if mark == "、" and area and _AREA_GOES_ON.search(f"{area['area']}、{part}"):
            held += mark + part
        else:
            if held:
                yield held_mark, held
            held_mark, held = mark, part
    yield held_mark, held


def _read(joint: Joint, text: str, known: Known, *, goes_on: bool = False) -> tuple[Item, ...]:
    """The item or items of one text between marks. `goes_on`: its list has more behind it."""
    text = _without_number(text).strip(_STRAY)
    for reading in _READINGS:
        items = reading(joint, text, known)
        if items:
            return items
    return (_named(joint, text, known, goes_on=goes_on),)


def _without_number(text: str) -> str:
    label = split_label(text)
    return label.rest if label and label.style.startswith(("arabic", "circled")) else text


def _role_in_brackets(joint: Joint, text: str, known: Known) -> tuple[Item, ...]:
    """A（牵头）, which speaks of A alone, and A（B配合）."""
    found = _LAST_BRACKETS.fullmatch(text)
    if found is None:
        return ()
    unsure = split_unsure(found["inner"])
    if unsure is not None and unsure[0] == "":
        return (replace(_named(joint, found["name"], known), unread=found["inner"]),)
    phrase = split_phrase(found["inner"])
    if phrase is not None and phrase.name == "":
        item = _named(joint, found["name"], known, phrase.said)
        return (replace(item, alone=not phrase.is_joint),)
    if phrase is not None or found["inner"].startswith("会同"):
        inner = cut_outside_brackets(found["inner"], MARKS)
        said: Said | None = "duty" if phrase is None else None
        return (
            _named(joint, found["name"], known, said),
            *(
                item
                for mark, part in inner
                for item in _read(_JOINTS.get(mark, "comma"), part, known)
            ),
        )
    return ()


def _together(joint: Joint, text: str, known: Known) -> tuple[Item, ...]:
    """A会同B: A leads, and B supports."""
    if joint == "comma" and _WITH_A_COUNTY.match(text):
        return _read("with", text.removeprefix("会同"), known)
    found = _TOGETHER.fullmatch(text)
    if found is None:
        return ()
    left, right = bare_name(found["left"]), found["right"]
    if found["word"] == "联合" and not (known.is_whole(left) and known.is_whole(bare_name(right))):
        return ()
    return (_named(joint, left, known, "duty" if left else None), *_read("with", right, known))


def _two_roles(joint: Joint, text: str, known: Known) -> tuple[Item, ...]:
    """A牵头B配合, without a mark between."""
    found = split_phrase_inside(text)
    if found is None or not all(
        known.is_whole(bare_name(one)) for one in (found[0].name, found[1])
    ):
        return ()
    phrase, rest = found
    return (_named(joint, phrase.name, known, phrase.said), *_read("comma", rest, known))


def _role_behind(joint: Joint, text: str, known: Known) -> tuple[Item, ...]:
    """A牵头; and 按职责分工负责 alone, which speaks of all before it."""
    phrase = split_phrase(text)
    return () if phrase is None else (_named(joint, phrase.name, known, phrase.said),)


def _role_and_more(joint: Joint, text: str, known: Known) -> tuple[Item, ...]:
    """A牵头, and then words that say what it does: A is taken, and the words are reported."""
    found = split_phrase_inside(text)
    if found is None or not known.is_whole(bare_name(found[0].name)):
        return ()
    phrase, rest = found
    return (replace(_named(joint, phrase.name, known, phrase.said), unread=rest),)


def _unsure_role(joint: Joint, text: str, known: Known) -> tuple[Item, ...]:
    """A统筹协调: what that makes of A nobody has laid down, so it is reported."""
    found = split_unsure(text)
    if found is None or split_phrase(found[0]) or not _is_party(bare_name(found[0]), known):
        return ()
    return (replace(_named(joint, found[0], known), unread=found[1]),)


def _named(
    joint: Joint, text: str, known: Known, said: Said | None = None, *, goes_on: bool = False
) -> Item:
    text, and_others = split_others(_AND_IN_FRONT.sub("", text).removeprefix("由"))
    parts = tuple(_divide(text.strip(_STRAY), known, goes_on=goes_on))
    apart = [told_apart(one, known) for one in parts]
    names = tuple(name for one in apart for name in one.names)
    doubt = next((one.doubt for one in apart if one.doubt), "")
    if not goes_on and not doubt:
        doubt = (
            _doubtful_join(parts[0], known)
            if len(parts) == 1
            else _doubtful_pair(parts, text, known)
        )
    return Item(joint, names, said, and_others=and_others, doubt=doubt)


def _divide(text: str, known: Known, *, goes_on: bool) -> Iterator[str]:
    """The names that 和 joins; a 和 inside a name (社区治理处's) has no name before it.

    Of a list 和 joins the last two: where the list goes on behind it, it is inside a name. And it
    is where what stands before it ends as many words do that are no names (林场, 企业). Names that
    are known are told apart all the same.
    """
    for left, right in _joined(text, known):
        are_known = known.has(left) and known.has(right)
        if are_known or not (goes_on or _may_be_a_word(left, right, known)):
            yield left
            yield from _divide(right, known, goes_on=goes_on)
            return
    if text:
        yield text.replace(BREAK, "")


def _joined(text: str, known: Known) -> Iterator[tuple[str, str]]:
    """What stands before and behind each 和 that may join two names."""
    for found in _AND.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if known.has(text) or is_open(left) or _AREA.fullmatch(left):
            continue
        if (known.is_whole(left) or _of_one_level(left, right)) and _is_party(right, known):
            yield left, right


def _of_one_level(left: str, right: str) -> bool:
    """省中华职教社及省残疾人联合会: two bodies of one level, whatever the first is called."""
    return len(left) > 3 and left[0] in "省市县区" and right.startswith(left[0])


def _may_be_a_word(left: str, right: str, known: Known) -> bool:
    """国有林场 in front of 和种苗管理处: more likely a matter than a body of its own."""
    return (
        _WORD_LIKE.search(left) is not None
        and not known.has(left)
        and left[-1] != right[-1]
        and not is_group_in_front(right)
    )


def _doubtful_join(text: str, known: Known) -> str:
    """A doubt about a name that was kept whole although 和 may join two in it."""
    for left, right in _joined(text, known):
        return f"it can be read as {left}、{right} as well"
    return ""


def _doubtful_pair(parts: tuple[str, ...], text: str, known: Known) -> str:
    """A doubt about two that 和 or 与 joined: 博物馆与社会文物处 may be one name.

    及 and / hardly stand within one. Nor is there a doubt where the ledger shows one of them by
    itself, a place or a level stands before the first, or both end alike.
    """
    for left, right in pairwise(parts):
        if (
            re.search(f"{re.escape(left)}[和与]", text)
            and not (known.has(left) or known.has(right) or is_group_in_front(right))
            and left[-1] != right[-1]
            and not _STANDS_BY_ITSELF.match(left)
        ):
            return f"{left} and {right} may be one name"
    return ""


def _is_party(text: str, known: Known) -> bool:
    return known.is_whole(text) or is_group_in_front(text)


_LENTICULAR = str.maketrans("【】", "（）")
# * and ★ point out a name, and are no part of it.
_STRAY = MARKS + BREAK + " *＊★"
_JOINTS: dict[str, Joint] = {"": "stop", "、": "list", "；": "stop", ";": "stop", "。": "stop"}
_LAST_BRACKETS = re.compile("(?P<name>.+?)（(?P<inner>[^（）]+)）")
# 会同县 is a county, 联合会 and 联合社 are federations, and 社会 is a word, but not in 供销社会同.
_TOGETHER = re.compile(
    "(?P<left>.*?)(?P<word>(?:(?<!社)|(?<=[作总合华版销]社))会同(?!县)|(?<=[^省市州])会同(?=县.{2})|联合(?![会国办]|社(?![会科区保])))(?P<right>.+)"
)
_AND = re.compile("以及|[和与及/／]")
_STANDS_BY_ITSELF = re.compile(
    f".{{0,3}}[省市县区州旗乡镇厅局委](?=.{{2}})|{NATIONAL}|.*办公室$|.*[（）]|.*党委$|团委|工会|机关"
)
_WORD_LIKE = re.compile("(?:社区|社会|市县|[场业村园校])$")
_AREA = re.compile(
    "(?:[全本]?[省市县区]?各|有关|相关|其他|其它)?"
    "(?:省|自治区|直辖市|设区市|市|县|区|州|盟|旗|乡|镇|街道|[、和]|（[^（）]*）)+"
)
# Downwards (各市、县民政局) it is one group whatever follows; 各乡镇、县民政局 are two parties.
_AREA_GOES_ON = re.compile(
    "、(?:自治区|直辖市|市|县|区|州|盟|旗|乡|镇|街道)(?:（[^（）]*）)?(?:$|人民政府|政府|街道|办事处)"
    "|(?:省|自治区)(?:（[^（）]*）)?、[市州县区]|[市州盟](?:（[^（）]*）)?、[县区旗乡镇]"
    "|[县区旗](?:（[^（）]*）)?、[乡镇街]"
)
# 和 at the head of a line joins the names, but not in 和平区 or 和县.
_AND_IN_FRONT = re.compile("^(?:以及|[与及]|和(?![平县顺龙静硕]|田[市县地]|政县))")
_WITH_A_COUNTY = re.compile("会同县.{2}")
_AREA_AT_THE_END = re.compile(f"(?:^|[和与及同：:])(?P<area>{_AREA.pattern})$")
_READINGS = (
    _role_in_brackets,
    _together,
    _two_roles,
    _role_behind,
    _unsure_role,
    _role_and_more,
)
