"""Names of issuers (发文机关): in a letterhead, in a signature, several in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.normalise.notice.printed import GAP, WIDE_GAP, Printed
from pipeline.text.numbering import is_labelled

# What a body is called, at the end of its name.
ENDING = (
    "人民政府|政府|办公厅|办公室|委员会|领导小组|指挥部|联席会议|专班|管委会|居委会|村委会|街道办事处|办事处|"
    "人民法院|法院|人民检察院|检察院|分局|总局|总队|支队|大队|中队|海关|公司|集团|大学|学院|学校|党校|中学|小学|"
    "幼儿园|研究院|研究所|医院|卫生院|银行|支行|分行|协会|学会|商会|联合会|基金会|工会|党组|党委|纪委|编办|"
    "团委|妇联|残联|文联|科协|总站|中心|厅室|"
    "厅|局|委|办|部|院|署|会|处|科|所|站|馆|社"
)
NAME = re.compile(f"(?:{ENDING})$")
BARE = re.compile(f"(?:{ENDING})+")
# What a name goes on with, and none begins with: 建设领导小组办公室, 常务委员会办公厅.
REST = re.compile(f"(?:常务|工作|建设|推进|协调|管理|领导|专项|行动|整治|综合|{ENDING})+")
# What a body has in a place, named by the place alone: 临海市分公司, 江东分局.
BRANCH = re.compile(
    "[^的局厅委行会院公司]{0,6}(?:分公司|支公司|分行|支行|分局|分院|分会|分社|营业部)"
)
# Words that no name has, and that a title or a sentence does.
NO_NAME = re.compile(
    r"关于|印发|转发|批转|贯彻|[《》，。：:；;！？〔〕]|\d+[年月日]|^(?:各|有关|其他|本)"
)
# So a whole name begins: with a place, or with whose body it is.
BEGINS = re.compile(
    r"^(?:[^的]{1,7}?(?:省|自治区|市|县|区|州|盟|旗|乡|镇|街道)|中共|中国|中华|国家|全国)"
)
# What closes a text, in a line of its own without a mark: 特此通知, 妥否请批示.
FORMULA = re.compile("^(?:特此|专此|此[致复函令]|以上|妥否|当否|可否|敬请|顺致|请|望|谨)")
SEAL = re.compile(r"[（(]?(?:印章|盖章|公章|代章|章)[）)]$")
LETTERHEAD_MARK = re.compile("(?:文件|(?:内部)?(?:传真电报|明传电报|明电|电报))$")
# The form of an order (令), or of an announcement: the issuer's name and the word.
ORDER_MARK = re.compile("(?:命令|令|公告|通告)$")
SHORTEST, LONGEST = 3, 40


def is_issuer(text: str) -> bool:
    """Is it the name of a body, and nothing else?"""
    return (
        SHORTEST <= len(text) <= LONGEST
        and NO_NAME.search(text) is None
        and NAME.search(text) is not None
        and not is_labelled(text)
    )


def issuers_in(line: Printed) -> tuple[str, ...]:
    """The bodies that a line names where it names nothing else; else none.

    Parted at the gaps, or at 、, where there is a whole name on both sides.
    """
    text = without_seal(line.text)
    for names in (line.pieces(WIDE_GAP), line.pieces(GAP), tuple(text.split("、"))):
        bare = tuple(filter(None, map(without_seal, names)))
        if len(bare) > 1 and all(is_issuer(name) and not BARE.fullmatch(name) for name in bare):
            return bare
    return (text,) if is_issuer(text) else ()


def begins_name(text: str) -> bool:
    """Does a name begin here, rather than go on from the line above?"""
    return BEGINS.match(text) is not None


def may_be_name(text: str) -> bool:
    """Can it be a name by what it lacks: a mark, a title's words, a formula's?"""
    is_said = NO_NAME.search(text) or FORMULA.match(text) or is_labelled(text)
    return SHORTEST <= len(text) <= LONGEST and not is_said


def whole_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names; a line that is no more than a last word, or a branch, is of the name above."""
    made: list[str] = []
    for name in names:
        if made and (REST.fullmatch(name) or BRANCH.fullmatch(name)):
            made[-1] += name
        else:
            made.append(name)
    return tuple(dict.fromkeys(made))


def without_seal(text: str) -> str:
    """The text without the word for the seal that stands on it (印章)."""
    return SEAL.sub("", text)


def letterhead(line: Printed) -> tuple[str, ...]:
    """The bodies in a line of the letterhead (发文机关标志): 文件 and 令 are not of the name."""
    pieces = [LETTERHEAD_MARK.sub("", piece) for piece in line.pieces()]
    is_marked = LETTERHEAD_MARK.search(line.text) is not None
    bare = Printed(LETTERHEAD_MARK.sub("", line.text), line.lines)
    if not is_marked:
        ordered = ORDER_MARK.sub("", line.text)
        is_order = ordered != line.text and is_issuer(ordered)
        return (ordered,) if is_order else issuers_in(line)
    if NO_NAME.search(bare.text):
        return ()
    held = tuple(filter(None, pieces))
    if len(held) > 1 and all(is_issuer(piece) and not BARE.fullmatch(piece) for piece in held):
        return held
    by_marks = tuple(bare.text.split("、"))
    return by_marks if all(map(is_issuer, by_marks)) else tuple(filter(None, [bare.text]))
