"""A notice's report shows what the JSON says: every task once, each value, each finding."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from pipeline.emit import emit
from pipeline.emit.webpages.as_meant import as_meant
from pipeline.emit.webpages.notice_html import notice_html
from pipeline.emit.webpages.places import full_place, short_place
from pipeline.model import Document, Heading, Provenance
from tests.documents import a_document, a_finding, a_task

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
EXPECTED = sorted(SAMPLES.glob("notice-*.expected.json"))

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{7*7}}{% raw %}",
    "</style><style>*{display:none}</style>",
    "</textarea></select></title><!--",
    "javascript:alert(1)",
    "https://example.org/a.js",
    "]]>&lt;b&gt;&#60;&amp;",
    "${alert(1)}`",
    "\u202egnp.exe\u2066",
)


def tree(document: Document) -> Any:
    """The report, parsed."""
    return lxml.html.document_fromstring(notice_html(document).decode())


def rows(page: Any) -> list[Any]:
    """The rows of tasks."""
    return list(page.xpath("//tr[@data-row]"))


def shown(element: Any, kind: str) -> str:
    """The value in a row's cell of a kind."""
    return str("".join(element.xpath(f"./*[contains(@class, '{kind}')]//*[@class='v']//text()")))


def a_hostile_document(text: str) -> Document:
    """A notice that says `text` wherever a document can say anything."""
    document = a_document(a_task(1), findings=(a_finding(message=text, field=f"extras.{text}"),))
    said = document.model_dump(mode="json")
    said["source"]["name"] = text
    said["notice"] |= {
        "issuer": text, "title": text, "document_number": text, "recipients": [text], "body": text,
        "attachments": [text], "citations": [{"title": text, "document_number": text}],
    }  # fmt: skip
    (ledger,) = said["ledgers"]
    ledger["title"] = text
    ledger["columns"] = [{"header": text, "field": it["field"]} for it in ledger["columns"]]
    (task,) = ledger["tasks"]
    task |= {
        "title": text, "requirement": text, "outline": [{"label": text, "title": text}],
        "extras": {text: text}, "citations": [{"title": text, "document_number": None}],
    }  # fmt: skip
    task["responsibility"]["text"] = task["deadline"]["text"] = text
    task["responsibility"]["parties"][0]["name"] = text
    task["provenance"][0] |= {"field": f"extras.{text}", "place": text}
    return Document.model_validate(said)


# --- the same as the JSON


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name)
def test_the_samples_say_on_the_page_what_their_json_says(path: Path) -> None:
    """Every task once, in its order, with its number and all of its texts."""
    document = Document.model_validate_json(path.read_bytes())
    page = tree(document)
    tasks = document.ledgers[0].tasks
    assert [row.get("id") for row in rows(page)] == [f"t1-{task.sequence}" for task in tasks]
    for row, task in zip(rows(page), tasks, strict=True):
        assert shown(row, "number") == str(task.number)
        assert shown(row, "requirement") == task.requirement
        assert shown(row, "responsibility") == task.responsibility.text
        assert shown(row, "deadline") == task.deadline.text
        assert row.get("data-deadline") == task.deadline.kind
        parties = [party.text for party in row.xpath(".//bdi[@class='party']")]
        assert sorted(parties) == sorted(party.name for party in task.responsibility.parties)
        assert len(row.xpath(".//dd[@class='where']")) == len(task.provenance)
    counts = [item.text_content().split() for item in page.xpath("//ul[@class='counts']/li")]
    assert [str(len(tasks)), "任务"] in counts
    infos = [finding for finding in document.findings if finding.severity == "info"]
    assert [str(len(infos)), "提示"] in counts
    assert len(page.xpath("//ol[@class='groups']//a")) == len(document.findings)


@pytest.mark.parametrize(
    "path", [it for it in EXPECTED if "2021" in it.name], ids=lambda path: path.name
)
def test_merged_headings_are_one_cell_over_the_tasks_under_them(path: Path) -> None:
    """The notice has six headings and, below them, fifteen."""
    page = tree(Document.model_validate_json(path.read_bytes()))
    spans = [
        [
            int(cell.get("rowspan", "1"))
            for row in rows(page)
            for cell in [row.xpath("./th")[level]]
            if "covered" not in cell.get("class")
        ]
        for level in (0, 1)
    ]
    assert spans[0] == [3, 5, 5, 4, 3, 3]
    assert sum(spans[1]) == 23


def test_the_same_document_gives_the_same_bytes() -> None:
    """And `html` is a format like the others."""
    document = a_document(findings=(a_finding(),))
    assert emit(document, "a", ("html",)) == {"a.html": notice_html(document)}
    again = Document.model_validate(json.loads(document.model_dump_json()))
    assert notice_html(again) == notice_html(document)


# --- merged cells


def test_a_value_from_one_place_is_one_cell_and_the_same_words_from_two_are_two() -> None:
    """A merged cell is told from a text that is printed again."""
    place = Provenance(field="deadline", page=2, bbox=(1.0, 2.0, 3.0, 4.0), place=None)
    other = Provenance(field="deadline", page=2, bbox=(1.0, 5.0, 3.0, 7.0), place=None)
    tasks = [a_task(number, provenance=(it,)) for number, it in enumerate((place, place, other), 1)]
    table = as_meant(a_document(*tasks).ledgers[0])
    deadlines = [cell.rows for row in table.rows for cell in row.cells if cell.kind == "deadline"]
    assert deadlines == [2, 0, 1]


