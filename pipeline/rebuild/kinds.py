"""What each column of a table holds: by its header, else by what stands in it and where.

Header words decide where they are known (`pipeline/text/headers.toml`). Where they are not, what
stands under them does: numbers that rise, labels, names, deadlines, the longest text; then the
place, and what a part of the word leans to. What was decided so is told, and whether it was close.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.rebuild.contents import Content
from pipeline.text.header_words import Kind, vocabulary

PARTIES: tuple[Kind, ...] = ("responsibility", "responsible", "lead", "support")
TO_DO: frozenset[Kind] = frozenset({"task", "requirement"})
# A share that is as good as all, and one that is as good as none.
NEARLY_ALL = 0.9
HARDLY_ANY = 0.1
# The share of cells that must look alike for their look to be beyond doubt.
CLEARLY = 0.8
# The share of rows in which a column that is not merged has something, row by row; a row that a
# page break cuts counts twice.
MOSTLY_FILLED = 0.7
HALF = 0.5
# The share of texts with a clause that makes a column one of sentences, and of few.
SENTENCES = 0.3
# Of two texts the one so many times as long is the requirement, beyond doubt.
LONGER, MUCH_LONGER = 1.3, 2.0
# How much a part of its header counts for or against a text's being the requirement.
LEANS, LEANS_AWAY = 1.5, 0.6
# And for a ledger's being one: see `shows_tasks`.
ENOUGH = 3.5


@dataclass(frozen=True, slots=True)
class Told:
    """What a column holds and what told it; `is_close` where a person should look.

    `by`: words of the header, the body under them, or nothing: then it is kept as it is.
    """

    kind: Kind | None
    by: Literal["words", "body", "nothing"] = "nothing"
    reason: str = ""
    is_close: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is asked about: its header words, what these lean to, what stands in it."""

    place: int
    header: str
    hints: Mapping[Kind, int]
    content: Content
    told: Told

    @property
    def kind(self) -> Kind | None:
        """What it holds, as far as that is known."""
        return self.told.kind

    @property
    def is_free(self) -> bool:
        """Is it still open what it holds?"""
        return self.told.by == "nothing"

    @property
    def is_kept(self) -> bool:
        """Does its word end like those of columns that no field fits?"""
        others = [end for kind, end in self.hints.items() if kind != "extras"]
        return self.hints.get("extras", -1) >= max(others, default=0)

    def leans(self, *kinds: Kind) -> bool:
        """Does a part of its header lean to one of these?"""
        return any(kind in self.hints for kind in kinds)

    @property
    def is_plain(self) -> bool:
        """Is it a column of tasks, one to a cell and without labels?"""
        shown = self.content
        return self.kind == "task" and shown.shape != "label" and shown.merges <= HARDLY_ANY


Answers = Iterator[tuple[int, Told]]


def told(paths: Sequence[tuple[str, ...]], contents: Sequence[Content]) -> tuple[Told, ...]:
    """What each column holds; `paths` are the words over each, outermost first."""
    columns = _columns(paths, contents)
    questions: tuple[Callable[[Sequence[Column]], Answers], ...] = (
        _number,
        _deadline,
        _parties,
        _requirement,
        _headings,
        _kept,
    )
    for question in questions:
        answers: Mapping[int, Told] = dict(question(columns))
        columns = [
            Column(c.place, c.header, c.hints, c.content, answers.get(c.place, c.told))
            for c in columns
        ]
    return tuple(column.told for column in columns)


def kind_of(path: tuple[str, ...]) -> Kind | None:
    """What a column holds by its header words, the innermost first."""
    for words in reversed(path):
        kind = vocabulary().kind(words)
        if kind is not None:
            return kind
    return None


def _columns(paths: Sequence[tuple[str, ...]], contents: Sequence[Content]) -> list[Column]:
    hints = vocabulary().hints
    return [
        Column(
            place,
            "/".join(path),
            {kind: end for words in path for kind, end in hints(words).items()},
            shown,
            _by_words(path, shown),
        )
        for place, (path, shown) in enumerate(zip(paths, contents, strict=True))
    ]


