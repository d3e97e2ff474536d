"""What holds for all tests: none of them has to be done within a time."""

from __future__ import annotations

import os

from hypothesis import settings

# A library with threads of its own would have each process that reads notices be started from
# nothing, which takes a second, where a fork takes a moment.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Beside the profile that Hypothesis takes by itself where CI is set: machines may be busy.
settings.register_profile(
    "untimed", settings.get_profile(settings.get_current_profile_name()), deadline=None
)
settings.load_profile("untimed")
