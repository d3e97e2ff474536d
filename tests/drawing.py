"""Tables as pictures: what each page shows, and what the rebuilt table holds.

    --- page 1                        the next page; `--- page 2 at 40 90 300` says where its
                                      columns' edges lie; `--- dump` is a page of a text file
    : 附件                            a line of running text
    工作任务 | 具体要求 | <    | 时限    `<` belongs to the cell on its left
    一、公开 | 1       | 规划，| 年底前
    ^       | 2       | ~执法 |       `^` belongs to the cell above; no text: an empty cell
    ×       | 3       | 审批~ |       `×` is no cell; `~`: no rule closes the cell on that side
    °       | 4       | 督查  |       `°`: blank, without the table's outer rule beside it

`{4.1}` after a text: its logical cell is the second of the structure's row 4; `{4.1*3}`: and
covers three rows. `↵` ends a printed line within a cell. A fragment ends at a blank line and at
running text. The rebuilt table is drawn alike: first its columns as `header: field`, with the key
in `extras` where it is not the header; `> 一、公开 > （一）规划` above the rows under headings
across the table; `^` where a cell is one with the cell above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.page import Cell, Fragment, Line, LogicalCell, Page, Place
from pipeline.table import Column, Row, Table, Value
from pipeline.text.cleaning import clean

LEFT, ABOVE, NOTHING, OPEN, BREAK, BARE = "<", "^", "×", "~", "↵", "°"
LOGICAL = re.compile(r"\{(\d+)\.(\d+)(?:\*(\d+))?\}")


def pages(drawing: Iterable[str]) -> tuple[Page, ...]:
    """The pages that a drawing shows."""
    made: list[Page] = []
    for title, lines in _sheets(drawing):
        kind, *rest = title.split()
        is_dump = kind == "dump"
        number = None if is_dump else int(rest[0])
        edges = tuple(float(edge) for edge in rest[2:]) if "at" in rest else ()
        made.append(_page(lines, number, edges, is_dump=is_dump))
    return tuple(made)


def fragment(
    rows: Sequence[str],
    *,
    page: int | None = 1,
    edges: tuple[float, ...] = (),
    knows_spans: bool = True,
    after: int = 0,
) -> Fragment:
    """The fragment that drawn rows show."""
    marks = [_bars(row) for row in rows]
    columns = max(len(row) for row in marks)
    grid = [row + [NOTHING] * (columns - len(row)) for row in marks]
    cells = [
        _cell(grid, row, column, page)
        for row in range(len(grid))
        for column in range(columns)
        if grid[row][column] not in (LEFT, ABOVE, NOTHING)
    ]
    return Fragment(
        page=page,
        rows=len(grid),
        columns=columns,
        cells=tuple(cells),
        edges=edges,
        knows_spans=knows_spans,
        after=after,
    )


def drawn(table: Table) -> list[str]:
    """The picture of a rebuilt table, a line each."""
    lines = [f": {line.text}" for line in table.above]
    lines.append(" | ".join(_head(column) for column in table.columns))
    shown: Row | None = None
    for row in table.rows:
        if row.banners and (shown is None or _texts(shown.banners) != _texts(row.banners)):
            lines.append("> " + " > ".join(_texts(row.banners)))
        above = (None,) * len(row.values) if shown is None else shown.values
        texts = [_value(value, over) for value, over in zip(row.values, above, strict=True)]
        lines.append(" | ".join(texts))
        shown = row
    return lines


def neat(drawing: Iterable[str]) -> list[str]:
    """The lines of a picture without what only makes it easier on the eye."""
    lines = [" | ".join(part.strip() for part in line.split("|")) for line in drawing]
    return [line.strip() if line.startswith((":", ">")) else line for line in lines if line.strip()]


def _sheets(drawing: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    title: str | None = None
    lines: list[str] = []
    for line in drawing:
        if line.startswith("---"):
            if title is not None:
                yield title, lines
            title, lines = line.strip("- "), []
        else:
            lines.append(line)
    assert title is not None, "a picture begins with --- page 1"
    yield title, lines


def _page(
    drawing: Sequence[str], number: int | None, edges: tuple[float, ...], *, is_dump: bool
) -> Page:
    lines: list[Line] = []
    fragments: list[Fragment] = []
    rows: list[str] = []
    for line in [*drawing, ""]:
        if "|" in line:
            rows.append(line)
            continue
        if rows:
            made = fragment(
                rows, page=number, edges=edges, knows_spans=not is_dump, after=len(lines)
            )
            fragments.append(made)
            rows = []
        if line.startswith(":"):
            lines.append(Line(line[1:].strip(), Place(page=number)))
    return Page(number=number, lines=tuple(lines), fragments=tuple(fragments))


def _bars(row: str) -> list[str]:
    return [part.strip() for part in row.split("|")]


def _cell(grid: list[list[str]], row: int, column: int, page: int | None) -> Cell:
    wide = 1
    while column + wide < len(grid[row]) and grid[row][column + wide] == LEFT:
        wide += 1
    high = 1
    while row + high < len(grid) and grid[row + high][column] == ABOVE:
        high += 1
    mark = grid[row][column]
    text = LOGICAL.sub("", mark).strip(OPEN + BARE).strip()
    structure = frozenset(
        LogicalCell(0, int(row), int(place), int(span or 1))
        for row, place, span in LOGICAL.findall(mark)
    )
    return Cell(
        row=row,
        column=column,
        row_span=high,
        column_span=wide,
        lines=tuple(
            Line(part, Place(page=page), structure=structure) for part in text.split(BREAK) if part
        ),
        place=Place(page=page),
        open_top=mark.startswith(OPEN),
        open_bottom=mark.endswith(OPEN),
        is_bare=mark == BARE,
    )


def _head(column: Column) -> str:
    own_key = column.name if column.name not in ("", column.header) else ""
    return f"{column.header}: {column.field} {own_key}".strip()


def _value(value: Value, above: Value | None) -> str:
    return ABOVE if value is above and not value.is_blank else clean(value.text)


def _texts(values: Iterable[Value]) -> list[str]:
    return [clean(value.text) for value in values]
