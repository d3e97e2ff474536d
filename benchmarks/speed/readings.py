"""Do the two readers of PDFs give the same documents? Every difference is printed.

    python -m benchmarks.speed.readings [FOLDER...] [--every N] [--within POINTS]

Each PDF is read by PDFium, with pdfplumber for the pages that PDFium doubts, and by pdfplumber
alone; what is made of both is compared, places and findings included. The program ends with 1 if
anything differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.departments import Register
from pipeline.errors import InputError
from pipeline.extract import extract
from pipeline.extract.pdf import by_pdfium
from pipeline.extract.readers import Readers
from pipeline.extract.readers.leaf import Leaf
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.normalise import normalise
from pipeline.overrides import Overrides
from pipeline.rebuild import rebuild
from pipeline.validate import validated

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "benchmarks" / "made", ROOT / "tests" / "corpus", ROOT / "samples")
# PDFium takes the widths of characters as whole thousandths, and looks up in the font itself how
# deep its letters go where the file says 0, as LibreOffice's do.
WITHIN = 3.0


@dataclass
class Tally:
    """What was compared, and what came of it."""

    documents: int = 0
    pages: int = 0
    different: list[str] = field(default_factory=list)
    doubts: Counter[str] = field(default_factory=Counter)
    largest: float = 0.0


def main() -> int:
    """Compare, and print what differs."""
    arguments = _arguments()
    tally = Tally()
    paths = sorted(path for folder in arguments.folders for path in folder.rglob("*.pdf"))
    began = time.monotonic()
    for path in paths[:: arguments.every]:
        for difference in _differences(path, arguments.within, tally):
            print(f"{path.name}: {difference}")
            tally.different.append(path.name)
    for doubt, pages in tally.doubts.most_common():
        print(f"{pages} pages left to pdfplumber: {doubt}")
    print(
        f"{tally.documents} documents, {tally.pages} pages; {len(set(tally.different))} differ; "
        f"places differ by at most {tally.largest:.2f} points; {time.monotonic() - began:.0f} s"
    )
    return 1 if tally.different else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    parser.add_argument("--every", type=int, default=1, help="take every n-th document")
    parser.add_argument(
        "--within", type=float, default=WITHIN, help="points that places may differ"
    )
    return parser.parse_args()


def _differences(path: Path, within: float, tally: Tally) -> Iterator[str]:
    content = path.read_bytes()
    tally.documents += 1
    try:
        leaves = by_pdfium(content)
    except Doubt as doubt:
        tally.doubts[f"{doubt} (the whole file)"] += 1
    else:
        tally.pages += len(leaves)
        tally.doubts.update(str(leaf) for leaf in leaves if not isinstance(leaf, Leaf))
    yield from _different("", _made(path, "pdfplumber"), _made(path, "both"), within, tally)


def _made(path: Path, readers: Readers) -> object:
    """What is made of a document, or why nothing is."""
    try:
        source, pages, unread = extract(path, readers)
        tables, joins = rebuild(pages, Overrides.beside(path))
        if not tables:
            return f"no ledger {[finding.message for finding in unread]}"
        notice, ledgers, doubts = normalise(tables, Register.default())
        made = validated(source, notice, ledgers, (*unread, *joins, *doubts))
    except InputError as problem:
        return str(problem)
    return made.model_dump(mode="json")


def _different(
    place: str, slow: object, fast: object, within: float, tally: Tally
) -> Iterator[str]:
    """What differs between what pdfplumber's reading gives and what both give."""
    if isinstance(slow, dict) and isinstance(fast, dict) and slow.keys() == fast.keys():
        for key, value in slow.items():
            yield from _different(f"{place}.{key}", value, fast[key], within, tally)
    elif isinstance(slow, list) and isinstance(fast, list) and len(slow) == len(fast):
        for index, (one, other) in enumerate(zip(slow, fast, strict=True)):
            yield from _different(f"{place}[{index}]", one, other, within, tally)
    elif isinstance(slow, float) and isinstance(fast, float):
        tally.largest = max(tally.largest, abs(slow - fast))
        if abs(slow - fast) > within:
            yield f"{place}: {slow} and {fast}"
    elif slow != fast:
        yield f"{place}: {slow!r} and {fast!r}"


if __name__ == "__main__":
    sys.exit(main())