def _by_words(path: tuple[str, ...], shown: Content) -> Told:
    kind = kind_of(path)
    if kind in ("task", "requirement") and shown.shape in ("number", "quantity"):
        return Told("number", "words")  # a header over the numbers and the texts beside them
    is_open = len(path) > 1 and kind in PARTIES and vocabulary().kind(path[-1]) is None
    if kind is None or is_open or (not is_listed("/".join(path)) and _contradicts(shown, kind)):
        return Told(None)
    return Told(kind, "words")


def is_listed(header: str) -> bool:
    """Is one of a header's words in the list, and not only like those that are?"""
    return any(vocabulary().has(words) for words in header.split("/"))


def _contradicts(shown: Content, kind: Kind) -> bool:
    """Does what stands in a column clearly belong to another field than its header's?"""
    if shown.strength < CLEARLY or kind == "extras":
        return False
    if shown.shape == "text":
        is_long = shown.is_sentences and not shown.mentions >= CLEARLY
        return kind in (*PARTIES, "deadline") and is_long
    belongs: Mapping[str, tuple[Kind, ...]] = {
        "parties": PARTIES,
        "deadline": ("deadline",),
        "persons": (*PARTIES, "extras"),
    }
    return shown.shape in belongs and kind not in belongs[shown.shape]


def _number(columns: Sequence[Column]) -> Answers:
    """A column of numbers that rise, where no other is headed as one."""
    if any(column.kind == "number" for column in columns):
        return
    rising = [c for c in columns if c.content.shape == "number"]
    found = [c for c in rising if c.is_free] or [c for c in rising if c.kind == "extras"]
    if found:
        yield found[0].place, Told("number", "body", "numbers that rise")


def _deadline(columns: Sequence[Column]) -> Answers:
    """Of the columns of deadlines the one whose header leans to it, else the last."""
    if any(column.kind == "deadline" for column in columns):
        return
    found = [c for c in columns if c.is_free and _reads_like_deadlines(c)]
    if found:
        leaning = [c for c in found if "deadline" in c.hints]
        best = (leaning or found)[-1]
        is_sure = bool(leaning) or best.content.strength >= CLEARLY
        is_close = not is_sure or (len(found) > 1 and len(leaning) != 1)
        yield best.place, Told("deadline", "body", "deadlines", is_close)


def _reads_like_deadlines(column: Column) -> bool:
    shown = column.content
    in_texts = shown.shape == "text" and shown.mentions >= CLEARLY and shown.length < 40
    return shown.shape == "deadline" or (in_texts and "deadline" in column.hints)


def _parties(columns: Sequence[Column]) -> Answers:
    """Columns of names: each to the role that its header leans to.

    Where others are headed as those of parties, only such as lean to a role go with them.
    """
    known = [column.kind for column in columns if column.kind in PARTIES]
    found = [c for c in columns if c.is_free and c.content.shape == "parties"]
    taken = set(known)
    roles: dict[int, Kind] = {}
    for column in found:
        role = _role(column)
        if role is not None and role not in taken:
            roles[column.place] = role
            taken.add(role)
    nameless = [c for c in found if c.place not in roles and not c.is_kept]
    if not taken & {"responsibility", "lead"} and nameless:
        best = max(nameless, key=lambda column: (column.content.roles, column.content.length))
        roles[best.place] = "responsibility"
    for column in found:
        if column.place in roles:
            rivals = [c for c in nameless if c.place != column.place]
            is_sure = column.leans(*PARTIES) or (
                column.content.strength >= CLEARLY and not rivals and not known
            )
            yield column.place, Told(roles[column.place], "body", "names", not is_sure)


