"""Which pairs of years there are: each kind of edit by itself, and all of them mixed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from random import Random

from benchmarks.corpus.content import issuers
from benchmarks.years import edit_duties as duties
from benchmarks.years import edit_layout as layouts
from benchmarks.years import edit_shape as shape
from benchmarks.years import edit_texts as texts
from benchmarks.years.desk import Desk, Operation, department_renamed, on_a_task, several
from benchmarks.years.drafts import drawn, layout_by_lot, of_notice, of_records
from benchmarks.years.nouns import Case, Item, Layout, Year
from benchmarks.years.truths import truth
from benchmarks.years.words import Words
from benchmarks.years.writing import document
from pipeline import Register
from pipeline.changes import Aspect

REGISTER = Path(__file__).with_name("register.csv")
SHARES = {"tenth": 0.1, "third": 1 / 3, "half": 0.5}
SIZES = (10, 12, 14, 16, 18, 20, 23, 26, 30, 34, 40, 46, 54, 66, 80, 100, 140, 200)
ALONE_EACH = 2
MIXED_EACH = 50
OTHERS_EACH = 4

# What is done to some tasks, up to the share.
EDITS: dict[str, Operation] = {
    "removed": shape.removed,
    "added at top": shape.added_at_top,
    "added in the middle": shape.added_in_the_middle,
    "added at the end": shape.added_at_end,
    "added near-duplicate": shape.added_alike,
    "section replaced": shape.section_replaced,
    "moved": shape.moved,
    "retitled": shape.retitled,
    "split": shape.split,
    "merged": shape.merged,
    "words": on_a_task(texts.reworded),
    "clause replaced": on_a_task(texts.clause_replaced),
    "shortened": on_a_task(texts.shortened),
    "lengthened": on_a_task(texts.lengthened),
    "rewritten": on_a_task(texts.rewritten),
    "title reworded": on_a_task(texts.title_reworded),
    "several in one task": on_a_task(several),
    "party added": on_a_task(duties.party_added),
    "party removed": on_a_task(duties.party_removed),
    "party replaced": on_a_task(duties.party_replaced),
    "role changed": on_a_task(duties.role_changed),
    "deadline changed": on_a_task(duties.deadline_changed),
    "deadline of another kind": on_a_task(duties.deadline_of_another_kind),
    "deadline of another text": on_a_task(duties.deadline_of_another_text),
    "deadline left behind": on_a_task(duties.deadline_left),
    "no change: order of parties": on_a_task(duties.order_changed),
    "no change: same day": on_a_task(duties.same_day),
    "no change: year in a phrase": on_a_task(texts.year_moved_on),
    "no change: width and spaces": on_a_task(texts.widths_changed),
}
# What is done to the whole ledger.
WHOLE: dict[str, Operation] = {
    "no change: relabelled": layouts.relabelled,
    "words of the year": shape.in_the_words_of_the_year,
    "permuted": shape.permuted,
    "title joined": layouts.title_joined,
    "level dropped": layouts.level_dropped,
    "columns changed": layouts.columns_changed,
}
RENAMED = "no change: renamed"
ALIKE = "mixed, all near-duplicates"
# How often each edit is made in a ledger with all of them, as years go: most of what changes is
# wording, parties and what comes and goes.
WEIGHTS = {
    "removed": 12, "added at top": 1, "added in the middle": 7, "added at the end": 5,
    "added near-duplicate": 3, "section replaced": 3, "moved": 5, "retitled": 5, "split": 3,
    "merged": 3, "words": 10, "clause replaced": 8, "shortened": 6, "lengthened": 7,
    "rewritten": 12, "title reworded": 3, "several in one task": 10, "party added": 4,
    "party removed": 4, "party replaced": 3, "role changed": 3, "deadline changed": 4,
    "deadline of another kind": 3, "deadline of another text": 1, "deadline left behind": 1,
    "no change: order of parties": 1, "no change: same day": 1, "no change: width and spaces": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A case to be made: its kind, share, and what is done to the whole ledger as well."""

    kind: str
    share: str
    also: str = ""


def wanted() -> tuple[Wanted, ...]:
    """All cases, in order."""
    alone = [Wanted(kind, share) for kind in EDITS for share in SHARES for _ in range(ALONE_EACH)]
    whole = [
        Wanted(kind, "none") for kind in (*WHOLE, RENAMED, "nothing") for _ in range(OTHERS_EACH)
    ]
    mixed = [Wanted("mixed", share) for share in SHARES for _ in range(MIXED_EACH)]
    both = [
        Wanted(f"mixed, {also}", share, also)
        for also in (*WHOLE, RENAMED)
        for share in SHARES
        for _ in range(2)
    ]
    alike = [Wanted(ALIKE, share) for share in SHARES for _ in range(2 * OTHERS_EACH)]
    return tuple(alone + whole + mixed + both + alike)


