"""The committed part of the corpus: printed ledgers whose truth is known (benchmarks/corpus)."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline import InputError, convert

FOLDER = Path(__file__).resolve().parent / "corpus"
TRUTHS = sorted(FOLDER.glob("*.truth.json"))
KNOWN_FAILURES: dict[str, str] = json.loads(
    (FOLDER / "known-failures.json").read_text(encoding="utf-8")
)

# What is still read wrong without a word.
SILENT = {"press-009-semicolon.pdf", "press-013-spaced-header.pdf"}


def documents() -> list[Any]:
    """Each document; those that are known to go wrong are watched."""
    names = [path.name.removesuffix(".truth.json") for path in TRUTHS]
    return [
        pytest.param(
            name,
            marks=pytest.mark.xfail(
                reason=KNOWN_FAILURES[name], raises=(AssertionError, InputError)
            )
            if name in KNOWN_FAILURES
            else (),
        )
        for name in names
    ]


@pytest.mark.parametrize("name", documents())
def test_a_printed_ledger_says_what_was_meant(name: str) -> None:
    """Every field of the contract but the places comes out as it was put in."""
    truth = json.loads((FOLDER / f"{name}.truth.json").read_text(encoding="utf-8"))
    if "error" in truth:
        with pytest.raises(InputError) as refused:
            convert(FOLDER / name)
        assert refused.value.code == truth["error"]
        return
    said = json.loads(convert(FOLDER / name).model_dump_json())
    assert said["notice"] == truth["notice"]
    assert without_places(said["ledgers"]) == truth["ledgers"]
    assert grave(said) <= set(truth.get("expected_findings", ()))


@pytest.mark.parametrize("name", sorted(set(KNOWN_FAILURES) - SILENT))
def test_what_is_read_wrong_is_said(name: str) -> None:
    """A person is told to look, or the document is refused."""
    with suppress(InputError):
        assert grave(json.loads(convert(FOLDER / name).model_dump_json()))


def test_every_known_failure_is_of_a_document_that_there_is() -> None:
    """A document that is gone takes its known failure with it."""
    assert set(KNOWN_FAILURES) <= {path.name.removesuffix(".truth.json") for path in TRUTHS}


def grave(said: dict[str, Any]) -> set[str]:
    """The codes of what a document's findings warn of."""
    return {found["code"] for found in said["findings"] if found["severity"] != "info"}


def without_places(ledgers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ledgers without the places of their values."""
    for ledger in ledgers:
        for task in ledger["tasks"]:
            del task["provenance"]
    return ledgers
