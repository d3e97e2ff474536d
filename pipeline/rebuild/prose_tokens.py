"""What one paragraph of a ledger without a table says: its label, texts, who answers, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.page import Line, joined
from pipeline.text.cleaning import clean, squeeze
from pipeline.text.header_words import Kind, vocabulary
from pipeline.text.numbering import Label, split_label

PARTIES: tuple[Kind, ...] = ("lead", "support", "responsibility")
# Words that may stand before a colon, with what is said after it; shorter ones are words of
# sentences (要求：, 单位：), but for these.
NAMED: tuple[Kind, ...] = (*PARTIES, "deadline", "extras", "requirement", "task")
SHORTEST = 4
SHORT = ("时限", "期限", "牵头", "配合", "责任人", "联系人")
OF_ROLES = "牵头|主办|责任|配合|协办|承办|参与|参加|主责|落实|实施|负责"
GENERIC = (
    rf"(?:[省市县区州镇]级?直?|主要|共同|第一|具体)?(?:{OF_ROLES})[和及与、/／或]?(?:{OF_ROLES})?"
    r"(?:单位|部门|处室|科室|股室|机构|主体|领导)(?:（[^（）]{1,8}）)?"
    "|(?:分管|包保|挂牌|包联)(?:市|县|区|局|厅)?领导"
    "|(?:办结|整改|落实|任务|办理|推进|计划完成)(?:时限|期限|时间)(?:要求)?"
)
CLOSES = {"（": "）", "(": ")", "【": "】", "[": "]"}
OPENS = "（(《“【[〔〈‘「『"
SHUTS = "）)》”】]〕〉’」』"
# What parts two values, and belongs to neither.
MARKS = "；;，,。"
PARTS = re.compile(f"[{MARKS}]")
IDLE = MARKS + " \t\n\u3000\xa0"
ENDS_SENTENCE = "。；！？!?"
# A name, and what it does: the end of （办公室牵头，各处室配合）.
ROLE_BEHIND = re.compile(
    r".+(?:牵头|主办|负责|承办|配合|协办|参与|会同.+)(?:负责|落实|实施|抓落实)?", re.DOTALL
)
TIME = re.compile(
    "(?:持续|长期|常态|全年|每[年月季半周]|[本今明当]?年(?:内|底|末)|20[0-9]{2}年|[0-9]{1,2}月|[一二三四五六七八九十]{1,3}月"
    "|[上下]半年|第?[一二三四1-4]季度|及时|按时序|立即|即时)[^、]{0,14}"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A part of the paragraph that says what is to be done."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """What it says, clean."""
        return clean(joined(self.lines))


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A value with what it is of; `word` is the word before it (责任单位), where one stands."""

    kind: Kind
    word: tuple[Line, ...]
    lines: tuple[Line, ...]

    @property
    def header(self) -> str:
        """The word before it, as it would head a column."""
        return squeeze(joined(self.word))


@dataclass(frozen=True, slots=True)
class Read:
    """A paragraph taken apart. `label` with its mark stands in `label_lines`.

    The first text of a labelled paragraph is its first sentence, for that may be a heading.
    """

    lines: tuple[Line, ...]
    label: Label | None
    label_lines: tuple[Line, ...]
    tokens: tuple[Text | Said, ...]


def read(lines: Sequence[Line]) -> Read:
    """Take a paragraph apart: its label, and then its texts and values in printed order."""
    held = tuple(lines)
    raw = "\n".join(line.text for line in held)
    label = split_label(raw)
    start = 0 if label is None else len(raw) - len(label.rest)
    tokens = list(_tokens(held, raw, start))
    if label is not None and tokens and isinstance(tokens[0], Text):
        tokens[:1] = _sentences(tokens[0])
    return Read(held, label, cut(held, 0, start), tuple(tokens))


def speaks_against(text: Text) -> bool:
    """Does a line begin with the word of a value that no task has, as 总投资："""
    parts = [squeeze(line.text).replace("：", ":").partition(":") for line in text.lines]
    return any(colon and vocabulary().speaks_against(word) for word, colon, _ in parts)