def test_a_heading_reaches_no_further_than_the_heading_above_it() -> None:
    """The same words under another heading are another heading."""
    one, two = Heading(label="一", title="甲"), Heading(label="二", title="乙")
    below = Heading(label="（一）", title="丙")
    outlines = ((one, below), (one, below), (two, below), (two,))
    tasks = [a_task(number, outline=it) for number, it in enumerate(outlines, 1)]
    table = as_meant(a_document(*tasks).ledgers[0])
    assert [[cell.rows for cell in row.cells[:2]] for row in table.rows] == [
        [2, 2], [0, 0], [2, 1], [0, 1],
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[0].cells[:2]] == ["一、甲", "（一）丙"]
    assert table.rows[3].cells[1].text == ""


def test_columns_that_no_field_fits_keep_their_headers() -> None:
    """In the order of their coming, after the fields."""
    tasks = (a_task(1, extras={"备注": "甲"}), a_task(2, extras={"完成情况": "乙", "备注": "丙"}))
    page = tree(a_document(*tasks))
    heads = [head.text_content() for head in page.xpath("//thead//th")]
    assert heads[-2:] == ["备注", "完成情况"]
    assert [cell.text_content().split()[0] for cell in rows(page)[1].xpath("./td")[-2:]] == [
        "丙", "乙",
    ]  # fmt: skip


def test_a_field_that_no_task_has_takes_no_column() -> None:
    """Nothing but the number and what is to be done has to be there."""
    task = a_task(
        1, number=None, outline=(), extras={},
        responsibility={"text": "", "and_others": False, "parties": ()},
        deadline={"text": "", "kind": "none", "due": None},
    )  # fmt: skip
    page = tree(a_document(task))
    assert [cell.get("class") for cell in rows(page)[0]] == ["number blank", "requirement"]


# --- findings


def test_findings_stand_beside_their_tasks_the_gravest_first() -> None:
    """And above all, with a link to each place; without a task, with its ledger or the whole."""
    findings = (
        a_finding("info", code="cell_joined"),
        a_finding("error", code="task_empty", field=None),
        a_finding("warning", code="number_gap", task=None, field=None),
        a_finding("warning", code="issue_date_unread", ledger=None, task=None, field="issued_on"),
        a_finding("warning", code="of_another_version", task=2, field="lead"),
    )
    page = tree(a_document(findings=findings))
    summary = page.xpath("//ol[@class='groups']/li")
    assert [item.xpath("./span")[0].text for item in summary] == [
        "错误",
        "警告",
        "警告",
        "警告",
        "提示",
    ]
    links = [link.get("href") for link in page.xpath("//ol[@class='groups']//a")]
    assert links == ["#t1-1", "#t1", "#general", "#t1-2", "#t1-1"]
    assert all(page.xpath(f"//*[@id='{link[1:]}']") for link in links)
    first, second = rows(page)
    assert [it.get("class") for it in first.xpath(".//details[contains(@class, 'finding')]")] == [
        "finding error", "finding info",
    ]  # fmt: skip
    assert "of_another_version" in second.text_content()
    assert first.get("data-severities") == "any error info"


def test_a_clean_notice_says_so() -> None:
    """And has no column for findings."""
    page = tree(a_document())
    assert "没有。" in page.xpath("//section[.//h2[@id='findings']]")[0].text_content()
    assert [row.get("data-severities") for row in rows(page)] == ["nothing", "nothing"]
    assert not page.xpath("//td[contains(@class, 'findings')]")


# --- places


@pytest.mark.parametrize(
    ("stood", "short", "full"),
    [
        (
            {"page": 4, "bbox": (240.8, 157.0, 387.8, 229.47)},
            "第4页",
            "第4页，左 240.8 上 157 右 387.8 下 229.5（点）",
        ),
        ({"place": "table 1 row 13 column 3"}, "表1第13行第3列", "表1第13行第3列"),
        ({"page": 2, "place": "line 39"}, "第2页", "第2页，第39行"),
        ({"place": "paragraph 7"}, "第7段", "第7段"),
        ({"place": "elsewhere"}, "elsewhere", "elsewhere"),
        ({}, "", ""),
    ],
)
def test_a_place_is_said_in_chinese(stood: dict[str, Any], short: str, full: str) -> None:
    """A page and a box, or a place in words."""
    nothing = {"field": "deadline", "page": None, "bbox": None, "place": None}
    made = Provenance.model_validate(nothing | stood)
    assert short_place([made]) == short
    assert full_place(made) == full


def test_pages_are_named_once_each() -> None:
    """A value that a page break cuts stands on two."""
    stood = [Provenance(field="deadline", page=page, bbox=None, place=None) for page in (4, 4, 5)]
    assert short_place(stood) == "第4、5页"


# --- what a document says cannot run


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """The page has the elements that it has for a harmless text, and the text is in it."""
    made, harmless = (tree(a_hostile_document(it)) for it in (text, "无害"))
    assert [it.tag for it in made.iter()] == [it.tag for it in harmless.iter()]
    assert [sorted(it.keys()) for it in made.iter()] == [
        sorted(it.keys()) for it in harmless.iter()
    ]
    seen = re.sub("[\u202e\u2066]", lambda mark: f"[U+{ord(mark[0]):04X}]", text)
    assert shown(rows(made)[0], "requirement") == seen
    for element in made.iter():
        for name, value in element.items():
            assert not name.startswith("on")
            assert name != "style"
            if name in {"href", "src", "action", "data-departments", "id", "class"}:
                assert text not in value
