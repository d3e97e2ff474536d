"""A document drawn to be looked at. What draws it is imported when it is: `json` waits for none."""

from __future__ import annotations

from pipeline.model import Document


def notice_xlsx(document: Document) -> bytes:
    """The document as a workbook."""
    from pipeline.emit.workbooks.notice_xlsx import notice_xlsx as draw

    return draw(document)


def notice_html(document: Document) -> bytes:
    """The document as a page."""
    from pipeline.emit.webpages.notice_html import notice_html as draw

    return draw(document)
