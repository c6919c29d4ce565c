"""The check of the environment says what is off, and how to mend it."""

from importlib import metadata

import pytest

from logit_core.environment import check_environment


def test_the_environment_of_the_tests_is_in_place() -> None:
    report = check_environment()
    assert report
    assert "numpy" in report.packages
    assert "pytest" not in report.packages  # of the tests, not of the course


def test_a_missing_package_is_named_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version

    def without_anywidget(name: str) -> str:
        if name == "anywidget":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", without_anywidget)
    report = check_environment()
    assert not report
    assert report.complaints == ("anywidget is not installed.",)
    assert "python start.py" in repr(report)


def test_a_version_that_was_not_tested_is_named_with_both(monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version
    monkeypatch.setattr(
        metadata, "version", lambda name: "1.26.4" if name == "numpy" else version(name)
    )
    (complaint,) = check_environment().complaints
    assert complaint.startswith("numpy is version 1.26.4; the course was tested with ")
    assert ">=2.0" in complaint
