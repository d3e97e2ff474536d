"""One ledger: what it says (the truth), and the grid of cells that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.corpus.content import Writer
from benchmarks.corpus.layouts import HEADERS, LEVEL_HEADERS, SHARES, Layout
from benchmarks.corpus.nouns import (
    Cell,
    Citation,
    Deadline,
    Grid,
    Heading,
    Ledger,
    Responsibility,
    Role,
    Sheet,
    Task,
)

ROLE_COLUMNS: dict[str, tuple[str, ...]] = {
    "one": ("responsibility",),
    "lead+support": ("lead", "support"),
    "lead+responsible": ("lead", "responsible"),
    "three": ("lead", "support", "responsible"),
}
ROLE_OF: dict[str, Role] = {"lead": "lead", "support": "support", "responsible": "responsible"}
NO_DEADLINE = Deadline("", "none")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Size:
    """How long a ledger is: tasks, and the sentences of a requirement, drawn from `lengths`."""

    tasks: int
    lengths: tuple[int, ...] = (1, 1, 2, 2, 3)


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column: the words over it, and the contract's field."""

    header: tuple[str, ...]
    field: str
    level: int = 0


@dataclass(slots=True)
class Draft:
    """One task in the making: what it says, and what its cells show."""

    outline: list[tuple[str, Heading]] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    requirement: str = ""
    citations: tuple[Citation, ...] = ()
    roles: dict[str, Responsibility] = field(default_factory=dict)
    deadline: Deadline = NO_DEADLINE
    extras: dict[str, str] = field(default_factory=dict)
    number: int | None = None


def ledger(
    rng: Random, writer: Writer, layout: Layout, size: Size, title: str
) -> tuple[Sheet, Ledger]:
    """Draw a ledger and lay it out."""
    columns = _columns(rng, layout)
    drafts = _drafts(rng, writer, layout, size)
    spans = _merge(rng, layout, drafts)
    tasks = tuple(_task(i, draft, columns) for i, draft in enumerate(drafts, 1))
    truth = Ledger(
        title,
        writer.year,
        tuple(("/".join(column.header), column.field) for column in columns),
        tasks,
    )
    sheet = Sheet(
        _header(layout, columns),
        _body(layout, columns, drafts, spans),
        tuple(SHARES[column.field] for column in columns),
        automatic=_automatic(layout, columns),
    )
    return sheet, truth


def _columns(rng: Random, layout: Layout) -> tuple[Column, ...]:
    words = {name: rng.choice(choices) for name, choices in HEADERS.items()}
    words |= dict(layout.headers)
    if "title" in layout.order and words["outline"] == words["title"]:
        words["outline"] = "重点领域"
    if "requirement" in layout.order and not _has_other_text(layout):
        words["requirement"] = words["task"]
    columns: list[Column] = []
    for name in layout.order:
        columns += _of(name, words, layout)
    return tuple(columns)


def _has_other_text(layout: Layout) -> bool:
    return "title" in layout.order or "column" in layout.levels


def _of(name: str, words: dict[str, str], layout: Layout) -> Iterator[Column]:
    if name == "outline":
        levels = [i for i, where in enumerate(layout.levels) if where == "column"]
        for place, level in enumerate(levels):
            header: tuple[str, ...] = (words["outline"],)
            if layout.two_rows and not layout.one_header and len(levels) > 1:
                header = (words["outline"], LEVEL_HEADERS[place])
            yield Column(header, "outline", level)
    elif name == "roles":
        fields = ROLE_COLUMNS[layout.roles]
        over = ("责任分工",) if layout.two_rows and len(fields) > 1 else ()
        for role in fields:
            yield Column((*over, words[role]), role)
    elif (
        name == "number"
        and layout.one_header
        and layout.order.index(name) + 1 == (layout.order.index("requirement"))
        and words["number"]
    ):
        group = words["requirement"]
        yield Column((group, "序号") if layout.two_rows else (group,), "number")
    elif name == "requirement" and layout.one_header and layout.two_rows:
        yield Column((words["requirement"], "内容"), "requirement")
    elif name in words:
        yield Column((words[name],), name)
    else:
        yield Column((name,), "extras")


def _drafts(rng: Random, writer: Writer, layout: Layout, size: Size) -> list[Draft]:
    drafts = [Draft() for _ in range(size.tasks)]
    _head(rng, writer, layout, drafts, 0)
    for place, draft in enumerate(drafts):
        _fill(rng, writer, layout, draft, rng.choice(size.lengths))
        if layout.number is not None:
            draft.number = (drafts[place - 1].number or 0) + 1 if place else 1
            if layout.gaps and place and rng.random() < 0.15:
                draft.number += 1
    return drafts


