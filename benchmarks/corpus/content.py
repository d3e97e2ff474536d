"""What the ledgers say: sentences, parties, deadlines and headings, drawn by lot.

Whatever is drawn is drawn together with its truth: the writer of a cell knows what it says,
and nothing is read back from the text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.corpus.layouts import Label, Layout
from benchmarks.corpus.nouns import Citation, Deadline, Heading, Notice, Party, Responsibility, Role

HERE = Path(__file__).resolve().parent
PHRASES: dict[str, Any] = tomllib.loads((HERE / "phrases.toml").read_text(encoding="utf-8"))
HAN = "一二三四五六七八九十"
# What is left of a white space that parts two names, once the text is clean: nothing.
PARTED_BY_SPACE = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a notice, and whom its ledgers name."""

    id: str
    name: str
    short: str
    code: str
    known: bool
    departments: tuple[str, ...]
    groups: tuple[str, ...]
    recipients: tuple[str, ...]


def issuers() -> tuple[Issuer, ...]:
    """All issuers, in the order of the file."""
    data: dict[str, Any] = tomllib.loads((HERE / "issuers.toml").read_text(encoding="utf-8"))
    return tuple(_issuer(entry) for entry in data["issuer"])


def _issuer(entry: dict[str, Any]) -> Issuer:
    lists = {name: tuple(value) for name, value in entry.items() if isinstance(value, list)}
    return Issuer(**(entry | lists))


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the documents that it names."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(slots=True)
class Writer:
    """Draws what one ledger says. The same random numbers give the same words."""

    rng: Random
    issuer: Issuer
    year: int
    latin: bool = True
    used: set[str] = field(default_factory=set)

    def requirement(self, sentences: int) -> Said:
        """A text of so many sentences; 0 is one of a few characters."""
        if sentences == 0:
            return Said(self._new(lambda: self.rng.choice(PHRASES["tiny"])))
        cited: list[Citation] = []
        text = "".join(self._new(lambda: self._sentence(cited)) for _ in range(sentences))
        return Said(text, tuple(dict.fromkeys(c for c in cited if f"《{c.title}》" in text)))

    def title(self) -> str:
        """The name of a task."""
        return self._new(lambda: self._fill("titles"))

    def heading(self, label: Label, ordinal: int, *, stop: bool) -> tuple[str, Heading]:
        """A heading as printed, and what it says. `stop`: printed with a full stop."""
        title = self._new(lambda: self._fill("headings"))
        printed = {
            "han": f"{han(ordinal)}、",
            "bracket": f"（{han(ordinal)}）",
            "arabic": f"{ordinal}.",
            "none": "",
        }[label]
        says = {"han": han(ordinal), "bracket": f"（{han(ordinal)}）", "arabic": str(ordinal)}
        return printed + title + "。" * stop, Heading(says.get(label), title)

    def parties(self, layout: Layout, role: Role | None) -> tuple[str, Responsibility]:
        """A cell of parties as printed, and what it says; `role` is the column's, if it has one."""
        separator = layout.separator
        if role is not None or separator in " \n":
            names = self._names(self.rng.choice([1, 1, 2, 3]), longest=14)
            clean = separator.replace(",", "，").replace("\n", " ").replace(" ", PARTED_BY_SPACE)
            says = Responsibility(
                clean.join(names), tuple(self._party(n, role or "responsible") for n in names)
            )
            return self._printed(separator.join(names), layout), says
        text, parties, others = self._sentence_of_parties(separator.replace(",", "，"))
        printed = text.replace("，", ",") if separator == "," else text
        return self._printed(printed, layout), Responsibility(text, tuple(parties), others)

    def deadline(self, *, several: bool = True) -> Deadline:
        """A deadline of a cell of its own."""
        year = self.year
        dates = [
            ("年底前", f"{year}-12-31"),
            ("年底前", f"{year}-12-31"),
            ("12月底前", f"{year}-12-31"),
            ("10月底前", f"{year}-10-31"),
            ("6月30日前", f"{year}-06-30"),
            (f"{year}年12月底", f"{year}-12-31"),
            (f"{year + 1}年3月底前", f"{year + 1}-03-31"),
            ("上半年", f"{year}-06-30"),
            ("第三季度", f"{year}-09-30"),
            ("三季度末", f"{year}-09-30"),
            ("一季度前", f"{year}-03-31"),
            ("明年一季度", f"{year + 1}-03-31"),
            ("11月15日前", f"{year}-11-15"),
        ]
        words = [
            ("持续推进", "ongoing"),
            ("长期坚持", "ongoing"),
            ("全年", "ongoing"),
            ("常态化", "ongoing"),
            ("每季度末", "recurring"),
            ("每月10日前", "recurring"),
            ("每年1月31日前", "recurring"),
            ("及时", "unknown"),
            ("按时序推进", "unknown"),
        ]
        if self.rng.random() < 0.7:
            if several and self.rng.random() < 0.05:
                return Deadline("6月底、12月底前", "date", f"{year}-06-30")
            text, due = self.rng.choice(dates)
            return Deadline(text, "date", due)
        text, kind = self.rng.choice(words)
        return Deadline(text, kind)

    def limit(self) -> tuple[str, Deadline]:
        """A clause that ends a text with its deadline, and what it says."""
        month, last = self.rng.choice([(6, 30), (7, 31), (9, 30), (11, 30)])
        phrase = f"{month}月底前"
        return f"，{phrase}完成。", Deadline(phrase, "date", f"{self.year}-{month:02}-{last}")

    def remark(self) -> Deadline:
        """A remark that is a deadline."""
        choices = [("7月底前完成", "date", f"{self.year}-07-31"), ("持续推进", "ongoing", None)]
        return Deadline(*self.rng.choice(choices))

    def aside(self, header: str) -> str:
        """A cell of an extra column."""
        lists = {"联系人": "contacts", "完成情况": "progress", "成果形式": "results"}
        return str(self.rng.choice(PHRASES[lists.get(header, "remarks")]))

    def notice(self, ledger_titles: Sequence[str], *, signed: bool) -> tuple[Notice, str]:
        """The notice that brings the ledgers, and its date as printed."""
        about = f"{self.issuer.short}{self.year}年政务公开重点工作任务"
        cited = self._citation("省人民政府办公厅", "东政办发", f"{self.year}年政务公开工作要点")
        first = ledger_titles[0]
        body = (
            f"根据{cited[0]}要求，结合工作实际，制定了《{first}》，现印发给你们，请认真抓好贯彻落实。\n"
            f"各有关方面要{self.rng.choice(PHRASES['means'])}，{self.rng.choice(PHRASES['aims'])}。"
            f"工作中的重要情况请及时报送。"
        )
        month, day = self.rng.randint(2, 6), self.rng.randint(1, 28)
        notice = Notice(
            issuer=self.issuer.name,
            title=f"关于印发《{first}》的通知"
            if self.rng.random() < 0.6
            else f"关于做好{about}的通知",
            document_number=f"{self.issuer.code}〔{self.year}〕{self.rng.randint(1, 99)}号",
            issued_on=f"{self.year}-{month:02}-{day:02}" if signed else None,
            recipients=self.issuer.recipients,
            body=body,
            citations=(cited[1], Citation(first)),
            attachments=tuple(ledger_titles),
        )
        return notice, f"{self.year}年{month}月{day}日"

    def _sentence(self, cited: list[Citation]) -> str:
        rng = self.rng
        clauses = [
            rng.choice(PHRASES["means"]),
            rng.choice(PHRASES["verbs"])
            + rng.choice(PHRASES["areas"])
            + rng.choice(["", "领域", "方面"])
            + rng.choice(PHRASES["objects"]),
        ]
        chance = rng.random()
        if chance < 0.12:
            text, citation = self._any_citation()
            cited.append(citation)
            clauses.insert(0, f"落实{text}要求")
        elif chance < 0.4:
            clauses.append(rng.choice(PHRASES["details"]))
        elif chance < 0.5 and self.latin:
            clauses.append(rng.choice(PHRASES["latin"]))
        if rng.random() < 0.6:
            clauses.append(rng.choice(PHRASES["aims"]))
        return "，".join(clauses if rng.random() < 0.8 else clauses[1:]) + "。"

    def _any_citation(self) -> tuple[str, Citation]:
        maker, code = self.rng.choice(PHRASES["document_makers"])
        about = self.rng.choice(PHRASES["areas"]) + self.rng.choice(PHRASES["document_kinds"])
        return self._citation(maker, code, about)

    def _citation(self, maker: str, code: str, about: str) -> tuple[str, Citation]:
        form = self.rng.randrange(3)
        if form == 0:
            return f"《{about}》", Citation(about)
        number = f"{code}〔{self.year - self.rng.randint(0, 3)}〕{self.rng.randint(1, 120)}号"
        nested = f"〈{about}〉" if form == 2 else about
        title = f"{maker}关于印发{nested}的通知"
        return f"《{title}》（{number}）", Citation(title, number)

    def _fill(self, kind: str) -> str:
        template: str = self.rng.choice(PHRASES[kind])
        return template.format(area=self.rng.choice(PHRASES["areas"]))

    def _new(self, draw: Any) -> str:
        """What was not drawn before, if ten draws find one."""
        text = str(draw())
        for _ in range(10):
            if text not in self.used:
                break
            text = str(draw())
        self.used.add(text)
        return text

    def _names(self, count: int, longest: int = 99) -> list[str]:
        names = [n for n in self.issuer.departments if len(n) <= longest]
        return self.rng.sample(names, min(count, len(names)))

    def _party(self, name: str, role: Role) -> Party:
        group = name in self.issuer.groups
        return Party(name, role, group, known=self.issuer.known and not group)

    def _sentence_of_parties(self, separator: str) -> tuple[str, list[Party], bool]:
        """A cell with words of role, in the forms that notices use."""
        a, *rest = self._names(self.rng.choice([2, 3, 3, 4, 6]))
        group = self.rng.choice(self.issuer.groups)
        listed = separator.join([a, *rest])
        others = separator.join(rest)
        lead, resp = self._party(a, "lead"), self._party(a, "responsible")
        supports = [self._party(n, "support") for n in rest]
        everyone = [resp, *(self._party(n, "responsible") for n in rest)]
        marks = separator == "、"
        forms: list[tuple[str, list[Party], bool]] = [
            (listed, everyone, False),
            (f"{a}牵头", [lead], False),
            (a, [resp], False),
            (group, [self._party(group, "responsible")], False),
        ]
        if marks:
            forms += [
                (f"{a}牵头，{others}配合", [lead, *supports], False),
                (f"{a}牵头，{group}配合", [lead, self._party(group, "support")], False),
                (f"{listed}等", everyone, True),
                (f"{listed}按职责分工负责", everyone, False),
                (f"{a}负责，{others}参与", [lead, *supports], False),
                (f"牵头单位：{a}；配合单位：{others}", [lead, *supports], False),
                (f"（{a}牵头，{group}配合）", [lead, self._party(group, "support")], False),
                (f"{a}、{rest[0]}分别牵头", [lead, self._party(rest[0], "lead")], False),
            ]
        return self.rng.choice(forms)

    def _printed(self, text: str, layout: Layout) -> str:
        return text.replace("（", "(").replace("）", ")") if layout.narrow_brackets else text


def han(number: int) -> str:
    """1 to 99 in Han numerals."""
    tens, ones = divmod(number, 10)
    if not tens:
        return HAN[ones - 1]
    return ("" if tens == 1 else HAN[tens - 1]) + "十" + (HAN[ones - 1] if ones else "")
