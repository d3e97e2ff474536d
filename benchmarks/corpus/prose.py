"""Ledgers that are no table: numbered paragraphs, with who answers and by when behind each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from benchmarks.corpus.content import Writer, han
from benchmarks.corpus.layouts import Layout
from benchmarks.corpus.ledger import NO_DEADLINE, Size
from benchmarks.corpus.nouns import (
    Block,
    Break,
    Citation,
    Deadline,
    Heading,
    Ledger,
    Notice,
    Responsibility,
    Role,
    Task,
    Text,
)


@dataclass(frozen=True, slots=True)
class Form:
    """How the paragraphs of a ledger look.

    `levels`: the headings over numbered tasks; with `headed`, the innermost stands at the head of
    its task. `behind`: how values follow. `once`: after the last task of a section alone.
    `flush`: no paragraph is indented.
    """

    name: str
    levels: int = 2
    headed: bool = False
    behind: str = "lines"
    roles: tuple[Role, ...] = ("responsible",)
    due: bool = True
    once: bool = False
    flush: bool = False


FORMS = (
    Form("paragraphs-headed", headed=True),
    Form("paragraphs-roles", roles=("lead", "support")),
    Form("paragraphs-brackets", behind="brackets"),
    Form("paragraphs-said", levels=1, behind="said"),
    Form("paragraphs-flat", levels=0, behind="one line"),
    Form("paragraphs-section", levels=1, once=True),
    Form("paragraphs-flush", roles=("lead", "responsible"), flush=True),
    Form("paragraphs-headed-brackets", headed=True, behind="brackets", due=False),
)
WORDS: dict[Role, tuple[str, ...]] = {
    "lead": ("牵头单位", "牵头部门", "主办单位"),
    "support": ("配合单位", "配合部门", "协办单位"),
    "responsible": ("责任单位", "责任部门", "责任处室"),
}
DUE_WORDS = ("完成时限", "完成时间", "时限要求")
PLAIN = Layout("paragraphs")


@dataclass(slots=True)
class Draft:
    """A ledger in the making: its paragraphs, its tasks, and the words that it uses."""

    rng: Random
    writer: Writer
    form: Form
    size: Size
    words: dict[str, str] = field(default_factory=dict)
    colon: str = "："
    blocks: list[Block] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Print a paragraph."""
        self.blocks.append(Text("item" if self.form.flush else "paragraph", text))

    def requirement(self) -> tuple[str, tuple[Citation, ...]]:
        """What a task says."""
        said = self.writer.requirement(max(self.rng.choice(self.size.lengths), 1))
        return said.text, said.citations

    def behind(self, bracket: str) -> None:
        """Brackets behind the last text: before its full stop, or after it."""
        last = self.blocks.pop()
        text = last.text if isinstance(last, Text) else ""
        is_inside = self.rng.random() < 0.4
        self.say(f"{text.removesuffix('。')}{bracket}。" if is_inside else text + bracket)

    def add(
        self,
        number: int | None,
        outline: tuple[Heading, ...],
        said: tuple[str, tuple[Citation, ...]],
        answer: tuple[Responsibility, Deadline],
    ) -> None:
        """Note a task."""
        text, cited = said
        sequence = len(self.tasks) + 1
        self.tasks.append(Task(sequence, number, outline, None, text, *answer, cited, {}))


def document(
    draft: Draft, title: str, *, attached: bool, signed: bool
) -> tuple[list[Block], Notice, Ledger]:
    """A notice with its ledger: attached to it, or its own text."""
    rng, form = draft.rng, draft.form
    notice, dated = draft.writer.notice([title], signed=signed)
    draft.words = _words(rng, form)
    draft.colon = rng.choice("：：:")
    framed: list[str] = []
    is_framed = form.levels > 0 and rng.random() < 0.6
    if is_framed:
        framed += _without_tasks(draft, "一、总体要求", "")
    last = _sections(draft, 1 + is_framed)
    if is_framed:
        framed += _without_tasks(draft, f"{han(last + 1)}、保障措施", "（一）加强组织领导。")
    blocks = _around(draft.blocks, notice, dated, title if attached else "")
    notice = replace(
        notice,
        attachments=(title,) if attached else (),
        body="\n".join([notice.body, *framed]),
        citations=tuple(dict.fromkeys([*notice.citations, *draft.citations])),
    )
    columns = _columns(form, draft.words)
    ledger_title = title if attached else ""
    return blocks, notice, Ledger(ledger_title, draft.writer.year, columns, tuple(draft.tasks))


def _without_tasks(draft: Draft, heading: str, label: str) -> list[str]:
    """Print a section that names nobody."""
    said = draft.writer.requirement(2)
    draft.citations += said.citations
    texts = [heading, label + said.text]
    for text in texts:
        draft.say(text)
    return texts


def _words(rng: Random, form: Form) -> dict[str, str]:
    words: dict[str, str] = {role: rng.choice(WORDS[role]) for role in form.roles}
    return words | {"deadline": rng.choice(DUE_WORDS)}


