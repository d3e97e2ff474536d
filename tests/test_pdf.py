"""PDF files: characters and rules on the page as displayed, and what stops one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter, Transformation
from pypdf.generic import (
    ArrayObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader

from pipeline.convert import convert
from pipeline.errors import DamagedFile, Encrypted, InputError, NoText
from pipeline.extract.pdf import read_pdf
from pipeline.model import Document, Finding, Provenance, Task
from pipeline.page import Page
from pipeline.text.cleaning import squeeze
from tests.tables import A4, Press

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
WIDTH, HEIGHT = A4

ROWS = (
    ("工作任务", "具体要求", "时限要求"),
    ("一、政策解读", "1.丰富解读形式。", "年底前"),
    ("^", "2.回应社会关切。", "持续推进"),
)
WIDTHS = (80.0, 120.0, 70.0)


def read(content: bytes) -> tuple[Page, ...]:
    """The pages of a PDF."""
    pages, _ = read_pdf(content, "notice.pdf")
    return pages


def findings(content: bytes) -> tuple[Finding, ...]:
    """What is doubtful in a PDF."""
    _, doubts = read_pdf(content, "notice.pdf")
    return doubts


@cache
def ledger() -> bytes:
    """A page with a line of text and a small ledger."""
    press = Press()
    press.write("政务公开台账", 60, 40)
    press.table(ROWS, WIDTHS)
    return press.printed()


def texts(page: Page) -> list[tuple[int, int, int, int, str]]:
    """The cells of a page's only table: position, span and text."""
    (fragment,) = page.fragments
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in fragment.cells]


WRITTEN = [
    (0, 0, 1, 1, "工作任务"),
    (0, 1, 1, 1, "具体要求"),
    (0, 2, 1, 1, "时限要求"),
    (1, 0, 2, 1, "一、政策解读"),
    (1, 1, 1, 1, "1.丰富解读形式。"),
    (1, 2, 1, 1, "年底前"),
    (2, 1, 1, 1, "2.回应社会关切。"),
    (2, 2, 1, 1, "持续推进"),
]


def rewritten(content: bytes, change: Callable[[Any], None]) -> bytes:
    """The file with each of its pages changed."""
    writer = PdfWriter(clone_from=BytesIO(content))
    for page in writer.pages:
        change(page)
    return saved(writer)


def saved(writer: PdfWriter) -> bytes:
    """The bytes of a file."""
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


# --- what is read


def test_a_table_is_read_with_its_text() -> None:
    """Cells, spans, and the line above."""
    (page,) = read(ledger())
    assert page.number == 1
    assert [line.text for line in page.lines] == ["政务公开台账"]
    assert texts(page) == WRITTEN


def test_boxes_are_in_points_from_the_top_left() -> None:
    """The first line stands 60 points from the left and 40 from the top."""
    (page,) = read(ledger())
    box = page.lines[0].place.box
    assert box is not None
    assert box.x0 == pytest.approx(60, abs=0.5)
    assert box.x1 == pytest.approx(120, abs=0.5)
    assert box.top == pytest.approx(40, abs=2)
    assert box.bottom == pytest.approx(50, abs=2)
    (fragment,) = page.fragments
    assert fragment.edges == pytest.approx((60, 140, 260, 330))


def test_pages_are_numbered_from_1() -> None:
    """As they follow in the file."""
    press = Press()
    for text in ("第一", "第二", "第三"):
        press.write(text, 60, 60)
        press.turn_page()
    assert [(p.number, p.lines[0].text) for p in read(press.printed())] == [
        (1, "第一"),
        (2, "第二"),
        (3, "第三"),
    ]


# --- how rules are drawn


def lines_only(press: Press, xs: list[float], ys: list[float]) -> None:
    """One line from end to end."""
    for x in xs:
        press.rule(x, ys[0], x, ys[-1])
    for y in ys:
        press.rule(xs[0], y, xs[-1], y)


