"""What holds for all tests: none of them has to be done within a time."""

from __future__ import annotations

from hypothesis import settings

# Beside the profile that Hypothesis takes by itself where CI is set: machines may be busy.
settings.register_profile(
    "untimed", settings.get_profile(settings.get_current_profile_name()), deadline=None
)
settings.load_profile("untimed")
