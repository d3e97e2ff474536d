"""What the user names becomes inputs, each once, each with outputs of its own."""

from __future__ import annotations

import errno
import os
import re
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.emit import endings
from pipeline.sources import Found, Input, astray, find, named, paths_in

OUTPUT = Path("output")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths count from an empty folder."""
    monkeypatch.chdir(tmp_path)


def files(*paths: str) -> None:
    """Empty files, with their folders."""
    for path in map(Path, paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def found(*sources: str) -> list[str]:
    """The files that the sources name."""
    return [item.path.as_posix() for item in find(sources)]


def bases(*sources: str, recorded: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
    """What the outputs of each input are called, without their endings."""
    items = named(find(sources), OUTPUT, endings(), recorded or {}, ["manifest.csv"])
    return [item.base for item in items]


def problems(*sources: str) -> list[str | None]:
    """The code of each input's problem."""
    return [None if item.problem is None else item.problem.code for item in find(sources)]


def test_a_folder_is_read_with_its_subfolders() -> None:
    """Notices of the three kinds count, in any case, a folder's own files first."""
    files("in/b/c.docx", "in/b/d.TXT", "in/z.Pdf", "in/a.json", "in/e.doc")
    assert found("in") == ["in/z.Pdf", "in/b/c.docx", "in/b/d.TXT"]


def test_hidden_files_and_those_of_an_open_word_are_left_out() -> None:
    """So are hidden folders."""
    files("in/.a.pdf", "in/~$a.docx", "in/.git/b.txt", "in/a.docx")
    assert found("in") == ["in/a.docx"]


def test_a_file_named_by_itself_is_taken_whatever_it_is_called() -> None:
    """What it is, its content decides later."""
    files("notice.doc", ".hidden.pdf")
    assert found("notice.doc", ".hidden.pdf") == ["notice.doc", ".hidden.pdf"]