def thin_boxes(press: Press, xs: list[float], ys: list[float]) -> None:
    """Filled boxes, half a point thick: LibreOffice and Word draw borders so."""
    for x in xs:
        press.box(x - 0.25, ys[0], x + 0.25, ys[-1], filled=True)
    for y in ys:
        press.box(xs[0], y - 0.25, xs[-1], y + 0.25, filled=True)


def boxes(press: Press, xs: list[float], ys: list[float]) -> None:
    """An outlined box a cell."""
    for left, right in pairwise(xs):
        for top, bottom in pairwise(ys):
            press.box(left, top, right, bottom)


def dotted(press: Press, xs: list[float], ys: list[float]) -> None:
    """A dash pattern."""
    press.canvas.setDash(1, 2)
    lines_only(press, xs, ys)


def dots(press: Press, xs: list[float], ys: list[float]) -> None:
    """A box a dot."""
    for y in ys:
        at = xs[0]
        while at < xs[-1]:
            press.box(at, y - 0.5, at + 1, y + 0.5, filled=True)
            at += 2.5
    for x in xs:
        at = ys[0]
        while at < ys[-1]:
            press.box(x - 0.5, at, x + 0.5, at + 1, filled=True)
            at += 2.5


def paths(press: Press, xs: list[float], ys: list[float]) -> None:
    """One path with all the lines in it."""
    path = press.canvas.beginPath()
    for x in xs:
        path.moveTo(x, HEIGHT - ys[0])
        path.lineTo(x, HEIGHT - ys[-1])
    for y in ys:
        path.moveTo(xs[0], HEIGHT - y)
        path.lineTo(xs[-1], HEIGHT - y)
    press.canvas.drawPath(path)


def polylines(press: Press, xs: list[float], ys: list[float]) -> None:
    """Two sides of each cell in one stroke that is not closed."""
    for left, right in pairwise(xs):
        for top, bottom in pairwise(ys):
            for corner in ((left, bottom), (right, top)):
                path = press.canvas.beginPath()
                path.moveTo(left, HEIGHT - top)
                path.lineTo(corner[0], HEIGHT - corner[1])
                path.lineTo(right, HEIGHT - bottom)
                press.canvas.drawPath(path)


def boxes_a_hair_off(press: Press, xs: list[float], ys: list[float]) -> None:
    """Outlined boxes on a page that is turned by next to nothing."""
    press.canvas.addLiteral("1 0.0000001 -0.0000001 1 0 0 cm")
    boxes(press, xs, ys)


def rings(press: Press, xs: list[float], ys: list[float]) -> None:
    """A border that is the area between two boxes: WeasyPrint draws cells so."""
    for left, right in pairwise(xs):
        for top, bottom in pairwise(ys):
            path = press.canvas.beginPath()
            path.rect(left, HEIGHT - bottom, right - left, bottom - top)
            path.rect(left + 1, HEIGHT - bottom + 1, right - left - 2, bottom - top - 2)
            press.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def past_the_page(press: Press, xs: list[float], ys: list[float]) -> None:
    """Lines that run on below the page: a program that cuts one long sheet into pages."""
    for x in xs:
        press.rule(x, ys[0], x, HEIGHT + 300)
    for y in ys:
        press.rule(xs[0], y, xs[-1], y)


def in_a_double_frame(press: Press, xs: list[float], ys: list[float]) -> None:
    """Two lines round the table, and single ones within that end at the inner of the two."""
    lines_only(press, xs, ys)
    press.box(xs[0] - 2.5, ys[0] - 2.5, xs[-1] + 2.5, ys[-1] + 2.5)


def in_a_thick_frame(press: Press, xs: list[float], ys: list[float]) -> None:
    """A frame of 4.5 points, drawn as areas, and hairlines within that end at its inner side."""
    for x in (xs[0], xs[-1]):
        press.box(x - 2.25, ys[0] - 2.25, x + 2.25, ys[-1] + 2.25, filled=True)
    for y in (ys[0], ys[-1]):
        press.box(xs[0] - 2.25, y - 2.25, xs[-1] + 2.25, y + 2.25, filled=True)
    for x in xs[1:-1]:
        press.rule(x, ys[0] + 2.25, x, ys[-1] - 2.25)
    for y in ys[1:-1]:
        press.rule(xs[0] + 2.25, y, xs[-1] - 2.25, y)


