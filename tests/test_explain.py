"""What `taizhang explain` shows of how a table was put together."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.explain import explained
from pipeline.overrides import Overrides
from pipeline.text.wrapping import WIDTH, width, wrapped
from tests.tables import dump, pdf, word

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
BREAKS = {
    "notice-2021-landscape.pdf": 5,
    "notice-2021-portrait.pdf": 4,
    "notice-2021.docx": 0,
    "notice-2021.txt": 8,
}
NAMES = tuple(BREAKS)


def lines_of(name: str) -> list[str]:
    """The explanation of a sample."""
    return list(explained(SAMPLES / name))


def in_toml(lines: list[str]) -> str:
    """The lines to be copied."""
    return "\n".join(line for line in lines if re.match(r" {6}(\[\[|\w+ = )", line))


def run(*arguments: str) -> tuple[int, str, str]:
    """The command: how it ends, and what it says."""
    done = CliRunner().invoke(main, ["explain", *arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_a_terminal(name: str) -> None:
    """A Han character takes two of its columns."""
    assert max(width(line) for line in lines_of(name)) <= WIDTH


def test_each_break_has_its_evidence() -> None:
    """The decision, the sum, and every sign with its weight."""
    lines = lines_of("notice-2021-landscape.pdf")
    start = lines.index("  before page 6, task 18 below it: one row (sum +6.6)")
    signs = [line.split()[0] for line in lines[start + 1 : start + 7]]
    assert signs == ["+4.0", "-3.0", "+2.6", "+1.0", "+1.0", "+1.0"]


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_to_copy_name_what_they_stand_under(name: str, tmp_path: Path) -> None:
    """Every break the other way is an override that works; a label as it is changes nothing."""
    breaks, labels = in_toml(lines_of(name)).split("      [[label]]", 1)
    mine = tmp_path / "mine.toml"
    mine.write_text(f"[[label]]{labels}", encoding="utf-8")
    told = " ".join(explained(SAMPLES / name, overrides=Overrides.load(mine)))
    assert told.count("warning: override_unused: ") == labels.count("[[label]]") + 1
    assert len(re.findall(r"belongs +to +tasks? ", told)) == labels.count("[[label]]") + 1
    mine.write_text(breaks, encoding="utf-8")
    told = " ".join(explained(SAMPLES / name, overrides=Overrides.load(mine)))
    for item in tomllib.loads(breaks).get("break", ()):
        at = f"page {item['page']}" if "page" in item else f"part {item['part']}"
        assert re.search(rf"before {at}\b[^:]*: {item['rows']} rows? \(a person\)", told)
    assert "override_unused" not in told


@pytest.mark.parametrize("name", NAMES)
def test_every_label_and_break_can_be_overruled(name: str) -> None:
    """As many headings as the ledger has, and each break between its parts."""
    data = tomllib.loads(in_toml(lines_of(name)))
    assert len(data["label"]) == 23
    assert len(data.get("break", ())) == BREAKS[name]


def test_cells_that_show_the_same_are_told_apart(tmp_path: Path) -> None:
    """By the page or by a task, where the text is not enough."""
    header = ["工作任务", "序号", "具体要求", "责任单位"]
    rows = [
        ["一、公开工作", "1", "公开各类规划。", "办公室"],
        ["^", "2", "公开执法信息。", "^"],
        ["二、解读工作", "3", "解读重大政策。", "办公室"],
        ["^", "4", "回应关切。", "^"],
    ]
    path = tmp_path / "notice.pdf"
    path.write_bytes(pdf("工作台账", [header, *rows]))
    data = tomllib.loads(in_toml(list(explained(path))))
    of_parties = [item for item in data["label"] if item["text"] == "办公室"]
    assert [(item["task"], item["tasks"]) for item in of_parties] == [(1, [1, 2]), (3, [3, 4])]


def test_rows_across_the_table_are_shown(tmp_path: Path) -> None:
    """With their tasks; they have no column."""
    rows = [
        ["序号", "具体要求", "责任单位"],
        ["一、公开", "<", "<"],
        ["1", "公开各类规划。", "办公室"],
        ["2", "公开执法信息。", "办公室"],
    ]
    path = tmp_path / "notice.docx"
    path.write_bytes(word("工作台账", rows))
    lines = list(explained(path))
    start = lines.index("  a row across the table: 一、公开")
    assert lines[start + 1].startswith("    tasks 1 to 2, printed at table 1 row 2")
    reason = "labels of this style stand at this level"
    assert lines[start + 2] == f"    at level 1 of such rows, because {reason}"
    assert tomllib.loads(in_toml(lines)) == {"label": [{"text": "一、公开", "tasks": [1, 2]}]}


@pytest.mark.parametrize("name", NAMES)
def test_the_characters_are_accounted_for(name: str) -> None:
    """Those of the cells are those of the tasks, of headers and of repeats."""
    lines = lines_of(name)
    said = " ".join(lines[lines.index("Characters, spaces not counted") + 1 :][:2])
    shown, *parts = (int(number) for number in re.findall(r"\d+", said))
    assert shown == sum(parts)
    assert parts[-1] == 0


def test_page_furniture_is_declared() -> None:
    """What was taken for page numbers, with the pages."""
    lines = lines_of("notice-2021-landscape.pdf")
    start = lines.index("Page numbers and running titles left out: 21 characters")
    assert lines[start + 1] == "  page 1: —1—"


def test_it_ends_as_the_other_commands_do(tmp_path: Path) -> None:
    """0; 3 where nothing can be read, with the reason on stderr; 1 for a bad command line."""
    assert run(str(SAMPLES / "notice-2021.docx"))[0] == 0
    code, shown, told = run(str(tmp_path / "none.pdf"))
    assert (code, shown) == (3, "")
    assert told.endswith("none.pdf: no such file. Check the path.\n")
    plain = tmp_path / "plain.txt"
    plain.write_bytes(dump("一份没有表格的通知"))
    assert run(str(plain))[0] == 3
    assert run()[0] == run("a.pdf", "b.pdf")[0] == run("a.pdf", "--overrides", "")[0] == 1


def test_overrides_are_shown_with_what_they_did(tmp_path: Path) -> None:
    """What a person decided, and what the program does by itself."""
    mine = tmp_path / "mine.toml"
    mine.write_text('[[break]]\npage = 5\nrows = "two"\n', encoding="utf-8")
    code, shown, _ = run(str(SAMPLES / "notice-2021-landscape.pdf"), "--overrides", str(mine))
    assert code == 0
    assert "before page 5, task 13 below it: two rows (a person)" in shown
    assert "by itself one row: sum +11.6" in shown
    assert "info: overruled: " in shown
    mine.write_text("[[label]]", encoding="utf-8")
    assert run(str(SAMPLES / "notice-2021.docx"), "--overrides", str(mine))[0] == 3


def test_lines_break_between_han_characters_and_at_spaces() -> None:
    """A Latin word stays whole."""
    lines = list(wrapped("公开" * 30 + " requirement " + "规划" * 30, 2, hang=2))
    assert "".join(line.strip() for line in lines).replace(" ", "") == (
        "公开" * 30 + "requirement" + "规划" * 30
    )
    assert all(width(line) <= WIDTH for line in lines)
    assert any("requirement" in line for line in lines)
