"""The words that name a day: one pattern for a day, put together from a pattern for each form.

A group's name says what it holds; `days` gives it a meaning. The rest of the module tells the
words beside a day, which make it a start, a limit, a frequency's or no deadline.
"""

from __future__ import annotations

import re

from pipeline.text.cleaning import HAN

_HAN_NUMERAL = "(?:[二三]?十|[廿卅])[一二三四五六七八九]?|[一二三四五六七八九]"
_NUMERAL = f"(?:[0-9]{{1,2}}|{_HAN_NUMERAL})"
NUMERALS = re.compile(_NUMERAL)
_QUARTER = "[一二三四1-4]"
_TO = "(?:[-–—~～至到]+)"
_AND = "[、，,和与及/]"
# 年内 but not 年内部, 季度末 but not 季度末月.
_NOT_A_WORD = "(?![部容外控月])"

# Years. 2021.12.31, 2021-12, 2021/6底: one sign within a date.
_DOTTED = r"""
    (?<![0-9A-Za-z./])
    (?P<dotted_year> 20[0-9]{2}) [ ]?(?P<sign>[.\-/])[ ]? (?P<dotted_month> [0-9]{1,2})
    (?: [ ]?(?P=sign)[ ]? (?P<dotted_day> [0-9]{1,2}) [日号]? (?![0-9])
      | 月?份? (?P<dotted_part> 底|末|上旬|中旬|下旬|初|中)? (?![0-9]) )
"""
_PACKED = "(?<! [0-9A-Za-z] ) (?P<packed> 20[0-9]{2} [01][0-9] [0-3][0-9] ) (?! [0-9A-Za-z] )"
_PLAN = """
    [“‘"']? 十 (?P<plan> [一二三四五六七八九] ) 五 [”’"']? (?:规划|计划)?
    (?: 期间 | 时期 | 期?[末底内] )
"""
_YEAR = """
    (?<! [0-9A-Za-z] ) (?P<years> (?: 20[0-9]{2} 年? [、和与及] ){0,9} )
    (?P<year> (?:19|20)[0-9]{2} | 二[〇零○OＯ0一二三四五六七八九]{3} ) 年度?的?
"""
_SHORT_YEAR = f"""
    (?<! [0-9A-Za-z第近满后前] ) (?P<short_year> [0-9]{{2}} ) 年
    (?= {_NUMERAL}月 | 年?[底末] | [上下]半年 | 第?{_QUARTER}季度 )
"""
_RELATIVE_YEAR = "(?<! [首再初以一成] ) (?P<relative> [今本当明来次翌去]年度? | 下一?年度? )"

# Within a year. Lists and ranges end with the one that has 月 or 季度: 6、12月, 3-5月, 1日至10日.
_MONTHS = f"""
    (?<! [0-9A-Za-z一二三四五六七八九十] )
    (?P<months> (?: {_NUMERAL} {_AND} ){{0,11}} ) (?: (?P<from_month> {_NUMERAL} ) {_TO} )?
    (?P<month> {_NUMERAL} | 元) 月份? (?: 月(?=[底末]) )? (?: 的(?={_NUMERAL}[日号]) )?
    (?: (?P<days> (?: {_NUMERAL} [日号]? [、和与及/] ){{0,9}} )
        (?: (?P<from_day> {_NUMERAL} ) [日号]? {_TO} )? (?P<day> {_NUMERAL} ) [日号]
      | (?P<bare_day> {_NUMERAL} ) (?= $ | [之以]?前 | [，,；;。、）] )
      | (?P<part> 底 | 末 | 上旬?(?:[、和]|{_TO})?中旬 | 中旬?(?:[、和]|{_TO})?下旬
          | 上旬{_TO}下旬 | [上中下]旬 | [上下]半月 | 初 | 中 ) )?
"""
_QUARTERS = f"""
    前? (?: (?<! [0-9A-Za-z一二三四五六七八九十] )
        (?P<quarters> (?: 第? {_QUARTER} {_AND} ){{0,3}} )
        (?: 第? (?P<from_quarter> {_QUARTER} ) {_TO} )? 第?
        (?P<quarter> {_QUARTER} ) (?: (?<=第[一二三四1-4])个 )? 季度
      | (?<! [A-Za-z] ) Q(?P<q> [1-4] ) (?! [0-9A-Za-z] ) )
"""
_HALVES = "(?P<halves> 上 [、和与及] )? (?P<half> [上下] ) 半年度?"
# 三年内, 学年末, 后年底: another year than the ledger's.
_YEARS_OF = "一二三四五六七八九十百两几半多学近历往财周青少老成数上后前每整跨"
_YEAR_END = f"""
    (?P<year_end>
      (?(year) 年?度? | (?(relative) 年?度? | (?(short_year) 年?
        | (?<! [0-9A-Za-z{_YEARS_OF}] ) 年度? ) ) )
      (?: [底末] | 终了?(?![止身端]) | 内{_NOT_A_WORD} ) )
"""
_BARE_YEAR = f"""
    (?P<bare_year> (?(year) | (?(relative) | (?!) ) )
      (?= $ | [前，,；;。、）：和与及] | 内{_NOT_A_WORD} | [之以]前 | {_TO} | 完成 | 基本
        | （(?=第?{_NUMERAL}[个月季] | [上下]半年 | 年?底) ) )
"""

