"""Word files, read by grid, as a reader sees them."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DamagedFile, InputError, UnsupportedFile
from pipeline.extract.docx import read_docx
from pipeline.page import Fragment, Page
from tests.tables import word

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


# --- Word files, written by hand


def file(body: str, *, numbering: str = "", styles: str = "", doctype: str = "") -> bytes:
    """A Word file with this body; `numbering` and `styles` are the parts of those names."""
    parts = {
        "document": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "numbering": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
        "styles": f"<w:styles {SPACES}>{styles}</w:styles>",
    }
    if not numbering:
        del parts["numbering"]
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{OFFICE}.{kind}+xml"/>'
        for name in parts
        for kind in ["document.main" if name == "document" else name]
    )
    links = "".join(
        f'<Relationship Id="r{name}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>'
        for name in parts
        if name != "document"
    )
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        )
        for name, xml in parts.items():
            head = doctype if name == "document" else ""
            archive.writestr(f"word/{name}.xml", f'<?xml version="1.0"?>{head}{xml}')
    return content.getvalue()


def run(text: str, properties: str = "") -> str:
    """Words of one look."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """A paragraph of runs; plain words are made into one."""
    content = "".join(part if part.startswith("<") else run(part) for part in inner if part)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(*inner: str, properties: str = "") -> str:
    """A table's cell of blocks; plain words are made into a paragraph."""
    blocks = [part if part.startswith("<") else paragraph(part) for part in inner or ("",)]
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table's row; plain words are made into a cell."""
    made = [part if part.startswith("<") else cell(part) for part in cells]
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table of rows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def controlled(content: str) -> str:
    """What stands in a content control."""
    return f"<w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def spanning(columns: int) -> str:
    """The property of a cell over several columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


BEGIN = '<w:vMerge w:val="restart"/>'
GO_ON = "<w:vMerge/>"
TRACKED = 'w:id="1" w:author="甲" w:date="2021-05-20T09:00:00Z"'


def read(content: bytes) -> Page:
    """The one page that a Word file is."""
    (page,), _ = read_docx(content, "notice.docx")
    return page


def lines(*body: str) -> list[str]:
    """The lines of a body without tables."""
    return [line.text for line in read(file("".join(body))).lines]


def grid(*rows: str) -> list[tuple[int, int, int, int, str]]:
    """The cells of a table: position, span and text."""
    (fragment,) = read(file(table(*rows))).fragments
    return cells(fragment)


def cells(fragment: Fragment) -> list[tuple[int, int, int, int, str]]:
    """The cells of a fragment: position, span and text."""
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in fragment.cells]


# --- the grid


def test_cells_have_their_places() -> None:
    """Row by row, each at its column."""
    assert grid(row("甲", "乙"), row("丙", "丁")) == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 1, 1, "乙"),
        (1, 0, 1, 1, "丙"),
        (1, 1, 1, 1, "丁"),
    ]


def test_a_cell_over_columns_is_one() -> None:
    """`gridSpan`: the cell after it stands further to the right."""
    assert grid(row(cell("甲", properties=spanning(2)), "乙"), row("丙", "丁", "戊")) == [
        (0, 0, 1, 2, "甲"),
        (0, 2, 1, 1, "乙"),
        (1, 0, 1, 1, "丙"),
        (1, 1, 1, 1, "丁"),
        (1, 2, 1, 1, "戊"),
    ]


def test_a_cell_over_rows_is_one() -> None:
    """`vMerge`: what stands in the rows that it covers is not shown."""
    rows = (
        row(cell("甲", properties=BEGIN), "乙"),
        row(cell("看不见", properties=GO_ON), "丙"),
        row(cell(properties='<w:vMerge w:val="continue"/>'), "丁"),
        row(cell("戊", properties=BEGIN), "己"),
        row(cell(properties=GO_ON), "庚"),
    )
    assert grid(*rows) == [
        (0, 0, 3, 1, "甲"),
        (0, 1, 1, 1, "乙"),
        (1, 1, 1, 1, "丙"),
        (2, 1, 1, 1, "丁"),
        (3, 0, 2, 1, "戊"),
        (3, 1, 1, 1, "己"),
        (4, 1, 1, 1, "庚"),
    ]


def test_a_cell_over_rows_and_columns_is_one() -> None:
    """Both at once, in the middle of a table."""
    both = BEGIN + spanning(2)
    on = GO_ON + spanning(2)
    assert grid(row("甲", cell("乙", properties=both)), row("丙", cell(properties=on))) == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 2, 2, "乙"),
        (1, 0, 1, 1, "丙"),
    ]


def test_cells_merged_in_the_old_way_are_one() -> None:
    """`hMerge`, which Word still reads and old converters write."""
    begin, on = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    assert grid(row(cell("甲", properties=begin), cell(properties=on)), row("乙", "丙")) == [
        (0, 0, 1, 2, "甲"),
        (1, 0, 1, 1, "乙"),
        (1, 1, 1, 1, "丙"),
    ]


def test_a_cell_that_goes_on_from_nothing_is_a_cell() -> None:
    """A damaged merge loses no text."""
    assert grid(row("甲"), row("乙", cell("丙", properties=GO_ON)))[-1] == (1, 1, 1, 1, "丙")


def test_a_row_may_start_late_and_end_early() -> None:
    """`gridBefore`, `gridAfter`: nothing is shown there, and the cells between keep their place."""
    content = file(
        table(
            row("甲", "乙", "丙"),
            row("丁", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
    )
    (fragment,) = read(content).fragments
    assert cells(fragment)[3:] == [(1, 0, 1, 1, ""), (1, 1, 1, 1, "丁")]
    assert (fragment.columns, fragment.at(1, 2)) == (3, None)


def test_a_label_beside_late_rows_reaches_over_them() -> None:
    """A merged cell counts in grid columns, wherever its row starts."""
    late = '<w:gridBefore w:val="1"/>'
    rows = (
        row("甲", cell("乙", properties=BEGIN)),
        row(cell(properties=GO_ON), properties=late),
    )
    assert grid(*rows)[:2] == [(0, 0, 1, 1, "甲"), (0, 1, 2, 1, "乙")]


def test_empty_cells_are_cells() -> None:
    """An empty cell has no lines; a covered position has no cell."""
    (fragment,) = read(file(table(row("甲", ""), row("", "乙")))).fragments
    assert [cell.is_blank for cell in fragment.cells] == [False, True, True, False]
    assert fragment.knows_spans


def test_a_grid_knows_its_edges() -> None:
    """In points, where the table declares all its columns."""
    content = file(table(row("甲", "乙"), widths=(1000, 3000)))
    assert read(content).fragments[0].edges == (0, 50, 200)
    assert read(file(table(row("甲", "乙"), widths=(1000,)))).fragments[0].edges == ()


@pytest.mark.parametrize("wrapped", ["run", "paragraph", "cell", "row", "table"])
def test_a_content_control_hides_nothing(wrapped: str) -> None:
    """Forms are filled in there; a control stands round a run, or round a whole table."""

    def inside(kind: str, content: str) -> str:
        return controlled(content) if kind == wrapped else content

    filled = inside("paragraph", paragraph(inside("run", run("乙"))))
    body = table(
        row("甲", inside("cell", cell(filled))),
        inside("row", row("丙", "丁")),
    )
    (fragment,) = read(file(inside("table", body))).fragments
    assert [text for *_, text in cells(fragment)] == ["甲", "乙", "丙", "丁"]


def test_controls_stand_in_each_other() -> None:
    """A repeated section holds rows, each in a control of its own."""
    rows = controlled(controlled(row("甲", "乙")) + controlled(row("丙", "丁")))
    assert [text for *_, text in grid(rows)] == ["甲", "乙", "丙", "丁"]


def test_custom_xml_and_smart_tags_hide_nothing() -> None:
    """Old add-ins put them round words, cells and rows."""
    tagged = f'<w:smartTag w:element="date">{run("2021年")}</w:smartTag>'
    rows = (
        f'<w:customXml w:element="task">{row("甲", cell(paragraph(tagged, "底前")))}</w:customXml>'
    )
    assert [text for *_, text in grid(rows)] == ["甲", "2021年底前"]


# --- tracked changes and what is hidden


def test_inserted_words_count_and_deleted_ones_do_not() -> None:
    """The text is what it would be if all changes were accepted."""
    inserted = f"<w:ins {TRACKED}>{run('十')}</w:ins>"
    deleted = f"<w:del {TRACKED}><w:r><w:delText>九</w:delText></w:r></w:del>"
    assert lines(paragraph(deleted, inserted, "月底前")) == ["十月底前"]


def test_moved_words_stand_where_they_were_moved() -> None:
    """And no longer where they came from."""
    source = f"<w:moveFrom {TRACKED}>{run('一')}</w:moveFrom>"
    target = f"<w:moveTo {TRACKED}>{run('一')}</w:moveTo>"
    assert lines(paragraph(source, "二"), paragraph(target)) == ["二", "一"]


def test_inserted_rows_count_and_deleted_ones_do_not() -> None:
    """A deleted row is still in the file, with all its words."""
    rows = (
        row("甲", "乙"),
        row("丙", "丁", properties=f"<w:del {TRACKED}/>"),
        row("戊", "己", properties=f"<w:ins {TRACKED}/>"),
    )
    assert [text for *_, text in grid(*rows)] == ["甲", "乙", "戊", "己"]


def test_a_label_over_a_deleted_row_covers_the_others() -> None:
    """Spans count the rows that are seen."""
    rows = (
        row(cell("甲", properties=BEGIN), "乙"),
        row(cell(properties=GO_ON), "丁", properties=f"<w:del {TRACKED}/>"),
        row(cell(properties=GO_ON), "己"),
    )
    assert grid(*rows) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "己")]


def test_inserted_tables_and_paragraphs_count() -> None:
    """An insertion may hold whole blocks."""
    content = file(f"<w:ins {TRACKED}>{paragraph('甲')}{table(row('乙', '丙'))}</w:ins>")
    page = read(content)
    assert [line.text for line in page.lines] == ["甲"]
    assert [text for *_, text in cells(page.fragments[0])] == ["乙", "丙"]


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ("<w:vanish/>", False),
        ('<w:vanish w:val="true"/>', False),
        ('<w:vanish w:val="1"/>', False),
        ('<w:vanish w:val="0"/>', True),
        ('<w:vanish w:val="false"/>', True),
        ("<w:b/>", True),
    ],
)
def test_hidden_words_are_not_read(properties: str, *, shown: bool) -> None:
    """Nobody who reads the page sees them."""
    expected = "年底前（内部）" if shown else "年底前"
    assert lines(paragraph("年底前", run("（内部）", properties))) == [expected]


def test_the_code_of_a_field_is_not_read() -> None:
    """But what it shows is: a date, a page number, a cross reference."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>DATE \\@ "yyyy"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("2021")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>'
    assert lines(paragraph(field, "年第", simple, "页")) == ["2021年第3页"]