def with_shading(press: Press, xs: list[float], ys: list[float]) -> None:
    """Cells with a background, under the lines."""
    press.canvas.setFillGray(0.9)
    for top, bottom in pairwise(ys):
        for left, right in pairwise(xs):
            press.box(left + 2, top + 2, right - 2, bottom - 2, filled=True)
    press.canvas.setFillGray(0)
    lines_only(press, xs, ys)


PENS = (
    lines_only,
    thin_boxes,
    boxes,
    dotted,
    dots,
    paths,
    polylines,
    boxes_a_hair_off,
    rings,
    with_shading,
)


@pytest.mark.parametrize("pen", PENS, ids=lambda pen: pen.__name__)
def test_a_table_is_read_whatever_draws_it(
    pen: Callable[[Press, list[float], list[float]], None],
) -> None:
    """Lines, boxes, dots, areas: a rule is what a reader sees as one."""
    press = Press()
    pen(press, [100, 200, 300], [100, 140, 180])
    for text, x, top in (("甲", 110, 110), ("乙", 210, 110), ("丙", 110, 150), ("丁", 210, 150)):
        press.write(text, x, top)
    (page,) = read(press.printed())
    assert texts(page) == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 1, 1, "乙"),
        (1, 0, 1, 1, "丙"),
        (1, 1, 1, 1, "丁"),
    ]
    assert page.lines == ()


def test_rules_past_the_page_end_at_its_edge() -> None:
    """The last row is open there, and reaches no further."""
    press = Press()
    past_the_page(press, [100, 200, 300], [100, 140, 800])
    press.write("甲", 110, 110)
    (page,) = read(press.printed())
    last = [cell for cell in page.fragments[0].cells if cell.row == 2]
    assert [cell.open_bottom for cell in last] == [True, True]
    assert all(cell.place.box and cell.place.box.bottom == HEIGHT for cell in last)


# --- the page as displayed


def turned(content: bytes, angle: int) -> bytes:
    """The same look, but printed on pages that are turned when they are displayed."""

    def turn(page: Any) -> None:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        back = {
            90: Transformation().rotate(90).translate(tx=height),
            180: Transformation().rotate(180).translate(tx=width, ty=height),
            270: Transformation().rotate(270).translate(ty=width),
        }[angle]
        page.add_transformation(back)
        across = angle % 180 != 0
        page.mediabox = RectangleObject((0, 0, height, width) if across else (0, 0, width, height))
        page.cropbox = page.mediabox
        page[NameObject("/Rotate")] = NumberObject(angle)

    return rewritten(content, turn)


def cropped(content: bytes) -> bytes:
    """The same look, cut out of a larger page."""

    def crop(page: Any) -> None:
        page.add_transformation(Transformation().translate(tx=50, ty=30))
        page.mediabox = RectangleObject((0, 0, WIDTH + 90, HEIGHT + 70))
        page.cropbox = RectangleObject((50, 30, WIDTH + 50, HEIGHT + 30))

    return rewritten(content, crop)


def moved(content: bytes) -> bytes:
    """The same look, on a page whose corner is not the origin."""

    def move(page: Any) -> None:
        page.add_transformation(Transformation().translate(tx=-200, ty=100))
        page.mediabox = RectangleObject((-200, 100, WIDTH - 200, HEIGHT + 100))
        page.cropbox = page.mediabox

    return rewritten(content, move)


def cropped_beyond(content: bytes) -> bytes:
    """A crop box larger than the page shows no more than the page."""

    def crop(page: Any) -> None:
        page.cropbox = RectangleObject((-50, -70, WIDTH + 100, HEIGHT + 100))

    return rewritten(content, crop)


