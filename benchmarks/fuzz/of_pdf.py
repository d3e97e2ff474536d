"""PDFs damaged in their objects and their pages' operators, or as the text that a PDF is."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf, Stream, String

from benchmarks.fuzz.steps import NUMBERS, REALS, Plan, Step, cut, walked

MOST_PAGES = 2
"""Of a base document: time goes into pages, and damage is seldom about the tenth."""

NAMES = tuple(
    (  # noqa: SIM905  (in a column they would be as many lines)
        "/Type /Page /Pages /Font /Type0 /Type1 /TrueType /Type3 /CIDFontType2 /Identity-H "
        "/WinAnsiEncoding /FlateDecode /LZWDecode /ASCIIHexDecode /ASCII85Decode /RunLengthDecode "
        "/DCTDecode /JBIG2Decode /JPXDecode /CCITTFaxDecode /Crypt /XObject /Form /Image "
        "/DeviceRGB /Pattern /Separation /ICCBased /None /GBK-EUC-H /UniGB-UCS2-H /TD /TR /Table "
        "/ObjStm"
    ).split()
)
KEYS = tuple(
    (  # noqa: SIM905  (in a column they would be as many lines)
        "/Kids /Parent /Count /MediaBox /CropBox /Rotate /Contents /Resources /Font /XObject "
        "/Type /Subtype /Filter /DecodeParms /Length /Widths /W /DW /FirstChar /LastChar /Matrix "
        "/BBox /FontMatrix /ToUnicode /Encoding /DescendantFonts /FontDescriptor /CIDToGIDMap "
        "/FontBBox /CIDSystemInfo /Differences /CharProcs /StructTreeRoot /K /S /Pg /RoleMap "
        "/UserUnit /Annots /AcroForm /OCProperties /Names /Group /SMask /ColorSpace /Width "
        "/Height /BitsPerComponent"
    ).split()
)
OPERATORS = tuple(
    (  # noqa: SIM905  (in a column they would be as many lines)
        "q Q cm w re m l c v y h S s f F f* B B* b n W W* BT ET Tf Tm Td TD T* Tj TJ ' \" Tc Tw Tz "
        "TL Tr Ts Do gs cs CS sc scn rg g k BMC BDC EMC sh d0 d1 i d MP DP"
    ).split()
)
FONT_KEYS = (
    "/Widths", "/W", "/DW", "/FontMatrix", "/ToUnicode", "/Encoding", "/DescendantFonts",
    "/FontDescriptor", "/FirstChar", "/Subtype", "/FontBBox", "/Ascent", "/Descent",
    "/CIDSystemInfo", "/FontFile2", "/CharProcs",
)  # fmt: skip
NUMBER = re.compile(rb"(?<![\w#/.])-?\d+(?:\.\d+)?(?![\w#])")


def damaged_pdf(base: bytes, plan: Plan) -> bytes:
    """A PDF with the steps of the plan taken: of its objects, or of its text."""
    rng = Random(plan.saving)
    if rng.random() < 0.4:
        lines = bytearray(_as_text(base, is_short=plan.is_short))
        walked(lines, plan, *zip(*TEXT_STEPS, strict=True))
        content = bytes(lines)
    else:
        with Pdf.open(BytesIO(_few_pages(base, is_short=plan.is_short))) as pdf:
            walked(pdf, plan, *zip(*STEPS, strict=True))
            content = _saved(pdf, rng)
    return cut(content, rng) if rng.random() < 0.1 else content


@lru_cache(maxsize=128)
def _few_pages(base: bytes, *, is_short: bool) -> bytes:
    made = BytesIO()
    with Pdf.open(BytesIO(base)) as pdf:
        del pdf.pages[1 if is_short else MOST_PAGES :]
        pdf.save(made)
    return made.getvalue()


@lru_cache(maxsize=128)
def _as_text(base: bytes, *, is_short: bool) -> bytes:
    """Without compression, so that each number and operator can be found."""
    made = BytesIO()
    with Pdf.open(BytesIO(_few_pages(base, is_short=is_short))) as pdf:
        pdf.save(
            made, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True
        )
    return made.getvalue()


def _saved(pdf: Pdf, rng: Random) -> bytes:
    made = BytesIO()
    how: dict[str, Any] = {
        "object_stream_mode": rng.choice(list(pikepdf.ObjectStreamMode.__members__.values())),
        "static_id": True,
    }
    if rng.random() < 0.03:
        how = {"encryption": pikepdf.Encryption(owner="a", user=rng.choice(("", "b")))}
    pdf.save(made, **how)
    return made.getvalue()


# --- steps on objects


def _holder(pdf: Pdf, rng: Random) -> Any:
    """Any dictionary, stream or array of the file, at most three levels deep in an object."""
    objects = [o for o in pdf.objects if isinstance(o, Dictionary | Stream | Array) and len(o)]
    held = rng.choice(objects)
    for _ in range(rng.randrange(3)):
        inner = [o for o in _values(held) if isinstance(o, Dictionary | Array) and len(o)]
        if not inner:
            break
        held = rng.choice(inner)
    return held


def _values(held: Any) -> list[Any]:
    return list(held) if isinstance(held, Array) else [held[key] for key in held]


def _absurd(pdf: Pdf, rng: Random, depth: int = 0) -> Any:
    match rng.randrange(9):
        case 0 | 1:
            return min(rng.choice(NUMBERS), 2**63 - 1)
        case 2:
            return float(rng.choice(REALS))
        case 3:
            return Name(rng.choice(NAMES))
        case 4:
            return String(rng.choice(("", "x", "\ufffe", "甲" * 9)))
        case 5:
            return None
        case 6 if depth < 2:
            return Array([_absurd(pdf, rng, depth + 1) for _ in range(rng.randrange(7))])
        case 7 if depth < 2:
            return Dictionary({rng.choice(KEYS): _absurd(pdf, rng, depth + 1) for _ in "abc"})
        case _:
            return rng.choice(list(pdf.objects))


def _set_value(pdf: Pdf, rng: Random) -> None:
    held, value = _holder(pdf, rng), _absurd(pdf, rng)
    if isinstance(held, Array):
        held[rng.randrange(len(held))] = value
    else:
        held[rng.choice(list(held.keys()))] = value


def _set_key(pdf: Pdf, rng: Random) -> None:
    objects = [o for o in pdf.objects if isinstance(o, Dictionary | Stream)]
    rng.choice(objects)[rng.choice(KEYS)] = _absurd(pdf, rng)


def _remove_key(pdf: Pdf, rng: Random) -> None:
    held = _holder(pdf, rng)
    if isinstance(held, Array):
        del held[rng.randrange(len(held))]
    else:
        del held[rng.choice(list(held.keys()))]


def _swap_values(pdf: Pdf, rng: Random) -> None:
    first, second = _holder(pdf, rng), _holder(pdf, rng)
    a = rng.randrange(len(first)) if isinstance(first, Array) else rng.choice(list(first.keys()))
    b = rng.randrange(len(second)) if isinstance(second, Array) else rng.choice(list(second.keys()))
    first[a], second[b] = second[b], first[a]


def _of_type(pdf: Pdf, rng: Random, key: str) -> Any:
    held = [o for o in pdf.objects if isinstance(o, Dictionary | Stream) and key in o]
    return rng.choice(held)


def _font(pdf: Pdf, rng: Random) -> None:
    key = rng.choice(FONT_KEYS)
    _of_type(pdf, rng, key)[key] = _absurd(pdf, rng)


def _page(pdf: Pdf, rng: Random) -> None:
    keys = (
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/Contents",
        "/Resources",
        "/UserUnit",
        "/Parent",
        "/Type",
    )
    page = rng.choice(list(pdf.pages)).obj
    key = rng.choice(keys)
    page[key] = _absurd(pdf, rng)
    if key.endswith("Box") and rng.random() < 0.7:
        page[key] = Array([float(rng.choice((*NUMBERS[:12], *REALS))) for _ in range(4)])


def _page_tree(pdf: Pdf, rng: Random) -> None:
    tree = pdf.Root.Pages
    match rng.randrange(6):
        case 0:
            tree.Kids.append(tree)
        case 1:
            tree.Count = min(rng.choice(NUMBERS), 2**63 - 1)
        case 2:
            for _ in range(rng.choice((2, 20))):
                tree.Kids.append(tree.Kids[0])
        case 3:
            tree.Kids = Array([])
        case 4:
            tree.Parent = tree
        case _:
            node = tree
            for _ in range(rng.choice((5, 200))):
                node = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([node]), Count=1))
            pdf.Root.Pages = node


def _operators(pdf: Pdf, rng: Random) -> None:
    """What a page or a form draws, with operators changed, left out, doubled or put in."""
    page = rng.choice(list(pdf.pages)).obj
    told = [
        (list(one.operands), one.operator)
        for one in pikepdf.parse_content_stream(page)
        if not isinstance(one, pikepdf.ContentStreamInlineImage)
    ]
    for _ in range(rng.choice((1, 3, 20))):
        at = rng.randrange(len(told) or 1)
        match rng.randrange(6):
            case 0:
                del told[at : at + rng.choice((1, 1, 10))]
            case 1:
                told[at:at] = told[at : at + rng.choice((1, 20))] * rng.choice((1, 20))
            case 2:
                operands = [_absurd(pdf, rng, 2) for _ in range(rng.randrange(7))]
                told.insert(at, (operands, Operator(rng.choice(OPERATORS))))
            case 3:
                operands, operator = told[at]
                if operands:
                    operands[rng.randrange(len(operands))] = _absurd(pdf, rng, 2)
                told[at] = (operands, operator)
            case 4:
                told[at:at] = [([], Operator(rng.choice("qQ")))] * rng.choice((1, 40, 2000))
            case _:
                numbers: list[Any] = [float(rng.choice(REALS)) for _ in range(6)]
                told.insert(at, (numbers, Operator(rng.choice(("cm", "Tm")))))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(told))


def _form_in_form(pdf: Pdf, rng: Random) -> None:
    """A form that draws itself, or a chain of them."""
    page = rng.choice(list(pdf.pages)).obj
    form = pdf.make_stream(b"q /F Do Q /F Do", Type=Name.XObject, Subtype=Name.Form)
    form.BBox = Array([0, 0, 600, 800])
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    for _ in range(rng.choice((0, 2, 60))):
        inner = form
        form = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=inner.BBox)
        form.Resources = Dictionary(XObject=Dictionary(F=inner))
    page.Resources.XObject = Dictionary(F=form)
    page.Contents = pdf.make_stream(b"/F Do")


def _stream(pdf: Pdf, rng: Random) -> None:
    stream = rng.choice([o for o in pdf.objects if isinstance(o, Stream)])
    told: Any = stream
    if rng.random() < 0.5:
        stream.write(cut(stream.read_bytes(), rng))
    else:
        raw = cut(stream.read_raw_bytes(), rng)
        stream.write(raw, filter=told.get("/Filter"), decode_parms=told.get("/DecodeParms"))


STEPS: tuple[tuple[Step, int], ...] = (
    (_set_value, 8), (_set_key, 4), (_remove_key, 5), (_swap_values, 4), (_font, 6), (_page, 4),
    (_page_tree, 2), (_operators, 8), (_form_in_form, 1), (_stream, 5),
)  # fmt: skip


# --- steps on the text


def _change_number(text: bytearray, rng: Random) -> None:
    found = _near(NUMBER, text, rng)
    put = rng.choice(
        (*map(str, NUMBERS), *(f"{real:.12f}" for real in REALS), "-", ".", "nan", "inf")
    )
    text[found.start() : found.end()] = put.encode()


def _change_name(text: bytearray, rng: Random) -> None:
    found = _near(re.compile(rb"/[A-Za-z]\w*"), text, rng)
    text[found.start() : found.end()] = rng.choice((*NAMES, *KEYS)).encode()


def _near(what: re.Pattern[bytes], text: bytearray, rng: Random) -> re.Match[bytes]:
    """The next one after a place drawn at random."""
    found = what.search(text, rng.randrange(len(text)))
    if found is None:
        raise LookupError(what)
    return found


def _drop_line(text: bytearray, rng: Random) -> None:
    found = _near(re.compile(rb"[^\n]*\n"), text, rng)
    del text[found.start() : found.end()]


def _double_lines(text: bytearray, rng: Random) -> None:
    found = _near(re.compile(rb"(?:[^\n]*\n){1,9}"), text, rng)
    text[found.start() : found.start()] = found[0] * rng.choice((1, 4, 50))


def _move_reference(text: bytearray, rng: Random) -> None:
    found = _near(re.compile(rb"\d+ 0 R"), text, rng)
    text[found.start() : found.end()] = b"%d 0 R" % rng.randrange(40)


def _renumber(text: bytearray, rng: Random) -> None:
    found = _near(re.compile(rb"\d+ 0 obj"), text, rng)
    text[found.start() : found.end()] = b"%d 0 obj" % rng.randrange(40)


def _put_brackets(text: bytearray, rng: Random) -> None:
    at = rng.randrange(len(text))
    marks = (
        b"<<",
        b">>",
        b"[",
        b"]",
        b"(",
        b")",
        b"<",
        b">",
        b"stream\n",
        b"endstream\n",
        b"endobj\n",
        b"%",
        b"BI ",
        b"ID ",
        b"EI ",
    )
    text[at:at] = rng.choice(marks) * rng.choice((1, 1, 1, 5, 3000))


def _cut(text: bytearray, rng: Random) -> None:
    text[:] = cut(bytes(text), rng)


TEXT_STEPS: tuple[tuple[Step, int], ...] = (
    (_change_number, 10), (_change_name, 5), (_drop_line, 4), (_double_lines, 3),
    (_move_reference, 4), (_renumber, 2), (_put_brackets, 3), (_cut, 2),
)  # fmt: skip
