"""How a table was put together, in words: columns, page breaks, labels, what was left out.

Drawn from what `rebuild` decided; nothing is decided here. Each place comes with the lines of
TOML that overrule it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import NoLedger
from pipeline.explain import in_toml
from pipeline.extract import extract
from pipeline.model import Finding
from pipeline.overrides import Overrides
from pipeline.page import Line
from pipeline.rebuild import Rebuilt, Worked, worked
from pipeline.rebuild.account import count, place_of
from pipeline.rebuild.banners import Banner
from pipeline.rebuild.fields import field_name
from pipeline.rebuild.groups import Group
from pipeline.rebuild.overruled_cells import Shown, shown_cells, tasks_in_words
from pipeline.rebuild.parts import Run
from pipeline.rebuild.stitch import Join
from pipeline.rebuild.strips import Held, Strip
from pipeline.text.cleaning import clean, squeeze
from pipeline.text.wrapping import wrapped

# Why a cell reaches as far as it does where no page break cuts it: by its rules, or by the signs
# that the page has in their stead.
OF_ITS_PAGE = "no page break cuts it, and its page was read so"


def explained(path: str | Path, *, overrides: Overrides | None = None) -> Iterator[str]:
    """The lines of the explanation. Raises InputError, as `convert` does.

    `overrides` are what a person decided; by default those beside the file.
    """
    source, pages, unread = extract(Path(path))
    done = worked(pages, Overrides.beside(path) if overrides is None else overrides)
    if not done.ledgers:
        raise NoLedger.in_file(path)
    return _all(source.name, done, unread)


def _all(name: str, done: Worked, unread: Sequence[Finding]) -> Iterator[str]:
    yield from wrapped(name, 0)
    for found in unread:
        yield from wrapped(f"{found.severity}: {found.code}: {found.message}", 2)
    for number, ledger in enumerate(done.ledgers, 1):
        yield ""
        yield from _ledger(ledger, number)
    yield ""
    yield from _furniture(done.furniture)
    ours = [found for found in done.findings if found.code in ("overruled", "override_unused")]
    if ours:
        yield ""
        yield "Overrides"
        for found in ours:
            yield from wrapped(f"{found.severity}: {found.code}: {found.message}", 2)


def _ledger(ledger: Rebuilt, number: int) -> Iterator[str]:
    tasks = len(ledger.assembled.table.rows)
    yield f"Ledger {number}: {_counted(tasks, 'task')}, {_extent(ledger.stitched.run)}"
    yield ""
    yield from _columns(ledger)
    yield ""
    yield from _breaks(ledger, number)
    yield ""
    yield from _cells(ledger, number)
    yield ""
    yield from _account(ledger)


def _extent(run: Run) -> str:
    if run.is_prose:
        return _extent_of_prose(run)
    pages = [part.fragment.page for part in run.parts]
    first, last = pages[0], pages[-1]
    if first is None or last is None:
        return _counted(len(pages), "part")
    return f"page {first}" if first == last else f"pages {first} to {last}"


def _extent_of_prose(run: Run) -> str:
    cells = run.parts[0].fragment.cells
    pages = sorted({cell.place.page for cell in cells if cell.place.page is not None})
    if not pages:
        return "numbered paragraphs"
    where = f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]} to {pages[-1]}"
    return f"numbered paragraphs on {where}"


def _columns(ledger: Rebuilt) -> Iterator[str]:
    """The columns: place, field, header as printed."""
    yield "Columns"
    for place, column in enumerate(ledger.assembled.table.columns, 1):
        yield from wrapped(f"{place}  {column.field:<15} {column.header or '(no header)'}", 2)


def _breaks(ledger: Rebuilt, number: int) -> Iterator[str]:
    """Each break with what was decided there, and why."""
    yield "Page breaks"
    if not ledger.stitched.joins:
        yield "  none"
    for join in ledger.stitched.joins:
        yield from _break(join, ledger, number)


def _break(join: Join, ledger: Rebuilt, number: int) -> Iterator[str]:
    stitched = ledger.stitched
    strip = stitched.strips[join.strip]
    page = stitched.run.parts[strip.part].fragment.page
    where = f"part {strip.part + 1}{_spot(strip)}" if page is None else f"page {page}"
    row = ledger.assembled.row_of.get(join.strip)
    task = "" if row is None else f", task {row + 1} below it"
    rows = "one row" if join.is_one_row else "two rows"
    by = "a person" if join.is_overruled else f"sum {join.weight:+.1f}"
    doubt = "" if join.is_sure else ", on little evidence"
    yield f"  before {where}{task}: {rows} ({by}{doubt})"
    if join.is_overruled:
        yield f"    by itself {'one row' if join.by_itself else 'two rows'}: sum {join.weight:+.1f}"
    for sign in join.evidence:
        yield from wrapped(f"{sign.weight:+5.1f}  {sign.reason}", 4, hang=7)
    if strip.banner is None and stitched.strips[join.strip - 1].banner is None:
        yield "    to overrule:"
        yield from _indented(in_toml.of_break(join, stitched.strips, stitched.run, number))


def _spot(strip: Strip) -> str:
    spots = [held.block.cell.place.spot for held in strip.cells if held is not None]
    return next((f" ({spot})" for spot in spots if spot), "")


def _cells(ledger: Rebuilt, number: int) -> Iterator[str]:
    """The headings, the cells over several tasks, and those in which something was guessed."""
    yield "Labels and merged cells"
    ruled, row_of = ledger.assembled.ruled, ledger.assembled.row_of
    shown = {cell.key: cell for cell in shown_cells(ruled.columns, ruled.banners, row_of)}
    written = False
    for place, banner in enumerate(ruled.banners):
        written = True
        yield from _banner(banner, shown[None, place], shown.values(), ledger, number)
    for column, groups in enumerate(ruled.columns):
        for place, group in enumerate(groups):
            if _is_told(group, column, ledger):
                written = True
                yield from _group(group, column, place, shown, ledger, number)
    if not written:
        yield "  none"


def _is_told(group: Group, column: int, ledger: Rebuilt) -> bool:
    is_heading = ledger.assembled.table.columns[column].field == "outline"
    rows = group.rows(ledger.assembled.row_of)
    if group.is_blank:
        return bool(rows and group.doubts)
    several = len(rows) > 1 or group.assigned is not None
    return is_heading or several or bool(group.doubts)


def _banner(
    banner: Banner, cell: Shown, cells: Iterable[Shown], ledger: Rebuilt, number: int
) -> Iterator[str]:
    what = "a heading" if ledger.stitched.run.is_prose else "a row across the table"
    yield from wrapped(f"{what}: {banner.text}", 2)
    by = ", by a person" if banner.rows != banner.own else ""
    yield from wrapped(
        f"{tasks_in_words(banner.rows)}{by}{_printed((banner.held, *banner.repeats))}", 4
    )
    levels = sorted({other.depth for other in ledger.assembled.ruled.banners})
    level = levels.index(banner.depth) + 1
    yield from wrapped(f"at level {level} of such rows, because {banner.reason}", 4, hang=2)
    yield "    to overrule:"
    yield from _indented(in_toml.of_label(cell, banner.rows, cells, ledger.stitched.run, number))


def _group(
    group: Group,
    column: int,
    place: int,
    shown: dict[tuple[int | None, int], Shown],
    ledger: Rebuilt,
    number: int,
) -> Iterator[str]:
    table, row_of = ledger.assembled.table, ledger.assembled.row_of
    rows = tuple(group.rows(row_of))
    name = table.columns[column].header or field_name(table.columns, column)
    yield from wrapped(f"{name}: {group.text or '(blank)'}", 2)
    by = "" if group.assigned is None else ", by a person"
    cell = shown.get((column, place))
    printed = _printed((*group.pieces, *group.repeats))
    yield from wrapped(f"{tasks_in_words(rows)}{by}{printed}", 4)
    for reason in dict.fromkeys(group.reasons) or [OF_ITS_PAGE]:
        yield from wrapped(f"because {reason}", 4, hang=2)
    for doubt in dict.fromkeys(group.doubts):
        yield from wrapped(f"in doubt: {doubt}", 4, hang=2)
    yield "    to overrule:"
    if cell is not None:
        yield from _indented(
            in_toml.of_label(cell, rows, shown.values(), ledger.stitched.run, number)
        )
        return
    groups = ledger.assembled.ruled.columns[column]
    for other in (place - 1, place + 1):
        beside = shown.get((column, other))
        if beside is not None:
            both = sorted({*rows, *groups[other].rows(row_of)})
            yield from _indented(
                in_toml.of_label(beside, both, shown.values(), ledger.stitched.run, number)
            )


def _printed(pieces: Iterable[Held]) -> str:
    """`, printed on pages 3, 4`, or in what place of a document without pages."""
    places = [piece.block.cell.place for piece in pieces if not piece.is_blank]
    pages = sorted({place.page for place in places if place.page is not None})
    if pages:
        return f", printed on page{'s' * (len(pages) > 1)} {', '.join(map(str, pages))}"
    spots = [place.spot for place in places if place.spot is not None]
    return f", printed at {'; '.join(dict.fromkeys(spots))}" if spots else ""


def _account(ledger: Rebuilt) -> Iterator[str]:
    """Each character of the fragments: in the table, or why not."""
    made, run = ledger.account, ledger.stitched.run
    headers = count(line for piece in made.headers for line in piece.lines)
    reasons = ("repeat", "no task")
    again, idle = (
        sum(len(squeeze(left.text)) for left in made.left_out if left.reason == reason)
        for reason in reasons
    )
    lost = count(line for piece in made.lost for line in piece.lines)
    doubled = count(line for piece in made.doubled for line in piece.lines)
    yield "Characters, spaces not counted"
    said = (
        f"{made.shown} in the cells = {made.held} in the tasks + {headers} of headers and titles "
        f"+ {again} of repeats + {idle} of headings without tasks + {lost} lost"
    )
    yield from wrapped(said + (f" - {doubled} doubled" if doubled else ""), 2)
    for left in made.left_out:
        if squeeze(left.text):
            yield from wrapped(f"{left.reason}{_page(left.lines)}: {clean(left.text)}", 2, hang=2)
    for piece in made.lost:
        yield from wrapped(f"lost: {place_of(piece, run)}: {piece.text}", 2, hang=2)
    for piece in made.doubled:
        yield from wrapped(f"doubled: {place_of(piece, run)}: {piece.text}", 2, hang=2)


def _furniture(lines: Sequence[Line]) -> Iterator[str]:
    yield f"Page numbers and running titles left out: {count(lines)} characters"
    by_text: dict[str, list[int | None]] = {}
    for line in lines:
        by_text.setdefault(clean(line.text), []).append(line.place.page)
    for text, pages in by_text.items():
        known = [str(page) for page in pages if page is not None]
        where = f"page{'s' if len(known) > 1 else ''} {', '.join(known)}: " if known else ""
        yield from wrapped(f"{where}{text}", 2, hang=2)


def _page(lines: Sequence[Line]) -> str:
    page = lines[0].place.page if lines else None
    return "" if page is None else f", page {page}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    """Lines to be copied, which must stay as they are."""
    return (f"      {line}" for line in lines)
