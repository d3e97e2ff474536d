"""The dataset has a place for what each document says of each year, and no two have one."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.partitions import claim, claimed, is_partition, place

BASES = st.text(st.sampled_from("aA._%/2F=通 -"), min_size=1) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400
)


def test_a_table_is_a_folder_of_years() -> None:
    """As Hive names them; a ledger without a year is in the folder that readers take for null."""
    assert place("tasks", 2021, "notice") == "parquet/tasks/year=2021/notice.parquet"
    assert place("tasks", None, "notice") == (
        "parquet/tasks/year=__HIVE_DEFAULT_PARTITION__/notice.parquet"
    )


def test_subfolders_are_part_of_the_files_name() -> None:
    """A further folder could be taken for a partition, or not be looked into."""
    assert place("tasks", 2021, "省/x=1/notice") == (
        "parquet/tasks/year=2021/省%2Fx=1%2Fnotice.parquet"
    )


@given(BASES)
def test_a_file_is_seen_by_every_reader(base: str) -> None:
    """It lies right below its year, and its name is neither passed over nor too long."""
    path = PurePosixPath(place("tasks", 2021, base))
    assert path.parent == PurePosixPath("parquet/tasks/year=2021")
    assert not path.name.startswith((".", "_"))
    assert len(os.fsencode(path.name)) <= 255


@given(BASES, BASES)
@example("a/b", "a%2Fb")
@example("a%2Fb", "a%252Fb")
@example("_a", "%5Fa")
@example(".a", "%2Ea")
def test_two_documents_have_two_files(one: str, other: str) -> None:
    """Also where a file system does not tell capitals apart."""
    if one.casefold() != other.casefold():
        assert claim(one).casefold() != claim(other).casefold()


@given(BASES)
def test_long_names_that_begin_alike_stay_two(base: str) -> None:
    """What is cut off is told apart by a hash."""
    long = f"{base}/{'通' * 100}"
    assert claim(f"{long}甲") != claim(f"{long}乙")


@given(BASES, st.none() | st.integers(1949, 2999), st.sampled_from(["tasks", "notices"]))
def test_an_output_shows_the_claim_that_it_was_made_under(
    base: str, year: int | None, table: str
) -> None:
    """Whatever table and year it lies in."""
    assert claimed(place(table, year, base)) == claim(base)


def test_an_output_beside_the_dataset_is_its_own_claim() -> None:
    """Also one of a notice that lay in a folder called so."""
    for output in ("notice.json", "sub/notice.csv", "parquet/tasks/year=2021/notice.json"):
        assert claimed(output) == output


def test_a_folder_of_a_year_is_told_from_others() -> None:
    """What is empty of them may be taken away."""
    assert is_partition("year=2021")
    assert not is_partition("2021")
