"""Does the end of one name, with the head of the next, make a word that was cut?"""

from __future__ import annotations

import re

from pipeline.text.words import Words


def parts_a_word(left: str, right: str, words: Words) -> bool:
    """Does the cut between the two leave pieces of a word behind: 计算机科|学与技术学院?

    检验科|学生处 cuts 科学 as well, but it is the word across the cut that leaves a piece (生).
    """
    if not _MAY_BE_A_WORD.search(left[-1] + right[0]) or not words.breaks_a_word(left, right):
        return False
    before, after = left[-_NEARBY:], right[:_NEARBY]
    apart = _orphans(words.cut(before)) + _orphans(words.cut(after))
    return apart >= _orphans(words.cut(before + after))


def _orphans(pieces: tuple[str, ...]) -> int:
    """How many pieces are one character that is no word of a name by itself."""
    return sum(1 for piece in pieces if len(piece) == 1 and piece not in _SINGLE)


_NEARBY = 20
# The end of a name and the head of another that may be a word: asked first, so that the
# dictionary is read where it is needed alone.
_MAY_BE_A_WORD = re.compile(
    "科[技学研教普创目]|处[理置罚分方境]|办[公理事案法学]|部[门署队分位]|会[计议展员社]|所[得有属在]|院[校长士落]"
    "|局[部长面势]|委[员托派]|社[会区保团]|站[点长]|队[伍列]|室[内外]|台[账湾风]|段[落]|馆[藏]|司[法机令]|行[政业动为]"
    "|团[体委队]|关[系注税键]|心[理血脏态]|镇[村街]|系[统列]|指[挥导标]|投[资诉标融]|场[所地]|支[队部持]|狱[政内]|乡[村镇]|厂[房]|联[系络合]|区[域划分县]|协[会调作商]|校[园长友]|厅[长堂]|股[份权]"
)
_SINGLE = frozenset("厅局处室科股院办委署馆站所队台庭段部会镇乡校厂司省市县区州旗和与及（）")
