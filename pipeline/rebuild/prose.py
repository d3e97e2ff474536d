"""A ledger that is no table: numbered paragraphs, each followed by who answers for it, by when.

They are laid out as the rows of a table that nobody drew, so that all that is done with a table is
done with them: its columns are what the paragraphs say, under the words before the values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Box, Cell, Line, Page, joined
from pipeline.rebuild.parts import Run
from pipeline.rebuild.prose_tokens import (
    ENDS_SENTENCE,
    MARKS,
    PARTIES,
    Read,
    Said,
    Text,
    is_broken,
    is_named,
    read,
    speaks_against,
)
from pipeline.rebuild.prose_tree import LONGEST, SPREAD, Found, Node, Task, tasks_among
from pipeline.rebuild.undrawn import cell_of, run_of
from pipeline.text.cleaning import clean, squeeze
from pipeline.text.line_breaks import has_room
from pipeline.text.numbering import split_label
from pipeline.text.paragraphs import paragraphs

# Fewer values that stand apart are a remark in a text, and fewer yet that no word announces.
FEWEST, FEWEST_WITHOUT_WORD = 2, 3
# The share of the tasks that say who answers.
MOST = 0.6
# What the values are called where the paragraphs print no word for them.
UNSAID = {
    "lead": "牵头单位",
    "support": "配合单位",
    "responsibility": "责任单位",
    "deadline": "完成时限",
}
# A dump whose longest line has so many characters was broken into lines.
BROKEN = range(20, 61)
FULL = 0.9

ANY_WORD = re.compile("\\s*[\u4e00-\u9fff]{2,6}[：:]")
# In sizes of the type: what hangs under a value stands so much farther in than its word.
HANGING = 2.5
# The marks around values, which are none of theirs.
BETWEEN = f"{MARKS}：:（）()【】[]"
# Values that say themselves what is to be done.
CONTENTS = ("requirement", "task")
TWICE = "several values of one paragraph were put together"
# The columns before those of values; which of them stand there, the paragraphs say.
OWN = ("number", "task", "text")


@dataclass(frozen=True, slots=True)
class Prose:
    """A ledger of paragraphs as the run of a table, and what is to be known of it."""

    run: Run
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A task as the cells of a row: the headings over it, and what stands in which column.

    `said` are values that rows may share; `doubts` what was guessed of who answers.
    """

    path: tuple[Node, ...]
    headings: tuple[tuple[Line, ...], ...]
    texts: dict[str, tuple[Line, ...]]
    said: dict[str, tuple[Said, ...]]
    doubts: tuple[str, ...]


def prose(pages: Iterable[Page]) -> Prose | None:
    """The ledger that a document's paragraphs are, as a table's run; None where they are none."""
    reads = _reads([line for page in pages for line in page.lines])
    found = tasks_among(reads)
    if not _is_ledger(found.tasks):
        return None
    rows = _rows(_without_end(_settled(found.tasks)))
    paths = _paths(rows)
    columns = [*paths.values()]
    cells = tuple(_cells(rows, [*paths]))
    above, after = _outside(reads, cells, found.first)
    run = replace(run_of(cells, columns, above), is_prose=True, beside=after)
    kept = (*above, *after, *(line for cell in cells for line in cell.lines))
    return Prose(run, (*_findings(found, columns, len(rows)), *_lost(reads, kept)))


def _reads(lines: Sequence[Line]) -> list[Read]:
    """The paragraphs taken apart, each with its values whole."""
    last: dict[str, int] = {}
    held = [group for paragraph in paragraphs(lines) for group in _parted(paragraph.lines, last)]
    right = max((line.place.box.x1 for line in lines if line.place.box), default=0.0)
    longest = max((len(squeeze(line.text)) for line in lines), default=0)
    made: list[Read] = []
    for group in held:
        if made and _goes_on(made[-1], group, right, longest):
            made[-1] = read((*made[-1].lines, *group))
        else:
            made.append(read(group))
    return made


def _parted(lines: Sequence[Line], last: dict[str, int]) -> Iterator[tuple[Line, ...]]:
    """A paragraph, cut where a line begins with a label or a word of a value.

    Where paragraphs are not indented, a full last line does not tell that the next one begins.
    `last` holds the ordinal that each style of label has come to.
    """
    start = 0
    for place, line in enumerate(lines):
        held = lines[start:place]
        if held and not _is_open(held) and _begins(line, held, last):
            yield tuple(held)
            start = place
        label = split_label(line.text) if place == start else None
        if label is not None:
            last[label.style] = label.ordinal
    yield tuple(lines[start:])


def _begins(line: Line, held: Sequence[Line], last: Mapping[str, int]) -> bool:
    """Does a paragraph begin there? A label tells, behind a sentence or a value, or if it counts.

    Behind a value tells also the word of another one, whatever it is.
    """
    if is_named(line.text):
        return True
    if is_named(held[0].text) and ANY_WORD.match(line.text):
        return not is_broken(held[-1].text, line.text)
    label = split_label(line.text)
    if label is None:
        return False
    ended = held[-1].text.rstrip()[-1:] in ENDS_SENTENCE + "：:）)"
    return ended or is_named(held[0].text) or label.ordinal in (1, last.get(label.style, 0) + 1)


