"""What holds of the pure stages for any text: functions from bytes that fail where it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from pipeline.compare.two_sides import changes
from pipeline.departments import Register
from pipeline.departments.identify import identify
from pipeline.errors import InputError
from pipeline.extract.dump import read_dump
from pipeline.model import (
    Column,
    Deadline,
    Document,
    Heading,
    Ledger,
    Notice,
    Party,
    Responsibility,
    Source,
    Task,
)
from pipeline.normalise import normalise
from pipeline.normalise.citations import citations
from pipeline.normalise.deadlines import deadline, deadline_remarked, deadline_within
from pipeline.normalise.responsibility import Known, responsibility, responsibility_within
from pipeline.overrides import NO_OVERRIDES
from pipeline.page import Cell, Fragment, Line, Page, Place
from pipeline.rebuild import rebuild
from pipeline.text.cleaning import clean

ISSUER = "安徽省民政厅"
# A byte is one of these, so that a change of one byte makes a change that the stages notice.
WORDS = (
    "\n", "、", "，", "。", "；", "：", "（", "）", "(", ")", "《", "》", "“", "”", "〔", "〕",
    "/", "-", "—", "－", "·", "*", "#", "0", "1", "2", "3", "9", "10", "12", "31", "２", "〇",
    "一", "二", "十", "廿", "百", "①", "⑩", "㈠", "⒈", "Ⅷ", "一、", "二、", "三、", "（一）",
    "（二）", "1.", "2.", "3．", "1、", "2021", "2022", "2021年", "年", "月", "日", "号", "前",
    "底", "末", "旬", "初", "起", "至", "季度", "上半年", "下半年", "每", "每年", "每月",
    "持续", "长期", "及时", "适时", "年底前", "10月底前", "6月30日前", "第三季度", "完成",
    "牵头", "配合", "负责", "主办", "协办", "会同", "参与", "等", "各", "有关", "其他", "部门",
    "单位", "处室", "责任", "责任单位：", "牵头单位：", "按职责分工", "办公室", "局办公室",
    "规划财务处", "区划地名处", "社会组织管理局", "省民政厅", "市教育局", "县人民政府", "处",
    "局", "厅", "科", "室", "中心", "委", "和", "与", "及", "序号", "工作任务", "具体要求",
    "责任部门", "时限要求", "备注", "推进", "公开", "信息", "关于印发", "的", "通知", "附件",
    "台账", "工作要点", "国务院办公厅", "安徽省", "皖政", "A", "a", "app", "甲", "乙", "丙",
    "丁", "工作", "重点", "领域", "⼀", "〡", "豈", "\u200b", "\u3000", "\ufeff", "�", "\t",
    "\x0c", "|", "☐", "√", "！", "？", "%", "％", "以上", "以下", "日常", "节", "之前", "以内",
    "个工作日", " ",
)  # fmt: skip

Target = Callable[[bytes], None]


def text_of(data: bytes) -> str:
    """The words that the bytes stand for; what follows a byte 0 is UTF-8."""
    words, _, raw = data.partition(b"\0")
    chosen = "".join(WORDS[byte % len(WORDS)] for byte in words)
    return chosen + raw.decode("utf-8", "replace")


def cleaning(data: bytes) -> None:
    """Cleaning twice changes nothing, and no Han character is lost."""
    text = text_of(data)
    cleaned = clean(text)
    _hold(clean(cleaned) == cleaned, "cleaned twice")
    _hold(not Counter(_han(text)) - Counter(_han(cleaned)), "a character is lost")


def deadlines(data: bytes) -> None:
    """A day for the kind `date` and for no other; the text of an answer gives the answer."""
    text = text_of(data)
    for read in (deadline, deadline_within, deadline_remarked):
        answer, findings = read(text, 2021)
        _hold((answer.due is not None) == (answer.kind == "date"), "a day without a date")
        _hold(bool(findings) or answer.kind != "unknown", "not understood, and not said")
    answer, findings = deadline(text, 2021)
    _hold(deadline(answer.text, 2021) == (answer, findings), "read again")


def responsibilities(data: bytes) -> None:
    """Every party has a name, and the Han characters of names stand in the cell."""
    text = text_of(data)
    for register in (_register(), Register()):
        known = Known(ISSUER, register)
        answer, _ = responsibility(text, known)
        responsibility_within(text, known)
        _hold(all(party.name.strip() for party in answer.parties), "a party without a name")
    held = set(_han(clean(text)))
    strange = [p.name for p in answer.parties if not set(_han(p.name)) <= held]
    _hold(not strange, f"made up: {strange}")


def names(data: bytes) -> None:
    """Whatever is printed has a name, blank only where nothing is printed."""
    text = text_of(data)
    named = identify(text, ISSUER, _register(), 2021)
    _hold(bool(named.name) or not clean(text), "a name is lost")


def citing(data: bytes) -> None:
    """A title that is cited is printed."""
    text = clean(text_of(data))
    solid = text.replace(" ", "")
    for citation in citations(text):
        _hold(citation.title.replace(" ", "") in solid, "a title that is not printed")


def dumps(data: bytes) -> None:
    """A dump is refused, or each of its characters stands in a line or a cell, once."""
    text = text_of(data).encode("utf-8", "replace").decode()
    try:
        pages, doubts = read_dump(text.encode(), "a.txt")
    except InputError:
        return
    # What cannot be read in UTF-8 is read in another encoding, and is another text.
    if "\ufffd" in text or doubts:
        return
    read = "".join(line.text for line in _lines(pages))
    _hold(Counter(_solid(read)) == Counter(_solid(text.removeprefix("\ufeff"))), "not the text")


def ledgers(data: bytes) -> None:
    """Fragments of any words become ledgers, or none; a stage takes what the one before gives."""
    pages = tuple(_pages(data))
    tables, _ = rebuild(pages, NO_OVERRIDES)
    if tables:
        normalise(tables, _register())


def comparing(data: bytes) -> None:
    """Each task of both years is counted once, and a ledger compared with itself is unchanged."""
    first, _, second = data.partition(b"\xff")
    old, new = _document(first, 2021), _document(second, 2022)
    made = changes(old, new, _register())
    total = made.summary
    _hold(total.unchanged + total.changed + total.removed == made.old.tasks, "old tasks")
    _hold(total.unchanged + total.changed + total.added == made.new.tasks, "new tasks")
    same = changes(old, old, _register()).summary
    _hold(same.changed == same.added == same.removed == 0, "changed against itself")


TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (
        cleaning, deadlines, responsibilities, names, citing, dumps, ledgers, comparing,
    )
}  # fmt: skip


def _hold(holds: bool, what: str) -> None:  # noqa: FBT001  (as of an assertion)
    if not holds:
        raise AssertionError(what)


@cache
def _register() -> Register:
    return Register.default()


def _han(text: str) -> str:
    return "".join(mark for mark in text if "\u4e00" <= mark <= "\u9fff")


def _solid(text: str) -> str:
    return "".join(text.split())


def _lines(pages: tuple[Page, ...]) -> Iterator[Line]:
    for page in pages:
        yield from page.lines
        for fragment in page.fragments:
            for cell in fragment.cells:
                yield from cell.lines


def _pages(data: bytes) -> Iterator[Page]:
    """One to three pages, a fragment each, of at most five columns; a 0xff ends a cell."""
    shape, cells = data[:4].ljust(4, b"\1"), data[4:].split(b"\xff")
    columns, knows_spans = 1 + shape[0] % 5, bool(shape[1] % 2)
    rows = -(-len(cells) // columns)
    each = max(1, -(-rows // (1 + shape[2] % 3)))
    for number, first in enumerate(range(0, rows, each), 1):
        part = cells[first * columns : (first + each) * columns]
        held = tuple(
            _cell(text_of(cell), *divmod(at, columns), number) for at, cell in enumerate(part)
        )
        height = -(-len(part) // columns)
        fragment = Fragment(number, height, columns, held, knows_spans=knows_spans)
        yield Page(number, (Line(text_of(shape[3:4]), Place(number)),), (fragment,))


def _cell(text: str, row: int, column: int, page: int) -> Cell:
    place = Place(page=page, spot=f"row {row + 1} column {column + 1}")
    lines = tuple(Line(part, place) for part in text.split("\n") if part.strip())
    return Cell(row, column, lines=lines, place=place)


def _document(data: bytes, year: int) -> Document:
    """A document whose tasks say what the bytes stand for; a 0xfe ends a task."""
    texts = [clean(text_of(part)) for part in data.split(b"\xfe")][:12]
    return Document(
        schema_version="1.0",
        source=Source(name="a.txt", media_type="text/plain", sha256="0" * 64, pages=None),
        notice=Notice(
            issuer=ISSUER, title="通知", document_number=None, issued_on=None, recipients=(),
            body="", citations=(), attachments=(),
        ),
        ledgers=(
            Ledger(
                title="台账",
                year=year,
                columns=(Column(header="具体要求", field="requirement"),),
                tasks=tuple(_task(place, text) for place, text in enumerate(texts, 1)),
            ),
        ),
        findings=(),
    )  # fmt: skip


def _task(sequence: int, text: str) -> Task:
    head, middle = text[:6], text[len(text) // 2 :]
    parties = (Party(name=head, role="lead", collective=False, known=False),) if head else ()
    return Task(
        sequence=sequence,
        number=None if len(text) % 3 == 0 else sequence,
        outline=(Heading(label=None, title=head),) if len(text) % 2 else (),
        title=None,
        requirement=middle,
        responsibility=Responsibility(text=head, and_others=False, parties=parties),
        deadline=Deadline(text=text[-4:], kind="unknown" if text else "none", due=None),
        citations=(),
        extras={},
        provenance=(),
    )
