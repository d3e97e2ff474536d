"""The form of a department's name: does a text look like one, and does it mean a group?"""

from __future__ import annotations

import re

from pipeline.text.cleaning import squeeze


def is_collective(name: str) -> bool:
    """Does `name` mean a group (其他部门（单位）, 各设区市) and not one department?"""
    return _COLLECTIVE.search(squeeze(name)) is not None


def looks_whole(name: str) -> bool:
    """Does `name` end as the name of a body does, with more than that ending?

    It is a question about form: 办公室 and 名处 differ in length alone, so a name has three
    characters at least, but for the few of two that everybody uses.
    """
    return _WHOLE.fullmatch(name) is not None or _SHORT_NAMES.fullmatch(name) is not None


_COLLECTIVE = re.compile(
    "^[^（]*、|各|其他|其它|其余|有关|相关|所有|全体|(?:部门|单位|处室|科室|股室|乡镇|街道|机构|院校|市县|县区)"
    "(?:（[^（）]*）)?$"
)
_SHORT_NAMES = re.compile(
    "妇联|残联|科协|文联|侨联|社联|团委|党委|纪委|工会|人大|政协|海关|各[省市县区乡镇]"
)
# Endings of one character need two before them. 部, 会 and 区 end too many other words (干部,
# 社会, 社区), so theirs are spelled out.
_WHOLE = re.compile(
    "(?:.{2,}[厅局处室科股院办委署馆站所队台]"
    "|.+(?:中心|银行|支行|分行|总行|公司|集团|大学|学校|党校|基地|协会|学会|商会|工会|联合会|委员会"
    "|基金会|促进会|监会|常委会|管委会|总会|十字会|理事会|妇联|残联|科协|文联|侨联|科联|商联|党委|党组|纪委"
    "|人大|政协|小组|工作组|专班|指挥部|政府|街道|各乡|各镇|乡镇|设区市|各市|各县|部门|单位|机构|企业|院校"
    "|市县|县区|实验区|开发区|高新区|新区|园区|示范区|试验区|保税区|管理区|风景区|海关|税务|电信|移动|联通"
    "|电力|邮政|供销社|合作社|新华社|报社|出版社)"
    "|.*(?:司法|民政|教育|财政|外交|商务|科技|技术|信息化|保障|资源|环境|建设|运输|水利|农村|旅游|管理|事务|安全"
    "|公安|国防|宣传|组织|统战|工作|农工|武装|联络|业务|综合|事业)部)(?:（[^（）]+）)?"
)
