"""One converted document beside its truth: which tasks are exact, and what was said of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from benchmarks.score.truth import Truth

Fields = Mapping[str, Any]
ALARMING = frozenset({"warning", "error"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not what it should be; `field` as `deadline.due`."""

    field: str
    expected: object
    got: object


@dataclass(frozen=True, slots=True)
class TaskScore:
    """How one task came out.

    `sequence` is the truth's, or None for a task that stands in no truth. `named`: a finding
    of severity warning or error names the task, or its whole ledger.
    """

    ledger: int
    sequence: int | None
    differences: tuple[Difference, ...]
    named: bool
    cuts: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Every field but provenance is as it should be."""
        return not self.differences

    @property
    def silent(self) -> bool:
        """Wrong, and nobody would look at it."""
        return not self.exact and not self.named


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one document came out.

    `alarms` are the codes of its warnings and errors. `trouble` is what stopped it: the code
    of an error, or what became of the process that read it.
    """

    truth: Truth
    tasks: tuple[TaskScore, ...]
    around: tuple[Difference, ...]
    alarms: tuple[str, ...]
    trouble: str | None

    @property
    def exact(self) -> bool:
        """The whole document is as it should be: tasks, columns, titles, the notice's head."""
        if self.truth.error is not None:
            return self.trouble == self.truth.error
        return not self.around and all(task.exact for task in self.tasks)

    @property
    def false_alarms(self) -> tuple[str, ...]:
        """Warnings and errors, where nothing is wrong, but for those that it deserves."""
        if not self.exact or self.truth.ambiguous:
            return ()
        return tuple(code for code in self.alarms if code not in self.truth.allowed)

    @property
    def taken_for_ledger(self) -> bool:
        """There is no ledger in it, and one was found all the same."""
        return self.truth.error is not None and self.trouble is None


def judged(truth: Truth, document: Fields | None, trouble: str | None = None) -> Judgement:
    """Compare what was read with what is there; `document` is a converted JSON, or None."""
    if document is None:
        return Judgement(truth, tuple(_refused(truth, trouble)), (), (), trouble)
    findings = [found for found in document["findings"] if found["severity"] in ALARMING]
    alarms = tuple(found["code"] for found in findings)
    if truth.error is not None:
        return Judgement(truth, (), (), alarms, None)
    tasks = tuple(_tasks(truth, document["ledgers"], findings))
    return Judgement(truth, tasks, tuple(_around(truth, document)), alarms, None)


def _refused(truth: Truth, trouble: str | None) -> Iterator[TaskScore]:
    """The tasks of a document that was not read. Whoever ran it knows: none is silent."""
    for number, ledger in enumerate(truth.ledgers, 1):
        for task in ledger["tasks"]:
            place = number, task["sequence"]
            wrong = (Difference("document", "converted", trouble),)
            yield TaskScore(*place, wrong, named=True, cuts=truth.cuts.get(place, ()))


def _tasks(
    truth: Truth, ledgers: Sequence[Fields], findings: Sequence[Fields]
) -> Iterator[TaskScore]:
    """Each task of the truth, and each that was read and is in no truth.

    Ledgers are paired in order, tasks by what they say.
    """
    for place in range(max(len(truth.ledgers), len(ledgers))):
        expected = truth.ledgers[place]["tasks"] if place < len(truth.ledgers) else ()
        got = ledgers[place]["tasks"] if place < len(ledgers) else ()
        said = _named(findings, place + 1)
        pairs = aligned(expected, got)
        for position, (left, right) in enumerate(pairs):
            sequence = None if left is None else expected[left]["sequence"]
            seen = _beside(pairs, position) if right is None else (right,)
            yield TaskScore(
                ledger=place + 1,
                sequence=sequence,
                differences=_task_differences(
                    None if left is None else expected[left],
                    None if right is None else got[right],
                ),
                named=None in said or any(got[index]["sequence"] in said for index in seen),
                cuts=() if sequence is None else truth.cuts.get((place + 1, sequence), ()),
            )


def _named(findings: Iterable[Fields], ledger: int) -> frozenset[int | None]:
    """The sequences that findings of this ledger name; None where one names it as a whole."""
    return frozenset(found["task"] for found in findings if found["ledger"] in (ledger, None))


