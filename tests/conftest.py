"""One profile for all property tests: the same examples in every run, on a slow machine too."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
