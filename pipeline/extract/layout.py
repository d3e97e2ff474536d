"""From the characters and rules of pages to lines and table fragments: pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.extract.continued import continued
from pipeline.extract.grid import Grid, Region, band
from pipeline.extract.lines import HANGING, OPENING, Glyph, lines, runs_down, turned_lines
from pipeline.extract.overflow import run_over, struck, with_row_below
from pipeline.extract.sections import is_without_header
from pipeline.extract.turning import Sheet, levelled, turned_back, way_of
from pipeline.extract.unruled import Told, unruled
from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Box, Cell, Fragment, Line, Page, Place
from pipeline.text.page_numbers import is_page_number

# The width of a Latin letter, in sizes of the type.
LETTER = 0.6
# A watermark's type is this much larger than the text's.
LARGE = 1.8
# Between two characters set one right after the other there is less room, in sizes of the type.
SOLID = 0.1
# How near a mark stands to the character before it, in sizes of the type.
NEAR = 0.35


def laid_out(sheets: Sequence[Sheet]) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The pages with their lines and fragments, and what was left out of them.

    Tables of which no rules part the columns are told from all pages together.
    """
    ways = [way_of(sheet) for sheet in sheets]
    displayed = sheets
    sheets = [
        sheet if way is None else levelled(sheet, way)
        for sheet, way in zip(sheets, ways, strict=True)
    ]
    sheets, findings = _without_watermarks(sheets)
    bare = [_without_page_number(sheet) for sheet in sheets]
    ruled = continued([sheet for sheet, _ in bare])
    told = unruled([sheet for sheet, _ in bare], ruled)
    pages = tuple(
        _page(sheet, margin, _begun(sheet, tables, following), told.get(index, ()))
        for index, ((sheet, margin), tables, following) in enumerate(
            zip(bare, ruled, [*ruled[1:], ()], strict=True)
        )
    )
    if told:
        numbers = ", ".join(str(sheets[index].number) for index in sorted(told))
        message = f"Page {numbers}: no rules part the columns; white space told them."
        findings += (finding("columns_guessed", message),)
        if is_without_header([sheet for sheet, _ in bare], ruled):
            message = f"Page {numbers}: a line of no known words was taken for a table's header."
            findings += (finding("header_guessed", message),)
    return (
        tuple(
            page if way is None else turned_back(page, sheet.frame, way)
            for page, sheet, way in zip(pages, displayed, ways, strict=True)
        ),
        findings,
    )


def _without_watermarks(sheets: Sequence[Sheet]) -> tuple[list[Sheet], tuple[Finding, ...]]:
    """The sheets without characters far larger than the text that they are printed over."""
    sizes = [glyph.size for sheet in sheets for glyph in sheet.glyphs if glyph.text.strip()]
    usual = median(sizes) if sizes else 0.0
    kept: list[Sheet] = []
    findings: list[Finding] = []
    for sheet in sheets:
        large = [glyph for glyph in sheet.glyphs if glyph.size > LARGE * usual]
        small = [glyph for glyph in sheet.glyphs if glyph.size <= LARGE * usual]
        across = {
            glyph for glyph in large if any(_within(g, glyph.box) for g in small if g.text.strip())
        }
        marks = {round(glyph.size, 1) for glyph in across}
        kept.append(
            replace(
                sheet,
                glyphs=tuple(g for g in sheet.glyphs if not (across and round(g.size, 1) in marks)),
            )
        )
        if across:
            text = "".join(glyph.text for glyph in large if round(glyph.size, 1) in marks)
            message = f"Page {sheet.number}: large characters over the text were left out: {text}"
            findings.append(finding("text_across", message))
    return kept, tuple(findings)


def _without_page_number(sheet: Sheet) -> tuple[Sheet, list[Glyph]]:
    """The sheet without a page number at its foot, and the page number.

    An engine that runs a cut table's rules down to the page's edge puts it inside.
    """
    inked = [glyph for glyph in sheet.glyphs if glyph.text.strip()]
    if not inked:
        return sheet, []
    lowest = max(inked, key=lambda glyph: glyph.box.bottom)
    level = lowest.middle[1]
    last = [glyph for glyph in inked if abs(glyph.middle[1] - level) < glyph.size / 2]
    text = "".join(glyph.text for glyph in sorted(last, key=lambda glyph: glyph.box.x0))
    if not is_page_number(text):
        return sheet, []
    return replace(sheet, glyphs=tuple(g for g in sheet.glyphs if g not in last)), last