def rotated_crop(content: bytes) -> bytes:
    """Turned, and cut out of a larger page."""

    def crop(page: Any) -> None:
        page.add_transformation(Transformation().translate(tx=-20, ty=35))
        page.mediabox = RectangleObject((-100, -10, HEIGHT + 40, WIDTH + 60))
        page.cropbox = RectangleObject((-20, 35, HEIGHT - 20, WIDTH + 35))

    return rewritten(turned(content, 90), crop)


LOOKS: dict[str, Callable[[bytes], bytes]] = {
    "rotate 90": lambda content: turned(content, 90),
    "rotate 180": lambda content: turned(content, 180),
    "rotate 270": lambda content: turned(content, 270),
    "crop box": cropped,
    "origin": moved,
    "crop box of a rotated page": rotated_crop,
    "crop box beyond the page": cropped_beyond,
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_boxes_are_on_the_page_as_displayed(look: Callable[[bytes], bytes]) -> None:
    """However the page is laid into the file: what looks the same is read the same."""
    (plain,) = read(ledger())
    (page,) = read(look(ledger()))
    assert texts(page) == WRITTEN
    assert places(page) == pytest.approx(places(plain), abs=0.1)


def places(page: Page) -> list[float]:
    """The boxes of all lines and cells of a page, one after the other."""
    cells = [cell for fragment in page.fragments for cell in fragment.cells]
    lines = [*page.lines, *(line for cell in cells for line in cell.lines)]
    found = [*(cell.place.box for cell in cells), *(line.place.box for line in lines)]
    return [side for box in found if box for side in (box.x0, box.top, box.x1, box.bottom)]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_table_printed_sideways_is_read(angle: int) -> None:
    """On its side or upside down on a page that nobody turns: the reader turns the head."""

    def lie_down(page: Any) -> None:
        del page["/Rotate"]

    (page,) = read(rewritten(turned(ledger(), angle), lie_down))
    assert texts(page) == WRITTEN


def test_what_the_crop_box_hides_is_not_read() -> None:
    """Printer's marks and file names outside the displayed page are no text of the notice."""
    press = Press()
    press.write("台账", 100, 100)
    press.write("裁切线外", 10, 5)

    def crop(page: Any) -> None:
        page.cropbox = RectangleObject((60, 60, WIDTH - 60, HEIGHT - 60))

    (page,) = read(rewritten(press.printed(), crop))
    assert [line.text for line in page.lines] == ["台账"]


def clipped(press: Press, x0: float, top: float, x1: float, bottom: float) -> None:
    """From here to the next `restoreState` the page shows no more than this box."""
    press.canvas.saveState()
    path = press.canvas.beginPath()
    path.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top)
    press.canvas.clipPath(path, stroke=0, fill=0)


def cut_by_the_page(*, shown_below: bool) -> bytes:
    """A merged label drawn whole on two pages, and clipped on each at the edge of the table."""
    press = Press()
    for page, top in enumerate((60.0, 20.0)):
        press.table((("工作任务", "具体要求"),), (80, 120), top=60)
        clipped(press, 60, 80, 260, 120)
        press.box(60, top + 20, 140, top + 100)
        press.box(140, 80, 260, 120)
        press.write("一、政策解读\n二行", 64, top + 45)
        press.canvas.restoreState()
        press.write(f"{page + 1}.事项", 144, 84)
        if page == 0 or shown_below:
            press.turn_page()
        if not shown_below:
            break
    return press.printed()


def test_what_a_clipping_path_hides_is_not_read() -> None:
    """Of a cell that is drawn whole on both pages, each shows its part: text and rules."""
    content = cut_by_the_page(shown_below=True)
    upper, lower = (page.fragments[0] for page in read(content))
    assert [cell.text for cell in upper.cells[2:]] == ["一、政策解读", "1.事项"]
    assert [cell.text for cell in lower.cells[2:]] == ["二行", "2.事项"]
    label, _ = upper.cells[2:]
    assert (label.open_top, label.open_bottom) == (False, True)
    assert findings(content) == ()


def test_clipped_text_that_no_page_shows_is_a_finding() -> None:
    """The reader of the print misses it too; the file says what it is."""
    (doubt,) = findings(cut_by_the_page(shown_below=False))
    assert doubt.code == "text_hidden"
    assert doubt.message == "Page 1: clipped off, and not read: 二行"


