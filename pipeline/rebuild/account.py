"""Nothing lost, nothing doubled: the characters of the fragments against those of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Line
from pipeline.rebuild.assemble import WHOLE_LINE, Assembled
from pipeline.rebuild.parts import Run
from pipeline.rebuild.runs import TITLE
from pipeline.text.cleaning import clean, squeeze

# Lines after a table that are no more than this many characters are an imprint or a note.
LONG_NOTE = 120


def unaccounted(run: Run, assembled: Assembled, number: int) -> Iterator[Finding]:
    """What stands in or around a ledger's fragments and in none of its tasks."""
    yield from _of_characters(run, assembled, number)
    yield from _of_lines_between(run, number)
    yield from _of_tables(run, number)
    yield from _of_lines_after(run, number)


def _of_characters(run: Run, assembled: Assembled, number: int) -> Iterator[Finding]:
    """No character may be lost or doubled between the fragments and the table."""
    lost, doubled = lost_and_doubled(run, assembled)
    for code, characters in (("text_lost", lost), ("text_doubled", doubled)):
        if characters:
            shown = "".join(characters.elements())
            yield finding(
                code,
                f"{len(shown)} characters of the ledger's table: {shown[:60]}",
                ledger=number,
            )


def lost_and_doubled(run: Run, assembled: Assembled) -> tuple[Counter[str], Counter[str]]:
    """Characters that the fragments have and the table has not, and the other way round."""
    shown = _characters(
        cell.text
        for part in run.parts
        for cell in part.fragment.cells
        if cell.row + cell.row_span > part.first_row
    )
    values = {
        id(value): value.text
        for row in assembled.table.rows
        for value in (*row.banners, *row.values)
    }
    kept = _characters([*values.values(), *assembled.left_out])
    return shown - kept, kept - shown


def _characters(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(clean(text).replace(" ", ""))
    return counts


def _of_lines_between(run: Run, number: int) -> Iterator[Finding]:
    """Lines among the parts of the table: part of a cell that no rule shows, or no part of it."""
    between = _unread(run)
    if between:
        shown = " ".join(line.text for line in between)
        page = between[0].place.page
        where = "" if page is None else f"Page {page}: "
        yield finding(
            "text_between",
            f"{where}text between the parts of the table is in no task: {shown[:60]}",
            ledger=number,
        )


def _unread(run: Run) -> list[Line]:
    """The lines between the parts, but for those that the table says too.

    An engine that slices a line at the page's end prints it on both, once outside of the table.
    """
    said = "".join(squeeze(cell.text) for part in run.parts for cell in part.fragment.cells)
    return [
        line
        for line in run.between
        if not all(
            len(piece) >= WHOLE_LINE and squeeze(piece) in said for piece in line.text.split()
        )
    ]


def _of_tables(run: Run, number: int) -> Iterator[Finding]:
    """Tables that follow at once and have other columns."""
    for fragment in run.left_out:
        text = " ".join(squeeze(cell.text) for cell in fragment.cells if not cell.is_blank)
        if text:
            where = "" if fragment.page is None else f"Page {fragment.page}: "
            yield finding(
                "table_left_out",
                f"{where}a table that follows at once has other columns and is in no task: "
                f"{text[:60]}",
                ledger=number,
            )


def _of_lines_after(run: Run, number: int) -> Iterator[Finding]:
    """Text on the pages after the table, where it is more than a note."""
    after = _after(run)
    if after:
        yield finding(
            "text_after",
            f"Page {after[0].place.page}: text after the table may belong to it and is in no "
            f"task: {' '.join(line.text for line in after)[:60]}",
            ledger=number,
        )


def _after(run: Run) -> list[Line]:
    """Lines on pages after the table's last, where they do not begin with a title of their own."""
    last = run.parts[-1].fragment.page
    after = [line for line in run.below if last is not None and (line.place.page or 0) > last]
    if not after or TITLE.search(squeeze(after[0].text)):
        return []
    return after if sum(len(line.text) for line in after) > LONG_NOTE else []
