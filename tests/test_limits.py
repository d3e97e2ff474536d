"""What is too large is refused early, with the number and the limit."""

from __future__ import annotations

import os
import zipfile
import zlib
from base64 import a85encode
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from pipeline.convert import convert
from pipeline.errors import InputError, InputUnreadable, TooLarge
from pipeline.extract import check_pages
from pipeline.extract.docx import read_docx
from pipeline.extract.dump import read_dump
from pipeline.extract.kind import kind_of
from pipeline.extract.pdf import read_pdf
from pipeline.extract.readers.pdfium.forms import may_multiply
from pipeline.extract.unpacked import check_unpacked
from pipeline.limits import LIMITS, MEGABYTE, Counted, Limits
from pipeline.page import Cell, Fragment, Line, Page
from pipeline.reading import NoFile, content_of
from pipeline.rebuild import columns, rebuild
from pipeline.rebuild.looks import Look, fit
from pipeline.text.header_words import Kind
from tests.tables import A4, Press, word

# --- what is said


def test_a_limit_itself_is_let_through() -> None:
    """The most that is read is read."""
    Limits(pages=3).check("a.pdf", "pages", 3)


def test_the_error_says_what_how_much_the_limit_and_what_to_do() -> None:
    """In one sentence and a remedy, as every error does."""
    with pytest.raises(TooLarge) as caught:
        LIMITS.check("a.pdf", "pages", 6000)
    assert str(caught.value) == (
        "a.pdf: pages: 6,000; the limit is 5,000. "
        "Divide the document into several, the ledger with its notice in one."
    )
    assert caught.value.code == "too_large"


def test_sizes_are_said_in_megabytes() -> None:
    """A number of nine digits says nothing to anybody."""
    with pytest.raises(TooLarge, match="the file has 300 MB; the limit is 200 MB"):
        LIMITS.check("a.pdf", "file", 300 * MEGABYTE)


# --- files


def test_a_file_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    """A terabyte that is not there takes no time and no memory."""
    path = tmp_path / "notice.pdf"
    path.touch()
    os.truncate(path, 2**40)
    with pytest.raises(TooLarge, match=r"1,048,576 MB"):
        convert(path)


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size was said before."""
    path = tmp_path / "notice.txt"
    path.write_bytes(b"x" * 20)
    sizes = os.stat_result((0o100644, 0, 0, 1, 0, 0, 5, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda _: sizes)
    with pytest.raises(TooLarge):
        content_of(path, Limits(file=10))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """Nobody writes to it, and nobody waits for it."""
    os.mkfifo(tmp_path / "notice.txt")
    with pytest.raises(InputUnreadable, match="it is no file, but a folder, pipe or device"):
        convert(tmp_path / "notice.txt")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_link_to_a_device_is_no_file(tmp_path: Path) -> None:
    """It has no end."""
    (tmp_path / "notice.txt").symlink_to("/dev/zero")
    with pytest.raises(NoFile):
        content_of(tmp_path / "notice.txt")


# --- archives


def archive(**parts: bytes) -> bytes:
    """A zip archive of XML parts in the folder word."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(f"word/{name}.xml", content)
    return made.getvalue()


def test_an_archive_is_refused_by_what_it_unpacks_to() -> None:
    """The parts together."""
    content = archive(a=bytes(600), b=bytes(600))
    check_unpacked(content, "a.docx", "docx", Limits(unpacked=1200))
    with pytest.raises(TooLarge, match="unpacked, it has 1,200 bytes"):
        check_unpacked(content, "a.docx", "docx", Limits(unpacked=1199))


def test_entries_that_lie_on_each_other_count_each() -> None:
    """One packed text, named by many entries of the directory, is unpacked for each of them."""
    content = archive(a=bytes(1000), b=bytes(1000))
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        second = zipped.getinfo("word/b.xml").header_offset
    overlapping = content.replace(second.to_bytes(4, "little") + b"word/b", bytes(4) + b"word/b")
    assert overlapping != content
    with pytest.raises(TooLarge):
        check_unpacked(overlapping, "a.docx", "docx", Limits(unpacked=1500))


def test_a_part_may_not_be_too_large() -> None:
    """XML takes many times its size when it is read."""
    with pytest.raises(TooLarge, match="a part of it has 600 bytes"):
        check_unpacked(archive(a=bytes(600)), "a.docx", "docx", Limits(part=599))


