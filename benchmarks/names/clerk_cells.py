"""Cells of responsibility as clerks write them, made from a seed, each with what it means."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model import Role

Party = tuple[str, str, bool]
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is printed, and what it means; `role` is what a column's header would say."""

    kind: str
    printed: str
    parties: tuple[Party, ...]
    and_others: bool = False
    role: Role | None = None


def kinds_of_bodies(path: Path) -> tuple[Names, ...]:
    """The names of each kind of body in a file."""
    kinds: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            kinds.append([])
        else:
            kinds[-1] += line.split()
    return tuple(tuple(dict.fromkeys(names)) for names in kinds if names)


def ledger(draw: random.Random, kinds: tuple[Names, ...], tasks: int) -> tuple[Cell, ...]:
    """The cells of one ledger: its body's names, some of which come again and again."""
    kind = draw.choice(kinds)
    names = tuple(draw.sample(kind, min(len(kind), draw.randint(12, 30))))
    return tuple(_cell(draw, names) for _ in range(tasks))


def _cell(draw: random.Random, names: Names) -> Cell:
    """A cell of one of the forms, laid out as a page or a Word file would have it."""
    kind = draw.choice(tuple(_FORMS))
    made = _FORMS[kind](draw, names)
    chance = draw.random()
    if "\n" in made.printed or kind in _UNMARKED:
        return replace(made, kind=kind)
    if chance < 0.3:
        printed = _wrapped(made.printed, draw.randint(4, 16))
        return replace(made, kind=f"{kind}, wrapped", printed=printed)
    if chance < 0.36:
        return replace(made, kind=f"{kind}, spaced", printed=" ".join(made.printed))
    if chance < 0.46:
        # Half-width marks, as many a keyboard gives them.
        return replace(made, kind=kind, printed=made.printed.translate(_HALF))
    if chance < 0.56:
        printed = _cut_once(draw, made.printed)
        return replace(made, kind=f"{kind}, cut by a page", printed=printed)
    return replace(made, kind=kind)


def _wrapped(text: str, width: int) -> str:
    """Lines of `width` characters; a mark does not begin a line, and a bracket ends none."""
    lines, line = [], ""
    for character in text:
        if len(line) >= width and character not in "、，；：。）":
            carried = line[-1] if line[-1] == "（" else ""
            lines.append(line.removesuffix("（"))
            line = carried
        line += character
    return "\n".join((*lines, line))


def _cut_once(draw: random.Random, text: str) -> str:
    """Broken in one place, as by the end of a page."""
    ends = [end for end in range(1, len(text)) if text[end] not in "、，；：。）"]
    end = draw.choice(ends or [len(text)])
    return text[:end] + "\n" + text[end:]


def _all(names: list[str], role: str = "responsible") -> tuple[Party, ...]:
    return tuple((name, role, False) for name in names)


def _some(draw: random.Random, names: Names, least: int = 1, most: int = 5) -> list[str]:
    return draw.sample(names, draw.randint(least, most))


def _listed(draw: random.Random, names: Names) -> Cell:
    some = _some(draw, names, 1, 7)
    mark = draw.choice(("、", "、", "、", "，", "；", "， ", "、 ", " 、"))
    tail = draw.choice(("", "", "", "", *_OTHERS))
    return Cell("", mark.join(some) + tail, _all(some), bool(tail))


def _lined(draw: random.Random, names: Names) -> Cell:
    """A paragraph or some spaces a name."""
    some = _some(draw, names, 2, 6)
    return Cell("", draw.choice(("\n", "\n", " ", "　", "  ")).join(some), _all(some))


def _lined_narrow(draw: random.Random, names: Names) -> Cell:
    """A paragraph a name in a narrow column of a PDF: long names take two lines."""
    some = _some(draw, names, 2, 5)
    width = draw.randint(6, 10)
    return Cell("", "\n".join(_wrapped(name, width) for name in some), _all(some))


def _together(draw: random.Random, names: Names) -> Cell:
    some = _some(draw, names, 2, 4)
    return Cell("", "".join(some), _all(some))


def _mark_lost(draw: random.Random, names: Names) -> Cell:
    """A list in which one mark was forgotten."""
    some = _some(draw, names, 3, 6)
    lost = draw.randrange(1, len(some))
    printed = "、".join(some[:lost]) + "、".join(some[lost:])
    return Cell("", printed, _all(some))


def _and(draw: random.Random, names: Names) -> Cell:
    some = _some(draw, names, 2, 4)
    word = draw.choice(("和", "和", "与", "及", "以及"))
    return Cell("", "、".join(some[:-1]) + word + some[-1], _all(some))


def _led(draw: random.Random, names: Names) -> Cell:
    leads, support = _two_lists(draw, names, most_leads=1)
    others = draw.choice(("", "", "等", "等单位"))
    form = draw.choice(_LED)
    printed = form.format("、".join(leads), "、".join(support) + others)
    return Cell("", printed, _all(leads, "lead") + _all(support, "support"), bool(others))


