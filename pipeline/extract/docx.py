"""Word notices (.docx), by way of python-docx: its package and XML, read by grid.

python-docx's own cells give a merged cell once for each position, pass over content controls
and leave automatic numbers and inserted text out; so the XML is walked here.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from lzma import LZMAError
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from pipeline.errors import DamagedFile, UnsupportedFile
from pipeline.extract.numbers import Numbers, whole_number
from pipeline.findings import finding
from pipeline.limits import LIMITS, Limits
from pipeline.model import Finding
from pipeline.page import Cell, Fragment, Line, Page, Place

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STRICT = b"http://purl.oclc.org/ooxml/"
TWIPS_PER_POINT = 20

# What a person who reads the printed page does not see: deletions, the origin of a move, the
# code of a field, comments' anchors; and the second copy of a drawing, for old programs.
UNSEEN = {
    W + "del",
    W + "moveFrom",
    W + "instrText",
    W + "delText",
    W + "pPr",
    W + "rPr",
    W + "tcPr",
    W + "sdtPr",
    MC + "Fallback",
}
BREAKS = {W + "br", W + "cr"}
# What zipfile raises where an archive's data or its directory is damaged: RuntimeError where a
# bit says that an entry is encrypted, or is packed in a way that nobody knows.
UNPACKING = (BadZipFile, zlib.error, LZMAError, EOFError, OSError, RuntimeError)


def read_docx(
    content: bytes, name: str, limits: Limits = LIMITS
) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The one page that a Word file is to us. Raises DamagedFile, UnsupportedFile or TooLarge."""
    body, numbers = _opened(content, name)
    lines: list[Line] = []
    fragments: list[Fragment] = []
    for block in _blocks(body):
        if block.tag == W + "tbl":
            limits.check(name, "columns", _columns(block))
            fragment = _fragment(block, len(fragments) + 1, numbers)
            if fragment is not None:
                fragments.append(replace(fragment, after=len(lines)))
        elif block.tag == W + "p":
            lines += _lines(block, numbers, Place(), with_tables=False)
    placed = tuple(
        replace(line, place=Place(spot=f"paragraph {number}"))
        for number, line in enumerate(lines, 1)
    )
    page = Page(number=None, lines=placed, fragments=tuple(fragments))
    return (page,), tuple(_nested_tables(body))


def _nested_tables(body: Element) -> Iterator[Finding]:
    read = set(_blocks(body))
    for table in body.iter(W + "tbl"):
        around = {ancestor.tag for ancestor in table.iterancestors()}
        if table not in read and _frame(table) is None and not around & UNSEEN:
            text = "".join(node.text or "" for node in table.iter(W + "t"))
            yield finding(
                "nested_table",
                "A table within a cell or a text box: its texts were read one after the other: "
                f"{text[:40]}",
            )


def _opened(content: bytes, name: str) -> tuple[Element, Numbers]:
    import docx  # slow to import, and only Word files need it
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    damages = (
        *UNPACKING,
        OpcError,
        XMLSyntaxError,
        KeyError,  # a part that is not there
        AttributeError,  # a part that is none of its kind
        TypeError,  # a relationship without a target
        ValueError,
    )
    try:
        document = docx.Document(BytesIO(content))
        body = document.element.body
        if body is None:
            raise KeyError("body")  # the same trouble as a missing part
        styles, definitions = document.styles.element, _definitions(document)
        if any(map(_has_doctype, (body, styles, definitions))):
            raise ValueError("DOCTYPE")  # ECMA-376 part 2, 6.1.3: no part may have one
    except damages as problem:
        if _is_strict(content):
            raise UnsupportedFile(
                name,
                "this is a Strict Open XML document",
                "Open it in Word or WPS and save it as an ordinary .docx.",
            ) from problem
        raise DamagedFile(
            name,
            f"the Word file cannot be read ({type(problem).__name__})",
            "Open it in Word or WPS, let it repair the file, and save it again.",
        ) from problem
    return body, Numbers(definitions, styles)


def _has_doctype(element: Element | None) -> bool:
    """Does a part declare entities? What stands for other text would be lost, or is an attack."""
    return element is not None and bool(element.getroottree().docinfo.doctype)  # type: ignore[attr-defined]


def _is_strict(content: bytes) -> bool:
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(content)) as archive:
            return STRICT in archive.read("_rels/.rels")
    except (*UNPACKING, KeyError, ValueError):
        return False


