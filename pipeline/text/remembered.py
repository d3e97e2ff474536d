"""Answers about a text that are kept, since many stages ask the same of it one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import TypeVar

Answer = TypeVar("Answer")

# Of longer texts none is kept: whole bodies would fill the memory.
SHORT = 1000
KEPT = 4096


def remembered(answer: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """A pure function of a text that keeps its last answers about short ones."""
    again = lru_cache(maxsize=KEPT)(answer)

    def remembering(text: str) -> Answer:
        return again(text) if len(text) <= SHORT else answer(text)

    return update_wrapper(remembering, again)
