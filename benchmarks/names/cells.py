"""Cells of responsibility made from a seed, and how many are taken apart exactly right.

`python -m benchmarks.names.cells [--seed N] [--cells N] [--wrong N]`, with an EMPTY register.
Half of the names come from a grammar of such names, half from `issuers.txt`,
which the program does not read.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.departments import Register
from pipeline.normalise.responsibility import responsibility
from pipeline.normalise.responsibility.clear_names import with_names_shown
from pipeline.normalise.responsibility.name_breaks import Known

Parties = tuple[tuple[str, str, bool], ...]
SILENT = "unknown_department"


@dataclass(frozen=True, slots=True)
class Cell:
    """What is printed, and what it means: (name, role, is a group) of each party."""

    kind: str
    printed: str
    parties: Parties
    and_others: bool = False


def ledger(seed: int, count: int) -> tuple[Cell, ...]:
    """The cells of one ledger: some twenty names that come again and again."""
    draw = random.Random(seed)
    # One body's own departments, or bodies of one level: a ledger seldom mixes them.
    names = tuple(dict.fromkeys(_name(draw) for _ in range(20)))
    return tuple(_cell(draw, names) for _ in range(count))


def _cell(draw: random.Random, names: tuple[str, ...]) -> Cell:
    made = draw.choice(_KINDS)(draw, names)
    if "\n" in made.printed or made.kind == "together":
        return made
    if draw.random() < 0.3:
        width = draw.randint(4, 16)
        return Cell(f"{made.kind}, wrapped", _wrapped(made.printed, width), *_meant(made))
    return made


def _meant(cell: Cell) -> tuple[Parties, bool]:
    return cell.parties, cell.and_others


def _wrapped(text: str, width: int) -> str:
    """Lines of `width` characters; a mark does not begin a line."""
    lines, line = [], ""
    for character in text:
        if len(line) >= width and character not in "、，；：。）":
            lines.append(line)
            line = ""
        line += character
    return "\n".join((*lines, line))


def _some(draw: random.Random, names: tuple[str, ...], most: int = 5) -> list[str]:
    return draw.sample(names, draw.randint(1, most))


def _listed(draw: random.Random, names: tuple[str, ...]) -> Cell:
    some = _some(draw, names)
    others = draw.choice(("", "", "", "等", "等部门", "等单位", "等有关部门"))
    mark = draw.choice(("、", "、", "，", "；", ",", "， "))
    parties = tuple((name, "responsible", False) for name in some)
    return Cell("list", mark.join(some) + others, parties, bool(others))


def _lined(draw: random.Random, names: tuple[str, ...]) -> Cell:
    some = _some(draw, names)
    parties = tuple((name, "responsible", False) for name in some)
    return Cell("a line or space each", draw.choice("\n\n 　").join(some), parties)


def _together(draw: random.Random, names: tuple[str, ...]) -> Cell:
    """Two to four names with nothing between them."""
    some = draw.sample(names, draw.randint(2, 4))
    return Cell("together", "".join(some), tuple((name, "responsible", False) for name in some))


def _joined_by_and(draw: random.Random, names: tuple[str, ...]) -> Cell:
    first, second = draw.sample(names, 2)
    word = draw.choice("和与及")
    parties = ((first, "responsible", False), (second, "responsible", False))
    return Cell("and", first + word + second, parties)


def _led(draw: random.Random, names: tuple[str, ...]) -> Cell:
    lead, *support = draw.sample(names, draw.randint(2, 5))
    form = draw.choice(_LED)
    parties = ((lead, "lead", False), *((name, "support", False) for name in support))
    return Cell("roles", form.format(lead, "、".join(support)), parties)


def _leads(draw: random.Random, names: tuple[str, ...]) -> Cell:
    form, role = draw.choice(_ALL_ALIKE)
    some = draw.sample(names, draw.randint(2, 4))
    return Cell("one role", form.format("、".join(some)), tuple((n, role, False) for n in some))


def _grouped(draw: random.Random, names: tuple[str, ...]) -> Cell:
    some, group = _some(draw, names, 3), draw.choice(_GROUPS)
    if draw.random() < 0.5:
        parties = (*((n, "lead", False) for n in some), (group, "support", True))
        return Cell("groups", f"{'、'.join(some)}牵头，{group}配合", parties)
    parties = (*((n, "responsible", False) for n in some), (group, "responsible", True))
    return Cell("groups", "、".join((*some, group)), parties)


def _name(draw: random.Random) -> str:
    return draw.choice(_LISTED) if draw.random() < 0.5 else _made_name(draw)


def _made_name(draw: random.Random) -> str:
    matters = draw.sample(_MATTERS, draw.choice((1, 1, 2)))
    return draw.choice(_PLACES) + draw.choice(("和", "")).join(matters) + draw.choice(_ENDINGS)


def _answer(cell: Cell, known: Known) -> tuple[Parties, bool, bool]:
    read, findings = responsibility(cell.printed, known)
    parties = tuple((one.name, str(one.role), one.collective) for one in read.parties)
    return parties, read.and_others, any(one.code != SILENT for one in findings)


def measure(seed: int, count: int) -> Iterator[tuple[Cell, Parties, str]]:
    """Each cell of ledgers of 60 cells with how it came out: right, doubted (a finding), wrong."""
    for number in range(count // 60 + 1):
        cells = ledger(seed * 1000 + number, 60)
        known = with_names_shown(Known("", Register()), (cell.printed for cell in cells))
        for cell in cells:
            parties, others, doubted = _answer(cell, known)
            is_right = (parties, others) == _meant(cell)
            yield cell, parties, "right" if is_right else "doubted" if doubted else "wrong"


def main() -> None:
    """Print a line for each kind of cell."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--cells", type=int, default=3000)
    arguments.add_argument("--wrong", type=int, default=0, help="print so many that are not right")
    asked = arguments.parse_args()
    tally: Counter[tuple[str, str]] = Counter()
    shown = 0
    for cell, parties, how in measure(asked.seed, asked.cells):
        for kind in (cell.kind, "all" if cell.kind != "together" else "all together"):
            tally[kind, how] += 1
        if how != "right" and shown < asked.wrong:
            shown += 1
            print(f"{how} {cell.printed!r}\n  meant {cell.parties}\n  read  {parties}")
    for kind in sorted({kind for kind, _ in tally}):
        right, doubted, wrong = (tally[kind, how] for how in ("right", "doubted", "wrong"))
        total = right + doubted + wrong
        print(f"{kind:32} {right:5}/{total:5} {right / total:7.2%}  silent {wrong}")


