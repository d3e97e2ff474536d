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
