"""White space in a list of names: layout inside one name, or the mark between two.

A paragraph a name is common in Word cells, and a wrapped line looks just the same in a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.departments import (
    Register,
    begins_inside_a_name,
    bodies,
    looks_whole,
    short_names,
)
from pipeline.normalise.responsibility.cell_layout import Layout, layout_of
from pipeline.normalise.responsibility.cut_words import parts_a_word
from pipeline.normalise.responsibility.role_words import (
    bare_name,
    is_more_of_a_role,
    split_others,
    split_phrase,
    split_section,
)
from pipeline.normalise.responsibility.seams import PARENT, seam
from pipeline.text.cleaning import clean, drop_invisible, fold_radicals
from pipeline.text.words import Words

# A character that no text holds: it stands for white space that parts two names.
BREAK = "\ue000"
MARKS = "、，,；;。"


@dataclass(frozen=True, slots=True)
class Known:
    """What counts as a name in a notice of `issuer`, in a ledger of `year` if that is known.

    `shown` are the names that the ledger prints in clear form in some cell: alone, or between
    marks.
    """

    issuer: str
    register: Register
    shown: frozenset[str] = frozenset()
    year: int | None = None
    words: Words = field(default_factory=Words, compare=False)

    def has(self, name: str) -> bool:
        """Is the name in the register, or shown in clear form?"""
        return name in self.shown or any(
            self.register.find(one, self.issuer, self.year) is not None
            for one in dict.fromkeys((name, re.sub("[/／]", "", name)))
        )

    def is_issuer(self, name: str) -> bool:
        """Is it the issuer itself, in one of the forms that stand before its departments?"""
        return any(name in short_names(body) for body in bodies(self.issuer))

    def is_whole(self, name: str) -> bool:
        """Has the text the form of a name, or is it in the register?"""
        return looks_whole(name) or self.has(name)


def mark_breaks(text: str, known: Known) -> str:
    """The clean text, with BREAK where white space stands between two names."""
    text = _without_letter_spacing(fold_radicals(drop_invisible(text)).replace(BREAK, ""))
    text = _with_whole_labels(text)
    layout = layout_of(text)
    # No name begins with 同.
    runs = cut_outside_brackets(_CUT_TOGETHER.sub("会同", text), MARKS)
    return clean("".join(mark + _mark_run(run, known, layout) for mark, run in runs))


def _without_letter_spacing(text: str) -> str:
    """Spaces between all characters (规 划 财 务 处) are layout; only wider ones are not."""
    pieces = _BLANKS.split(text.strip())
    if len(pieces) < 3 or sum(len(piece) == 1 for piece in pieces) < _SPACED * len(pieces):
        return text
    return _ONE_BLANK.sub("", text)


def _with_whole_labels(text: str) -> str:
    """A label that a line cuts is one label: 配合 over 责任单位： and 配合单位 over a colon.

    财务处配合 over 责任单位： is a name with its role, but not where the cell has 牵头责任单位：.
    """
    text = _BEFORE_A_COLON.sub("", text)
    label = _LABELS_CUT if _LABEL_OF_TWO_WORDS.search(text) else _LABEL_CUT
    return label.sub(lambda found: found["role"], text)


def cut_outside_brackets(text: str, marks: str) -> Iterator[tuple[str, str]]:
    """The parts of `text` between marks, each with the mark before it ("" for the first).

    Where brackets do not pair, they protect nothing: better one name cut than all run into one.
    """
    protects = not is_open(text)
    depth, start, before = 0, 0, ""
    for position, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING) if protects else 0
        if character in marks and depth <= 0:
            yield before, text[start:position]
            before, start = character, position + 1
    yield before, text[start:]


def is_open(text: str) -> bool:
    """Does a bracket of `text` lack its other half?"""
    depth = 0
    for character in text:
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth < 0:
            return True
    return depth > 0


def _mark_run(run: str, known: Known, layout: Layout) -> str:
    """Of all the ways to part the pieces of a run into names, the one that costs least."""
    pieces = re.split(r"(\s+)", run.strip())
    if len(pieces) == 1:
        return run
    end_of_all = len(pieces) + 1
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for end in range(2, end_of_all + 1, 2):
        best[end] = min(
            (
                best[start][0]
                + _price_of_parting(pieces, start, known)
                + _price(pieces[start : end - 1], known, layout),
                (*best[start][1], start),
            )
            for start in range(max(0, end - _MOST_PIECES), end, 2)
        )
    spans = pairwise((*best[end_of_all][1], end_of_all))
    return BREAK.join("".join(pieces[start : end - 1]) for start, end in spans)


def _price_of_parting(pieces: Sequence[str], start: int, known: Known) -> int:
    """What it costs that a name begins here: 技处 over 基建处 is none, under 勘察设计与科."""
    if start == 0 or not pieces[start] or not pieces[start - 2]:
        return 0
    return int(parts_a_word(pieces[start - 2], pieces[start], known.words))


def _price(pieces: Sequence[str], known: Known, layout: Layout) -> int:
    """What it costs to read `pieces` (texts, and the gaps between them) as one name.

    A name of the register is free, one of good form costs 1, any other text 5: so a fragment
    joins its neighbour wherever the two make a name.
    """
    whole = _without_gaps(pieces)
    name = bare_name(whole)
    if is_open(whole):
        return _NEVER
    if not name:
        return _ROLE_ALONE
    if _HEADLESS.match(name) or _role_comes_first(pieces):
        return _NEVER
    is_name = looks_whole(name) and not begins_inside_a_name(name)
    own = 0 if known.has(name) else 1 if is_name else 5
    return own + sum(
        _price_over_a_gap(pieces, cut, known, layout) for cut in range(1, len(pieces), 2)
    )


def _role_comes_first(pieces: Sequence[str]) -> bool:
    """配合 over 财务处 ends the name above; but 配合 over 单位： is a label."""
    if len(pieces) == 1 or _LABEL_GOES_ON.match(pieces[2]):
        return False
    phrase = split_phrase(pieces[0])
    return phrase is not None and phrase.name == ""


def _without_gaps(pieces: Sequence[str]) -> str:
    return "".join(pieces[::2]).replace("(", "（").replace(")", "）")


def _price_over_a_gap(pieces: Sequence[str], cut: int, known: Known, layout: Layout) -> int:
    """What it costs that a name runs on over the gap at `cut`, in a cell of this layout."""
    above, below = _without_gaps(pieces[:cut]), _without_gaps(pieces[cut + 1 :])
    usual = _price_of_running_on(above, below, known)
    if "\n" not in pieces[cut] or usual >= _NEVER:
        return usual
    name, after = bare_name(above), bare_name(below)
    if layout.is_wrapped and usual and seam(name, after, known.words) == "weak":
        return 0
    if layout.was_ended(pieces[cut - 1]) and not _goes_on_for_sure(above, below, known):
        return _OVER_AN_ENDED_LINE
    return usual


def _goes_on_for_sure(above: str, below: str, known: Known) -> bool:
    return (
        is_open(above)
        or _ends_what_is_above(below)
        or _GOES_ON.match(below) is not None
        or known.has(bare_name(above) + bare_name(below))
        or parts_a_word(above, below, known.words)
    )


def _price_of_running_on(above: str, below: str, known: Known) -> int:
    """What it costs that a name goes on over a gap, although it could have ended there.

    2 is more than a second name of good form, 养老服务处 over 社会救助处, and less than a
    fragment, 省发展和改革委 over 员会.
    """
    if is_open(above) or _ends_what_is_above(below):
        return 0
    if _says_its_role(above) or split_section(below)[0] is not None:
        return _NEVER
    if split_others(above)[1] and split_others(above + below)[1]:
        return 0  # 等 over 相关部门
    name, after = bare_name(above), bare_name(below)
    if known.has(name + after) and not (known.has(name) and known.has(after)):
        return 0
    # 省税务局 over 纳税服务处, in its own notice. The price: a list that names both is one name.
    if known.is_issuer(name) and known.has(name + after):
        return 0
    if _BRANCH.search(after) and _HEAD_OFFICE.search(name) and not known.has(after):
        return 0
    if _ENDING.fullmatch(name):
        return 2  # 办 over 县农业农村局: no name begins so
    if _NEEDS_MORE_ABOVE.match(below) or (PARENT.search(name) and _CHILD.match(below)):
        return 0
    if split_others(above)[1]:
        return 2
    return 2 if known.is_whole(name) and not parts_a_word(name, after, known.words) else 0


def _ends_what_is_above(below: str) -> bool:
    """Is it no beginning of a name: the rest of a role or a label, or what stands in brackets?"""
    return (
        not bare_name(below)
        or below[:1] in _OPENING
        or is_more_of_a_role(below)
        or _LABEL_GOES_ON.match(below) is not None
    )


def _says_its_role(text: str) -> bool:
    phrase = split_phrase(split_section(text)[1])
    return phrase is not None and len(phrase.name) > 1  # 市推进 over 办 says no role


_OPENING, _CLOSING = "（(【[《〈", "）)】]》〉"
_NEVER = 20
# More than a name that ends in the words of role, less than two fragments of 按职责分工负责.
_ROLE_ALONE = 6
# More than a text without the form of a name, 嘎查 over 民语委.
_OVER_AN_ENDED_LINE = 6
_GOES_ON = re.compile("[和与及、]")
_LABEL_GOES_ON = re.compile("(?:单位|部门|处室|科室|股室|[位门室])[：:]")
_BEFORE_A_COLON = re.compile(r"\s+(?=[:：])")
_LABELS_CUT = re.compile(
    r"(?P<role>牵头|主办|配合|协办)\s+(?=责任(?:单位|部门|处室|科室|股室)[:：])"
)
_LABEL_CUT = re.compile(rf"(?:^|(?<=[{MARKS}]))\s*{_LABELS_CUT.pattern}")
_LABEL_OF_TWO_WORDS = re.compile(r"(?:牵头|主办|配合|协办)责任(?:单位|部门|处室|科室|股室)[:：]")
_CUT_TOGETHER = re.compile(r"会\s+同(?!安|仁|心|江|德)")
_BLANKS = re.compile("[ \u3000]+")
_ONE_BLANK = re.compile("(?<=[^ \u3000])[ \u3000](?=[^ \u3000])")
# A number (5个部门) and letters keep together where all else is spaced out.
_SPACED = 0.9
# 20 pieces, so that the work grows with the length of a cell and not with its square.
_MOST_PIECES = 40
# 办公室 over （党委办公室）: what stands in brackets belongs to the name before it.
_HEADLESS = re.compile("（[^（）]*）")
_NEEDS_MORE_ABOVE = re.compile("人民政府|会同(?!县)")
_ENDING = re.compile("[厅局处室科股院办委署馆站所队]")
# 中国人民银行 over 福州中心支行: a branch does not stand without its bank.
_BRANCH = re.compile("^[^行司局]*(?:[分支]行|分公司)$")
_HEAD_OFFICE = re.compile("(?:银行|(?<!分)公司|集团)$")
# 省委 over 宣传部 is one name, although both halves are names.
_CHILD = re.compile("(?![省市县区州旗厅各])[^、，]*(?:部|办|办公[厅室]|委|研究室|党校|编办)")
