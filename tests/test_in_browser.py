"""The pages in a real browser: filters work, nothing is loaded, and a document's text is text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from pipeline.emit.webpages.changes_html import changes_html
from pipeline.emit.webpages.history_html import history_html
from pipeline.emit.webpages.notice_html import notice_html
from pipeline.model import Document
from pipeline.years import compare, history
from tests.browser import MISSING, PROGRAM, Page, browser
from tests.documents import a_document, a_task
from tests.test_notice_html import HOSTILE, a_hostile_document
from tests.three_years import documents, three_years, two_years

pytestmark = pytest.mark.skipif(PROGRAM is None, reason=MISSING)

SAMPLE = Path(__file__).resolve().parent.parent / "samples/notice-2021.txt.expected.json"
ROWS = "[...document.querySelectorAll('[data-row]')]"
SHOWN = f"{ROWS}.filter(row => row.offsetHeight > 0).map(row => row.id)"
COUNT = "document.querySelector('output').textContent"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of one browser for all."""
    with ExitStack() as stack:
        try:
            shown = stack.enter_context(browser(tmp_path_factory.mktemp("profile")))
        except (RuntimeError, OSError) as trouble:
            pytest.skip(f"no browser: Debian's chromium does not start here ({trouble})")
        yield shown


def put(folder: Path, content: bytes) -> Path:
    """The page as a file."""
    path = folder / "page.html"
    path.write_bytes(content)
    return path


def choose(page: Page, name: str, words: str) -> None:
    """Choose in a list the line that begins with `words`; in the field for text, type them."""
    page.ask(
        f"""(() => {{
            const field = document.getElementById("filters").elements["{name}"];
            const lines = [...(field.options || [])];
            const line = lines.find((it) => it.text.startsWith("{words}"));
            field.value = field.options ? line.value : "{words}";
            field.dispatchEvent(new Event("input", {{bubbles: true}}));
        }})()"""
    )


def shown(page: Page) -> list[int]:
    """The sequences of the tasks that are shown."""
    return [int(address.split("-")[1]) for address in page.ask(SHOWN)]


def spans(page: Page) -> list[list[int]]:
    """Over how many rows the headings reach that are shown: level by level."""
    cells = f"{ROWS}.filter(row => !row.hidden).map(row => row.cells[LEVEL])"
    seen = cells + ".filter(cell => cell.offsetHeight > 0).map(cell => cell.rowSpan)"
    return [page.ask(seen.replace("LEVEL", str(level))) for level in (0, 1)]


# --- a notice


def test_a_notice_is_filtered_by_department_deadline_finding_and_text(
    page: Page, tmp_path: Path
) -> None:
    """What is shown is what the JSON says of the choice; merged cells shrink with it."""
    document = Document.model_validate_json(SAMPLE.read_bytes())
    tasks = document.ledgers[0].tasks
    page.open(put(tmp_path, notice_html(document)))
    assert shown(page) == list(range(1, 24))
    assert spans(page)[0] == [3, 5, 5, 4, 3, 3]
    assert page.ask(COUNT) == "共 23 项"

    choose(page, "departments", "政策法规处")
    named = [
        task.sequence for task in tasks
        if "政策法规处" in {it.name for it in task.responsibility.parties}
    ]  # fmt: skip
    assert shown(page) == named
    assert page.ask(COUNT) == f"显示 {len(named)} 项，共 23 项"
    assert sum(spans(page)[0]) == len(named)

    page.ask("document.querySelector('button[type=reset]').click()")
    page.wait(f"{COUNT} === '共 23 项'")
    assert spans(page)[0] == [3, 5, 5, 4, 3, 3]

    choose(page, "deadline", "持续推进")
    ongoing = [task.sequence for task in tasks if task.deadline.kind == "ongoing"]
    assert shown(page) == ongoing
    choose(page, "text", "政策 解读")
    assert shown(page) == [
        sequence for sequence in ongoing
        if all(word in page_text(document, sequence) for word in ("政策", "解读"))
    ]  # fmt: skip

    page.ask("document.querySelector('button[type=reset]').click()")
    page.wait(f"{COUNT} === '共 23 项'")
    choose(page, "severities", "有警告")
    assert shown(page) == [18]
    assert page.said == []


