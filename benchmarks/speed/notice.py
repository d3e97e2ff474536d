"""One notice of 13 pages: how long it takes, beside what others take over it.

    python -m benchmarks.speed.notice [--runs N] [--no-peers]

Warm: `pipeline.convert`, emission as JSON and CSV included, against pdfplumber's `extract_tables`
of every page, in this process. Cold: `taizhang convert` against a bare script that calls
`extract_tables`, and `--help` and `import pipeline` against `import click`, each as a whole
process. Times are the processor's, so that a machine with other work gives the same ratios.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pdfplumber

from benchmarks.score.peers import PEERS, Peer, program
from benchmarks.score.workers import ask
from benchmarks.speed.turns import here, in_turn, process, python
from pipeline import convert
from pipeline.emit import emit

ROOT = Path(__file__).resolve().parents[2]
PRINTED = ROOT / "benchmarks" / "made" / "speed" / "notice-2021-13-pages.pdf"
BARE = Path(__file__).with_name("bare.py")
# Points: at this size LibreOffice prints the sample on 13 pages.
TYPE = 18.0
MEASURED = ("pdfplumber", "pymupdf", "docvortex", "camelot")


def main() -> None:
    """Print the notice where it is not there, measure, and say it line by line."""
    arguments = _arguments()
    path = _printed()
    with pdfplumber.open(path) as pdf:
        pages = len(pdf.pages)
    print(f"{path.name}, {pages} pages; {arguments.runs} runs of each, in turn")
    for line in (*_warm(path, pages, arguments.runs), *_cold(path, arguments.runs)):
        print(line, flush=True)
    for peer in PEERS if arguments.peers else ():
        if peer.name in MEASURED:
            print(_peer(peer, path, pages, arguments.runs), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=11, help="so many runs of each")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="this program alone")
    return parser.parse_args()


def _printed() -> Path:
    """The sample of 2021 in larger type, printed once."""
    if not PRINTED.exists():
        from samples.make_samples import LANDSCAPE, TRUTH, print_pdf, typed

        PRINTED.parent.mkdir(parents=True, exist_ok=True)
        truth = json.loads(TRUTH.read_text(encoding="utf-8"))
        print_pdf(typed(truth, replace(LANDSCAPE, ledger_size=TYPE)), PRINTED)
    return PRINTED


def _warm(path: Path, pages: int, runs: int) -> Iterator[str]:
    """The conversion against `extract_tables`, and then both a page."""

    def converted() -> None:
        _forget()
        emit(convert(path), path.stem, ("json", "csv"))

    def tables() -> None:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_tables()

    turns = in_turn(here(converted), here(tables), runs)
    yield "warm: " + turns.said("convert", "extract_tables")
    own, other = (1000 * statistics.median(seconds) / pages for seconds in (turns.one, turns.other))
    yield f"warm, a page: convert {own:.1f} ms, extract_tables {other:.1f} ms"


def _forget() -> None:
    """Drop what the last run left in memos of texts: another notice would find nothing there."""
    modules = [module for name, module in sys.modules.items() if name.startswith("pipeline.")]
    for held in [value for module in modules for value in vars(module).values()]:
        memo = getattr(held, "__wrapped__", held)
        # What is read of the program's own files has no bound, and stays as it does in any run.
        if isinstance(memo, functools._lru_cache_wrapper) and memo.cache_info().maxsize:
            memo.cache_clear()


def _cold(path: Path, runs: int) -> Iterator[str]:
    """Whole processes. Python keeps what it compiled of the modules, as it does for any user."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {"PYTHONPYCACHEPREFIX": f"{folder}/compiled", "PYTHONPATH": str(ROOT)}
        own = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | kept
        commands = {
            "taizhang convert": python(
                "-m", "pipeline", "convert", str(path), "--force", "-o", f"{folder}/output"
            ),
            "extract_tables": python(str(BARE), str(path)),
            "taizhang --help": python("-m", "pipeline", "--help"),
            "import click": python("-c", "import click"),
            "import pipeline": python("-c", "import pipeline"),
            "pass": python("-c", "pass"),
        }
        processes = {name: process(command, own) for name, command in commands.items()}
        for one, other in (
            ("taizhang convert", "extract_tables"),
            ("taizhang --help", "import click"),
            ("taizhang --help", "pass"),
            ("import pipeline", "pass"),
        ):
            turns = in_turn(processes[one], processes[other], runs)
            yield f"cold: {turns.said(one, other)}"


def _peer(peer: Peer, path: Path, pages: int, runs: int) -> str:
    """What a peer takes over a page, warm and by the clock, with its imports done."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder) / f"{number}.pdf" for number in range(runs + 1)]
        for copy in copies:
            shutil.copyfile(path, copy)
        try:
            started = program(peer, ROOT, Path(folder) / f"{peer.name}.log")
            answers = ask(started, copies, lambda _: None, processes=1)
        except (FileNotFoundError, RuntimeError) as trouble:
            return f"{peer.name}: not measured ({trouble})"
    # The first one loads what is loaded when it is needed.
    after = [answers[copy] for copy in copies[1:]]
    failed = next((answer.trouble for answer in after if answer.trouble is not None), None)
    if failed is not None:
        return f"{peer.name}: failed ({failed})"
    seconds = statistics.median(answer.seconds for answer in after)
    return f"{peer.name}, a page by the clock: {1000 * seconds / pages:.1f} ms"


if __name__ == "__main__":
    main()
