"""Is everything in place to run the course? A plain answer, and a way to mend what is not."""

from dataclasses import dataclass
from importlib import metadata

_MEND = (
    "To mend it, close JupyterLab and run `python start.py` in the folder of the course; "
    "under conda run `conda env update -f environment.yml`. Then open this page again."
)


@dataclass(frozen=True)
class EnvironmentReport:
    """What `check_environment` found; shows itself as sentences.

    Attributes
    ----------
    packages : tuple of str
        The packages that the course needs.
    complaints : tuple of str
        A sentence for each that is missing or of a version that was not tested.
    """

    packages: tuple[str, ...]
    complaints: tuple[str, ...]

    def __bool__(self) -> bool:
        return not self.complaints

    def __repr__(self) -> str:
        if self.complaints:
            return "\n".join([*self.complaints, _MEND])
        return f"Everything is in place: {', '.join(self.packages)}."


def check_environment() -> EnvironmentReport:
    """Compare the installed packages with the versions that the course was tested with.

    Returns
    -------
    report : EnvironmentReport
        Truthy when nothing is off.

    Examples
    --------
    >>> check_environment()
    Everything is in place: anywidget, ipywidgets, matplotlib, numpy, scikit-learn.
    """
    from packaging.requirements import Requirement  # matplotlib brings it

    wanted = [Requirement(line) for line in metadata.requires("logit_core") or []]
    wanted = [need for need in wanted if need.marker is None or need.marker.evaluate({"extra": ""})]
    complaints = []
    for need in wanted:
        try:
            version = metadata.version(need.name)
        except metadata.PackageNotFoundError:
            complaints.append(f"{need.name} is not installed.")
            continue
        if not need.specifier.contains(version, prereleases=True):
            complaints.append(
                f"{need.name} is version {version}; the course was tested with {need.specifier}."
            )
    return EnvironmentReport(tuple(sorted(need.name for need in wanted)), tuple(complaints))
