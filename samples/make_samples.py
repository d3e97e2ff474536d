"""Type the 2021 notice as DOCX and print it as PDF, from what it truly says; and a made-up 2022.

    python -m samples.make_samples [FOLDER]

`tests/truth/notice-2021.json` is the only source of the words. The DOCX is typed as an
office types it: portrait head, landscape ledger, merged labels, a header row that repeats.
The PDFs are printed by LibreOffice from a DOCX of the same words in two geometries, so that
the pages cut the table in different places. LibreOffice (`soffice`) and the Noto Serif CJK
fonts have to be installed. Another release of either may cut the pages elsewhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import pikepdf
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from samples.constructed_2022 import constructed

HERE = Path(__file__).resolve().parent
TRUTH = HERE.parent / "tests" / "truth" / "notice-2021.json"
TYPED_ON = datetime(2021, 5, 20, 9, 0, tzinfo=UTC)
LONG_SIDE, SHORT_SIDE = 297.0, 210.0
HEADER = ("工作任务", "具体要求", "责任部门（单位）", "时限要求")
FONT_TABLE = "/word/fontTable.xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CENTRE = WD_CELL_VERTICAL_ALIGNMENT.CENTER


@dataclass(frozen=True, slots=True)
class Fonts:
    """The typefaces of the letterhead and titles, of the text, and of the table's header."""

    title: str
    text: str
    header: str
    installed: str
    """The typeface to fall back on, written into the DOCX as the others' second name."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one copy of the notice is laid out. Lengths are in millimetres, type in points."""

    fonts: Fonts
    ledger_is_landscape: bool
    text_size: float
    ledger_size: float
    margins: tuple[float, float]
    """Above and below the text, and at its sides."""
    widths: tuple[float, float, float, float, float, float]
    """Of the two label columns, the number, the requirement, the departments, the deadline."""


OFFICE_FONTS = Fonts("方正小标宋简体", "仿宋_GB2312", "黑体", "Noto Serif CJK SC")
PRINTER_FONTS = Fonts(*["Noto Serif CJK SC"] * 4)
TYPED = Layout(OFFICE_FONTS, True, 16, 12, (28, 26), (30, 34, 11, 104, 46, 18))
LANDSCAPE = Layout(PRINTER_FONTS, True, 16, 12, (26, 24), (28, 36, 11, 106, 48, 20))
PORTRAIT = Layout(PRINTER_FONTS, False, 14, 10.5, (30, 24), (22, 28, 9, 58, 30, 15))


def main(folder: Path) -> None:
    """Write the samples into `folder`."""
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    save(typed(constructed(truth), TYPED), folder / "notice-2022.docx")
    save(typed(truth, TYPED), folder / "notice-2021.docx")
    print_pdf(typed(truth, LANDSCAPE), folder / "notice-2021-landscape.pdf")
    print_pdf(typed(truth, PORTRAIT), folder / "notice-2021-portrait.pdf")


def typed(truth: dict[str, Any], layout: Layout) -> Document:
    """The whole notice: its head, and the ledger in a section of its own."""
    document = docx.Document()
    describe(document, truth["notice"])
    name_fonts(document, layout)
    set_page(document.sections[0], layout, landscape=False)
    type_head(document, truth["notice"], layout)
    ledger_section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(ledger_section, layout, landscape=layout.ledger_is_landscape)
    type_ledger(document, truth, layout)
    return document


def describe(document: Document, notice: dict[str, Any]) -> None:
    """Who wrote the file and when, as fixed values: the same words give the same bytes."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = notice["issuer"]
    properties.title = notice["title"]
    properties.comments = ""
    properties.created = properties.modified = TYPED_ON


def name_fonts(document: Document, layout: Layout) -> None:
    """Set the text's typeface, and name a second one for those that few machines have."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = layout.fonts.text, Pt(layout.text_size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), layout.fonts.text)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.rPr.append(language)
    # One line alone at the head or foot of a page is how these tables come to be cut in
    # the middle of a name; Word's own default would move it.
    normal.paragraph_format.widow_control = False
    (table,) = (part for part in document.part.package.iter_parts() if part.partname == FONT_TABLE)
    table._blob = font_table(layout.fonts)


def font_table(fonts: Fonts) -> bytes:
    """The part of a DOCX that says which typeface stands in for one that is missing."""
    names = sorted({fonts.title, fonts.text, fonts.header})
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{fonts.installed}"/></w:font>' for name in names
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:fonts xmlns:w="{WORD}">{entries}</w:fonts>'
    ).encode()


def set_page(section: Section, layout: Layout, *, landscape: bool) -> None:
    """A4, upright or on its side, with the page's number below as `— 1 —`."""
    width, height = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    ends, sides = layout.margins
    section.top_margin = section.bottom_margin = Mm(ends)
    section.left_margin = section.right_margin = Mm(sides)
    section.footer_distance = Mm(14)
    if section.footer.is_linked_to_previous and not section.footer.paragraphs[0].runs:
        section.footer.is_linked_to_previous = False
        number_pages(section.footer.paragraphs[0], layout)


def number_pages(footer: Paragraph, layout: Layout) -> None:
    """`— n —`, where n is a field that the word processor fills in."""
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(footer, "— ", layout.fonts.text, 12)
    run = write(footer, "", layout.fonts.text, 12)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = text
        run._r.append(mark)
    write(footer, " —", layout.fonts.text, 12)


