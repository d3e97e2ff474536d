"""How ledgers are laid out: one entry a layout, mixed from what published ledgers vary in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["column", "banner"]
Label = Literal["han", "bracket", "arabic", "none"]
Number = Literal["own", "dot", "space", "bracket", "circled"]
Roles = Literal["one", "lead+support", "lead+responsible", "three"]
Due = Literal["column", "text", "remark"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What one ledger looks like, whoever prints it.

    `order` are the columns from left to right: `outline` stands for all columns of headings,
    `roles` for all of parties; any other word is a field, or the header of an extra column.
    """

    name: str
    order: tuple[str, ...] = ("outline", "number", "requirement", "roles", "deadline")
    levels: tuple[Level, ...] = ("column", "column")
    labels: tuple[Label, ...] = ("han", "bracket")
    number: Number | None = "own"
    automatic: bool = False
    roles: Roles = "one"
    due: Due | None = "column"
    merged: tuple[str, ...] = ()
    separator: str = "、"
    one_header: bool = False
    """One header cell over all columns of headings; and one over number and requirement."""
    two_rows: bool = False
    spaced: bool = False
    gaps: bool = False
    """Some numbers are left out (27, 29)."""
    blank_deadlines: bool = False
    narrow_brackets: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    """Header words by field, instead of those drawn by lot."""

    def has(self, field: str) -> bool:
        """Is the field a column?"""
        return field in self.order


LAYOUTS = (
    Layout("seed", one_header=True),
    Layout("seed-number-in-text", ("outline", "requirement", "roles", "deadline"), number="dot"),
    Layout("seed-number-space", ("outline", "requirement", "roles", "deadline"), number="space"),
    Layout("number-first", ("number", "outline", "requirement", "roles", "deadline")),
    Layout("bracket-numbers", ("outline", "requirement", "roles", "deadline"), number="bracket"),
    Layout(
        "circled-numbers",
        ("outline", "requirement", "roles", "deadline"),
        ("column",),
        ("han",),
        number="circled",
    ),
    Layout("no-number", ("outline", "requirement", "roles", "deadline"), number=None),
    Layout(
        "flat",
        ("number", "requirement", "roles", "deadline"),
        (),
        (),
    ),
    Layout("flat-no-number", ("requirement", "roles", "deadline"), (), (), number=None),
    Layout("flat-title", ("number", "title", "requirement", "roles", "deadline"), (), ()),
    Layout(
        "flat-title-roles",
        ("number", "title", "requirement", "roles", "deadline", "备注"),
        (),
        (),
        roles="lead+support",
        two_rows=True,
    ),
    Layout(
        "one-level",
        ("number", "outline", "requirement", "roles", "deadline"),
        ("column",),
        ("han",),
    ),
    Layout(
        "one-level-unlabelled",
        ("number", "outline", "requirement", "roles", "deadline"),
        ("column",),
        ("none",),
    ),
    Layout(
        "three-levels",
        ("outline", "number", "requirement", "roles", "deadline"),
        ("column",) * 3,
        ("han", "bracket", "none"),
        one_header=True,
    ),
    Layout(
        "three-levels-two-rows",
        ("outline", "requirement", "roles"),
        ("column",) * 3,
        ("none",) * 3,
        number=None,
        due=None,
        two_rows=True,
    ),
    Layout(
        "banners",
        ("number", "title", "requirement", "roles", "deadline"),
        ("banner",),
        ("han",),
    ),
    Layout(
        "banners-two",
        ("title", "roles", "requirement"),
        ("banner", "banner"),
        ("han", "bracket"),
        number=None,
        roles="lead+responsible",
        due=None,
        merged=("roles", "requirement"),
    ),
    Layout(
        "banners-two-numbered",
        ("number", "requirement", "roles", "deadline"),
        ("banner", "banner"),
        ("han", "bracket"),
    ),
    Layout(
        "banner-and-column",
        ("outline", "number", "requirement", "roles", "deadline"),
        ("banner", "column"),
        ("han", "bracket"),
    ),
    Layout(
        "banner-unlabelled",
        ("number", "requirement", "roles", "deadline"),
        ("banner",),
        ("none",),
    ),
    Layout("merged-parties", merged=("roles",)),
    Layout("merged-deadline", merged=("deadline",), one_header=True),
    Layout("merged-both", merged=("roles", "deadline")),
    Layout(
        "merged-requirement",
        ("number", "title", "requirement", "roles", "deadline"),
        (),
        (),
        merged=("requirement", "deadline"),
    ),
    Layout("lead-support", roles="lead+support", two_rows=True),
    Layout(
        "lead-responsible",
        ("outline", "number", "requirement", "roles", "deadline"),
        ("column",),
        ("han",),
        roles="lead+responsible",
    ),
    Layout(
        "reform",
        ("number", "title", "requirement", "roles", "联系人"),
        (),
        (),
        roles="three",
        due=None,
        headers=(("title", "改革任务"), ("requirement", "工作措施"), ("responsible", "责任处室")),
    ),
    Layout("three-columns", ("requirement", "roles", "deadline"), (), (), number=None),
    Layout(
        "progress",
        ("title", "requirement", "roles", "完成情况", "备注"),
        (),
        (),
        number=None,
        due="remark",
        spaced=True,
    ),
    Layout(
        "due-in-text",
        ("outline", "number", "requirement", "roles"),
        due="text",
    ),
    Layout(
        "extras", ("outline", "number", "requirement", "成果形式", "roles", "deadline", "联系人")
    ),
    Layout("deadline-first", ("number", "deadline", "roles", "outline", "requirement")),
    Layout("parties-first", ("roles", "number", "outline", "requirement", "deadline")),
    Layout("number-last", ("outline", "requirement", "deadline", "roles", "number")),
    Layout("comma", separator="，"),
    Layout("semicolon", separator="；"),
    Layout("space", separator=" "),
    Layout("one-a-line", separator="\n"),
    Layout("spaced-header", spaced=True),
    Layout("two-rows", two_rows=True, one_header=True),
    Layout("gaps", ("number", "outline", "requirement", "roles", "deadline"), gaps=True),
    Layout("blank-deadlines", blank_deadlines=True),
    Layout("narrow-brackets", narrow_brackets=True, separator=","),
    Layout("no-deadline", ("outline", "number", "requirement", "roles"), due=None),
    Layout("nameless-number", one_header=True, headers=(("number", ""),)),
    Layout(
        "mixed",
        ("number", "outline", "title", "requirement", "roles", "deadline", "备注"),
        ("banner", "column"),
        ("han", "none"),
        roles="lead+support",
        merged=("deadline",),
        two_rows=True,
    ),
    Layout(
        "mixed-banners-merged",
        ("number", "title", "requirement", "roles", "deadline"),
        ("banner", "banner"),
        ("han", "bracket"),
        merged=("roles", "deadline"),
        separator="\n",
    ),
    Layout(
        "mixed-three",
        ("outline", "requirement", "deadline", "roles"),
        ("column",) * 3,
        ("han", "bracket", "none"),
        number="dot",
        merged=("deadline",),
    ),
)