def is_named(text: str) -> bool:
    """Does the text begin with the word of a value, as 责任单位："""
    return _named().match(text.strip()) is not None


def is_broken(above: str, below: str) -> bool:
    """Does a word of a value begin in one line and end in the next?"""
    found = _named().finditer(f"{above}\n{below}")
    return any(word.start() < len(above) < word.end() for word in found)


def _sentences(text: Text) -> tuple[Text, ...]:
    """The text up to its first 。 outside of brackets and quotation marks, and what follows it."""
    raw = "\n".join(line.text for line in text.lines)
    depth = 0
    for place, character in enumerate(raw):
        depth += (character in OPENS) - (character in SHUTS)
        if character == "。" and depth <= 0 and raw[place + 1 :].strip():
            rest = cut(text.lines, place + 1, len(raw))
            return Text(cut(text.lines, 0, place + 1)), Text(rest)
    return (text,)


def cut(lines: Sequence[Line], start: int, end: int) -> tuple[Line, ...]:
    """The parts of lines from one place to another of their texts, joined by a break."""
    return tuple(_cut(lines, start, end))


def _cut(lines: Sequence[Line], start: int, end: int) -> Iterator[Line]:
    at = 0
    for line in lines:
        first, last = max(start - at, 0), min(end - at, len(line.text))
        while first < last and line.text[first].isspace():
            first += 1
        while first < last and line.text[last - 1].isspace():
            last -= 1
        if first < last:
            yield _piece(line, first, last)
        at += len(line.text) + 1


def _piece(line: Line, first: int, last: int) -> Line:
    box, ends = line.place.box, line.ends
    if box is not None and ends:
        left = ends[first - 1] if first else box.x0
        box = box._replace(x0=left, x1=max(ends[last - 1], left))
    return replace(
        line,
        text=line.text[first:last],
        place=replace(line.place, box=box),
        ends=ends[first:last],
        is_cut_word=line.is_cut_word and last == len(line.text),
    )


def _tokens(lines: tuple[Line, ...], raw: str, start: int) -> Iterator[Text | Said]:
    at = start
    for first, last, values in _spans(raw, start):
        yield from _text(lines, raw, at, first, last)
        yield from (_said(lines, *value) for value in values)
        at = last
    if at == start or raw[at:].strip(IDLE):
        yield from _text(lines, raw, at, len(raw))


def _text(
    lines: tuple[Line, ...], raw: str, first: int, last: int, end: int | None = None
) -> Iterator[Text]:
    """A text, and the full stop at the `end` of its value: …公开（办公室负责）。 ends with one."""
    said = raw[first:last].strip()
    if said:
        after = "" if end is None else raw[end:].lstrip()
        stop = len(raw) - len(after)
        is_apart = after.startswith("。") and said[-1] not in ENDS_SENTENCE
        yield Text((*cut(lines, first, last), *cut(lines, stop, stop + is_apart)))


Value = tuple[Kind, tuple[int, int], tuple[int, int]]
Span = tuple[int, int, list[Value]]


def _said(
    lines: tuple[Line, ...], kind: Kind, word: tuple[int, int], value: tuple[int, int]
) -> Said:
    return Said(kind, cut(lines, *word), cut(lines, *value))


def _spans(raw: str, start: int) -> Iterator[Span]:
    """The parts of a paragraph that hold values, with those: in brackets, or behind a word."""
    pairs = [pair for pair in _brackets(raw) if pair[0] >= start]
    words = [
        found
        for found in _named().finditer(raw)
        if not any(first < found.start() < last for first, last in pairs)
    ]
    words = [
        word
        for place, word in enumerate(words)
        if place or not raw[: word.start()].strip() or _kind(word) in _OF_TASKS
    ]
    behind = min((word.start() for word in words), default=len(raw))
    for first, last in pairs:
        values = [*_in_brackets(raw, first, last)] if first < behind else []
        if values:
            yield first, last + 1, values
    for found, end in _with_ends(words, len(raw)):
        yield found.start(), end, [*_values(raw, found, found.end(), end)]


