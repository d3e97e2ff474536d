"""Take out of a text what layout and fonts put into it, and nothing else.

Each fix has a name, is pure, and is listed once, in order, in FIXES. NFKC is not among them:
it would turn 10³ into 103, ① into 1 and ％ into %, which are words of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from pipeline.text.remembered import remembered

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# Full-width letters and digits are left out: they are words, and a space may divide words.
_CJK_MARKS = (
    "\u3001-\u3004\u3006\u3008-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    "\uffe0-\uffe6“”‘’…—·"
)
_CONTEXT = HAN + _CJK_MARKS
_DIGITS = "0-9０-９\u2460-\u249b\u24ea-\u24ff\u3251-\u325f\u32b1-\u32bf"
_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024fＡ-Ｚａ-ｚ"
_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_YEAR_OPENS = "\\[［(（﹝〔【〖〈"
_YEAR_CLOSES = "\\]］)）﹞〕】〗〉"


@remembered
def clean(text: str) -> str:
    """The text as its author wrote it: every fix of FIXES, once. Cleaning twice changes nothing."""
    # Nearly every text of a printed notice is as it should be.
    if _UNTOUCHED.fullmatch(text):
        return text
    for fix in FIXES:
        text = fix(text)
    return text


@remembered
def squeeze(text: str) -> str:
    """The clean text with every space gone: for comparing, never for showing."""
    return clean(text).replace(" ", "")


def fold_document_number(text: str) -> str:
    """Write the year of each document number (发文字号) in `text` as 〔2021〕.

    Not one of FIXES: in running text the brackets are the author's own.
    """
    return _DOCUMENT_NUMBER.sub(_standard_number, text)


def drop_invisible(text: str) -> str:
    """Controls, zero-width characters, soft hyphens, byte order marks, variation selectors."""
    return _INVISIBLE.sub("", text)


def fold_radicals(text: str) -> str:
    """Kangxi and supplementary radicals, which fonts give for the characters they look like."""
    return _RADICAL.sub(lambda found: _RADICALS[ord(found[0])], text)


def fold_vertical_forms(text: str) -> str:
    """The forms that marks take in vertical writing (︑ ︵ ︽), as the marks."""
    return _VERTICAL.sub(lambda found: _VERTICAL_FORMS[found[0]], text)


def fold_small_forms(text: str) -> str:
    """Small and half-width forms of Chinese marks (﹐ ﹙ ､ ｡), as the marks. ﹝﹞ hold a year."""
    return _SMALL.sub(lambda found: _SMALL_FORMS[found[0]], text)


def fold_dashes(text: str) -> str:
    """The horizontal bar, which fonts give for the dash (破折号), as the dash.

    Browsers' fonts share one glyph between the dash that Chinese writes and the horizontal bar
    that it does not.
    """
    return text.replace("\u2015", "\u2014")


def fold_compatibility_ideographs(text: str) -> str:
    """Compatibility ideographs, each to the character that Unicode calls canonically the same."""
    return _COMPATIBILITY.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def plain_spaces(text: str) -> str:
    """No-break, ideographic and other spaces, and tabs, as plain spaces."""
    return _OTHER_SPACE.sub(" ", text)


def join_lines(text: str) -> str:
    """Chinese lines join without a gap; only a break between two Latin words was a space."""
    if _ANY_BREAK.search(text) is None:
        return text
    text = _BREAK_IN_LATIN.sub(" ", text)
    return _BREAK.sub("", text)


def widen_brackets(text: str) -> str:
    """Half-width brackets around Han, pair by pair: (儿童福利处) is widened, (APP) is not."""
    if "(" not in text and ")" not in text:
        return text
    characters = list(text)
    opened: list[int] = []
    for position, character in enumerate(text):
        if character in "(（":
            opened.append(position)
        elif character in ")）" and opened:
            start = opened.pop()
            if _HAN.search(text, start, position):
                characters[start], characters[position] = "（", "）"
    return "".join(characters)


def widen_punctuation(text: str) -> str:
    """Half-width , ; : ? ! between Han characters. 1,000 and 12:30 stay."""
    return _NARROW.sub(
        lambda found: (
            found[0].replace(" ", "").translate(_WIDE)
            if _is_context(text, found.start() - 1) and _is_context(text, found.end())
            else found[0]
        ),
        text,
    )


def close_gaps(text: str) -> str:
    """Spaces between Han characters, and between Han and digits: they justified a line."""
    return _SPACES.sub(
        lambda found: "" if _is_gap(text, found.start() - 1, found.end()) else found[0], text
    )


def single_spaces(text: str) -> str:
    """What spaces are left stand one at a time, and none at the ends."""
    return _SPACES.sub(" ", text).strip(" ")


FIXES: tuple[Callable[[str], str], ...] = (
    drop_invisible,
    fold_radicals,
    fold_dashes,
    fold_vertical_forms,
    fold_small_forms,
    fold_compatibility_ideographs,
    plain_spaces,
    join_lines,
    widen_brackets,
    widen_punctuation,
    close_gaps,
    single_spaces,
)


def _is_context(text: str, at: int) -> bool:
    """Is the character there Han or a mark of Chinese? Beyond the text none is."""
    return 0 <= at < len(text) and _CONTEXT_CHARACTER.match(text, at) is not None


def _is_gap(text: str, before: int, after: int) -> bool:
    """Are the characters at both places Han, or one Han and the other a digit?"""
    above, below = _is_context(text, before), _is_context(text, after)
    if above and below:
        return True
    return (above and _DIGIT.match(text, after) is not None) or (
        below and before >= 0 and _DIGIT.match(text, before) is not None
    )


def _standard_number(found: re.Match[str]) -> str:
    year, serial = (part.translate(_NARROW_DIGITS) for part in found.group("year", "serial"))
    return f"{found['code']}〔{year}〕{found['ordinal'] or ''}{serial}号"


# What no fix changes, whatever stands beside it: no spaces, breaks or marks of half width.
_UNTOUCHED = re.compile("[0-9A-Za-z\u4e00-\u9fff、。，；：《》“”〔〕（）]*")

# U+FFFE is what PDFium gives for a hyphen that ends a line, and U+FFFF no character at all.
# A lone surrogate cannot be written as UTF-8.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
_COMPATIBILITY = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_OTHER_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ANY_BREAK = re.compile(f"[{_BREAKS}]")
_BREAK_IN_LATIN = re.compile(f"(?<=[{_LETTERS}]) *[{_BREAKS}][ {_BREAKS}]*(?=[{_LETTERS}])")
_BREAK = re.compile(f" *[{_BREAKS}][ {_BREAKS}]*")
_HAN = re.compile(f"[{HAN}]")
_NARROW = re.compile(" *[,;:?!](?: *[,;:?!])* *")
# Of all characters, and asked one by one: Python takes a millisecond to read a range of Han.
_CONTEXT_CHARACTER = re.compile(f"[{_CONTEXT}]")
_DIGIT = re.compile(f"[{_DIGITS}]")
_SPACES = re.compile(" +")
_DOCUMENT_NUMBER = re.compile(
    f"(?P<code>[{HAN}]) *[{_YEAR_OPENS}] *(?P<year>[0-9０-９]{{4}}) *[{_YEAR_CLOSES}] *"
    "(?P<ordinal>第)? *(?P<serial>[0-9０-９]+) *号"
)
_WIDE = str.maketrans(",;:?!", "，；：？！")
_NARROW_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")

# Unicode's EquivalentUnifiedIdeograph, written as radical and character. NFKC knows the
# Kangxi radicals only, and browsers put the others into the PDF files that they print.
_SUPPLEMENT = (
    "⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 "
    "⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 "
    "⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 "
    "⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 "
    "⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 "
    "⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 "
    "⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 "
    "⻲亀 ⻳龟"
)
_RADICALS = {ord(pair[0]): pair[1] for pair in _SUPPLEMENT.split()} | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}
# Unicode calls this one 戶, but fonts for simplified Chinese draw it as 户, and 戶 by itself is
# a character of its own there: the radical can only come from 户.
_RADICALS[0x2F3E] = "户"
# Angle brackets of mathematics, which Unicode holds to be the same as the Chinese ones.
_RADICALS |= {0x2329: "〈", 0x232A: "〉"}
_RADICAL = re.compile(f"[{''.join(map(chr, _RADICALS))}]")
# U+FE10 to U+FE19 and U+FE30 to U+FE48, each with the mark that Chinese writes across.
_VERTICAL_FORMS = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︴︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…‥—–＿﹏（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)  # fmt: skip  (two rows that can be laid beside each other)
_VERTICAL = re.compile("[︐-︙︰-﹄﹇﹈]")
_SMALL_FORMS = dict(zip("﹐﹑﹔﹕﹖﹗﹙﹚｡､", "，、；：？！（）。、", strict=True))
_SMALL = re.compile(f"[{''.join(_SMALL_FORMS)}]")
