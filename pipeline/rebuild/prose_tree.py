"""Numbered paragraphs -> the tasks among them: headings over them, texts, and who answers.

Labels give the levels. A line that says who answers speaks of the paragraph above it, or, right
under a heading, or after the last of its paragraphs alone, of all that stand under the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.page import Line
from pipeline.rebuild.prose_tokens import PARTIES, Read, Said, Text
from pipeline.text.cleaning import squeeze
from pipeline.text.numbering import OUTLINE_STYLES, Label

# From the outermost level in, as GB/T 9704-2012 orders them.
RANKS = {
    "chapter": 0,
    "han": 1,
    "han_bracket": 2,
    "han_close": 2,
    "arabic": 3,
    "arabic_bracket": 4,
    "arabic_close": 4,
    "circled": 5,
}
# A heading is no longer than this many characters.
LONGEST = 45
SPREAD = "it stands after the last of several paragraphs, and is taken for all of them"
NOBODY = "no line says who answers for this paragraph"


ENDS = re.compile("[。；]|[：:]$")


@dataclass(slots=True, eq=False)
class Entry:
    """Texts, and the values that were said of them; `late` are texts that follow on those.

    `is_closed`: a text after it is another's.
    """

    texts: list[Text] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    late: list[Text] = field(default_factory=list)
    is_closed: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A labelled paragraph with what stands under it; `head` is its own first sentence."""

    rank: int
    label: Label | None = None
    label_lines: tuple[Line, ...] = ()
    head: Text | None = None
    entries: list[Entry] = field(default_factory=lambda: [Entry()])
    children: list[Node] = field(default_factory=list)

    @property
    def speaks(self) -> bool:
        """Does it or anything under it say who answers?"""
        own = any(said.kind in PARTIES for entry in self.entries for said in entry.said)
        return own or any(child.speaks for child in self.children)

    @property
    def is_heading(self) -> bool:
        """Is its own text a heading and nothing more?"""
        if self.head is None:
            return True
        plain = squeeze(self.head.text)
        if self.label is not None and self.label.style in OUTLINE_STYLES:
            plain = plain.removesuffix("。")
        return len(plain) <= LONGEST and not ENDS.search(plain)


@dataclass(frozen=True, slots=True)
class Task:
    """One task: the headings over it, from the outermost in, and what stands in its columns."""

    path: tuple[Node, ...]
    number: tuple[Line, ...]
    texts: tuple[Text, ...]
    said: tuple[Said, ...]
    late: tuple[Text, ...] = ()
    heading: Text | None = None
    doubts: tuple[str, ...] = ()
    is_labelled: bool = False

    @property
    def node(self) -> Node | None:
        """The innermost heading, where its label is the task's own."""
        return self.path[-1] if self.is_labelled else None

    @property
    def has_parties(self) -> bool:
        """Is it said who answers for it?"""
        return any(said.kind in PARTIES for said in self.said)


@dataclass(frozen=True, slots=True)
class Found:
    """The tasks. `aside` are numbered paragraphs like theirs that name nobody.

    `first` is where the numbering begins that they stand in: 一, though 一 has no task.
    """

    tasks: tuple[Task, ...]
    aside: tuple[Node, ...] = ()
    first: Node | None = None


def tasks_among(paragraphs: Sequence[Read]) -> Found:
    """The tasks among paragraphs, in order. None where nothing says who answers."""
    root = _tree(paragraphs)
    tops = root.children
    speaking = [place for place, node in enumerate(tops) if node.speaks]
    if not speaking:
        return Found(tuple(_unlabelled(root)))
    made: list[Task] = []
    aside: list[Node] = []
    # Where the tasks stand under headings, a section without them has none.
    sectioned = any(node.is_heading and node.children and not _own(node) for node in tops)
    ranks = {tops[place].rank for place in speaking}
    for place, node in enumerate(tops):
        is_between = speaking[0] < place < speaking[-1]
        if node.speaks:
            made += _tasks(node, ())
        elif is_between and not sectioned:
            made.append(_whole(node, (), doubts=(NOBODY,)))
        elif is_between or (place > speaking[0] and node.rank in ranks and not sectioned):
            aside.append(node)
    return Found(tuple(made), tuple(aside), _first(tops[: speaking[0] + 1]))


def _first(tops: Sequence[Node]) -> Node:
    """The paragraph of a level from which the labels count up to the last of them."""
    first = tops[-1]
    for node in reversed(tops[:-1]):
        if node.label is None or first.label is None or first.label.style != node.label.style:
            continue
        if node.label.ordinal != first.label.ordinal - 1:
            break
        first = node
    return first