def _role(column: Column) -> Kind | None:
    """The role to which a header leans; None where it leans to none, or to be kept."""
    if column.is_kept and not column.leans("lead", "support"):
        return None
    if column.leans("lead") and not column.leans("support"):
        return "lead"
    if column.leans("support") and not column.leans("lead"):
        return "support"
    return "responsibility" if column.leans(*PARTIES) else None


def _requirement(columns: Sequence[Column]) -> Answers:
    """The text that says most: where no header says which it is, of all that could be it."""
    headed = [column for column in columns if column.kind == "requirement"]
    if headed:
        yield from _outweighed(headed, columns)
        yield from _over_the_longest(headed)
        return
    pool = [c for c in columns if c.is_plain or _could_require(c)]
    if not pool:
        pool = [c for c in columns if c.content.shape == "text" and _is_spare(c)]
        best = max(pool, key=_weight, default=None)
        if best is not None and not any(c.kind == "task" for c in columns):
            is_close = not best.content.is_sentences
            yield best.place, Told("requirement", "body", "the longest texts", is_close)
        return
    # Of two alike the right one: what is wrong stands before what is to be done.
    pool.sort(key=lambda column: (_weight(column), column.place))
    best = pool[-1]
    is_close = len(pool) > 1 and _weight(best) < LONGER * _weight(pool[-2])
    if not best.is_free:
        if is_close and pool[-2].is_free:
            yield best.place, Told(best.kind, "words", "the longest texts", is_close=True)
        return
    yield best.place, Told("requirement", "body", "the longest texts", is_close)


def _outweighed(headed: Sequence[Column], columns: Sequence[Column]) -> Answers:
    """A header that is only like one of requirements yields to far longer texts on its right."""
    if len(headed) > 1 or is_listed(headed[0].header):
        return
    right = [c for c in columns if c.place > headed[0].place and _could_require(c)]
    best = max(right, key=_weight, default=None)
    if best is not None and _weight(best) > MUCH_LONGER * _weight(headed[0]):
        yield headed[0].place, Told("task", "words", "the shorter of two texts", is_close=True)
        yield best.place, Told("requirement", "body", "the longest texts", is_close=True)


def _over_the_longest(headed: Sequence[Column]) -> Answers:
    """Of several columns headed as requirements, those merged over tasks left of the longest."""
    longest = max(headed, key=lambda column: column.content.length)
    for column in headed:
        if column.place < longest.place and column.content.is_headings:
            yield column.place, Told("task", "body", "headings over tasks")


def _could_require(column: Column) -> bool:
    shown = column.content
    is_text = shown.shape == "text" and (shown.merges <= HARDLY_ANY or shown.is_sentences)
    return column.is_free and is_text and not column.is_kept


def _is_spare(column: Column) -> bool:
    """Is it kept by a part of its word only?"""
    return column.is_free or (column.kind == "extras" and not is_listed(column.header))


def _weight(column: Column) -> float:
    """How much a text speaks for being the requirement: its length, and its header."""
    shown = column.content
    weight = shown.length * (1 + shown.sentences)
    if column.leans("requirement") and not column.leans("task"):
        return weight * LEANS
    if column.leans("task", "extras") and not column.leans("requirement"):
        return weight * LEANS_AWAY
    return weight


def _headings(columns: Sequence[Column]) -> Answers:
    """Free columns left of the requirement: headings that are merged or labelled, and a title."""
    requirement = _the_requirement(columns)
    if requirement is None:
        return
    free = [c for c in columns if c.is_free and not c.is_kept]
    left = [c for c in free if c.place < requirement.place]
    for column in free:
        if column.content.shape == "label" or (column in left and column.content.is_headings):
            yield column.place, Told("task", "body", "headings over tasks")
    if any(c.is_plain and c is not requirement for c in columns):
        return
    titles = [c for c in left if _could_title(c)]
    leaning = [c for c in titles if c.leans(*TO_DO)]
    found = leaning or titles
    if found:
        best = found[-1]
        is_short = best.content.length * LONGER < requirement.content.length
        is_close = len(found) > 1 or not (leaning or is_short)
        yield best.place, Told("task", "body", "a text of its own for each task", is_close)