def test_links_comments_and_bookmarks_leave_the_words() -> None:
    """They stand round words or between them, and are not seen."""
    link = f'<w:hyperlink r:id="r9">{run("专栏")}</w:hyperlink>'
    marks = '<w:bookmarkStart w:id="0" w:name="a"/><w:commentRangeStart w:id="1"/>'
    note = '<w:r><w:commentReference w:id="1"/></w:r>'
    assert lines(paragraph(marks, "见", link, note)) == ["见专栏"]


# --- words


def test_breaks_end_lines() -> None:
    """A line break within a paragraph is a break of the text; a tab is a blank."""
    broken = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t><w:tab/><w:t>丁</w:t></w:r>"
    assert lines(paragraph(broken)) == ["甲", "乙", "丙\t丁"]


def test_each_paragraph_is_a_line() -> None:
    """Also within a cell, and an empty one is none."""
    assert grid(row(cell("办公室", "", "信息中心")))[0][-1] == "办公室\n信息中心"
    (fragment,) = read(file(table(row(cell("办公室", "信息中心"))))).fragments
    assert all(line.is_paragraph for line in fragment.cells[0].lines)


def test_spaces_are_kept() -> None:
    """What they mean is for cleaning to say."""
    assert lines(paragraph("责 任　单位")) == ["责 任　单位"]


