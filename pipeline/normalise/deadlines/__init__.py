"""By when (时限要求): `cell` reads a cell, a text or a remark; `days` finds the days in it.

`day_words` are the forms in which days are written, `last_days` the calendar's part.
"""

from __future__ import annotations

from pipeline.normalise.deadlines.cell import deadline, deadline_remarked, deadline_within

__all__ = ["deadline", "deadline_remarked", "deadline_within"]
