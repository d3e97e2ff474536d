"""Values of a notice as Chinese readers write them: citations, findings, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.emit.wording.in_chinese import field_name, in_chinese
from pipeline.model import Citation, Document, Finding, Party, Provenance, Role


def ledger_name(document: Document, number: int) -> str:
    """A ledger's title; where it has none, or another has the same, with its place."""
    titles = [ledger.title for ledger in document.ledgers]
    title = titles[number - 1]
    return title if title and titles.count(title) == 1 else f"台账{number}　{title}".strip()


def party_names(parties: Iterable[Party], role: Role) -> str:
    """The departments in a role, in printed order."""
    return "、".join(party.name for party in parties if party.role == role)


def citation_text(citation: Citation) -> str:
    """《title》（document number）."""
    number = citation.document_number
    return f"《{citation.title}》" + (f"（{number}）" if number else "")


def finding_text(finding: Finding) -> str:
    """How grave it is, which field it is about, and what its code means."""
    field = f"（{finding_field(finding)}）" if finding.field else ""
    return f"{in_chinese('severities', finding.severity)}{field}：{meaning(finding)}"


def finding_field(finding: Finding) -> str:
    """The field that a finding is about; one of a later version by its code."""
    try:
        return field_name(finding.field) if finding.field else ""
    except KeyError:
        return finding.field or ""


def meaning(finding: Finding) -> str:
    """What a finding's code means; one of a later version says it by its message."""
    try:
        return in_chinese("findings", finding.code)
    except KeyError:
        return finding.message


def places(provenance: Iterable[Provenance]) -> str:
    """Where it all stood: `第2—4页`, `第18、20行`, `表1第2行`; each once, in order."""
    fragments = tuple(provenance)
    pages = {item.page for item in fragments if item.page is not None}
    said = [f"第{_counted(pages)}页"] if pages else []
    spots = dict.fromkeys(item.place for item in fragments if item.place is not None)
    return "、".join(said + _spots(tuple(spots)))


# The places that the extractors write where there are no pages.
_ROW = re.compile(r"table (\d+) row (\d+) column \d+")
_LINE = re.compile(r"line (\d+)")
_PARAGRAPH = re.compile(r"paragraph (\d+)")


def _spots(spots: Sequence[str]) -> list[str]:
    rows: dict[str, set[int]] = {}
    others: list[str] = []
    for spot in spots:
        if found := _ROW.fullmatch(spot):
            rows.setdefault(f"表{found[1]}第{{}}行", set()).add(int(found[2]))
        elif found := _LINE.fullmatch(spot):
            rows.setdefault("第{}行", set()).add(int(found[1]))
        elif found := _PARAGRAPH.fullmatch(spot):
            rows.setdefault("第{}段", set()).add(int(found[1]))
        else:
            others.append(spot)
    return [words.format(_counted(numbers)) for words, numbers in rows.items()] + others


def _counted(numbers: Iterable[int]) -> str:
    """`1、3—5、8`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)