def page_text(document: Document, sequence: int) -> str:
    """What the row of a task says: a merged heading is found in each of its rows."""
    task = document.ledgers[0].tasks[sequence - 1]
    headings = "".join(heading.title for heading in task.outline)
    return headings + task.requirement + task.responsibility.text + task.deadline.text


def test_a_link_to_a_row_that_is_filtered_away_shows_it(page: Page, tmp_path: Path) -> None:
    """The links of the summary always lead somewhere."""
    page.open(put(tmp_path, notice_html(Document.model_validate_json(SAMPLE.read_bytes()))))
    choose(page, "severities", "有警告")
    page.ask("location.hash = '#t1-5'")
    page.wait(f"{COUNT} === '共 23 项'")
    assert 5 in shown(page)


def test_a_page_is_used_with_the_keyboard(page: Page, tmp_path: Path) -> None:
    """The way to the ledger comes first; a fold opens with Enter and says page and box."""
    page.open(put(tmp_path, notice_html(a_document())))
    page.press("Tab", 9)
    assert page.ask("document.activeElement.textContent") == "跳到台账"
    page.ask("document.querySelector('.more summary').focus()")
    page.call("Input.dispatchKeyEvent", type="char", text="\r")
    page.press("Enter", 13)
    page.wait("document.querySelector('.more').open")
    assert "左 90 上 120.5" in page.ask("document.querySelector('.more').innerText")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_is_no_wider_than_its_window(page: Page, tmp_path: Path, width: int) -> None:
    """On a narrow screen a task is a card, and each card says its headings."""
    page.open(put(tmp_path, notice_html(a_document(a_task(1), a_task(2)))), width=width)
    assert page.ask("document.documentElement.scrollWidth") <= width
    headings = f"{ROWS}.map(row => row.cells[0].offsetHeight > 0)"
    assert page.ask(headings) == ([True, False] if width == 1280 else [True, True])


def test_without_a_script_all_is_visible(page: Page, tmp_path: Path) -> None:
    """And nothing is offered that would not work."""
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(put(tmp_path, notice_html(a_document())))
        assert shown(page) == [1, 2]
        assert page.ask("document.getElementById('filters').offsetHeight") == 0
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)


def test_a_page_is_printed_without_its_filters_and_with_its_folded_text(
    page: Page, tmp_path: Path
) -> None:
    """On paper nothing can be clicked."""
    page.open(put(tmp_path, notice_html(a_document())))
    page.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert page.ask("document.getElementById('filters').offsetHeight") == 0
        assert page.ask("document.querySelector('.body p').offsetHeight") > 0
    finally:
        page.call("Emulation.setEmulatedMedia", media="")
    made = tmp_path / "page.pdf"
    page.print(made)
    assert made.read_bytes().startswith(b"%PDF-")


def test_a_page_that_is_printed_in_part_says_so(page: Page, tmp_path: Path) -> None:
    """On paper no filter is seen, and no reader must take a part for the whole."""
    page.open(put(tmp_path, notice_html(Document.model_validate_json(SAMPLE.read_bytes()))))
    page.call("Emulation.setEmulatedMedia", media="print")
    line = "document.querySelector('.chosen')"
    try:
        assert page.ask(f"{line}.offsetHeight") == 0
        choose(page, "deadline", "持续推进")
        choose(page, "text", "解读")
        assert page.ask(f"{line}.offsetHeight") > 0
        said = page.ask(f"{line}.textContent")
        assert said == f"已筛选（时限：持续推进（5）；文字：解读），{page.ask(COUNT)}"
    finally:
        page.call("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_document_says_runs_or_is_loaded(
    page: Page, tmp_path: Path, text: str
) -> None:
    """The browser asks for the page alone, opens no dialog, and reports no breach."""
    path = put(tmp_path, notice_html(a_hostile_document(text)))
    page.open(path)
    choose(page, "text", "无此文字")
    assert shown(page) == []
    assert page.requested == [path.resolve().as_uri()]
    assert page.said == []
    assert page.ask("document.scripts.length") == 1
    assert page.ask("document.images.length") == 0


