"""Documents named in a text: 《title》（document number）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Citation
from pipeline.text.cleaning import HAN, clean, fold_document_number


def citations(text: str) -> tuple[Citation, ...]:
    """The documents that `text` names, in order, identical ones once.

    A title may hold titles of its own. A short name that the text gives a document
    (以下简称《意见》) names no other document.
    """
    text = clean(text)
    found: list[Citation] = []
    short_names: set[str] = set()
    for start, end in _titles(text):
        title = text[start + 1 : end - 1].strip()
        if _SHORT_NAME.search(text, 0, start):
            short_names.add(title)
        elif title and title not in short_names:
            found.append(Citation(title=title, document_number=_number_after(text, end)))
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
    depth = 0
    for position in range(start, len(text)):
        depth += (text[position] == "《") - (text[position] == "》")
        if depth == 0:
            return position + 1
    return None


def _number_after(text: str, end: int) -> str | None:
    found = _NUMBER.match(text, end)
    if found is None:
        return None
    return fold_document_number(found["number"]).replace(" ", "")


_SHORT_NAME = re.compile("(?:简称|下称)(?:为|：)?[“‘]?$")
_YEAR = r"[\[［〔﹝【（(] *[0-9０-９]{4} *[\]］〕﹞】）)]"
# A remark may stand in between (（征求意见稿）). The first of several numbers is the document's
# own; the others are those of what it follows.
_NUMBER = re.compile(
    "[ ”’]*(?:（[^（）0-9]*）)? *[（(] *"
    f"(?P<number>[{HAN}A-Za-z ]*(?:{_YEAR}|20[0-9]{{2}}年)?[{HAN} ]*[0-9０-９]+ *号)"
)
