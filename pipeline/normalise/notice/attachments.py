"""附件说明: the list of attachments under the body, and the marks over the attachments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.text.numbering import number_of

NUMERAL = "[0-9０-９一二三四五六七八九十]{1,3}"
# 附件：…, 附件1：…, 附件1.…; `rest` is what is listed.
ATTACHED = re.compile(
    rf"^附\s*[件表]?\s*(?:(?<=[件表])\s*(?P<number>{NUMERAL})\s*[:：.．、]|[:：])\s*(?P<rest>.+)$",
    re.DOTALL,
)
# 附件2重点工作台账: without a mark between them.
CLOSE = re.compile(
    r"^附\s*[件表]\s*(?P<number>\d{1,2})(?P<rest>[^\d\s）),，、:：.．至到\-—~～中所的内].+)$"
)
RANGE = re.compile(rf"^附\s*[件表]\s*[:：]?\s*(?P<range>{NUMERAL}\s*[-—－~～至到]\s*{NUMERAL})$")
MARKER = re.compile(
    rf"^[（(【\[]?附\s*[件表]\s*(?:{NUMERAL}(?:\s*[-—－之]\s*{NUMERAL})?)?\s*[:：]?[）)】\]]?$"
)
NOTHING = re.compile("^[（(]?(?:略|无|见附件|另附|另发)[）)]?$")
SENTENCE_END = re.compile("[。！？]$")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def is_marker(text: str) -> bool:
    """附件, 附件1, 附表2： alone in its line, over an attachment."""
    return MARKER.match(text) is not None


def is_attached(text: str) -> bool:
    """Does a list of attachments begin here, or its next line with 附件 before the number?"""
    return listed(text) is not None


def listed(text: str) -> str | None:
    """What a line that begins with 附件 lists; None where it is none of a list."""
    ranged = RANGE.match(text)
    if ranged is not None:
        return text
    if is_marker(text) or (SENTENCE_END.search(text) is not None and text.count("。") > 1):
        return None
    found = ATTACHED.match(text)
    if found is None and SENTENCE_END.search(text) is None:
        found = CLOSE.match(text)
    if found is None:
        return None
    number = found.groupdict().get("number")
    return f"{number_of(number)}.{found['rest']}" if number else found["rest"]


@dataclass(slots=True)
class Listing:
    """A list of attachments as it is read line by line."""

    names: list[str] = field(default_factory=list)
    number: int = 0

    def read(self, text: str) -> None:
        """Read the next line: items with the number that is due, else the rest of a name."""
        at = 0
        for start, end in self._marks(text):
            self._go_on(text[at:start])
            self.names.append("")
            at = end
        self._go_on(text[at:])

    def begins_item(self, text: str) -> bool:
        """Does the text begin with the number that is due?"""
        return _at_head(self.number + 1).match(text) is not None

    def done(self) -> tuple[str, ...]:
        """The names, without the marks that part them."""
        bare = (name.strip().rstrip("；;。").strip() for name in self.names)
        return tuple(name for name in bare if name and not NOTHING.match(name))

    def _go_on(self, text: str) -> None:
        if not text.strip():
            return
        if not self.names:
            self.names.append("")
        self.names[-1] += text

    def _marks(self, text: str) -> list[tuple[int, int]]:
        """Where the numbers that are due stand, one after the other."""
        found: list[tuple[int, int]] = []
        at = 0
        while True:
            due = self.number + 1
            head = _at_head(due).match(text) if at == 0 else None
            mark = head or (_within(due).search(text, at) if self.number or at else None)
            if mark is None:
                return found
            found.append(mark.span())
            self.number, at = due, mark.end()


def _at_head(number: int) -> re.Pattern[str]:
    circled = CIRCLED[number - 1 : number]
    either = f"|{circled}" if circled else ""
    return re.compile(rf"\s*(?:附\s*[件表]\s*)?(?:{number}\s*[.．、:：]|（{number}）{either})\s*")


def _within(number: int) -> re.Pattern[str]:
    """A number within a line: a year may follow its point, but no other figure."""
    circled = CIRCLED[number - 1 : number]
    either = f"|{circled}" if circled else ""
    return re.compile(
        rf"(?<![0-9.．第])(?<!附[件表])\s*(?:附\s*[件表]\s*)?"
        rf"(?:{number}\s*[.．、]\s*(?=(?:19|20)\d\d(?!\d)|[^\d\s]){either})\s*"
    )
