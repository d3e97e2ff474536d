"""What a deadline looks like before it is read."""

from __future__ import annotations

import pytest

from pipeline.text.deadline_words import ends_deadline, is_deadline, is_due


@pytest.mark.parametrize(
    "text",
    [
        "年底前",
        "6月30日前",
        "2021年12月底",
        "第三季度",
        "持续推进",
        "每月10日前",
        "全年",
        "9月中旬",
    ],
)
def test_a_deadline_looks_like_one(text: str) -> None:
    """And it can end where it ends."""
    assert is_deadline(text)
    assert ends_deadline(text) or text in ("第三季度", "全年")


@pytest.mark.parametrize(
    "text", ["办公室", "公开目录", "3", "一、", "做好各类规划的归集整理工作，6月底前"]
)
def test_other_texts_do_not(text: str) -> None:
    """Nor does a sentence that ends with a deadline."""
    assert not is_deadline(text)


@pytest.mark.parametrize("text", ["12月", "2021年", "12", "6月3"])
def test_a_deadline_may_go_on_after_a_month_or_a_printed_year(text: str) -> None:
    """At the head of the next page."""
    assert not ends_deadline(text)


@pytest.mark.parametrize("text", ["12月下旬", "第一时间", "实时", "定期", "即日起", "12.31前"])
def test_words_that_say_when_are_due(text: str) -> None:
    """Also where no day is named."""
    assert is_due(text)


@pytest.mark.parametrize("text", ["5个工作日内", "定期开展检查", "2021", "办公室"])
def test_what_says_no_time_for_a_task_is_not_due(text: str) -> None:
    """How long a service takes, and a sentence about what is done now and then."""
    assert not is_due(text)
