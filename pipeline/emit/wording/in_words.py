"""What changed over the years, in Chinese words."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.changes import Evidence, Pair, PartyChanges, Review, Side
from pipeline.emit.wording.in_chinese import in_chinese
from pipeline.model import Task


def reason_text(pair: Pair) -> str:
    """Why the two are one task: `文字相似93%；部门相同；序号相同`; or why there is but one."""
    if pair.evidence is not None:
        return "；".join(_signs(pair.evidence))
    return {"added": "上年没有可以配对的任务", "removed": "本年没有可以配对的任务"}.get(
        pair.kind, ""
    )


def _signs(evidence: Evidence) -> Iterator[str]:
    yield _alike("文字", evidence.text)
    for name, sign in (
        ("分类", evidence.heading),
        ("部门", evidence.responsibility),
    ):
        if sign is not None:
            yield _alike(name, sign)
    if evidence.number is not None:
        yield "序号相同" if evidence.number == 1 else "序号不同"
    yield _alike("先后位置", evidence.order)


def _alike(name: str, sign: float) -> str:
    # 99.6 % are not the same, and 0.2 % are not nothing.
    if sign == 1:
        return f"{name}相同"
    return f"{name}相似{min(99, max(1, round(100 * sign)))}%" if sign else f"{name}不同"


def aspects_text(pair: Pair) -> str:
    """What changed, each aspect by its word."""
    return "、".join(in_chinese("aspects", aspect) for aspect in pair.aspects)


def doubt_text(review: Review, rival: str) -> str:
    """Why it is a close call; `rival` is what the task is called that fits nearly as well."""
    said = in_chinese("doubts", review.doubt)
    return f"{said}：{rival}" if rival else said


def party_lines(parties: PartyChanges) -> Iterator[str]:
    """Departments that came, went, changed their role or their name; a line each kind."""
    if parties.added:
        yield f"增加：{'、'.join(parties.added)}"
    if parties.removed:
        yield f"减少：{'、'.join(parties.removed)}"
    for change in parties.role_changed:
        old, new = in_chinese("roles", change.old), in_chinese("roles", change.new)
        yield f"{change.name}：{old}→{new}"
    for renaming in parties.renamed:
        yield f"更名：{renaming.old}→{renaming.new}"


def year_name(side: Side, place: int) -> str:
    """`2021年`, or which of the documents it is."""
    return f"第{place}份" if side.year is None else f"{side.year}年"


def number_of(task: Task | None) -> int | str | None:
    """The printed number; where there is none, which task it is."""
    if task is None:
        return None
    return f"第{task.sequence}项" if task.number is None else task.number


def whole_text(task: Task | None) -> str:
    """What is to be done: title and requirement, a line each."""
    if task is None:
        return ""
    return "\n".join(filter(None, (task.title, task.requirement)))
