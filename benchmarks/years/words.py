"""What tasks say: drawn by lot of the corpus's words and of those of the years."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.corpus.content import PHRASES, Issuer
from benchmarks.corpus.nouns import Deadline, Party, Role

WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
SAME_DAY: dict[int, list[str]] = {int(month): texts for month, texts in WORDS["same_day"].items()}
LAST_DAY = {3: 31, 6: 30, 7: 31, 9: 30, 10: 31, 11: 30, 12: 31}
WITHOUT_DAY = (
    ("持续推进", "ongoing"),
    ("长期坚持", "ongoing"),
    ("全年", "ongoing"),
    ("每季度末", "recurring"),
    ("每月10日前", "recurring"),
    ("及时", "unknown"),
)


@dataclass(slots=True)
class Words:
    """Draws texts, parties and deadlines of one issuer and year; no task is drawn twice.

    `gap` is how many years lie between this year and the one before it.
    """

    rng: Random
    issuer: Issuer
    year: int
    gap: int = 1
    subjects: set[tuple[str, str]] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def area(self) -> str:
        """A field of work."""
        return str(self.rng.choice(PHRASES["areas"]))

    def task(self, sentences: int) -> tuple[str, str]:
        """What one task says, and its area, which no other task has with the same object."""
        area, thing = self._subject()
        return self.filled(self.pattern(sentences).replace("{object}", thing), area), area

    def family(self, size: int, sentences: int) -> list[tuple[str, str]]:
        """What so many tasks say that differ in the area alone, each with its area."""
        pattern = self.pattern(sentences)
        thing = self.rng.choice(PHRASES["objects"])
        free = [area for area in PHRASES["areas"] if (area, thing) not in self.subjects]
        areas = self.rng.sample(free, min(size, len(free)))
        self.subjects |= {(area, thing) for area in areas}
        return [(self.filled(pattern.replace("{object}", thing), area), area) for area in areas]

    def another_area(self, text: str, area: str) -> str | None:
        """An area of which no task says the same; None where the lot draws none."""
        thing = next((thing for thing in PHRASES["objects"] if thing in text), "")
        drawn = self.area()
        if drawn in area or (drawn, thing) in self.subjects:
            return None
        self.subjects.add((drawn, thing))
        return drawn

    def pattern(self, sentences: int) -> str:
        """A text with places for its area, object and year."""
        rng = self.rng
        core = rng.choice(WORDS["cores"]).replace("{verb}", rng.choice(PHRASES["verbs"]))
        clauses = [core]
        if rng.random() < 0.6:
            clauses.insert(0, rng.choice([*WORDS["before"], *PHRASES["means"]]))
        if rng.random() < 0.4:
            clauses.append(rng.choice([*PHRASES["details"], *PHRASES["latin"]]))
        if rng.random() < 0.7:
            clauses.append(rng.choice([*WORDS["after"], *PHRASES["aims"]]))
        more = rng.sample([*WORDS["follow"], *WORDS["general"]], max(sentences - 1, 0))
        return "，".join(clauses) + "。" + "".join(more)

    def filled(self, pattern: str, area: str) -> str:
        """The pattern with its area and the year."""
        return pattern.replace("{area}", area).replace("{year}", str(self.year))

    def sentence(self) -> str:
        """A sentence that may be put into any task."""
        return self.filled(self.rng.choice(WORDS["general"]), "")

    def clause(self) -> str:
        """A clause that may end any sentence."""
        return str(self.rng.choice([*WORDS["after"], *PHRASES["aims"], *PHRASES["details"]]))

    def title(self) -> str:
        """The name of a task."""
        return self._new(lambda: self.rng.choice(PHRASES["titles"]).format(area=self.area()))

    def heading(self) -> str:
        """The title of a heading."""
        choices = [*WORDS["headings"], *PHRASES["headings"]]
        return self._new(lambda: self.rng.choice(choices).format(area=self.area()))

    def parties(self) -> tuple[Party, ...]:
        """Who answers for a task: one leads and others support, or all answer for it."""
        rng = self.rng
        names = rng.sample(self.issuer.departments, rng.choice([1, 1, 2, 2, 3, 4]))
        if rng.random() < 0.5 and len(names) > 1:
            names = [*names[:-1], rng.choice(self.issuer.groups)] if rng.random() < 0.3 else names
            return self.led(names)
        if rng.random() < 0.3 and len(names) == 1:
            return (self.party(names[0], "lead"),)
        return tuple(self.party(name, "responsible") for name in names)

    def led(self, names: list[str]) -> tuple[Party, ...]:
        """The first leads, the others support."""
        others = (self.party(name, "support") for name in names[1:])
        return (self.party(names[0], "lead"), *others)

    def party(self, name: str, role: Role) -> Party:
        """A department of the issuer's in a role."""
        group = name in self.issuer.groups
        return Party(name, role, group, known=self.issuer.known and not group)

    def deadline(self) -> Deadline:
        """By when; a third of them without a day."""
        rng = self.rng
        if rng.random() < 0.3:
            return Deadline(*rng.choice(WITHOUT_DAY))
        if rng.random() < 0.2:
            month = rng.choice([6, 10, 12])
            day = f"{self.year}-{month:02}-{LAST_DAY[month]}"
            return Deadline(f"{self.year}年{month}月底前", "date", day)
        if rng.random() < 0.1:
            return Deadline(f"{self.year + 1}年3月底前", "date", f"{self.year + 1}-03-31")
        month = rng.choice([3, 6, 6, 9, 10, 11, 12, 12, 12, 12])
        day = f"{self.year}-{month:02}-{LAST_DAY[month]}"
        return Deadline(rng.choice(SAME_DAY[month]), "date", day)

    def _subject(self) -> tuple[str, str]:
        """An area and an object that were not drawn together; of two areas where those run out."""
        while True:
            drawn = self.area(), str(self.rng.choice(PHRASES["objects"]))
            if drawn in self.subjects:
                drawn = f"{drawn[0]}和{self.area()}", drawn[1]
            if drawn not in self.subjects:
                self.subjects.add(drawn)
                return drawn

    def _new(self, draw: Callable[[], str]) -> str:
        """What was not drawn before; where the words run out, with a number of its own."""
        for _ in range(50):
            text = draw()
            if text not in self.titles:
                break
        else:
            text += f"（{len(self.titles)}）"
        self.titles.add(text)
        return text
