"""Two names of `many_descents`, for explorers that import them from here."""

from logit_core.explorers.many_descents import nearest, rate_labels

__all__ = ["nearest", "rate_labels"]
