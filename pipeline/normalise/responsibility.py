"""Who answers for a task (责任部门): the parties of a cell, each with its role.

The text is cut into items at the marks outside brackets, and the words of role (牵头, 配合,
负责) give each item its role. `name_breaks` tells first which white space parts two names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.departments import doubts, identify, is_collective, looks_whole
from pipeline.findings import finding
from pipeline.model import Finding, Party, Responsibility, Role
from pipeline.normalise.name_breaks import (
    BREAK,
    MARKS,
    Known,
    cut_outside_brackets,
    is_open,
    mark_breaks,
)
from pipeline.normalise.role_words import (
    Said,
    bare_name,
    mark_sections,
    split_others,
    split_phrase,
    split_phrase_inside,
    split_section,
)
from pipeline.normalise.run_together import is_one_name, may_be_two, told_apart
from pipeline.text.cleaning import clean
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


def responsibility(
    text: str, known: Known, role: Role | None = None
) -> tuple[Responsibility, tuple[Finding, ...]]:
    """The parties that a cell names, in printed order, and what is doubtful about them.

    `text` may hold line breaks: whether one parts two names or runs through one is decided
    here. `role` is what the header of a column says of every party without a word of role.
    """
    marked = mark_breaks(text, known)
    printed = clean(marked.replace(BREAK, ""))
    if printed in _NOTHING:
        return Responsibility(text=printed, and_others=False, parties=()), ()
    items = tuple(_items(marked, known))
    answer = Responsibility(
        text=printed,
        and_others=any(item.and_others for item in items),
        parties=_stronger_once(_parties(items, role, known)),
    )
    names = (name for item in items for name in item.names)
    return answer, (*_doubts(answer, items), *doubts(names, known.issuer, known.register))


def with_names_shown(known: Known, cells: Iterable[str]) -> Known:
    """`known`, and the names that cells of one ledger print in clear form, whatever their order.

    A name is clear that stands on one line, between marks, or alone and with nothing in it that
    might part it. What has the form of two names is not clear.
    """
    seen = {name for text in cells for name in _clear_names(text)}
    return replace(known, shown=frozenset(name for name in seen if is_one_name(name, known)))


def _clear_names(text: str) -> Iterator[str]:
    text = text.replace("(", "（").replace(")", "）")
    parts = [part.strip() for _, part in cut_outside_brackets(text, MARKS)]
    for part in parts:
        name = clean(bare_name(part.strip("（）") if is_open(part) else part))
        if (
            len(part) > _LONGEST_NAME
            or _UNCLEAR.search(part)
            or _UNCLEAR.search(name)
            or is_collective(name)
        ):
            continue
        has_marks = len(parts) > 1 and not _AND.search(name) and _LIKE_A_NAME.fullmatch(name)
        if has_marks or (looks_whole(name) and not may_be_two(name)):
            yield name


def responsibility_within(text: str, known: Known) -> tuple[Responsibility, tuple[Finding, ...]]:
    """The responsibility in brackets at the end of a requirement; blank where none is sure."""
    found = _AT_THE_END.search(text)
    if found is not None and _OF_ROLES.search(found[0]):
        answer, told = responsibility(found["said"], known)
        if answer.parties and all(doubt.code == "unknown_department" for doubt in told):
            return answer, told
    return Responsibility(text="", and_others=False, parties=()), ()


def combine(columns: Iterable[tuple[str, Responsibility]]) -> Responsibility:
    """One responsibility of columns that each hold a role: `牵头单位：…；责任单位：…`.

    Takes each column's header and value in printed order; a blank value says nothing.
    """
    filled = [(header.rsplit("/", 1)[-1], value) for header, value in columns if value.text]
    return Responsibility(
        text="；".join(f"{header}：{value.text}" for header, value in filled),
        and_others=any(value.and_others for _, value in filled),
        parties=tuple(dict.fromkeys(party for _, value in filled for party in value.parties)),
    )


def _items(marked: str, known: Known) -> Iterator[Item]:
    """The items of a cell whose breaks are marked, each with the section that it stands in."""
    text = mark_sections(_without_brackets_around(marked), BREAK)
    section: Said | None = None
    for mark, part in _join_areas(cut_outside_brackets(text, MARKS + BREAK)):
        label, rest = split_section(part)
        section = label or section
        joint: Joint = "stop" if label else _JOINTS.get(mark, "comma")
        for item in _read(joint, rest, known):
            if item.names or item.said or item.and_others:
                yield replace(item, section=section)


def _without_brackets_around(text: str) -> str:
    """（办公室牵头，各有关处室配合） says what it holds."""
    text = text.translate(_LENTICULAR).strip(_STRAY)
    while text.startswith("（") and text.endswith("）") and not is_open(text[1:-1]):
        text = text[1:-1].strip(_STRAY)
    return text


def _join_areas(parts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """各市、县（区）人民政府 is one group, cut by its own 、 only."""
    held_mark, held = "", ""
    for mark, part in parts:
        if mark == "、" and _AREA.fullmatch(held) and _AREA_GOES_ON.search(f"{held}、{part}"):
            held += mark + part
        else:
            if held:
                yield held_mark, held
            held_mark, held = mark, part
    yield held_mark, held


def _read(joint: Joint, text: str, known: Known) -> tuple[Item, ...]:
    """The item or items of one text between marks."""
    text = _without_number(text).strip(_STRAY)
    for reading in (_role_in_brackets, _together, _two_roles, _role_behind, _role_and_more):
        items = reading(joint, text, known)
        if items:
            return items
    return (_named(joint, text, known),)


def _without_number(text: str) -> str:
    label = split_label(text)
    return label.rest if label and label.style.startswith(("arabic", "circled")) else text


def _role_in_brackets(joint: Joint, text: str, known: Known) -> tuple[Item, ...]:
    """A（牵头）, which speaks of A alone, and A（B配合）."""
    found = _LAST_BRACKETS.fullmatch(text)
    if found is None:
        return ()
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


def _named(joint: Joint, text: str, known: Known, said: Said | None = None) -> Item:
    text, and_others = split_others(_AND_IN_FRONT.sub("", text).removeprefix("由"))
    apart = [told_apart(one, known) for one in _divide(text.strip(_STRAY), known)]
    names = tuple(name for one in apart for name in one.names)
    doubt = next((one.doubt for one in apart if one.doubt), "")
    return Item(joint, names, said, and_others=and_others, doubt=doubt)


def _divide(text: str, known: Known) -> Iterator[str]:
    """The names that 和 joins; a 和 inside a name (社区治理处's) has no name before it."""
    for found in _AND.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if known.has(text) or is_open(left) or _AREA.fullmatch(left):
            continue
        if known.is_whole(left) and known.is_whole(right):
            yield left
            yield from _divide(right, known)
            return
    if text:
        yield text.replace(BREAK, "")


def _parties(items: tuple[Item, ...], role: Role | None, known: Known) -> Iterator[Party]:
    said = [
        _said_here(own, item.section or role)
        for own, item in zip(_roles(items), items, strict=True)
    ]
    duty: Role = "lead" if "support" in said else "responsible"
    for one, item in zip(said, items, strict=True):
        for printed in item.names:
            named = identify(printed, known.issuer, known.register)
            if named.name:
                yield Party(
                    name=named.name,
                    role=duty if one == "duty" else one,
                    collective=is_collective(named.name) and not named.known,
                    known=named.known,
                )


def _said_here(own: Said | None, above: Said | None) -> Said:
    """牵头 and 配合 say what they say anywhere; other words give way to the label or header."""
    if own in ("lead", "support"):
        return own
    if own == "responsible":
        return own if above in (None, "duty") else above
    return above or own or "responsible"


def _roles(items: tuple[Item, ...]) -> tuple[Said | None, ...]:
    """The role that each item gets from its own words, or from the words behind the list."""
    roles: list[Said | None] = [None] * len(items)
    is_with = False
    for here, item in enumerate(items):
        is_with = item.joint == "with" or (is_with and item.joint == "list")
        if is_with:
            roles[here] = "support"
        elif item.said is not None:
            for reached in _reach(items, roles, here):
                roles[reached] = item.said
    return tuple(roles)


def _reach(items: tuple[Item, ...], roles: list[Said | None], here: int) -> Iterator[int]:
    """The items that the role of item `here` speaks of, from it backwards.

    A，B配合 speaks of B; A牵头，B，C配合 speaks of B and C, for A has its role; A，B负责 of both.
    """
    word = items[here]
    crosses = word.said != "support" or not word.names or "lead" in roles[:here]
    for reached in range(here, -1, -1):
        if reached < here and (roles[reached] or items[reached].section != word.section):
            return
        yield reached
        joint = items[reached].joint
        if word.alone or joint == "stop" or (joint == "comma" and not crosses):
            return


def _stronger_once(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once, where it stood first, with the strongest of its roles."""
    kept: dict[str, Party] = {}
    for party in parties:
        held = kept.get(party.name)
        if held is None or _STRENGTH.index(party.role) > _STRENGTH.index(held.role):
            kept[party.name] = party
    return tuple(kept.values())


def _doubts(answer: Responsibility, items: tuple[Item, ...]) -> Iterator[Finding]:
    if not answer.parties:
        yield _not_understood(answer.text, "no name was found in it")
    for item in items:
        if item.unread:
            yield _not_understood(answer.text, f"“{item.unread}” is neither a name nor a role")
        if item.doubt:
            message = f"“{answer.text}” has no mark between its names: {item.doubt}."
            yield finding("names_run_together", message, field="responsibility")
    for party in answer.parties:
        if _NO_NAME.search(party.name) or len(party.name) > _LONGEST_NAME or is_open(party.name):
            yield _not_understood(answer.text, f"“{party.name}” was kept whole as one party")
        elif not party.known and not party.collective:
            message = f"“{party.name}” is in no register; the name stands as printed."
            yield finding("unknown_department", message, field="responsibility")


def _not_understood(text: str, why: str) -> Finding:
    message = f"“{text}” was not wholly understood: {why}."
    return finding("responsibility_not_understood", message, field="responsibility")


_NOTHING = frozenset({"", "/", "／", "-", "－", "—", "——", "无"})
_LENTICULAR = str.maketrans("【】", "（）")
# * and ★ point out a name, and are no part of it.
_STRAY = MARKS + BREAK + " *＊★"
_JOINTS: dict[str, Joint] = {"": "stop", "、": "list", "；": "stop", ";": "stop", "。": "stop"}
_STRENGTH: tuple[Role, ...] = ("support", "responsible", "lead")
_LAST_BRACKETS = re.compile("(?P<name>.+?)（(?P<inner>[^（）]+)）")
# 会同县 is a county, and 联合会 a federation.
_TOGETHER = re.compile(
    "(?P<left>.*?)(?P<word>(?<!社)会同(?!县)|(?<=[厅局处科部室司委会站所])会同(?=县.{2})|联合(?![会国办]))(?P<right>.+)"
)
_AND = re.compile("以及|[和与及/／]")
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
_NO_NAME = re.compile(
    "牵头|配合|会同(?!县)|负责(?!人)|职责|分工|抓好|做好|落实|[。！？：；，]|[0-9]{4}"
)
_LONGEST_NAME = 30
_UNCLEAR = re.compile(rf"牵头|配合|会同(?!县)|负责|职责|{BREAK}|[：:。/／\s]|^$")
_LIKE_A_NAME = re.compile("[\u3400-\u9fff（）]{3,20}")
_AT_THE_END = re.compile("(?P<said>[（【][^（）【】]*(?:（[^（）]*）[^（）【】]*)*[）】])[。；]?$")
_OF_ROLES = re.compile(
    "牵头|主办|(?:责任|配合|承办|协办)(?:单位|部门|处室|科室)|(?:负责|配合|参与|落实)[，；）】]"
)
# 和 at the head of a line joins the names, but not in 和平区 or 和县.
_AND_IN_FRONT = re.compile("^[和与及](?![平县顺龙静硕]|田[市县地]|政县)")
