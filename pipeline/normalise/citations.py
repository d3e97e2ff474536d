"""Documents named in a text: 《title》（document number）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Citation
from pipeline.text.cleaning import HAN, clean, fold_document_number


def citations(text: str) -> tuple[Citation, ...]:
    """The documents that `text` names, in order, identical ones once.

    A title may hold titles of its own. A short name that the text gives a document
    (以下简称《意见》) names no other document. The number stands after the title, in brackets
    or not, or before it (皖政办〔2021〕3号《…》); between two titles it is neither's.
    """
    text = clean(text)
    found: list[Citation] = []
    short_names: set[str] = set()
    for start, end in _titles(text):
        title = text[start + 1 : end - 1].strip()
        if _SHORT_NAME.search(text, 0, start):
            short_names.add(title)
        elif title and title not in short_names:
            number = _number_after(text, end) or _number_before(text, start)
            found.append(Citation(title=title, document_number=number))
    return tuple(dict.fromkeys(found))


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


def _number_after(text: str, end: int) -> str | None:
    """The first number in the brackets after a title; several follow one another there.

    The first is the document's own; the others are those of what it follows.
    """
    found = _IN_BRACKETS.match(text, end) or _BARE.match(text, end)
    return None if found is None else _standard(found["number"])


def _number_before(text: str, start: int) -> str | None:
    """皖政办〔2021〕3号《…》: where the code begins is told from the words before it.

    A number that another title stands right before is nobody's.
    """
    found = _BEFORE.search(text, max(0, start - _LONGEST), start)
    if found is None:
        return None
    code = _LEADS_TO_CODE.sub("", found["code"])
    if code == found["code"] and text[: found.start()].endswith("》"):
        code = _AND.sub("", code)
        if code == found["code"]:
            return None
    return _standard(code + found["rest"]) if 2 <= len(code) <= _LONGEST_CODE else None


def _standard(number: str) -> str:
    return fold_document_number(number).replace(" ", "")


# Characters. No title is as long: its mark was not closed.
_LONGEST_TITLE = 300
_SHORT_NAME = re.compile("(?:简称|下称|以下称|统称)(?:为|：)?[“‘]?$")
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
_NO_NUMBER = "附件|附表|编号|电话|许可|备案|详?见第"
# A remark may stand in between (（征求意见稿）, （2021年修订）).
_ASIDE = "(?:[（(][^（）()〔号]*[）)])*"
_IN_BRACKETS = re.compile(
    f"[ ”’]*{_ASIDE} *[{_OPENS}] *(?!{_NO_NUMBER})(?:详?见|文号：?)?"
    f"(?P<number>{_ISSUER}{_NUMBERED}|{_ISSUER}(?:20[0-9]{{2}}年)?{_ISSUER}{_DECREE})"
    "(?![楼院线馆房门机库井铺栋件表])"
)
# Without brackets nothing says where the code begins but that it is short and joins nothing.
_BARE = re.compile(
    f"{_ASIDE}(?P<number>(?:(?![和及与或的等按照据求由经以见])[{HAN}]){{2,6}}"
    f"{_YEAR} *[0-9０-９]+ *号)"
    "(?!文?件?《)"
)
_BEFORE = re.compile(
    f"(?P<code>[{HAN}]{{2,24}})(?P<rest>{_YEAR} *[0-9０-９]+ *号|令第?(?:{_SERIAL})号)"
    "(?:文件?|印发的?|发布的?|公布的?)?$"
)
_LONGEST = 60
# The longest code in use has eight characters: a longer one has words in front of it.
_LONGEST_CODE = 8
_AND = re.compile("^[和及与]")
# Words that lead to a number, another number, and the issuer written out: 省民政厅皖民〔2021〕.
_LEADS_TO_CODE = re.compile(
    "^.*(?:按照?|[依参遵对]照|[根依]据|执行|落实|贯彻|转发|[印下]发|严格|认真|关于|通过|结合|围绕|以|见"
    "|号[和及与]?|政府|委员会|办公[厅室])"
    f"|^.*?[省市县区州][{HAN}]{{1,8}}[厅局委部院](?=(?![发函字办规秘])[{HAN}]{{2}})"
)