def _beside(pairs: Sequence[tuple[int | None, int | None]], position: int) -> tuple[int, ...]:
    """The tasks that were read just before and after a lost one: a finding there shows the hole."""
    before = [right for _, right in pairs[:position] if right is not None]
    after = [right for _, right in pairs[position:] if right is not None]
    return (*before[-1:], *after[:1])


def _task_differences(expected: Fields | None, got: Fields | None) -> tuple[Difference, ...]:
    if expected is None or got is None:
        left, right = (None if task is None else task["requirement"] for task in (expected, got))
        return (Difference("task", left, right),)
    return tuple(_differences(flat(expected), flat(got)))


def flat(task: Fields) -> dict[str, object]:
    """The fields that are compared, those of responsibility and deadline one by one.

    Not provenance, and not the sequence: a task that is lost or split in two is counted once,
    and not again for every task that follows it.
    """
    fields: dict[str, object] = {}
    for name, value in task.items():
        if name in ("responsibility", "deadline"):
            fields |= {f"{name}.{part}": held for part, held in value.items()}
        elif name not in ("provenance", "sequence"):
            fields[name] = value
    return fields


def _differences(expected: Fields, got: Fields) -> Iterator[Difference]:
    for name in dict.fromkeys((*expected, *got)):
        if expected.get(name) != got.get(name):
            yield Difference(name, expected.get(name), got.get(name))


def _around(truth: Truth, document: Fields) -> Iterator[Difference]:
    """What differs outside of tasks. The truth may leave fields of the notice out."""
    yield from _differences(
        truth.notice, {name: document["notice"].get(name) for name in truth.notice}
    )
    if len(truth.ledgers) != len(document["ledgers"]):
        yield Difference("ledgers", len(truth.ledgers), len(document["ledgers"]))
    for expected, got in zip(truth.ledgers, document["ledgers"], strict=False):
        for name in ("title", "year", "columns"):
            if name in expected and expected[name] != got[name]:
                yield Difference(f"ledger.{name}", expected[name], got[name])


def aligned(
    expected: Sequence[Fields], got: Sequence[Fields]
) -> tuple[tuple[int | None, int | None], ...]:
    """Which task that was read is which of the truth, in order; None where there is none.

    Tasks that say the same are paired first, and those between them by likeness.
    """
    matcher = SequenceMatcher(
        a=[_key(task) for task in expected], b=[_key(task) for task in got], autojunk=False
    )
    pairs: list[tuple[int | None, int | None]] = []
    left = right = 0
    for match in matcher.get_matching_blocks():
        pairs += _alike(expected, got, range(left, match.a), range(right, match.b))
        pairs += [(match.a + step, match.b + step) for step in range(match.size)]
        left, right = match.a + match.size, match.b + match.size
    return tuple(pairs)


def _key(task: Fields) -> tuple[object, ...]:
    return task["number"], task["title"], task["requirement"]


def _alike(
    expected: Sequence[Fields], got: Sequence[Fields], left: range, right: range
) -> list[tuple[int | None, int | None]]:
    """The pairing in order in which the pairs are most alike."""
    ours = [_bigrams(expected[index]) for index in left]
    theirs = [_bigrams(got[index]) for index in right]
    best = _best(ours, theirs)
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if best[i][j] == best[i + 1][j]:
            pairs.append((left[i], None))
            i += 1
        elif best[i][j] == best[i][j + 1]:
            pairs.append((None, right[j]))
            j += 1
        else:
            pairs.append((left[i], right[j]))
            i, j = i + 1, j + 1
    return [*pairs, *((at, None) for at in left[i:]), *((None, at) for at in right[j:])]


def _best(ours: Sequence[Counter[str]], theirs: Sequence[Counter[str]]) -> list[list[float]]:
    """For each two places: how alike the best pairing is of all from there on."""
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in reversed(range(len(ours))):
        for j in reversed(range(len(theirs))):
            paired = best[i + 1][j + 1] + _likeness(ours[i], theirs[j])
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return best


def _bigrams(task: Fields) -> Counter[str]:
    text = f"{task['title'] or ''}{task['requirement']}"
    return Counter(text[at : at + 2] for at in range(max(len(text) - 1, 1)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """From a little over 0 for nothing in common, to 1: any two are better a pair than none."""
    common = sum((one & other).values())
    return 0.01 + 0.99 * 2 * common / ((one.total() + other.total()) or 1)