def type_head(document: Document, notice: dict[str, Any], layout: Layout) -> None:
    """Letterhead, title, recipients, body and the line that names the attachment."""
    fonts, size = layout.fonts, layout.text_size
    letterhead = centred(document, notice["issuer"], fonts.title, size * 2, after=30)
    letterhead.runs[0].font.color.rgb = RGBColor(0xC0, 0x00, 0x00)
    centred(document, notice["title"], fonts.title, size * 1.35, after=24)
    write(document.add_paragraph(), "，".join(notice["recipients"]) + "：", fonts.text, size)
    for words in notice["body"].split("\n"):
        indented(document, words, layout)
    document.add_paragraph()
    for attachment in notice["attachments"]:
        indented(document, f"附件：{attachment}", layout)


def centred(document: Document, words: str, font: str, size: float, *, after: float) -> Paragraph:
    """A paragraph in the middle of the line, with room below it."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(after)
    write(paragraph, words, font, size)
    return paragraph


def indented(document: Document, words: str, layout: Layout) -> None:
    """A paragraph of the body: its first line stands in by two characters."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Pt(2 * layout.text_size)
    paragraph.paragraph_format.line_spacing = Pt(1.75 * layout.text_size)
    write(paragraph, words, layout.fonts.text, layout.text_size)


def write(paragraph: Paragraph, words: str, font: str, size: float) -> Run:
    """Add words in a typeface, for Latin and for Chinese characters alike."""
    run = paragraph.add_run(words)
    run.font.name, run.font.size = font, Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def type_ledger(document: Document, truth: dict[str, Any], layout: Layout) -> None:
    """The ledger's title and its table: one header row, then one row to a task."""
    centred(
        document, truth["ledger"]["title"], layout.fonts.title, layout.ledger_size * 1.6, after=12
    )
    tasks = truth["tasks"]
    table = document.add_table(rows=1 + len(tasks), cols=len(layout.widths), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid = [list(row.cells) for row in table.rows]
    type_header(table, grid[0], layout)
    for cells, task in zip(grid[1:], tasks, strict=True):
        type_task(cells, task, layout)
    for level in (0, 1):
        type_labels(grid[1:], tasks, level, layout)
    for row in table.rows:
        set_widths(row, layout)


def type_header(table: Table, cells: list[_Cell], layout: Layout) -> None:
    """The header, repeated on every page; two of its cells reach over two columns each."""
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    task, requirement = cells[0].merge(cells[1]), cells[2].merge(cells[3])
    for cell, words in zip((task, requirement, cells[4], cells[5]), HEADER, strict=True):
        fill(cell, words, layout, font=layout.fonts.header, centre=True)


def type_task(cells: list[_Cell], task: dict[str, Any], layout: Layout) -> None:
    """What belongs to one task alone: number, requirement, departments, deadline."""
    fill(cells[2], str(task["number"]), layout, centre=True)
    fill(cells[3], task["requirement"], layout)
    fill(cells[4], task["responsibility"]["text"], layout)
    fill(cells[5], task["deadline"]["text"], layout, centre=True)


def type_labels(
    grid: list[list[_Cell]], tasks: list[dict[str, Any]], level: int, layout: Layout
) -> None:
    """One level of the outline: a label stands once, in a cell merged over its tasks."""
    for first, last in spans(tuple(map(heading_key, t["outline"][: level + 1])) for t in tasks):
        cell = grid[first][level].merge(grid[last][level])
        fill(cell, printed(tasks[first]["outline"][level], level), layout)


def heading_key(heading: dict[str, str]) -> tuple[str, str]:
    """What makes two headings one."""
    return heading["label"], heading["title"]


def spans(keys: Iterable[object]) -> Iterator[tuple[int, int]]:
    """First and last position of each run of equal keys."""
    for _, run in groupby(enumerate(keys), key=lambda pair: pair[1]):
        positions = [position for position, _ in run]
        yield positions[0], positions[-1]


def printed(heading: dict[str, str], level: int) -> str:
    """A heading as the ledger prints it: `一、…` outside, `（一）…。` inside."""
    label, title = heading["label"], heading["title"]
    return f"{label}、{title}" if level == 0 else f"{label}{title}。"


def fill(
    cell: _Cell, words: str, layout: Layout, *, font: str | None = None, centre: bool = False
) -> None:
    """Write into a cell; merging has left empty paragraphs in it, which go."""
    for spare in cell.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)
    cell.vertical_alignment = CENTRE
    paragraph = cell.paragraphs[0]
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(paragraph, words, font or layout.fonts.text, layout.ledger_size)


def set_widths(row: _Row, layout: Layout) -> None:
    """Word takes the width from each cell, other programs from the grid; say it in both."""
    column = 0
    for element in row._tr.tc_lst:
        width = sum(layout.widths[column : column + element.grid_span])
        element.width = Mm(width)
        column += element.grid_span
    for grid_column, width in zip(row.table.columns, layout.widths, strict=True):
        grid_column.width = Mm(width)


def save(document: Document, path: Path) -> None:
    """Save a DOCX whose parts all bear one date."""
    with tempfile.TemporaryDirectory() as folder:
        dated = Path(folder) / path.name
        document.save(str(dated))
        with zipfile.ZipFile(dated) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, TYPED_ON.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, old.read(name))


def print_pdf(document: Document, path: Path) -> None:
    """Print by LibreOffice, in a profile of its own, and set the printing's dates."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{path.stem}.docx"
        save(document, source)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        date_pdf(source.with_suffix(".pdf"), path)


def date_pdf(printed_now: Path, path: Path) -> None:
    """Copy a PDF without what differs from one printing to the next: date, checksum, id."""
    with pikepdf.open(printed_now) as pdf:
        stamp = f"D:{TYPED_ON:%Y%m%d%H%M%S}Z"
        pdf.docinfo["/CreationDate"] = pikepdf.String(stamp)
        for key in ("/DocChecksum", "/ID"):
            del pdf.trailer[key]
        pdf.save(path, deterministic_id=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
