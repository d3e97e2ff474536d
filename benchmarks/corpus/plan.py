"""Which documents the corpus has: content × layout × engine × geometry, drawn from the seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.corpus.layouts import AUTOMATIC, LAYOUTS, Layout
from benchmarks.corpus.ledger import Size
from benchmarks.corpus.prose import FORMS, Form
from benchmarks.corpus.style import Geometry, Style
from benchmarks.corpus.without import KINDS, TEXTS

GEOMETRIES = (
    Geometry("a4-landscape", 12),
    Geometry("a4-portrait", 10.5),
    Geometry("a4-landscape", 14, 50),
    Geometry("a5-landscape", 9, 30),
    Geometry("a3-landscape", 16, 60),
    Geometry("strip-landscape", 10, 32),
    Geometry("a4-portrait", 9),
    Geometry("a4-landscape-90", 12),
    Geometry("b5-landscape", 10, 34),
    Geometry("a3-portrait", 14, 60),
    Geometry("a4-landscape-270", 11),
    Geometry("a5-landscape", 8, 28),
    Geometry("b5-portrait", 8, 30),
    Geometry("a4-portrait-180", 10),
)
USUAL = Size(10)
# Engines that turn no page.
STRAIGHT = tuple(geometry for geometry in GEOMETRIES if not geometry.turn)
RULES = ("grid", "grid", "horizontal", "open_sides", "grid", "dotted", "twice", "boxes", "grid",
         "none", "open_sides", "horizontal", "stripes", "grid", "head_and_foot")  # fmt: skip
UNRULED = ("none", "stripes", "head_and_foot")
UPRIGHT = (
    Geometry("a4-portrait", 12, 60),
    Geometry("a5-portrait", 9, 36),
    Geometry("b5-portrait", 10, 50),
    Geometry("a4-portrait", 14, 72),
)
LENGTHS = (
    (0, 1, 1, 2, 2, 3),
    (1, 2, 3, 4, 6),
    (0, 0, 1, 1),
    (0, 1, 2, 5, 14),
    (1, 1, 2, 28),
    (2, 3, 5),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document to be made."""

    name: str
    engine: str
    layout: Layout | None
    geometry: Geometry
    style: Style
    size: Size = USUAL
    issuer: int = 0
    trick: str = ""
    without: str = ""
    form: Form | None = None

    @property
    def kind(self) -> str:
        """What its layout is called in the score."""
        named = self.layout or self.form
        return self.without if named is None else named.name

    @property
    def suffix(self) -> str:
        """The kind of file."""
        return {"word": ".docx", "dump": ".txt"}.get(self.engine, ".pdf")


@dataclass(frozen=True, slots=True)
class Share:
    """How many documents an engine makes."""

    engine: str
    count: int
    geometries: tuple[Geometry, ...] = STRAIGHT


WHOLE = (
    Share("press", 150, GEOMETRIES),
    Share("platypus", 34),
    Share("weasyprint", 44),
    Share("chromium", 34),
    Share("office", 48),
    Share("word", 40),
    Share("dump", 16),
)
COMMITTED = (Share("press", 18, GEOMETRIES), Share("platypus", 4), Share("weasyprint", 3),
             Share("office", 3), Share("word", 5), Share("dump", 3))  # fmt: skip
TRICKS = ("", "automatic", "controls", "tracked", "offset", "pages", "pages", "five", "two")
# So wide a table needs a page on its side.
WIDE = 250.0


def plan(seed: int, shares: Sequence[Share] = WHOLE, *, small: bool = False) -> tuple[Entry, ...]:
    """All documents, in the order of their names."""
    entries: list[Entry] = []
    for share in shares:
        entries += _of(share, Random(f"{seed} {share.engine} {small}"), small=small)
    entries += _without(Random(f"{seed} without {small}"), [*KINDS], 5 if small else 36)
    entries += _without(Random(f"{seed} texts {small}"), [*TEXTS], 0 if small else 12)
    entries += _prose(Random(f"{seed} paragraphs {small}"), 6 if small else 28)
    return tuple(entries)