def test_special_characters_are_read() -> None:
    """Hyphens that do not break, and characters given by their code."""
    special = "<w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>5月</w:t><w:softHyphen/></w:r>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F041"/></w:r>'
    assert lines(paragraph(special, symbol)) == ["3-5月A"]


def test_a_text_box_is_read_once() -> None:
    """The file holds it twice: for new programs, and once more for old ones."""
    inner = f"<w:txbxContent>{paragraph('联系人：甲')}</w:txbxContent>"
    drawing = f"<w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(paragraph("正文", both)) == ["正文", "联系人：甲"]
    assert lines(paragraph("正文", f"<w:r>{old}</w:r>")) == ["正文", "联系人：甲"]
    assert grid(row(cell(paragraph("正文", both))))[0][-1] == "正文\n联系人：甲"


def test_a_table_in_a_text_box_is_a_table() -> None:
    """A wide one is often laid into an upright page so."""
    inner = f"<w:txbxContent>{table(row('甲', '乙'))}{paragraph('丙')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"
    (page,), doubts = read_docx(file(paragraph("正文", box)), "notice.docx")
    assert [cells(fragment) for fragment in page.fragments] == [
        [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]
    ]
    assert [line.text for line in page.lines] == ["正文", "丙"]
    assert doubts == ()