# After a day. 12月31日（周五）17:00前, 6月底前后, 6月30日前10个工作日.
_TIME = (
    "(?:下班|(?:上午|下午|晚上?|中午)?[0-9]{1,2}(?:时|点)(?:[0-9]{1,2}分|整)?"
    "|(?:上午|下午)?[0-9]{1,2}[:：][0-9]{2})"
)
_BESIDE = f"""
    (?: (?P<start> [之以]?后(?!续) | 起 | 以来 | 开始 | 启动 )
      | (?P<vague> ）? (?: 前后(?!续) | 左右 | 上下 ) )
      | (?P<before> (?: （[^（）]{{1,8}}） )? {_TIME}? (?: （[^（）]{{1,8}}） )?
          [之以]?前 (?! [半期端往述置几] | 后(?!续) | {_NUMERAL}[名位强] ) )
        (?P<ahead> {_NUMERAL} (?: 个月 | 个? (?:天|日|工作日|周) ) )? )?
"""

# The alternatives stand in the order in which they are tried: a year alone comes last.
DAY = re.compile(
    f"""
    (?: {_DOTTED} | {_PACKED} | {_PLAN}
      | (?: {_YEAR} | {_SHORT_YEAR} | {_RELATIVE_YEAR} )?
        (?: {_MONTHS} | {_QUARTERS} | {_HALVES} | {_YEAR_END} | {_BARE_YEAR} ) )
    (?P<span_end> [末底内] {_NOT_A_WORD} )?
    {_BESIDE}
    """,
    re.VERBOSE,
)
# A cell that is nothing but 6.30前, 12/31, 3.1-6.30.
SHORT = re.compile(
    rf"(?:[0-9]{{1,2}} ?[./] ?[0-9]{{1,2}}{_TO})?(?P<month>[0-9]{{1,2}}) ?[./] ?"
    "(?P<day>[0-9]{2}日?|[0-9](?=日|[之以]?前))日?(?P<before>[之以]?前)?(?:完成)?"
)

# Titles, and frequencies with what they say: 每年1月31日前, 一月一调度, 一季度一次.
NO_DAYS = re.compile(
    "《[^》]*》|[^，,；;。]{0,30}（每(?:半?年|季度?|月|周)）[^，,；;。]*"
    f"|(?:每(?:[半个两双单逢隔]|{_NUMERAL}个?)?|[按逐]|各(?=季|月))(?:年|季|月|周|旬|学期)"
    "(?!度?(?:计划|安排|工作|目标|任务))[^，,；;。]*"
    "|[一半](?:年|季度?|个?月|周|旬)(?:[一1](?![0-9一二三四五六七八九十日号月、至-])|两|[2-9二三四]次)[^，,；;。]*"
)
# 1、6月底前；2、12月底前: the first two items show that the numerals number.
NUMBERED = re.compile("(?P<first>1|一)、.*[；。，前成底末内日月](?:2|二)、")
ITEM = re.compile(f"(?:^|(?<=[；。，前成底末内日])){_NUMERAL}、")

