"""From the characters and rules of pages to lines and table fragments: pure geometry."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from pipeline.extract.cells import fragment_of
from pipeline.extract.continued import continued
from pipeline.extract.grid import Grid, Told
from pipeline.extract.lines import Glyph, Way, heights, inked, lines
from pipeline.extract.overflow import run_over, with_row_below
from pipeline.extract.packed import Sheets
from pipeline.extract.sections import is_without_header, shows_a_header
from pipeline.extract.turning import Sheet, levelled, turned_back, way_of
from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Box, Page
from pipeline.text.page_numbers import is_page_number

# A watermark's type is this much larger than the text's.
LARGE = 1.8

Margin = Sequence[Glyph]
Ruled = tuple[Grid, ...]


@dataclass(slots=True)
class Document:
    """What the pages of a document show, turned to be read, without their page numbers.

    `margins` are these, `turns` the way that each page's text runs on the page as displayed, and
    that page. `largest` is the size of each page's largest type; `sizes` those of all characters.
    """

    sheets: Sheets = field(default_factory=Sheets)
    margins: list[Margin] = field(default_factory=list)
    turns: list[tuple[Way | None, Box]] = field(default_factory=list)
    largest: list[float] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)

    def take(self, sheet: Sheet) -> None:
        """One page more."""
        way = way_of(sheet)
        level = sheet if way is None else levelled(sheet, way)
        sizes = [size for text, _, size, _, _ in level.glyphs if text.strip()]
        bare, margin = _without_page_number(level)
        self.sheets.append(bare)
        self.margins.append(margin)
        self.turns.append((way, sheet.frame))
        self.largest.append(max(sizes, default=0.0))
        self.sizes.update(sizes)


def laid_out(sheets: Iterable[Sheet]) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The pages with their lines and fragments, and what was left out of them.

    The sheets are taken one by one, so that a reader may give them as it reads. Tables of which
    no rules part the columns are told from all pages together.
    """
    document = Document()
    for sheet in sheets:
        document.take(sheet)
    findings = tuple(_without_watermarks(document))
    ruled = continued(document.sheets)
    pages = _all_ruled(document, ruled) if any(ruled) else None
    if pages is None:
        from pipeline.extract.unruled import unruled  # much to import, and few documents need it

        freely = is_without_header(document.sheets, ruled)
        told = unruled(document.sheets, ruled, freely=freely)
        pages = [_page(view) for view in _views(document, ruled, told)]
        findings += tuple(_guesses([pages[place] for place in sorted(told)], freely=freely))
    turned = (
        page if way is None else turned_back(page, frame, way)
        for page, (way, frame) in zip(pages, document.turns, strict=True)
    )
    return tuple(turned), findings


def _without_page_number(sheet: Sheet) -> tuple[Sheet, Margin]:
    """The sheet without a page number at its foot, and the page number.

    An engine that runs a cut table's rules down to the page's edge puts it inside.
    """
    held = inked(sheet.glyphs)
    if not held:
        return sheet, ()
    bottoms, levels = [glyph[1][3] for glyph in held], heights(held)
    level = levels[bottoms.index(max(bottoms))]
    last = [g for g, at in zip(held, levels, strict=True) if abs(at - level) < g.size / 2]
    text = "".join(glyph.text for glyph in sorted(last, key=lambda glyph: glyph.box.x0))
    if not is_page_number(text):
        return sheet, ()
    number = {id(glyph) for glyph in last}
    return replace(sheet, glyphs=tuple(g for g in sheet.glyphs if id(g) not in number)), last


def _without_watermarks(document: Document) -> Iterator[Finding]:
    """Take out the characters far larger than the text that they are printed over."""
    largest = LARGE * _median(document.sizes)
    for place, size in enumerate(document.largest):
        if size <= largest:
            continue
        sheet = document.sheets[place]
        large = [glyph for glyph in sheet.glyphs if glyph.size > largest]
        small = inked(glyph for glyph in sheet.glyphs if glyph.size <= largest)
        across = [glyph for glyph in large if any(g.is_within(glyph.box) for g in small)]
        if not across:
            continue
        sizes = {round(glyph.size, 1) for glyph in across}
        text = "".join(glyph.text for glyph in large if round(glyph.size, 1) in sizes)
        left = tuple(glyph for glyph in sheet.glyphs if round(glyph.size, 1) not in sizes)
        bare, margin = _without_page_number(replace(sheet, glyphs=left))
        document.sheets.put(place, bare)
        document.margins[place] = (*document.margins[place], *margin)
        message = f"Page {sheet.number}: large characters over the text were left out: {text}"
        yield finding("text_across", message)