def _several_leads(draw: random.Random, names: Names) -> Cell:
    leads, others = _two_lists(draw, names, most_leads=3)
    form, role = draw.choice(_SEVERAL)
    printed = form.format("、".join(leads), "、".join(others))
    return Cell("", printed, _all(leads, "lead") + _all(others, role), "等" in form)


def _sections(draw: random.Random, names: Names) -> Cell:
    leads, others = _two_lists(draw, names, most_leads=2)
    first, second, role = draw.choice(_LABELS)
    between = draw.choice(("；", "；", "。", "\n", "，", " ", ""))
    mark = draw.choice(("、", "、", "，"))
    colon = draw.choice("：：:")
    printed = f"{first}{colon}{'、'.join(leads)}{between}{second}{colon}{mark.join(others)}"
    return Cell("", printed, _all(leads, "lead") + _all(others, role))


def _role_behind_each(draw: random.Random, names: Names) -> Cell:
    lead, *others = _some(draw, names, 2, 5)
    words, form, role = draw.choice(_BEHIND_EACH)
    printed = "、".join((lead + words, *(form.format(name) for name in others)))
    return Cell("", printed, (*_all([lead], "lead"), *_all(others, role)))


def _one_role(draw: random.Random, names: Names) -> Cell:
    some = _some(draw, names, 2, 5)
    form, role = draw.choice(_ONE_ROLE)
    return Cell("", form.format("、".join(some)), _all(some, role), "等" in form)


def _groups(draw: random.Random, names: Names) -> Cell:
    some, group = _some(draw, names, 1, 3), draw.choice(_GROUPS)
    form, role_of_names, role = draw.choice(_WITH_GROUP)
    printed = form.format("、".join(some), group)
    return Cell("", printed, (*_all(some, role_of_names), (group, role, True)))


def _two_names(draw: random.Random, names: Names) -> Cell:
    """Some names have a second one in brackets."""
    plain = [name for name in names if "（" not in name]
    some = _some(draw, tuple(plain), 3, 6)
    shown = [f"{some[0]}（{some[1]}）", *some[2:]]
    draw.shuffle(shown)
    if len(shown) > 2 and draw.random() < 0.5:
        printed = f"（{shown[0]}牵头，{'、'.join(shown[1:])}配合）"
        return Cell("", printed, _all(shown[:1], "lead") + _all(shown[1:], "support"))
    return Cell("", "、".join(shown), _all(shown))


def _column(draw: random.Random, names: Names) -> Cell:
    """A column of its own for each role: its header says what no word in the cell says."""
    role: Role = draw.choice(("lead", "support", "responsible"))
    made = draw.choice((_listed, _lined))(draw, names)
    parties = tuple((name, str(role), group) for name, _, group in made.parties)
    return replace(made, parties=parties, role=role)


def _words_on_lines(draw: random.Random, names: Names) -> Cell:
    """Words of role on lines of their own."""
    leads, others = _two_lists(draw, names, most_leads=2)
    form, role = draw.choice(_ON_LINES)
    printed = form.format("\n".join(leads), "\n".join(others), "、".join(leads), "、".join(others))
    return Cell("", printed, _all(leads, "lead") + _all(others, role))


def _roles_together(draw: random.Random, names: Names) -> Cell:
    """No mark behind a word of role."""
    leads, others = _two_lists(draw, names, most_leads=2)
    form, role = draw.choice(_ROLES_TOGETHER)
    printed = form.format("、".join(leads), "、".join(others))
    return Cell("", printed, _all(leads, "lead") + _all(others, role))


def _two_lists(draw: random.Random, names: Names, most_leads: int) -> tuple[list[str], list[str]]:
    leads = draw.randint(1, most_leads)
    some = draw.sample(names, leads + draw.randint(1, 4))
    return some[:leads], some[leads:]