def _with_ends(words: Sequence[re.Match[str]], end: int) -> Iterator[tuple[re.Match[str], int]]:
    """Each word with the place where what is said after it ends: at the next word."""
    return zip(words, [*(word.start() for word in words[1:]), end], strict=False)


def _brackets(raw: str) -> Iterator[tuple[int, int]]:
    """Where the outermost brackets open and close."""
    opened: list[tuple[str, int]] = []
    for place, character in enumerate(raw):
        if character in CLOSES:
            opened.append((CLOSES[character], place))
        elif opened and character in "）)】]":
            _, first = opened.pop()
            if not opened:
                yield first, place


def _in_brackets(raw: str, first: int, last: int) -> Iterator[Value]:
    words = [*_named().finditer(raw, first, last)]
    if words and not raw[first + 1 : words[0].start()].strip():
        for found, end in _with_ends(words, last):
            yield from _values(raw, found, found.end(), end)
    elif _stands_at_end(raw, first, last) and _names_roles(raw[first + 1 : last]):
        yield from _values(raw, None, first + 1, last)


def _stands_at_end(raw: str, first: int, last: int) -> bool:
    """Is it at the end of a sentence or paragraph, as what governs it is?"""
    before = raw[:first].rstrip()[-1:]
    return before in ENDS_SENTENCE or not raw[last + 1 :].strip(IDLE)


def _names_roles(inner: str) -> bool:
    """Does each part of it name somebody with a role, or a time?"""
    clauses = [clause for part in PARTS.split(inner) if (clause := squeeze(part))]
    roles = [clause for clause in clauses if ROLE_BEHIND.fullmatch(clause)]
    others = [clause for clause in clauses if clause not in roles and not TIME.fullmatch(clause)]
    return bool(roles) and not others


def _values(raw: str, found: re.Match[str] | None, first: int, last: int) -> Iterator[Value]:
    """The value between two places, behind a word; a time at the end of names is a deadline."""
    kind: Kind = "responsibility" if found is None else _kind(found)
    word = (0, 0) if found is None else found.span("word")
    if kind in _OF_TASKS:
        first, last = _trimmed(raw, first, last)
    if kind in PARTIES:
        marks = [found.start() for found in PARTS.finditer(raw, first, last)]
        for mark in marks[-1:]:
            if TIME.fullmatch(squeeze(raw[mark + 1 : last])):
                yield (kind, word, _trimmed(raw, first, mark))
                yield ("deadline", (0, 0), _trimmed(raw, mark + 1, last))
                return
    yield (kind, word, (first, last))


def _trimmed(raw: str, first: int, last: int) -> tuple[int, int]:
    """Without the spaces and marks at both ends."""
    while first < last and raw[first] in IDLE:
        first += 1
    while first < last and raw[last - 1] in IDLE:
        last -= 1
    return first, last


_OF_TASKS: tuple[Kind, ...] = (*PARTIES, "deadline")


def _kind(found: re.Match[str]) -> Kind:
    kind = vocabulary().kind(found["word"])
    return "responsibility" if kind is None else kind


@cache  # built from data that is part of the program
def _named() -> re.Pattern[str]:
    """The word of a value with its colon, or in brackets of its own: 责任单位：, 【责任单位】."""
    known = {word for field in vocabulary().fields if field.kind in NAMED for word in field.words}
    whole = sorted({word for word in known if len(word) >= SHORTEST} | {*SHORT}, key=len)
    spaced = [r"\s*".join(map(re.escape, word)) for word in reversed(whole)]
    words = "|".join([*spaced, GENERIC])
    return re.compile(
        rf"(?:^|(?<=[\s。；;，,！（(【\[]))(?P<mark>[【\[]\s*)?(?P<word>{words})\s*"
        rf"(?(mark)[】\]]\s*[:：]?|[:：])"
    )
