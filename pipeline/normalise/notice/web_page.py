"""What a page of the web, printed, puts around a notice: its own fields, buttons and path."""

from __future__ import annotations

import re

FIELDS = (
    "附件下载|附件列表|相关附件|索引号|索取号|信息索引|主题分类|主题词|分类|公文种类|文种|体裁分类|组配分类|服务对象|发布机构|发布单位|发布部门|"
    "公开机构|公开责任部门|发文机关|发文单位|制发机关|信息来源|文章来源|来源|稿源|作者|责任编辑|编辑|审核|"
    "发布日期|发布时间|发文日期|成文日期|生成日期|公开日期|更新时间|更新日期|日期|时间|有效性|效力状态|是否有效|生效日期|失效日期|废止日期|"
    "名称|标题|信息名称|文件名称|文号|发文字号|文件编号|关键词|内容概述|浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|点击数|点击|访问量|"
    "字号|字体|字体大小|大小|分享到|分享|您现在的位置|您当前的位置|当前位置|所在位置|位置|打印|视力保护色|相关链接|相关解读|相关文档|上一篇|下一篇|扫一扫"
)
FIELD = re.compile(rf"^[【\[（]?\s*(?:{FIELDS})\s*[:：]")
BUTTONS = re.compile(
    r"^(?:[【\[（(|｜\s]*(?:大|中|小|打印|打印本页|打印此页|关闭|关闭窗口|关闭本页|返回顶部|返回|收藏|分享|字体|字号|"
    r"我要纠错|无障碍阅读|首页|下载|下载文件|推荐)[】\]）)|｜\s]*)+$"
)
PATH = re.compile(r"^\s*(?:网站)?首页\s*[>＞»›/]")
CODE_TO_SCAN = re.compile("^扫(?:一扫|码|描).*(?:手机|页|微信|打开|关注)")
FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|zip|rar)$", re.IGNORECASE)
CLOCK = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?")
SAID_NUMBER = re.compile(r"(?:文号|发文字号|文件编号)\s*[:：]\s*(?P<number>\S+)")
SAID_DATE = re.compile(r"(?:成文|发文)日期\s*[:：]\s*(?P<date>\S+)")


def is_of_web_page(text: str) -> bool:
    """Is the line no part of the notice, but of the page that shows it?"""
    return "。" not in text and any(
        pattern.match(text) for pattern in (FIELD, BUTTONS, PATH, CLOCK, CODE_TO_SCAN)
    )


def is_file_name(text: str) -> bool:
    """Does the line end as the name of a file does, which a page offers?"""
    return FILE.search(text) is not None
