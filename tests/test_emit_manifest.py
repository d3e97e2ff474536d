"""The manifest is written and read by this program, and by no one's mistake overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.emit.manifest import MANIFEST, ManifestRow, manifest_csv, read_manifest
from pipeline.errors import OutputError

CONVERTED = ManifestRow(
    path="../notices/通知.pdf",
    sha256="0" * 64,
    outputs=("-通知.json", "-通知.csv"),
    status="converted",
    error=None,
    message=None,
    document="-通知",
    finding_errors=0,
    finding_warnings=2,
    finding_infos=11,
    outputs_sha256=("1" * 64, "2" * 64),
    made_with="3" * 64,
)
FAILED = ManifestRow(
    path="../a.pdf",
    sha256=None,
    outputs=(),
    status="failed",
    error="damaged",
    message="Cut. Ask.",
    document=None,
    remedy="Ask.",
)


def test_a_manifest_reads_back_the_same(tmp_path: Path) -> None:
    """Lists, missing values and names that look like formulas come back."""
    (tmp_path / MANIFEST).write_bytes(manifest_csv([CONVERTED, FAILED]))
    assert read_manifest(tmp_path) == {row.path: row for row in (FAILED, CONVERTED)}


def test_rows_stand_in_the_order_of_their_paths() -> None:
    """The same state gives the same bytes, in whatever order it came about."""
    assert manifest_csv([CONVERTED, FAILED]) == manifest_csv([FAILED, CONVERTED])
    assert manifest_csv([]).decode("utf-8-sig") == (
        "path,sha256,outputs,status,error,message,document,remedy,finding_errors,"
        "finding_warnings,finding_infos,outputs_sha256,made_with\r\n"
    )


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    """A new folder has no past."""
    assert read_manifest(tmp_path) == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name,price\r\n",
        b"path,outputs,status\r\na.pdf,a.json,lost\r\n",
        b"path,outputs,status\r\na.pdf,../a.json,converted\r\n",
        b"path,outputs,status\r\na.pdf,/etc/hosts,converted\r\n",
        b'path,outputs,status\r\n"a',
        b"\xff\xfe\x00",
    ],
)
def test_a_file_of_that_name_which_is_not_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    """Someone's own manifest.csv is not overwritten, and no foreign path is ever deleted."""
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(OutputError, match="not a list of inputs"):
        read_manifest(tmp_path)


def test_a_manifest_without_later_columns_is_still_ours(tmp_path: Path) -> None:
    """A column may be added without losing what earlier versions wrote."""
    content = b"path,sha256,outputs,status,error\r\na.pdf,,,failed,damaged\r\n"
    (tmp_path / MANIFEST).write_bytes(content)
    row = read_manifest(tmp_path)["a.pdf"]
    assert (row.message, row.document) == (None, None)