def test_a_watermark_that_runs_over_the_edge_is_no_finding() -> None:
    """What is written aslant is not read, whether the page shows it or not."""
    press = Press()
    press.write("持续推进政务公开", 100, 200)
    clipped(press, 40, 190, WIDTH - 40, 400)
    press.canvas.translate(200, HEIGHT - 395)
    press.canvas.rotate(-30)
    press.canvas.drawString(0, 0, "内部资料注意保存")
    press.canvas.restoreState()
    assert findings(press.printed()) == ()


def test_text_that_runs_over_the_side_of_all_text_is_read() -> None:
    """A table too wide for its page: what stands in the margin stands on no other page."""
    press = Press()
    clipped(press, 40, 40, WIDTH - 40, HEIGHT - 40)
    press.write("持续推进政务公开", WIDTH - 80, 100)
    press.canvas.restoreState()
    assert [line.text for page in read(press.printed()) for line in page.lines] == [
        "持续推进政务公开"
    ]


# --- what is printed over the text


def test_a_watermark_aslant_is_left_out() -> None:
    """It runs over the cells and belongs to none."""
    press = Press()
    press.table(ROWS, WIDTHS)
    press.canvas.saveState()
    press.canvas.translate(150, HEIGHT - 160)
    press.canvas.rotate(40)
    press.canvas.setFillGray(0.8)
    press.canvas.setFont("STSong-Light", 30)
    press.canvas.drawString(0, 0, "内部资料")
    press.canvas.restoreState()
    (page,) = read(press.printed())
    assert texts(page) == WRITTEN
    assert page.lines == ()


@pytest.mark.parametrize(("angle", "x", "down"), [(90, 90, 100), (-90, 90, 64), (180, 110, 82)])
def test_turned_text_is_read_in_its_cell(angle: int, x: float, down: float) -> None:
    """A narrow label column may be written upward, downward or upside down; it is a label."""
    press = Press()
    press.table((("", "1.丰富形式。"), ("^", "2.回应关切。")), (60, 120), x=60, top=60)
    press.canvas.saveState()
    press.canvas.translate(x, HEIGHT - down)
    press.canvas.rotate(angle)
    press.canvas.setFont("STSong-Light", 8)
    press.canvas.drawString(0, 6, "一、解")
    press.canvas.drawString(0, -6, "读。")
    press.canvas.restoreState()
    (page,) = read(press.printed())
    (fragment,) = page.fragments
    label = fragment.cells[0]
    assert (label.row_span, label.text) == (2, "一、解\n读。")
    assert all(line.place.box and line.place.box.x1 <= 120 for line in label.lines)


def test_turned_text_beside_a_table_is_left_out() -> None:
    """The word along a page's margin is the printer's."""
    press = Press()
    press.table(ROWS, WIDTHS)
    press.canvas.saveState()
    press.canvas.translate(20, 300)
    press.canvas.rotate(90)
    press.canvas.drawString(0, 0, "secret")
    press.canvas.restoreState()
    (page,) = read(press.printed())
    assert texts(page) == WRITTEN
    assert page.lines == ()


def test_bold_by_printing_twice_is_read_once() -> None:
    """A hair to the right, as programs without a bold typeface do."""
    press = Press()
    press.write("责任单位", 60, 60)
    press.write("责任单位", 60.3, 60)
    (page,) = read(press.printed())
    assert [line.text for line in page.lines] == ["责任单位"]


def test_narrow_latin_letters_are_not_taken_for_bold() -> None:
    """Each l and each / is one of its own."""
    press = Press()
    press.write("http://www.will.ill...", 60, 60, font="Helvetica")
    (page,) = read(press.printed())
    assert [line.text for line in page.lines] == ["http://www.will.ill..."]


