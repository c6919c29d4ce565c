"""A small class at a real JupyterHub: two students, one chapter."""

import pytest

from docs.site.progress import BuildError
from docs.site.tools import require_node
from tests.bench import classroom

from .needs import do_without, required

required("jupyterhub")
CHAPTER = "notebooks/00_start_here.ipynb"


def test_two_students_start_servers_and_run_a_chapter_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        require_node()
    except BuildError as error:
        do_without(str(error))
    outcome = classroom.hold(2, [CHAPTER])
    assert outcome.errors() == []
    for place in outcome.places:
        assert place.ready is not None
        (run,) = place.runs
        assert run.n_cells >= 2
        assert run.errors == []
        assert place.server is not None
        assert place.server.fair > place.kernels[CHAPTER].fair / 10 > 0
    assert "servers: 2 at once" in capsys.readouterr().out
