"""PDFium's reading is pdfplumber's, or it is in doubt and pdfplumber reads."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn
from zlib import decompress

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from reportlab.pdfgen.canvas import Canvas

from pipeline.extract.layout import Document as LaidOut
from pipeline.extract.pdf import by_pdfium, read_pdf
from pipeline.extract.readers.leaf import Leaf
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.reader import PdfiumReader
from pipeline.extract.readers.plumber import plumber_reader
from pipeline.extract.turning import Sheet
from tests.readings import WITHIN, differences
from tests.tables import FONT, Press

ROOT = Path(__file__).resolve().parent
PRINTED = sorted([*ROOT.glob("corpus/*.pdf"), *ROOT.parent.glob("samples/*.pdf")])
WIDTH, HEIGHT = 595.0, 842.0


def plumbed(content: bytes) -> list[Leaf]:
    """The pages as pdfplumber reads them."""
    with plumber_reader(content, "notice.pdf") as reader:
        return [reader.leaf(index) for index in range(len(reader))]


def doubts(content: bytes) -> list[str]:
    """Why pages are left to pdfplumber, or the whole file is."""
    try:
        leaves = by_pdfium(content)
    except Doubt as doubt:
        return [str(doubt)]
    return [str(leaf) for leaf in leaves if isinstance(leaf, Doubt)]


def unlike(content: bytes, within: float = WITHIN) -> list[str]:
    """What PDFium reads otherwise than pdfplumber, of the pages that it reads."""
    pairs = zip(by_pdfium(content), plumbed(content), strict=True)
    return [
        difference
        for leaf, other in pairs
        if isinstance(leaf, Leaf)
        for difference in differences(leaf, other, within)
    ]


def left_to_pdfplumber(content: bytes) -> bool:
    """Does PDFium doubt, and what comes out is pdfplumber's?"""
    alone = read_pdf(content, "notice.pdf", "pdfplumber")
    return bool(doubts(content)) and read_pdf(content, "notice.pdf") == alone


# --- whole documents


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.name)
def test_both_readers_give_the_same_of_a_document(path: Path) -> None:
    """Characters, boxes, rules, fills, pictures, logical cells and what is clipped off."""
    assert unlike(path.read_bytes()) == []


@pytest.mark.parametrize("path", [p for p in PRINTED if "notice" in p.name], ids=lambda p: p.name)
def test_the_samples_are_read_by_pdfium(path: Path) -> None:
    """No page of them is left to pdfplumber."""
    assert doubts(path.read_bytes()) == []


# --- pages


def sheet(draw: Callable[[Press], None]) -> bytes:
    """A page with a line of text, and with what is drawn on it."""
    press = Press()
    press.write("政务公开台账", 60, 40)
    draw(press)
    return press.printed()


def scaled(press: Press) -> None:
    """Text that is narrowed and raised, with room between its characters and words."""
    text = press.canvas.beginText(60, 700)
    text.setFont("Helvetica", 12)
    text.setHorizScale(60)
    text.setCharSpace(2)
    text.setWordSpace(3)
    text.textOut("Three words here")
    press.canvas.drawText(text)


def overhanging(press: Press) -> None:
    """Slanted letters, whose ink goes beyond their advance."""
    press.canvas.setFont("Times-Italic", 14)
    press.canvas.drawString(60, 700, "jf fj off")


def invisible(press: Press) -> None:
    """Text that is laid over a scan to be searched, and not to be seen."""
    text = press.canvas.beginText(60, 700)
    text.setFont(FONT, 12)
    text.setTextRenderMode(3)
    text.textOut("看不见的文字")
    press.canvas.drawText(text)


def in_forms(press: Press) -> None:
    """A form that is drawn in a form, each with a matrix and a box of its own."""
    canvas = press.canvas
    canvas.beginForm("inner", 0, 0, 120, 60)
    canvas.setFont(FONT, 10)
    canvas.drawString(4, 20, "里面的文字长过了它的框子")
    canvas.rect(1, 1, 100, 40)
    canvas.endForm()
    canvas.beginForm("outer", 0, 0, 300, 300)
    canvas.translate(20, 30)
    canvas.scale(1.5, 1.5)
    canvas.doForm("inner")
    canvas.endForm()
    canvas.translate(60, 400)
    canvas.doForm("outer")


