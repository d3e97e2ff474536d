"""Does the end of one name, with the head of the next, make a word that was cut?"""

from __future__ import annotations

from pipeline.text.words import Words


def parts_a_word(left: str, right: str, words: Words) -> bool:
    """Does the cut between the two leave pieces of a word behind: 计算机科|学与技术学院?

    检验科|学生处 cuts 科学 as well, but it is the word across the cut that leaves a piece (生).
    """
    is_asked = right[0] in _MAY_BE_A_WORD.get(left[-1], "")
    if not is_asked or not words.breaks_a_word(left, right):
        return False
    before, after = left[-_NEARBY:], right[:_NEARBY]
    apart = _orphans(words.cut(before)) + _orphans(words.cut(after))
    return apart >= _orphans(words.cut(before + after))


def _orphans(pieces: tuple[str, ...]) -> int:
    """How many pieces are one character that is no word of a name by itself."""
    return sum(1 for piece in pieces if len(piece) == 1 and piece not in _SINGLE)


_NEARBY = 20
# The end of a name, and each head of another that may make a word with it: asked first, so that
# the dictionary is read where it is needed alone.
_WORDS = (
    "科技学研教普创目 处理置罚分方境 办公理事案法学 部门署队分位 会计议展员社 所得有属在 "
    "院校长士落 局部长面势 委员托派 社会区保团 站点长 队伍列 室内外 台账湾风 段落 馆藏 "
    "司法机令 行政业动为 团体委队 关系注税键 心理血脏态 镇村街 系统列 指挥导标 投资诉标融 "
    "场所地 支队部持 狱政内 乡村镇 厂房 联系络合 区域划分县 协会调作商 校园长友 厅长堂 股份权"
)
_MAY_BE_A_WORD = {word[0]: word[1:] for word in _WORDS.split()}
_SINGLE = frozenset("厅局处室科股院办委署馆站所队台庭段部会镇乡校厂司省市县区州旗和与及（）")