def later_names() -> dict[str, str]:
    """What departments are called now, by their earlier names."""
    return {
        entry.name: entry.successors[0]
        for entry in Register.load(REGISTER).entries
        if entry.successors
    }


def cases(seed: int, records: Sequence[Path] = ()) -> Iterator[Case]:
    """Every case of the plan; the same seed and records give the same cases."""
    for index, want in enumerate(wanted(), start=1):
        yield case(f"{index:03} {want.kind} {want.share}", want, f"{seed}:{index}", records)


def case(name: str, want: Wanted, seed: str, records: Sequence[Path] = ()) -> Case:
    """Draw ledgers until one is found that the edit fits."""
    for attempt in range(200):
        rng = Random(f"{seed}:{attempt}")
        old, words = _first_year(rng, want, records)
        # One year more now and then lies between the ledgers.
        words.gap = 2 if rng.random() < 0.12 else 1
        made = _next_year(old, words, want)
        if made is None:
            continue
        new, undecided = made
        return Case(
            name=name,
            kind=want.kind,
            share=want.share,
            old=document(old, f"{old.year}.txt"),
            new=document(new, f"{new.year}.txt"),
            truth=truth(old, new, undecided, later_names()),
        )
    raise RuntimeError(f"no ledger was drawn that this fits: {want}")


def _first_year(rng: Random, want: Wanted, records: Sequence[Path]) -> tuple[Year, Words]:
    source = 1 if want.kind == ALIKE else rng.random()
    if source < 0.08:
        return of_notice(rng)
    if source < 0.16 and records:
        return of_records(rng, rng.choice(records))
    words = Words(rng, rng.choice(issuers()), rng.randint(2017, 2024))
    layout = _fitting(layout_by_lot(rng), want)
    size = rng.choice(SIZES)
    sizes = [size]
    alike = 3 if want.kind == ALIKE else rng.choice([0.0, 0.2, 0.5, 0.8])
    if size >= 20 and rng.random() < 0.25:
        cut = rng.randint(size // 3, 2 * size // 3)
        sizes = [cut, size - cut]
    return drawn(words, layout, sizes, alike), words


def _fitting(layout: Layout, want: Wanted) -> Layout:
    """The layout with what an edit needs, so that not too many are drawn in vain."""
    said = f"{want.kind} {want.also}"
    if "title" in said and "retitled" not in said:
        layout = replace(layout, title=True)
    if "deadline" in said or "day" in said:
        layout = replace(layout, deadline=True)
    if any(word in said for word in ("moved", "retitled", "level", "section", "relabelled")):
        layout = replace(layout, levels=max(layout.levels, 1))
    return layout


def _next_year(old: Year, words: Words, want: Wanted) -> tuple[Year, set[Aspect]] | None:
    """The year after, and which aspects cannot be said; None where an edit did not fit."""
    words.year += words.gap
    phrases_move = words.rng.random() < 0.6 and want.kind != "no change: year in a phrase"
    keys = count(1 + max(_keys(old)))
    drafts = []
    undecided: set[Aspect] = set()
    done = 0
    for draft in old.drafts:
        items = [_carried_over(item, words, phrases_move=phrases_move) for item in draft.items]
        desk = Desk(words, keys, items, dict(draft.headings), draft.layout)
        done += edited(desk, want)
        drafts.append(desk.draft())
        undecided |= desk.undecided
    if not done and want.kind != "nothing":
        return None
    return Year(words.year, old.issuer, tuple(drafts)), undecided


def _keys(year: Year) -> Iterator[int]:
    for draft in year.drafts:
        yield from draft.headings
        yield from (item.key for item in draft.items)


def _carried_over(item: Item, words: Words, *, phrases_move: bool) -> Item:
    """The task a year later, as long as nobody edits it: the years in it have moved on."""
    text = texts.years_moved(item.text, words.year) if phrases_move else item.text
    return replace(item, text=text, deadline=duties.moved_on(item.deadline, words.gap))


def edited(desk: Desk, want: Wanted) -> int:
    """How many tasks were edited; the edits of the whole ledger come after the others."""
    budget = int(len(desk.items) * SHARES.get(want.share, 0))
    done = 0
    if want.kind in EDITS:
        done = _repeated(desk, lambda: EDITS[want.kind], budget)
    elif want.kind.startswith("mixed"):
        kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
        done = _repeated(desk, lambda: EDITS[desk.rng.choices(kinds, weights)[0]], budget)
    whole = want.also or want.kind
    if whole == RENAMED:
        return department_renamed(later_names())(desk, budget)
    if whole in WHOLE:
        # Where it does not fit, the ledger is of no use for this case.
        return WHOLE[whole](desk, budget)
    return done


def _repeated(desk: Desk, next_operation: Callable[[], Operation], budget: int) -> int:
    """Edit until the budget is used up, or nothing fits any more."""
    left = budget
    failures = 0
    while left > 0 and failures < 40:
        done = next_operation()(desk, left)
        left -= done
        failures += not done
    return budget - left
