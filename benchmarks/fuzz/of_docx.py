"""Word files damaged in the XML of their parts, and in the archive around them."""

from __future__ import annotations

import copy
import warnings
import zipfile
from functools import lru_cache
from io import BytesIO
from random import Random
from typing import Any

from lxml import etree

from benchmarks.fuzz.steps import FEW_ROWS, NUMBERS, TEXTS, Plan, Step, cut, walked

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
TAGS = tuple(
    (  # noqa: SIM905  (in a column they would be as many lines)
        "p r t tbl tr tc tblGrid gridCol sdt sdtContent ins del pPr rPr tcPr trPr txbxContent "
        "numPr numId ilvl gridSpan vMerge hMerge gridBefore br tab sym customXml smartTag "
        "hyperlink fldSimple instrText vanish pStyle style basedOn num abstractNum lvl lvlText "
        "numFmt start lvlOverride"
    ).split()
)
VALUES = (
    "", "x", "-1", "0", "1", "9", "²", "٣", "1.5", "NaN", "1e400", "continue", "restart",
    "false", "none", "bullet", "chineseCounting", "upperRoman", "lowerLetter", "%1%2%3%9%0",
    "http://127.0.0.1:9/x", "file:///etc/passwd", "../../../etc/passwd", "F0A7", "110000",
    "D800", "-5", "9" * 5000, *map(str, NUMBERS),
)  # fmt: skip
DEEP = (3, 30, 300)


class Opened:
    """A Word file in its parts: bytes, and trees of those that were asked for."""

    def __init__(self, base: bytes, *, is_short: bool) -> None:
        self.parts: dict[str, Any] = dict(_parts(base))
        body = self.tree(MAIN)
        for table in body.iter(W + "tbl") if is_short else ():
            for row in table.findall(W + "tr")[FEW_ROWS:]:
                table.remove(row)

    @property
    def xml(self) -> list[str]:
        """The names of the parts that are XML."""
        return [name for name in self.parts if name.endswith((".xml", ".rels"))]

    def tree(self, name: str) -> Any:
        """A part as a tree, which is saved as it is then."""
        if isinstance(self.parts[name], bytes):
            self.parts[name] = etree.fromstring(self.parts[name])
        return self.parts[name]

    def element(self, rng: Random) -> Any:
        """Any element below a root; most often of the document itself."""
        name = MAIN if rng.random() < 0.7 else rng.choice(self.xml)
        return rng.choice(list(self.tree(name).iterdescendants("*")))

    def content(self, name: str) -> bytes:
        """A part as it is saved."""
        part = self.parts[name]
        return part if isinstance(part, bytes) else etree.tostring(part)

    def saved(self, rng: Random) -> bytes:
        """The archive again, and at times not quite as an archive should be."""
        made = BytesIO()
        packing = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
        with (
            warnings.catch_warnings(),
            zipfile.ZipFile(made, "w", packing, compresslevel=1) as archive,
        ):
            warnings.simplefilter("ignore")
            for name in self.parts:
                content = self.content(name)
                if rng.random() < 0.01:
                    content = cut(content, rng)
                archive.writestr(name, content)
                if rng.random() < 0.005:
                    archive.writestr(name, cut(content, rng))
        return made.getvalue()


def damaged_docx(base: bytes, plan: Plan) -> bytes:
    """A Word file with the steps of the plan taken."""
    opened = Opened(base, is_short=plan.is_short)
    walked(opened, plan, *zip(*STEPS, strict=True))
    rng = Random(plan.saving)
    content = opened.saved(rng)
    return cut(content, rng) if rng.random() < 0.1 else content


