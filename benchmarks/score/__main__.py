"""Measure this program and its peers on the corpus: `python -m benchmarks.score run`.

Exit codes: 0 measured, and nowhere below the floor; 1 below it; 2 nothing to measure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.score import floor, report
from benchmarks.score.exact import judged
from benchmarks.score.peers import (
    PEERS,
    SLOW_SAMPLE,
    Measured,
    measurable,
    measured,
    own_rights,
    program,
    sampled,
)
from benchmarks.score.tally import Line, score
from benchmarks.score.truth import Truth, read
from benchmarks.score.workers import Answer, Program, Report, ask

ROOT = Path(__file__).resolve().parent.parent.parent
MADE = ROOT / "benchmarks" / "made"
FLOOR = ROOT / "benchmarks" / "floor.json"
SHOWN = 6
"""So many lines are named when all is well."""
LIMIT = 300.0
"""Seconds that one conversion may take before it is ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """`run` measures, `floor` raises the floor to what the last whole run measured."""
    options = _options().parse_args(arguments)
    return _raise_floor(options.folder) if options.command == "floor" else _run(options)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score", description=__doc__)
    parser.add_argument("--folder", type=Path, default=MADE, help="where the corpus is")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="measure")
    run.add_argument("--only", default="", metavar="PART", help="documents whose name holds it")
    run.add_argument("--peers", metavar="A,B", help="these: " + ", ".join(p.name for p in PEERS))
    run.add_argument("--no-peers", action="store_true", help="this program alone")
    run.add_argument(
        "--sample",
        type=int,
        default=SLOW_SAMPLE,
        metavar="N",
        help=f"so many PDFs for slow peers (default {SLOW_SAMPLE}); 0: all",
    )
    run.add_argument("--verbose", action="store_true", help="list every document not exact")
    commands.add_parser("floor", help="raise the floor to the last whole run")
    return parser


def _run(options: argparse.Namespace) -> int:
    truths = read(options.folder, options.only)
    if not truths:
        _say(f"no documents in {options.folder}")
        return 2
    answers = ask(_own(options.folder), [truth.path for truth in truths], _progress("converted"))
    judgements = tuple(_judged(truth, answers[truth.path]) for truth in truths)
    documents = {path: answer.said for path, answer in answers.items()}
    peers, notes = _peers(options, truths, documents)
    run = report.Run(score(judgements), judgements, peers, notes)
    _print(report.text(run, every=options.verbose))
    _write(options, run)
    return 0 if options.only else _held(floor.lines(run.score))


def _own(folder: Path) -> Program:
    command = (sys.executable, "-m", "benchmarks.score.own")
    return Program(command, ROOT, folder / "logs" / "taizhang.log", LIMIT)


def _judged(truth: Truth, answer: Answer) -> Any:
    return judged(truth, answer.said, answer.trouble)


def _peers(
    options: argparse.Namespace, truths: Iterable[Truth], documents: Mapping[Path, Any]
) -> tuple[tuple[Measured, ...], tuple[str, ...]]:
    """What each peer that was asked for got right, and why some were not measured."""
    if options.no_peers:
        return (), ()
    asked = None if options.peers is None else options.peers.split(",")
    pdfs = measurable(truths)
    own = own_rights(pdfs, documents)
    found: list[Measured] = []
    notes: list[str] = []
    for peer in PEERS:
        if asked is not None and peer.name not in asked:
            continue
        given = sampled(pdfs, options.sample) if peer.slow else pdfs
        log = options.folder / "logs" / f"{peer.name}.log"
        try:
            started = program(peer, ROOT, log)
            found.append(measured(peer, started, given, own, _progress(peer.name)))
        except (OSError, RuntimeError) as trouble:
            notes.append(f"not measured: {trouble}")
            continue
        if len(given) < len(pdfs):
            notes.append(f"{peer.name} was given a sample: {len(given)} of {len(pdfs)} PDFs")
    return tuple(found), tuple(notes)


def _write(options: argparse.Namespace, run: report.Run) -> None:
    """The run beside the corpus; what the floor may be raised to, after a whole one."""
    _json(options.folder / "score.json", report.as_json(run))
    (options.folder / "score.md").write_text(report.markdown(run), encoding="utf-8")
    if not options.only:
        lines = floor.as_json(floor.lines(run.score))
        _json(options.folder / "floor.json", {"of": _state(), "lines": lines})


def _held(now: Mapping[str, Line]) -> int:
    """Say which lines fell below the floor, and which rose above it."""
    before = _floor()
    if missing := floor.unmeasured(before, now):
        _print(f"no documents for these lines of the floor: {', '.join(missing)}")
    falls = floor.falls(before, now)
    for fall in falls:
        _print(f"below the floor: {fall}")
    if not falls and (rises := floor.rises(before, now)):
        _print(f"above the floor: {_some(rises)}; `make floor` raises it")
    return 1 if falls else 0


def _raise_floor(folder: Path) -> int:
    """Write what the last whole run measured, unless a line of it is below the floor."""
    path = folder / "floor.json"
    if not path.exists():
        _say("nothing was measured yet: run `make bench` first")
        return 2
    last = json.loads(path.read_text(encoding="utf-8"))
    if last["of"] != _state():
        _say("the program changed since it was measured: run `make bench` again")
        return 2
    now, before = floor.from_json(last["lines"]), _floor()
    if lower := _lower(before, now):
        _say("\n".join(lower))
        _say("the floor stays as it is; a line that should go is taken out of it by hand")
        return 1
    _json(FLOOR, floor.as_json(now))
    _print("raised: " + (_some(floor.rises(before, now)) or "nothing, it was as high"))
    return 0


def _some(names: Sequence[str]) -> str:
    """The names, or the first few of them and how many there are besides."""
    shown = ", ".join(names[:SHOWN])
    return f"{shown} and {len(names) - SHOWN} more lines" if len(names) > SHOWN else shown


def _lower(before: Mapping[str, Line], now: Mapping[str, Line]) -> list[str]:
    """Why the floor may not be put where the run was."""
    falls = [f"below the floor: {fall}" for fall in floor.falls(before, now)]
    return falls + [f"no documents: {name}" for name in floor.unmeasured(before, now)]


def _floor() -> Mapping[str, Line]:
    return floor.from_json(json.loads(FLOOR.read_text(encoding="utf-8"))) if FLOOR.exists() else {}


def _state() -> str:
    """A hash of the program: a floor is raised by what it measured, and not by an older run."""
    files = sorted(path for path in (ROOT / "pipeline").rglob("*") if path.is_file())
    told = sha256()
    for path in files:
        if path.suffix in {".py", ".toml", ".csv"}:
            told.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return told.hexdigest()


def _json(path: Path, said: Any) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _progress(name: str) -> Report:
    """One line of stderr that counts, where it is a terminal."""

    def tell(done: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{name}: {done} \x1b[K")
            sys.stderr.flush()

    return tell


def _print(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    sys.stdout.write(text.rstrip("\n") + "\n")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
