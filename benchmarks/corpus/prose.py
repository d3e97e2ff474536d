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

    words: dict[str, str]
    colon: str
    part: str
    blocks: list[Block] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Print a paragraph."""
        self.blocks.append(Text(self.part, text))


def document(
    rng: Random, writer: Writer, form: Form, size: Size, title: str, *, attached: bool, signed: bool
) -> tuple[list[Block], Notice, Ledger]:
    """A notice with its ledger: attached to it, or its own text."""
    notice, dated = writer.notice([title], signed=signed)
    draft = Draft(_words(rng, form), rng.choice("：：:"), "item" if form.flush else "paragraph")
    before: list[str] = []
    after: list[str] = []
    cited: list[Citation] = [*notice.citations]
    is_framed = form.levels > 0 and rng.random() < 0.6
    if is_framed:
        said = writer.requirement(2)
        cited += said.citations
        before = ["一、总体要求", said.text]
        for text in before:
            draft.say(text)
    last = _sections(rng, writer, form, size, draft, 1 + is_framed)
    if is_framed:
        said = writer.requirement(2)
        cited += said.citations
        after = [f"{han(last + 1)}、保障措施", "（一）加强组织领导。" + said.text]
        for text in after:
            draft.say(text)
    notice = replace(
        notice,
        attachments=(title,) if attached else (),
        body="\n".join([notice.body, *before, *after]),
        citations=tuple(dict.fromkeys(cited)),
    )
    truth = Ledger(
        title if attached else "", writer.year, _columns(form, draft.words), tuple(draft.tasks)
    )
    blocks = _around(draft.blocks, notice, dated, title, body_lines=len(before) + len(after),
                     attached=attached)  # fmt: skip
    return blocks, notice, truth


def _words(rng: Random, form: Form) -> dict[str, str]:
    words = {role: rng.choice(WORDS[role]) for role in form.roles}
    return {**words, "deadline": rng.choice(DUE_WORDS)}


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


def _around(
    blocks: list[Block],
    notice: Notice,
    dated: str,
    title: str,
    *,
    body_lines: int,
    attached: bool,
) -> list[Block]:
    lines = notice.body.split("\n")
    head: list[Block] = [
        Text("letterhead", notice.issuer),
        Text("number", notice.document_number or ""),
        Text("title", notice.title),
        Text("recipients", "，".join(notice.recipients) + "："),
        *(Text("paragraph", line) for line in lines[: len(lines) - body_lines]),
    ]
    sign: list[Block] = []
    if notice.issued_on is not None:
        sign = [Text("signature", notice.issuer), Text("date", dated)]
    if not attached:
        return [*head, *blocks, *sign]
    named = Text("attachment", f"附件：{title}")
    return [*head, named, *sign, Break(), Text("mark", "附件"), Text("table title", title), *blocks]


def _sections(
    rng: Random, writer: Writer, form: Form, size: Size, draft: Draft, first: int
) -> int:
    """The tasks under their headings; answers with the ordinal of the last outermost one."""
    if not form.levels:
        _tasks(rng, writer, form, draft, (), size.tasks, size)
        return 0
    ordinal = first
    while len(draft.tasks) < size.tasks:
        printed, heading = writer.heading("han", ordinal, stop=False)
        draft.say(printed)
        if form.headed:
            _headed(rng, writer, form, draft, heading, size)
        elif form.levels == 1:
            _tasks(rng, writer, form, draft, (heading,), rng.randint(2, 4), size)
        else:
            for inner in range(1, rng.randint(2, 3) + 1):
                printed, own = writer.heading("bracket", inner, stop=rng.random() < 0.3)
                draft.say(printed)
                _tasks(rng, writer, form, draft, (heading, own), rng.randint(1, 3), size)
        ordinal += 1
    return ordinal - 1


def _headed(
    rng: Random, writer: Writer, form: Form, draft: Draft, over: Heading, size: Size
) -> None:
    for inner in range(1, rng.randint(2, 4) + 1):
        printed, own = writer.heading("bracket", inner, stop=True)
        said = writer.requirement(max(rng.choice(size.lengths), 1))
        draft.say(printed + said.text)
        _add(draft, None, (over, own), said.text, said.citations, _answer(rng, writer, form, draft))


def _tasks(
    rng: Random,
    writer: Writer,
    form: Form,
    draft: Draft,
    over: tuple[Heading, ...],
    count: int,
    size: Size,
) -> None:
    drawn: list[tuple[int, str, tuple[Citation, ...]]] = []
    for number in range(1, count + 1):
        said = writer.requirement(max(rng.choice(size.lengths), 1))
        draft.say(f"{number}.{said.text}")
        drawn.append((number, said.text, said.citations))
        if not form.once or number == count:
            answer = _answer(rng, writer, form, draft)
            for one, text, cited in drawn:
                _add(draft, one, over, text, cited, answer)
            drawn = []


def _add(
    draft: Draft,
    number: int | None,
    outline: tuple[Heading, ...],
    text: str,
    cited: tuple[Citation, ...],
    answer: tuple[Responsibility, Deadline],
) -> None:
    sequence = len(draft.tasks) + 1
    draft.tasks.append(Task(sequence, number, outline, None, text, *answer, cited, {}))


def _answer(
    rng: Random, writer: Writer, form: Form, draft: Draft
) -> tuple[Responsibility, Deadline]:
    """Print who answers and by when behind the last paragraph."""
    if form.behind == "said":
        return _said(rng, writer, draft)
    said = {role: writer.parties(PLAIN, role)[1] for role in form.roles}
    due = writer.deadline(several=False) if form.due else NO_DEADLINE
    parts = [f"{draft.words[role]}{draft.colon}{one.text}" for role, one in said.items()]
    parts += [f"{draft.words['deadline']}{draft.colon}{due.text}"] if form.due else []
    if form.behind == "brackets":
        _behind(rng, draft, f"（{'；'.join(parts)}）")
    elif form.behind == "one line":
        draft.say("　　".join(parts))
    else:
        for part in parts:
            draft.say(part)
    return _combined(draft.words, said), due


def _behind(rng: Random, draft: Draft, bracket: str) -> None:
    """Brackets behind the text: before its full stop, or after it."""
    text = draft.blocks[-1]
    assert isinstance(text, Text)
    if rng.random() < 0.4:
        text = replace(text, text=f"{text.text.removesuffix('。')}{bracket}。")
    else:
        text = replace(text, text=text.text + bracket)
    draft.blocks[-1] = text


def _combined(words: dict[str, str], said: dict[Role, Responsibility]) -> Responsibility:
    if len(said) == 1:
        return next(iter(said.values()))
    return Responsibility(
        "；".join(f"{words[role]}：{one.text}" for role, one in said.items()),
        tuple(party for one in said.values() for party in one.parties),
    )


def _said(rng: Random, writer: Writer, draft: Draft) -> tuple[Responsibility, Deadline]:
    """（甲牵头，乙、丙配合，6月底前完成）"""
    names = writer.parties(PLAIN, "support")[1].parties
    lead, others = replace(names[0], role="lead"), names[1:]
    text = f"{lead.name}牵头"
    if others:
        text += f"，{'、'.join(party.name for party in others)}配合"
    _, limit = writer.limit()
    due = replace(limit, text=f"{limit.text}完成")
    _behind(rng, draft, f"（{text}，{due.text}）")
    return Responsibility(text, (lead, *others)), due

