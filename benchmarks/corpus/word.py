"""A document typed in Word, with what Word does to tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from benchmarks.corpus.fonts import FONTS
from benchmarks.corpus.nouns import Break, Cell, Paper, Sheet, Text
from benchmarks.corpus.style import Geometry, Style

TYPED_ON = datetime(2022, 1, 4, 9, 0, tzinfo=UTC)
ALIGN = {
    "top": WD_CELL_VERTICAL_ALIGNMENT.TOP,
    "middle": WD_CELL_VERTICAL_ALIGNMENT.CENTER,
    "bottom": WD_CELL_VERTICAL_ALIGNMENT.BOTTOM,
}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The id of the list that counts tasks: none that the template has.
NUMBERING = 77
WORDS = "办理情况材料审核"


def type_paper(paper: Paper, geometry: Geometry, style: Style, path: Path, trick: str = "") -> None:
    """Type a document. `trick` is what Word did to its tables: `controls`, `tracked`, `offset`."""
    document = docx.Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.title = ""
    properties.created = properties.modified = TYPED_ON
    typist = Typist(document, geometry, style, trick)
    for block in paper.blocks:
        typist.take(block)
    save(document, path)


def save(document: Any, path: Path) -> None:
    """Write the file so that the same document gives the same bytes."""
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, (2022, 1, 4, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, made.read(name))


class Typist:
    """The document that is being typed."""

    def __init__(self, document: Any, geometry: Geometry, style: Style, trick: str) -> None:
        self.document, self.geometry, self.style, self.trick = document, geometry, style, trick
        self.font = FONTS["hei" if style.font == "song" else style.font].family
        normal = document.styles["Normal"]
        normal.font.name, normal.font.size = self.font, Pt(geometry.size)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), self.font)
        # One line alone at a page's head or foot is how names come to be cut.
        normal.paragraph_format.widow_control = False
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing = 1.0
        self._page(document.sections[0], turned=style.head != "pages")
        if style.page_numbers:
            self._number(document.sections[0].footer.paragraphs[0])

    def take(self, block: Text | Break | Sheet) -> None:
        """Type the next block."""
        if isinstance(block, Break):
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
            self._page(section, turned=True)
        elif isinstance(block, Text):
            self._text(block)
        else:
            self._table(block)

    def _page(self, section: Any, *, turned: bool) -> None:
        width, height = self.geometry.page if turned else self.geometry.upright
        section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Pt(width), Pt(height)
        margin = Pt(self.geometry.margin)
        section.left_margin = section.right_margin = margin
        section.top_margin = section.bottom_margin = margin
        section.footer_distance = section.header_distance = Pt(14)

    def _number(self, paragraph: Any) -> None:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(paragraph, "— ", 9)
        run = self._run(paragraph, "", 9)
        for kind in ("begin", None, "end"):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = "PAGE"
            run._r.append(element)
        self._run(paragraph, " —", 9)

    def _run(self, paragraph: Any, text: str, size: float) -> Any:
        run = paragraph.add_run(text)
        run.font.name, run.font.size = self.font, Pt(size)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), self.font)
        return run

    def _text(self, block: Text) -> None:
        base = min(self.geometry.size + 2, 15)
        scale = {"letterhead": 1.7, "title": 1.3, "table title": 1.25}.get(block.part, 1.0)
        paragraph = self.document.add_paragraph()
        if scale > 1 or block.part == "number":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(base)
        if block.part in ("paragraph", "attachment"):
            paragraph.paragraph_format.first_line_indent = Pt(2 * base)
        if block.part in ("signature", "date"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Pt(2 * base)
        self._run(paragraph, block.text, base * scale)

    def _table(self, sheet: Sheet) -> None:
        rows = [*sheet.header, *sheet.body]
        table = self.document.add_table(rows=len(rows), cols=len(sheet.weights))
        table.autofit = False
        _borders(table, self.style.rules)
        grid = [list(row.cells) for row in table.rows]
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if cell is not None:
                    self._cell(grid, (y, x), cell, sheet, is_header=y < len(sheet.header))
        self._rows(table, sheet)
        if self.trick:
            TRICKS[self.trick](table, sheet)

    def _cell(
        self, grid: Any, at: tuple[int, int], cell: Cell, sheet: Sheet, *, is_header: bool
    ) -> None:
        y, x = at
        typed = grid[y][x]
        if cell.rows > 1 or cell.columns > 1:
            typed = typed.merge(grid[y + cell.rows - 1][x + cell.columns - 1])
        for extra in typed.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
        typed.vertical_alignment = ALIGN["middle" if is_header else self.style.align]
        for place, text in enumerate(cell.text.split("\n")):
            paragraph = typed.add_paragraph() if place else typed.paragraphs[0]
            if cell.centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self._run(paragraph, text, self.geometry.size)
        if sheet.automatic == x and not is_header and cell.columns == 1:
            _count(typed.paragraphs[0])

    def _rows(self, table: Any, sheet: Sheet) -> None:
        widths = self.geometry.widths(sheet.weights)
        for y, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            if self.style.whole_rows:
                properties.append(OxmlElement("w:cantSplit"))
            if y < len(sheet.header) and self.style.repeat:
                properties.append(OxmlElement("w:tblHeader"))
            at = 0
            for cell in row._tr.tc_lst:
                cell.width = Pt(sum(widths[at : at + cell.grid_span]))
                at += cell.grid_span
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)


def _borders(table: Any, rules: str) -> None:
    borders = OxmlElement("w:tblBorders")
    gone = {
        "open_sides": ("left", "right"),
        "horizontal": ("left", "right", "insideV"),
        "head_and_foot": ("left", "right", "insideV", "insideH"),
        "none": ("top", "left", "bottom", "right", "insideH", "insideV"),
    }.get(rules, ())
    kind = {"dotted": "dotted", "twice": "double"}.get(rules, "single")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "nil" if side in gone else kind)
        border.set(qn("w:sz"), "4")
        border.set(qn("w:space"), "0")
        border.set(qn("w:color"), "000000")
        borders.append(border)
    table._tbl.tblPr.append(borders)


def _count(paragraph: Any) -> None:
    """Let Word number the paragraph: the number stands nowhere in the text."""
    part = paragraph.part.numbering_part.element
    if not any(number.numId == NUMBERING for number in part.num_lst):
        abstract = docx.oxml.parse_xml(
            f'<w:abstractNum xmlns:w="{WORD}" w:abstractNumId="{NUMBERING}">'
            '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/><w:suff w:val="space"/>'
            "</w:lvl></w:abstractNum>"
        )
        first = part.find(qn("w:num"))
        part.insert(len(part) if first is None else list(part).index(first), abstract)
        part.append(
            docx.oxml.parse_xml(
                f'<w:num xmlns:w="{WORD}" w:numId="{NUMBERING}">'
                f'<w:abstractNumId w:val="{NUMBERING}"/></w:num>'
            )
        )
    properties = paragraph._p.get_or_add_pPr()
    numbered = properties.get_or_add_numPr()
    numbered.get_or_add_ilvl().val = 0
    numbered.get_or_add_numId().val = NUMBERING


def _controls(table: Any, sheet: Sheet) -> None:
    """Content controls round some rows, cells and words (`w:sdt`)."""
    rows = table._tbl.tr_lst
    for place, row in enumerate(rows):
        if place < len(sheet.header):
            continue
        if place % 3 == 0:
            _wrap([row])
        elif place % 3 == 1:
            _wrap([row.tc_lst[-1]])
        else:
            runs = row.tc_lst[-1].findall(f".//{qn('w:r')}")
            _wrap(runs[:1])


def _wrap(elements: Sequence[Any]) -> None:
    if not elements:
        return
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(OxmlElement("w:sdtPr"))
    control.append(content)
    elements[0].addprevious(control)
    for element in elements:
        content.append(element)


def _tracked(table: Any, sheet: Sheet) -> None:
    """Insertions, and deletions of words that are no longer part of the text."""
    rng = Random(len(sheet.body))
    for place, text in enumerate(table._tbl.iter(qn("w:t"))):
        run = text.getparent()
        if place < 12 or run.tag != qn("w:r") or not text.text or len(text.text) < 6:
            continue
        if place % 2:
            gone = deepcopy(run)
            old = gone.find(qn("w:t"))
            old.tag = qn("w:delText")
            old.text = rng.choice([WORDS[:4], WORDS[4:]])
            _change("w:del", gone, run)
        else:
            half = len(text.text) // 2
            rest = deepcopy(run)
            rest.find(qn("w:t")).text = text.text[half:]
            text.text = text.text[:half]
            inserted = OxmlElement("w:ins")
            inserted.set(qn("w:id"), str(900 + place))
            inserted.set(qn("w:author"), "")
            inserted.append(rest)
            run.addnext(inserted)


def _change(tag: str, what: Any, before: Any) -> None:
    change = OxmlElement(tag)
    change.set(qn("w:id"), "899")
    change.set(qn("w:author"), "")
    change.append(what)
    before.addprevious(change)


def _offset(table: Any, sheet: Sheet) -> None:
    """Rows that end early: their last cell is blank and gone (`gridAfter`)."""
    for place, row in enumerate(table._tbl.tr_lst):
        cells = row.tc_lst
        if place < len(sheet.header) or len(cells) < 3:
            continue
        last = cells[-1]
        is_blank = not "".join(t.text or "" for t in last.iter(qn("w:t")))
        if is_blank and last.grid_span == 1 and last.vMerge is None:
            row.remove(last)
            _grid(row, "w:gridAfter")


def _grid(row: Any, tag: str) -> None:
    mark = OxmlElement(tag)
    mark.set(qn("w:val"), "1")
    row.get_or_add_trPr().insert(0, mark)


TRICKS = {"controls": _controls, "tracked": _tracked, "offset": _offset}