def _columns(form: Form, words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Where no word is printed, the header is the program's own."""
    number = () if form.headed else (("序号", "number"),)
    fields: list[str] = [*form.roles]
    if form.roles == ("responsible",):
        fields = ["responsibility"]
    roles = [(words[role], name) for role, name in zip(form.roles, fields, strict=True)]
    due = [(words["deadline"], "deadline")] if form.due else []
    if form.behind == "said":
        roles, due = [("责任单位", "responsibility")], [("完成时限", "deadline")]
    return (*number, ("工作任务", "requirement"), *roles, *due)


def _around(blocks: list[Block], notice: Notice, dated: str, title: str) -> list[Block]:
    """The notice and its paragraphs; with a `title` they are attached to it."""
    head: list[Block] = [
        Text("letterhead", notice.issuer),
        Text("number", notice.document_number or ""),
        Text("title", notice.title),
        Text("recipients", "，".join(notice.recipients) + "："),
        *(Text("paragraph", line) for line in notice.body.split("\n")),
    ]
    sign: list[Block] = []
    if notice.issued_on is not None:
        sign = [Text("signature", notice.issuer), Text("date", dated)]
    if not title:
        return [*head, *blocks, *sign]
    named = Text("attachment", f"附件：{title}")
    return [*head, named, *sign, Break(), Text("mark", "附件"), Text("table title", title), *blocks]


def _sections(draft: Draft, first: int) -> int:
    """The tasks under their headings; answers with the ordinal of the last outermost one."""
    form, rng = draft.form, draft.rng
    if not form.levels:
        _tasks(draft, (), draft.size.tasks)
        return 0
    ordinal = first
    while len(draft.tasks) < draft.size.tasks:
        printed, heading = draft.writer.heading("han", ordinal, stop=False)
        draft.say(printed)
        if form.headed:
            _headed(draft, heading)
        elif form.levels == 1:
            _tasks(draft, (heading,), rng.randint(2, 4))
        else:
            for inner in range(1, rng.randint(2, 3) + 1):
                printed, own = draft.writer.heading("bracket", inner, stop=rng.random() < 0.3)
                draft.say(printed)
                _tasks(draft, (heading, own), rng.randint(1, 3))
        ordinal += 1
    return ordinal - 1


def _headed(draft: Draft, over: Heading) -> None:
    for inner in range(1, draft.rng.randint(2, 4) + 1):
        printed, own = draft.writer.heading("bracket", inner, stop=True)
        said = draft.requirement()
        draft.say(printed + said[0])
        draft.add(None, (over, own), said, _answer(draft))


def _tasks(draft: Draft, over: tuple[Heading, ...], count: int) -> None:
    waiting: list[tuple[int, tuple[str, tuple[Citation, ...]]]] = []
    for number in range(1, count + 1):
        said = draft.requirement()
        draft.say(f"{number}.{said[0]}")
        waiting.append((number, said))
        if not draft.form.once or number == count:
            answer = _answer(draft)
            for one, text in waiting:
                draft.add(one, over, text, answer)
            waiting = []


def _answer(draft: Draft) -> tuple[Responsibility, Deadline]:
    """Print who answers and by when behind the last paragraph."""
    form, words = draft.form, draft.words
    if form.behind == "said":
        return _said(draft)
    said = {role: draft.writer.parties(PLAIN, role)[1] for role in form.roles}
    due = draft.writer.deadline(several=False) if form.due else NO_DEADLINE
    parts = [f"{words[role]}{draft.colon}{one.text}" for role, one in said.items()]
    parts += [f"{words['deadline']}{draft.colon}{due.text}"] if form.due else []
    if form.behind == "brackets":
        draft.behind(f"（{'；'.join(parts)}）")
    elif form.behind == "one line":
        draft.say("　　".join(parts))
    else:
        for part in parts:
            draft.say(part)
    return _combined(words, said), due


def _combined(words: dict[str, str], said: dict[Role, Responsibility]) -> Responsibility:
    if len(said) == 1:
        return next(iter(said.values()))
    return Responsibility(
        "；".join(f"{words[role]}：{one.text}" for role, one in said.items()),
        tuple(party for one in said.values() for party in one.parties),
    )


def _said(draft: Draft) -> tuple[Responsibility, Deadline]:
    """Say it in brackets without other words: （甲牵头，乙、丙配合，6月底前完成）."""
    names = draft.writer.parties(PLAIN, "support")[1].parties
    lead, others = replace(names[0], role="lead"), names[1:]
    text = f"{lead.name}牵头"
    if others:
        text += f"，{'、'.join(party.name for party in others)}配合"
    _, limit = draft.writer.limit()
    due = replace(limit, text=f"{limit.text}完成")
    draft.behind(f"（{text}，{due.text}）")
    return Responsibility(text, (lead, *others)), due
