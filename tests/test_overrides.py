"""A person can overrule: a join, a break kept, a label given to other tasks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import Overrides, convert
from pipeline.cli import main
from pipeline.errors import OverridesUnreadable
from pipeline.model import Finding
from pipeline.overrides import Break, Label
from pipeline.rebuild import rebuild
from pipeline.sources import find
from pipeline.table import Table
from pipeline.text.cleaning import clean
from tests.drawing import pages
from tests.tables import pdf
from tests.test_stitch import FOLDER, sections

HEADER = "工作任务 | 序号 | 具体要求 | 责任单位 | 时限"
CUT = f"""--- page 1
{HEADER}
一、公开 | 1 | 公开各类规划。 | 规划财务处 | 年底前
^ | 2 | 公开执法信息，避免出现 | 办公室 | 10月底前
--- page 2
  |  | 重复建设。 |  |
二、解读 | 3 | 解读重大政策。 | 办公室 | 年底前
^ | 4 | 回应关切。 | 办公室 | 年底前
""".splitlines()
UNDER_BANNERS = """--- page 1
序号 | 具体要求 | 责任单位 | 时限
一、公开 | < | < | <
1 | 公开各类规划。 | 规划财务处 | 年底前
2 | 公开执法信息。 | 办公室 | 年底前
二、解读 | < | < | <
3 | 解读重大政策。 | 办公室 | 年底前
""".splitlines()


def load(text: str, folder: Path) -> Overrides:
    """The overrides that a file with this text holds."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return Overrides.load(path)


def rebuilt(picture: list[str], text: str, folder: Path) -> tuple[Table, tuple[Finding, ...]]:
    """The one table of a picture, once a person has decided."""
    (table,), findings = rebuild(pages(picture), load(text, folder))
    return table, findings


def column(table: Table, place: int) -> list[str]:
    """What the tasks have in a column."""
    return [clean(row.values[place].text) for row in table.rows]


def said(code: str, findings: tuple[Finding, ...]) -> list[str]:
    """The messages of a code."""
    return [found.message for found in findings if found.code == code]


# what they can do


def test_rows_are_kept_apart(tmp_path: Path) -> None:
    """What the program would join stays two; the finding says both."""
    table, findings = rebuilt(CUT, '[[break]]\npage = 2\nrows = "two"', tmp_path)
    assert column(table, 2)[1:3] == ["公开执法信息，避免出现", "重复建设。"]
    (message,) = said("overruled", findings)
    assert "before page 2 are two rows, as the overrides say" in message
    assert "by itself the program takes them for one row (sum +" in message
    assert said("merge_uncertain", findings) == said("row_joined", findings) == []


def test_rows_are_joined(tmp_path: Path) -> None:
    """What the program would keep apart becomes one."""
    picture = [*CUT[:5], "^ | 3 | 重复建设。 | 财务处 | 年底前".replace("^", ""), *CUT[6:]]
    apart, _ = rebuilt(picture, "", tmp_path)
    table, findings = rebuilt(picture, '[[break]]\npart = 2\nrows = "one"', tmp_path)
    assert len(table.rows) == len(apart.rows) - 1
    assert column(table, 2)[1] == "公开执法信息，避免出现重复建设。"
    assert len(said("overruled", findings)) == 1


def test_a_doubt_is_settled(tmp_path: Path) -> None:
    """Where the program was not sure, it is no longer, though it decided the same."""
    picture = sections(FOLDER / "row-join-uncertain.txt")[0][1]
    _, before = rebuilt(picture, "", tmp_path)
    assert said("join_uncertain", before)
    _, findings = rebuilt(picture, '[[break]]\npage = 2\nrows = "two"', tmp_path)
    assert said("join_uncertain", findings) == said("merge_uncertain", findings) == []
    assert len(said("overruled", findings)) == 1


