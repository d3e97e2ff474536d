"""Heads of notices made from their parts, and printed: as a page, a Word file, or a dump."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.page import Box, Line, Place

SIZE, LEADING, LEFT = 16.0, 28.0, 80.0
BLANK = "\u3000"
NO_HEAD_OF_LINE = "，。：；、）》〕"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a head says; anything may be missing. `signers` are the bodies that sign."""

    marks: tuple[str, ...] = ()
    letterhead: tuple[str, ...] = ()
    is_marked: bool = False
    number: str | None = None
    signer: str = ""
    title: str = ""
    recipients: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    issued_on: date | None = None
    day: str = ""
    remark: str = ""
    copies: str = ""
    ledger: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, how it stands (left, indented, middle, right), and the page it begins on."""

    text: str
    stands: str
    page: int = 1


def blocks(parts: Parts) -> Iterator[Block]:
    """The paragraphs of a head, in the order of GB/T 9704-2012."""
    yield from (Block(mark, "left") for mark in parts.marks)
    for name in parts.letterhead:
        is_last = parts.is_marked and name == parts.letterhead[-1]
        yield Block(name + "文件" * is_last, "middle")
    if parts.number:
        yield Block(
            parts.number + (f"{BLANK * 3}签发人：{parts.signer}" if parts.signer else ""), "number"
        )
    yield Block(parts.title, "middle")
    if parts.recipients:
        yield Block("，".join(parts.recipients) + "：", "left")
    yield from (Block(text, "indented") for text in parts.body)
    if len(parts.attachments) == 1:
        yield Block(f"附件：{parts.attachments[0]}", "indented")
    elif parts.attachments:
        yield Block(f"附件：1.{parts.attachments[0]}", "indented")
        for number, name in enumerate(parts.attachments[1:], 2):
            yield Block(f"{number}.{name}", "indented")
    yield from (Block(name, "right") for name in parts.signers)
    if parts.issued_on is not None:
        yield Block(parts.day, "right")
    yield from (Block(text, "left") for text in (parts.remark, parts.copies) if text)
    yield Block("附件", "left", 2)
    yield Block(parts.ledger, "middle", 2)


def _wrapped(block: Block, columns: int) -> list[str]:
    """A number, a signature and a date stand in one line each."""
    if block.stands in ("number", "right"):
        return [block.text]
    return cut(block.text, columns, 2 if block.stands == "indented" else 0)


def cut(text: str, columns: int, first: int) -> list[str]:
    """The text in lines of so many characters, the first one shorter by `first`."""
    lines: list[str] = []
    room = columns - first
    while text:
        end = min(room, len(text))
        while end < len(text) and end > 1 and text[end] in NO_HEAD_OF_LINE:
            end -= 1
        lines.append(text[:end])
        text = text[end:]
        room = columns
    return lines


def as_page(parts: Parts, columns: int) -> list[Line]:
    """Lines with boxes, `columns` characters wide."""
    lines: list[Line] = []
    row = page = 0
    for block in blocks(parts):
        row = 0 if block.page != page else row
        page = block.page
        narrow = columns - 6 if block.stands == "middle" else columns
        for at, text in enumerate(_wrapped(block, narrow)):
            x0 = LEFT + SIZE * _offset(block.stands, columns - len(text), is_first=at == 0)
            top = 100 + LEADING * row
            box = Box(x0, top, x0 + SIZE * len(text), top + SIZE)
            lines.append(Line(text, Place(page, box), size=SIZE))
            row += 1
    return lines


def _offset(stands: str, free: int, *, is_first: bool) -> float:
    if stands in ("middle", "number"):
        return free / 2
    if stands == "right":
        return max(0, free - 4)
    return 2 if stands == "indented" and is_first else 0


def as_word(parts: Parts) -> list[Line]:
    """A paragraph a line, without boxes or pages."""
    return [Line(block.text, Place(), is_paragraph=True) for block in blocks(parts)]


def as_dump(parts: Parts, columns: int) -> list[Line]:
    """Lines cut at a width, without boxes; first lines of paragraphs two characters in."""
    lines: list[Line] = []
    for block in blocks(parts):
        for at, text in enumerate(_wrapped(block, columns)):
            indent = BLANK * 2 if block.stands == "indented" and at == 0 else ""
            lines.append(Line(indent + text, Place(block.page), is_paragraph=True))
    return lines


def drawn(rows: Sequence[str], page_mark: str) -> list[Line]:
    """Lines as they are drawn: a wide blank in front is a character's width, a blank half one."""
    lines: list[Line] = []
    page, row = 1, 0
    for text in rows:
        if text == page_mark:
            page, row = page + 1, 0
            continue
        bare = text.lstrip(BLANK + " ")
        front = text[: len(text) - len(bare)]
        x0 = LEFT + SIZE * (front.count(BLANK) + front.count(" ") / 2)
        top = 100 + LEADING * row
        if bare:
            box = Box(x0, top, x0 + SIZE * len(bare), top + SIZE)
            lines.append(Line(bare, Place(page, box), size=SIZE))
        row += 1
    return lines
