"""Documents named in a text: 《title》（document number）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Citation
from pipeline.text.cleaning import HAN, clean, fold_document_number
from pipeline.text.later import Later


def citations(text: str) -> tuple[Citation, ...]:
    """The documents that `text` names, in order, each once.

    A title may hold titles of its own. A short name that the text gives a document
    (以下简称《意见》) names no other document, and neither does a title that stands elsewhere in
    the text with its number. The number stands after the title, in brackets or not, or before
    it (皖政办〔2021〕3号《…》); between two titles it is neither's.
    """
    text = _OTHER_MARKS.sub(r"《\1》", clean(text))
    found: list[Citation] = []
    short_names: set[str] = set()
    spans = tuple(_titles(text))
    numbers = _numbers(text, spans)
    for (start, end), number in zip(spans, numbers, strict=True):
        title = text[start + 1 : end - 1].strip()
        if _SHORT_NAME.search(text, 0, start):
            short_names.add(title)
        elif title and title not in short_names:
            found.append(Citation(title=title, document_number=number))
    numbered = {one.title for one in found if one.document_number is not None}
    named = (one for one in found if one.document_number or one.title not in numbered)
    return tuple(dict.fromkeys(named))


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the outermost 《…》. An opening mark that nothing closes opens nothing."""
    start = text.find("《")
    while start >= 0:
        end = _end_of_title(text, start)
        if end is not None:
            yield start, end
        start = text.find("《", start + 1 if end is None else end)


def _end_of_title(text: str, start: int) -> int | None:
    """A title holds no sentence: where one ends before the mark, the mark was not closed."""
    depth = 0
    for position in range(start, min(len(text), start + _LONGEST_TITLE)):
        depth += (text[position] == "《") - (text[position] == "》")
        if depth == 0:
            return position + 1
        if text[position] == "。":
            return None
    return None


def _numbers(text: str, spans: Sequence[tuple[int, int]]) -> list[str | None]:
    """The number of each title. As many numbers as titles in a row are a number for each."""
    numbers: list[str | None] = []
    row = 0
    for index, (start, end) in enumerate(spans):
        goes_on = index > 0 and _JOINED.fullmatch(text, spans[index - 1][1], start) is not None
        row = row + 1 if goes_on else 1
        after = _numbers_after(text, end)
        if row > 1 and len(after) == row:
            numbers[index - row + 1 :] = after
            continue
        if row > 1 and len(after) > 1:
            # 《甲》《乙》《丙》（…5号、…6号）: which title is without one is not told.
            numbers.append(None)
            continue
        numbers.append(after[0] if after else _number_before(text, start))
    return numbers


def _numbers_after(text: str, end: int) -> tuple[str, ...]:
    """The numbers in the brackets after a title: its own, and those of what it follows.

    Of a second one the code may be left out: 皖民〔2021〕5号、6号.
    """
    if "号" not in text[end:]:
        return ()
    found = _IN_BRACKETS.compiled.match(text, end)
    if found is None:
        bare = _BARE.compiled.match(text, end)
        return () if bare is None else (_standard(bare["number"]),)
    numbers = [_standard(_WRITTEN_OUT.compiled.sub("", found["number"]))]
    position = found.end()
    while following := _FOLLOWING.compiled.match(text, position):
        code = following["code"] or re.sub("[0-9]+号$", "", numbers[-1])
        numbers.append(_standard(code + following["serial"]))
        position = following.end()
    return tuple(numbers)


def _number_before(text: str, start: int) -> str | None:
    """皖政办〔2021〕3号《…》: where the code begins is told from the words before it.

    A number that another title stands right before is nobody's, and one in brackets is the
    title's after it only where no title stands before it in its clause.
    """
    if "号" not in text[max(0, start - _LONGEST) : start]:
        return None
    found = _BEFORE.compiled.search(text, max(0, start - _LONGEST), start)
    if found is None:
        return _bracketed_before(text, start)
    code = _LEADS_TO_CODE.compiled.sub("", found["code"])
    if code == found["code"] and text[: found.start()].endswith("》"):
        code = _AND.sub("", code)
        if code == found["code"]:
            return None
    is_code = 2 <= len(code) <= _LONGEST_CODE or code.startswith("中华人民共和国")
    return _standard(code + found["rest"]) if is_code else None


def _bracketed_before(text: str, start: int) -> str | None:
    found = _BRACKETED_BEFORE.compiled.search(text, max(0, start - _LONGEST), start)
    return None if found is None else _standard(found["number"])


def _standard(number: str) -> str:
    return fold_document_number(number).replace(" ", "")


