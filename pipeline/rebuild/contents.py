"""What stands in a column, measured: evidence for its field where no header word decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.rebuild.looks import MOST, NAME_ENDS, is_bare_number, share
from pipeline.text.cleaning import squeeze
from pipeline.text.deadline_words import SERVICE_TIME, is_due
from pipeline.text.numbering import is_labelled, split_number
from pipeline.text.pieces import is_made_of

Shape = Literal[
    "blank", "number", "quantity", "label", "deadline", "parties", "persons", "reference", "text"
]

# Ends of names besides those of departments: places, groups, firms.
OTHER_ENDS = (
    "[县市区镇乡村班员组联政企业院系所]|政府|街道|集团|银行|法院|学校|企业|成员单位|专班|各地"
)
# One of the names that stand behind each other in a list: a short word with such an end.
PARTY = re.compile(f"[^。！？：]{{1,15}}?(?:{NAME_ENDS}|{OTHER_ENDS})")
LONGEST_PARTY = 20
ENDS_AS_PARTIES = re.compile(f"(?:{NAME_ENDS}|{OTHER_ENDS})等?$")
MARKS = re.compile("[、，,；;/]|以及")
ROLES = re.compile("牵头|主办|负责|配合|协办|协同|参与|会同|主责|分别|按职责分工")
HEADED = re.compile("(单位|部门|处室|科室)[：:]|[（）：:]")
# A department's name begins with no verb of these; a task's does.
VERBS = re.compile(
    "加强|推进|推动|完善|开展|落实|做好|新建|改造|提升|强化|建立|深化|优化|规范|制定|组织|加快|健全|实施|扩大|持续|"
    "进一步|全面|严格|及时|确保|公布|公开|完成|编制|修订|启动|培育|打造|整治|清理|排查"
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧"
)
PERSON = re.compile(f"(?:欧阳|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}[、，,；;]?")
LONGEST_PERSON = 5
# Another document: its title in brackets or its number.
REFERENCE = re.compile("^《[^》]*》|〔[0-9]{4}〕")
QUANTITY = re.compile(r"[-0-9.,，%％/‰+]+[\u4e00-\u9fff]{0,2}")
# A heading may end in 。 and has no clauses.
SENTENCE = re.compile("[；，！]|。.")
# A task is due before a day, at the end of a month, or goes on; on another day was an event.
DUE = re.compile("[前底末内]$|季度|半年|[年月]$|年度|[持长常]|每|及时|立|按|随|(15|28|29|30|31)日")
MENTIONS = re.compile("月|季度|年底|年内|半年|长期|持续|常态|[0-9]{4}年")


@dataclass(frozen=True, slots=True)
class Content:
    """The filled cells of a column, each once, and what is measured of them.

    Shares are from 0 to 1. `strength`: of cells that have the column's shape; `sentences`: with
    more than one clause; `distinct`: of different texts; `mentions`: with a time; `roles`: with a
    word of role; `services`: with the time that a service takes; `dues`: with a time by which, not
    at which; `merges`: of cells that stretch over several rows; `fill`: of rows that have
    something. `length`: mean, in characters.
    """

    shape: Shape
    strength: float
    length: float
    sentences: float
    distinct: float
    mentions: float
    roles: float
    services: float
    dues: float
    merges: float
    fill: float

    @property
    def is_headings(self) -> bool:
        """Do labels, or cells merged over tasks, show headings?"""
        is_merged = self.shape == "text" and self.merges > 0 and not self.is_sentences
        return self.shape == "label" or is_merged

    @property
    def is_sentences(self) -> bool:
        """Are most of the texts sentences, with more than one clause?"""
        return self.sentences >= MOST


BLANK = Content("blank", 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def content(texts: Iterable[str], merges: float, fill: float) -> Content:
    """What is measured of a column's texts."""
    filled = [plain for text in texts if (plain := squeeze(text))]
    if not filled:
        return BLANK
    shape, strength = _shape(filled)
    return Content(
        shape=shape,
        strength=strength,
        length=sum(map(len, filled)) / len(filled),
        sentences=share(filled, lambda text: SENTENCE.search(text) is not None),
        distinct=len(set(filled)) / len(filled),
        mentions=share(filled, lambda text: MENTIONS.search(text) is not None),
        roles=share(filled, lambda text: ROLES.search(text) is not None),
        services=share(filled, lambda text: SERVICE_TIME.search(text) is not None),
        dues=share(filled, lambda text: DUE.search(text) is not None),
        merges=merges,
        fill=fill,
    )


def _shape(filled: list[str]) -> tuple[Shape, float]:
    numbers = share(filled, is_bare_number)
    if numbers >= MOST:
        return ("number" if _rise(filled) else "quantity"), numbers
    asked: tuple[tuple[Shape, Callable[[str], bool]], ...] = (
        ("label", is_labelled),
        ("deadline", is_due),
        ("persons", lambda text: is_made_of(text, PERSON, LONGEST_PERSON)),
        ("parties", names_parties),
        ("reference", lambda text: REFERENCE.search(text) is not None),
        ("quantity", lambda text: QUANTITY.fullmatch(text) is not None),
    )
    shares = ((shape, share(filled, question)) for shape, question in asked)
    return next((found for found in shares if found[1] >= MOST), ("text", 1.0))


def _rise(filled: Sequence[str]) -> bool:
    """Do the numbers of a column go up, most of the time?"""
    values = [number.value for text in filled if (number := split_number(text)) is not None]
    steps = [below > above for above, below in pairwise(values)]
    return sum(steps) >= MOST * len(steps)


def names_parties(text: str) -> bool:
    """Is a cell's text a list of departments, groups or places, with or without roles?"""
    if "。" in text or VERBS.match(text):
        return False
    words = [word for part in MARKS.split(HEADED.sub("", text)) if (word := ROLES.sub("", part))]
    if not words:
        return ROLES.search(text) is not None
    return share(words, _is_parties) >= MOST


def _is_parties(word: str) -> bool:
    """Is a word made of names, one behind the other?"""
    if ENDS_AS_PARTIES.search(word) is None:
        return False
    return any(is_made_of(w, PARTY, LONGEST_PARTY) for w in (word, word.removesuffix("等")))
