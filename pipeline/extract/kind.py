"""What kind of file it is, told from its content: a suffix is what somebody typed."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from pipeline.errors import DamagedFile, EmptyFile, Encrypted, UnsupportedFile
from pipeline.limits import LIMITS

Kind = Literal["pdf", "docx", "text"]

MEDIA_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text": "text/plain",
}

# The PDF reader of record looks for the mark within the first kilobyte.
PDF_MARK_WITHIN = 1024
# Begins what a zip's directory says of one entry.
ZIP_ENTRY = b"PK\x01\x02"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams by whose names the old formats can be told, in the file's own directory.
OLE_STREAMS = {
    "WordDocument".encode("utf-16-le"): "an old Word file (.doc)",
    "Workbook".encode("utf-16-le"): "an old Excel workbook (.xls)",
    "PowerPoint Document".encode("utf-16-le"): "an old presentation (.ppt)",
}
OLE_REMEDIES = {"an old Word file (.doc)": "Open it in Word or WPS and save it as .docx."}
PICTURES: dict[bytes, str] = {
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89PNG\r\n\x1a\n": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"BM": "a BMP picture",
    b"RIFF": "a RIFF file (a picture or sound)",
}
# A byte order mark, and blanks: the ideographic one in UTF-8 and in GB18030, too.
BLANKS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s|\0|\xe3\x80\x80|\xa1\xa1)*+")
# What may stand before: a byte order mark, an XML declaration, remarks.
WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+)?html\b",
    re.IGNORECASE | re.DOTALL,
)
READ = "Give a PDF, a .docx or a text file."


def kind_of(content: bytes, name: str) -> Kind:
    """`pdf`, `docx` or `text`; EmptyFile, Encrypted, DamagedFile or UnsupportedFile if none."""
    if BLANKS.fullmatch(content):
        raise EmptyFile(name, "the file is empty", "Fetch or save it again.")
    if b"%PDF-" in content[:PDF_MARK_WITHIN]:
        return "pdf"
    if content.startswith(b"PK"):
        return _kind_of_zip(content, name)
    if content.startswith(OLE_MARK):
        raise _ole_error(content, name)
    if content.lstrip().startswith(b"{\\rtf"):
        raise UnsupportedFile(name, "this is an RTF file", "Save it as .docx in Word or WPS.")
    for mark, what in PICTURES.items():
        if content.startswith(mark):
            raise UnsupportedFile(
                name, f"this is {what}", "Run OCR over it and give the PDF that comes out."
            )
    if WEB_PAGE.match(content):
        raise UnsupportedFile(name, "this is a web page", "Print it to PDF and give that.")
    return "text"


def _kind_of_zip(content: bytes, name: str) -> Kind:
    # Before the directory is read: an entry takes some hundred bytes of memory.
    LIMITS.check(name, "entries", content.count(ZIP_ENTRY))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as problem:
        # A version of the format that there is not, a name that is no text: damage, as well.
        raise DamagedFile(
            name,
            "the file begins like a .docx but breaks off or is damaged",
            "Fetch or save the file again, whole.",
        ) from problem
    if any(part.startswith("word/") for part in names):
        return "docx"
    if "OFD.xml" in names:
        raise UnsupportedFile(
            name,
            "this is an OFD file (GB/T 33190)",
            "Open it in an OFD reader and export it as PDF.",
        )
    what = "an Excel workbook" if any(part.startswith("xl/") for part in names) else "a zip archive"
    raise UnsupportedFile(name, f"this is {what}, not a Word file", READ)


def _ole_error(content: bytes, name: str) -> Encrypted | UnsupportedFile:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Encrypted(
            name,
            "the Word file opens only with a password",
            "Open it in Word or WPS and save a copy without the password.",
        )
    what = next((what for stream, what in OLE_STREAMS.items() if stream in content), None)
    if what is None:
        return UnsupportedFile(name, "this is a file of an old Office program", READ)
    return UnsupportedFile(name, f"this is {what}", OLE_REMEDIES.get(what, READ))
