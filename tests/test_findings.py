"""The codes of findings are part of the contract: one table declares them all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.findings import CODES, finding

ROOT = Path(__file__).resolve().parent.parent / "pipeline"
SNAKE_CASE = re.compile(r"[a-z]+(?:_[a-z]+)+")
CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")


def modules() -> Iterator[ast.Module]:
    """Every module but the one that declares the codes."""
    for path in sorted(ROOT.rglob("*.py")):
        if path.name != "findings.py":
            yield ast.parse(path.read_text(encoding="utf-8"))


def calls(module: ast.Module) -> Iterator[ast.expr]:
    """What each call of finding() is given as its code."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "finding":
            yield node.args[0]


def strings(tree: ast.AST) -> Iterator[str]:
    """Every string that is written in a piece of the program."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def used() -> set[str]:
    """The codes that the program gives to finding().

    Where it gives a variable, each string of the module that begins as a code does may be one.
    """
    families = {code.split("_")[0] for code in CODES}
    codes: set[str] = set()
    for module in modules():
        for code in calls(module):
            if isinstance(code, ast.Constant):
                codes.add(str(code.value))
            else:
                named = {text for text in strings(module) if SNAKE_CASE.fullmatch(text)}
                codes |= {text for text in named if text.split("_")[0] in families}
    return codes


def test_every_code_that_is_used_is_declared() -> None:
    """An undeclared one would stop a file that could be converted."""
    assert used() - set(CODES) == set()


def test_every_code_that_is_declared_is_used() -> None:
    """A code that nothing says is a promise that nothing keeps."""
    assert set(CODES) - used() == set()


def test_codes_are_snake_case_and_say_what_they_mean() -> None:
    """README prints the table as it stands."""
    for code, (severity, meaning) in CODES.items():
        assert CODE.fullmatch(code)
        assert severity in ("info", "warning", "error")
        assert meaning
        assert not meaning.endswith(".")


def test_a_finding_is_as_grave_as_its_code() -> None:
    """No caller says how grave it is."""
    made = finding("text_lost", "3 characters", ledger=1, task=2, field="requirement")
    assert (made.code, made.severity, made.message) == ("text_lost", "error", "3 characters")
    assert (made.ledger, made.task, made.field) == (1, 2, "requirement")
    assert finding("number_gap", "").severity == "warning"
    assert finding("row_joined", "").severity == "info"


def test_an_undeclared_code_is_refused() -> None:
    """It is a mistake in the program, not in a document."""
    with pytest.raises(KeyError):
        finding("never_heard_of", "")
