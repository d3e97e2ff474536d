"""The ledgers of the first year: drawn by lot, or taken from notices."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.corpus.content import issuers
from benchmarks.corpus.nouns import Deadline, Party, Role
from benchmarks.years.nouns import Draft, Item, Layout, Year
from benchmarks.years.words import Words

NOTICE = Path(__file__).resolve().parents[2] / "samples" / "notice-2021.docx.expected.json"
NO_DEADLINE = Deadline("", "none")


def layout_by_lot(rng: Random) -> Layout:
    """A layout: outline of 0 to 2 levels, with or without the columns that ledgers have."""
    return Layout(
        levels=rng.choice([0, 1, 1, 2, 2]),
        numbers=rng.choice(["ledger", "ledger", "ledger", "section", ""]),
        title=rng.random() < 0.35,
        deadline=rng.random() < 0.75,
        roles_apart=rng.random() < 0.25,
        labels=rng.choice([("han", "bracket"), ("han", "bracket"), ("none", "none")]),
    )


def drawn(words: Words, layout: Layout, sizes: Sequence[int], alike: float) -> Year:
    """Ledgers of so many tasks each; `alike` is from 0, no families, to 3, only families."""
    keys = count(1)
    drafts = tuple(_drawn(words, layout, size, alike, keys) for size in sizes)
    return Year(words.year, words.issuer.name, drafts)


def _drawn(words: Words, layout: Layout, size: int, alike: float, keys: Iterator[int]) -> Draft:
    texts = _texts(words, size, alike)
    headings: dict[int, str] = {}
    paths = _paths(words, layout.levels, size, headings, keys)
    titles: dict[int, str] = {}
    items = tuple(
        Item(
            key=next(keys),
            path=path,
            title=_title(words, titles, family) if layout.title else None,
            text=text,
            parties=words.parties(),
            deadline=words.deadline() if layout.deadline else NO_DEADLINE,
            area=area,
            family=family,
        )
        for path, (text, area, family) in zip(paths, texts, strict=True)
    )
    return Draft(items, headings, layout)


def _texts(words: Words, size: int, alike: float) -> list[tuple[str, str, int]]:
    """Texts, each with its area and family; a family mostly stands together."""
    rng = words.rng
    texts: list[tuple[str, str, int]] = []
    family = 0
    while len(texts) < size:
        sentences = rng.choice([1, 1, 1, 2, 2, 3, 4])
        if rng.random() < alike / 3:
            family += 1
            members = words.family(min(rng.randint(2, 8), size - len(texts)), sentences)
            texts += [(text, area, family) for text, area in members]
        else:
            texts.append((*words.task(sentences), -1))
    if rng.random() < 0.2:
        rng.shuffle(texts)
    return texts


def _title(words: Words, titles: dict[int, str], family: int) -> str:
    """A name of the task's own; of a family, often one that all of it shares."""
    if family < 0 or words.rng.random() < 0.4:
        return words.title()
    return titles.setdefault(family, words.title())


def _paths(
    words: Words, levels: int, size: int, headings: dict[int, str], keys: Iterator[int]
) -> list[tuple[int, ...]]:
    """The headings of each task: runs of tasks share them."""
    paths: list[tuple[int, ...]] = []

    def heading() -> int:
        key = next(keys)
        headings[key] = words.heading()
        return key

    while len(paths) < size:
        outer = (heading(),) if levels else ()
        for _ in range(words.rng.randint(1, 4) if levels > 1 else 1):
            path = (*outer, heading()) if levels > 1 else outer
            paths += [path] * words.rng.randint(2, 8)
    return paths[:size]


def of_notice(rng: Random) -> tuple[Year, Words]:
    """The ledger of the notice of 2021, in the layout that it has."""
    ledger = json.loads(NOTICE.read_text(encoding="utf-8"))["ledgers"][0]
    issuer = issuers()[0]
    words = Words(rng, issuer, 2021)
    keys = count(1)
    known: dict[tuple[str, ...], int] = {}
    items = tuple(
        Item(
            key=next(keys),
            path=_known_path([heading["title"] for heading in task["outline"]], known, keys),
            title=None,
            text=task["requirement"],
            parties=tuple(Party(**party) for party in task["responsibility"]["parties"]),
            deadline=Deadline(**task["deadline"]),
        )
        for task in ledger["tasks"]
    )
    headings = {key: path[-1] for path, key in known.items()}
    layout = Layout(2, "ledger", title=False, deadline=True, roles_apart=False)
    return Year(2021, issuer.name, (Draft(items, headings, layout),)), words


def of_records(rng: Random, file: Path) -> tuple[Year, Words]:
    """A ledger whose rows are `records` with sections, task, requirement, lead, responsible."""
    records = json.loads(file.read_text(encoding="utf-8"))["records"]
    issuer = issuers()[1]
    dated = re.search(r"\d{4}", file.stem)
    year = int(dated[0]) if dated else 2020
    words = Words(rng, issuer, year)
    keys = count(1)
    known: dict[tuple[str, ...], int] = {}
    items = tuple(
        Item(
            key=next(keys),
            path=_known_path(_sections(record), known, keys),
            title=record["task"],
            text=record["requirement"],
            parties=_record_parties(record),
            deadline=NO_DEADLINE,
        )
        for record in records
    )
    headings = {key: path[-1] for path, key in known.items()}
    layout = Layout(2, "", title=True, deadline=False, roles_apart=True)
    return Year(year, issuer.name, (Draft(items, headings, layout),)), words


def _sections(record: dict[str, Any]) -> list[str]:
    """The titles of the banners over a row, without their labels."""
    banners = [record["section_1"], record["section_2"]]
    return [
        re.sub(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)", "", b)
        for b in banners
        if b
    ]


def _known_path(
    titles: Sequence[str], known: dict[tuple[str, ...], int], keys: Iterator[int]
) -> tuple[int, ...]:
    """The keys of a path of titles: a heading is itself as long as those above it are the same."""
    path: list[int] = []
    for depth in range(1, len(titles) + 1):
        upto = tuple(titles[:depth])
        if upto not in known:
            known[upto] = next(keys)
        path.append(known[upto])
    return tuple(path)


def _record_parties(record: dict[str, Any]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    columns: tuple[tuple[str, Role], ...] = (("lead", "lead"), ("responsible", "responsible"))
    for column, role in columns:
        for name in re.split(r"[、，\n]", record[column]):
            if name.strip() and name.strip() not in found:
                group = re.search("各|有关", name) is not None
                found[name.strip()] = Party(name.strip(), role, group, known=False)
    return tuple(found.values())
