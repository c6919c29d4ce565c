"""Profiles for all property tests: the same examples in every run, on a slow machine too.

`start.py test` takes the quick one, `start.py test --all` and pytest alone the other.
"""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("quick", settings.get_profile("repeatable"), max_examples=25)
settings.load_profile("repeatable")

collect_ignore = ["bench/hub_config.py"]  # JupyterHub reads it, nobody imports it
