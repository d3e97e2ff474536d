"""Makes the documents of a plan: writes them, prints them, and notes their truth beside them."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.corpus import flow, office, paged, press, prose, web, word
from benchmarks.corpus.content import Writer, issuers
from benchmarks.corpus.cuts import KINDS, Shown, cuts
from benchmarks.corpus.fonts import FONTS, has_all, installed
from benchmarks.corpus.ledger import ledger
from benchmarks.corpus.measure import Misprint, Overprinted, is_whole, measure
from benchmarks.corpus.nouns import Block, Break, Ledger, Notice, Paper, Sheet, Text
from benchmarks.corpus.plan import Entry
from benchmarks.corpus.style import Geometry
from benchmarks.corpus.without import KINDS as OTHER_TABLES
from benchmarks.corpus.without import without_ledger

WORKERS = 2
TITLES = (
    "{short}{year}年政务公开工作台账",
    "{short}{year}年重点工作任务分解表",
    "{short}{year}年政务公开任务分工",
)
# For what platypus cannot cut.
TALL = Geometry("a3-portrait", 10)


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made; `problem` says what of it could not be measured."""

    name: str
    cuts: dict[str, int]
    problem: str = ""


def make(entries: Sequence[Entry], seed: int, folder: Path) -> list[Made]:
    """Make all documents in `folder`. What an engine cannot print here is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    printed = [entry for entry in entries if entry.engine != "office"]
    typed = [entry for entry in entries if entry.engine == "office"]
    with tempfile.TemporaryDirectory() as held, ProcessPoolExecutor(WORKERS) as pool:
        room = Path(held)
        offices = [pool.submit(_office, typed[i::WORKERS], seed, folder, room / str(i))
                   for i in range(WORKERS)]  # fmt: skip
        made = list(pool.map(partial(make_one, seed=seed, folder=folder), printed, chunksize=1))
        for future in offices:
            made += future.result()
    return sorted(made, key=lambda one: one.name)


def missing(engine: str) -> str:
    """What to install for an engine; nothing where it is here."""
    needs: dict[str, tuple[bool, str]] = {
        "weasyprint": (find_spec("weasyprint") is not None, "pip install '.[corpus]'"),
        "chromium": (shutil.which("chromium") is not None, "Chromium (apt install chromium)"),
        "office": (shutil.which("soffice") is not None,
                   "LibreOffice (apt install libreoffice-writer)"),
    }  # fmt: skip
    is_here, what = needs.get(engine, (True, ""))
    return "" if is_here else what


def usable(entry: Entry) -> Entry:
    """The entry with a typeface that is on this machine."""
    return (
        entry
        if installed(entry.style.font)
        else replace(entry, style=replace(entry.style, font="song"))
    )


def _legible(entry: Entry, paper: Paper) -> Entry:
    """The entry with a typeface that has every sign of the tables, where ReportLab prints."""
    cells = (cell for sheet in paper.sheets for row in sheet.body for cell in row if cell)
    marks = "".join({mark for cell in cells for mark in cell.text})
    if entry.engine not in ("press", "platypus") or has_all(entry.style.font, marks):
        return entry
    others = (name for name in FONTS if installed(name) and has_all(name, marks))
    return replace(entry, style=replace(entry.style, font=next(others, entry.style.font)))


def make_one(entry: Entry, *, seed: int, folder: Path) -> Made:
    """Make one document and its truth."""
    paper, ledgers = write(entry, seed)
    entry = _legible(entry, paper)
    path = folder / (entry.name + entry.suffix)
    try:
        shown, problem = PRINTERS[entry.engine](entry, paper, path, seed)
    except (flow.TooTall, Overprinted):
        # On a tall page platypus has less to cut.
        entry = replace(entry, geometry=replace(TALL, size=min(entry.geometry.size, 12)))
        paper, ledgers = write(entry, seed)
        shown, problem = PRINTERS[entry.engine](entry, paper, path, seed)
    return _finish(entry, paper, ledgers, path, shown, problem)


def write(entry: Entry, seed: int) -> tuple[Paper, list[Ledger]]:
    """What a document says and what is printed of it."""
    rng = Random(f"{seed} {entry.name}")
    issuer = issuers()[entry.issuer]
    if entry.form is not None:
        return _paragraphs(entry, entry.form, rng)
    if entry.layout is None:
        paper = without_ledger(rng, entry.without, issuer)
        paper.truth = {"error": "no_ledger"}
        return paper, []
    year = rng.randint(2018, 2024)
    # ReportLab's own wrapping breaks words of letters.
    writer = Writer(rng, issuer, year, latin=entry.engine != "platypus")
    titles = rng.sample([t.format(short=issuer.short, year=year) for t in TITLES], 2)
    count = 2 if entry.trick == "two" else 1
    drawn = [ledger(rng, writer, entry.layout, entry.size, title) for title in titles[:count]]
    ledgers = [truth for _, truth in drawn]
    tables: list[list[Block]] = [
        [Text("table title", truth.title), sheet] for sheet, truth in drawn
    ]
    if entry.trick == "five":
        others = [OTHER_TABLES[k](rng, issuer) for k in ("staff", "fees", "meetings", "prices")]
        tables = [others[0], others[1], tables[0], others[2], others[3]]
    named = [block.text for blocks in tables for block in blocks if isinstance(block, Text)]
    notice, dated = writer.notice([ledgers[0].title], signed=rng.random() < 0.6)
    notice = replace(notice, attachments=tuple(named))
    blocks = _blocks(entry, notice, dated, tables, rng)
    if entry.style.head == "none":
        notice = Notice(title=ledgers[0].title)
    return Paper(blocks, {"notice": asdict(notice)}), ledgers


def _paragraphs(entry: Entry, form: prose.Form, rng: Random) -> tuple[Paper, list[Ledger]]:
    issuer = issuers()[entry.issuer]
    year = rng.randint(2018, 2024)
    writer = Writer(rng, issuer, year, latin=entry.engine != "platypus")
    title = rng.choice(TITLES).format(short=issuer.short, year=year)
    draft = prose.Draft(rng, writer, form, entry.size)
    attached, signed = entry.style.head == "pages", rng.random() < 0.7
    blocks, notice, truth = prose.document(draft, title, attached=attached, signed=signed)
    return Paper(blocks, {"notice": asdict(notice)}), [truth]


def _blocks(
    entry: Entry, notice: Notice, dated: str, tables: list[list[Block]], rng: Random
) -> list[Block]:
    if entry.style.head == "none":
        return tables[0]
    number = notice.document_number or ""
    if rng.random() < 0.3:
        number = number.replace("〔", "[").replace("〕", "]")
    items = notice.attachments
    listed = [f"附件：{items[0]}"]
    if len(items) > 1:
        listed = [f"附件：1.{items[0]}"] + [f"{i}.{t}" for i, t in enumerate(items[1:], 2)]
    head = [
        Text("letterhead", notice.issuer + rng.choice(["", "文件"])),
        Text("number", number),
        Text("title", notice.title),
        Text("recipients", "，".join(notice.recipients) + "："),
        *(Text("paragraph", line) for line in notice.body.split("\n")),
        *(Text("attachment", line) for line in listed),
    ]
    if notice.issued_on is not None:
        head += [Text("signature", notice.issuer), Text("date", dated)]
    blocks: list[Block] = [*head]
    for index, table in enumerate(tables, 1):
        if entry.style.head == "pages":
            blocks.append(Break())
            blocks.append(Text("mark", "附件" if len(tables) == 1 else f"附件{index}"))
        blocks += table
    return blocks


Printed = tuple[Shown | None, str]


def _press(entry: Entry, paper: Paper, path: Path, _: int) -> Printed:
    return press.print_paper(paper, entry.geometry, entry.style, path), ""


def _platypus(entry: Entry, paper: Paper, path: Path, _: int) -> Printed:
    flow.print_paper(paper, entry.geometry, entry.style, path)
    return _measured(entry, paper, path)


def _weasyprint(entry: Entry, paper: Paper, path: Path, _: int) -> Printed:
    web.print_weasy(paper, entry.geometry, entry.style, path)
    return _measured(entry, paper, path)


def _chromium(entry: Entry, paper: Paper, path: Path, _: int) -> Printed:
    web.print_chromium(paper, entry.geometry, entry.style, path)
    return _measured(entry, paper, path)


def _word(entry: Entry, paper: Paper, path: Path, seed: int) -> Printed:
    paper, shown = _taken_apart(entry, paper, seed) if entry.trick == "pages" else (paper, None)
    trick = entry.trick if entry.trick in word.TRICKS else ""
    word.type_paper(paper, entry.geometry, entry.style, path, trick)
    return shown, ""


def _dump(entry: Entry, paper: Paper, path: Path, seed: int) -> Printed:
    shown: Shown | None = None
    if entry.layout is not None and not entry.layout.merged:
        paper, shown = _taken_apart(entry, paper, seed)
    path.write_text(paged.dump(paper), encoding="utf-8")
    return shown, ""


PRINTERS: dict[str, Callable[[Entry, Paper, Path, int], Printed]] = {
    "press": _press,
    "platypus": _platypus,
    "weasyprint": _weasyprint,
    "chromium": _chromium,
    "word": _word,
    "dump": _dump,
}


def _office(entries: Sequence[Entry], seed: int, folder: Path, room: Path) -> list[Made]:
    """Type documents, print them in one go, and measure them."""
    room.mkdir()
    papers: dict[str, tuple[Paper, list[Ledger]]] = {}
    for entry in entries:
        papers[entry.name] = paper, _ = write(entry, seed)
        typed = room / f"{entry.name}.docx"
        word.type_paper(paper, entry.geometry, entry.style, typed)
    for tagged in (False, True):
        wanted = [room / f"{e.name}.docx" for e in entries if e.style.tagged == tagged]
        office.print_all(wanted, folder, tagged=tagged)
    made: list[Made] = []
    for entry in entries:
        path = folder / f"{entry.name}.pdf"
        paper, ledgers = papers[entry.name]
        shown, problem = _measured(entry, paper, path)
        made.append(_finish(entry, paper, ledgers, path, shown, problem))
    return made


def _taken_apart(entry: Entry, paper: Paper, seed: int) -> tuple[Paper, Shown]:
    rng = Random(f"{seed} {entry.name} pages")
    blocks: list[Block] = []
    shown = Shown()
    for block in paper.blocks:
        if isinstance(block, Sheet):
            pages, shown = paged.by_page(rng, block, rng.randint(2, 4), repeat=entry.style.repeat)
            for page in pages:
                blocks += [page, Text("gap", "")]
        else:
            blocks.append(block)
    return replace(paper, blocks=blocks), shown


def _measured(entry: Entry, paper: Paper, path: Path) -> Printed:
    if len(paper.sheets) != 1 or entry.layout is None:
        return None, ""
    try:
        return measure(path, paper.sheets[0], entry.geometry), ""
    except Overprinted:
        raise
    except Misprint as error:
        return None, str(error)


def _finish(
    entry: Entry,
    paper: Paper,
    ledgers: Sequence[Ledger],
    path: Path,
    shown: Shown | None,
    problem: str,
) -> Made:
    found: dict[int, list[str]] = {}
    if shown is not None and len(ledgers) == len(paper.sheets) == 1:
        found = cuts(paper.sheets[0], ledgers[0], shown)
    is_lost = entry.suffix == ".pdf" and not is_whole(path, paper.sheets)
    is_open = is_lost or (shown is not None and shown.ambiguous)
    truth = {
        "document": path.name,
        "layout": entry.kind,
        "engine": entry.engine,
        "rules": "none" if entry.engine == "dump" else entry.style.rules,
        "geometry": entry.geometry.name if entry.suffix == ".pdf" else "none",
        "size": entry.geometry.size,
        "tagged": entry.style.tagged,
        "variant": entry.trick,
        "expected_findings": ["number_gap"] if _leaves_numbers_out(ledgers) else [],
        **({"ambiguous": True} if is_open else {}),
        **paper.truth,
        "cuts": {f"1.{sequence}": kinds for sequence, kinds in found.items()},
        "ledgers": [_ledger(one) for one in ledgers],
    }
    text = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
    path.with_name(path.name + ".truth.json").write_text(text, encoding="utf-8")
    count = Counter(kind for kinds in found.values() for kind in kinds)
    return Made(path.name, dict(count), problem)


def _leaves_numbers_out(ledgers: Iterable[Ledger]) -> bool:
    """A number that is left out has to be said: no false alarm."""
    return any(
        task.number is not None and task.number != task.sequence
        for one in ledgers
        for task in one.tasks
    )


def _ledger(one: Ledger) -> dict[str, Any]:
    held = asdict(one)
    held["columns"] = [{"header": header, "field": field} for header, field in one.columns]
    return held


def table_of_cuts(made: Iterable[Made]) -> dict[str, int]:
    """How often each kind of cut occurs."""
    total: Counter[str] = Counter()
    for one in made:
        total.update(one.cuts)
    return {kind: total[kind] for kind in KINDS}