_LATER = "(?:延期?|延长|推迟|顺延|调整)"
GOES_ON = re.compile(
    f"(?:{_TO}|{_LATER}(?:{_TO}|为))"
    "(?=[0-9一二三四五六七八九十第今本当明来次翌下上年Q]|今|持续|长期|永久|以后|常态)"
)
LISTED = re.compile("[、和及与或](?=[0-9一二三四五六七八九十第今明次年元上下])")
# 3月、12月25日前: the end of March, or the 25th. The stricter is taken.
SHARES_DAY = re.compile(
    f"(?:[、和及与或]{_NUMERAL}月的?){{1,11}}(?:(?P<day>{_NUMERAL})[日号]|(?P<part>[上中下]旬))(?!{_TO})"
)
BEGINS = re.compile("(?:自|从|不早于|始于|不得早于)$")
LUNAR = re.compile("[农阴旧夏]历")
YEAR_BEFORE = re.compile("(?:(?<!半)年|岁)度?的?$|[0-9] $|(?<![A-Za-z])[lIOo] $")
DECIMAL_BEFORE = re.compile("(?<![0-9.])(?P<number>[0-9]{1,2}) ?[.] ?$")
# A year that stands apart: （2022年）3月底前.
YEAR_APART = re.compile(
    "（(?P<year>20[0-9]{2})年）"
    "(?:(?=第?[0-9一二三四五六七八九十]|[上下]半年|年?底)|(?<=[前底末月日内]（20[0-9]{2}年）))"
)
NARROWED = re.compile(f"的?{_NUMERAL}月")
BEFORE_BRACKETS = re.compile("）[之以]?前")
# 9月开学前, 9月开学后, 12月第一周, 四季度末月, 7月至验收.
UNREAD_AFTER = re.compile(
    "[^0-9，,；;。、（）：:年月季旬底末半]{1,6}?[之以]?[前后](?=$|[，,；;。、）完0-9])"
    f"|的?第{_NUMERAL}个?(?:周|星期|工作日)|初|中(?![央心小])|[首末]月|{_TO}$|至|{_NUMERAL}"
)
# 报送上半年总结, 公开一季度财政收支: the period tells which, and not by when.
TOLD_OF = re.compile(
    "(?:报送|上报|填报|报告|提交|公开|公布|发布|公示|通报|汇总|编制|汇报|梳理|完成|总结|反馈|报|召开|开展|组织|清理)[好了]?$"
)
# 上半年工作总结7月10日前报送, 三季度数据10月8日前更新.
IS_MATTER = re.compile("(?:工作)?(?:情况|数据|报表|材料|台账)|工作总结")
IS_TOLD_OF = re.compile(f"(?!完成(?!情况)|实现|召开|开展|组织|[底末前起后以之])[{HAN}]")

# 2020年底前印发的文件: the day tells which documents, and not by when; 已: it is done.
DESCRIBES = re.compile(
    "已|的|(?:印发|制定|出台|成立|形成|建成|设立|公布|发布|登记|注册|受理|签订|开工|竣工|生效|施行|取得|未|尚未|所)"
    "[^，,；;。、：]{0,2}的"
    "|(?:出生|到期|期满|届满|参加|退休|入职|颁发|核发|购买|购置)[^，,；;。、：]{0,8}的"
    "|(?:申请|申报|缴纳|提交|完成)的"
)
_DONE = (
    "(?:全面|基本|全部|正式)?(?:完成|办结|实现|到位|建成|公开|出台|印发|上线|投用|投入使用|达到)"
)
IS_DONE = re.compile(f"{_DONE}(?![^，,；;。、：]{{0,2}}的)")
# 上半年完成立项, but not 上半年完成情况.
PERIOD_IS_DONE = re.compile("(?:全面|基本|全部)?完成(?![情率的量数额值]|投资|产值|税收)")
OPENS_CLAUSE = re.compile("(?:^|[，,；;。、：（）于在保]|力争|争取|计划)$")
NO_LATER = re.compile("(?:不得?[迟晚]于|不得?超过|最[迟晚]于?)$")
