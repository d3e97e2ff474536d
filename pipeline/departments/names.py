"""The form of a department's name: does a text look like one, and does it mean a group?"""

from __future__ import annotations

import re

from pipeline.text.cleaning import squeeze
from pipeline.text.later import Later


def is_collective(name: str) -> bool:
    """Does `name` mean a group (其他部门（单位）, 各设区市) and not one department?"""
    return _COLLECTIVE.search(squeeze(name)) is not None


def looks_whole(name: str) -> bool:
    """Does `name` end as the name of a body does, with more than that ending?

    It is a question about form: 办公室 and 名处 differ in length alone, so a name has three
    characters at least, but for the few of two that everybody uses.
    """
    first = _SECOND_NAME.sub("", name)
    if _SHORT_NAMES.fullmatch(first) is not None or _ENDING.search(first) is not None:
        return True
    return _ENDING_CHARACTER.search(first) is not None and _OTHER_WORD.search(first) is None


def begins_inside_a_name(text: str) -> bool:
    """Does a text begin as no name does, with the end of one: 处保卫处, 会和县税务局?"""
    return _BEGINS_NO_NAME.compiled.match(text) is not None


_COLLECTIVE = re.compile(
    "^[^（]*、|各|其他|其它|其余|有关|相关|所有|全体|(?:部门|单位|处室|(?<!教)科室|股室|乡镇|院校|市县|县区)"
    "(?:（[^（）]*）)?$"
    # 医疗机构 are all of them, 药物试验机构 and 纪检监察机构 are one.
    "|(?:^|医疗|卫生|金融|保险|银行业?|养老|托育|福利|救助|教育|培训|科研|研究|新闻|监管|执法|服务|中介|评估|检测|检验"
    "|认证|经办|代理|社会|公共|政府|行政|直属|派出|下属|所属|内设|分支|办事|事业|管理)机构(?:（[^（）]*）)?$"
    # 东湖街道 is one body; 街道, 全区街道 and 乡镇街道 are all of them.
    "|^(?:[全本]?[省市县区]|属地|所在地?|辖区|涉及|沿线)?(?:乡镇|镇乡|[乡镇])?街道(?:（[^（）]*）)?$"
)
_SECOND_NAME = re.compile("(?<=[^（])（[^（）]+）$")
_SHORT_NAMES = re.compile(
    "妇联|残联|科协|文联|侨联|社联|团委|党委|纪委|工会|人大|政协|海关|各[省市县区乡镇]"
    "|[党院校局府]办|[儿骨产眼]科|[林团农牧渔茶]场|嘎查|苏木|[建工农中交]行|[长黄淮珠海]委"
)
_ENDING = re.compile(
    ".(?:中心|银行|[支分总]行|公司|集团|大学|[中小]学|基地|妇联|残联|科协|文联|侨联|社科联|商联|[计生作科]协"
    "|党委|党组|[纪监]委|人大|政协|团中央|小组|工作组|专班|政府|街道|各乡|各镇|乡镇|设区市|各市|各县|部门|单位"
    "|机构|企业|院校|市县|县区|实验区|[开高]发区|高新区|新区|园区|示范区|试验区|保税区|投资区|管理区|风景区"
    "|工区|监区|军区|车间|海关|监狱|幼儿园|少年宫|文化宫|总支|党支部|联社|[商发]行|人寿|[财产]险|防指"
    "|[研级察督]组|[交建城旅产铁]投|[一二三四五六七八九十]团|市场所|电信|移动|联通|电力|邮政)$"
    "|(?:新华|报|出版|期刊|杂志|供销|合作|合作总|联合|通讯)社$"
)
# One character ends a name that has two more before it,
_ENDING_CHARACTER = re.compile("..[厅局处室科股院办委署馆站所队台庭段部会镇乡校厂司场系]$")
# unless it ends another word, or a word of role.
_OTHER_WORD = re.compile(
    "(?:[格布]局|[^医药]学科|[关体联水谱]系|[本专]科|[承主协督举交]办|部署|网站|(?<!市)场所|平台|家庭|阶段"
    "|[干内外大东西南北中]部|[^安]全部|[社机大厅局处科室]会|[小型]城镇|城乡|[高院]校|^公司|[市现立]场|^(?:管委|管理委员|委员|常委)会|^实验室)$"
)
# The end of a name in front of its 处; but 科技处 and 局办公室 begin so.
_BEGINS_NO_NAME = Later(
    "[、（处股署站馆队室]|镇(?![村街])|乡(?![村镇])|所(?!得)|科(?![技学研教普协工])|[局厅](?![办机属直])"
    "|院(?![办长感校士团务])|委(?![员托机属直])|部(?![机队属直])|会(?![计议员展同])|协(?![会作调同])"
    "|[支分]行|支队|大队|分局|分公司|本部|街道(?!办事处)|集团(?:有限|股份)|有限|管委会|管理委员会|(?:联合|总)社"
    "|工作(?:办公室|委员会|[部处科办局组站]|小组|专班|中心)"
)
