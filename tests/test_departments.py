"""Names of departments: cleaned, looked up, and never guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.departments import (
    COLUMNS,
    Entry,
    Register,
    doubts,
    identify,
    is_collective,
    looks_whole,
    replayed,
)
from pipeline.emit.document_json import document_json
from pipeline.errors import RegisterError
from pipeline.model import Party, Responsibility
from tests.case_files import cases
from tests.documents import a_document, a_task

ISSUER = "安徽省民政厅"
REGISTER = Register.default()
OUTSIDE = Register(
    (
        Entry("省委编办", ("省编办", "省审改办")),
        Entry("省人力资源社会保障厅", ("省人社厅",)),
        Entry("信息中心", issuer="福建省民政厅"),
    )
)


@pytest.mark.parametrize("case", cases("names", "real.json"))
def test_a_name_is_found_however_it_is_printed(case: dict[str, Any]) -> None:
    """Every answer says by which steps it came about."""
    named = identify(case["printed"], ISSUER, REGISTER)
    assert (named.name, named.known, list(named.steps)) == (
        case["name"],
        case["known"],
        case["steps"],
    )


@pytest.mark.parametrize("case", cases("names", "negative.json"))
def test_a_name_in_no_register_stays_as_printed(case: dict[str, Any]) -> None:
    """Nothing is added, nothing taken, and it is not known."""
    named = identify(case["printed"], ISSUER, REGISTER)
    assert (named.name, named.steps, named.known) == (case["printed"], (), False)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("省审改办", "省委编办"),
        ("省编办（省审改办）", "省委编办"),
        ("省编办(省审改办)", "省委编办"),
        ("人社厅", "省人力资源社会保障厅"),
    ],
)
def test_an_outside_body_is_found_by_its_other_names(printed: str, name: str) -> None:
    """Two names in brackets, and the 省 that a list leaves out after its first name."""
    assert identify(printed, "安徽省人民政府办公厅", OUTSIDE).name == name


def test_the_department_of_another_issuer_is_not_ours() -> None:
    """信息中心 of one department is not the 信息中心 of another."""
    assert OUTSIDE.find("信息中心", ISSUER) is None
    assert OUTSIDE.find("信息中心", "福建省民政厅") is not None


def test_an_issuer_stands_for_its_office_and_for_each_of_joint_issuers() -> None:
    """A notice of 安徽省民政厅办公室 speaks of the departments of 安徽省民政厅."""
    for issuer in ("安徽省民政厅办公室", "安徽省财政厅、安徽省民政厅"):
        assert REGISTER.find("规划财务处", issuer) is not None


def test_a_prefix_is_added_only_for_a_body_of_that_level() -> None:
    """In a notice of a county, 人社厅 is not taken for the province's."""
    assert OUTSIDE.find("人社厅", "民政部") is None


def test_a_name_that_two_departments_share_is_neither() -> None:
    """Which one is meant is not ours to say."""
    register = Register((Entry("甲处", ("一处",), ISSUER), Entry("乙处", ("一处",), ISSUER)))
    assert register.find("一处", ISSUER) is None
    assert register.find("甲处", ISSUER) == register.entries[0]


@given(st.text("办公室 \n省民政厅（）()处", max_size=12))
def test_a_name_once_identified_is_identified_as_itself(printed: str) -> None:
    """Names do not drift when a ledger is read again."""
    once = identify(printed, ISSUER, REGISTER)
    assert identify(once.name, ISSUER, REGISTER).name == once.name


@pytest.mark.parametrize(
    "name",
    [
        "其他部门（单位）", "有关部门（单位）", "各设区市", "省直各部门", "厅机关各处（室、局）",
        "各市、县（区）人民政府", "各行业主管部门", "省直有关部门", "市、县民政局",
    ],
)  # fmt: skip
def test_a_group_is_told_from_a_name(name: str) -> None:
    """各, 其他, 有关 say that several are meant."""
    assert is_collective(name)


def test_every_unit_of_the_register_has_the_form_of_a_name_and_is_no_group() -> None:
    """The grammar of names fits the names that are known."""
    for entry in REGISTER.entries:
        for name in (entry.name, *entry.other_names):
            assert looks_whole(name), name
            assert not is_collective(name), name


@pytest.mark.parametrize(
    "text", ["名处", "室", "省发展", "基层政权建设和社区", "慈善事业促进和社会", "牵头"]
)
def test_a_fragment_has_not_the_form_of_a_name(text: str) -> None:
    """社区 and 社会 end no name, and two characters are mostly the end of one."""
    assert not looks_whole(text)


def register_file(folder: Path, *lines: str) -> Path:
    """A register with the given lines under the right header."""
    path = folder / "register.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]), encoding="utf-8-sig")
    return path


def test_a_register_is_read_from_csv(tmp_path: Path) -> None:
    """With a byte order mark, as Excel writes it, and other names by semicolons."""
    path = register_file(tmp_path, "甲处,一处; 二处,某局,内设机构,2018,2021,乙处,公报")
    expected = Entry("甲处", ("一处", "二处"), "某局", "内设机构", 2018, 2021, ("乙处",), "公报")
    assert Register.load(path).entries == (expected,)


@pytest.mark.parametrize(
    ("line", "says"),
    [(",,某局,,,,,", "without a name"), ("甲处,,某局,,二〇一八,,,", "no year")],
)
def test_a_line_that_cannot_be_read_says_where_it_stands(
    tmp_path: Path, line: str, says: str
) -> None:
    """File, line and remedy."""
    path = register_file(tmp_path, line)
    with pytest.raises(RegisterError, match=f"line 2: .*{says}"):
        Register.load(path)


