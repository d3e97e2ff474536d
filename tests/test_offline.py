"""No connection is opened and no name looked up, whatever is converted, drawn or compared."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
# The program in a process of its own in which every use of the network ends it, with a code that
# the program has not.
FORBIDDING = """
import os, sys

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        print(event, arguments, file=sys.stderr)
        os._exit(99)

sys.addaudithook(watch)
"""
CONVERTING = FORBIDDING + "from pipeline.cli import main; main()"
ELSEWHERE = "http://127.0.0.1:9/x"
LINKS = (
    ("image", "http://127.0.0.1:9/picture.png"),
    ("attachedTemplate", "http://127.0.0.1:9/template.dotm"),
    ("subDocument", "file:///etc/hostname"),
    ("oleObject", "file:///etc/hostname"),
    ("frame", ELSEWHERE),
    ("hyperlink", "\\\\\\\\127.0.0.1\\\\share\\\\x"),
)


def run(*arguments: str, program: str = CONVERTING) -> subprocess.CompletedProcess[str]:
    """The program, without a network."""
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_watch_sees_a_connection() -> None:
    """Otherwise the others would say nothing."""
    code = FORBIDDING + "import socket; socket.socket()"
    assert run(program=code).returncode == 99


def linked_docx() -> bytes:
    """The sample, with links to all that Word would fetch by itself."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="out{place}" Type="{relations}/{kind}" Target="{target}" '
        'TargetMode="External"/>'
        for place, (kind, target) in enumerate(LINKS)
    )
    drawn = (
        '<w:p xmlns:r="' + relations + '"><w:subDoc r:id="out2"/><w:r><w:drawing><a:blip '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="out0"/>'
        "</w:drawing></w:r></w:p>"
    )
    made = BytesIO()
    with (
        zipfile.ZipFile(SAMPLES / "notice-2021.docx") as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else None
            if name == "word/_rels/document.xml.rels" and part is not None:
                part = part.replace("</Relationships>", f"{links}</Relationships>")
            elif name == "word/document.xml" and part is not None:
                part = part.replace("<w:body>", f"<w:body>{drawn}", 1)
            new.writestr(name, old.read(name) if part is None else part)
    return made.getvalue()


def linked_pdf() -> bytes:
    """The sample, with actions that a viewer would follow when it is opened."""
    writer = PdfWriter(clone_from=PdfReader(SAMPLES / "notice-2021-portrait.pdf"))
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/URI"),
            NameObject("/URI"): TextStringObject(ELSEWHERE),
        }
    )
    writer._root_object[NameObject("/OpenAction")] = action
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["docx", "pdf", "txt"])
def test_converting_uses_no_network(kind: str, tmp_path: Path) -> None:
    """A link within a document is text; all formats are drawn."""
    made = {"docx": linked_docx, "pdf": linked_pdf}
    source = tmp_path / f"notice.{kind}"
    source.write_bytes(made[kind]() if kind in made else (SAMPLES / "notice-2021.txt").read_bytes())
    ended = run("convert", str(source), "-o", str(tmp_path / "out"), "--to", "json,csv,xlsx,html")
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "out" / "notice.html").exists()


def test_a_linked_document_says_what_it_says_without_its_links(tmp_path: Path) -> None:
    """23 tasks, as the sample."""
    from pipeline.convert import convert

    source = tmp_path / "notice.docx"
    source.write_bytes(linked_docx())
    assert convert(source).ledgers == convert(SAMPLES / "notice-2021.docx").ledgers


@pytest.mark.parametrize("form", ["text", "json", "csv", "xlsx", "html"])
def test_comparing_uses_no_network(form: str, tmp_path: Path) -> None:
    """Two Word files, drawn in each form."""
    years = [str(SAMPLES / f"notice-{year}.docx") for year in (2021, 2022)]
    ended = run("diff", *years, "--to", form, "-o", str(tmp_path / "made"))
    assert ended.returncode == 0, ended.stderr
