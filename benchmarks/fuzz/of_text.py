"""Text dumps damaged line by line."""

from __future__ import annotations

from random import Random

from benchmarks.fuzz.steps import FEW_LINES, TEXTS, Plan, Step, cut, walked

ENCODINGS = ("utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "utf-8-sig")


def damaged_text(base: bytes, plan: Plan) -> bytes:
    """A dump with the steps of the plan taken, in one of the encodings that are read."""
    lines = base.decode("utf-8", "replace").splitlines()
    del lines[FEW_LINES if plan.is_short else len(lines) :]
    walked(lines, plan, *zip(*STEPS, strict=True))
    rng = Random(plan.saving)
    text = rng.choice(("\n", "\n", "\r\n", "\r")).join(lines)
    content = text.encode(rng.choice(ENCODINGS), "replace")
    return cut(content, rng) if rng.random() < 0.15 else content


def _remove(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    del lines[at : at + rng.choice((1, 1, 3, 20))]


def _double(lines: list[str], rng: Random) -> None:
    at, many = rng.randrange(len(lines)), rng.choice((1, 1, 5))
    lines[at:at] = lines[at : at + many] * rng.choice((1, 2, 30))


def _move(lines: list[str], rng: Random) -> None:
    line = lines.pop(rng.randrange(len(lines)))
    lines.insert(rng.randrange(len(lines) + 1), line)


def _shuffle(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    part = lines[at : at + 12]
    rng.shuffle(part)
    lines[at : at + 12] = part


def _put_in(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    place = rng.randint(0, len(lines[at]))
    lines[at] = lines[at][:place] + rng.choice(TEXTS) + lines[at][place:]


def _replace_cell(lines: list[str], rng: Random) -> None:
    at = rng.choice([at for at, line in enumerate(lines) if "\t" in line])
    cells = lines[at].split("\t")
    cells[rng.randrange(len(cells))] = rng.choice(TEXTS)
    lines[at] = "\t".join(cells)


def _swap_cells(lines: list[str], rng: Random) -> None:
    first, second = (rng.choice([a for a, line in enumerate(lines) if "\t" in line]) for _ in "ab")
    here, there = lines[first].split("\t"), lines[second].split("\t")
    a, b = rng.randrange(len(here)), rng.randrange(len(there))
    here[a], there[b] = there[b], here[a]
    lines[first], lines[second] = "\t".join(here), "\t".join(there)


def _move_tabs(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    old, new = rng.choice((("\t", ""), ("\t", "\t\t"), ("。", "。\t"), ("、", "\t"), ("\t", "\n")))
    lines[at] = lines[at].replace(old, new)


def _break(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    place = rng.randint(0, len(lines[at]))
    mark = rng.choice(("\n", "\n\n", "\f", "\n— 3 —\n", "\r"))
    lines[at] = lines[at][:place] + mark + lines[at][place:]


def _join(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines) - 1)
    lines[at : at + 2] = [rng.choice(("", "\t", " ")).join(lines[at : at + 2])]


def _lengthen(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    lines[at] *= rng.choice((2, 10, 60))


def _widen(lines: list[str], rng: Random) -> None:
    """Many columns."""
    at = rng.randrange(len(lines))
    lines[at] += "\t" * rng.choice((1, 3, 40, 300))


def _mix(lines: list[str], rng: Random) -> None:
    """Characters in another order."""
    at = rng.randrange(len(lines))
    characters = list(lines[at])
    rng.shuffle(characters)
    lines[at] = "".join(characters)


STEPS: tuple[tuple[Step, int], ...] = (
    (_remove, 3), (_double, 3), (_move, 2), (_shuffle, 2), (_put_in, 5), (_replace_cell, 5),
    (_swap_cells, 3), (_move_tabs, 3), (_break, 3), (_join, 2), (_lengthen, 2), (_widen, 1),
    (_mix, 2),
)  # fmt: skip