def turned(press: Press) -> None:
    """Text by a quarter to the left and to the right, upside down, and aslant."""
    for angle in (90, -90, 180, 30):
        press.canvas.saveState()
        press.canvas.translate(300, 400)
        press.canvas.rotate(angle)
        press.canvas.setFont("Helvetica", 12)
        press.canvas.drawString(20, 0, "turned around")
        press.canvas.restoreState()


def leaning(press: Press) -> None:
    """A line that a scanner laid askew by a degree."""
    press.canvas.translate(60, 500)
    press.canvas.rotate(1)
    press.canvas.setFont("Helvetica", 12)
    press.canvas.drawString(0, 0, "a line askew")
    press.canvas.rect(0, 20, 100, 40)


def curves(press: Press) -> None:
    """Circles, a path of many parts, an open one, dashes, and thin areas."""
    canvas = press.canvas
    canvas.circle(200, 400, 30)
    canvas.setDash(3, 2)
    path = canvas.beginPath()
    path.moveTo(100, 100)
    path.lineTo(200, 100)
    path.lineTo(200, 150)
    path.moveTo(300, 300)
    path.curveTo(310, 320, 330, 340, 350, 300)
    path.lineTo(400, 300)
    path.close()
    path.rect(100, 500, 200, 50)
    canvas.drawPath(path, stroke=1, fill=1)
    canvas.rect(100, 600, 200, 0.8, stroke=0, fill=1)
    canvas.line(100, 650, 300, 650)


def clipped(press: Press) -> None:
    """Text, an outline and an area, each partly outside of the path that they are clipped to."""
    canvas = press.canvas
    for x, painting in ((60, {"stroke": 1, "fill": 0}), (300, {"stroke": 0, "fill": 1})):
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, 500, 100, 60)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.rect(x - 20, 480, 90, 60, **painting)
        canvas.setFont(FONT, 12)
        canvas.drawString(x + 70, 520, "写到外面去的文字")
        canvas.drawString(x, 490, "全在外面")
        canvas.restoreState()


def spaced(press: Press) -> None:
    """Spaces within lines, and two marks that mean the same and are not as wide."""
    press.write("一 二　三 abc  d", 60, 100)
    press.canvas.setFont("Helvetica", 12)
    press.canvas.drawString(60, 300, "1. a ,b")


@pytest.mark.parametrize(
    "draw",
    [scaled, overhanging, invisible, in_forms, leaning, curves, clipped],
    ids=lambda draw: draw.__name__,
)
def test_a_page_is_read_alike(draw: Callable[[Press], None]) -> None:
    """By PDFium, without a doubt."""
    content = sheet(draw)
    assert doubts(content) == []
    assert unlike(content) == []


def test_turned_text_is_read_alike() -> None:
    """Across its line it stands where its font's descent puts it, which the two take apart."""
    content = sheet(turned)
    assert doubts(content) == []
    assert unlike(content, within=0.3) == []


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_is_read_alike(angle: int) -> None:
    """The places of all that it shows are those on the page as displayed."""
    with Pdf.open(BytesIO(sheet(clipped))) as pdf:
        pdf.pages[0].Rotate = angle
        pdf.pages[0].CropBox = Array([30, 60, WIDTH - 90, HEIGHT - 20])
        content = saved(pdf)
    assert doubts(content) == []
    assert unlike(content) == []


def test_spaces_stand_as_one() -> None:
    """Of two spaces PDFium gives the first; cleaning does the same, so that nothing is lost."""
    both, alone = (
        [line.text for page in read_pdf(sheet(spaced), "", readers)[0] for line in page.lines]
        for readers in ("both", "pdfplumber")
    )
    assert [" ".join(text.split()) for text in both] == [" ".join(text.split()) for text in alone]


def test_raised_text_stands_where_it_is_raised_to() -> None:
    """pdfplumber leaves it on its line; both put it into that line."""

    def raised(press: Press) -> None:
        text = press.canvas.beginText(60, 700)
        text.setFont("Helvetica", 12)
        text.textOut("10")
        text.setRise(4)
        text.setFont("Helvetica", 7)
        text.textOut("3")
        press.canvas.drawText(text)

    for readers in ("both", "pdfplumber"):
        (page,), _ = read_pdf(sheet(raised), "", readers)
        assert page.lines[1].text == "103"


