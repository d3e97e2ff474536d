"""The CSV opens readably in a spreadsheet, runs nothing there, and reads back exactly."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.emit import emit, endings, formats_in, stream_head, streamed
from pipeline.emit.csv_tables import cell, guarded, parties_csv, tasks_csv, unguarded
from pipeline.model import Deadline, Responsibility
from tests.documents import a_document, a_task

TASK_COLUMNS = (
    "source,ledger,sequence,number,outline_labels,outline_titles,title,requirement,"
    "responsibility,lead,support,responsible,and_others,deadline,deadline_kind,due,extras,document"
)


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows as an independent reader sees them."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_the_columns_are_those_of_the_contract_in_its_order() -> None:
    """Scripts rely on the names and on the order."""
    assert tasks_csv(a_document(), "notice").decode("utf-8-sig").splitlines()[0] == TASK_COLUMNS
    assert parties_csv(a_document(), "notice").decode("utf-8-sig").splitlines()[0] == (
        "source,ledger,sequence,position,name,role,collective,known,document"
    )


def test_a_task_is_one_row_with_all_that_it_says() -> None:
    """Every field of a task has its cell."""
    first, second = rows(tasks_csv(a_document(), "sub/notice"))
    assert first == {
        "source": "notice.pdf",
        "ledger": "1",
        "sequence": "1",
        "number": "1",
        "outline_labels": "一;",
        "outline_titles": "进一步强化重点领域信息公开;做好各类规划主动公开",
        "title": "",
        "requirement": "完成第1项工作。",
        "responsibility": "办公室牵头，社会救助处、其他部门（单位）配合",
        "lead": "办公室",
        "support": "社会救助处;其他部门（单位）",
        "responsible": "",
        "and_others": "false",
        "deadline": "年底前",
        "deadline_kind": "date",
        "due": "2021-12-31",
        "extras": '{"备注":"逐条落实"}',
        "document": "sub/notice",
    }
    assert second["sequence"] == "2"


def test_a_party_is_one_row_in_printed_order() -> None:
    """The rows of a task's parties join it on document, ledger and sequence."""
    parties = [row for row in rows(parties_csv(a_document(), "notice")) if row["sequence"] == "2"]
    assert [(row["position"], row["name"], row["role"]) for row in parties] == [
        ("1", "办公室", "lead"),
        ("2", "社会救助处", "support"),
        ("3", "其他部门（单位）", "support"),
    ]
    assert [(row["collective"], row["known"]) for row in parties][-1] == ("true", "false")
    assert {row["document"] for row in parties} == {"notice"}


def test_the_file_begins_with_a_mark_and_its_lines_end_as_rfc_4180_says() -> None:
    """Excel tells UTF-8 by the mark; every line ends with CR LF."""
    content = tasks_csv(a_document(), "notice")
    assert content.startswith(b"\xef\xbb\xbfsource,")
    assert content.count(b"\r\n") == content.count(b"\n") == 3


def test_commas_quotes_and_line_breaks_stay_in_their_cell() -> None:
    """A cell that divides or ends a row is quoted."""
    text = 'a,b "c"\nd'
    content = tasks_csv(a_document(a_task(requirement=text)), "notice")
    assert rows(content)[0]["requirement"] == text


def test_what_is_missing_is_an_empty_cell_and_what_is_zero_is_not() -> None:
    """Null is empty; 0 and false are values."""
    task = a_task(
        number=0,
        outline=(),
        responsibility=Responsibility(text="", and_others=True, parties=()),
        deadline=Deadline(text="", kind="none", due=None),
        extras={},
        provenance=(),
    )
    row = rows(tasks_csv(a_document(task), "notice"))[0]
    assert (row["number"], row["and_others"], row["due"]) == ("0", "true", "")
    assert (row["outline_labels"], row["deadline_kind"], row["extras"]) == ("", "none", "{}")


def test_a_semicolon_inside_a_name_does_not_divide_the_list() -> None:
    """In a list the mark is made full-width; alone it stays as printed."""
    assert cell(("a;b", "c")) == "a；b;c"
    assert cell("a;b") == "a;b"


@pytest.mark.parametrize(
    "head", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n="]
)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(head: str) -> None:
    """A formula is shown and not run, full-width marks and blanks before it included."""
    assert cell(f"{head}1+1") == f"'{head}1+1"
    assert cell((f"{head}1", "b")) == f"'{head}1;b"


@pytest.mark.parametrize("text", ["", "1.5", "—", "办公室", "a=b", "{}", "（一）", "2021-12-31"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    """Only the head of a cell can make a formula of it."""
    assert cell(text) == text


def test_a_negative_number_is_no_formula() -> None:
    """A number is written by this program and not by the notice."""
    assert cell(-1) == "-1"


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n ＝a;")) | st.text())
def test_a_guard_taken_off_gives_the_text_again(text: str) -> None:
    """No text is taken for a guarded one."""
    assert unguarded(guarded(text)) == text


@given(st.dictionaries(st.text(), st.text()))
def test_extras_read_back_exactly(extras: dict[str, str]) -> None:
    """Whatever the headers and texts hold, the cell is JSON of it."""
    content = tasks_csv(a_document(a_task(extras=extras)), "notice")
    assert json.loads(rows(content)[0]["extras"]) == extras


def test_every_format_says_how_its_files_end() -> None:
    """What is written has the names that were planned for it."""
    made = emit(a_document(), "sub/notice", ("json", "csv"))
    assert tuple(made) == tuple(f"sub/notice{ending}" for ending in endings(("json", "csv")))
    assert endings() == (".json", ".csv", ".parties.csv", ".xlsx", ".html")


def test_formats_are_read_once_each_in_any_case() -> None:
    """`CSV, json,csv` asks for two."""
    assert formats_in("CSV, json,csv") == ("csv", "json")
    assert formats_in("parquet") == ("parquet",)


@pytest.mark.parametrize("text", ["doc", "", "json,doc"])
def test_a_format_that_is_not_there_is_refused_with_those_that_are(text: str) -> None:
    """Nothing is written of the others."""
    with pytest.raises(
        ValueError, match="is no format; choose from json, csv, xlsx, html, parquet"
    ):
        formats_in(text)


def test_one_document_streams_as_its_file_and_several_go_on_with_one_table() -> None:
    """The first brings the mark and the header, the others their rows."""
    document = a_document()
    alone = stream_head("csv") + streamed(document, "notice", "csv", alone=True)
    more = streamed(document, "notice", "csv", alone=False)
    assert alone == tasks_csv(document, "notice")
    assert alone.endswith(more)
    assert more.count(b"\r\n") == 2
