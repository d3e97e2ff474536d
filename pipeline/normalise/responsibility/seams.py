"""Where one name may end and the next begin with nothing between: 规划财务处|养老服务处.

What the form of such names says of one place in a text, without a register.
"""

from __future__ import annotations

import re
from typing import Literal

from pipeline.departments import begins_inside_a_name, looks_whole
from pipeline.normalise.responsibility.cut_words import parts_a_word
from pipeline.normalise.responsibility.role_words import split_phrase
from pipeline.text.words import Words

Seam = Literal["none", "weak", "likely"]


def seam(left: str, right: str, words: Words) -> Seam:
    """How likely two texts that both have the form of a name are two names.

    `weak`: the second may be a part of the first (市公安局|综合处); `likely`: it is not.
    """
    form = _by_form(left, right)
    return "none" if form == "none" or parts_a_word(left, right, words) else form


def _by_form(left: str, right: str) -> Seam:
    """What the two texts say alone; the dictionary is not asked."""
    if not looks_whole(left) or any(form.search(left) for form in _NO_ENDS):
        return "none"
    if _GROUP_IN_FRONT.match(right):
        # 国务院各部门 is one group; 规划处各处室 is no place for other 处室.
        return "likely" if _LEAF.search(left) else "none"
    if (
        not looks_whole(right)
        or begins_inside_a_name(right)
        or _JOINS.match(right)
        or _SAYS_NO_MORE.match(right)
    ):
        return "none"
    if split_phrase(right) is not None:
        return "none"
    if _is_beside(left, right):
        return "likely"
    return "none" if _is_branch(left, right) else "weak"


def _is_beside(left: str, right: str) -> bool:
    """Is what `right` names no part of what `left` names?

    A 处 has no bodies under it; a body of a level is beside one of that level; and one of a
    kind that stands by itself (局, 镇) is beside any, but for a branch.
    """
    right = _SECOND_NAME.sub("", right)
    if _LEAF.search(left):
        return right != "办公室" or _HAS_AN_OFFICE.search(left) is None
    if _NATIONAL.match(right):
        return True
    level = _LEVEL.match(left)
    if level is not None and right.startswith(level[0]) and not _DISTRICT_BRANCH.search(right):
        return True
    if PARENT.search(left) and _CHILD.search(right):
        return False
    if _is_branch(left, right) or right in ("办公室", "办公厅"):
        return False
    if _LEVEL_IN_FRONT.match(right) or _BODY.search(right):
        return True
    return not _STANDS_ALONE.match(left)


def _is_branch(left: str, right: str) -> bool:
    """Does `right` stand under a body such as `left`: 支行 under a bank, 分局 under a 局?

    生态环境分局 is no branch of 科技局, and 检修公司 none of 供热公司.
    """
    matter = _MATTER_OF_A_BRANCH.match(right)
    if matter is not None and matter[0] not in left:
        return False
    if left.endswith("公司") and _COMPANY.search(right) and not _STANDS_ALONE.match(left):
        return False
    return any(above.search(left) and below.search(right) for above, below in _BRANCHES)