@lru_cache(maxsize=64)
def _parts(base: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(BytesIO(base)) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def _remove(opened: Opened, rng: Random) -> None:
    element = opened.element(rng)
    element.getparent().remove(element)


def _double(opened: Opened, rng: Random) -> None:
    element = opened.element(rng)
    for _ in range(rng.choice((1, 1, 2, 20))):
        element.addnext(copy.deepcopy(element))


def _nest(opened: Opened, rng: Random) -> None:
    """An element in a copy of itself, or in others, again and again."""
    element = opened.element(rng)
    parent, place = element.getparent(), element.getparent().index(element)
    shell = rng.choice((element.tag, W + rng.choice(TAGS)))
    outer = innermost = etree.Element(shell)
    for _ in range(rng.choice(DEEP)):
        innermost = etree.SubElement(innermost, shell)
    parent.insert(place, outer)
    innermost.append(element)


def _table_in_table(opened: Opened, rng: Random) -> None:
    tables = list(opened.tree(MAIN).iter(W + "tbl"))
    table = copy.deepcopy(rng.choice(tables))
    for _ in range(rng.choice((1, 2, 40))):
        outer = etree.Element(W + "tbl")
        cell = etree.SubElement(etree.SubElement(outer, W + "tr"), W + "tc")
        cell.append(table)
        table = outer
    rng.choice(list(opened.tree(MAIN).iter(W + "tc"))).append(table)


def _move(opened: Opened, rng: Random) -> None:
    element, target = opened.element(rng), opened.element(rng)
    if element not in set(target.iterancestors()) and element is not target:
        target.append(element)


def _swap(opened: Opened, rng: Random) -> None:
    first, second = opened.element(rng), opened.element(rng)
    copies = copy.deepcopy(second), copy.deepcopy(first)
    for element, other in zip((first, second), copies, strict=True):
        element.getparent().replace(element, other)


def _rename(opened: Opened, rng: Random) -> None:
    opened.element(rng).tag = W + rng.choice(TAGS)


def _wrap(opened: Opened, rng: Random) -> None:
    element = opened.element(rng)
    shell = etree.Element(W + rng.choice(TAGS))
    element.getparent().replace(element, shell)
    shell.append(element)


def _set_attribute(opened: Opened, rng: Random) -> None:
    element = opened.element(rng)
    name = rng.choice(list(element.attrib) or [W + "val"])
    element.set(name, rng.choice(VALUES))


def _set_known(opened: Opened, rng: Random) -> None:
    """A value of a property that is read, absurd."""
    tags = (
        "gridSpan",
        "vMerge",
        "hMerge",
        "gridBefore",
        "numId",
        "ilvl",
        "start",
        "sym",
        "gridCol",
    )
    holders = [e for tag in tags for e in opened.tree(MAIN).iter(W + tag)]
    if not holders or rng.random() < 0.5:
        cell = rng.choice(list(opened.tree(MAIN).iter(W + "tcPr")))
        holders = [etree.SubElement(cell, W + rng.choice(("gridSpan", "vMerge", "hMerge")))]
    rng.choice(holders).set(W + "val", rng.choice(VALUES))


def _drop_attributes(opened: Opened, rng: Random) -> None:
    opened.element(rng).attrib.clear()


def _set_text(opened: Opened, rng: Random) -> None:
    texts = list(opened.tree(MAIN).iter(W + "t"))
    text = rng.choice(texts)
    put = "".join(mark for mark in rng.choice(TEXTS) if mark >= " ")
    text.text = rng.choice((put, (text.text or "") + put, put + (text.text or "")))


def _shuffle(opened: Opened, rng: Random) -> None:
    element = opened.element(rng)
    parent = element.getparent()
    children = list(parent)
    rng.shuffle(children)
    parent[:] = children


def _remark(opened: Opened, rng: Random) -> None:
    """What is no element: a remark, an instruction."""
    made = rng.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y")))
    opened.element(rng).insert(0, made)


def _drop_part(opened: Opened, rng: Random) -> None:
    del opened.parts[rng.choice(list(opened.parts))]


def _swap_parts(opened: Opened, rng: Random) -> None:
    first, second = rng.sample(list(opened.parts), 2)
    parts = opened.parts
    parts[first], parts[second] = parts[second], parts[first]


def _doctype(opened: Opened, rng: Random) -> None:
    name = rng.choice(opened.xml)
    content = opened.content(name)
    entity = rng.choice(
        ('SYSTEM "file:///etc/hostname"', '"甲乙丙"', 'SYSTEM "http://127.0.0.1:9/"')
    )
    doctype = f"<!DOCTYPE x [<!ENTITY e {entity}>]>".encode()
    opened.parts[name] = doctype + content.replace(b"</w:t>", b"&e;</w:t>", 1)


def _cut_part(opened: Opened, rng: Random) -> None:
    name = rng.choice(opened.xml)
    opened.parts[name] = cut(opened.content(name), rng)


STEPS: tuple[tuple[Step, int], ...] = (
    (_remove, 8), (_double, 5), (_nest, 3), (_table_in_table, 2), (_move, 5), (_swap, 5),
    (_rename, 5), (_wrap, 5), (_set_attribute, 6), (_set_known, 8), (_drop_attributes, 4),
    (_set_text, 8), (_shuffle, 4), (_remark, 2), (_drop_part, 1), (_swap_parts, 1),
    (_doctype, 1), (_cut_part, 2),
)  # fmt: skip