_KINDS: tuple[Callable[[random.Random, tuple[str, ...]], Cell], ...] = (
    _listed,
    _listed,
    _lined,
    _together,
    _joined_by_and,
    _led,
    _leads,
    _grouped,
)
_LED = (
    "{0}牵头，{1}配合",
    "{0}负责，{1}参与",
    "{0}会同{1}",
    "牵头单位：{0}；配合单位：{1}",
    "牵头单位：{0}\n配合单位：{1}",
    "（{0}牵头，{1}配合）",
    "由{0}牵头，{1}配合",
    "{0}主办、{1}协办",
    "{0}牵头；{1}参与",
    "{0}为牵头单位，{1}为配合单位",
    "主办单位：{0} 协办单位：{1}",
    "{0}牵头负责，{1}协助",
    "{0}牵头，会同{1}落实",
)
_ALL_ALIKE = (
    ("{0}分别牵头", "lead"),
    ("{0}按职责分工负责", "responsible"),
    ("{0}共同负责", "responsible"),
    ("责任单位：{0}", "responsible"),
    ("（责任单位：{0}）", "responsible"),
    ("{0}按各自职责落实", "responsible"),
)
_GROUPS = (
    "其他部门（单位）",
    "有关部门（单位）",
    "各市、县（区）人民政府",
    "各设区市",
    "各有关处室",
    "省直有关部门",
    "各乡镇（街道）",
    "各县（市、区）人民政府",
    "相关单位",
)
_PLACES = ("", "", "省", "市", "县", "区")
_MATTERS = (
    "政策法规",
    "规划财务",
    "社会救助",
    "养老服务",
    "区划地名",
    "人事教育",
    "安全生产",
    "行政审批",
    "科技信息",
    "市场监管",
    "城市管理",
    "环境保护",
    "基层治理",
    "产业发展",
    "对外合作",
    "应急处置",
    "农村经济",
    "公共服务",
    "项目建设",
    "政务公开",
    "财政监督",
    "宣传教育",
    "文化市场",
    "医政管理",
)
_ENDINGS = ("处", "处", "科", "局", "厅", "中心", "办公室", "委员会", "服务中心", "股")
_LISTED = tuple(Path(__file__).with_name("issuers.txt").read_text("utf-8").splitlines())

if __name__ == "__main__":
    main()
