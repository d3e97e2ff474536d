"""The year of a ledger, by the order that the contract gives."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Notice
from pipeline.normalise.years import year_of


def a_notice(title: str, issued_on: date | None) -> Notice:
    """A notice with nothing but a title and a day."""
    return Notice(
        issuer="",
        title=title,
        document_number=None,
        issued_on=issued_on,
        recipients=(),
        body="",
        citations=(),
        attachments=(),
    )


@pytest.mark.parametrize(
    ("ledger", "notice", "issued_on", "year", "is_sure"),
    [
        ("2021年重点工作台账", "关于印发2020年台账的通知", date(2019, 1, 1), 2021, True),
        ("重点工作台账", "关于印发2020年台账的通知", date(2019, 1, 1), 2020, True),
        ("重点工作台账", "关于印发台账的通知", date(2019, 1, 1), 2019, True),
        ("重点工作台账", "关于印发台账的通知", None, None, True),
        ("二〇二二年重点任务分解表", "", date(2021, 12, 28), 2022, True),
        ("二○二二年重点任务分解表", "", date(2021, 12, 28), 2022, True),
        ("2021—2023年行动任务表", "", date(2021, 1, 1), 2021, False),
        ("2021年至2023年行动任务表", "", date(2021, 1, 1), 2021, False),
        ("行动任务表（2021—2022年）", "", date(2022, 1, 1), 2021, False),
        ("2021-2022学年任务分解表", "", date(2022, 2, 1), 2021, False),
        ("2019年巡察反馈问题2020年整改台账", "", None, 2019, False),
        ("《规划（2021—2025年）》2023年度任务分解表", "", None, 2023, True),
        ("《2021年重点工作台账》", "", None, 2021, True),
        ("12021年的编号", "", date(2022, 1, 1), 2022, True),
    ],
)
def test_the_ledgers_title_tells_before_the_notices_and_the_day(
    ledger: str, notice: str, issued_on: date | None, year: int | None, *, is_sure: bool
) -> None:
    """The first year where a title names several, and then it is unsure."""
    assert year_of(ledger, a_notice(notice, issued_on)) == (year, is_sure)