def test_a_label_is_given_to_other_tasks(tmp_path: Path) -> None:
    """And those that it no longer heads have none, until another is given to them."""
    text = '[[label]]\ncolumn = "工作任务"\ntext = "二、"\ntasks = [2, 3]'
    table, findings = rebuilt(CUT, text, tmp_path)
    assert column(table, 0) == ["一、公开", "二、解读", "二、解读", ""]
    (message,) = said("overruled", findings)
    assert message == (
        "二、解读 belongs to tasks 2 to 3, as the overrides say; by itself to tasks 3 to 4."
    )


def test_a_value_is_given_to_several_tasks(tmp_path: Path) -> None:
    """One of many cells that show the same is told by a task that it stands at."""
    text = '[[label]]\ncolumn = 4\ntext = "办公室"\ntask = 3\ntasks = [3, 4]'
    table, findings = rebuilt(CUT, text, tmp_path)
    first, second = (row.values[3] for row in table.rows[2:4])
    assert first is second
    # The cell that stood there has no task any more, and its text is not dropped in silence.
    assert [found.code for found in findings if found.severity == "error"] == ["text_lost"]


def test_a_row_across_the_table_is_given_to_other_tasks(tmp_path: Path) -> None:
    """It has no column; rows of its level lose the tasks."""
    text = '[[label]]\ntext = "二、解读"\ntasks = [2, 3]'
    table, findings = rebuilt(UNDER_BANNERS, text, tmp_path)
    over = [[clean(value.text) for value in row.banners] for row in table.rows]
    assert over == [["一、公开"], ["二、解读"], ["二、解读"]]
    assert len(said("overruled", findings)) == 1


# what is not so

TWO_CLAIMS = """
[[label]]
column = 1
text = "一、"
tasks = [1, 3]
[[label]]
column = 1
text = "二、"
tasks = [3, 4]
"""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[[break]]\npage = 9\nrows = "one"', "the table has no break there"),
        ('[[break]]\npage = 2\nrows = "one"', "the program takes them for one by itself"),
        (
            '[[break]]\npage = 2\nrows = "two"\n[[break]]\npart = 2\nrows = "one"',
            "an override before it decides on the same break",
        ),
        ('[[label]]\ncolumn = 1\ntext = "三、"\ntasks = [1, 2]', "no cell begins so there"),
        ('[[label]]\ntext = "一、"\ntasks = [1, 2]', "no row across the table begins so"),
        ('[[label]]\ncolumn = 1\ntext = "一、"\ntasks = [1, 2]', "it belongs to tasks 1 to 2"),
        ('[[label]]\ncolumn = 1\ntext = "一、"\ntasks = [1, 5]', "the ledger has no task 5"),
        ('[[label]]\ncolumn = 4\ntext = "办公室"\ntasks = [1, 2]', "3 cells are meant"),
        (
            TWO_CLAIMS,
            "the override of 一、 gives these tasks to another cell",
        ),
        ('[[break]]\nledger = 2\npage = 2\nrows = "one"', "name ledger 2; the last one is 1"),
    ],
)
def test_an_override_without_effect_is_told(text: str, why: str, tmp_path: Path) -> None:
    """It meets nothing, or what it says is so already: somebody meant something by it."""
    _, findings = rebuilt(CUT, text, tmp_path)
    (message,) = said("override_unused", findings)
    assert why in message


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[break]", "no TOML"),
        ("[[brake]]", "the key brake is not known; known are break, label"),
        (
            '[[label]]\ncolunm = 1\ntext = "一"\ntasks = [1, 2]',
            "label 1: the key colunm is not known; known are ledger, column, text, page, task, ",
        ),
        ('[[break]]\npage = "2"\nrows = "one"', "break 1, page: "),
        ('[[break]]\npage = 2\nrows = "three"', "break 1, rows: "),
        ('[[break]]\nrows = "one"', "neither page nor part says where the break is"),
        ('[[label]]\ntext = "一"\ntasks = [2, 1]', "the last stands before the first"),
        ('[[label]]\ntext = "一"', "label 1, tasks: this key is needed"),
        ('[label]\ntext = "一"', "label: a list was expected"),
    ],
)
def test_overrides_that_are_not_understood_are_an_error(
    text: str, why: str, tmp_path: Path
) -> None:
    """A decision is never lost for a letter: the message says which key, and what may stand."""
    with pytest.raises(OverridesUnreadable) as caught:
        load(text, tmp_path)
    assert caught.value.code == "overrides_unreadable"
    assert why in caught.value.what


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_overrides_that_cannot_be_read_are_an_error(content: bytes | None, tmp_path: Path) -> None:
    """No such file, or not UTF-8."""
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(OverridesUnreadable):
        Overrides.load(path)


