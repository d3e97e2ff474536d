"""附注 and 版记: remarks under the date, copies to others, who printed it and when."""

from __future__ import annotations

import re

REMARK = re.compile(
    r"^（(?:此件|此页|本件|本页|以下|联系人|联系电话|联系方式|公开|主动公开|依申请公开|不予公开|不公开|信息公开|"
    r"共印|印\d|存档|只发|不登报|联系处室|联系科室|依法).*）$"
)
BRACKETED = re.compile(r"^（.*）$")
PUBLICITY = re.compile(
    r"^(?:信息)?公开(?:方式|属性|选项|类别|形式|范围|程度|情况)?[:：]?\s*"
    r"(?:主动公开|依申请公开|不予公开|不公开|免予公开|此件)[^。]{0,20}[。]?$"
    r"|^(?:信息)?公开(?:方式|属性|选项|类别|形式|程度)[:：]"
)
COPIES = re.compile(
    r"^(?:内部)?(?:抄\s*送|抄\s*报|抄\s*发|主\s*送|分\s*送|报\s*送|主题词|发\s*送|印\s*发)\s*[:：]"
)
WITH_DATE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日\s*(?:印\s*发|印制|印)$|[一二三四五六七八九十]日印发$"
)
CLERKS = re.compile(
    r"^[（(]?(?:共印\s*\d+\s*份|打字|打印|校对|校核|核稿|拟稿|责任校对|经办人|承办人|承办单位|份数|印数)\s*(?:[:：].*|\S{0,6})[）)]?$"
)
PERSON = re.compile(
    r"^(?:代)?(?:省长|市长|区长|县长|镇长|乡长|部长|厅长|局长|主任|校长|院长|行长|董事长|总经理|书记)\s*[:：]?\s*"
    r"[\u4e00-\u9fff]{2,4}$"
)
CONTACT = re.compile(
    r"^[（(]?(?:联系人|联系电话|联系方式|联系科室|联系处室|电话|传真|邮箱|电子邮箱|地址|邮编|邮政编码)[^:：。]{0,8}[:：]"
)


def is_remark(text: str) -> bool:
    """附注: in brackets, whether it may be published, who can be asked, that no text follows."""
    return REMARK.match(text) is not None or PUBLICITY.match(text) is not None


def is_imprint(text: str) -> bool:
    """版记: copies (抄送), who printed it on what day (印发), by whose hand."""
    return any(pattern.search(text) for pattern in (COPIES, WITH_DATE, CLERKS))


def is_person(text: str) -> bool:
    """The name of a person who signs an order, with the office."""
    return PERSON.match(text) is not None


def is_contact(text: str) -> bool:
    """Does the line say whom to ask, and where?"""
    return CONTACT.match(text) is not None


def is_aside_of_date(text: str) -> bool:
    """May it stand under the date: a remark, or someone to ask?"""
    return is_remark(text) or is_contact(text) or BRACKETED.match(text) is not None
