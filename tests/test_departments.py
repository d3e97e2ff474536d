"""Names of departments: cleaned, looked up, and never guessed."""

from __future__ import annotations

import pickle
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
from pipeline.departments.edits import one_edit
from pipeline.departments.entries import key
from pipeline.emit.document_json import document_json
from pipeline.errors import RegisterError
from pipeline.model import Party, Responsibility
from pipeline.normalise.responsibility import responsibility
from pipeline.normalise.responsibility.name_breaks import Known
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


def test_a_register_travels_as_its_entries() -> None:
    """To a worker goes what was read, and none of what was derived or answered from it."""
    used = Register(OUTSIDE.entries)
    assert used.find("省人社厅", ISSUER) is not None
    sent = pickle.loads(pickle.dumps(used))  # noqa: S301  (our own bytes)
    assert sent == used
    assert vars(sent) == {"entries": used.entries}


def test_the_same_name_means_another_department_to_another_issuer() -> None:
    """What a place answers is held for that place alone."""
    register = Register((Entry("信息中心", ("中心",), issuer="甲局"),
                         Entry("服务中心", ("中心",), issuer="乙局")))  # fmt: skip
    found = [register.find("中心", issuer) for issuer in ("甲局", "乙局", "甲局", "丙局")]
    assert [entry and entry.name for entry in found] == ["信息中心", "服务中心", "信息中心", None]


def test_the_same_name_means_another_department_in_another_year() -> None:
    """A year is part of the place."""
    register = Register((Entry("旧处", ("处",), issuer="甲局", until=2018),
                         Entry("新处", ("处",), issuer="甲局", since=2019)))  # fmt: skip
    found = [register.find("处", "甲局", year) for year in (2018, 2019, 2018)]
    assert [entry and entry.name for entry in found] == ["旧处", "新处", "旧处"]


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
    [
        (",,某局,,,,,", "without a name"),
        ("甲处,,某局,,二〇一八,,,", "no year"),
        ("甲处,,某局,,2018-2020,,,", "no year"),
        ("甲处,,某局,,2020,2018,,", "since 2020 and until 2018"),
        ("甲处,一处,二处,某局,,,,,", "9 cells, and the first line 8"),
        ('"甲处,,某局,,,,,\n乙处,,某局,,,,,', "runs over lines.*quotation mark"),
    ],
)
def test_a_line_that_cannot_be_read_says_where_it_stands(
    tmp_path: Path, line: str, says: str
) -> None:
    """File, line and remedy."""
    path = register_file(tmp_path, line)
    with pytest.raises(RegisterError, match=f"line 2: .*{says}"):
        Register.load(path)


def test_a_register_is_read_as_spreadsheets_save_it(tmp_path: Path) -> None:
    """GB18030 from Excel in China, UTF-16 with tabs, semicolons; years in words; lines twice."""
    lines = [
        ",".join(COLUMNS),
        "甲处(乙处),一处；二处、三处,某局,内设机构,2018年,至今,丙处,",
        ",,,,,,,",
    ]
    expected = Entry(
        "甲处（乙处）", ("一处", "二处", "三处"), "某局", "内设机构", 2018, None, ("丙处",)
    )
    text = "\r\n".join([*lines, lines[1], ""])
    path = tmp_path / "register.csv"
    for content in (
        text.encode("gb18030"), text.replace(",", "\t").encode("utf-16"),
        text.replace(",", ";").encode("utf-8"),
    ):  # fmt: skip
        path.write_bytes(content)
        assert Register.load(path).entries == (expected,)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "is empty"), (b"\xef\xbb\xbf\n", "is empty"), (b"PK\x03\x04", "workbook")],
)
def test_a_file_that_is_no_register_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    """Empty, or the workbook itself."""
    (tmp_path / "none.csv").write_bytes(content)
    with pytest.raises(RegisterError, match=says):
        Register.load(tmp_path / "none.csv")


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


NAMES = Path(__file__).parent.parent / "benchmarks" / "names"
MANY = Register.load(NAMES / "register.csv")


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


REGISTERS = {path.name: Register.load(path) for path in sorted(NAMES.glob("register*.csv"))}


def of_registers(*kinds: str) -> list[Any]:
    """The cases of the second and third register, each with its register's file."""
    return [
        pytest.param(f"register-{which}.csv", *case.values, marks=case.marks, id=str(case.id))
        for which, kind in ((which, kind) for kind in kinds for which in ("second", "third"))
        for case in cases("names", f"{which}-{kind}.json")
    ]


@pytest.mark.parametrize(("file", "case"), of_registers("register", "known-failures"))
def test_a_name_is_found_in_other_registers(file: str, case: dict[str, Any]) -> None:
    """Courts, customs, hospitals, leagues and banners, townships, enterprises."""
    named = identify(case["printed"], case["issuer"], REGISTERS[file])
    assert (named.name, named.known) == (case["name"], True)
    assert identify(named.name, case["issuer"], REGISTERS[file]).name == named.name


@pytest.mark.parametrize(("file", "case"), of_registers("left-alone"))
def test_a_name_that_no_other_register_has_is_left_alone(file: str, case: dict[str, Any]) -> None:
    """Other places, other ordinals, other ranks; and where two names are as near."""
    named = identify(case["printed"], case["issuer"], REGISTERS[file])
    assert (named.name, named.known) == (case["printed"], False)