def test_a_table_of_one_cell_is_a_frame() -> None:
    """What stands in it, tables too, stands on the page."""
    inner = table(row("甲", "乙"))
    (page,), doubts = read_docx(file(table(row(cell("上", inner, "下")))), "notice.docx")
    assert [cells(fragment) for fragment in page.fragments] == [
        [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]
    ]
    assert [line.text for line in page.lines] == ["上", "下"]
    assert doubts == ()


def test_a_nested_table_keeps_its_words() -> None:
    """They are part of the cell that they stand in, and a finding says so."""
    inner = table(row("乙", "丙"), row("丁", "戊"))
    content = file(table(row("甲", cell("上", inner, "下")), row("己", "庚")))
    (page,), (doubt,) = read_docx(content, "notice.docx")
    (fragment,) = page.fragments
    assert cells(fragment) == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 1, 1, "上\n乙\n丙\n丁\n戊\n下"),
        (1, 0, 1, 1, "己"),
        (1, 1, 1, 1, "庚"),
    ]
    assert (doubt.code, "乙丙丁戊" in doubt.message) == ("nested_table", True)


def test_tables_and_paragraphs_keep_their_order() -> None:
    """Each table knows how many lines stand above it."""
    body = paragraph("甲") + table(row("一")) + paragraph("乙") + table(row("二")) + paragraph("丙")
    page = read(file(body))
    assert [line.text for line in page.lines] == ["甲", "乙", "丙"]
    assert [fragment.after for fragment in page.fragments] == [1, 2]


def test_headers_and_footers_of_pages_are_not_read() -> None:
    """They are no part of the body."""
    section = '<w:sectPr><w:headerReference w:type="default" r:id="r8"/></w:sectPr>'
    assert lines(paragraph("甲"), section) == ["甲"]


def test_places_are_given_in_words() -> None:
    """A Word file has no pages: paragraphs and cells are counted."""
    page = read(file(paragraph("甲") + table(row("一", "二"), row("三", "四"))))
    assert page.number is None
    assert page.lines[0].place.spot == "paragraph 1"
    last = page.fragments[0].cells[-1]
    assert last.lines[0].place.spot == "table 1 row 2 column 2"


# --- automatic numbers


def numbering(*levels: str, more: str = "", numbers: str = "") -> str:
    """One list with these levels, and a number 1 that counts by it."""
    held = "".join(
        text.replace("<w:lvl>", f'<w:lvl w:ilvl="{level}">') for level, text in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{held}</w:abstractNum>{more}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{numbers}'
    )