_GROUP_IN_FRONT = re.compile("各(?!自)|其他|其它|有关|相关|全体")
# 大企业 in front of 税收服务和管理局 is no body but a kind of bodies.
_KIND_OF_BODY = re.compile("(?:企业|单位|部门|机构|院校|乡镇)$")
# 各设区市 and 各县（区） say whose 教育局 follows. The price: a body right behind them is theirs.
_AREAS = re.compile(
    "各(?:设区|地级)?(?:[省市县区州盟旗乡镇]|自治[区州县旗]|街道|（[^（）]*[省市县区州盟旗乡镇街道][^（）]*）)+$"
)
# 驻机场 says where an office is.
_STATIONED = re.compile("^驻[^处组队厂局办]+$")
# What has the form of a name, and ends none.
_NO_ENDS = (_KIND_OF_BODY, _AREAS, _STATIONED)
_JOINS = re.compile("[和与及]")
# 集团有限公司, 管理中心 and 人民政府 say nothing of their own: they end the name before them.
_SAYS_NO_MORE = re.compile(
    "(?:(?:集团|股份|有限|责任|总|分|管理|工作|领导|指导|委员|常务|常|管|人民)*"
    "(?:公司|集团|中心|小组|政府|委员会|委|会|局|处|科|站|所|支队|大队)|指挥部|(?:联合|总)社|[^省市县区厅局院校]中心)"
    "(?:（[^（）]*）)?$"
)
_LEAF = re.compile("(?:[处科股室庭段站所馆办]|(?<!开发)中心|团委|工会)(?:（[^（）]*）)?$")
NATIONAL = "国家|中国|全国|中央|国务院|最高"
# 市场, 区政, 区域, 县直 and the like are words, and say no level.
_NO_WORD = "(?![场政域划直容管])"
_LEVEL = re.compile(f"(?:自治区|(?:[^省市县区州旗]{{2,3}})?[省市县区州旗]{_NO_WORD})")
_LEVEL_IN_FRONT = re.compile(f"自治区|[省市县区]{_NO_WORD}|{NATIONAL}")
_NATIONAL = re.compile(NATIONAL)
# 工会办公室 is an office of the union.
_HAS_AN_OFFICE = re.compile("(?:团委|工会)$")
_SECOND_NAME = re.compile("（[^（）]*）$")
_MATTER_OF_A_BRANCH = re.compile(
    "(?:公安|自然资源|生态环境|规划|税务|市场监管|金融监管)(?=.*分局$)"
)
_COMPANY = re.compile("(?<!分)公司$")
_DISTRICT_BRANCH = re.compile("区分局$")
_BRANCHES = (
    (
        re.compile("(?:公司|集团|电信|移动|联通|邮政|铁塔|电力|保险|石油|石化)$"),
        re.compile("公司$"),
    ),
    (re.compile("行$"), re.compile("[支分]行$")),
    (re.compile("(?:[局厅委府]|总队)$"), re.compile("(?:分局|支队|大队|中队)$")),
    (
        re.compile("公安[厅局]$"),
        re.compile("^(?:交[管警]|公安交通|治安|刑[侦警]|禁毒[局总支]|特警|出入境)"),
    ),
    (re.compile("支队$"), re.compile("[大中]队$")),
    (re.compile("大队$"), re.compile("中队$")),
    (
        re.compile("(?:街道|政府|公司|海关|[省市县区局会])$"),
        re.compile("^(?!.{2,}驻).*(?:办事|代表)处$"),
    ),
    (re.compile("总局$"), re.compile("^(?!国家|中国|中央|全国).*局$")),
    (re.compile("(?:区|中心)$"), re.compile("(?:管委|管理委员)会$")),
    (re.compile("(?:大学|学院|医院)$"), re.compile("(?:分院|分校)$")),
    # 白水镇卫生院: a township's own.
    (
        re.compile("(?:[乡镇]|街道)$"),
        re.compile("^(?![省市县区各]).*(?:[所站院校]|小学|中学|服务中心)$"),
    ),
    (re.compile("大学$"), re.compile("学院$")),
)
# 省委宣传部, 国务院参事室: these bodies have all kinds of others under them.
PARENT = re.compile(
    "(?:[省市县区州旗]委|(?<!机关)党委|中央|国务院|政府|党组|常委会|政协|人大|行署)$"
)
_CHILD = re.compile("^(?![省市县区各]).*(?:[部办委室局]|办公厅|中心|党校)(?:（[^（）]*）)?$")
_BODY = re.compile(
    "(?:[局委部署厅会社镇乡校厂行]|法院|检察院|[支大总]队|街道|政府|公司|集团|学院|海关|大学|电力|联|协)$"
)
# A body that is named with its place or level may name one of its parts in the same breath.
_STANDS_ALONE = re.compile(f"自治区|(?:[^社园小]{{2,3}})?[省市县区州旗]{_NO_WORD}|{NATIONAL}")