def test_a_pattern_is_expanded_where_nothing_has_its_name() -> None:
    """`**` reaches into subfolders; what could be no notice does not count."""
    files("in/a.pdf", "in/b/c.pdf", "in/b/d.xlsx")
    assert found("in/*") == ["in/a.pdf", "in/b/c.pdf"]
    assert found("in/**/*.pdf") == ["in/a.pdf", "in/b/c.pdf"]
    assert found("in/?.pdf") == ["in/a.pdf"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file() -> None:
    """Brackets are common in the names of notices."""
    files("[2021]52.pdf", "2.pdf")
    assert found("[2021]52.pdf") == ["[2021]52.pdf"]


def test_the_same_file_counts_once() -> None:
    """However it is named: itself, its folder, a pattern, another way to it, a link."""
    files("in/a.pdf")
    Path("b.pdf").symlink_to("in/a.pdf")
    sources = ("in/a.pdf", "in", "in/*.pdf", "./in/../in/a.pdf", str(Path("in/a.pdf").resolve()))
    assert found(*sources, "b.pdf") == ["in/a.pdf"]


def test_a_source_without_a_file_is_a_problem_of_its_own() -> None:
    """A path that is not there, a pattern that matches nothing, a folder without notices."""
    files("empty/a.xlsx", "a.pdf")
    sources = ("a.pdf", "none.pdf", "in/*.pdf", "empty")
    assert problems(*sources) == [None, "not_found", "not_found", "no_notices"]
    assert "Check the path" in str(find(["none.pdf"])[0].problem)


def test_a_subfolder_that_stays_shut_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its notices are not left out in silence."""
    files("in/a.pdf", "in/shut/b.pdf")
    scandir = os.scandir

    def denied(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    assert problems("in") == [None, "unreadable"]
    assert "in/shut: it cannot be read (Permission denied)" in str(find(["in"])[1].problem)


LONG = "a" * 5_000


@pytest.mark.parametrize("source", [LONG, f"{LONG}/b.pdf"])
def test_a_path_that_no_file_can_have_is_a_problem_of_its_own(source: str) -> None:
    """The others of the run go on."""
    files("a.pdf")
    assert problems(source, "a.pdf") == ["unreadable", None]


def hide(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let the system say nothing of what stands in the folder of that name."""
    stat = Path.stat

    def denied(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.parent.name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", denied)


def test_a_path_in_a_folder_that_stays_shut_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not said to be missing."""
    files("shut/a.pdf", "shut/in/b.pdf")
    hide(monkeypatch, "shut")
    assert problems("shut/a.pdf", "shut/in/*.pdf") == ["unreadable", "unreadable"]


def test_a_file_that_the_system_hides_is_not_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder may show its names and nothing more: each fails when it is read."""
    files("in/b.pdf", "in/c.xlsx", "a.pdf")
    hide(monkeypatch, "in")
    assert found("in", "in/*", "a.pdf") == ["in/b.pdf", "a.pdf"]


def test_outputs_are_called_by_the_stem() -> None:
    """`notice.pdf` gives `notice.json`."""
    files("notice.pdf", "in/省民政厅.2021.docx")
    assert bases("notice.pdf", "in/省民政厅.2021.docx") == ["notice", "省民政厅.2021"]


def test_outputs_mirror_the_subfolders_of_a_folder_and_of_a_pattern() -> None:
    """They count from the folder that was named, or from where the pattern begins."""
    files("in/a.pdf", "in/2021/a.pdf")
    assert bases("in") == ["a", "2021/a"]
    assert bases("in/**/*.pdf") == ["2021/a", "a"]
    assert bases("i*") == ["in/a", "in/2021/a"]


def test_equal_stems_keep_their_suffixes() -> None:
    """Of the files of one folder; in other folders nothing changes."""
    files("in/a.pdf", "in/a.docx", "in/b.pdf", "in/2021/a.pdf")
    assert bases("in") == ["a.docx", "a.pdf", "b", "2021/a"]


def test_names_still_equal_get_a_hash_of_their_path() -> None:
    """Eight hex digits, the same in whatever order the files are named."""
    files("x/a.pdf", "y/a.pdf")
    first, second = bases("x/a.pdf", "y/a.pdf")
    assert re.fullmatch(r"a\.pdf-[0-9a-f]{8}", first)
    assert first != second
    assert bases("y", "x") == [second, first]


def test_names_that_differ_only_in_capitals_are_equal() -> None:
    """On many systems they are one file."""
    files("x/A.pdf", "y/a.docx", "x/É.pdf", "y/e\u0301.txt")
    assert bases("x/A.pdf", "y/a.docx") == ["A.pdf", "a.docx"]
    assert bases("x/É.pdf", "y/e\u0301.txt") == ["É.pdf", "e\u0301.txt"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.pdf", "a.parties.pdf"], ["a.parties.pdf", "a.pdf"]),
        (["manifest.pdf"], ["manifest.pdf"]),
        (["MANIFEST.txt"], ["MANIFEST.txt"]),
        (["a.docx", "a.pdf", "a.pdf.txt"], ["a.docx", "a.pdf", "a.pdf.txt"]),
        (["a.pdf", "a.json/b.pdf"], ["a.pdf", "a.json/b"]),
        (["a;b.pdf"], ["a；b"]),
    ],
)
def test_no_two_outputs_have_one_name(names: list[str], expected: list[str]) -> None:
    """Whichever endings make them equal, with another's, with the manifest's, with a folder's."""
    files(*(f"in/{name}" for name in names))
    assert bases("in") == expected


def test_a_name_that_another_input_had_is_not_taken() -> None:
    """What the manifest records for an input stays that input's."""
    files("x/a.pdf", "y/a.docx")
    recorded = {"../x/a.pdf": ("a.json", "a.csv", "a.parties.csv")}
    assert bases("y/a.docx", recorded=recorded) == ["a.docx"]
    assert bases("x/a.pdf", recorded=recorded) == ["a"]


def test_a_name_that_another_input_has_in_the_dataset_is_not_taken() -> None:
    """Whatever year its files lie in: the name is the key of its rows."""
    files("x/a.pdf", "y/a.docx")
    recorded = {"../x/a.pdf": ("parquet/tasks/year=2021/a.parquet",)}
    assert bases("y/a.docx", recorded=recorded) == ["a.docx"]
    assert bases("x/a.pdf", recorded=recorded) == ["a"]


def test_no_output_overwrites_an_input() -> None:
    """A dump may be called .csv, and be converted where it lies."""
    files("output/dump.csv")
    assert bases("output/dump.csv") == ["dump.csv"]


def test_a_later_run_over_fewer_files_renames_nothing() -> None:
    """An input that once had a longer name keeps it."""
    files("in/a.pdf", "in/a.docx")
    recorded = {"../in/a.pdf": ("a.pdf.json",), "../in/a.docx": ("a.docx.json",)}
    assert bases("in/a.pdf", recorded=recorded) == ["a.pdf"]
    years = ("parquet/tasks/year=2021/a.pdf.parquet", "parquet/tasks/year=2022/a.pdf.parquet")
    assert bases("in/a.pdf", recorded={"../in/a.pdf": years}) == ["a.pdf"]


def test_a_name_too_long_for_its_endings_is_cut_and_told_apart() -> None:
    """Titles of notices make long names, and a Han character has three bytes."""
    files(f"in/{'通' * 83}.pdf", f"in/{'通' * 82}知.pdf")
    made = bases("in")
    assert len(set(made)) == 2
    for base in made:
        assert re.fullmatch(r"通+知?-[0-9a-f]{8}", base)
        assert 245 < len(f"{base}.parties.csv".encode()) <= 255


def test_the_key_of_an_input_is_the_same_from_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the path as seen from the outputs, without the machine's own folders."""
    files("in/a.pdf")
    (near,) = named(find(["in/a.pdf"]), OUTPUT, endings(), {})
    monkeypatch.chdir("in")
    (far,) = named(find(["a.pdf"]), Path("../output"), endings(), {})
    assert near.key == far.key == "../in/a.pdf"


NAMES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "x/", "X/", "a.json/"]),
        st.sampled_from(["a", "A", "a.parties", "manifest", "a.pdf", "a.csv"]),
        st.sampled_from([".pdf", ".PDF", ".docx", ".txt"]),
    ),
)