def test_characters_that_cannot_be_told_are_a_finding() -> None:
    """A font without a table of its characters' meanings: each stands as U+FFFD."""

    def forget(page: Any) -> None:
        for font in page["/Resources"]["/Font"].values():
            held = font.get_object()
            if held["/Subtype"] == "/Type0":
                held[NameObject("/Encoding")] = NameObject("/Identity-H")
                system = held["/DescendantFonts"][0].get_object()["/CIDSystemInfo"].get_object()
                system[NameObject("/Ordering")] = TextStringObject("Identity")

    (doubt,) = findings(rewritten(ledger(), forget))
    assert (doubt.code, doubt.severity) == ("unreadable_characters", "error")
    assert "Page 1" in doubt.message


# --- what stops a file


def encrypted(user: str, owner: str, algorithm: str) -> bytes:
    """The ledger behind a password."""
    writer = PdfWriter(clone_from=BytesIO(ledger()))
    writer.encrypt(user_password=user, owner_password=owner, algorithm=algorithm)
    return saved(writer)


ALGORITHMS = ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_file_that_needs_a_password_stops(algorithm: str) -> None:
    """And the error says how to go on."""
    with pytest.raises(Encrypted) as caught:
        read(encrypted("secret", "owner", algorithm))
    assert str(caught.value).startswith("notice.pdf: ")
    assert "password" in caught.value.what
    assert caught.value.remedy


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_file_that_opens_without_a_password_is_read(algorithm: str) -> None:
    """Its owner forbade printing or copying; everyone can read it."""
    (page,) = read(encrypted("", "owner", algorithm))
    assert texts(page) == WRITTEN


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_stops(share: float) -> None:
    """A download that broke off: what is there of it must not pass for the whole."""
    content = ledger()
    with pytest.raises(DamagedFile, match=r"^notice\.pdf: "):
        read(content[: int(share * len(content))])


def test_a_truncated_file_of_two_versions_stops() -> None:
    """A file that was saved again holds an end marker in its middle."""
    writer = PdfWriter(BytesIO(ledger()), incremental=True)
    writer.add_metadata({"/Title": "台账" * 3000})
    content = saved(writer)
    assert content.count(b"%%EOF") == 2
    read(content)
    with pytest.raises(DamagedFile):
        read(content[:-40])


def test_a_file_without_pages_stops() -> None:
    """Nothing is in it."""
    with pytest.raises(InputError):
        read(saved(PdfWriter()))


@pytest.mark.parametrize("appended", [b"\n\n", b"\0" * 500, b"\r\n-- \r\nsent by a gateway\r\n"])
def test_what_was_appended_to_a_file_does_no_harm(appended: bytes) -> None:
    """Mail gateways and careless tools leave something after the end marker."""
    (page,) = read(ledger() + appended)
    assert texts(page) == WRITTEN


def test_a_broken_cross_reference_is_mended() -> None:
    """Readers find the objects by themselves, and so does this program."""
    content = ledger()
    at = content.rindex(b"startxref")
    (page,) = read(content[:at] + b"startxref\n1\n%%EOF\n")
    assert texts(page) == WRITTEN


