"""A heading as it is written: the label before its title."""

from __future__ import annotations

import re

from pipeline.model import Heading


def heading_text(heading: Heading) -> str:
    """The label before its title, as GB/T 9704-2012 divides them: `一、…`, `（一）…`, `1.…`."""
    return f"{_divided(heading.label or '')}{heading.title}"


def _divided(label: str) -> str:
    if re.fullmatch(r"第.+", label):
        return f"{label} "
    if label.isdecimal():
        return f"{label}."
    return f"{label}、" if re.fullmatch(r"[〇零一二三四五六七八九十百]+", label) else label
