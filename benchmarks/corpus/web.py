"""A document as a web page, printed by WeasyPrint or by Chromium."""

from __future__ import annotations

import subprocess
import tempfile
from html import escape
from pathlib import Path

from benchmarks.corpus.fonts import FONTS
from benchmarks.corpus.nouns import Break, Cell, Paper, Sheet, Text
from benchmarks.corpus.style import Geometry, Style

BORDERS = {"dotted": "0.8pt dotted #000", "twice": "2.2pt double #000"}
PRINTING_TAKES = 120


def print_weasy(paper: Paper, geometry: Geometry, style: Style, path: Path) -> None:
    """Print with WeasyPrint."""
    from weasyprint import HTML

    page = page_of(paper, geometry, style)
    HTML(string=page).write_pdf(str(path), pdf_identifier=b"taizhang", hinting=False)


def print_chromium(paper: Paper, geometry: Geometry, style: Style, path: Path) -> None:
    """Print with Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(page_of(paper, geometry, style), encoding="utf-8")
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                *([] if style.tagged else ["--disable-pdf-tagging"]),
                f"--print-to-pdf={path}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=PRINTING_TAKES,
        )


def page_of(paper: Paper, geometry: Geometry, style: Style) -> str:
    """The web page."""
    body = ""
    for block in paper.blocks:
        if isinstance(block, Break):
            body += '</div><div class="turned">'
        elif isinstance(block, Text):
            body += f'<p class="{block.part.replace(" ", "-")}">{escape(block.text)}</p>'
        else:
            body += _table(block, geometry)
    mark = '<div class="seal">内部资料</div>' if style.watermark else ""
    first = "turned" if style.head != "pages" else "upright"
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>台账</title>'
        f"<style>{_css(geometry, style)}</style>"
        f'<body>{mark}<div class="{first}">{body}</div></body></html>'
    )


def _table(sheet: Sheet, geometry: Geometry) -> str:
    widths = geometry.widths(sheet.weights)
    columns = "".join(f'<col style="width:{width:.3f}pt">' for width in widths)
    head = "".join(_row(row, "th") for row in sheet.header)
    body = "".join(_row(row, "td") for row in sheet.body)
    return (
        f'<table style="width:{sum(widths):.3f}pt"><colgroup>{columns}</colgroup>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )


def _row(row: list[Cell | None], tag: str) -> str:
    cells = ""
    for place, cell in enumerate(row):
        if cell is None:
            continue
        names = ["c"] * cell.centred + ["first"] * (not place)
        names += ["last"] * (place + cell.columns == len(row))
        spans = f' rowspan="{cell.rows}"' * (cell.rows > 1)
        spans += f' colspan="{cell.columns}"' * (cell.columns > 1)
        text = "<br>".join(escape(part) for part in cell.text.split("\n"))
        cells += f'<{tag} class="{" ".join(names)}"{spans}>{text}</{tag}>'
    return f"<tr>{cells}</tr>"


def _css(geometry: Geometry, style: Style) -> str:
    width, height = geometry.page
    short, long = geometry.upright
    base = min(geometry.size + 2, 15)
    family = FONTS["hei" if style.font == "song" else style.font].family
    number = (
        '@bottom-center{content:"— " counter(page) " —";font-size:9pt}'
        if style.page_numbers
        else ""
    )
    running = '@top-left{content:"政务公开工作资料";font-size:8pt}' if style.running else ""
    return f"""
@page{{size:{short}pt {long}pt;margin:{geometry.margin}pt;{number}}}
@page turned{{size:{width}pt {height}pt;margin:{geometry.margin}pt;{number}{running}}}
.turned{{page:turned}} .upright{{page:auto}}
body{{margin:0;font-family:"{family}";font-size:{geometry.size}pt;line-height:{style.leading};
orphans:1;widows:1}}
p{{margin:0 0 {base * 0.3}pt;font-size:{base}pt;line-height:1.6}}
.letterhead,.number,.title,.table-title{{text-align:center;margin-bottom:{base}pt}}
.letterhead{{font-size:{base * 1.7}pt}} .title{{font-size:{base * 1.3}pt}}
.table-title{{font-size:{base * 1.25}pt}}
.paragraph,.attachment{{text-indent:2em}}
.signature,.date{{text-align:right;margin-right:2em}}
.seal{{position:fixed;top:40%;left:25%;font-size:54pt;color:rgba(150,150,150,.35);
transform:rotate(-35deg)}}
{_table_css(style)}"""


def _table_css(style: Style) -> str:
    border = BORDERS.get(style.rules, "0.5pt solid #000")
    css = f"""
table{{border-collapse:collapse;table-layout:fixed}}
td,th{{border:{border};padding:2pt 3pt;vertical-align:{style.align};font-weight:normal;
text-align:left;overflow-wrap:anywhere}} th,.c{{text-align:center}} th{{vertical-align:middle}}"""
    rules = {
        "horizontal": "td,th{border-left:none;border-right:none}",
        "open_sides": "td.first,th.first{border-left:none} td.last,th.last{border-right:none}",
        "none": "td,th{border:none;padding:4pt 3pt}",
        "stripes": "td,th{border:none;padding:4pt 3pt} tbody tr:nth-child(odd){background:#ddd}",
        "boxes": "table{border-collapse:separate;border-spacing:0}",
        "head_and_foot": "td,th{border:none;padding:4pt 3pt} thead{border-top:1pt solid #000;"
        "border-bottom:.5pt solid #000} table{border-bottom:1pt solid #000}",
    }
    css += rules.get(style.rules, "")
    if not style.has_uprights:
        css += " td,th{padding-left:.5em;padding-right:.5em}"
    if not style.repeat:
        css += " thead{display:table-row-group}"
    if style.whole_rows:
        css += " tr{break-inside:avoid}"
    return css
