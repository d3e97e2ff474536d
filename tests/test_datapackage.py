"""The CSV files of a folder are one package: Frictionless opens it, and its keys hold."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from pipeline import batch
from pipeline.convert import convert as convert_notice
from pipeline.emit.datapackage import DATAPACKAGE, datapackage
from pipeline.emit.manifest import MANIFEST, ManifestRow
from pipeline.errors import OutputError
from tests.documents import convert

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
OUTPUT = Path("output")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths count from an empty folder."""
    monkeypatch.chdir(tmp_path)


def put(*names: str, content: str = "notice") -> None:
    """Files in the folder `in`, with their subfolders."""
    for path in (Path("in", name) for name in names):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def run(*sources: str, formats: tuple[str, ...] = ("csv",)) -> None:
    """A run over the sources into `output`."""
    with batch.begun(OUTPUT) as folder:
        plan = batch.planned(sources or ["in"], folder)
        batch.run(plan, batch.Settings(convert, formats), report=lambda _outcome: None)


def package() -> dict[str, Any]:
    """The description that lies in the folder."""
    made: dict[str, Any] = json.loads((OUTPUT / DATAPACKAGE).read_bytes())
    return made


def paths(resource: int) -> list[str]:
    """The files of a resource."""
    listed: list[str] = package()["resources"][resource]["path"]
    return listed


def faults() -> set[tuple[str, str]]:
    """What Frictionless finds wrong: the table, and what kind of fault it is."""
    report = Package(str(OUTPUT / DATAPACKAGE)).validate()
    assert not report.errors
    return {(task.name, error.type) for task in report.tasks for error in task.errors}


def test_a_run_over_the_samples_is_a_valid_package() -> None:
    """In two subfolders with files of one name: every key names one row, and leads to one."""
    for year in ("2021", "2022"):
        Path("in", year).mkdir(parents=True)
        shutil.copy(SAMPLES / f"notice-{year}.docx", f"in/{year}/notice.docx")
    shutil.copy(SAMPLES / "notice-2021.txt", "in/2021/other.txt")
    with batch.begun(OUTPUT) as folder:
        plan = batch.planned(["in"], folder)
        batch.run(plan, batch.Settings(convert_notice, ("csv",)), report=lambda _outcome: None)
    assert paths(0) == ["2021/notice.csv", "2021/other.csv", "2022/notice.csv"]
    assert faults() == set()
    package = Package(str(OUTPUT / DATAPACKAGE))
    names = ("tasks", "parties", "manifest")
    tasks, parties, manifest = (package.get_table_resource(name).read_rows() for name in names)
    assert (len(tasks), len(manifest)) == (23 + 23 + 24, 3)
    assert len(parties) == sum(len(listed(OUTPUT / path)) for path in paths(1))
    first = tasks[0]
    assert (first["number"], str(first["due"]), first["support"]) == (
        1, "2021-12-31", ["其他部门（单位）"],
    )  # fmt: skip
    assert {row["document"] for row in tasks} == {row["document"] for row in manifest}


def listed(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV, as another reader sees them."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("a.parties.csv", b"a.pdf,1,2,3,", b"a.pdf,1,7,3,", ("parties", "foreign-key")),
        ("a.parties.csv", b"a.pdf,1,2,3,", b"a.pdf,1,2,2,", ("parties", "primary-key")),
        ("a.csv", b"a.pdf,1,2,2,", b"a.pdf,1,1,2,", ("tasks", "primary-key")),
        (MANIFEST, b",converted,,,a,", b",converted,,,z,", ("tasks", "foreign-key")),
        ("a.csv", b",2021-12-31,", b",31.12.2021,", ("tasks", "type-error")),
    ],
)
def test_what_breaks_the_package_is_found(
    file: str, old: bytes, new: bytes, fault: tuple[str, str]
) -> None:
    """A key that leads nowhere, one that names two rows, a day that is none."""
    put("a.pdf", "b/a.pdf")
    run()
    assert faults() == set()
    content = (OUTPUT / file).read_bytes()
    assert old in content
    (OUTPUT / file).write_bytes(content.replace(old, new))
    assert fault in faults()


