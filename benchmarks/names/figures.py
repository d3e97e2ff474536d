"""What is measured of a register: each name corrupted at every place, in its issuer's notice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from benchmarks.names.corruption import distance, laid_out, mistyped
from pipeline.departments import Entry, Named, Register, identify, replayed

LAID_OUT = 0.999
MISTYPED = 0.98
TYPING = ("lost", "doubled")


@dataclass(frozen=True)
class Setting:
    """One register, and the seed of its corruptions."""

    register: Register
    seed: int

    @cached_property
    def named(self) -> tuple[tuple[str, Entry], ...]:
        """Each name and other name with its entry, and names in brackets that no other has."""
        written = {
            (entry.issuer, name)
            for entry in self.register.entries
            for name in (entry.name, *entry.other_names)
        }
        return tuple(
            (name, entry)
            for entry in self.register.entries
            for name in entry.names
            if name in (entry.name, *entry.other_names) or (entry.issuer, name) not in written
        )

    @cached_property
    def owners(self) -> dict[str, tuple[Entry, ...]]:
        """Each name with the entries that have it, of whatever issuer."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for name, entry in self.named:
            found[name].append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    @cached_property
    def issuers(self) -> tuple[str, ...]:
        """All bodies that may issue a notice."""
        return tuple(dict.fromkeys(map(self.issuer_of, self.register.entries)))

    def issuer_of(self, entry: Entry) -> str:
        """Who prints the name: its issuer, or for an outside body one of its level."""
        if entry.issuer:
            return entry.issuer
        own = dict.fromkeys(one.issuer for one in self.register.entries if one.issuer)
        fallback = {"市": "云川市教育局", "县": "青原县卫生健康局"}.get(
            entry.name[0], "东岭省民政厅"
        )
        level = "自治区" if entry.name.startswith("自治区") else entry.name[0]
        return next((issuer for issuer in own if level in issuer), fallback)

    def answer(self, printed: str, entry: Entry) -> Named:
        """What a notice of the entry's issuer, of a year in which it was in use, is read as."""
        return identify(printed, self.issuer_of(entry), self.register, entry.until or entry.since)


@dataclass
class Figures:
    """What was tried and what came right, by kind of corruption; and what must never happen."""

    tried: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        """Take over what was measured of another register."""
        self.tried.update(other.tried)
        self.right.update(other.right)
        self.counts.update(other.counts)
        self.misses += other.misses
        self.wrongs += other.wrongs

    @property
    def is_good(self) -> bool:
        """Are all figures where they should be?"""
        layout = [kind for kind in self.tried if kind not in TYPING]
        laid_out = sum(self.right[kind] for kind in layout)
        return (
            not self.wrongs
            and laid_out >= LAID_OUT * sum(self.tried[kind] for kind in layout)
            and all(self.right[kind] >= MISTYPED * self.tried[kind] for kind in TYPING)
        )

    def lines(self, *, verbose: bool) -> Iterator[str]:
        """The figures as they are printed."""
        for kind, tried in self.tried.items():
            share = self.right[kind] / tried
            yield f"{kind}: {self.right[kind]} of {tried} identified ({share:.2%})"
        for what, count in self.counts.items():
            yield f"{what}: {count or 'none'}"
        yield from (f"  {wrong}" for wrong in self.wrongs)
        yield from (f"  {miss}" for miss in self.misses if verbose)


def measured(setting: Setting) -> Figures:
    """The figures of a register."""
    figures = Figures()
    for measure in (_laid_out, _mistyped, _confused, _repeatable):
        measure(setting, figures)
    return figures


def _laid_out(setting: Setting, figures: Figures) -> None:
    rng = Random(setting.seed)
    for name, entry in setting.named:
        for kind, printed in laid_out(name, rng):
            answer = setting.answer(printed, entry).name
            figures.tried[kind] += 1
            figures.right[kind] += answer == entry.name
            if answer != entry.name:
                figures.misses.append(f"missed: {kind} {printed!r}, {entry.name}")


def _mistyped(setting: Setting, figures: Figures) -> None:
    """Names to which another is as near are counted by themselves: they are to be left alone."""
    figures.counts["mistyped, and another name is as near"] += 0
    for name, entry in setting.named:
        others = _might_be_near(name, entry, setting)
        for kind, printed in mistyped(name):
            answer = setting.answer(printed, entry).name
            if answer not in (entry.name, printed) and printed not in setting.owners:
                figures.wrongs.append(f"wrong: {printed!r}, {entry.name}, {answer}")
            if printed in setting.owners or any(distance(printed, other) < 2 for other in others):
                figures.counts["mistyped, and another name is as near"] += 1
                continue
            figures.tried[kind] += 1
            figures.right[kind] += answer == entry.name
            if answer != entry.name:
                figures.misses.append(f"left: {kind} {printed!r}, {entry.name}")


def _might_be_near(name: str, entry: Entry, setting: Setting) -> tuple[str, ...]:
    """The names of other departments in view that a corruption of this one may be as near to."""
    in_view = (entry.issuer, "", setting.issuer_of(entry))
    return tuple(
        other
        for other, owner in setting.named
        if owner.name != entry.name and owner.issuer in in_view and distance(name, other) < 3
    )


def _confused(setting: Setting, figures: Figures) -> None:
    """Every name in a notice of every issuer: it is itself, its entry's name, or stands.

    A name that the issuer's level in front makes the register's (财政局 of a development zone, in
    a notice of the city: 市财政局) is what that notice calls a body of its own level.
    """
    levels = "names of another body, read with the level of the issuer"
    figures.counts["names confused"] += 0
    figures.counts[levels] += 0
    for name, entry in setting.named:
        own = {one.name for one in setting.owners[name]} | {name}
        for issuer in setting.issuers:
            answer = identify(name, issuer, setting.register)
            figures.counts["pairs of a name and a department"] += len(setting.register.entries)
            if answer.name not in own and "add_level" in answer.steps:
                figures.counts[levels] += 1
            elif answer.name not in own:
                figures.counts["names confused"] += 1
                figures.wrongs.append(f"confused: {name} of {entry.issuer}, {issuer}, {answer}")


def _repeatable(setting: Setting, figures: Figures) -> None:
    """Fixing twice equals once, and the steps replayed give the answer."""
    figures.counts["fixed twice and other than once"] += 0
    figures.counts["steps that do not give the answer"] += 0
    for printed, entry in _corrupted(setting):
        issuer, year = setting.issuer_of(entry), entry.until or entry.since
        answer = setting.answer(printed, entry)
        if setting.answer(answer.name, entry).name != answer.name:
            figures.counts["fixed twice and other than once"] += 1
            figures.wrongs.append(f"twice: {printed!r}, {answer}")
        if replayed(printed, answer.steps, issuer, setting.register, year) != answer.name:
            figures.counts["steps that do not give the answer"] += 1
            figures.wrongs.append(f"steps: {printed!r}, {answer}")


def _corrupted(setting: Setting) -> Iterator[tuple[str, Entry]]:
    rng = Random(setting.seed)
    for name, entry in setting.named:
        yield from ((printed, entry) for _, printed in (*laid_out(name, rng), *mistyped(name)))
