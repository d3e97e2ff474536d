"""What is measured of one register: each name corrupted at every place, in its issuer's notice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from benchmarks.names.corruption import distance, laid_out, mistyped
from pipeline.departments import Entry, Named, Register, identify, replayed

LAID_OUT = 0.999
MISTYPED = 0.98


@dataclass(frozen=True)
class Setting:
    """One register, what it is called, and the seed of its corruptions."""

    register: Register
    title: str
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
        fallback = {"市": "云川市教育局", "县": "青原县卫生健康局"}.get(entry.name[0], "东岭省民政厅")
        level = "自治区" if entry.name.startswith("自治区") else entry.name[0]
        return next((issuer for issuer in own if level in issuer), fallback)

    def answer(self, printed: str, entry: Entry) -> Named:
        """What a notice of the entry's issuer, of a year in which it was in use, is read as."""
        return identify(printed, self.issuer_of(entry), self.register, entry.until or entry.since)


def measured(setting: Setting, *, verbose: bool) -> bool:
    """Print the figures of a register; are they where they should be?"""
    print(f"== {setting.title}: {len(setting.named)} names of", end=" ")
    print(f"{len(setting.register.entries)} departments, {len(setting.issuers)} issuers")
    return all(
        [
            _laid_out(setting, verbose=verbose),
            _mistyped(setting, verbose=verbose),
            _confused(setting),
            _repeatable(setting),
        ]
    )


def _laid_out(setting: Setting, *, verbose: bool) -> bool:
    tried: Counter[str] = Counter()
    right: Counter[str] = Counter()
    rng = Random(setting.seed)
    for name, entry in setting.named:
        for kind, printed in laid_out(name, rng):
            is_right = setting.answer(printed, entry).name == entry.name
            tried[kind] += 1
            right[kind] += is_right
            if verbose and not is_right:
                print("  missed", kind, repr(printed), entry.name)
    for kind in tried:
        print(f"{kind}: {right[kind]} of {tried[kind]} identified")
    return right.total() >= LAID_OUT * tried.total()


def _mistyped(setting: Setting, *, verbose: bool) -> bool:
    """Names to which another is as near are counted by themselves: they are to be left alone."""
    lone: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong = close = 0
    for name, entry in setting.named:
        others = _might_be_near(name, entry, setting)
        for kind, printed in mistyped(name):
            answer = setting.answer(printed, entry).name
            is_wrong = answer not in (entry.name, printed) and printed not in setting.owners
            wrong += is_wrong
            if is_wrong:
                print("  wrong", repr(printed), entry.name, answer)
            if printed in setting.owners or any(distance(printed, other) < 2 for other in others):
                close += 1
                continue
            lone[kind] += 1
            right[kind] += answer == entry.name
            if verbose and answer != entry.name:
                print("  left", kind, printed, entry.name)
    for kind in lone:
        share = right[kind] / lone[kind]
        print(f"{kind}: {right[kind]} of {lone[kind]} identified ({share:.2%})")
    print(f"another name is as near: {close}; read as another name: {wrong}")
    return not wrong and all(right[kind] >= MISTYPED * lone[kind] for kind in lone)


def _might_be_near(name: str, entry: Entry, setting: Setting) -> tuple[str, ...]:
    """The names of other departments in view that a corruption of this one may be as near to."""
    in_view = (entry.issuer, "", setting.issuer_of(entry))
    return tuple(
        other
        for other, owner in setting.named
        if owner.name != entry.name and owner.issuer in in_view and distance(name, other) < 3
    )


def _confused(setting: Setting) -> bool:
    """Every name in a notice of every issuer: it is itself, its entry's name, or stands.

    A name that the issuer's level in front makes the register's (财政局 of a development zone, in
    a notice of the city: 市财政局) is what that notice calls a body of its own level.
    """
    confused = pairs = levels = 0
    for name, entry in setting.named:
        own = {one.name for one in setting.owners[name]} | {name}
        for issuer in setting.issuers:
            answer = identify(name, issuer, setting.register)
            pairs += len(setting.register.entries)
            if answer.name not in own and "add_level" in answer.steps:
                levels += 1
            elif answer.name not in own:
                confused += 1
                print("  confused", name, entry.issuer, issuer, answer)
    print(f"names confused: {confused or 'none'} (of {pairs} pairs of a name and a department)")
    print(f"names of another body, read with the level of the issuer: {levels or 'none'}")
    return not confused


def _corrupted(setting: Setting) -> Iterator[tuple[str, Entry]]:
    rng = Random(setting.seed)
    for name, entry in setting.named:
        yield from ((printed, entry) for _, printed in (*laid_out(name, rng), *mistyped(name)))


def _repeatable(setting: Setting) -> bool:
    """Fixing twice equals once, and the steps replayed give the answer."""
    twice = replays = tried = 0
    for printed, entry in _corrupted(setting):
        issuer, year = setting.issuer_of(entry), entry.until or entry.since
        answer = setting.answer(printed, entry)
        tried += 1
        twice += setting.answer(answer.name, entry).name != answer.name
        again = replayed(printed, answer.steps, issuer, setting.register, year)
        replays += again != answer.name
    print(f"fixed twice and other than once: {twice or 'none'} of {tried}")
    print(f"steps that do not give the answer: {replays or 'none'} of {tried}")
    return not twice and not replays