def test_a_million_entries_are_not_listed() -> None:
    """They are counted where they lie, before a directory is made of them."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for number in range(LIMITS.entries + 1):
            zipped.writestr(f"word/{number}", "")
    with pytest.raises(TooLarge, match="files within the file: 10,001; the limit is 10,000"):
        kind_of(made.getvalue(), "a.docx")


# --- streams of a PDF


def stream(data: bytes, dictionary: bytes = b"") -> bytes:
    """A stream as it stands in a PDF."""
    return b"1 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\n" % (dictionary, data)


def test_a_stream_is_refused_by_what_it_unpacks_to() -> None:
    """A thousandth of that lies in the file."""
    content = stream(zlib.compress(bytes(500_000)))
    check_unpacked(content, "a.pdf", "pdf", Limits(part=500_000))
    with pytest.raises(TooLarge):
        check_unpacked(content, "a.pdf", "pdf", Limits(part=100_000))


def test_a_stream_packed_twice_is_unpacked_twice() -> None:
    """Filters can be chained: a millionth of it lies in the file."""
    content = stream(zlib.compress(zlib.compress(bytes(5_000_000))))
    assert len(content) < 500
    with pytest.raises(TooLarge):
        check_unpacked(content, "a.pdf", "pdf", Limits(part=1_000_000))


def test_a_picture_may_be_large() -> None:
    """It is never unpacked."""
    content = stream(zlib.compress(bytes(500_000)), b"/Subtype /Image")
    check_unpacked(content, "a.pdf", "pdf", Limits(part=100_000))


def test_a_stream_that_breaks_off_counts_as_far_as_it_goes() -> None:
    """What reads it later will say that it is damaged."""
    content = stream(zlib.compress(os.urandom(100_000))[:50_000])
    check_unpacked(content, "a.pdf", "pdf", Limits(part=100_000))


# --- pages of a PDF


def pages(count: int) -> bytes:
    """A PDF of so many pages, a character each."""
    made = Press()
    for _ in range(count):
        made.write("甲", 100, 100)
        made.turn_page()
    return made.printed()


def test_pages_are_counted_before_they_are_read() -> None:
    """Three where two are read."""
    with pytest.raises(TooLarge, match="pages: 3; the limit is 2"):
        read_pdf(pages(3), "a.pdf", limits=Limits(pages=2))


def drawing(content: bytes, **forms: tuple[bytes, str]) -> bytes:
    """A PDF of one page; each form has its content, and the name of the form that it may draw."""
    writer = PdfWriter()
    page = writer.add_blank_page(*A4)
    made: dict[str, Any] = {}
    for name, (drawn, inner) in forms.items():
        form = DecodedStreamObject()
        form.set_data(drawn)
        form[NameObject("/Type")] = NameObject("/XObject")
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject(map(NumberObject, (0, 0, 600, 800)))
        made[name] = writer._add_object(form)
        held = {NameObject(f"/{inner}"): made[inner]} if inner in made else {}
        form[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject(held)}
        )
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/XObject"): DictionaryObject(
                {NameObject(f"/{name}"): form for name, form in made.items()}
            )
        }
    )
    stream_object = DecodedStreamObject()
    stream_object.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream_object)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def test_forms_that_draw_forms_do_not_multiply() -> None:
    """Each of twelve draws the next ten times: a kilobyte that would draw a million million."""
    names = [chr(ord("A") + place) for place in range(12)]
    forms = {"A": (b"0 0 m 9 9 l S", "")}
    forms |= {b: (f"/{a} Do ".encode() * 10, a) for a, b in pairwise(names)}
    with pytest.raises(TooLarge, match="drawings taken up on a page: 51; the limit is 50"):
        read_pdf(drawing(b"/L Do", **forms), "a.pdf", limits=Limits(forms=50))


@pytest.mark.parametrize("packed", [False, True])
def test_a_form_that_may_draw_itself_twice_is_not_shown_to_pdfium(*, packed: bool) -> None:
    """It cannot be stopped while it reads a page, and follows forms thirty deep."""
    data = b"q /A Do Q /A Do"
    content = stream(zlib.compress(data) if packed else data, b"/Subtype /Form")
    assert may_multiply(content)


def test_a_form_that_is_packed_otherwise_may_draw_anything() -> None:
    """It is read where forms are counted."""
    assert may_multiply(stream(b"", b"/Subtype /Form /Filter /LZWDecode"))


@pytest.mark.parametrize("times", [1, 2])
def test_a_form_written_in_letters_is_read(times: int) -> None:
    """As ReportLab writes it."""
    data = a85encode(zlib.compress(b"q /A Do Q " * times)) + b"~>"
    content = stream(data, b"/Subtype /Form /Filter [/ASCII85Decode /FlateDecode]")
    assert may_multiply(content) == (times > 1)


def test_a_form_in_letters_that_are_none_may_draw_anything() -> None:
    """What it says is not known."""
    assert may_multiply(stream(b"\xff~>", b"/Subtype /Form /Filter /ASCII85Decode"))


def test_forms_that_draw_one_thing_do_not_multiply() -> None:
    """However many there are, as stamps on each page."""
    assert not may_multiply(stream(b"q /A Do Q", b"/Subtype/Form") * 1000)


def test_a_form_that_draws_itself_comes_to_an_end() -> None:
    """Whoever reads it."""
    page = drawing(b"/A Do 0 0 m 9 9 l S", A=(b"q /A Do Q /A Do", "A"))
    with pytest.raises(InputError):
        read_pdf(page, "a.pdf", limits=Limits(forms=100))


def test_what_a_page_draws_is_counted_while_it_is_drawn() -> None:
    """Lines, as in a hatched picture."""
    with pytest.raises(TooLarge, match="drawn on a page: 11; the limit is 10"):
        read_pdf(drawing(b"0 0 m 9 9 l S " * 30), "a.pdf", limits=Limits(marks=10))


# --- tables


def test_a_table_of_too_many_columns_is_no_ledger() -> None:
    """It is not laid into a grid."""
    content = word((tuple("甲乙丙丁"),))
    with pytest.raises(TooLarge, match="columns of a table: 4; the limit is 3"):
        read_docx(content, "a.docx", Limits(columns=3))


@pytest.mark.parametrize("what", ["gridSpan", "gridBefore"])
def test_a_width_that_is_only_said_is_not_made(what: str) -> None:
    """A few bytes that ask for a thousand million cells."""
    content = word((("甲", "乙"),))
    said = {"gridSpan": "<w:tcPr>", "gridBefore": "<w:trPr>"}[what]
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:trPr/>", b"").replace(
                    b"<w:tr>", b"<w:tr><w:trPr></w:trPr>"
                )
                put = f'{said}<w:{what} w:val="1000000000"/>'
                assert said.encode() in part
                part = part.replace(said.encode(), put.encode(), 1)
            new.writestr(name, part)
    with pytest.raises(TooLarge, match="columns"):
        read_docx(made.getvalue(), "a.docx")


@pytest.mark.parametrize(
    ("text", "limits", "what"),
    [
        ("甲\t乙\t丙", Limits(columns=2), "columns"),
        ("甲\t乙\n丙\n丁\t戊", Limits(cells=3), "cells"),
        ("甲乙丙丁", Limits(line=3), "line"),
        ("甲\f乙\f丙", Limits(pages=2), "pages"),
    ],
)
def test_a_dump_is_measured_before_it_is_parted(text: str, limits: Limits, what: Counted) -> None:
    """By its tabs, its lines and its form feeds."""
    with pytest.raises(TooLarge):
        read_dump(text.encode(), "a.txt", limits)
    assert getattr(limits, what) < getattr(LIMITS, what)


@pytest.mark.parametrize("what", ["cells", "characters", "line"])
def test_a_document_may_not_say_too_much(what: Counted) -> None:
    """All pages together; a line or a cell each by itself."""
    cell = Cell(0, 0, lines=(Line("甲乙丙丁"),))
    page = Page(None, lines=(Line("戊"),), fragments=(Fragment(None, 2, 2, (cell,)),))
    check_pages([page], "a.txt", Limits(cells=4, characters=5, line=4))
    less = {"cells": Limits(cells=3), "characters": Limits(characters=4), "line": Limits(line=3)}
    with pytest.raises(TooLarge):
        check_pages([page], "a.txt", less[what])


def test_a_column_is_weighed_once_for_each_header(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many columns each header could stand over."""
    weighed: list[str] = []

    def counted(seen: Look, kind: Kind | None) -> float:
        weighed.append(seen)
        return fit(seen, kind)

    monkeypatch.setattr(columns, "fit", counted)
    headers = ("序号", "工作任务", "责任部门", "时限要求")
    wide = "1\t公开规划\t办公室\t年底前" + "\t其他" * 56
    content = "\n".join(["\t".join(headers), wide, wide])
    (page,), _ = read_dump(content.encode(), "a.txt")
    rebuild((page,))
    assert len(weighed) == len(headers) * 60
