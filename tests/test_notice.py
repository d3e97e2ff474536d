"""The notice's own head: issuer, number, title, recipients, body, attachments, date.

A case gives the paragraphs that stand over the table; a form feed is a page break. Where it is
drawn, it gives the lines of a page, each as far in as its wide blanks. `after` are the paragraphs
under the last table.
"""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.normalise.notice import Head, head
from pipeline.page import Line, Place
from pipeline.text.paragraphs import paragraphs
from tests.case_files import cases
from tests.heads import drawn

NEXT_PAGE = "\f"


def read(case: dict[str, Any], *, has_pages: bool) -> Head:
    """The head that a case's paragraphs make."""
    if case.get("drawn"):
        return head(paragraphs(drawn(case["lines"], NEXT_PAGE)))
    lines: list[Line] = []
    page = 1
    for text in case["lines"]:
        if text == NEXT_PAGE:
            page += 1
            continue
        lines.append(Line(text, Place(page if has_pages else None), is_paragraph=True))
    after = [Line(text, Place(page), is_paragraph=True) for text in case.get("after", [])]
    return head(paragraphs(lines), after=paragraphs(after))


@pytest.mark.parametrize("case", cases("heads"))
def test_the_parts_of_a_head_are_told_apart(case: dict[str, Any]) -> None:
    """By the order of GB/T 9704-2012, each of them missing now and then."""
    found = read(case, has_pages=case.get("pages", True))
    notice = found.notice
    assert {
        "issuer": notice.issuer,
        "title": notice.title,
        "document_number": notice.document_number,
        "issued_on": notice.issued_on and notice.issued_on.isoformat(),
        "recipients": list(notice.recipients),
        "body": notice.body,
        "attachments": list(notice.attachments),
        "ledger": found.ledger_title,
    } == {
        "issuer": case["issuer"],
        "title": case["title"],
        "document_number": case.get("document_number"),
        "issued_on": case.get("issued_on"),
        "recipients": case.get("recipients", []),
        "body": case.get("body", ""),
        "attachments": case.get("attachments", []),
        "ledger": case["ledger"],
    }
    codes = [doubt.code for doubt in found.doubts]
    assert codes == case.get("findings", [])
    if "citations" in case:
        cited = [[one.title, one.document_number] for one in notice.citations]
        assert cited == case["citations"]


@pytest.mark.parametrize("case", cases("heads", "[!dk]*.json"))
def test_a_document_without_pages_reads_the_same(case: dict[str, Any]) -> None:
    """A Word file does not say where its pages end."""
    assert read(case, has_pages=False) == read(case, has_pages=True)