def level(text: str, kind: str = "decimal", *, start: int = 1, more: str = "") -> str:
    """One level of a list: how its numbers are written."""
    return (
        f'<w:lvl><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def counted(depth: int = 0, number: int = 1) -> str:
    """The property of a paragraph that is numbered."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def numbered(definitions: str, *depths: int | tuple[int, int], styles: str = "") -> list[str]:
    """What paragraphs of these depths (or depths and lists) are numbered."""
    pairs = [depth if isinstance(depth, tuple) else (depth, 1) for depth in depths]
    body = "".join(paragraph("文", properties=counted(*pair)) for pair in pairs)
    page = read(file(body, numbering=definitions, styles=styles))
    return [line.text.removesuffix("文").rstrip() for line in page.lines]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimal", "（%1）", ["（1）", "（2）", "（3）"]),
        ("decimalZero", "%1", ["01", "02", "03"]),
        ("decimalFullWidth", "%1．", ["１．", "２．", "３．"]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②", "③"]),
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("japaneseCounting", "第%1条", ["第一条", "第二条", "第三条"]),
        ("ideographDigital", "%1", ["一", "二", "三"]),
        ("upperLetter", "%1)", ["A)", "B)", "C)"]),
        ("lowerRoman", "%1.", ["i.", "ii.", "iii."]),
        ("bullet", "●", ["", "", ""]),
        ("none", "", ["", "", ""]),
    ],
)
def test_numbers_are_written_as_word_prints_them(kind: str, text: str, expected: list[str]) -> None:
    """The file holds no word of them."""
    assert numbered(numbering(level(text, kind)), 0, 0, 0) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (23, "二十三"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (205, "二百零五"),
    ],
)
def test_chinese_numbers_count_on(count: int, expected: str) -> None:
    """A long ledger has more than ten tasks."""
    assert numbered(numbering(level("%1", "chineseCounting", start=count)), 0) == [expected]


def test_a_list_starts_where_it_says() -> None:
    """A ledger's second part may go on with 12."""
    assert numbered(numbering(level("%1.", start=12)), 0, 0) == ["12.", "13."]


def test_inner_levels_begin_anew_under_each_outer_one() -> None:
    """And an inner number may show the outer one."""
    definitions = numbering(level("%1、", "chineseCounting"), level("%1.%2"))
    assert numbered(definitions, 0, 1, 1, 0, 1) == ["一、", "一.1", "一.2", "二、", "二.1"]


def test_an_inner_level_without_an_outer_one_counts_from_the_start() -> None:
    """As Word does: the outer number is its first."""
    definitions = numbering(level("%1", start=1), level("%1.%2"))
    assert numbered(definitions, 1, 1, 0) == ["1.1", "1.2", "2"]


def test_a_level_may_count_on_under_each_outer_one() -> None:
    """`lvlRestart` 0: tasks are numbered through, whatever heading they stand under."""
    through = level("%2.", more='<w:lvlRestart w:val="0"/>')
    definitions = numbering(level("%1、", "chineseCounting"), through)
    assert numbered(definitions, 0, 1, 1, 0, 1) == ["一、", "1.", "2.", "二、", "3."]


def test_two_numbers_of_one_list_count_together() -> None:
    """Copied paragraphs have another number of the same list, and go on counting."""
    more = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    definitions = numbering(level("%1."), numbers=more)
    assert numbered(definitions, (0, 1), (0, 2), (0, 1)) == ["1.", "2.", "3."]


def test_a_number_may_start_its_list_again() -> None:
    """`startOverride`: Word's 'restart at 1'."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    more = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{override}</w:num>'
    definitions = numbering(level("%1."), numbers=more)
    assert numbered(definitions, (0, 1), (0, 1), (0, 2), (0, 2)) == ["1.", "2.", "1.", "2."]


def test_a_number_of_a_level_may_be_written_otherwise() -> None:
    """A number may override how its list writes a level."""
    other = level("（%1）", "chineseCounting").replace("<w:lvl>", '<w:lvl w:ilvl="0">')
    override = f'<w:lvlOverride w:ilvl="0">{other}</w:lvlOverride>'
    more = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{override}</w:num>'
    assert numbered(numbering(level("%1."), numbers=more), (0, 2)) == ["（一）"]


def test_a_list_may_be_that_of_a_style() -> None:
    """`numStyleLink`: the levels stand in another list, which a style names."""
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="任务"/></w:abstractNum>'
    more = '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    styles = (
        '<w:style w:type="numbering" w:styleId="任务"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    definitions = numbering(level("%1."), more=linked, numbers=more)
    assert numbered(definitions, (0, 2), (0, 2), styles=styles) == ["1.", "2."]


def styled(own: str = "") -> list[str]:
    """Two paragraphs of a style that has its number from the style that it is based on."""
    styles = (
        f'<w:style w:type="paragraph" w:styleId="base"><w:pPr>{counted()}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="task"><w:basedOn w:val="base"/></w:style>'
    )
    body = paragraph("文", properties=f'<w:pStyle w:val="task"/>{own}') * 2
    definitions = numbering(level("%1."), level("（%2）"))
    page = read(file(body, numbering=definitions, styles=styles))
    return [line.text for line in page.lines]


def test_a_style_may_number_its_paragraphs() -> None:
    """By itself, or by the style that it is based on."""
    assert styled() == ["1. 文", "2. 文"]


def test_a_paragraph_may_refuse_the_number_of_its_style() -> None:
    """`numId` 0 says that there is none."""
    assert styled(counted(number=0)) == ["文", "文"]


def test_a_paragraph_may_stand_deeper_than_its_style_says() -> None:
    """Its own level, in the list of the style."""
    assert styled('<w:numPr><w:ilvl w:val="1"/></w:numPr>') == ["（1） 文", "（2） 文"]


@pytest.mark.parametrize(
    ("suffix", "expected"), [("tab", "1. 文"), ("space", "1. 文"), ("nothing", "1.文")]
)
def test_what_follows_a_number_parts_it_from_the_text(suffix: str, expected: str) -> None:
    """A tab or a space, or nothing."""
    definitions = numbering(level("%1.", more=f'<w:suff w:val="{suffix}"/>'))
    page = read(file(paragraph("文", properties=counted()), numbering=definitions))
    assert [line.text for line in page.lines] == [expected]


def test_a_cell_may_hold_a_number_and_no_text() -> None:
    """The usual 序号 column: Word counts, and the file holds empty paragraphs."""
    count = cell(paragraph(properties=counted()))
    body = table(*(row(count, text) for text in ("甲", "乙", "丙")))
    (fragment,) = read(file(body, numbering=numbering(level("%1")))).fragments
    assert [text.strip() for *_, text in cells(fragment)] == ["1", "甲", "2", "乙", "3", "丙"]


def test_a_deleted_row_takes_no_number() -> None:
    """Tasks are counted as they will be printed."""
    count = cell(paragraph(properties=counted()))
    body = table(
        row(count, "甲"), row(count, "乙", properties=f"<w:del {TRACKED}/>"), row(count, "丙")
    )
    (fragment,) = read(file(body, numbering=numbering(level("%1")))).fragments
    assert [text.strip() for *_, text in cells(fragment)] == ["1", "甲", "2", "丙"]


def test_a_number_that_no_list_has_is_none() -> None:
    """A file without lists may still name them."""
    assert lines(paragraph("文", properties=counted(number=7))) == ["文"]


# --- what stops a file


def changed(content: bytes, name: str, new: bytes | None) -> bytes:
    """The file with one of its parts changed, or without it."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as archive:
        for entry in old.namelist():
            if entry != name:
                archive.writestr(entry, old.read(entry))
            elif new is not None:
                archive.writestr(entry, new)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("word/document.xml", None),
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b""),
        ("word/document.xml", f'<w:document xmlns:w="{MAIN}"/>'.encode()),
        ("[Content_Types].xml", None),
        ("[Content_Types].xml", b"<Types"),
        ("_rels/.rels", None),
        ("_rels/.rels", b"\0"),
        ("word/_rels/document.xml.rels", b"<Relationships"),
        ("word/styles.xml", b"<w:styles"),
    ],
)
def test_a_damaged_file_stops(name: str, new: bytes | None) -> None:
    """Parts that are missing or broken off."""
    with pytest.raises(DamagedFile, match=r"^notice\.docx: ") as caught:
        read(changed(file(paragraph("甲")), name, new))
    assert caught.value.remedy


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_truncated_file_stops(share: float) -> None:
    """A download that broke off."""
    content = word((("甲", "乙"),))
    with pytest.raises(DamagedFile):
        read(content[: int(share * len(content))])


