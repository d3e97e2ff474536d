"""The notice's own head, by the parts of GB/T 9704-2012 (党政机关公文格式), one a module.

masthead (版头): copy number, secrecy, urgency, letterhead, document number, signer; then title,
recipients, the closing with body, attachments, signature and date, and the imprint (版记). A
page of the web adds lines of its own. None of them is required.
"""

from __future__ import annotations

from pipeline.normalise.notice.head import Head, head
from pipeline.normalise.notice.over_ledger import ledger_title

__all__ = ["Head", "head", "ledger_title"]