def _the_requirement(columns: Sequence[Column]) -> Column | None:
    headed = [c for c in columns if c.kind == "requirement"] or [c for c in columns if c.is_plain]
    return max(headed, key=lambda column: column.content.length, default=None)


def _could_title(column: Column) -> bool:
    shown = column.content
    return (
        shown.shape == "text"
        and shown.merges == 0
        and shown.distinct >= NEARLY_ALL
        and shown.fill >= MOSTLY_FILLED
    )


def _kept(columns: Sequence[Column]) -> Answers:
    """What stays open is kept as it is; it is close where it could hold what tasks must have."""
    requirement = _the_requirement(columns)
    has_parties = any(c.kind in PARTIES for c in columns)
    for column in columns:
        shown = column.content
        may_do_it = shown.shape == "parties" and not (column.is_kept and has_parties)
        says_more = (
            requirement is not None
            and shown.shape == "text"
            and not column.is_kept
            and shown.length > LONGER * requirement.content.length
        )
        if column.is_free and shown.shape != "blank":
            yield column.place, Told(None, "nothing", "", is_close=may_do_it or says_more)


def shows_services(paths: Sequence[tuple[str, ...]], contents: Sequence[Content]) -> bool:
    """Does a column headed as deadlines hold how long services take? Then none is of tasks."""
    return any(
        kind_of(path) == "deadline" and shown.services >= CLEARLY
        for path, shown in zip(paths, contents, strict=True)
    )


def shows_tasks(paths: Sequence[tuple[str, ...]], contents: Sequence[Content]) -> bool:
    """Does a table's body show a ledger of tasks, whatever its header says?

    Something to do, in sentences or under a word for it, and names or deadlines: each as far as
    it is clear, and the words that lean the same way. Prices, persons and events are none.
    """
    columns = [
        Column(c.place, c.header, c.hints, c.content, answer)
        for c, answer in zip(_columns(paths, contents), told(paths, contents), strict=True)
    ]
    if any(_is_foreign(column) for column in columns):
        return False
    requirement = _the_requirement(columns)
    who = max((_agrees(c) for c in columns if c.kind in PARTIES), default=0.0)
    when = max((_agrees(c) for c in columns if c.kind == "deadline"), default=0.0)
    if requirement is None or not (who or when):
        return False
    has_roles = any(c.content.roles >= SENTENCES for c in columns if c.kind in PARTIES)
    if requirement.content.sentences < SENTENCES and requirement.told.by != "words":
        leans = requirement.leans(*TO_DO) and who > 1 and when > 1
        if not (leans or has_roles):
            return False
    said = requirement.leans(*TO_DO) + (requirement.content.sentences >= SENTENCES)
    counted = 0.5 * any(c.kind == "number" for c in columns)
    headed = any(c.told.by == "words" and c.kind not in ("number", "extras") for c in columns)
    is_seen = headed or has_roles or (who > 0 and when > 0)
    return is_seen and said + who + when + counted + has_roles >= ENOUGH


def _is_foreign(column: Column) -> bool:
    """Is it a column that no ledger has?"""
    words = column.header.split("/")
    is_headed = column.told.by == "words" and is_listed(column.header)
    asked = vocabulary().speaks_against if is_headed else vocabulary().is_foreign
    return any(map(asked, words))


def _agrees(column: Column) -> float:
    """How well a column shows its field: by what stands in it, and by its words."""
    shown = column.content
    fits = shown.shape == "parties"
    if column.kind == "deadline":
        fits = shown.shape == "deadline" and shown.dues >= HALF
        if column.told.by == "body" and not fits:
            return 0.0
    kinds: tuple[Kind, ...] = ("deadline",) if column.kind == "deadline" else PARTIES
    leans = column.told.by == "words" or column.leans(*kinds)
    return (shown.strength >= CLEARLY if fits else 0.0) + leans