# Only Word counts by itself.
AUTOMATIC = (
    Layout("automatic", automatic=True),
    Layout(
        "automatic-first", ("number", "requirement", "roles", "deadline"), (), (), automatic=True
    ),
    Layout(
        "automatic-in-text",
        ("outline", "requirement", "roles", "deadline"),
        number="dot",
        automatic=True,
    ),
)

HEADERS: dict[str, tuple[str, ...]] = {
    "outline": ("工作任务", "重点任务", "任务"),
    "title": ("工作任务", "重点任务", "任务名称"),
    "requirement": ("具体要求", "工作要求", "工作内容", "工作措施", "主要内容"),
    "task": ("工作任务", "重点任务", "任务"),
    "responsibility": ("责任部门（单位）", "责任单位", "责任处室", "责任科室", "责任部门"),
    "lead": ("牵头单位",),
    "support": ("配合单位",),
    "responsible": ("责任单位",),
    "deadline": ("时限要求", "完成时限", "完成时间", "时间节点"),
    "number": ("序号",),
}
LEVEL_HEADERS = ("一级", "二级", "三级")
SHARES = {
    "outline": 24.0,
    "number": 9.0,
    "title": 28.0,
    "requirement": 88.0,
    "responsibility": 40.0,
    "lead": 26.0,
    "support": 32.0,
    "responsible": 28.0,
    "deadline": 18.0,
    "extras": 17.0,
}