@pytest.mark.parametrize("box", [None, [], [0, 0, 595]])
def test_a_page_without_a_size_is_damaged(box: list[float] | None) -> None:
    """What the page shows of its content cannot be told."""

    def spoil(page: Any) -> None:
        for name in ("/MediaBox", "/CropBox"):
            page.pop(NameObject(name), None)
        if box is not None:
            page[NameObject("/MediaBox")] = ArrayObject(FloatObject(side) for side in box)

    with pytest.raises(DamagedFile, match=r"^notice\.pdf: "):
        read(rewritten(ledger(), spoil))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever bytes are changed or gone: an error of this program, never a crash."""
    content = bytearray(ledger())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 30))
        content[at : at + length] = data.draw(st.binary(max_size=30))
    with suppress(InputError):
        read(bytes(content))


# --- pages of pictures


def picture(press: Press) -> None:
    """A page that is a scan."""
    scan = ImageReader(Image.new("L", (60, 80), 200))
    press.canvas.drawImage(scan, 0, 0, WIDTH, HEIGHT)


def test_pages_of_pictures_stop_a_file() -> None:
    """A scan has no text; the error names what can be done."""
    press = Press()
    picture(press)
    press.turn_page()
    picture(press)
    with pytest.raises(NoText) as caught:
        read(press.printed())
    assert str(caught.value).startswith("notice.pdf: ")
    assert "OCR" in caught.value.remedy


def test_blank_pages_stop_a_file() -> None:
    """There is nothing to read."""
    press = Press()
    press.turn_page()
    with pytest.raises(NoText, match="blank"):
        read(press.printed())


def test_a_page_that_is_a_picture_is_a_finding() -> None:
    """The other pages are read, and the finding names the page that was not."""
    press = Press()
    press.table(ROWS, WIDTHS)
    for _ in range(2):
        press.turn_page()
        picture(press)
    pages, (doubt,) = read_pdf(press.printed(), "notice.pdf")
    assert texts(pages[0]) == WRITTEN
    assert (doubt.code, doubt.severity) == ("page_without_text", "warning")
    assert "2, 3" in doubt.message


def test_a_scan_with_nothing_but_a_page_number_is_a_picture() -> None:
    """A scanner or an archive stamps its mark on each page: the scan was not read for that."""
    press = Press()
    press.table(ROWS, WIDTHS)
    press.turn_page()
    picture(press)
    press.write("— 2 —", 280, 800)
    assert [doubt.code for doubt in findings(press.printed())] == ["page_without_text"]


def test_a_page_drawn_as_outlines_is_a_finding() -> None:
    """Some programs turn text into curves: nothing on such a page can be read."""
    press = Press()
    press.table(ROWS, WIDTHS)
    press.turn_page()
    for at in range(100, 300, 10):
        path = press.canvas.beginPath()
        path.moveTo(at, 500)
        path.curveTo(at + 3, 510, at + 6, 490, at + 8, 505)
        path.close()
        press.canvas.drawPath(path, fill=1)
    assert [doubt.code for doubt in findings(press.printed())] == ["page_without_text"]


def test_a_blank_page_is_no_finding() -> None:
    """The back of a sheet holds nothing."""
    press = Press()
    press.table(ROWS, WIDTHS)
    press.turn_page()
    press.turn_page()
    assert findings(press.printed()) == ()


def test_a_logo_beside_text_is_no_finding() -> None:
    """A page with text and a picture was read."""
    press = Press()
    press.table(ROWS, WIDTHS)
    logo = ImageReader(Image.new("L", (20, 20), 200))
    press.canvas.drawImage(logo, 60, 780, 30, 30)
    assert findings(press.printed()) == ()


# --- provenance


PRINTED = ("notice-2021-landscape.pdf", "notice-2021-portrait.pdf")
# A character stands in a box if its middle does.
NEAR = 0.01


@cache
def converted(name: str) -> Document:
    """A sample, converted."""
    return convert(SAMPLES / name)


@cache
def characters(name: str) -> dict[int, list[dict[str, Any]]]:
    """The characters of a sample's pages, as pdfplumber reads them by itself."""
    with pdfplumber.open(SAMPLES / name) as pdf:
        return {page.page_number: page.chars for page in pdf.pages}


def values(task: Task) -> Iterator[tuple[str, str]]:
    """Each field of a task with the words that are printed for it."""
    yield "number", str(task.number)
    for level, heading in enumerate(task.outline):
        assert heading.label is not None
        yield f"outline.{level}", heading.label + heading.title
    yield "requirement", task.requirement
    yield "responsibility", task.responsibility.text
    yield "deadline", task.deadline.text


def found_in(name: str, piece: Provenance) -> str:
    """The characters that stand in a box, read line by line."""
    assert piece.page is not None
    assert piece.bbox is not None
    x0, top, x1, bottom = piece.bbox
    inside = [
        char
        for char in characters(name)[piece.page]
        if x0 - NEAR < (char["x0"] + char["x1"]) / 2 < x1 + NEAR
        and top - NEAR < (char["top"] + char["bottom"]) / 2 < bottom + NEAR
    ]
    return "".join(c["text"] for c in sorted(inside, key=lambda c: (round(c["top"]), c["x0"])))