def _tree(paragraphs: Iterable[Read]) -> Node:
    root = Node(-1)
    stack = [root]
    for paragraph in paragraphs:
        tokens = list(paragraph.tokens)
        if paragraph.label is not None:
            rank = RANKS[paragraph.label.style]
            while stack[-1].rank >= rank:
                stack.pop()
            head = next(iter(tokens), None)
            head = head if isinstance(head, Text) else None
            node = Node(rank, paragraph.label, paragraph.label_lines, head)
            tokens = tokens if head is None else tokens[1:]
            stack[-1].children.append(node)
            stack.append(node)
        for token in tokens:
            _take(stack[-1], token)
    return root


def _take(node: Node, token: Text | Said) -> None:
    entry = node.entries[-1]
    if isinstance(token, Said):
        entry.said.append(token)
        entry.is_closed = bool(entry.texts) or not node.is_heading
        return
    if entry.is_closed or node.rank < 0:
        node.entries.append(entry := Entry())
    (entry.late if entry.said else entry.texts).append(token)


def _own(node: Node) -> bool:
    return any(entry.said for entry in node.entries)


def _tasks(node: Node, over: tuple[Node, ...]) -> list[Task]:
    """The tasks that a speaking node is or holds."""
    speaking = [child for child in node.children if child.speaks]
    is_last_alone = speaking == node.children[-1:] and not any(map(_deep, speaking))
    has_text = not node.is_heading or bool(node.entries[0].texts or node.entries[0].late)
    if not speaking and (has_text or not node.children):
        return [*_entries(node, over)]
    if is_last_alone and has_text and len(node.children) > 1:
        return [*_entries(node, over)]
    path = (*over, node)
    made = [*_beside(node, path)]
    for child in node.children:
        if child.speaks:
            made += _tasks(child, path)
        else:
            made.append(_whole(child, path))
    if is_last_alone and len(node.children) > 1 and len(made) == len(node.children):
        return _spread(made)
    inherited = [said for entry in node.entries for said in entry.said if not entry.texts]
    return [_with(task, inherited) for task in made]


def _deep(node: Node) -> bool:
    """Has it several tasks under it?"""
    return any(child.speaks for child in node.children)


def _beside(node: Node, path: tuple[Node, ...]) -> Iterator[Task]:
    """Paragraphs without a label right under a heading, each with who answers for it."""
    for entry in node.entries:
        if entry.texts and entry.said:
            yield _unlabelled_task(entry, path)


def _unlabelled_task(entry: Entry, path: tuple[Node, ...]) -> Task:
    return Task(path, (), tuple(entry.texts), tuple(entry.said), tuple(entry.late))


def _spread(tasks: Sequence[Task]) -> list[Task]:
    return [replace(task, said=tasks[-1].said, doubts=(SPREAD,)) for task in tasks]


def _with(task: Task, inherited: Sequence[Said]) -> Task:
    """The task with what is said of all under its heading, where it says nothing itself."""
    own = {said.kind for said in task.said}
    more = tuple(said for said in inherited if said.kind not in own)
    doubts = () if task.has_parties or more else (NOBODY,)
    return replace(task, said=(*task.said, *more), doubts=doubts or task.doubts)


def _entries(node: Node, over: tuple[Node, ...]) -> Iterator[Task]:
    """The task that a node is with all that stands under it, and those without a label after it."""
    yield _whole(node, over)
    under = (*over, node) if node.label is None or node.label.style in OUTLINE_STYLES else over
    for entry in node.entries[1:]:
        if entry.said:
            yield _unlabelled_task(entry, under)


def _whole(node: Node, over: tuple[Node, ...], doubts: tuple[str, ...] = ()) -> Task:
    """A node with all that stands under it, as one task."""
    first = node.entries[0]
    below = [*_below(node.children)]
    texts = (*first.texts, *(item for item in below if isinstance(item, Text)))
    said = (*first.said, *(item for item in below if isinstance(item, Said)))
    made = Task(over, node.label_lines, texts, said, tuple(first.late), None, doubts)
    if node.label is not None and node.label.style in OUTLINE_STYLES:
        return replace(made, path=(*over, node), number=(), is_labelled=True)
    if node.is_heading and (first.texts or first.late):
        return replace(made, heading=node.head)
    return made if node.head is None else replace(made, texts=(node.head, *texts))


def _below(nodes: Iterable[Node]) -> Iterator[Text | Said]:
    for node in nodes:
        head = () if node.head is None else node.head.lines
        yield Text((*node.label_lines, *head))
        for entry in node.entries:
            yield from entry.texts
            yield from entry.said
            yield from entry.late
        yield from _below(node.children)


def _unlabelled(root: Node) -> Iterator[Task]:
    """Paragraphs without labels that each say who answers."""
    for entry in root.entries:
        if entry.texts and any(said.kind in PARTIES for said in entry.said):
            yield _unlabelled_task(entry, ())