def _median(sizes: Counter[float]) -> float:
    """The median of numbers that are counted; 0 where there are none."""
    each = sorted(sizes)
    ends = [*accumulate(sizes[size] for size in each)]
    count = sizes.total()
    middle = (each[bisect_right(ends, at)] for at in ((count - 1) // 2, count // 2) if count)
    return sum(middle) / 2


def _all_ruled(document: Document, ruled: Sequence[Ruled]) -> list[Page] | None:
    """The pages of a document without a header outside of its ruled tables; None for another."""
    pages: list[Page] = []
    for view in _views(document, ruled, {}):
        if shows_a_header(view.outside):
            return None
        pages.append(_page(view))
    return pages


@dataclass(frozen=True, slots=True)
class View:
    """A page with its tables, from the top; the characters in each, and those in none.

    `margin` are the characters of its page number.
    """

    sheet: Sheet
    margin: Margin
    tables: tuple[Told, ...]
    inside: tuple[list[Glyph], ...]
    outside: list[Glyph]


def _views(
    document: Document, ruled: Sequence[Ruled], told: Mapping[int, Sequence[Told]]
) -> Iterator[View]:
    """The pages of a document, one by one."""
    for place, (sheet, margin) in enumerate(zip(document.sheets, document.margins, strict=True)):
        drawn = (Told(grid, {}) for grid in _begun(sheet, ruled[place], ruled[place + 1 :][:1]))
        tables = tuple(
            sorted(
                (*drawn, *told.get(place, ())),
                key=lambda told: (told.grid.ys[0], told.grid.xs[0]),
            )
        )
        yield View(sheet, margin, tables, *_shared_out(sheet.glyphs, tables))


def _begun(sheet: Sheet, tables: Ruled, following: Sequence[Ruled]) -> Ruled:
    """The ruled tables of a page; the last one with a row that begins below it, if one does."""
    if not tables or not any(grid.goes_on for page in following for grid in page[:1]):
        return tables
    return (*tables[:-1], with_row_below(tables[-1], sheet.glyphs))


def _shared_out(
    glyphs: Iterable[Glyph], tables: Iterable[Told]
) -> tuple[tuple[list[Glyph], ...], list[Glyph]]:
    """The characters within each table, and those in none."""
    outside: list[Glyph] = []
    places: list[tuple[Box, list[Glyph]]] = [(table.grid.box, []) for table in tables]
    for glyph in glyphs:
        _, (x0, top, x1, bottom), _, level, _ = glyph
        x, y = (x0 + x1) / 2, (top + bottom) / 2 if level is None else level
        for (left, upper, right, lower), inside in places:
            if left <= x <= right and upper <= y <= lower:
                inside.append(glyph)
                break
        else:
            outside.append(glyph)
    return tuple(inside for _, inside in places), outside


def _page(view: View) -> Page:
    sheet, outside = view.sheet, view.outside
    for table, own in zip(view.tables, view.inside, strict=True):
        over = dict.fromkeys(run_over(table.grid, own, outside) if outside else ())
        if over:
            own.extend(over)
            outside = [glyph for glyph in outside if glyph not in over]
    running = lines([*view.margin, *outside], sheet.number)
    fragments = tuple(
        fragment_of(table, held, sheet, running)
        for table, held in zip(view.tables, view.inside, strict=True)
    )
    return Page(number=sheet.number, lines=running, fragments=fragments)


def _guesses(pages: Iterable[Page], *, freely: bool) -> Iterator[Finding]:
    """What was guessed of tables without rules, which stand on these pages."""
    numbers = ", ".join(str(page.number) for page in pages)
    if not numbers:
        return
    yield finding(
        "columns_guessed", f"Page {numbers}: no rules part the columns; white space told them."
    )
    if freely:
        message = f"Page {numbers}: a line of no known words was taken for a table's header."
        yield finding("header_guessed", message)
