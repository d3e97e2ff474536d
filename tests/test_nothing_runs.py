"""What a document says is read, and never run: by a browser, a spreadsheet or a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple

import openpyxl
import pytest

from pipeline.emit import FORMATS, emit
from pipeline.emit.manifest import ManifestRow, manifest_csv
from pipeline.emit.of_years import DIFF, HISTORY
from pipeline.errors import InputMissing
from pipeline.messages import error_json
from pipeline.model import Column, Deadline, Document, Finding, Heading, Party, Responsibility
from pipeline.text.printable import printable
from pipeline.years import compare, history
from tests.documents import COLUMNS, a_document, a_task

PAYLOADS = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "<!--",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "https://127.0.0.1/",
    "\u2028alert(1)",
    "\u202e\u2066gnp.exe",
    "\x1b[2J\x1b]0;x\x07",
    "\x9b31m",
    "\0",
)


def saying(text: str, year: int) -> Document:
    """A document that says the text in every place where it can say anything."""
    task = a_task(
        1,
        outline=(Heading(label=text, title=text),),
        title=text,
        requirement=f"{text}{year}",
        responsibility=Responsibility(
            text=text,
            and_others=False,
            parties=(Party(name=text, role="lead", collective=False, known=False),),
        ),
        deadline=Deadline.model_validate({"text": text, "kind": "unknown", "due": None}),
        extras={text: text},
        provenance=(),
    )
    finding = Finding(
        code="cell_joined", severity="warning", message=text, ledger=1, task=1, field="requirement"
    )
    made = a_document(task, name=text, findings=(finding,))
    ledger = made.ledgers[0].model_copy(
        update={
            "title": text,
            "year": year,
            "columns": (*COLUMNS[:4], Column(header=text, field="extras")),
        }
    )
    notice = made.notice.model_copy(
        update={
            "issuer": text,
            "title": text,
            "document_number": text,
            "recipients": (text,),
            "body": text,
            "attachments": (text,),
        }
    )
    return made.model_copy(update={"ledgers": (ledger,), "notice": notice})


class Drawing(NamedTuple):
    """A file that was drawn: how its name ends, and its content."""

    ending: str
    content: bytes


@cache
def drawings(text: str) -> tuple[Drawing, ...]:
    """Every file that the program makes of documents that say the text."""
    old, new = saying(text, 2021), saying(text, 2022)
    changes, years = compare(old, new), history([old, new])
    manifest = ManifestRow(
        path=text, sha256=None, outputs=(text.replace("/", "_"),), status="failed",
        error="damaged", message=text,
    )  # fmt: skip
    return (
        *(Drawing(name, content) for name, content in emit(new, "notice", tuple(FORMATS)).items()),
        *(Drawing(form.ending, form.draw(changes, old, new)) for form in DIFF.values()),
        *(Drawing(form.ending, form.draw(years, (old, new))) for form in HISTORY.values()),
        Drawing(".csv", manifest_csv([manifest])),
    )


def drawn(text: str, ending: str) -> Iterator[bytes]:
    """The files of one kind."""
    found = [drawing.content for drawing in drawings(text) if drawing.ending.endswith(ending)]
    assert found
    yield from found


class Seen(HTMLParser):
    """The elements of a page with their attributes, as a browser sees them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """A text between elements."""
        self.texts.append(data)


ORDINARY = "甲"


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_page_has_the_elements_that_it_has_for_an_ordinary_text(text: str) -> None:
    """No text becomes an element, or an attribute of one."""
    for page, usual in zip(drawn(text, ".html"), drawn(ORDINARY, ".html"), strict=True):
        held, expected = Seen(page.decode()), Seen(usual.decode())
        names = [(tag, sorted(attributes)) for tag, attributes in held.elements]
        assert names == [(tag, sorted(attributes)) for tag, attributes in expected.elements]


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_page_leads_nowhere_but_to_itself(text: str) -> None:
    """No link and no source is made of a text."""
    for page in drawn(text, ".html"):
        for _, attributes in Seen(page.decode()).elements:
            for name in ("href", "src", "action", "srcset", "data", "formaction"):
                assert (attributes.get(name) or "#").startswith(("#", "data:"))


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_workbook_holds_no_formula_and_leads_nowhere(text: str) -> None:
    """Every cell is a text, a number or a date; links lead to its own rows."""
    for content in drawn(text, ".xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                assert cell.data_type != "f"
                assert cell.hyperlink is None or cell.hyperlink.target is None


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_cell_of_a_csv_begins_with_nothing_that_is_run(text: str) -> None:
    """Not even behind spaces, which some programs drop."""
    for content in drawn(text, ".csv"):
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1
        for cell in (cell for row in rows for cell in row):
            assert not cell.startswith(("\t", "\r"))
            assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_text_for_the_terminal_does_not_steer_it(text: str) -> None:
    """No control character but the end of a line, and nothing that turns the writing."""
    for content in drawn(text, ".txt"):
        for line in content.decode().split("\n"):
            assert line == printable(line) or "\u3000" in line


@pytest.mark.parametrize("text", PAYLOADS)
def test_an_error_as_json_is_one_line_of_ascii(text: str) -> None:
    """Whatever the file is called."""
    said = error_json(InputMissing(text, text, text), text)
    assert said.isascii()
    assert said.isprintable()
