"""A damaged document is a sound one and the steps that damage it, each drawn from its own seed.

So that an input can be made again from a few numbers, and made smaller by leaving steps out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

Kind = Literal["pdf", "docx", "txt"]
Step = Callable[[Any, Random], None]
"""Changes what is open in place; whatever it raises, the step is left out."""

MOST_STEPS = 6
# Rows of a table, or lines of a dump, that are left of three base documents in four: damage is
# seldom about the thirtieth task, and time goes into tasks.
FEW_ROWS, FEW_LINES = 7, 20

# Numbers at and past the ends of what formats and programs count with.
NUMBERS = (
    0, 1, -1, 2, 7, 100, 255, 256, 1000, 32767, 65535, 65536, 1_000_000, 2**31 - 1, 2**31,
    -(2**31), 2**32, 2**53, 2**63, 10**18, 10**30,
)  # fmt: skip
REALS = (0.0, -0.0, 0.5, -1.5, 1e-9, 1e-30, 1e9, 1e15, 1e30, -1e30, 3.4e38)
# Text that something on its way to a file, a page or a terminal may take for more than text.
TEXTS = (
    "", " ", "\u3000", "1", "0", "一、", "（一）", "（", "）" * 40, "、", "、" * 300, "；：，",
    "等", "《", "》" * 20, "〔2021〕", "《" * 50 + "》" * 50, "附件", "关于", "的通知",
    "年底前", "9999年99月99日", "0年0月0日前", "2021年2月30日前", "12月32日", "每", "第",
    "第九季度", "=1+1", "+cmd|' /C calc'!A0", "-1", "@SUM(1)", "<script>alert(1)</script>",
    "</script>", "]]>", "&amp;", "<r>", "javascript:alert(1)", "\u202e", "\u2028", "\u200b",
    "\u00ad", "\ufeff", "\ufffd", "\x85", "\U0002f800", "\U000e0001", "e\u0301", "ﷺ", "①②③",
    "⼀⼁", "责任单位", "牵头单位", "配合单位", "序号", "工作任务", "时限要求",
    "责任部门（单位）", "9" * 400, "1" * 5000, "一" * 5000, "〇" * 40 + "年",
    "一二三四五六七八九十" * 30, "亿万千百十", "１２３", "٣", "²", "Ⅷ", "a" * 3000, "甲" * 3000,
    " " * 3000,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """Which base document is damaged, how it is saved, and the seed of each step."""

    kind: Kind
    base: int
    saving: int
    steps: tuple[int, ...]

    @property
    def is_short(self) -> bool:
        """Is the base document shortened before?"""
        return self.saving % 4 != 0


def planned(seed: int, index: int, bases: dict[Kind, int], shares: dict[Kind, float]) -> Plan:
    """The plan of the input `index` of a run; `bases` counts the base documents of each kind."""
    rng = Random(f"{seed}/{index}")
    kinds = [kind for kind in shares if bases.get(kind)]
    kind = rng.choices(kinds, [shares[kind] for kind in kinds])[0]
    steps = tuple(rng.getrandbits(32) for _ in range(rng.randint(1, MOST_STEPS)))
    return Plan(kind, rng.randrange(bases[kind]), rng.getrandbits(32), steps)


def walked(opened: Any, plan: Plan, choices: Sequence[Step], weights: Sequence[int]) -> None:
    """Take each step of the plan. One that finds nothing to work on changes nothing."""
    for seed in plan.steps:
        rng = Random(seed)
        step = rng.choices(choices, weights)[0]
        try:
            step(opened, rng)
        except Exception:  # noqa: BLE001, S112  (a library may refuse what an earlier step left)
            continue


def cut(content: bytes, rng: Random) -> bytes:
    """The bytes with a few of them changed, left out, doubled or broken off."""
    made = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        if not made:
            break
        at, length = rng.randrange(len(made)), rng.choice((1, 2, 8, 40, 400))
        match rng.randrange(5):
            case 0:
                made[at] ^= 1 << rng.randrange(8)
            case 1:
                made[at : at + length] = rng.randbytes(length)
            case 2:
                del made[at : at + length]
            case 3:
                made[at:at] = made[at : at + length] * rng.choice((1, 3, 50))
            case _:
                source = rng.randrange(len(made))
                made[at : at + length] = made[source : source + length]
    if rng.random() < 0.05:
        del made[rng.randrange(len(made) or 1) :]
    return bytes(made)
