"""A year's drafts as the document that `convert` would make of their notice."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from itertools import groupby
from typing import Any

from benchmarks.corpus.content import han
from benchmarks.corpus.nouns import Party
from benchmarks.years.nouns import Draft, Item, Place, Year
from pipeline import Document

ROLE_COLUMNS = {"lead": "牵头单位", "support": "配合单位", "responsible": "责任单位"}


def document(year: Year, name: str) -> Document:
    """The year's notice with its ledgers."""
    title = f"{year.year}年政务公开重点工作台账"
    return Document.model_validate(
        {
            "schema_version": "1.0",
            "source": {
                "name": name,
                "media_type": "text/plain",
                "sha256": sha256(name.encode()).hexdigest(),
                "pages": None,
            },
            "notice": {
                "issuer": year.issuer,
                "title": f"关于印发《{title}》的通知",
                "document_number": None,
                "issued_on": f"{year.year}-04-15",
                "recipients": (),
                "body": "现印发给你们，请认真抓好贯彻落实。",
                "citations": (),
                "attachments": (title,),
            },
            "ledgers": [
                _ledger(draft, year.year, title if index == 0 else f"{title}（{index + 1}）")
                for index, draft in enumerate(year.drafts)
            ],
            "findings": (),
        }
    )


def places(year: Year) -> dict[int, Place]:
    """Where each task stands, by its key."""
    return {
        item.key: (ledger, sequence)
        for ledger, draft in enumerate(year.drafts, start=1)
        for sequence, item in enumerate(draft.items, start=1)
    }


def numbers(draft: Draft) -> dict[int, int | None]:
    """What number is printed of each task, by its key."""
    counting = draft.layout.numbers
    if not counting:
        return {item.key: None for item in draft.items}
    found: dict[int, int | None] = {}
    for _, items in groupby(draft.items, lambda item: item.path[:1]):
        before = 0 if counting == "section" else len(found)
        found |= {item.key: before + index for index, item in enumerate(items, start=1)}
    return found


def responsibility(parties: tuple[Party, ...], *, apart: bool) -> str:
    """The cell as printed: columns of roles, a sentence of roles, or a list."""
    by_role = {
        role: "、".join(party.name for party in parties if party.role == role)
        for role in ROLE_COLUMNS
    }
    if apart:
        return "；".join(f"{ROLE_COLUMNS[role]}：{said}" for role, said in by_role.items() if said)
    if by_role["lead"]:
        others = by_role["support"] or by_role["responsible"]
        return f"{by_role['lead']}牵头" + (f"，{others}配合" if others else "")
    return by_role["responsible"] or by_role["support"]


def _ledger(draft: Draft, year: int, title: str) -> dict[str, Any]:
    printed = numbers(draft)
    labels = _labels(draft)
    return {
        "title": title,
        "year": year,
        "columns": _columns(draft),
        "tasks": [
            _task(item, sequence, printed[item.key], draft, labels)
            for sequence, item in enumerate(draft.items, start=1)
        ],
    }


def _task(
    item: Item, sequence: int, number: int | None, draft: Draft, labels: Mapping[int, str | None]
) -> dict[str, Any]:
    return {
        "sequence": sequence,
        "number": number,
        "outline": [{"label": labels[key], "title": draft.headings[key]} for key in item.path],
        "title": item.title,
        "requirement": item.text,
        "responsibility": {
            "text": responsibility(item.parties, apart=draft.layout.roles_apart),
            "and_others": False,
            "parties": [
                {
                    "name": party.name,
                    "role": party.role,
                    "collective": party.collective,
                    "known": party.known,
                }
                for party in item.parties
            ],
        },
        "deadline": {
            "text": item.deadline.text,
            "kind": item.deadline.kind,
            "due": item.deadline.due,
        },
        "citations": (),
        "extras": {},
        "provenance": (),
    }


def _labels(draft: Draft) -> dict[int, str | None]:
    """What stands in front of each heading: its place among those beside it."""
    labels: dict[int, str | None] = {}
    counted: dict[tuple[int, ...], int] = {}
    for item in draft.items:
        for depth, key in enumerate(item.path):
            if key not in labels:
                above = item.path[:depth]
                counted[above] = counted.get(above, 0) + 1
                labels[key] = _label(draft.layout.labels[depth], counted[above])
    return labels


def _label(style: str, ordinal: int) -> str | None:
    word = han(ordinal) if ordinal < 100 else str(ordinal)
    forms = {"han": word, "bracket": f"（{word}）", "arabic": str(ordinal)}
    return forms.get(style)


def _columns(draft: Draft) -> list[dict[str, str]]:
    layout = draft.layout
    columns = [("序号", "number")] if layout.numbers else []
    columns += [("工作任务", "outline")] * layout.levels
    columns += [("任务名称", "title")] if layout.title else []
    columns += [("具体要求", "requirement")]
    if layout.roles_apart:
        columns += [("牵头单位", "lead"), ("配合单位", "support")]
    else:
        columns += [("责任部门（单位）", "responsibility")]
    columns += [("时限要求", "deadline")] if layout.deadline else []
    return [{"header": header, "field": field} for header, field in columns]
