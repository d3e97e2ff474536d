"""A regular expression that is compiled when it is first asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Later:
    """A regular expression that few notices need.

    Python takes a millisecond to read each range of Han in a pattern: what every notice needs is
    compiled at once, and the rest when it is asked.
    """

    pattern: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, ready to be asked."""
        return re.compile(self.pattern)
