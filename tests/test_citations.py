"""Documents named in a text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.citations import citations
from tests.case_files import cases


@pytest.mark.parametrize("case", cases("citations"))
def test_documents_are_cited_with_their_numbers(case: dict[str, Any]) -> None:
    """In order, identical ones once, the year of a number in 〔〕."""
    found = [[cited.title, cited.document_number] for cited in citations(case["text"])]
    assert found == case["citations"]


@given(st.text("《》〈〉（）()〔2021〕号条例 \n", max_size=24))
def test_a_title_stands_in_the_text(text: str) -> None:
    """Nothing is made up: a title is what stands between two marks."""
    cited = citations(text)
    assert len(cited) == len(set(cited))
    assert all(one.title and one.title.count("《") == one.title.count("》") for one in cited)


@given(
    st.sampled_from(["皖政办", "国办发", "教职成厅函", "港航发", "院办字"]),
    st.sampled_from(["〔〕", "[]", "（）", "()", "﹝﹞", "【】", "［］", "〈〉", "〔]"]),
    st.integers(1990, 2099),
    st.integers(1, 999),
    st.integers(0, 40),
)
def test_a_number_is_read_in_every_bracket(
    code: str, marks: str, year: int, serial: int, cut: int
) -> None:
    """After the title and before it, wherever a line breaks."""
    printed = f"{code}{marks[0]}{year}{marks[1]}{serial}号"
    for text in (f"《办法》（{printed}）", f"按照{printed}《办法》要求"):
        (cited,) = citations(f"{text[:cut]}\n{text[cut:]}")
        assert (cited.title, cited.document_number) == ("办法", f"{code}〔{year}〕{serial}号")


@given(st.text("《》〈〉（）〔〕[]【】2021号令第皖政办发和、 \n", max_size=30))
def test_a_number_is_printed_in_the_text(text: str) -> None:
    """A number is made of characters of the text, but for its brackets."""
    for cited in citations(text):
        assert set(cited.document_number or "") <= set(text) | set("〔〕")
