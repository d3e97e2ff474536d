"""What becomes of a task's text in another year, and what of it counts as a change.

Each edit takes a task and gives it as it is in the next year, or None where it does not fit.
It keeps enough of the text that nobody doubts that it is the same task.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from benchmarks.years.nouns import Item
from benchmarks.years.words import WORDS, Words

Edit = Callable[[Item, Words], Item | None]
KEPT = 0.55
"""At least so much of the longer text stays when one is shortened or lengthened."""


def reworded(item: Item, words: Words) -> Item | None:
    """One to three words by others of the same meaning."""
    found = [pair for pair in WORDS["synonyms"] if _fits(pair, item.text)]
    if not found:
        return None
    text = item.text
    for old, new in words.rng.sample(found, min(len(found), words.rng.randint(1, 3))):
        text = text.replace(old, new, 1)
    return _changed(item, text)


def clause_replaced(item: Item, words: Words) -> Item | None:
    """A clause that ends a sentence gives way to another one."""
    sentences = sentences_of(item.text)
    found = [index for index, sentence in enumerate(sentences) if len(clauses_of(sentence)) > 1]
    if not found:
        return None
    index = words.rng.choice(found)
    clauses = clauses_of(sentences[index])
    if len(clauses[-1]) > len(item.text) * (1 - KEPT):
        return None
    sentences[index] = "，".join([*clauses[:-1], words.clause()]) + "。"
    return _changed(item, "".join(sentences))


def shortened(item: Item, words: Words) -> Item | None:
    """A sentence is dropped, or where there is but one, the clause that ends it."""
    sentences = sentences_of(item.text)
    if len(sentences) > 1:
        del sentences[words.rng.randrange(1, len(sentences))]
    else:
        clauses = clauses_of(item.text)
        if len(clauses) < 2:
            return None
        sentences = ["，".join(clauses[:-1]) + "。"]
    text = "".join(sentences)
    return _changed(item, text) if len(text) >= len(item.text) * KEPT else None


def lengthened(item: Item, words: Words) -> Item | None:
    """A sentence is put in, or a clause."""
    sentences = sentences_of(item.text)
    if not sentences:
        return None
    place = words.rng.randint(1, len(sentences))
    if words.rng.random() < 0.6:
        sentences.insert(place, words.sentence())
    else:
        clauses = clauses_of(sentences[place - 1])
        sentences[place - 1] = "，".join([*clauses, words.clause()]) + "。"
    text = "".join(sentences)
    return _changed(item, text) if len(item.text) >= len(text) * KEPT else None


def rewritten(item: Item, words: Words) -> Item | None:
    """Two or three of these edits in one text."""
    edits = words.rng.sample((reworded, clause_replaced, shortened, lengthened), 3)
    done = 0
    for edit in edits:
        edited = edit(item, words)
        if edited is not None:
            item = edited
            done += 1
    return item if done > 1 else None


def wording_of_the_year(items: list[Item], words: Words) -> list[Item]:
    """Some words are others throughout the ledger."""
    for pair in words.rng.sample(WORDS["synonyms"], 8):
        items = [
            (_fits(pair, item.text) and _changed(item, item.text.replace(*pair))) or item
            for item in items
        ]
    return items


def title_reworded(item: Item, words: Words) -> Item | None:
    """The name of the task begins in other words."""
    if item.title is None:
        return None
    title = opening_reworded(item.title, words.rng)
    if title is None:
        return None
    return replace(item, title=title, aspects=item.aspects | {"reworded"})


def opening_reworded(title: str, rng: Random) -> str | None:
    """A heading or title with another beginning; None where none is known for it."""
    found = [pair for pair in WORDS["rewordings"] if title.startswith(pair[0])]
    if not found:
        return None
    old, new = rng.choice(found)
    return str(new) + title.removeprefix(old)


def widths_changed(item: Item, words: Words) -> Item | None:
    """Marks of another width and spaces where layout puts them: nothing that counts."""
    forms: tuple[Callable[[str], str], ...] = (
        lambda text: text.replace("（", "(").replace("）", ")"),
        lambda text: text.replace("，", ","),
        lambda text: re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text),
        lambda text: text.replace("。", "。 ").rstrip(),
        lambda text: re.sub(r"^([\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff])", r"\1 ", text),
    )
    text = item.text
    for form in words.rng.sample(forms, 2):
        text = form(text)
    return replace(item, text=text) if text != item.text else None


def year_moved_on(item: Item, words: Words) -> Item | None:
    """The ledger's own year in a set phrase is the next ledger's: nothing that counts.

    `words.year` is the new year already; what the text says of other years stays.
    """
    text = years_moved(item.text, words.year)
    return replace(item, text=text) if text != item.text else None


def years_moved(text: str, year: int) -> str:
    """The last two years' set phrases, in `year`: 2021年度, 2021年底前."""
    return re.sub(rf"(?:{year - 1}|{year - 2})(?=年(?:度|底前|政务|国务院))", str(year), text)


def sentences_of(text: str) -> list[str]:
    """The sentences, each with its full stop; one inside quotation marks or brackets ends none."""
    return re.findall(r"(?:《[^》]*》|“[^”]*”|（[^（）]*）|[^。])+。?", text)


def clauses_of(sentence: str) -> list[str]:
    """The clauses of a sentence, without its full stop."""
    return re.findall(r"(?:《[^》]*》|“[^”]*”|（[^（）]*）|[^，])+", sentence.removesuffix("。"))


def _fits(pair: list[str], text: str) -> bool:
    """Stands the word in the text, and not the other in its place already?"""
    return pair[0] in text and pair[1] not in text


def _changed(item: Item, text: str) -> Item | None:
    """The task with this text; None where the lot drew what stood there."""
    if text == item.text:
        return None
    return replace(item, text=text, aspects=item.aspects | {"reworded"})