def _begun(sheet: Sheet, tables: tuple[Grid, ...], following: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """The ruled tables of a page; the last one with a row that begins below it, if one does."""
    if not tables or not any(grid.goes_on for grid in following[:1]):
        return tables
    return (*tables[:-1], with_row_below(tables[-1], sheet.glyphs))


def _page(sheet: Sheet, margin: list[Glyph], ruled: tuple[Grid, ...], told: Sequence[Told]) -> Page:
    drawn = (Told(grid, {}) for grid in ruled)
    made = sorted((*drawn, *told), key=lambda told: (told.grid.ys[0], told.grid.xs[0]))
    tables = [table.grid for table in made]
    inside: list[list[Glyph]] = [[] for _ in tables]
    outside: list[Glyph] = list(margin)
    for glyph in sheet.glyphs:
        held = next((i for i, grid in enumerate(tables) if _within(glyph, grid.box)), None)
        (outside if held is None else inside[held]).append(glyph)
    for grid, own in zip(tables, inside, strict=True):
        over = set(run_over(grid, own, [glyph for glyph in outside if glyph not in margin]))
        own.extend(over)
        outside = [glyph for glyph in outside if glyph not in over]
    running = lines(outside, sheet.number)
    fragments = tuple(
        _fragment(table, held, sheet, running) for table, held in zip(made, inside, strict=True)
    )
    return Page(number=sheet.number, lines=running, fragments=fragments)


def _within(glyph: Glyph, box: Box) -> bool:
    x, y = glyph.middle
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _fragment(
    table: Told, glyphs: list[Glyph], sheet: Sheet, running: tuple[Line, ...]
) -> Fragment:
    grid, number = table.grid, sheet.number
    owner = {
        (row, column): region
        for region in grid.regions
        for row in range(region.row, region.row + region.row_span)
        for column in range(region.column, region.column + region.column_span)
    }
    held: dict[Region, list[Glyph]] = {region: [] for region in grid.regions}
    over = struck(grid, glyphs)
    for glyph in glyphs:
        anchor = _anchor(glyph, glyphs, grid)
        row, column = _position(anchor, grid)
        held[owner[over.get(anchor, row), column]].append(glyph)
    drawn = _as_drawn(held, grid)
    return Fragment(
        page=number,
        rows=len(grid.ys) - 1,
        columns=len(grid.xs) - 1,
        cells=tuple(
            _cell(region, drawn[region], sheet, table)
            for region in sorted(drawn, key=lambda region: (region.row, region.column))
        ),
        edges=grid.xs,
        after=sum(1 for line in running if line.place.box and line.place.box.top < grid.ys[0]),
    )


def _as_drawn(held: dict[Region, list[Glyph]], grid: Grid) -> dict[Region, list[Glyph]]:
    """The regions with their glyphs; a blank one over some columns is a cell for each.

    Only where the table goes on from the page before: there some engines draw nothing round
    merged cells, or too little. What no rule parts from such a cell below belongs to it.
    """
    made: dict[Region, list[Glyph]] = {}
    bare: set[Region] = set()
    for region, glyphs in held.items():
        is_bare = grid.goes_on and not glyphs
        if not is_bare or region.column_span in (1, len(grid.xs) - 1):
            made[region] = glyphs
            continue
        columns = range(region.column, region.column + region.column_span)
        parts = [replace(region, column=column, column_span=1) for column in columns]
        made.update({part: [] for part in parts})
        bare.update(parts)
    for region in sorted(bare, key=lambda region: region.row):
        _rejoin(region, made, grid)
    blank = [region for region, glyphs in made.items() if grid.goes_on and not glyphs]
    for region in sorted(blank, key=lambda region: region.row):
        _rejoin_inside_a_row(region, made)
    return made


def _rejoin_inside_a_row(region: Region, made: dict[Region, list[Glyph]]) -> None:
    """Put a blank cell together with the one above, if all others run on past the edge of the two.

    It is no edge of a row: an engine drew a merged cell that a page cut too short.
    """
    above = next(
        (
            other
            for other in made
            if (other.row + other.row_span, other.column, other.column_span)
            == (region.row, region.column, region.column_span)
        ),
        None,
    )
    beside = [other for other in made if other not in (above, region)]
    crossed = sum(
        other.column_span for other in beside if other.row < region.row < other.row + other.row_span
    )
    columns = max(other.column + other.column_span for other in made)
    if above is None or crossed < columns - region.column_span:
        return
    whole = replace(
        above, row_span=above.row_span + region.row_span, open_bottom=region.open_bottom
    )
    made[whole] = made.pop(above) + made.pop(region)


def _rejoin(region: Region, made: dict[Region, list[Glyph]], grid: Grid) -> None:
    """Put a blank cell together with the one below it, if no rule parts the two."""
    end = region.row + region.row_span
    below = next(
        (
            other
            for other in made
            if (other.row, other.column, other.column_span) == (end, region.column, 1)
        ),
        None,
    )
    if below is None or (end, region.column) in grid.floors:
        return
    whole = replace(
        region, row_span=region.row_span + below.row_span, open_bottom=below.open_bottom
    )
    made[whole] = made.pop(region) + made.pop(below)


def _position(glyph: Glyph, grid: Grid) -> tuple[int, int]:
    x, y = glyph.middle
    return band(grid.ys, y), band(grid.xs, x)


def _anchor(glyph: Glyph, glyphs: list[Glyph], grid: Grid) -> Glyph:
    """The glyph by whose place the cell is told: mostly itself.

    For a mark that hangs over the column's edge it is the character before it, or after it.
    """
    reach = NEAR * glyph.size
    level = (
        [
            other
            for other in glyphs
            if abs(other.middle[1] - glyph.middle[1]) < reach and other is not glyph
        ]
        if _hangs_over(glyph, grid)
        else []
    )
    if _goes_on(glyph, level, grid):
        return glyph
    for other in level:
        if HANGING.match(glyph.text) and abs(other.box.x1 - glyph.box.x0) < reach:
            return other
        if OPENING.match(glyph.text) and abs(glyph.box.x1 - other.box.x0) < reach:
            return other
    return glyph


def _goes_on(glyph: Glyph, level: list[Glyph], grid: Grid) -> bool:
    """Does a mark stand wholly in its column, with the next character of the line right after?

    Programs without rules for the ends of lines begin them with any mark.
    """
    is_whole = band(grid.xs, glyph.box.x0) == band(grid.xs, glyph.box.x1)
    return is_whole and any(abs(g.box.x0 - glyph.box.x1) < SOLID * glyph.size for g in level)


def _hangs_over(glyph: Glyph, grid: Grid) -> bool:
    """Is it a mark at the edge of a column that it may belong to or not?"""
    reach = NEAR * glyph.size
    if HANGING.match(glyph.text):
        return any(edge - glyph.size < glyph.box.x0 < edge + reach for edge in grid.xs[1:-1])
    if OPENING.match(glyph.text):
        return any(edge - reach < glyph.box.x1 < edge + glyph.size for edge in grid.xs[1:-1])
    return False


def _cell(region: Region, glyphs: list[Glyph], sheet: Sheet, table: Told) -> Cell:
    grid = table.grid
    box = Box(
        grid.xs[region.column],
        grid.ys[region.row],
        grid.xs[region.column + region.column_span],
        grid.ys[region.row + region.row_span],
    )
    if runs_down(glyphs):
        level = turned_lines(glyphs, sheet.number, "downward")
    else:
        level = _whole_words(lines(glyphs, sheet.number), box)
    # Turned text outside of tables is a seal's or a margin's; in a cell it is the cell's.
    turned = (
        line
        for way, held in sheet.turned.items()
        for line in turned_lines((g for g in held if _within(g, box)), sheet.number, way)
    )
    return Cell(
        row=region.row,
        column=region.column,
        row_span=region.row_span,
        column_span=region.column_span,
        lines=(*level, *turned),
        place=Place(page=sheet.number, box=box),
        open_top=region.open_top,
        open_bottom=region.open_bottom,
        is_bare=region.is_bare,
        doubts=table.doubts.get((region.row, region.column), ()),
    )


def _whole_words(held: tuple[Line, ...], cell: Box) -> tuple[Line, ...]:
    """The lines, with those marked that end within a Latin word: full to the last letter.

    Most programs break a line between two Latin words only, but not those that were told to
    break anywhere, as is usual for Chinese.
    """
    boxes = [line.place.box for line in held if line.place.box is not None]
    if not boxes:
        return held
    padding = min(box.x0 for box in boxes) - cell.x0
    full = cell.x1 - max(padding, 0.0)
    return tuple(replace(line, is_cut_word=_ends_full(line, full)) for line in held)


def _ends_full(line: Line, full: float) -> bool:
    box, size, last = line.place.box, line.size, line.text[-1:]
    if box is None or size is None or not (last.isascii() and last.isalpha()):
        return False
    return full - box.x1 < LETTER * size