@cache
def typed() -> bytes:
    """A small table, as python-docx saves it."""
    return word((("甲", "乙"), ("^", "丙")))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_changed_bytes_never_crash(data: st.DataObject) -> None:
    """A bad medium: the file is read, or it is said to be damaged."""
    content = bytearray(typed())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + 20] = data.draw(st.binary(min_size=1, max_size=20))
    with suppress(InputError):
        read(bytes(content))


def test_data_that_cannot_be_unpacked_is_damaged() -> None:
    """The list of the archive's parts is whole, and one of them is not."""
    content = bytearray(word((("甲", "乙"),)))
    at = content.index(b"word/document.xml") + 200
    content[at : at + 40] = b"\xff" * 40
    with pytest.raises(DamagedFile, match=r"^notice\.docx: "):
        read(bytes(content))


@pytest.mark.parametrize("span", ["0", "", "x"])
def test_a_span_that_is_none_is_one(span: str) -> None:
    """A cell takes a column of its own, whatever a careless program wrote."""
    first = cell("甲", properties=f'<w:gridSpan w:val="{span}"/>')
    assert grid(row(first, "乙")) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


def test_a_strict_document_stops() -> None:
    """It has other names for everything; the error says how to save it."""
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    content = file(paragraph("甲"))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        links = archive.read("_rels/.rels").replace(RELATIONS.encode(), strict)
    with pytest.raises(UnsupportedFile, match="Strict") as caught:
        read(changed(content, "_rels/.rels", links))
    assert "save" in caught.value.remedy


