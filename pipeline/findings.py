"""Every finding that the program can make: its code, how grave it is, what it means.

The codes are part of the contract. README lists this table and a test keeps the two the
same. info: something to know. warning: a person should look. error: a value is wrong or
lost.
"""

from __future__ import annotations

from pipeline.model import Finding, Severity

CODES: dict[str, tuple[Severity, str]] = {
    "page_without_text": ("warning", "a page is a picture; what it shows was not read"),
    "unreadable_characters": ("error", "characters that could not be told stand as U+FFFD"),
    "text_hidden": ("warning", "text that a page clips off, and no page shows; it was not read"),
    "nested_table": (
        "warning",
        "a table within a cell or a text box; its texts were read one after the other",
    ),
    "columns_guessed": (
        "info",
        "a table without rules between its columns: header words and white space told them",
    ),
    "header_guessed": (
        "warning",
        "a table without rules between its columns, and without a header of known words",
    ),
    "cell_guessed": (
        "warning",
        "a table without all its rules, or paragraphs: where a row or a cell ends is a guess",
    ),
    "paragraphs_read": (
        "info",
        "there is no table; the tasks are paragraphs with who answers for them",
    ),
    "cards_read": ("info", "each task has a small table of its own, with words before values"),
    "paragraph_left_out": (
        "warning",
        "a paragraph like those of the tasks that names nobody; it stands in the notice's body",
    ),
    "text_across": ("info", "large characters printed over a table, as a watermark, were left out"),
    "header_unknown": ("info", "a header of no known words: what stands under it told its field"),
    "field_uncertain": (
        "warning",
        "a column whose header does not say its field, and what stands in it leaves that open",
    ),
    "field_taken": ("info", "a column was kept in extras, as another one has the field"),
    "columns_repeated": ("warning", "a table whose columns stand twice beside each other"),
    "row_joined": ("info", "a row cut by a page break was put together; says on what evidence"),
    "cell_joined": ("info", "a merged cell or heading reaches over a page break"),
    "join_uncertain": ("warning", "little evidence for one row or two at a page break"),
    "merge_uncertain": ("warning", "a blank cell at a page break may be merged or empty"),
    "structure_decided": (
        "info",
        "what the pages leave open at a page break, the structure of a tagged PDF told",
    ),
    "structure_contradicts": (
        "info",
        "the structure of a tagged PDF says otherwise than its pages, which were followed",
    ),
    "repeat_removed": (
        "warning",
        "characters printed on both sides of a page break were taken once",
    ),
    "overruled": ("info", "what the overrides decided, and what the program does by itself"),
    "override_unused": ("warning", "an override that meets no place, or changes nothing there"),
    "row_without_tasks": ("warning", "a row across the table under which no task stands"),
    "text_lost": ("error", "text of the table that is in no task; the message holds it"),
    "text_stranded": (
        "error",
        "text of the table that no cell could take; it stands with the nearest task",
    ),
    "text_between": ("error", "text between the parts of a table that is in no task"),
    "table_left_out": ("warning", "a table right after the ledger's, with other columns"),
    "text_after": ("warning", "text on the pages after a table that may belong to it"),
    "text_doubled": ("error", "text that the tasks hold more often than the table"),
    "responsibility_not_understood": ("warning", "words of a responsibility cell were not read"),
    "responsibility_in_text": (
        "info",
        "who is responsible was read from brackets in the text: the ledger has no column for it",
    ),
    "names_run_together": (
        "warning",
        "names that can be parted otherwise, too: no mark between them, a line's end, or 和",
    ),
    "deadline_unknown": ("info", "a deadline that names no day, as 及时 or 按时序推进"),
    "deadline_in_text": ("info", "a deadline read from the text: the ledger has no column for it"),
    "deadline_several": (
        "info",
        "a deadline that says more than one thing, one perhaps without a day; the first counts",
    ),
    "deadline_ambiguous": (
        "warning",
        "a deadline that can be read as two days, or in another year",
    ),
    "issuer_uncertain": (
        "warning",
        "an issuer's name of an unknown kind, or put together from two lines, told by its place",
    ),
    "year_uncertain": (
        "warning",
        "a title that names several years, and deadlines that name none; the first year counts",
    ),
    "issue_date_unread": ("warning", "a date under the signature that is no day; left out"),
    "deadline_impossible": ("warning", "a deadline on a day that does not exist"),
    "deadline_without_year": ("warning", "a deadline whose year is printed nowhere"),
    "deadline_not_understood": ("warning", "words of a deadline cell were not read"),
    "number_missing": ("warning", "a task without a number where others have one"),
    "number_repeated": ("warning", "two tasks with one number"),
    "number_gap": ("warning", "a number was left out, or they do not count up"),
    "number_not_understood": ("warning", "a cell for the number that holds something else"),
    "label_out_of_order": ("warning", "a heading's label does not follow the one before it"),
    "heading_missing": ("warning", "a task under fewer headings than the others, or another kind"),
    "heading_unlabelled": ("warning", "a heading without a label among headings that have one"),
    "heading_welded": ("error", "a heading that holds the next one of its level: two in one"),
    "field_empty": ("warning", "a field is empty that every other task has"),
    "requirement_nowhere": ("warning", "a ledger of which no column says what is to be done"),
    "task_empty": ("error", "a task that says nothing of what is to be done"),
    "name_mended": (
        "warning",
        "a department's name with a character dropped or doubled, read as the register has it",
    ),
    "name_near": (
        "info",
        "a name in no register, one character from one that is; kept as printed",
    ),
    "name_shared": (
        "warning",
        "a name of two departments of a register; which one is open; kept as printed",
    ),
    "unknown_department": ("info", "a name that no register holds; kept as printed"),
}


def finding(
    code: str,
    message: str,
    *,
    ledger: int | None = None,
    task: int | None = None,
    field: str | None = None,
) -> Finding:
    """A finding of a declared code, with the severity that the code has."""
    severity, _ = CODES[code]
    return Finding(
        code=code, severity=severity, message=message, ledger=ledger, task=task, field=field
    )
