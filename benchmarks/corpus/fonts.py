"""The typefaces of the corpus: which are on this machine, and how each engine calls them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface: its family, and its file where ReportLab may embed it."""

    family: str
    files: tuple[str, ...] = ()


# `song` is Adobe's: a PDF only names it, and the reader's machine brings it.
FONTS = {
    "song": Font("STSong-Light"),
    "hei": Font("WenQuanYi Zen Hei", ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",)),
    "ming": Font("AR PL UMing CN", ("/usr/share/fonts/truetype/arphic/uming.ttc",)),
    "noto": Font("Noto Serif CJK SC", ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",)),
}


def installed(name: str) -> bool:
    """Is the typeface on this machine?"""
    files = FONTS[name].files
    return not files or any(Path(file).exists() for file in files)


@cache
def register(name: str) -> str:
    """Make a typeface known to ReportLab; its name there."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    font = FONTS[name]
    if not font.files:
        pdfmetrics.registerFont(UnicodeCIDFont(font.family))
        return font.family
    short = font.family.replace(" ", "")
    pdfmetrics.registerFont(TTFont(short, font.files[0], subfontIndex=0))
    return short


def has_all(name: str, text: str) -> bool:
    """Has the typeface a sign for each character? Adobe's has those of GBK."""
    if not FONTS[name].files:
        return text.encode("gbk", "ignore").decode("gbk") == text
    from reportlab.pdfbase import pdfmetrics

    glyphs = vars(pdfmetrics.getFont(register(name)))["face"].charToGlyph
    return all(ord(mark) in glyphs for mark in text if not mark.isspace())