def _goes_on(above: Read, below: Sequence[Line], right: float, longest: int) -> bool:
    """Does a paragraph without a label only go on with the one above?

    A list of names that ended in a mark does, and so do lines that hang under it; so does, in a
    dump, whatever follows a full line.
    """
    first, last = below[0], above.lines[-1]
    if split_label(first.text) is not None or is_named(first.text):
        return False
    text = last.text.rstrip()
    is_value = bool(above.tokens) and isinstance(above.tokens[-1], Said)
    if is_value and (text[-1:] in "、，,及和与" or _is_open([last])):
        return True
    upper, lower = last.place.box, first.place.box
    if upper is None or lower is None:
        is_broken = first.place.spot is not None and first.place.spot.startswith("line ")
        is_full = FULL * longest <= len(squeeze(text)) and longest in BROKEN
        return is_broken and is_full and text[-1:] not in ENDS_SENTENCE
    hangs = is_value and _hangs(lower, first.size or 0.0, above)
    return hangs and not has_room(right - upper.x1, first.text, first.size or 0.0)


def _hangs(box: Box, size: float, above: Read) -> bool:
    """Does a line begin under the first value of the paragraph above, and not under its word?"""
    word = above.lines[0].place.box
    value = next((token.lines[0].place.box for token in above.tokens if token.lines), None)
    if word is None or value is None:
        return False
    return word.x0 + HANGING * size < box.x0 < value.x0 + size


def _is_open(lines: Iterable[Line]) -> bool:
    """Does a bracket stay open?"""
    text = "".join(line.text for line in lines)
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _is_ledger(tasks: Sequence[Task]) -> bool:
    """Do most of the paragraphs say who answers, and not one or two in passing?"""
    firsts = [next(filter(_names, task.said), None) for task in tasks]
    own = {id(said): said for said in firsts if said is not None}
    worded = sum(1 for said in own.values() if said.word)
    enough = worded >= FEWEST or len(own) >= FEWEST_WITHOUT_WORD
    others = sum(any(map(speaks_against, (*task.texts, *task.late))) for task in tasks)
    named = sum(said is not None for said in firsts)
    return enough and others < MOST * len(tasks) <= named


def _names(said: Said) -> bool:
    return said.kind in PARTIES