def test_all_documents_of_the_folder_are_in_it() -> None:
    """Whichever run converted them; a failed input is in the manifest alone."""
    put("a.pdf", "sub/a.pdf")
    put("b.pdf", content="empty")
    run("in/a.pdf", "in/b.pdf")
    run("in")
    at_once = (OUTPUT / DATAPACKAGE).read_bytes()
    assert paths(0) == ["a.csv", "sub/a.csv"]
    assert paths(1) == ["a.parties.csv", "sub/a.parties.csv"]
    assert faults() == set()
    shutil.rmtree(OUTPUT)
    run("in")
    assert (OUTPUT / DATAPACKAGE).read_bytes() == at_once


def test_a_document_whose_csv_is_gone_is_no_longer_in_it() -> None:
    """And where none is left, there is no package."""
    put("a.pdf", "b.pdf")
    run()
    run("in/a.pdf", formats=("json",))
    assert paths(0) == ["b.csv"]
    run(formats=("json",))
    assert not (OUTPUT / DATAPACKAGE).exists()


def test_a_name_that_looks_like_a_formula_keeps_its_keys() -> None:
    """It is guarded alike on both sides of a reference."""
    put("-a.pdf", "=b.pdf")
    run()
    assert faults() == set()


def test_names_with_marks_of_patterns_are_names() -> None:
    """Numbers of documents stand in brackets."""
    put("[2021]5号.pdf", "a?.pdf", "通知..pdf")
    run()
    assert len(paths(0)) == 3
    assert faults() == set()


@pytest.mark.parametrize("name", [".a", "~a", "%a%", "$HOME", "http:a"])
def test_a_name_that_no_package_may_hold_is_left_out_and_said(name: str) -> None:
    """One path that is refused would cost the whole package."""
    put("b.pdf", f"{name}.pdf")
    run("in/b.pdf", f"in/{name}.pdf")
    assert paths(0) == ["b.csv"]
    assert package()["description"].endswith(f" {name}.")
    assert faults() == set()


def test_a_file_named_as_tables_of_parties_are_is_told_from_them() -> None:
    """`a.parties.pdf` gives `a.parties.csv`, which holds tasks."""
    put("a.parties.pdf")
    run()
    assert (paths(0), paths(1)) == (["a.parties.csv"], ["a.parties.parties.csv"])
    assert faults() == set()


def test_no_output_of_an_input_has_the_name_of_the_package() -> None:
    """`datapackage.pdf` gives `datapackage.pdf.json`."""
    put("datapackage.pdf")
    run(formats=("json", "csv"))
    assert (OUTPUT / "datapackage.pdf.json").exists()
    assert faults() == set()


def test_a_package_of_somebody_else_is_refused_before_any_work() -> None:
    """It is not overwritten, and nothing is converted for nothing."""
    put("a.pdf")
    OUTPUT.mkdir()
    (OUTPUT / DATAPACKAGE).write_text('{"name": "mine"}')
    with pytest.raises(OutputError, match="not a description that this program wrote"):
        run()
    assert [path.name for path in OUTPUT.iterdir()] == [DATAPACKAGE]


def test_a_package_of_somebody_else_beside_earlier_csv_is_refused_too() -> None:
    """A run that writes none would have to describe those."""
    put("a.pdf", "b.pdf")
    run("in/a.pdf")
    (OUTPUT / DATAPACKAGE).write_text('{"name": "mine"}')
    with pytest.raises(OutputError, match="not a description that this program wrote"):
        run("in/b.pdf", formats=("json",))
    assert not (OUTPUT / "b.json").exists()


def test_a_package_of_somebody_else_is_left_alone_where_none_is_written() -> None:
    """A folder of JSON files may have a description that a person wrote."""
    put("a.pdf")
    OUTPUT.mkdir()
    (OUTPUT / DATAPACKAGE).write_text("mine")
    run(formats=("json",))
    assert (OUTPUT / DATAPACKAGE).read_text() == "mine"


def test_a_manifest_without_csv_has_no_package() -> None:
    """Outputs of other formats are not described."""
    row = ManifestRow(
        path="../a.pdf", sha256=None, outputs=("a.json",), status="converted",
        error=None, message=None, document="a",
    )  # fmt: skip
    assert datapackage([row]) is None