def _head(rng: Random, writer: Writer, layout: Layout, drafts: Sequence[Draft], level: int) -> None:
    """Give the tasks their headings of this level and of those inside it."""
    if level == len(layout.levels):
        return
    innermost = level + 1 == len(layout.levels)
    unlabelled = layout.labels[level] == "none"
    for ordinal, (start, end) in enumerate(
        _groups(rng, len(drafts), innermost=innermost, unlabelled=unlabelled), 1
    ):
        stop = layout.levels[level] == "column" and level == 1
        drawn = writer.heading(layout.labels[level], ordinal, stop=stop)
        for draft in drafts[start:end]:
            draft.outline.append(drawn)
        _head(rng, writer, layout, drafts[start:end], level + 1)


def _groups(
    rng: Random, count: int, *, innermost: bool, unlabelled: bool
) -> Iterator[tuple[int, int]]:
    """Ranges of tasks under one heading. Only a span tells that an unlabelled cell heads."""
    start = 0
    while start < count:
        length = rng.randint(2 if unlabelled else 1, 3) if innermost else rng.randint(3, 7)
        end = min(count, start + length)
        if count - end < (2 if unlabelled or not innermost else 1):
            end = count
        yield start, end
        start = end


def _fill(rng: Random, writer: Writer, layout: Layout, draft: Draft, sentences: int) -> None:
    if layout.has("title"):
        draft.title = writer.title()
    said = writer.requirement(sentences)
    draft.requirement, draft.citations = said.text, said.citations
    for role in ROLE_COLUMNS[layout.roles]:
        draft.shown[role], draft.roles[role] = writer.parties(
            layout, ROLE_OF.get(role) if layout.roles != "one" else None
        )
    for name in layout.order:
        if name not in HEADERS and name not in ("roles", "outline"):
            draft.extras[name] = writer.aside(name)
    _due(rng, writer, layout, draft)


def _due(rng: Random, writer: Writer, layout: Layout, draft: Draft) -> None:
    if layout.due == "column":
        if not (layout.blank_deadlines and rng.random() < 0.3):
            draft.deadline = writer.deadline()
    elif layout.due == "text" and rng.random() < 0.5:
        clause, draft.deadline = writer.limit()
        draft.requirement = draft.requirement.removesuffix("。") + clause
    elif layout.due == "remark":
        draft.extras["备注"] = ""
        if rng.random() < 0.7:
            draft.deadline = writer.remark()
            draft.extras["备注"] = draft.deadline.text


def _merge(
    rng: Random, layout: Layout, drafts: Sequence[Draft]
) -> dict[str, list[tuple[int, int]]]:
    """The ranges of tasks that share a value, field by field; their drafts say the same."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for name in layout.merged:
        spans[name] = []
        ranges = [(0, len(drafts))]
        if "banner" in layout.levels:
            ranges = [*_within_headings(drafts)]
        for first, last in ranges:
            start = first
            while start < last:
                end = min(last, start + rng.choice([1, 2, 2, 3]))
                if end - start > 1:
                    spans[name].append((start, end))
                    for draft in drafts[start + 1 : end]:
                        _share(drafts[start], draft, name)
                start = end
    return spans


def _within_headings(drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Ranges of tasks under the same headings: a banner cuts whatever is merged."""
    start = 0
    for place in range(1, len(drafts) + 1):
        if place == len(drafts) or drafts[place].outline != drafts[start].outline:
            yield start, place
            start = place


def _share(of: Draft, to: Draft, name: str) -> None:
    if name == "roles":
        to.roles, to.shown = of.roles, of.shown
    elif name == "deadline":
        to.deadline = of.deadline
    else:
        to.requirement, to.citations = of.requirement, of.citations


def _task(sequence: int, draft: Draft, columns: Sequence[Column]) -> Task:
    return Task(
        sequence,
        draft.number,
        tuple(heading for _, heading in draft.outline),
        draft.title,
        draft.requirement,
        _responsibility(draft, columns),
        draft.deadline,
        draft.citations,
        draft.extras,
    )


def _responsibility(draft: Draft, columns: Sequence[Column]) -> Responsibility:
    headers = [(c.header[-1], draft.roles[c.field]) for c in columns if c.field in draft.roles]
    if len(headers) == 1:
        return headers[0][1]
    return Responsibility(
        "；".join(f"{header}：{said.text}" for header, said in headers),
        tuple(party for _, said in headers for party in said.parties),
        any(said.and_others for _, said in headers),
    )


