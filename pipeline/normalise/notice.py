"""The notice's own head, by the parts of GB/T 9704-2012 (党政机关公文格式).

In this order, none of them required: 发文机关标志, 发文字号, 标题, 主送机关, 正文, 附件说明,
发文机关署名, 成文日期.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.model import Notice
from pipeline.normalise.citations import citations
from pipeline.text.cleaning import fold_document_number
from pipeline.text.numbering import is_labelled, number_of
from pipeline.text.paragraphs import Paragraph

HAN = "\u4e00-\u9fff"
NUMBER = re.compile(rf"(?P<number>[{HAN}]{{1,12}}〔\d{{4}}〕(?:第)?\d+号)")
NUMBER_LINE = re.compile(rf"{NUMBER.pattern}(?:签发人[:：].*)?")
KINDS = "通知|通报|意见|方案|函|公告|通告|办法|决定|报告|批复|规定|细则|计划|要点|安排|台账|分工"
TITLE_ENDS = re.compile(rf"(?:{KINDS})(?:（[^（）]*）)?$")
LETTERHEAD_MARK = re.compile("文件$")
# What a body of state is called, at the end of its name.
BODY = re.compile(
    "(厅|局|委|委员会|办|办公室|政府|部|院|署|会|中心|处|科|厅室|领导小组|党组|公司|大学|学校|医院|银行|海关|支队|大队)$"
)
ATTACHED = re.compile(r"^附\s*件\s*[:：]?\s*(?P<rest>.*)$", re.DOTALL)
MARKER = re.compile(r"^附\s*(?:件|表)\s*[0-9一二三四五六七八九十]*\s*[:：]?$")
ITEM = re.compile(r"(?:^|(?<=\s)|(?<=[；;]))\s*(?P<number>\d{1,2})\s*[.．、]\s*(?!\d)")
DATE = re.compile(
    r"(?P<year>[12]\d{3}|[〇○零一二三四五六七八九]{4})年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
SENTENCE_END = re.compile("[。；：！？;:]$")
ASIDE = re.compile(r"^(?:填报|填表|单位|制表|联系人|日期|截至|更新)[^。]{0,30}$|^（[^（）]*）$")
LONGEST_RECIPIENTS = 200
MOST_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class Head:
    """The notice, and the title of the ledger that its first table holds."""

    notice: Notice
    ledger_title: str


def head(paragraphs: Sequence[Paragraph], beside: Sequence[Paragraph] = ()) -> Head:
    """Read what stands above the first ledger, and `beside` one of paragraphs."""
    title_of_ledger, rest = ledger_title(paragraphs)
    texts = [paragraph.text for paragraph in rest]
    addressed = _recipients_at(texts)
    top_end = _title_end(texts) if addressed is None else addressed
    top, body = texts[:top_end], texts[top_end if addressed is None else top_end + 1 :]
    number, top = _document_number(top)
    issuer, title = _issuer_and_title(top)
    body += [paragraph.text for paragraph in beside]
    prose, attachments, signature, issued_on = _closing(body)
    text = "\n".join(prose)
    notice = Notice(
        issuer=issuer or signature,
        title=title or title_of_ledger,
        document_number=number,
        issued_on=issued_on,
        recipients=() if addressed is None else _recipients(texts[addressed]),
        body=text,
        citations=citations(text),
        attachments=attachments,
    )
    return Head(notice, title_of_ledger)


def ledger_title(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Paragraph, ...]]:
    """The title printed over a table, its lines joined, and the paragraphs before it."""
    end = len(paragraphs)
    while end and ASIDE.match(paragraphs[end - 1].text):
        end -= 1
    start = end
    while start and end - start < MOST_TITLE_LINES and _may_title(paragraphs, start - 1, end):
        start -= 1
    title = "".join(paragraph.text for paragraph in paragraphs[start:end])
    before = paragraphs[:start]
    while before and MARKER.match(before[-1].text):
        before = before[:-1]
    return title, tuple(before)


def _may_title(paragraphs: Sequence[Paragraph], index: int, end: int) -> bool:
    """Can the paragraph be a line of the ledger's title? One page, no sentence, no other part."""
    paragraph = paragraphs[index]
    if paragraph.lines[0].place.page != paragraphs[end - 1].lines[0].place.page:
        return False
    if index + 1 < end and _is_whole_title(paragraph.text):
        return False  # a whole title by itself: what follows has its own
    text = paragraph.text
    return not (
        SENTENCE_END.search(text)
        or ATTACHED.match(text)
        or DATE.fullmatch(text)
        or NUMBER_LINE.fullmatch(fold_document_number(text))
    )


