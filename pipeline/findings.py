"""Every finding that the program can make: its code, how grave it is, what it means.

The codes are part of the contract. README lists this table and a test keeps the two the
same. info: something to know. warning: a person should look. error: a value is wrong or
lost.
"""

from __future__ import annotations

from pipeline.model import Finding, Severity

CODES: dict[str, tuple[Severity, str]] = {
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