def _settled(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks without doubts about what is so in every section of several paragraphs."""
    spread = {id(task.said[0]) for task in tasks if SPREAD in task.doubts}
    shared = Counter(id(task.path[-1]) for task in tasks if task.path and SPREAD not in task.doubts)
    is_usual = len(spread) > 1 and max(shared.values(), default=0) < 2
    return tuple(replace(task, doubts=()) if is_usual else task for task in tasks)


def _without_end(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks, the last without what only follows on it: a closing line, or whom to ask.

    No other task has so many texts behind its values, or such a value.
    """
    *others, last = tasks
    most = max((len(task.late) for task in others), default=0)
    usual = {one.header for task in others for one in task.said}
    said = tuple(one for one in last.said if one.kind != "extras" or one.header in usual)
    return (*others, replace(last, late=last.late[:most], said=said))


def _rows(tasks: Sequence[Task]) -> list[Row]:
    headed = _headed_styles(tasks)
    is_titled = 2 * sum(bool(task.heading) for task in tasks) >= len(tasks)
    return [_row(task, headed, is_titled=is_titled) for task in tasks]


def _headed_styles(tasks: Sequence[Task]) -> set[str]:
    """The styles of labels whose paragraphs mostly begin with a heading, and go on with more."""
    counts: Counter[tuple[str, bool]] = Counter()
    for task in tasks:
        node = task.node
        if node is not None and node.label is not None:
            more = task.texts or task.late or any(one.kind in CONTENTS for one in task.said)
            counts[node.label.style, bool(more) and _may_head(node)] += 1
    return {style for style, _ in counts if counts[style, True] >= counts[style, False]}


def _heads(node: Node, headed: set[str]) -> bool:
    return node.label is not None and node.label.style in headed and _may_head(node)


def _may_head(node: Node) -> bool:
    return node.head is not None and len(squeeze(node.head.text)) <= LONGEST


def _row(task: Task, headed: set[str], *, is_titled: bool) -> Row:
    headings = [_heading(node) for node in task.path]
    texts = [*task.texts, *task.late]
    node = task.node
    if node is not None and node.head is not None and not _heads(node, headed):
        headings[-1] = node.label_lines
        texts.insert(0, node.head)
    if task.heading is not None and not is_titled:
        texts.insert(0, task.heading)
    own = (
        task.number,
        task.heading.lines if task.heading is not None and is_titled else (),
        tuple(line for text in texts for line in text.lines),
    )
    said: dict[str, tuple[Said, ...]] = {}
    for one in task.said:
        name = one.kind if one.kind in UNSAID else one.header
        said[name] = (*said.get(name, ()), one)
    return Row(task.path, tuple(headings), dict(zip(OWN, own, strict=True)), said, task.doubts)


def _heading(node: Node) -> tuple[Line, ...]:
    return node.label_lines + (() if node.head is None else node.head.lines)


def _paths(rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """The columns in which something stands, each with the words that head it."""
    held = {name for row in rows for name, lines in row.texts.items() if lines}
    text = "工作要求" if "task" in held else "工作任务"
    words = {"number": "序号", "task": "工作任务", "text": text}
    paths: dict[str, tuple[str, ...]] = {name: (words[name],) for name in OWN if name in held}
    for name in dict.fromkeys(name for row in rows for name in row.said):
        printed = dict.fromkeys(one.header for row in rows for one in row.said.get(name, ()))
        paths[name] = tuple(filter(None, printed)) or (UNSAID[name],)
    return paths


def _cells(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[Cell]:
    """Row 0 holds the words before values; then come new headings and, under them, each task."""
    place_of: list[int] = []
    at = 1
    above: tuple[Node, ...] = ()
    for row in rows:
        for depth, node in enumerate(row.path):
            if above[depth : depth + 1] != (node,):
                above = ()
                yield cell_of(row.headings[depth], at, 0, width=len(columns))
                at += 1
        above = row.path
        place_of.append(at)
        at += 1
    seen: set[int] = set()
    for column, name in enumerate(columns):
        yield from _words(rows, column, name)
        for first, last in _shared(rows, name):
            row, place = rows[first], place_of[first]
            lines = row.texts.get(name) or tuple(_lines(row.said.get(name, ())))
            # What is said under a heading may hold for tasks that stand apart: as copies.
            lines = tuple(replace(line) if id(line) in seen else line for line in lines)
            seen |= {*map(id, lines)}
            doubts = row.doubts if _is_doubted(row, name, columns) else ()
            doubts += (TWICE,) if len(row.said.get(name, ())) > 1 else ()
            height = place_of[last] - place + 1
            yield cell_of(lines, place, column, height=height, doubts=doubts)


def _words(rows: Sequence[Row], column: int, name: str) -> Iterator[Cell]:
    """The words before the values of a column, each as often as it is printed."""
    said = {id(one): one for row in rows for one in row.said.get(name, ())}
    return (cell_of(one.word, 0, column) for one in said.values() if one.word)


def _shared(rows: Sequence[Row], name: str) -> Iterator[tuple[int, int]]:
    """The ranges of rows that have one value in a column; most have their own."""
    first = 0
    for place in range(1, len(rows) + 1):
        said = rows[first].said.get(name)
        if place == len(rows) or not said or rows[place].said.get(name) != said:
            yield first, place - 1
            first = place


def _is_doubted(row: Row, name: str, columns: Sequence[str]) -> bool:
    """Is it of this column that something was guessed? Of one of them, if nobody is named."""
    if set(row.said) & set(PARTIES):
        return name in row.said
    return name == next(column for column in columns if column in PARTIES)


def _lines(said: Iterable[Said]) -> Iterator[Line]:
    return (line for one in said for line in one.lines)


def _outside(
    reads: Sequence[Read], cells: Sequence[Cell], first: Node | None
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines before the paragraphs begin to count, and all others that stand in no cell."""
    used = {id(line) for cell in cells for line in cell.lines}
    above: list[Line] = []
    after: list[Line] = []
    begun = False
    for one in reads:
        pieces = [one.label_lines, *(_all_of(token) for token in one.tokens)]
        idle = [piece for piece in pieces if piece and not used & {*map(id, piece)}]
        if len(idle) == len([*filter(None, pieces)]):
            idle = [one.lines]
        else:
            begun = True
        begun = begun or (first is not None and one.label_lines is first.label_lines)
        for piece in idle:
            (after if begun else above).extend(_as_paragraph(piece))
    return tuple(above), tuple(after)


def _all_of(token: Text | Said) -> tuple[Line, ...]:
    return token.lines if isinstance(token, Text) else (*token.word, *token.lines)


def _as_paragraph(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, so that what stands above them on a page of others is not taken for their own."""
    yield replace(lines[0], is_paragraph=True)
    yield from lines[1:]


def _findings(found: Found, columns: Sequence[tuple[str, ...]], count: int) -> Iterator[Finding]:
    words = "、".join("/".join(path) for path in columns)
    message = f"There is no table; paragraphs were read as {count} tasks: {words}."
    yield finding("paragraphs_read", message, ledger=1)
    for node in found.aside:
        text = clean(joined(_heading(node)))
        message = f"A paragraph like those of the tasks names nobody and is in no task: {text[:60]}"
        yield finding("paragraph_left_out", message, ledger=1)


def _lost(reads: Sequence[Read], kept: Sequence[Line]) -> Iterator[Finding]:
    """No character may be lost but the marks between values."""
    shown = Counter("".join(line.text for one in reads for line in one.lines))
    lost = shown - Counter("".join(line.text for line in kept))
    text = "".join(lost.elements())
    if squeeze(text).strip(BETWEEN):
        yield finding("text_lost", f"Characters of paragraphs in no task: {text}", ledger=1)