@given(st.lists(NAMES, unique=True), st.lists(NAMES, unique=True))
def test_outputs_never_meet(flat: list[str], mirrored: list[str]) -> None:
    """Whatever the inputs are called, every output has one input, and no folder's name."""
    items = [Found(Path("in") / name) for name in flat]
    items += [Found(Path("all") / name, Path(name).parent) for name in mirrored]  # type: ignore[arg-type]
    inputs = named(items, OUTPUT, endings(), {}, ["manifest.csv"])
    made = [f"{item.base}{ending}".casefold() for item in inputs for ending in endings()]
    folders = {str(Path(item.base).parent).casefold() for item in inputs}
    assert len({"manifest.csv", *made}) == len(made) + 1
    assert not folders & set(made)
    assert all(isinstance(item, Input) for item in inputs)


def test_a_new_name_does_not_hang_on_which_others_were_recorded() -> None:
    """A run that was stopped half way is gone on with under the names that it had begun with."""
    files("in/a.pdf", "in/a.docx")
    assert bases("in", recorded={"../in/a.pdf": ("a.pdf.json",)}) == ["a.docx", "a.pdf"]
    assert bases("in", recorded={"../in/a.docx": ("a.docx.json",)}) == ["a.docx", "a.pdf"]


def test_a_list_gives_its_paths_as_they_are() -> None:
    """Spaces and signs of patterns belong to them; a mark of UTF-8 at the front does not."""
    assert paths_in(b"\xef\xbb\xbf a b.pdf \r\n#c*.pdf\n\nd\xff.pdf") == (
        " a b.pdf ", "#c*.pdf", "d\udcff.pdf",
    )  # fmt: skip
    assert paths_in(b"a\nb.pdf\0c.pdf\0") == ("a\nb.pdf", "c.pdf")


def test_overrides_about_no_file_are_found() -> None:
    """Those of a document have its whole name; a folder with no input is not looked into."""
    files("in/a.pdf", "in/a.overrides.toml", "in/b/b.txt", "in/b/b.txt.overrides.toml")
    files("other/c.overrides.toml")
    inputs = named(find(["in"]), OUTPUT, endings(), {})
    assert astray(inputs) == (Path("in/a.overrides.toml"),)


# --- odd names


def named_as(name: str) -> str:
    """What the outputs of a text file of that name are called."""
    files(f"in/{name}.txt")
    (base,) = bases("in")
    return base


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("a\nb", "a_b"),
        ("a\x1b[31mb", "a_[31mb"),
        ("\u202egnp", "_gnp"),
        ("a\u2028b", "a_b"),
        ("a\u200bb", "a_b"),
        ("台账\u3000一", "台账\u3000一"),
        ("CON", "_CON"),
        ("nul.2021", "_nul.2021"),
        ("console", "console"),
        ("-rf", "-rf"),
        pytest.param("a\\b", "a＼b", marks=pytest.mark.skipif(os.sep == "\\", reason="a folder")),
    ],
)
def test_an_output_is_called_what_every_system_can_show(name: str, base: str) -> None:
    r"""No control character, nothing that turns the writing, no device of Windows, no `\`."""
    assert named_as(name) == base


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is text")
def test_a_name_that_is_no_text_gives_one_that_is() -> None:
    """Each byte that is none is replaced."""
    Path("in").mkdir()
    Path(os.fsdecode(b"in/\xff\xfea.txt")).touch()
    assert bases("in") == ["__a"]


def test_names_that_become_equal_are_told_apart() -> None:
    """As other names that are equal."""
    files("in/a\nb.txt", "in/a\rb.txt", "in/e\u0301.txt", "in/\u00e9.txt")
    made = bases("in")
    assert len({unicodedata.normalize("NFC", base) for base in made}) == 4


def test_a_subfolder_is_called_what_every_system_can_show() -> None:
    """As the files in it."""
    files("in/\u202ea/b.txt")
    assert bases("in") == ["_a/b"]


@pytest.mark.parametrize("source", ["in", "in/**/*.txt", "in/**"])
def test_links_to_folders_are_not_followed(source: str) -> None:
    """Two that lead to their own folder make more paths than can be counted."""
    files("in/a.txt")
    Path("in/b").symlink_to(".")
    Path("in/c").symlink_to(".")
    assert found(source) == ["in/a.txt"]


def test_a_folder_is_read_for_files_alone() -> None:
    """A link that leads to itself or nowhere is none, and neither is a pipe."""
    files("in/a.txt")
    Path("in/b.txt").symlink_to("b.txt")
    Path("in/c.txt").symlink_to("nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo("in/d.txt")
    assert found("in") == ["in/a.txt"]


def test_a_pattern_that_leads_upwards_writes_nothing_outside() -> None:
    """The outputs stand in the folder of outputs."""
    files("in/a/b.txt", "c.txt")
    assert bases("in/*/../../c.txt") == ["c"]