# --- doubts: pages


def saved(pdf: Pdf) -> bytes:
    """The bytes of a file."""
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def with_content(content: bytes, **resources: Any) -> bytes:
    """A page of that content, with Helvetica as F1 and what else it needs."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font), **resources)
    page.obj.Contents = pdf.make_stream(content)
    return saved(pdf)


def with_meanings(table: bytes) -> bytes:
    """A page that says abc, in a font that says what these mean and how wide they are."""
    pdf = Pdf.open(BytesIO(with_content(b"BT /F1 12 Tf 60 700 Td (abc) Tj ET")))
    font = pdf.pages[0].Resources.Font.F1
    font.BaseFont = Name.Own
    font.FirstChar, font.LastChar, font.Widths = 97, 99, Array([556, 556, 500])
    font.FontDescriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Own, Flags=32, Ascent=718, Descent=-207,
        CapHeight=718, ItalicAngle=0, StemV=88, FontBBox=Array([-166, -225, 1000, 931]),
    )  # fmt: skip
    font.ToUnicode = pdf.make_stream(
        b"/CIDInit /ProcSet findresource begin begincmap "
        b"1 begincodespacerange <00> <ff> endcodespacerange " + table + b" endcmap end"
    )
    return saved(pdf)


@pytest.mark.parametrize(
    ("meaning", "text"),
    [(b"d840dc00", "\U00020000"), (b"2f00", "\u2f00"), (b"4e004e8c", "一二"), (b"f900", "\uf900")],
)
def test_a_character_says_what_its_font_says(meaning: bytes, text: str) -> None:
    """Beyond the first plane, a radical, two in one, a compatibility form: none is changed."""
    content = with_meanings(b"1 beginbfchar <61> <" + meaning + b"> endbfchar")
    assert doubts(content) == []
    assert unlike(content) == []
    (page,), _ = read_pdf(content, "notice.pdf")
    assert page.lines[0].text.startswith(text)


def test_text_that_something_else_is_given_for_is_left_to_pdfplumber() -> None:
    """PDFium gives the ActualText, without places."""
    content = with_content(
        b"BT /F1 12 Tf 60 700 Td /Span <</ActualText (other)>> BDC (drawn) Tj EMC ET"
    )
    assert left_to_pdfplumber(content)
    (page,), _ = read_pdf(content, "notice.pdf")
    assert page.lines[0].text == "drawn"


def test_a_hyphen_that_ends_a_line_is_left_to_pdfplumber() -> None:
    """PDFium puts a control character in its place."""
    content = with_content(b"BT /F1 12 Tf 60 700 Td (infor-) Tj 0 -14 Td (mation) Tj ET")
    assert left_to_pdfplumber(content)
    (page,), _ = read_pdf(content, "notice.pdf")
    assert [line.text for line in page.lines] == ["infor-", "mation"]


def test_text_that_is_printed_twice_is_left_to_pdfplumber() -> None:
    """PDFium leaves out the second, which may be no bold letter but a letter again."""
    content = with_content(
        b"BT /F1 12 Tf 60 700 Td (bold) Tj ET BT /F1 12 Tf 60.3 700 Td (bold) Tj ET"
    )
    assert left_to_pdfplumber(content)


def test_a_font_of_drawings_is_left_to_pdfplumber() -> None:
    """What its characters measure stands in the file alone (Type 3)."""
    pdf = Pdf.open(BytesIO(with_content(b"BT /F1 12 Tf 60 700 Td (a) Tj ET")))
    pdf.pages[0].Resources.Font.F1 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 750, 750]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(square=pdf.make_stream(b"750 0 0 0 750 750 d1 0 0 750 750 re f")),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.square])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([1000]),
    )
    content = saved(pdf)
    assert "drawings" in doubts(content)[0]
    assert left_to_pdfplumber(content)


def test_vertical_writing_is_left_to_pdfplumber() -> None:
    """Its characters do not stand on a line that runs along the page."""
    with Pdf.open(ROOT / "corpus" / "hard-angle-brackets.pdf") as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            if font.Subtype == Name.Type0:
                font.Encoding = Name("/Identity-V")
        content = saved(pdf)
    assert "vertical" in doubts(content)[0]
    assert left_to_pdfplumber(content)


def test_a_line_that_runs_from_the_right_is_left_to_pdfplumber() -> None:
    """PDFium turns its characters around."""
    content = with_meanings(b"1 beginbfrange <61> <63> <05d0> endbfrange")
    assert "right" in doubts(content)[0]
    assert left_to_pdfplumber(content)


def test_a_ligature_is_left_to_pdfplumber() -> None:
    """PDFium parts it, and does not say that it did."""
    content = with_meanings(b"1 beginbfchar <61> <fb01> endbfchar")
    assert "ligature" in doubts(content)[0]
    assert left_to_pdfplumber(content)


@pytest.mark.parametrize("matrix", [b"0 0 0 0 60 700", b"0 0 1 1 60 700", b"1e39 0 0 1 60 700"])
def test_text_without_extent_is_left_to_pdfplumber(matrix: bytes) -> None:
    """Nothing can be said of where its characters are."""
    content = with_content(
        b"BT /F1 12 Tf " + matrix + b" Tm (flat) Tj 1 0 0 1 60 600 Tm (text) Tj ET"
    )
    pages, _ = read_pdf(content, "notice.pdf")
    assert pages == read_pdf(content, "notice.pdf", "pdfplumber")[0]


def test_one_character_alone_of_a_font_that_is_not_there_is_left_to_pdfplumber() -> None:
    """PDFium leaves out what has no ink, and knows of none."""
    press = Press()
    press.write("日", 60, 100)
    press.write("持续推进", 60, 200)
    content = press.printed()
    assert "without ink" in doubts(content)[0]
    assert left_to_pdfplumber(content)


def test_only_pages_in_doubt_are_left_to_pdfplumber() -> None:
    """The others are read by PDFium; they follow each other as they do in the file."""
    press = Press()
    for text in ("第一页", "日", "第三页"):
        press.write(text, 60, 60)
        press.turn_page()
    content = press.printed()
    assert len(doubts(content)) == 1
    pages, _ = read_pdf(content, "notice.pdf")
    assert [(p.number, p.lines[0].text) for p in pages] == [(1, "第一页"), (2, "日"), (3, "第三页")]


# A font of one character without ink, as OCR lays it over scans (made with fontTools).
WITHOUT_INK = decompress(
    b64decode(
        "eNpjYGRgYGBjcGBgYlBIz6lMY4CAD0DMmJGamKJbwdwDZOcAsVkGUIC5iLkIyF4CxCoZuSUVzC/A6kEkS05+"
        "ciJU/xsQPzexogBoLhOQfQKIFRhAdgHx2Xbu4/H8Nl8ZmCG6nxs8DEOmoYAZrJMBooe54H8HkHyBEEEBjDCz"
        "oYAJTR6hEwgAvXUfsw=="
    )
)


def test_text_without_ink_is_left_to_pdfplumber() -> None:
    """PDFium leaves out what stands alone, and it may be no space."""
    pdf = Pdf.open(
        BytesIO(
            with_content(
                b"BT 3 Tr /F0 12 Tf 60 700 Td <65e5> Tj 0 -20 Td <6708> Tj ET "
                b"BT 0 Tr /F1 12 Tf 60 300 Td (seen) Tj ET"
            )
        )
    )
    meanings = pdf.make_stream(
        b"/CIDInit /ProcSet findresource begin begincmap "
        b"1 begincodespacerange <0000> <ffff> endcodespacerange "
        b"2 beginbfchar <65e5> <65e5> <6708> <6708> endbfchar endcmap end"
    )
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Bare, Flags=4, FontBBox=Array([0, 0, 1000, 1000]),
        ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=880, StemV=80,
        FontFile2=pdf.make_stream(WITHOUT_INK),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Bare, DW=1000,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=pdf.make_stream(bytes(2 << 16)),
    )  # fmt: skip
    pdf.pages[0].Resources.Font.F0 = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Bare, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(font)]), ToUnicode=meanings,
    )  # fmt: skip
    content = saved(pdf)
    assert "without ink" in doubts(content)[0]
    (page,), _ = read_pdf(content, "notice.pdf")
    assert [line.text for line in page.lines] == ["日", "月", "seen"]


# --- doubts: files


@cache
def two_pages() -> bytes:
    """Two pages with a line each."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=True)
    for text in ("first page", "second page"):
        canvas.drawString(60, 700, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_file_with_more_pages_than_it_says_is_left_to_pdfplumber() -> None:
    """PDFium believes the number in the file."""
    with Pdf.open(BytesIO(two_pages())) as pdf:
        content = saved(pdf)
    assert content.count(b"/Count 2") == 1
    content = content.replace(b"/Count 2", b"/Count 1")
    assert doubts(content) == ["pdfminer finds other pages"]
    pages, _ = read_pdf(content, "notice.pdf")
    assert [page.lines[0].text for page in pages] == ["first page", "second page"]


def test_packed_pages_are_counted() -> None:
    """A file may hold its pages in packed objects."""
    with Pdf.open(BytesIO(two_pages())) as pdf:
        file = BytesIO()
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"/Type /Page" not in file.getvalue()
    assert doubts(file.getvalue()) == []


def test_a_page_that_was_replaced_is_not_counted() -> None:
    """A file that was saved twice still holds it; pdfminer knows which pages there are."""
    assert doubts(two_pages() + b"% << /Type /Page >>\n%%EOF\n") == []


def test_an_encrypted_file_is_left_to_pdfplumber() -> None:
    """It says which file needs a password, and which opens without."""
    with Pdf.open(BytesIO(two_pages())) as pdf:
        file = BytesIO()
        pdf.save(file, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert doubts(file.getvalue()) == ["it is encrypted"]
    assert left_to_pdfplumber(file.getvalue())


def test_a_file_that_is_read_from_the_right_is_left_to_pdfplumber() -> None:
    """PDFium turns its brackets around."""
    with Pdf.open(BytesIO(two_pages())) as pdf:
        pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)
        content = saved(pdf)
    assert doubts(content) == ["it says that it is read from the right"]
    assert left_to_pdfplumber(content)


def test_a_form_that_draws_itself_comes_to_an_end() -> None:
    """It is read once, or left to pdfplumber."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    form = Stream(pdf, b"BT /F1 12 Tf 20 20 Td (inside) Tj ET /X Do")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 300])
    form = pdf.make_indirect(form)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    form.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(X=form))
    page.obj.Resources = Dictionary(XObject=Dictionary(X=form))
    page.obj.Contents = pdf.make_stream(b"/X Do")
    (read,), _ = read_pdf(saved(pdf), "notice.pdf")
    assert [line.text for line in read.lines] == ["inside"]


@pytest.mark.parametrize("trouble", [ZeroDivisionError(), OverflowError(), ValueError("nan")])
def test_numbers_that_are_none_leave_the_page_to_pdfplumber(
    trouble: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged font gives type without a size; what that means, one reader decides."""
    content = sheet(scaled)
    expected = read_pdf(content, "notice.pdf", readers="pdfplumber")

    def leaf(_self: PdfiumReader, _index: int) -> NoReturn:
        raise trouble

    monkeypatch.setattr(PdfiumReader, "leaf", leaf)
    assert [isinstance(it, Doubt) for it in by_pdfium(content)] == [True]
    assert read_pdf(content, "notice.pdf") == expected


def test_pdfplumber_is_imported_only_where_it_reads() -> None:
    """It takes as long to import as some pages take to read."""
    code = (
        "import sys; from pipeline.extract.pdf import read_pdf; "
        f"read_pdf(open({str(PRINTED[-1])!r}, 'rb').read(), ''); "
        "sys.exit('pdfplumber' in sys.modules or 'pdfminer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_page_is_laid_out_before_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a reader makes of a page takes much room: a long document's pages never all wait."""
    steps: list[str] = []
    leaf, take = PdfiumReader.leaf, LaidOut.take

    def read(self: PdfiumReader, index: int) -> Leaf:
        steps.append("read")
        return leaf(self, index)

    def taken(self: LaidOut, page: Sheet) -> None:
        steps.append("laid out")
        take(self, page)

    monkeypatch.setattr(PdfiumReader, "leaf", read)
    monkeypatch.setattr(LaidOut, "take", taken)
    read_pdf(two_pages(), "notice.pdf")
    assert steps == ["read", "laid out", "read", "laid out"]
