"""The kind of a file is told from its content, and never from its suffix."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.convert import convert
from pipeline.errors import (
    DamagedFile,
    EmptyFile,
    Encrypted,
    InputError,
    InputMissing,
    InputUnreadable,
    UnsupportedFile,
)
from pipeline.extract import extract
from pipeline.extract.kind import kind_of
from tests.tables import FORMS

ROWS = (("工作任务", "责任单位", "时限要求"), ("政策解读", "办公室", "年底前"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
}


def picture(kind: str) -> bytes:
    """A picture in a format."""
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind)
    return file.getvalue()


def archive(*names: str) -> bytes:
    """A zip archive with these parts in it."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as held:
        for name in names:
            held.writestr(name, "<a/>")
    return file.getvalue()


def ole(*streams: str) -> bytes:
    """A file of the old Office formats, with streams of these names."""
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


def error_of(content: bytes, name: str, folder: Path) -> InputError:
    """What stops a file of this content and name."""
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        convert(path)
    return caught.value


@pytest.mark.parametrize("name", ["notice.pdf", "notice.docx", "notice.txt", "notice", "公告.PDF"])
@pytest.mark.parametrize("form", FORMS)
def test_a_notice_may_have_any_name(form: str, name: str, tmp_path: Path) -> None:
    """A PDF named .docx is a PDF."""
    path = tmp_path / name
    path.write_bytes(FORMS[form](ROWS))
    document = convert(path)
    assert document.source.media_type == MEDIA[form]
    assert document.source.name == name
    assert len(document.ledgers[0].tasks) == 1


@pytest.mark.parametrize(("form", "kind"), [("pdf", "pdf"), ("docx", "docx"), ("txt", "text")])
def test_each_kind_is_told(form: str, kind: str) -> None:
    """From a whole file of it."""
    assert kind_of(FORMS[form](ROWS), "notice") == kind


def test_a_pdf_may_begin_with_something_else() -> None:
    """Readers look for its mark within the first kilobyte, and mail programs put lines there."""
    assert kind_of(b"\xef\xbb\xbf\r\nX-Header: 1\r\n" + FORMS["pdf"](ROWS), "notice") == "pdf"


def test_text_about_a_pdf_is_text() -> None:
    """Its mark further down is a word of the text."""
    assert kind_of("公开".encode() * 400 + b"%PDF-1.4", "notice") == "text"


UNSUPPORTED = {
    "photo.pdf": (picture("JPEG"), "JPEG"),
    "scan.docx": (picture("PNG"), "PNG"),
    "scan.gif": (picture("GIF"), "GIF"),
    "scan.txt": (picture("TIFF"), "TIFF"),
    "scan.bmp": (picture("BMP"), "BMP"),
    "scan.webp": (picture("WEBP"), "picture"),
    "notice.doc": (ole("Root Entry", "WordDocument"), "old Word file"),
    "old.docx": (ole("Root Entry", "WordDocument"), "old Word file"),
    "table.xls": (ole("Root Entry", "Workbook"), "Excel"),
    "slides.ppt": (ole("Root Entry", "PowerPoint Document"), "presentation"),
    "other.pdf": (ole("Root Entry", "Contents"), "Office"),
    "table.xlsx": (archive("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
    "table.pdf": (archive("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
    "all.zip": (archive("a.pdf", "b.docx"), "zip archive"),
    "notice.ofd": (archive("OFD.xml", "Doc_0/Document.xml"), "OFD"),
    "notice.rtf": (b"{\\rtf1\\ansi\\ansicpg936 }", "RTF"),
    "page.docx": (b"<!DOCTYPE html><html><body></body></html>", "web page"),
    "page.txt": (b"\xef\xbb\xbf\n<HTML><body></body></html>", "web page"),
    "page.xhtml": (b'<?xml version="1.0"?>\n<html xmlns=""></html>', "web page"),
    "noise.pdf": (bytes(range(256)) * 9, "neither"),
}


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_other_kinds_stop(name: str, tmp_path: Path) -> None:
    """The error names the file, says what it is, and what to do."""
    content, what = UNSUPPORTED[name]
    error = error_of(content, name, tmp_path)
    assert isinstance(error, UnsupportedFile)
    assert error.subject == str(tmp_path / name)
    assert what in error.what
    assert says_everything(error)


def says_everything(error: InputError) -> bool:
    """Does the message name the file, what happened and what to do, in whole sentences?"""
    whole = str(error) == f"{error.subject}: {error.what}. {error.remedy}"
    ends = error.remedy.endswith((".", ")")) and not error.what.endswith(".")
    return whole and ends and error.remedy[0].isupper()


@pytest.mark.parametrize(
    "content", [b"", b" \n\r\n\t ", b"\f", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", "\u3000\n".encode()]
)
@pytest.mark.parametrize("name", ["notice.pdf", "notice.docx", "notice.txt"])
def test_a_file_with_nothing_in_it_stops(content: bytes, name: str, tmp_path: Path) -> None:
    """No bytes, or nothing but blanks and a byte order mark."""
    error = error_of(content, name, tmp_path)
    assert isinstance(error, EmptyFile)
    assert says_everything(error)


def test_a_word_file_behind_a_password_stops(tmp_path: Path) -> None:
    """Word keeps the encrypted file within one of the old format."""
    content = ole("Root Entry", "EncryptedPackage", "EncryptionInfo")
    error = error_of(content, "notice.docx", tmp_path)
    assert isinstance(error, Encrypted)
    assert "password" in error.what
    assert says_everything(error)


@pytest.mark.parametrize(
    "content",
    [
        FORMS["docx"](ROWS)[:300],
        FORMS["docx"](ROWS)[:-30],
        b"PK\x03\x04" + bytes(100),
        FORMS["pdf"](ROWS)[:700],
        b"%PDF-1.7\n",
    ],
)
def test_a_file_that_breaks_off_is_damaged(content: bytes, tmp_path: Path) -> None:
    """It begins like a kind that is read."""
    error = error_of(content, "notice", tmp_path)
    assert isinstance(error, DamagedFile)
    assert says_everything(error)


def test_a_missing_file_stops(tmp_path: Path) -> None:
    """There is nothing at the path."""
    with pytest.raises(InputMissing) as caught:
        extract(tmp_path / "none.pdf")
    assert says_everything(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """The library converts one file."""
    with pytest.raises(InputUnreadable) as caught:
        extract(tmp_path)
    assert says_everything(caught.value)
