"""The only door to jieba: is this a word, and do these pieces break one?"""

from __future__ import annotations

import importlib.resources
import logging
import re
import warnings
from functools import cache
from typing import Any


class Words:
    """The words of Chinese, from jieba's dictionary, read when the first question is asked.

    The tokenizer is the program's own. Unknown names are not guessed at (no HMM), so that an
    answer rests on the dictionary alone.
    """

    def cut(self, text: str) -> tuple[str, ...]:
        """The words of `text` in order; joined they are `text` again."""
        return tuple(self._tokenizer.lcut(text, HMM=False))

    def is_word(self, text: str) -> bool:
        """Does the dictionary hold `text` as a word?"""
        return bool(self._tokenizer.FREQ.get(text))

    def breaks_a_word(self, upper: str, lower: str) -> bool:
        """Does a cut between the two part a word, as `政务公` | `开`?"""
        before, after = upper[-_NEARBY:], lower[:_NEARBY]
        return len(before) not in _boundaries(self.cut(before + after))

    def broken_repeat(self, upper: str, lower: str) -> str:
        """The characters at the head of `lower` that a dump printed twice around a cut.

        `…发展和改革委员会` | `员会关于…` gives `员会`: 员会 is no word and breaks 委员会.
        Words that are said twice in earnest give "": `加强管理` | `管理制度建设`.
        """
        overlap = _overlap(upper, lower)
        if not overlap:
            return ""
        before, after = upper[-2 * _NEARBY :], lower[: 2 * _NEARBY]
        above, below = self.cut(before), self.cut(after)
        is_broken = (
            _begins_inside_a_word(above, overlap) and not self._begins_a_word(below, overlap)
        ) or _cuts_a_word_short(above, below, overlap)
        if not is_broken:
            return ""
        kept = _single_characters(self.cut(before + after))
        reduced = _single_characters(self.cut(before + after[len(overlap) :]))
        return overlap if reduced < kept else ""

    def _begins_a_word(self, below: tuple[str, ...], overlap: str) -> bool:
        return len(below[0]) > 1 or self.is_word(overlap)

    @property
    def _tokenizer(self) -> Any:
        return dictionary()


@cache  # the dictionary is part of the program, and no answer changes it: this is no state
def dictionary() -> Any:
    """jieba's dictionary in a tokenizer of our own, read once in a process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # Tokenizer.initialize() would leave a cache in the common temporary folder, and read
    # whatever somebody else has left there. The price: a third of a second more.
    file = importlib.resources.files("jieba").joinpath("dict.txt").open("rb")
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(file)
    tokenizer.initialized = True
    return tokenizer


def _overlap(upper: str, lower: str) -> str:
    """The longest tail of `upper` that is a head of `lower`: two Han characters at least.

    Digits and Latin letters are no evidence: 2020 over 20 may be two numbers.
    """
    for length in range(min(len(upper), len(lower), _NEARBY), 1, -1):
        overlap = lower[:length]
        if upper.endswith(overlap):
            return overlap if _PLAIN.fullmatch(overlap) else ""
    return ""


def _begins_inside_a_word(above: tuple[str, ...], overlap: str) -> bool:
    boundaries = _boundaries(above)
    return max(boundaries) - len(overlap) not in boundaries


def _cuts_a_word_short(above: tuple[str, ...], below: tuple[str, ...], overlap: str) -> bool:
    """Is the end above a fragment of a word that stands whole below (`政务公` | `政务公开`)?

    Three characters at least: two are too easily said twice.
    """
    is_fragment = len(above[-1]) == 1 and above[-1] not in _SINGLE_WORDS
    return len(overlap) > 2 and is_fragment and len(overlap) not in _boundaries(below)


def _boundaries(words: tuple[str, ...]) -> frozenset[int]:
    """The positions at which a word begins or the last one ends."""
    ends = (sum(len(word) for word in words[:count]) for count in range(len(words) + 1))
    return frozenset(ends)


def _single_characters(words: tuple[str, ...]) -> int:
    """How many words are one Han character: broken words fall into these."""
    return sum(1 for word in words if len(word) == 1 and _PLAIN.fullmatch(word))


_NEARBY = 20
_PLAIN = re.compile("[\u3400-\u9fff（）《》“”、，]+")
_SINGLE_WORDS = frozenset("和与及或的等为对向以在将把按由从是有")