def test_a_file_reaches_nothing_outside_itself(tmp_path: Path) -> None:
    """An entity or a link that names another file is not followed."""
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密")
    doctype = f'<!DOCTYPE w:document [<!ENTITY leak SYSTEM "{secret.as_uri()}">]>'
    content = file(paragraph(run("甲&leak;乙")), doctype=doctype)
    try:
        read_lines = [line.text for line in read(content).lines]
    except InputError:
        return
    assert "秘密" not in "".join(read_lines)


@pytest.mark.parametrize("part", ["document", "styles", "numbering"])
def test_a_part_with_a_document_type_stops(part: str) -> None:
    """What its entities stand for would be lost without a word; Word writes none."""
    content = file(paragraph("甲"), numbering=" ", styles=" ")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        xml = archive.read(f"word/{part}.xml")
    declared = xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e "x">]>', 1)
    with pytest.raises(DamagedFile):
        read(changed(content, f"word/{part}.xml", declared))


@pytest.mark.parametrize("code", ["110000", "FFFFFFFFFF", "-5"])
def test_a_symbol_that_is_no_character_is_unreadable(code: str) -> None:
    """It stands as U+FFFD, as what a font does not tell."""
    assert lines(paragraph(f'<w:r><w:sym w:char="{code}"/></w:r>')) == ["\ufffd"]


@pytest.mark.parametrize("kind", ["upperRoman", "lowerLetter", "chineseCounting"])
def test_a_number_too_large_for_its_form_is_written_in_digits(kind: str) -> None:
    """In Roman numerals it would be a million characters long."""
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1000000000"/><w:numFmt w:val="{kind}"/>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    page = read(file(paragraph("甲", properties=numbered), numbering=numbering))
    assert [line.text for line in page.lines] == ["1000000000 甲"]


def test_a_number_of_thousands_of_digits_is_none() -> None:
    """Python refuses to read it."""
    first = cell("甲", properties=f'<w:gridSpan w:val="{"9" * 5000}"/>')
    assert grid(row(first, "乙")) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


def test_entities_do_not_multiply() -> None:
    """A few hundred bytes that stand for gigabytes are not unfolded."""
    entities = '<!ENTITY a "乙乙乙乙乙乙乙乙乙乙">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    content = file(paragraph(run("甲&j;")), doctype=f"<!DOCTYPE w:document [{entities}]>")
    try:
        page = read(content)
    except InputError:
        return
    assert sum(len(line.text) for line in page.lines) < 100