# Characters. No title is as long: its mark was not closed.
_LONGEST_TITLE = 300
_SHORT_NAME = re.compile("(?:简称|下称|以下称|统称)(?:为|：)?[“‘]?$")
# Marks that stand for 《》 where a keyboard has none.
_OTHER_MARKS = re.compile(
    "(?:<<|＜＜|〈〈|≪|«)([^<>＜＞〈〉《》≪≫«»。]{1,300})(?:>>|＞＞|〉〉|≫|»)"
)
_JOINED = re.compile("[、，和与及]?")
_OPENS, _CLOSES = r"\[［〔﹝【〖〈（(", r"\]］〕﹞】〗〉）)"
_YEAR = rf"[{_OPENS}] *[0-9０-９]{{4}} *[{_CLOSES}]"
_SERIAL = "[0-9０-９]+|[一二三四五六七八九十百〇零]+"
# With the year in brackets, as GB/T 9704-2012 has it, or counted by decree or by year:
# 皖政〔2021〕3号, 国务院令第711号, 国务院第711号令, 2021年第3号. A bare 299号 is a house's.
_NUMBERED = f"[{HAN}] *{_YEAR}(?: *第)? *[0-9０-９]+ *号"
_DECREE = (
    f"(?:令(?: *20[0-9]{{2}}年)?(?: *第)? *(?:{_SERIAL}) *号|第 *(?:{_SERIAL}) *号(?:令|公告|公布)?"
    f"|(?:{_SERIAL}) *号令)"
)
_ISSUER = f"[{HAN} ]{{0,30}}?"
# What is based on a number, or replaced by it, has another.
_NO_NUMBER = (
    "附件|附表|编号|电话|许可|备案|详?见第|[A-Za-z]"
    "|[依根]据|[依按参]照|按|已?被|已?由|废止|替代|代替"
)
# （2019年修订，国务院令第711号）, （2016年12月1日国务院令第671号公布）.
_BEFOREHAND = f"(?:(?:(?!{_NO_NUMBER})[^（）()〔［【号]){{0,40}}?[，,；;：、日])??"
# A remark may stand in between (（征求意见稿）, （2021年修订）).
_ASIDE = "(?:[（(][^（）()〔号]*[）)])*"
_IN_BRACKETS = Later(
    f"[ ”’]*{_ASIDE} *[{_OPENS}] *{_BEFOREHAND}(?!{_NO_NUMBER})(?:详?见|(?:发?文字?|文件)号：?)?"
    f"(?P<number>{_ISSUER}{_NUMBERED}|{_ISSUER}(?:20[0-9]{{2}}年)?{_ISSUER}{_DECREE})"
    "(?![楼院线馆房门机库井铺栋件表])"
)
# Without brackets nothing says where the code begins but that it is short and joins nothing.
_BARE = Later(
    f"{_ASIDE}(?P<number>(?:(?![和及与或的等按照据求由经以见])[{HAN}]){{2,6}}"
    f"{_YEAR} *[0-9０-９]+ *号)"
    "(?!文?件?《)"
)
_BEFORE = Later(
    f"(?P<code>[{HAN}]{{2,24}})(?P<rest>{_YEAR} *[0-9０-９]+ *号|令第?(?:{_SERIAL})号)"
    "(?:文件?|印发的?|发布的?|公布的?)?$"
)
_FOLLOWING = Later(
    f"[、，,；;和及] *(?P<code>{_ISSUER}[{HAN}] *{_YEAR} *)?(?P<serial>(?:第 *)?[0-9０-９]+ *号)"
)
_BRACKETED_BEFORE = Later(
    rf"(?:^|[，。；])[^，。；》]*[（(](?P<number>[{HAN}]{{2,8}}{_YEAR} *[0-9０-９]+ *号)[）)]$"
)
# 国务院办公厅国办发〔2020〕53号: the issuer written out is no part of the code.
_WRITTEN_OUT = Later(
    f"^[{HAN}]*(?:政府|委员会|办公[厅室])(?=(?!公告|通告|令|文件)[{HAN}]{{2,8}}[{_OPENS}])"
)
_LONGEST = 60
# The longest code in use has eight characters: a longer one has words in front of it.
_LONGEST_CODE = 8
_AND = re.compile("^[和及与]")
# Words that lead to a number, another number, and the issuer written out: 省民政厅皖民〔2021〕.
_LEADS_TO_CODE = Later(
    "^.*(?:按照?|[依参遵对]照|[根依]据|执行|落实|贯彻|转发|[印下]发|严格|认真|关于|通过|结合|围绕|以|见"
    "|号[和及与]?|政府|委员会|办公[厅室])"
    "|^.+(?=中华人民共和国)"
    f"|^.*?[省市县区州][{HAN}]{{1,8}}[厅局委部院](?=(?![发函字办规秘])[{HAN}]{{2}})"
)
