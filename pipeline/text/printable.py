"""Text that a terminal shows and does not obey."""

from __future__ import annotations


def printable(line: str) -> str:
    """The text without line breaks and codes that would steer a terminal."""
    return "".join(
        mark if mark.isprintable() else mark.encode("unicode_escape", "surrogatepass").decode()
        for mark in line
    )
