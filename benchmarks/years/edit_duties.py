"""What becomes of a task's parties and deadline in another year, and what counts as a change."""

from __future__ import annotations

import re
from dataclasses import replace

from benchmarks.corpus.nouns import Deadline, Party, Role
from benchmarks.years.nouns import Item
from benchmarks.years.words import LAST_DAY, SAME_DAY, WITHOUT_DAY, Words


def party_added(item: Item, words: Words) -> Item | None:
    """A department of the issuer's joins."""
    free = _free(item, words)
    if not free or not item.parties:
        return None
    role: Role = "responsible" if _last_role(item) == "responsible" else "support"
    return _answering(item, (*item.parties, words.party(words.rng.choice(free), role)))


def party_removed(item: Item, words: Words) -> Item | None:
    """A department leaves; one is left."""
    if len(item.parties) < 2:
        return None
    # The lead stays: who is left without a lead would change roles as well.
    index = words.rng.randrange(1, len(item.parties))
    return _answering(item, item.parties[:index] + item.parties[index + 1 :])


def party_replaced(item: Item, words: Words) -> Item | None:
    """A department gives way to another one in its role."""
    free = _free(item, words)
    if not free or not item.parties:
        return None
    index = words.rng.randrange(len(item.parties))
    parties = list(item.parties)
    parties[index] = words.party(words.rng.choice(free), parties[index].role)
    return _answering(item, tuple(parties))


def role_changed(item: Item, words: Words) -> Item | None:
    """Another one leads; or one leads where all answered."""
    parties = list(item.parties)
    if len(parties) < 2 or any(party.collective for party in parties):
        return None
    if parties[0].role == "lead":
        other = words.rng.randrange(1, len(parties))
        first, second = parties[0], parties[other]
        parties[0] = replace(second, role=first.role)
        parties[other] = replace(first, role=second.role)
        return _answering(item, tuple(parties))
    supports = (replace(party, role="support") for party in parties[1:])
    return _answering(item, (replace(parties[0], role="lead"), *supports))


def order_changed(item: Item, words: Words) -> Item | None:
    """The departments of one role in another order: nothing that counts."""
    last = _last_role(item)
    those = [party for party in item.parties if party.role == last]
    if len(those) < 2:
        return None
    shuffled = list(those)
    while shuffled == those:
        words.rng.shuffle(shuffled)
    others = tuple(party for party in item.parties if party.role != last)
    return replace(item, parties=(*others, *shuffled))


def renamed(item: Item, names: dict[str, str]) -> Item:
    """Departments under the names that the register gives them now: nothing that counts."""
    parties = tuple(
        replace(party, name=names.get(party.name, party.name)) for party in item.parties
    )
    return replace(item, parties=parties)


def deadline_changed(item: Item, words: Words) -> Item | None:
    """Another day of the year."""
    if item.deadline.due is None:
        return None
    months = [month for month in LAST_DAY if month != int(item.deadline.due[5:7])]
    month = words.rng.choice(months)
    text = words.rng.choice(SAME_DAY.get(month, [f"{month}月底前"]))
    return _due(item, Deadline(text, "date", f"{words.year}-{month:02}-{LAST_DAY[month]}"))


def deadline_of_another_kind(item: Item, words: Words) -> Item | None:
    """A day where there was none, or none where there was one."""
    if item.deadline.kind == "none":
        return None
    if item.deadline.kind == "date":
        return _due(item, Deadline(*words.rng.choice(WITHOUT_DAY)))
    return _due(item, Deadline("年底前", "date", f"{words.year}-12-31"))


def deadline_of_another_text(item: Item, words: Words) -> Item | None:
    """A deadline without a day is another one of its kind."""
    found = [
        text
        for text, kind in WITHOUT_DAY
        if kind == item.deadline.kind and text != item.deadline.text
    ]
    return _due(item, Deadline(words.rng.choice(found), item.deadline.kind)) if found else None


def same_day(item: Item, words: Words) -> Item | None:
    """The same day in other words: nothing that counts."""
    if item.deadline.due is None or item.deadline.due[:4] != str(words.year):
        return None
    month = int(item.deadline.due[5:7])
    found = [text for text in SAME_DAY.get(month, []) if text != item.deadline.text]
    if not found:
        return None
    return replace(item, deadline=replace(item.deadline, text=words.rng.choice(found)))


def deadline_left(item: Item, words: Words) -> Item | None:
    """A day that names its year stays while the ledger moves on: another day, as years go."""
    if re.search(r"\d{4}年", item.deadline.text) is None:
        return None
    return _due(item, moved_on(item.deadline, -words.gap))


def moved_on(deadline: Deadline, years: int) -> Deadline:
    """The deadline as the later ledger says it, with the year alone moved on."""
    if deadline.due is None:
        return deadline
    text = re.sub(r"\d{4}(?=年)", lambda found: str(int(found[0]) + years), deadline.text)
    return Deadline(text, "date", f"{int(deadline.due[:4]) + years}{deadline.due[4:]}")


def _free(item: Item, words: Words) -> list[str]:
    held = {party.name for party in item.parties}
    return [name for name in words.issuer.departments if name not in held]


def _last_role(item: Item) -> Role:
    return item.parties[-1].role if item.parties else "responsible"


def _answering(item: Item, parties: tuple[Party, ...]) -> Item:
    return replace(item, parties=parties, aspects=item.aspects | {"responsibility"})


def _due(item: Item, deadline: Deadline) -> Item:
    return replace(item, deadline=deadline, aspects=item.aspects | {"deadline"})