_HALF = str.maketrans("（），；：", "(),;:")
_FORMS: dict[str, Callable[[random.Random, Names], Cell]] = {
    "list": _listed,
    "line each": _lined,
    "line each, narrow": _lined_narrow,
    "together": _together,
    "mark lost": _mark_lost,
    "and": _and,
    "lead and support": _led,
    "several leads": _several_leads,
    "sections": _sections,
    "role behind each": _role_behind_each,
    "one role": _one_role,
    "groups": _groups,
    "two names": _two_names,
    "column": _column,
    "words on lines": _words_on_lines,
    "roles together": _roles_together,
}
_UNMARKED = ("together", "mark lost", "roles together", "line each")
_OTHERS = ("等", "等部门", "等单位", "等有关单位", "等相关部门", "等5个部门", "等部门（单位）")
_LED = (
    "{0}牵头，{1}配合",
    "{0}牵头，{1}参与",
    "{0}负责，{1}配合",
    "{0}主办，{1}协办",
    "{0}牵头；{1}协助",
    "{0}会同{1}",
    "由{0}会同{1}负责",
    "{0}会同{1}落实",
    "（{0}牵头，{1}参加）",
    "（{0}负责；{1}配合）",
    "由{0}牵头，会同{1}办理",
    "{0}牵头负责，{1}配合落实",
    "{0}（牵头），{1}（配合）",
    "{0}牵头组织，{1}协同配合",
    "{0}牵头实施，{1}按职责配合",
)
_SEVERAL = (
    ("{0}牵头，{1}等按职责分工负责", "responsible"),
    ("{0}牵头，{1}按职责分工负责", "responsible"),
    ("{0}分别牵头，{1}配合", "support"),
    ("{0}共同牵头，{1}等参与", "support"),
    ("{0}牵头；{1}按照职责分工负责", "responsible"),
    ("{0}牵头，{1}等部门配合", "support"),
    ("{0}等牵头，{1}配合", "support"),
    ("（{0}牵头，{1}等部门按职责分工负责）", "responsible"),
)
_LABELS = (
    ("牵头单位", "配合单位", "support"),
    ("牵头单位", "责任单位", "responsible"),
    ("牵头部门", "配合部门", "support"),
    ("牵头处室", "配合处室", "support"),
    ("牵头科室", "责任科室", "responsible"),
    ("主办单位", "协办单位", "support"),
    ("牵头", "配合", "support"),
    ("主责部门", "协同部门", "support"),
    ("牵头单位", "参与单位", "support"),
    ("牵头单位", "参加单位", "support"),
    ("牵头责任单位", "配合责任单位", "responsible"),
)
_BEHIND_EACH = (
    ("（牵头）", "{}", "responsible"),
    ("（牵头）", "{}（配合）", "support"),
    ("（牵头单位）", "{}（配合单位）", "support"),
    ("（主办）", "{}（协办）", "support"),
    ("牵头", "{}配合", "support"),
    ("(牵头)", "{}", "responsible"),
)
_ONE_ROLE = (
    ("{0}分别牵头", "lead"),
    ("{0}共同牵头", "lead"),
    ("{0}按职责分工负责", "responsible"),
    ("{0}按职责分工落实", "responsible"),
    ("{0}（按职责分工负责）", "responsible"),
    ("{0}，按职责分工负责", "responsible"),
    ("{0}根据各自职责分工负责", "responsible"),
    ("{0}分别负责", "responsible"),
    ("责任单位：{0}", "responsible"),
    ("（责任单位：{0}）", "responsible"),
    ("责任部门:{0}", "responsible"),
    ("【责任单位：{0}】", "responsible"),
    ("由{0}负责", "responsible"),
    ("{0}负责落实", "responsible"),
    ("{0}等按职责分工负责", "responsible"),
)
_GROUPS = (
    "其他部门（单位）",
    "各有关部门",
    "有关单位",
    "相关处室",
    "各处室",
    "各科室",
    "各县（市、区）人民政府",
    "各市、县（区）政府",
    "各乡镇人民政府（街道办事处）",
    "各乡镇（街道）",
    "市直各单位",
    "省直有关单位",
    "其他有关部门",
    "各直属单位",
    "各学院",
    "厅直属各单位",
    "机关各处（科）室",
    "各成员单位",
    "各相关责任单位",
    "全体教职工",
    "各设区市人民政府",
)
_WITH_GROUP = (
    ("{0}牵头，{1}配合", "lead", "support"),
    ("{0}牵头，{1}按职责分工负责", "lead", "responsible"),
    ("{0}、{1}", "responsible", "responsible"),
    ("{0}，{1}", "responsible", "responsible"),
    ("{0}会同{1}", "lead", "support"),
    ("{0}和{1}", "responsible", "responsible"),
    ("牵头单位：{0}；责任单位：{1}", "lead", "responsible"),
    ("{0}、{1}按职责分工负责", "responsible", "responsible"),
    ("{0}及{1}", "responsible", "responsible"),
    ("{0}牵头，{1}参与", "lead", "support"),
)
_ON_LINES = (
    ("牵头：\n{0}\n配合：\n{1}", "support"),
    ("牵头单位：\n{2}\n责任单位：\n{3}", "responsible"),
    ("{0}\n（牵头）\n{1}\n（配合）", "support"),
    ("{2}\n牵头\n{3}\n配合", "support"),
    ("{2}牵头\n{3}配合", "support"),
    ("牵头单位：{2}\n配合单位：{1}", "support"),
    ("{0}牵头\n{1}按职责分工负责", "responsible"),
)
_ROLES_TOGETHER = (
    ("{0}牵头{1}配合", "support"),
    ("{0}负责{1}参与", "support"),
    ("{0}牵头{1}按职责分工负责", "responsible"),
    ("{0}牵头会同{1}落实", "support"),
    ("牵头单位：{0}配合单位：{1}", "support"),
    ("{0}主办{1}协办", "support"),
)