@pytest.mark.parametrize("case", cases("names", "cells.json"))
def test_a_cell_of_known_names_is_read_into_them(case: dict[str, Any]) -> None:
    """Cut over lines, with the issuer in front, by other names, with groups and 等 between."""
    known = Known(case["issuer"], REGISTERS[case["register"]], year=case.get("year"))
    answer, _ = responsibility(case["printed"], known)
    found = [
        [p.name, p.role, "known" if p.known else "group" if p.collective else "unknown"]
        for p in answer.parties
    ]
    assert found == case["parties"]
    assert answer.and_others is case.get("and_others", False)


@given(st.sampled_from(REGISTERS["register-second.csv"].entries), st.data())
def test_the_index_of_near_names_finds_what_a_walk_finds(entry: Entry, data: st.DataObject) -> None:
    """One character put in, taken out or changed, at any place."""
    register = REGISTERS["register-second.csv"]
    place = data.draw(st.integers(0, len(entry.name)))
    taken = data.draw(st.integers(0, 2))
    name = (
        entry.name[:place] + data.draw(st.text("处局一", max_size=2)) + entry.name[place + taken :]
    )
    walked = {
        (one, real)
        for one in register.entries
        for real in map(key, one.names)
        if key(one.issuer) in (entry.issuer, "") and one_edit(real, name)
    }
    assert set(register.near(name, (entry.issuer, ""))) == walked


REUSED = Register(
    (
        Entry("办公室", (), ISSUER, until=2014, successors=("综合处",)),
        Entry("综合处", (), ISSUER, since=2015, until=2018, successors=("办公室",)),
        Entry("办公室", (), ISSUER, since=2019),
        Entry("人事处", ("人社处",), ISSUER, until=2016),
        Entry("人力资源处", ("人社处",), ISSUER, since=2017),
        Entry("法规处", (), ISSUER, until=2016),
        Entry("政策法规处", ("法规处",), ISSUER, since=2017),
    )
)


@pytest.mark.parametrize(
    ("printed", "year", "name", "known"),
    [
        ("人社处", 2016, "人事处", True),
        ("人社处", 2017, "人力资源处", True),
        ("厅人社处", 2020, "人力资源处", True),
        ("人社处", None, "人社处", False),
        ("法规处", 2016, "法规处", True),
        ("法规处", 2021, "政策法规处", True),
        ("法规处", None, "法规处", False),
        ("人事处", 2021, "人事处", True),
        ("办公室", None, "办公室", True),
        ("办公室", 2016, "办公室", True),
    ],
)
def test_of_two_that_had_a_name_the_one_in_use_is_meant(
    printed: str, year: int | None, name: str, known: bool
) -> None:
    """Without a year none is sure; a name that one department had alone is known in any year."""
    named = identify(printed, ISSUER, REUSED, year)
    assert (named.name, named.known) == (name, known)
    assert replayed(printed, named.steps, ISSUER, REUSED, year) == name
    assert identify(named.name, ISSUER, REUSED, year).name == name


def test_a_name_that_two_share_is_a_finding() -> None:
    """It says who they are, and in which years."""
    (found,) = doubts(["人社处"], ISSUER, REUSED)
    assert found.code == "name_shared"
    assert "人事处 (-2016)、人力资源处 (2017-)" in found.message
    assert not list(doubts(["人社处"], ISSUER, REUSED, 2020))


def test_a_reused_name_is_the_entry_of_the_year() -> None:
    """A successor is the entry that came after, and a name that comes back ends the walk."""
    first, second, third, *_ = REUSED.entries
    assert REUSED.find("办公室", ISSUER, 2013) == first
    assert REUSED.find("办公室", ISSUER, 2021) == third
    assert REUSED.later(first) == (second, third)


def test_brackets_hold_a_second_name() -> None:
    """Without other names in the register; a name of its own goes first, and a place is none."""
    register = Register(
        (
            Entry("社会事务处（儿童福利处）", (), ISSUER),
            Entry("机关党委（人事处）", (), ISSUER),
            Entry("人事处", (), ISSUER),
            Entry("骨科（一病区）", (), ISSUER),
        )
    )
    found = [identify(name, ISSUER, register).name for name in ("儿童福利处", "人事处", "一病区")]
    assert found == ["社会事务处（儿童福利处）", "人事处", "一病区"]


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
    none = command("find", "信息处", "--issuer", "无此局")
    assert "no entry of the register belongs to 无此局" in none.output
    assert command("find", "处", "--register", str(tmp_path / "none.csv")).exit_code == 3


def test_find_asks_for_the_year_of_a_name_that_several_had(tmp_path: Path) -> None:
    """And says which successor no register has."""
    path = register_file(
        tmp_path, "人事处,人社处,某局,,,2016,无处,", "人力资源处,人社处,某局,,2017,,,"
    )
    asked = ("find", "人社处", "--issuer", "某局", "--register", str(path))
    assert command(*asked).output.splitlines() == [
        "人社处 (a name of several; --year may tell which)", "  人事处 -2016", "  人力资源处 2017-",
    ]  # fmt: skip
    assert command(*asked, "--year", "2016").output.splitlines() == [
        "人事处 (某局)", "  steps: other_name", "  in use: -2016", "  later: 无处 (in no register)",
    ]  # fmt: skip


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