def _of(share: Share, rng: Random, *, small: bool) -> Iterator[Entry]:
    # Each engine begins elsewhere in the list, so that few documents show many layouts.
    layouts = [*LAYOUTS]
    rng.shuffle(layouts)
    for index in range(share.count):
        layout = layouts[index % len(layouts)]
        style = _style(rng, share.engine, index)
        layout, style = _agreed(rng, share.engine, layout, style)
        geometry = _geometry(rng, share.geometries, layout, index)
        trick = TRICKS[index % len(TRICKS)] if share.engine == "word" else ""
        if share.engine == "press" and index % 25 == 7 and not small:
            trick = "two"
        if share.engine == "office" and index % 12 == 5 and not small:
            trick = "five"
        if trick == "automatic":
            layout = AUTOMATIC[index // len(TRICKS) % len(AUTOMATIC)]
        if trick in ("two", "five"):
            style = replace(style, head="pages", start="top")
        if trick == "pages":
            style = replace(style, rules="grid")
        issuer = rng.randrange(6) if style.head != "none" else rng.randrange(1, 6)
        size = Size(rng.randint(5, 7), (0, 1, 2, 3)) if small else _size(rng, layout, index)
        if small and share.engine in ("press", "platypus"):
            geometry = replace(geometry, name="strip-landscape" if index % 2 else "a5-landscape",
                               size=10, margin=30)  # fmt: skip
        name = f"{share.engine}-{index:03}-{layout.name}"
        yield Entry(name, share.engine, layout, geometry, style, size, issuer, trick)


def _style(rng: Random, engine: str, index: int) -> Style:
    rules = RULES[(index + rng.randrange(2)) % len(RULES)]
    return Style(
        rules=rules,
        ink="boxes" if rules == "boxes" else rng.choice(["lines", "lines", "fills"]),
        align=rng.choice(["middle", "middle", "top", "bottom"]),
        labels=rng.choice(["first", "last", "each", "cut"]),
        small=rng.choice(["first", "first", "last", "middle"]),
        open_edges=rng.random() < 0.4,
        repeat=rng.random() < 0.65,
        continued=rng.random() < 0.15,
        font=rng.choice(["song", "song", "hei", "ming"] if engine == "press" else ["hei", "ming"])
        if engine != "platypus"
        else rng.choice(["song", "hei"]),
        head=rng.choice(["pages", "pages", "same", "none"]),
        running=rng.random() < 0.2,
        watermark=rng.random() < 0.1,
        page_numbers=rng.random() < 0.8,
        start="foot" if rng.random() < 0.12 else "top",
        whole_rows=rng.random() < 0.15,
        tagged=engine in ("office", "chromium") and index % 5 == 2,
        leading=rng.choice([1.2, 1.3, 1.5]),
    )


def _agreed(rng: Random, engine: str, layout: Layout, style: Style) -> tuple[Layout, Style]:
    """Layout and style without what no reader could make out."""
    if style.rules in UNRULED:
        # White space and numbers are all that parts the rows.
        style = replace(style, align="top", labels="first", small="first", ink="lines")
        if layout.merged or layout.separator == "\n" or not _plain_numbers(layout):
            layout = rng.choice([one for one in LAYOUTS if _is_plain(one)])
    if layout.blank_deadlines or layout.number is None:
        style = replace(style, small="first")
    if not _tells_cut_rows(layout):
        # Nothing but an open edge, or the engine's own way, says that a row goes on.
        style = replace(style, open_edges=True)
    if engine == "dump" and not _speaks_in_a_dump(layout):
        layout = rng.choice([one for one in LAYOUTS if _speaks_in_a_dump(one)])
    if engine == "weasyprint" and style.rules == "boxes":
        # With cells apart it closes a merged cell below its first row.
        style = replace(style, rules="grid", ink="lines")
    if engine == "platypus":
        style = replace(style, running=False, watermark=False)
    return layout, style


def _speaks_in_a_dump(layout: Layout) -> bool:
    """In a dump a blank cell is empty, merged or without a name: only headings say which."""
    return not layout.merged and not layout.blank_deadlines and not layout.headers


def _plain_numbers(layout: Layout) -> bool:
    return layout.number == "own" and not layout.gaps and not layout.blank_deadlines


def _is_plain(layout: Layout) -> bool:
    return (
        _plain_numbers(layout)
        and not layout.merged
        and layout.separator != "\n"
        and layout.due != "remark"
        and "备注" not in layout.order
    )


def _tells_cut_rows(layout: Layout) -> bool:
    return layout.has("number") or (
        layout.has("deadline") and not layout.blank_deadlines and "deadline" not in layout.merged
    )


def _geometry(rng: Random, choices: Sequence[Geometry], layout: Layout, index: int) -> Geometry:
    geometry = choices[(index + rng.randrange(3)) % len(choices)]
    narrow = geometry.page[0] / geometry.size < 55
    many = len(layout.order) + len(layout.levels) + 2 * (layout.roles != "one") > 7
    return Geometry("a4-landscape", 10.5, 36) if narrow and many else geometry


def _size(rng: Random, layout: Layout, index: int) -> Size:
    lengths = LENGTHS[(index + rng.randrange(2)) % len(LENGTHS)]
    tasks = rng.choice([8, 10, 12, 15])
    if index % 20 == 3 and layout.number != "circled":
        tasks = 40
    return Size(tasks, lengths)


def _without(rng: Random, kinds: Sequence[str], count: int) -> Iterator[Entry]:
    engines = ("press", "word", "dump", "press", "platypus", "office", "weasyprint")
    for index in range(count):
        kind = kinds[index % len(kinds)]
        engine = engines[index % len(engines)]
        yield Entry(
            f"{engine}-without-{index:02}-{kind}",
            engine,
            None,
            Geometry("a4-portrait", 11, 50),
            Style(rules=rng.choice(["grid", "grid", "horizontal"]), head="same",
                  font="song" if engine in ("press", "platypus") else "hei"),
            issuer=rng.randrange(6),
            without=kind,
        )  # fmt: skip


def _prose(rng: Random, count: int) -> Iterator[Entry]:
    """Ledgers of paragraphs. Their pages are the notice's own, and upright."""
    is_small = count < len(FORMS)
    engines = [share.engine for share in (COMMITTED if is_small else WHOLE)]
    forms = [*FORMS]
    rng.shuffle(forms)
    for index in range(count):
        engine = engines[index % len(engines)]
        form = forms[index % len(forms)]
        yield Entry(
            f"{engine}-{form.name}-{index:02}",
            engine,
            None,
            rng.choice(UPRIGHT),
            Style(font=rng.choice(["song", "hei"]), head=rng.choice(["same", "pages"]),
                  page_numbers=rng.random() < 0.8),
            Size(rng.randint(5, 7) if is_small else rng.choice([8, 12, 16])),
            issuer=rng.randrange(6),
            form=form,
        )  # fmt: skip