def test_the_policy_stops_what_would_run_all_the_same(page: Page, tmp_path: Path) -> None:
    """Were a text ever to get through, the browser would refuse it."""
    bad = (
        b"<script>window.ran = 1</script><img src=x onerror='window.ran = 2'><i style='color:red'>"
    )
    content = notice_html(a_document()).replace(b"<main>", b"<main>" + bad)
    page.open(put(tmp_path, content))
    page.wait("true")
    assert page.ask("window.ran") is None
    assert any("Content Security Policy" in said for said in page.said)


# --- two years, and more


def pairs(page: Page) -> list[str]:
    """The addresses of the rows that are shown."""
    addresses: list[str] = page.ask(SHOWN)
    return addresses


def reset(page: Page) -> None:
    """All rows again."""
    page.ask("document.querySelector('button[type=reset]').click()")
    page.wait(f"{COUNT}.startsWith('共')")


def test_two_years_are_filtered_by_kind_aspect_department_review_and_text(
    page: Page, tmp_path: Path
) -> None:
    """With a count of what is shown."""
    page.open(put(tmp_path, changes_html(two_years(), *documents()[:2])))
    assert len(pairs(page)) == 5
    for name, words, found in (
        ("kind", "有变", ["p2", "p5"]),
        ("kind", "删除", ["p3"]),
        ("aspects", "时限变动", ["p5"]),
        ("departments", "信访处", ["p5"]),
        ("review", "待复核", ["p1", "p3", "p4", "p5"]),
        ("text", "十四五 专项规划", ["p2"]),
        ("text", "６月底前", ["p5"]),
    ):
        choose(page, name, words)
        assert pairs(page) == found, (name, words)
        assert page.ask(COUNT) == f"显示 {len(found)} 项，共 5 项"
        reset(page)
    choose(page, "kind", "有变")
    choose(page, "aspects", "内容改写")
    assert pairs(page) == ["p2"]
    page.ask("location.hash = '#p3'")
    page.wait(f"{COUNT} === '共 5 项'")
    assert page.said == []


def test_a_history_is_filtered_by_what_happened_department_and_text(
    page: Page, tmp_path: Path
) -> None:
    """With a count of what is shown."""
    page.open(put(tmp_path, history_html(three_years(), documents())))
    assert len(pairs(page)) == 6
    for name, words, found in (
        ("happened", "后来新增", ["h5", "h6"]),
        ("happened", "再次出现", ["h2"]),
        ("happened", "不再出现", ["h2", "h4"]),
        ("happened", "每年都有且未变", []),
        ("departments", "信访处", ["h4"]),
        ("text", "十四五", ["h1"]),
    ):
        choose(page, name, words)
        assert pairs(page) == found, (name, words)
        assert page.ask(COUNT) == f"显示 {len(found)} 项，共 6 项"
        reset(page)
    assert page.said == []


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_years_are_no_wider_than_their_window(
    page: Page, tmp_path: Path, width: int
) -> None:
    """Nor do they load anything."""
    for content in (
        changes_html(two_years(), *documents()[:2]),
        history_html(three_years(), documents()),
    ):
        path = put(tmp_path, content)
        page.open(path, width=width)
        assert page.ask("document.documentElement.scrollWidth") <= width
        assert page.requested == [path.resolve().as_uri()]


def test_nothing_that_two_years_say_runs_or_is_loaded(page: Page, tmp_path: Path) -> None:
    """All hostile texts at once."""
    old, new = a_hostile_document("原来"), a_hostile_document(" ".join(HOSTILE))
    for content in (
        changes_html(compare(old, new), old, new),
        history_html(history([old, new]), [old, new]),
    ):
        path = put(tmp_path, content)
        page.open(path)
        assert page.requested == [path.resolve().as_uri()]
        assert page.said == []
        assert page.ask("document.scripts.length") == 1
