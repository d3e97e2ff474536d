"""The headings above a task (分类): label and title, from the texts of columns and banner rows."""

from __future__ import annotations

from pipeline.model import Heading
from pipeline.table import Table
from pipeline.text.cleaning import clean
from pipeline.text.numbering import OUTLINE_STYLES, is_labelled, split_label


def heading(text: str, *, is_counted: bool = False) -> Heading:
    """A heading taken apart into its label and its title, which loses its final 。

    Arabic numerals are a label where all headings of the level are `counted` by them.
    """
    label = split_label(text)
    if label is None or not (is_counted or label.style in OUTLINE_STYLES):
        return Heading(label=None, title=text.removesuffix("。"))
    return Heading(label=label.label, title=label.rest.strip().removesuffix("。"))


def counted_headings(table: Table) -> frozenset[str]:
    """The headings whose whole level begins with arabic numerals (1.规范公开, 2.优化解读).

    A level is a column, or the rows across the table that have no other label. One such heading
    alone is no level.
    """
    levels: dict[int, set[str]] = {}
    for row in table.rows:
        for value in row.banners:
            if not is_labelled(text := clean(value.text)):
                levels.setdefault(-1, set()).add(text)
        for index, (column, value) in enumerate(zip(table.columns, row.values, strict=True)):
            if column.field == "outline" and not value.is_blank:
                levels.setdefault(index, set()).add(clean(value.text))
    return frozenset(
        text
        for texts in levels.values()
        if len(texts) > 1 and all(map(_begins_with_arabic, texts))
        for text in texts
    )


def _begins_with_arabic(text: str) -> bool:
    label = split_label(text)
    return label is not None and label.style.startswith("arabic") and label.rest.strip() != ""
