"""What changed as text for a terminal or a file: the only door to rich, in Chinese.

Colours where the reader has them; marks that need none, [-…-] and {+…+}, everywhere.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.changes import Changes, FieldChange, History, Mark, Pair, PartyChanges, Review, Side
from pipeline.compare.aspects import printed
from pipeline.emit.wording.in_chinese import field_name, in_chinese
from pipeline.emit.wording.in_words import doubt_text
from pipeline.model import Document
from pipeline.text.printable import printable

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

WIDTH = 100
"""Columns of a text that no terminal shows."""

NARROWEST = 80
"""Columns that the table of years takes, with some for the names of the files."""


def changes_text(
    changes: Changes,
    old: Document,
    new: Document,
    *,
    width: int = WIDTH,
    colour: bool = False,
) -> str:
    """Counts that add up, each task that changed, came or went, and the close calls.

    `width` counts columns of a terminal, in which a Han character takes two.
    """
    return _drawn(_of_changes(changes, old, new), width, colour=colour)


def history_text(history: History, *, width: int = WIDTH, colour: bool = False) -> str:
    """A line for each year: how many tasks it has, and what became of those before it."""
    lines = _of_history(history) if width >= NARROWEST else _of_narrow_history(history)
    return _drawn(lines, width, colour=colour)


def _drawn(lines: Iterable[RenderableType], width: int, *, colour: bool) -> str:
    from rich.console import Console

    held = io.StringIO()
    console = Console(
        file=held, width=width, force_terminal=colour, color_system="standard" if colour else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for line in lines:
        console.print(line)
    # Rich fills lines up to the width.
    return "\n".join(line.rstrip() for line in held.getvalue().splitlines()) + "\n"


def _of_changes(changes: Changes, old: Document, new: Document) -> Iterator[RenderableType]:
    for name, one in (("旧", changes.old), ("新", changes.new)):
        yield _styled((f"{name}：{_year(one)}{one.title}（{one.source}）", "bold"))
    total = changes.summary
    yield _styled(
        f"旧 {changes.old.tasks} 条 = 未变 {total.unchanged} + 有变 {total.changed} "
        f"+ 删除 {total.removed}"
    )
    renumbered = f"（其中仅序号变动 {total.renumbered_only}）" if total.renumbered_only else ""
    yield _styled(
        f"新 {changes.new.tasks} 条 = 未变 {total.unchanged} + 有变 {total.changed}{renumbered} "
        f"+ 新增 {total.added}"
    )
    for pair in changes.pairs:
        if pair.kind != "unchanged" or pair.fields:
            yield ""
            yield from _of_pair(pair, old, new)
    if changes.review:
        yield ""
        yield _styled((f"待复核 {len(changes.review)} 处", "bold yellow"))
    for close in changes.review:
        yield _indented(_styled(_close_call(close, old, new)))


def _close_call(close: Review, old: Document, new: Document) -> str:
    """Which two tasks, why a person should look at them, and their score."""
    here = _place(old, close.old_ledger, close.old)
    there = _place(new, close.new_ledger, close.new)
    rival = ""
    if close.rival_side is not None:
        name, document = {"old": ("旧", old), "new": ("新", new)}[close.rival_side]
        rival = f"{name} {_place(document, close.rival_ledger, close.rival)}"
    return f"旧 {here} 与 新 {there}：{doubt_text(close, rival)}（{close.score:.2f}）"


def _of_pair(pair: Pair, old: Document, new: Document) -> Iterator[RenderableType]:
    here = _place(old, pair.old_ledger, pair.old)
    there = _place(new, pair.new_ledger, pair.new)
    where = " → ".join(filter(None, (here, there)))
    aspects = "、".join(in_chinese("aspects", aspect) for aspect in pair.aspects)
    score = "" if pair.score is None else f"  相似度 {pair.score:.2f}"
    kind = in_chinese("kinds", pair.kind)
    yield _styled((f"【{kind}】{where}", _STYLES[pair.kind]), (f"  {aspects}", "bold"), score)
    if pair.kind in ("unchanged", "changed") and not {"title", "requirement"} & pair.fields.keys():
        yield _indented(_styled((_saying(new, pair), "dim")))
    for name, change in pair.fields.items():
        yield _indented(_field(name, change, is_both=pair.kind in ("unchanged", "changed")))
    for line in _of_parties(pair.parties):
        yield _indented(line)


def _field(name: str, change: FieldChange, *, is_both: bool) -> Text:
    head = f"{field_name(name)}："
    if not is_both:
        return _styled((head, "dim"), change.new or change.old or "")
    return _styled((head, "dim"), *map(_marked, change.marks))


def _marked(mark: Mark) -> str | tuple[str, str]:
    kind, text = mark
    if kind == "equal":
        return text
    return (f"[-{text}-]", "red strike") if kind == "delete" else (f"{{+{text}+}}", "green")


def _of_parties(parties: PartyChanges) -> Iterator[Text]:
    for name, style, names in (
        ("增加部门", "green", parties.added),
        ("减少部门", "red", parties.removed),
        (
            "角色变化",
            "yellow",
            [
                f"{one.name}（{in_chinese('roles', one.old)} → {in_chinese('roles', one.new)}）"
                for one in parties.role_changed
            ],
        ),
        ("仅更名", "dim", [f"{one.old} → {one.new}" for one in parties.renamed]),
    ):
        if names:
            yield _styled((f"{name}：{'、'.join(names)}", style))


def _of_history(history: History) -> Iterator[RenderableType]:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for header in ("年度", "任务", *map(_step_name, _STEPS), "上年任务中断", "文件"):
        table.add_column(
            header,
            justify="left" if header in ("年度", "文件") else "right",
            no_wrap=header != "文件",
            overflow="fold",
        )
    for side, year in zip(history.documents, history.summary, strict=True):
        counts = (year.tasks, year.first, year.unchanged, year.changed, year.returned, year.gone)
        table.add_row(_year(side) or "—", *map(str, counts), printable(side.source))
    yield table
    yield _all_years(history)


def _of_narrow_history(history: History) -> Iterator[RenderableType]:
    """The same where there is no room for a table: a sum for each year."""
    for side, year in zip(history.documents, history.summary, strict=True):
        counted = year.model_dump()
        parts = " + ".join(f"{_step_name(step)} {counted[step]}" for step in _STEPS)
        yield _styled((f"{_year(side)}{side.source}", "bold"))
        yield _indented(_styled(f"任务 {year.tasks} = {parts}；上年任务中断 {year.gone}"))
    yield _all_years(history)


def _all_years(history: History) -> Text:
    through = sum(len(thread.steps) == len(history.documents) for thread in history.threads)
    return _styled(
        f"共 {len(history.threads)} 项任务，其中 {through} 项各年都有；"
        f"待复核 {len(history.review)} 处"
    )


def _step_name(step: str) -> str:
    return in_chinese("steps", step)


def _place(document: Document, ledger: int | None, sequence: int | None) -> str:
    """Which task: by its printed number where it has one, else by its place."""
    if ledger is None or sequence is None:
        return ""
    number = document.ledgers[ledger - 1].tasks[sequence - 1].number
    place = f"第{sequence}条" if number is None else f"{number}号"
    return place if len(document.ledgers) == 1 else f"表{ledger}{place}"


def _saying(document: Document, pair: Pair) -> str:
    """What the task says, for a reader of what changed beside it."""
    said = printed(document.ledgers[(pair.new_ledger or 1) - 1].tasks[(pair.new or 1) - 1])
    return said.get("title") or said.get("requirement") or said.get("outline", "")


def _year(side: Side) -> str:
    return "" if side.year is None else f"{side.year}年 "


def _styled(*parts: str | tuple[str, str]) -> Text:
    from rich.text import Text

    cleaned = [
        printable(part) if isinstance(part, str) else (printable(part[0]), part[1])
        for part in parts
    ]
    return Text.assemble(*cleaned)


def _indented(text: Text) -> RenderableType:
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, 4))


_STYLES = {
    "unchanged": "dim",
    "changed": "bold yellow",
    "added": "bold green",
    "removed": "bold red",
}
_STEPS: Sequence[str] = ("first", "unchanged", "changed", "returned")
