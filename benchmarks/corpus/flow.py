"""ReportLab's own tables (platypus), as programs print their reports with."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from benchmarks.corpus.fonts import register
from benchmarks.corpus.nouns import Break, Grid, Paper, Sheet, Text
from benchmarks.corpus.style import Geometry, Style


class TooTall(Exception):
    """A row that does not fit on a page, and that platypus cannot cut."""


def print_paper(paper: Paper, geometry: Geometry, style: Style, path: Path) -> None:
    """Print a document to `path`."""
    from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate
    from reportlab.platypus.doctemplate import LayoutError

    font, margin = register(style.font), geometry.margin

    def number(canvas: Any, document: Any) -> None:
        canvas.setFont(font, 9)
        if style.page_numbers:
            canvas.drawCentredString(canvas._pagesize[0] / 2, 20, f"— {document.page} —")

    def template(name: str, page: tuple[float, float]) -> PageTemplate:
        frame = Frame(margin, margin, page[0] - 2 * margin, page[1] - 2 * margin, 0, 0, 0, 0)
        return PageTemplate(name, [frame], onPage=number, pagesize=page)

    templates = [template("head", geometry.upright), template("table", geometry.page)]
    document = BaseDocTemplate(
        str(path), pageTemplates=templates if style.head == "pages" else templates[1:], invariant=1
    )
    story: list[Any] = []
    for block in paper.blocks:
        if isinstance(block, Break):
            story += [NextPageTemplate("table"), PageBreak()]
        elif isinstance(block, Text):
            story.append(_paragraph(block, font, geometry.size))
        else:
            story.append(_table(block, font, geometry, style))
    try:
        document.build(story)
    except (LayoutError, TypeError) as error:  # its own message fails on some of its tables
        raise TooTall from error


def _paragraph(block: Text, font: str, size: float) -> Any:
    from reportlab.platypus import Paragraph

    base = min(size + 2, 15)
    scale = {"letterhead": 1.7, "title": 1.3, "table title": 1.25}.get(block.part, 1.0)
    centred = block.part in ("letterhead", "number", "title", "table title")
    indent = 2 * base if block.part in ("paragraph", "attachment") else 0.0
    look = _look(font, base * scale, 1.6, 1 if centred else 0, indent)
    look.spaceAfter = base * (0.9 if centred else 0.2)
    if block.part in ("signature", "date"):
        look.alignment = 2
        look.rightIndent = 2 * base
    return Paragraph(escape(block.text), look)


def _look(
    font: str, size: float, leading: float, alignment: Literal[0, 1], indent: float = 0.0
) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        "any",
        fontName=font,
        fontSize=size,
        leading=size * leading,
        wordWrap="CJK",
        alignment=alignment,
        firstLineIndent=indent,
    )


def _table(sheet: Sheet, font: str, geometry: Geometry, style: Style) -> Any:
    from reportlab.platypus import LongTable

    looks = [
        _look(font, geometry.size, style.leading, 0),
        _look(font, geometry.size, style.leading, 1),
    ]
    commands: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), style.align.upper()),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        # CJK wrapping lets a full stop hang over the edge by its own width.
        ("RIGHTPADDING", (0, 0), (-1, -1), geometry.size + 2),
        *_rules(style, len(sheet.header)),
    ]
    data = _data([*sheet.header, *sheet.body], looks, commands)
    return LongTable(
        data,
        colWidths=geometry.widths(sheet.weights),
        repeatRows=len(sheet.header) if style.repeat else 0,
        splitByRow=1,
        splitInRow=0 if style.whole_rows else 1,
        style=commands,
    )


def _data(rows: Grid, looks: list[Any], commands: list[Any]) -> list[list[Any]]:
    from reportlab.platypus import Paragraph

    data: list[list[Any]] = []
    for y, row in enumerate(rows):
        line: list[Any] = []
        for x, cell in enumerate(row):
            if cell is None:
                line.append("")
                continue
            text = "<br/>".join(escape(part) for part in cell.text.split("\n"))
            line.append(Paragraph(text, looks[int(cell.centred)]))
            if cell.rows > 1 or cell.columns > 1:
                commands.append(("SPAN", (x, y), (x + cell.columns - 1, y + cell.rows - 1)))
        data.append(line)
    return data


def _rules(style: Style, header_rows: int) -> list[Any]:
    from reportlab.lib.colors import black, lightgrey

    whole = ((0, 0), (-1, -1), 0.5, black)
    dotted = (None, (1, 1.5))
    rules: dict[str, list[Any]] = {
        "horizontal": [("LINEABOVE", *whole), ("LINEBELOW", *whole)],
        "open_sides": [("INNERGRID", *whole), ("LINEABOVE", *whole), ("LINEBELOW", *whole)],
        "dotted": [("GRID", *whole, *dotted)],
        "twice": [("GRID", *whole), ("GRID", *whole)],
        "head_and_foot": [
            ("LINEABOVE", (0, 0), (-1, 0), 1, black),
            ("LINEBELOW", (0, header_rows - 1), (-1, header_rows - 1), 0.5, black),
            ("LINEBELOW", (0, -1), (-1, -1), 1, black),
        ],
        "none": [],
        "stripes": [("ROWBACKGROUNDS", (0, header_rows), (-1, -1), [lightgrey, None])],
    }
    return rules.get(style.rules, [("GRID", *whole)])