# where they come from


def a_notice(folder: Path) -> Path:
    """A PDF with a ledger of one page."""
    header = ["序号", "工作任务", "责任单位", "时限"]
    rows = [[str(n), f"公开第{n}项规划。", "办公室", "年底前"] for n in range(1, 4)]
    path = folder / "notice.pdf"
    path.write_bytes(pdf("关于印发工作台账的通知", [header, *rows]))
    return path


GIVEN = '[[label]]\ncolumn = "责任单位"\ntext = "办公室"\ntask = 1\ntasks = [1, 2]'


def test_those_beside_the_file_are_found(tmp_path: Path) -> None:
    """Unless others are given; and none of them are."""
    path = a_notice(tmp_path)
    Path(f"{path}.overrides.toml").write_text(GIVEN, encoding="utf-8")
    codes = [found.code for found in convert(path).findings]
    assert "overruled" in codes
    assert "overruled" not in [
        found.code for found in convert(path, overrides=Overrides()).findings
    ]


def test_the_command_takes_them_from_elsewhere(tmp_path: Path) -> None:
    """With one source; for several they lie beside the files."""
    path = a_notice(tmp_path)
    mine = tmp_path / "mine.toml"
    mine.write_text(GIVEN, encoding="utf-8")
    arguments = ["convert", str(path), "-o", "-", "--overrides", str(mine)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0
    assert "overruled" in [found["code"] for found in json.loads(done.stdout)["findings"]]
    refused = CliRunner().invoke(main, [*arguments, str(mine)])
    assert refused.exit_code == 1
    assert "--overrides goes with one source file" in refused.stderr


def test_broken_overrides_cost_their_input(tmp_path: Path) -> None:
    """And it alone: nothing is converted as if nobody had decided anything."""
    path = a_notice(tmp_path)
    Path(f"{path}.overrides.toml").write_text("[[label]]", encoding="utf-8")
    done = CliRunner().invoke(main, ["convert", str(tmp_path), "-o", str(tmp_path / "out")])
    assert done.exit_code == 3
    assert "notice.pdf.overrides.toml: the overrides are not understood" in done.stderr
    assert (tmp_path / "out/manifest.csv").read_text("utf-8").count("overrides_unreadable") == 1


def test_they_are_no_input(tmp_path: Path) -> None:
    """Neither in a folder nor where a shell's pattern names them beside their notice."""
    path = a_notice(tmp_path)
    beside = Path(f"{path}.overrides.toml")
    beside.write_text(GIVEN, encoding="utf-8")
    for sources in ([str(tmp_path)], [str(tmp_path / "*")], [str(path), str(beside)]):
        assert [found.path for found in find(sources)] == [path]
    assert [found.path for found in find([str(beside)])] == [beside]


def test_each_override_belongs_to_a_ledger() -> None:
    """The first, where it says nothing else."""
    one, two = Break(page=2, rows="one"), Break(ledger=2, page=2, rows="one")
    label = Label(text="一", tasks=(1, 2))
    held = Overrides.model_validate({"break": (one, two), "label": (label,)})
    assert (held.of(1).breaks, held.of(1).labels) == ((one,), (label,))
    assert (held.of(2).breaks, held.of(2).labels) == ((two,), ())
    assert held.beyond(1) == (two,)
