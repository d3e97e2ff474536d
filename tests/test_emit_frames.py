"""DataFrames hold what the CSV holds, with types."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from pipeline.emit.csv_tables import PartyRow, TaskRow
from pipeline.emit.frames import parties_frame, tasks_frame
from tests.documents import a_document, a_task


def test_frames_have_the_columns_of_the_csv() -> None:
    """One row a task, one row a party, over all documents."""
    documents = [a_document(), a_document(a_task(), name="other.pdf")]
    assert list(tasks_frame(documents)) == list(TaskRow.model_fields)
    assert list(parties_frame(documents)) == list(PartyRow.model_fields)
    assert (len(tasks_frame(documents)), len(parties_frame(documents))) == (3, 9)


def test_missing_numbers_and_days_are_missing_and_not_text() -> None:
    """A number stays whole beside a missing one, and a day is a day."""
    deadline = {"text": "持续推进", "kind": "ongoing", "due": None}
    frame = tasks_frame([a_document(a_task(1), a_task(2, number=None, deadline=deadline))])
    assert frame["number"].dtype == "Int64"
    assert frame["number"].isna().tolist() == [False, True]
    assert frame["due"].dtype.kind == "M"
    assert frame["due"].isna().tolist() == [False, True]
    assert frame["due"][0] == pd.Timestamp("2021-12-31")
    assert frame["support"][0] == ("社会救助处", "其他部门（单位）")


def test_no_documents_give_a_frame_with_types() -> None:
    """A year without notices can be joined to one with them."""
    assert tasks_frame([]).dtypes.astype(str).equals(tasks_frame([a_document()]).dtypes.astype(str))


def test_a_document_is_called_as_its_files_are_or_as_its_name_in_the_mapping_says() -> None:
    """`notice.pdf` gives `notice.csv`, and its rows say `notice`."""
    assert set(tasks_frame([a_document()])["document"]) == {"notice"}
    assert set(tasks_frame({"sub/notice": a_document()})["document"]) == {"sub/notice"}


def test_parties_join_their_tasks() -> None:
    """Every party finds exactly one task, also where two files have one name."""
    documents = {"2021/notice": a_document(), "2022/notice": a_document()}
    keys = ["document", "ledger", "sequence"]
    joined = parties_frame(documents).merge(tasks_frame(documents), on=keys, validate="m:1")
    assert len(joined) == len(parties_frame(documents))


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """pandas is an extra, asked for when it is used."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"taizhang\[pandas\]"):
        tasks_frame([])
