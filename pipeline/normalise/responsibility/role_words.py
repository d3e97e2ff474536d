"""The words around names in a responsibility cell: 牵头, 配合, 按职责分工负责, 等, 牵头单位："""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Role

# 负责 means the lead beside a supporting party, and a responsible party otherwise.
Said = Role | Literal["duty"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text split at its words of role: `A分别牵头` is `A`, lead.

    `is_joint`: the words speak of several (分别, 按职责分工), not of the last name alone.
    """

    name: str
    said: Said
    is_joint: bool


def split_phrase(text: str) -> Phrase | None:
    """The name and the role that a text ends in; the name is "" where it is all role."""
    found = _PHRASE.fullmatch(text)
    if found is None:
        return None
    return Phrase(found["name"], _said(found["words"]), bool(found["manner"]))


def split_phrase_inside(text: str) -> tuple[Phrase, str] | None:
    """A role in the middle of a text, and what follows it: `办公室牵头` | `信息中心配合`."""
    found = _PHRASE_INSIDE.fullmatch(text)
    if found is None:
        return None
    return Phrase(found["name"], _said(found["words"]), is_joint=False), found["rest"]


def split_others(text: str) -> tuple[str, bool]:
    """The text without an 等 (等部门, 等相关单位) at its end, and whether it had one."""
    stripped = _OTHERS.sub("", text)
    return stripped, stripped != text


def split_section(text: str) -> tuple[Said | None, str]:
    """The role of a label in front (`牵头单位：`), None without one, and the text after it."""
    found = _SECTION.match(text)
    return (None, text) if found is None else (_said_by_section(found[0]), text[found.end() :])


def mark_sections(text: str, mark: str) -> str:
    """`text` with `mark` before each label, for labels that follow one another without one."""
    return _SECTION.sub(lambda found: mark + found[0], text)


@dataclass(frozen=True, slots=True)
class Aside:
    """A text under a label that gives no role of the contract: `指导单位：`, `完成时限：`."""

    label: str
    rest: str
    names_nobody: bool


def split_aside(text: str) -> Aside | None:
    """A label in front that is none of a role."""
    found = _ASIDE.match(text)
    if found is None:
        return None
    return Aside(found[0], text[found.end() :], names_nobody=found["body"] is None)


def split_unsure(text: str) -> tuple[str, str] | None:
    """The name and the words of a role that the contract does not know: `办公室` | `统筹协调`."""
    found = _UNSURE.fullmatch(text)
    return None if found is None else (found["name"], found["words"])


def is_group_in_front(text: str) -> bool:
    """Does a text begin as a group does: 各, 其他, 有关, 全体?"""
    return _GROUP.match(text) is not None


def is_more_of_a_role(text: str) -> bool:
    """Is a text nothing but what may follow a word of role: 组织 behind 牵头?"""
    return _MORE.fullmatch(text) is not None


def bare_name(text: str) -> str:
    """The name alone, without the words around it."""
    _, text = split_section(text)
    phrase = split_phrase(text)
    text, _ = split_others(text if phrase is None else phrase.name)
    return text.removeprefix("由")


def _said(words: str) -> Said:
    for said, pattern in _MEANINGS:
        if pattern.search(words):
            return said
    return "duty"


def _said_by_section(label: str) -> Said:
    """配合/责任单位 holds both, and the contract calls them responsible."""
    if re.search("牵头|主办|主责", label):
        return "lead"
    if "责任" in label:
        return "responsible"
    return "duty" if re.search("负责|承办|实施|落实|执行|组织", label) else "support"


# 委员会办, 联合会办 and 工会办 are the head of an office's name that a line cuts, and no role.
_JOINS = "(?<![员合协事委工学商])会办(?!公)"
# 人民参与和促进法治处 is a name.
_TAKES_PART = "(?<!人民)(?<!公众)(?<!社会)(?<!群众)参与"
_MEANINGS: tuple[tuple[Said, re.Pattern[str]], ...] = (
    ("lead", re.compile("牵头|主办|主抓|主责")),
    ("support", re.compile(f"配合|协办|协助|参与|参加|协同|协作|支持|支撑|{_JOINS}")),
    ("responsible", re.compile("职责|职能|分工|各负其责|各司其职|各尽其责|分级|分头|属地")),
)
_HELPS = "(?<!政)协办(?!公)"
_MANNER = (
    "(?:(?:按|按照|根据|依据|依|结合|立足)(?:各自|单位|部门|本单位|本部门)?(?:工作)?(?:职责|职能|职|任务|分工)+(?:范围)?"
    "|在?各自职责范围内|职责分工|任务分工|分工|分级|分头|对口|按?属地(?:原则|管理)?|并列|按要求|按时|全程|技术|提供|分别|共同|联合|各自|一并|密切|积极|协同|予以|全力|切实|具体|主要"
    "|负责|总|做好|抓好|作为|为|是)"
)
_CORE = (
    f"(?:牵头|主办|主抓|主责|配合|{_HELPS}|协助|{_TAKES_PART}|参加|协同|协作|支持|支撑|{_JOINS}|负责|承办|落实(?:主体责任)?|办理|组织实施|实施"
    "|推进|完成|组织落实|推进落实|负总责|各负其责|各司其职|各尽其责)"
)
_TAIL = (
    "(?:负责|牵头|配合|协调|组织|实施|落实|办理|推进|完成|抓好|做好|抓总|抓落实|工作|相关|有关"
    "|单位|部门)"
)
_PHRASE = re.compile(f"(?P<name>.*?)(?P<words>(?P<manner>{_MANNER}*){_CORE}{_TAIL}{{0,3}})")
_PHRASE_INSIDE = re.compile(
    "(?P<name>.+?)(?P<words>牵头(?:负责)?|主办|承办|负责(?!人(?:[^力才民事口社行防大武]|$))|配合|"
    f"{_TAKES_PART})(?P<rest>.+)"
)
_MORE = re.compile(f"{_TAIL}+")
_OTHERS = re.compile(
    "等(?:[0-9]+|[一二三四五六七八九十几多]+)?[个家]?(?:[省市县区]直)?(?:相关|有关|其他|各)?(?:职能|责任|成员|业务|涉及)?"
    "(?:部门|单位|处室|科室|股室|机构|方面)?(?:和单位|、单位|（单位）|（部门）|（处室）)?$"
)
_SECTION = re.compile(
    "(?:第[一二三])?(?:(?:牵头|主办|主责|承办|主要|负责|责任|实施|落实|执行|组织|配合|协办|协助"
    "|协同|协作|支持|支撑|参与|参加|会办|会同)[/／、和及与]?)+"
    "(?:单位|部门|处室|科室|股室|机构)?(?:（(?:单位|部门|处室|科室)）)?[：:]"
)
_ASIDE = re.compile(
    "[\u3400-\u9fff]{0,6}(?:(?P<body>单位|部门|处室|科室|股室|机构)|领导|责任人|联系人|负责人|时限|时间|日期|电话|节点)"
    "(?:（[^（）]*）)?[：:]"
)
# 各成员单位 and 领导小组成员单位 are groups, and no role.
_UNSURE = re.compile(
    "(?P<name>.*?)(?P<words>(?:按职责|具体|主要|全程|予以|做好|加强|进行)*"
    "(?:统筹|协调|指导|监督|督办|督促|督导|督查|检查|考核|会签|审核|把关|联系|联络|汇总|跟踪|跟进|保障|对接|调度"
    "|主管|分管|监管|为主|为辅|兜底|包保|挂钩|验收|评估|审批|备案|抓总|组织|首办|主持|服务|制定)+(?:工作)?"
    "|副?组长单位|(?<![各他余关有体组议部委会])成员单位)"
)
_GROUP = re.compile("各|其他|其它|其余|有关|相关|全体|所有")
