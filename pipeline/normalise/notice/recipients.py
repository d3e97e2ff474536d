"""主送机关: the line, or lines, that end in a colon under the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.normalise.notice.attachments import is_attached

LONGEST = 400
# A sentence that leads to what follows, and addresses nobody.
LEADS_ON = re.compile(
    "现将|现就|如下|根据|为了|为进一步|为贯彻|为认真|为切实|为加强|为深入|为做好|为落实|经.{0,20}同意|请.{0,20}(?:做好|落实|执行|报送)|决定"
)
COLON = ("：", ":")


def addressed_at(texts: Sequence[str]) -> int | None:
    """Which line ends the recipients: the first that ends in a colon, before any sentence."""
    for index, text in enumerate(texts):
        if is_attached(text) or "。" in text:
            return None
        if text.endswith(COLON):
            leads_on = LEADS_ON.search(text) is not None
            return None if leads_on or len(text) > LONGEST else index
    return None


def recipients(text: str) -> tuple[str, ...]:
    """Parted at the commas that stand in no bracket."""
    depth, parts, part = 0, [], ""
    for character in text.rstrip("：: "):
        depth += (character in "（(") - (character in "）)")
        if depth == 0 and character in "，,；;":
            parts.append(part)
            part = ""
        else:
            part += character
    return tuple(filter(None, (one.strip() for one in [*parts, part])))