@pytest.mark.parametrize("name", PRINTED)
def test_every_value_stands_where_its_provenance_says(name: str) -> None:
    """The boxes of a value hold its characters, all of them and no others, in order.

    But for marks: a label's 、 and a heading's 。 are printed and are no part of the value. A
    heading printed again on the next page has a box there too.
    """
    for task in converted(name).ledgers[0].tasks:
        for field, value in values(task):
            pieces = [piece for piece in task.provenance if piece.field == field]
            printed = squeeze("".join(found_in(name, piece) for piece in pieces))
            wanted = squeeze(value)
            if field.startswith("outline."):
                printed, wanted = re.sub("[、。]", "", printed), re.sub("[、。]", "", wanted)
                assert re.fullmatch(f"({re.escape(wanted)})+", printed), (task.number, field)
            else:
                assert printed == wanted, (task.number, field)


@pytest.mark.parametrize("name", PRINTED)
def test_a_box_is_as_narrow_as_its_text(name: str) -> None:
    """It is the box of what is printed: on the page, and no larger than the characters in it."""
    for task in converted(name).ledgers[0].tasks:
        for piece in task.provenance:
            assert piece.bbox is not None
            assert piece.page is not None
            x0, top, x1, bottom = piece.bbox
            text = found_in(name, piece)
            held = [
                char
                for char in characters(name)[piece.page]
                if char["text"] in text
                and x0 - NEAR < (char["x0"] + char["x1"]) / 2 < x1 + NEAR
                and top - NEAR < (char["top"] + char["bottom"]) / 2 < bottom + NEAR
            ]
            size = max(char["size"] for char in held)
            assert x0 == pytest.approx(min(char["x0"] for char in held), abs=size)
            assert x1 == pytest.approx(max(char["x1"] for char in held), abs=size)
            assert top == pytest.approx(min(char["top"] for char in held), abs=size)
            assert bottom == pytest.approx(max(char["bottom"] for char in held), abs=size)


@pytest.mark.parametrize("name", PRINTED)
def test_a_value_cut_by_a_page_has_a_box_on_each(name: str) -> None:
    """At least one text of each sample is printed on two pages, one after the other."""
    cut = [
        [piece.page for piece in task.provenance if piece.field == "requirement"]
        for task in converted(name).ledgers[0].tasks
    ]
    pages = [held for held in cut if len(held) > 1]
    assert pages
    assert all(below == above + 1 for above, below in pages if above and below)


def test_every_value_has_its_place() -> None:
    """Whatever the form: no value that a task shows is without provenance."""
    for path in sorted(SAMPLES.glob("notice-2021*")):
        if path.suffix in (".txt", ".docx", ".pdf"):
            for task in converted(path.name).ledgers[0].tasks:
                placed = {piece.field for piece in task.provenance}
                assert {field for field, value in values(task) if value} <= placed
                assert all((p.place is None) == (p.bbox is not None) for p in task.provenance)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_sample_is_the_same_document(angle: int, tmp_path: Path) -> None:
    """A ledger laid on its side into upright pages: all values, and all boxes as displayed."""
    plain = converted(PRINTED[0])
    file = tmp_path / PRINTED[0]
    file.write_bytes(turned((SAMPLES / PRINTED[0]).read_bytes(), angle))
    document = convert(file)
    assert unplaced(document) == unplaced(plain)
    assert [piece.page for piece in pieces(document)] == [piece.page for piece in pieces(plain)]
    assert sides(document) == pytest.approx(sides(plain), abs=0.1)


def pieces(document: Document) -> list[Provenance]:
    """All the places of a document's values."""
    return [p for task in document.ledgers[0].tasks for p in task.provenance]


def sides(document: Document) -> list[float]:
    """The boxes of all places, one after the other."""
    return [side for piece in pieces(document) if piece.bbox for side in piece.bbox]


def unplaced(document: Document) -> list[Task]:
    """The tasks without their places."""
    return [task.model_copy(update={"provenance": ()}) for task in document.ledgers[0].tasks]