def _recipients_at(texts: Sequence[str]) -> int | None:
    """Where the recipients (主送机关) stand: the first line that ends in a colon."""
    for index, text in enumerate(texts):
        if ATTACHED.match(text):
            return None
        if text.endswith(("：", ":")) and len(text) <= LONGEST_RECIPIENTS and "。" not in text:
            return index
        if "。" in text:
            return None
    return None


def _title_end(texts: Sequence[str]) -> int:
    """How many paragraphs the head takes where there are no recipients."""
    for index, text in enumerate(texts):
        if TITLE_ENDS.search(text):
            return index + 1
        if "。" in text:
            return index
    return len(texts)


def _document_number(top: list[str]) -> tuple[str | None, list[str]]:
    for index, text in enumerate(top):
        found = NUMBER_LINE.fullmatch(fold_document_number(text).replace(" ", ""))
        if found is not None:
            return found["number"], top[:index] + top[index + 1 :]
    return None, top


def _issuer_and_title(top: Sequence[str]) -> tuple[str, str]:
    """The letterhead and the title. A web page prints both twice: the last one counts."""
    issuers: list[str] = []
    title: list[str] = []
    for text in top:
        is_whole = _is_whole_title("".join(title))
        if _is_letterhead(text) and (not title or is_whole):
            if title:
                issuers, title = [], []
            issuers.append(LETTERHEAD_MARK.sub("", text))
        else:
            if is_whole:
                title = []
            title.append(text)
    return "、".join(dict.fromkeys(filter(None, issuers))), "".join(title)


def _is_whole_title(text: str) -> bool:
    """Does a title end here? It ends in the kind of document, outside of book marks."""
    return TITLE_ENDS.search(text) is not None and text.count("《") == text.count("》")


def _is_letterhead(text: str) -> bool:
    bare = LETTERHEAD_MARK.sub("", text)
    return (
        "关于" not in text
        and not re.search("[《》，。：]", text)
        and (bare != text or BODY.search(bare) is not None)
    )


def _recipients(text: str) -> tuple[str, ...]:
    """Parted at the commas that stand in no bracket."""
    depth, parts, part = 0, [], ""
    for character in text.rstrip("：:"):
        depth += (character in "（(") - (character in "）)")
        if depth == 0 and character in "，,；;":
            parts.append(part)
            part = ""
        else:
            part += character
    return tuple(filter(None, [*parts, part]))


def _closing(
    body: Sequence[str],
) -> tuple[list[str], tuple[str, ...], str, date | None]:
    """The prose, the attachments, the signature and the date."""
    prose: list[str] = []
    attachments: list[str] = []
    signature: list[str] = []
    issued_on: date | None = None
    in_list = False
    for text in body:
        attached = ATTACHED.match(text)
        dated = DATE.search(text)
        in_list = in_list and not is_labelled(text)
        if attached is not None and not MARKER.match(text):
            in_list = True
            attachments += _items(attached["rest"])
        elif dated is not None and _stands_alone(text, dated):
            in_list = False
            issued_on = _date(dated) or issued_on
            signature += filter(None, [text[: dated.start()].strip()])
        elif in_list and ITEM.match(text):
            attachments += _items(text)
        elif not is_labelled(text) and _is_letterhead(text) and (in_list or prose):
            in_list = False
            signature.append(text)
        elif in_list and attachments and not SENTENCE_END.search(text):
            attachments[-1] += text
        elif not MARKER.match(text):
            in_list = False
            prose.append(text)
    return prose, tuple(attachments), "、".join(dict.fromkeys(signature)), issued_on


def _stands_alone(text: str, dated: re.Match[str]) -> bool:
    """Is the date a line of its own, or after a signature?"""
    before, after = text[: dated.start()].strip(), text[dated.end() :].strip()
    return not after.strip("）)") and (not before.strip("（(") or BODY.search(before) is not None)


def _items(text: str) -> Iterable[str]:
    """The attachments of one line: `1.…2.…`, or one without a number."""
    starts = [*ITEM.finditer(text)]
    if not starts:
        return filter(None, [text.strip()])
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [
        text[match.end() : end].strip().rstrip("；;")
        for match, end in zip(starts, ends, strict=True)
    ]


def _date(found: re.Match[str]) -> date | None:
    year, month, day = (
        number_of(part.replace("○", "〇")) for part in found.group("year", "month", "day")
    )
    try:
        return None if year is None or month is None or day is None else date(year, month, day)
    except ValueError:
        return None