def _definitions(document: Any) -> Element | None:
    """The lists of a document; a document without automatic numbers has no part for them."""
    try:
        definitions: Element = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return None
    return definitions


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in their order, also inside content controls and insertions.

    A table of one cell is a frame round what stands in it, and a table in a text box stands on
    the page as any other does.
    """
    for child in parent:
        if child.tag == W + "tbl":
            frame = _frame(child)
            yield from (child,) if frame is None else _blocks(frame)
        elif child.tag == W + "p":
            yield child
            for box in child.iter(W + "txbxContent"):
                if _holds_table(box) and not _is_unseen(box, child):
                    yield from _blocks(box)
        elif child.tag not in UNSEEN and child.tag != W + "sectPr":
            yield from _blocks(child)


def _frame(table: Element) -> Element | None:
    """The one cell of a table that only frames other tables."""
    cells = [tc for tr in _rows(table) for tc in _of_kind(tr, W + "tc")]
    return cells[0] if len(cells) == 1 and _holds_table(cells[0]) else None


def _holds_table(element: Element) -> bool:
    return next(element.iter(W + "tbl"), None) is not None


def _columns(table: Element) -> int:
    """How many columns the widest row of a table says that it covers."""
    return max((_width(tr) for tr in _rows(table)), default=0)


def _width(tr: Element) -> int:
    cells = (_count(tc, "tcPr", "gridSpan", default=1) for tc in _of_kind(tr, W + "tc"))
    return _count(tr, "trPr", "gridBefore", default=0) + sum(cells)


def _fragment(table: Element, index: int, numbers: Numbers) -> Fragment | None:
    cells: list[Cell] = []
    open_above: dict[int, int] = {}  # grid column -> index in `cells` of the cell above it
    row = 0
    for tr in _rows(table):
        column = _count(tr, "trPr", "gridBefore", default=0)
        # A row that begins late shows nothing there, as it would with empty cells.
        cells += [_blank(row, early, index) for early in range(column)]
        above, open_above = open_above, {}
        position: int | None = None
        for tc in _of_kind(tr, W + "tc"):
            span = _count(tc, "tcPr", "gridSpan", default=1)
            if _goes_on(tc, "hMerge") and position is not None:
                merged = cells[position]
                wide = max(merged.column_span, column + span - merged.column)
                cells[position] = replace(merged, column_span=wide)
                column += span
                continue
            if _goes_on(tc, "vMerge") and column in above:
                position = above[column]
                cells[position] = replace(cells[position], row_span=row - cells[position].row + 1)
            else:
                position = len(cells)
                cells.append(_cell(tc, row, column, span, index, numbers))
            open_above[column] = position
            column += span
        row += 1
    if not cells:
        return None
    columns = max(cell.column + cell.column_span for cell in cells)
    return Fragment(
        page=None, rows=row, columns=columns, cells=tuple(cells), edges=_edges(table, columns)
    )


def _rows(table: Element) -> Iterator[Element]:
    """The rows that a reader sees: those whose deletion is tracked are left out."""
    for tr in _of_kind(table, W + "tr"):
        properties = tr.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None:
            yield tr


def _of_kind(parent: Element, tag: str) -> Iterator[Element]:
    """Children of a kind, also inside content controls, but not inside nested tables."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _of_kind(child, tag)


def _count(element: Element, properties: str, name: str, *, default: int) -> int:
    held = element.find(f"{W}{properties}/{W}{name}")
    value = None if held is None else held.get(W + "val")
    return (None if value is None else whole_number(value)) or default


def _goes_on(tc: Element, name: str) -> bool:
    """Is the cell part of the one above it (`vMerge`), or on its left (`hMerge`, the old way)?"""
    merge = tc.find(f"{W}tcPr/{W}{name}")
    return merge is not None and merge.get(W + "val", "continue") != "restart"


def _cell(tc: Element, row: int, column: int, span: int, table: int, numbers: Numbers) -> Cell:
    place = Place(spot=f"table {table} row {row + 1} column {column + 1}")
    lines = tuple(_all_lines(tc, numbers, place))
    return Cell(row=row, column=column, column_span=span, lines=lines, place=place)


def _blank(row: int, column: int, table: int) -> Cell:
    spot = f"table {table} row {row + 1} column {column + 1}"
    return Cell(row=row, column=column, place=Place(spot=spot))


def _is_unseen(element: Element, within: Element) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not within:
        if parent.tag in UNSEEN or parent.tag == W + "txbxContent":
            return True
        parent = parent.getparent()
    return False


def _edges(table: Element, columns: int) -> tuple[float, ...]:
    """The grid's column edges in points, where the table declares all of them."""
    widths = [
        width
        for column in table.iterfind(f"{W}tblGrid/{W}gridCol")
        if (width := whole_number(column.get(W + "w", "")))
    ]
    if len(widths) != columns:
        return ()
    return tuple(sum(widths[:i]) / TWIPS_PER_POINT for i in range(columns + 1))


def _all_lines(frame: Element, numbers: Numbers, place: Place) -> Iterator[Line]:
    """The lines of a cell or a text box, with those of tables in it."""
    for paragraph in frame.iter(W + "p"):
        if not _is_unseen(paragraph, frame):
            yield from _lines(paragraph, numbers, place)


def _lines(
    paragraph: Element, numbers: Numbers, place: Place, *, with_tables: bool = True
) -> list[Line]:
    """A paragraph's lines: as many as it has breaks, then those of text boxes in it.

    `with_tables`: also of boxes that hold a table.
    """
    number = numbers.next_for(paragraph)
    text = number + "".join(_text(paragraph))
    boxes = [
        line
        for box in paragraph.iter(W + "txbxContent")
        if not _is_unseen(box, paragraph) and (with_tables or not _holds_table(box))
        for line in _all_lines(box, numbers, place)
    ]
    own = [
        Line(text=part, place=place, is_paragraph=True) for part in text.split("\n") if part.strip()
    ]
    return own + boxes


def _text(element: Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in UNSEEN or tag == W + "txbxContent":
            continue
        if tag == W + "r" and _is_hidden(child):
            continue
        if tag == W + "t":
            yield child.text or ""
        elif tag == W + "tab":
            yield "\t"
        elif tag in BREAKS:
            yield "\n"
        elif tag == W + "noBreakHyphen":
            yield "-"
        elif tag == W + "sym":
            yield _symbol(child)
        else:
            yield from _text(child)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(W + "val", "true") not in ("0", "false", "off")


def _symbol(element: Element) -> str:
    """A character given by its code; fonts of symbols keep theirs in a private range."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return "\ufffd"
    code -= 0xF000 if 0xF000 <= code <= 0xF0FF else 0
    return chr(code) if 0 <= code <= sys.maxunicode else "\ufffd"