def _automatic(layout: Layout, columns: Sequence[Column]) -> int | None:
    if not layout.automatic:
        return None
    wanted = "number" if layout.has("number") else "requirement"
    return next(i for i, column in enumerate(columns) if column.field == wanted)


def _header(layout: Layout, columns: Sequence[Column]) -> Grid:
    rows = max(len(column.header) for column in columns)
    grid: Grid = [[None] * len(columns) for _ in range(rows)]
    for place, column in enumerate(columns):
        for depth, word in enumerate(column.header):
            path = column.header[: depth + 1]
            before = columns[place - 1].header[: depth + 1] if place else ()
            joined = len(path) <= len(before) and before == path
            if joined and (len(path) < rows or layout.one_header or rows == 1):
                continue
            width = 1
            for other in columns[place + 1 :]:
                if other.header[: depth + 1] != path:
                    break
                width += 1
            high = rows - depth if depth + 1 == len(column.header) else 1
            text = "　".join(word) if layout.spaced and len(word) < 5 else word
            grid[depth][place] = Cell(
                text, f"header:{place + 1}-{place + width}", high, width, centred=True
            )
    return grid


def _body(
    layout: Layout,
    columns: Sequence[Column],
    drafts: Sequence[Draft],
    spans: dict[str, list[tuple[int, int]]],
) -> Grid:
    grid: Grid = []
    above: list[tuple[str, Heading]] = []
    for place, draft in enumerate(drafts):
        grid += _banners(layout, draft.outline, above, len(columns), place + 1, drafts)
        above = draft.outline
        grid.append([_cell(layout, column, drafts, place, spans) for column in columns])
    return grid


def _banners(
    layout: Layout,
    outline: list[tuple[str, Heading]],
    above: list[tuple[str, Heading]],
    width: int,
    sequence: int,
    drafts: Sequence[Draft],
) -> Iterator[list[Cell | None]]:
    for level, where in enumerate(layout.levels):
        if where == "banner" and outline[: level + 1] != above[: level + 1]:
            last = _last_under(drafts, sequence - 1, level)
            text = outline[level][0]
            yield [
                Cell(text, f"label{level}:{sequence}-{last}", 1, width),
                *[None] * (width - 1),
            ]


def _last_under(drafts: Sequence[Draft], place: int, level: int) -> int:
    under = drafts[place].outline[: level + 1]
    while place < len(drafts) and drafts[place].outline[: level + 1] == under:
        place += 1
    return place


def _cell(
    layout: Layout,
    column: Column,
    drafts: Sequence[Draft],
    place: int,
    spans: dict[str, list[tuple[int, int]]],
) -> Cell | None:
    draft = drafts[place]
    name = "roles" if column.field in ROLE_COLUMNS[layout.roles] else column.field
    for start, end in spans.get(name, []):
        if start < place < end:
            return None
        if start == place:
            return _value(layout, column, draft, (start + 1, end))
    if column.field == "outline":
        return _label(column, drafts, place)
    return _value(layout, column, draft, (place + 1, place + 1))


def _label(column: Column, drafts: Sequence[Draft], place: int) -> Cell | None:
    under = drafts[place].outline[: column.level + 1]
    if place and drafts[place - 1].outline[: column.level + 1] == under:
        return None
    last = _last_under(drafts, place, column.level)
    return Cell(under[-1][0], f"label{column.level}:{place + 1}-{last}", last - place)


def _value(layout: Layout, column: Column, draft: Draft, span: tuple[int, int]) -> Cell:
    first, last = span
    name = column.field
    text = {
        "number": "" if layout.automatic else str(draft.number or ""),
        "title": draft.title or "",
        "requirement": _lead_in(layout, draft) + draft.requirement,
        "deadline": draft.deadline.text,
    }.get(name)
    if text is None:
        text = draft.shown[name] if name in draft.shown else draft.extras[column.header[0]]
    return Cell(
        text, f"{name}:{first}-{last}", last - first + 1, centred=name in ("number", "deadline")
    )


def _lead_in(layout: Layout, draft: Draft) -> str:
    """The number where it stands in front of the text."""
    if layout.has("number") or draft.number is None or layout.automatic:
        return ""
    if layout.number == "circled":
        return CIRCLED[draft.number - 1]
    return {"dot": "{}.", "space": "{} ", "bracket": "（{}）"}.get(layout.number or "", "").format(
        draft.number
    )