def test_a_register_without_its_columns_is_refused(tmp_path: Path) -> None:
    """The message names what is missing."""
    path = tmp_path / "names.csv"
    path.write_text("name\n甲处\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="lacks the columns other_names, issuer"):
        Register.load(path)


def test_a_register_that_cannot_be_opened_or_decoded_is_refused(tmp_path: Path) -> None:
    """A user's mistake is said in a sentence."""
    with pytest.raises(RegisterError, match="cannot be read"):
        Register.load(tmp_path / "none.csv")
    (tmp_path / "junk.csv").write_bytes(b"\x81\xff\xff")
    with pytest.raises(RegisterError, match="neither UTF-8 nor GB18030"):
        Register.load(tmp_path / "junk.csv")


MANY = Register.load(Path(__file__).parent.parent / "benchmarks" / "names" / "register.csv")


@pytest.mark.parametrize("case", cases("names", "many-issuers.json"))
def test_a_name_is_found_under_its_issuer(case: dict[str, Any]) -> None:
    """Whatever layout, typing or the issuer's name in front did to it; the steps say what."""
    named = identify(case["printed"], case["issuer"], MANY)
    assert (named.name, named.known) == (case["name"], True)
    assert replayed(case["printed"], named.steps, case["issuer"], MANY) == case["name"]


@pytest.mark.parametrize("case", cases("names", "left-alone.json"))
def test_a_name_that_is_merely_near_is_left_alone(case: dict[str, Any]) -> None:
    """Another body's, another level's, another rank's; and what nobody registered."""
    named = identify(case["printed"], case["issuer"], MANY)
    assert (named.name, named.known) == (case["printed"], False)


@given(st.sampled_from(MANY.entries), st.data())
def test_the_steps_give_the_answer_and_it_is_steady(entry: Entry, data: st.DataObject) -> None:
    """A name with anything put in at any place; read again it is the same."""
    place = data.draw(st.integers(0, len(entry.name)))
    put_in = data.draw(st.text("\n 　/／处省厅(）⼈", max_size=3))
    printed = entry.name[:place] + put_in + entry.name[place:]
    issuer = entry.issuer or "东岭省民政厅"
    named = identify(printed, issuer, MANY)
    assert replayed(printed, named.steps, issuer, MANY) == named.name
    assert identify(named.name, issuer, MANY).name == named.name


def test_a_mended_and_a_near_name_are_findings() -> None:
    """The one is a guess; the other was left alone."""
    codes = [found.code for found in doubts(["区划名处", "审批处"], ISSUER, REGISTER)]
    assert codes == ["name_mended"]
    codes = [found.code for found in doubts(["规化财务处"], ISSUER, REGISTER)]
    assert codes == ["name_near"]


def test_a_department_is_followed_over_the_years() -> None:
    """Renamed, then divided; a name that comes back ends the walk."""
    first = Entry("信息处", (), ISSUER, until=2015, successors=("科技处",))
    second = Entry("科技处", (), ISSUER, since=2016, until=2020, successors=("数据处", "技术处"))
    third = (Entry("数据处", (), ISSUER, since=2021), Entry("技术处", (), ISSUER, since=2021))
    register = Register((first, second, *third))
    assert register.later(first) == (second, *third)
    assert register.earlier(third[1]) == (second, first)
    assert register.same_over_years(first, third[0])
    assert not register.same_over_years(third[0], third[1])
    assert not register.in_use(first, 2016)


def command(*arguments: str) -> Result:
    """What `taizhang departments` prints and how it ends."""
    return CliRunner().invoke(main, ["departments", *arguments])


def test_find_says_name_steps_and_later_names(tmp_path: Path) -> None:
    """Exit code 0 where an entry is found, 2 where none is, 3 for a register that is none."""
    path = register_file(
        tmp_path, "信息处,,某局,内设机构,,2020,数据处,", "数据处,,某局,内设机构,2021,,,"
    )
    found = command("find", "我局信息\n处", "--issuer", "某局", "--register", str(path))
    assert found.exit_code == 0
    assert found.output.splitlines() == [
        "信息处 (某局)", "  steps: join_lines, drop_issuer", "  in use: -2020",
        "  later: 数据处 2021-",
    ]  # fmt: skip
    assert command("find", "无此处").exit_code == 2
    assert command("find", "处", "--register", str(tmp_path / "none.csv")).exit_code == 3


def test_what_is_learned_can_be_handed_back(tmp_path: Path) -> None:
    """Names in no register become lines of one; `convert` and `list` take it."""
    converted = tmp_path / "notice.json"
    names = ["人事处", "厅人事处", "人事处", "省财政厅", "有关部门"]
    parties = tuple(
        Party(name=n, role="responsible", collective=n == "有关部门", known=False) for n in names
    )
    said = Responsibility(text="", and_others=False, parties=parties)
    task = a_task().model_copy(update={"responsibility": said})
    document = a_document(task)
    notice = document.notice.model_copy(update={"issuer": "某省民政厅"})
    converted.write_bytes(document_json(document.model_copy(update={"notice": notice})))
    path = tmp_path / "learned.csv"
    assert command("learn", str(converted), "-o", str(path)).exit_code == 0
    register = Register.load(path)
    assert [(e.name, e.other_names, e.issuer) for e in register.entries] == [
        ("人事处", ("厅人事处",), "某省民政厅"), ("省财政厅", (), ""),
    ]  # fmt: skip
    assert "人事处" in command("list", "--register", str(path)).output
    assert command("learn", str(tmp_path / "none.json")).exit_code == 3
