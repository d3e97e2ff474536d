"""The year of a ledger: what its deadlines without a year are counted in."""

from __future__ import annotations

import re

from pipeline.model import Notice, Task
from pipeline.normalise.notice.issue_date import ZERO
from pipeline.text.numbering import number_of

HAN_YEAR = "[一二][〇○Ｏ零Oo九][〇○Ｏ零Oo一二三四五六七八九]{2}"
YEAR = rf"(?<!\d)(?:19|20)\d{{2}}|{HAN_YEAR}"
# 2021年, and 2021 of 2021—2023年.
NAMED = re.compile(rf"({YEAR})(?=\s*(?:学?年|[-—–－~～至到/]+\s*(?:{YEAR})\s*学?年))")
ASIDE = re.compile("《[^《》]*》|（[^（）]*）")
WITH_YEAR = re.compile(r"\d{4}|[〇○零]")


def year_of(title: str, notice: Notice) -> tuple[int | None, bool]:
    """The ledger's title's year, else the notice title's, else that of the date of issue.

    The first, where a title names several; False if it does. What stands in brackets or book marks
    counts where no year stands outside of them.
    """
    for text in (title, notice.title):
        for shown in (ASIDE.sub("", text), text):
            years = [number_of(found.translate(ZERO)) for found in NAMED.findall(shown)]
            if years:
                return years[0], len(set(years)) == 1
    return (None if notice.issued_on is None else notice.issued_on.year), True


def hangs_on_year(task: Task) -> bool:
    """Has the task a day that its deadline's own words name no year of?"""
    return task.deadline.due is not None and WITH_YEAR.search(task.deadline.text) is None
