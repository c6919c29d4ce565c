"""The student's side of the protocol, against a Jupyter server of its own."""

import pytest

from tests.bench.memory import kernels, usage
from tests.bench.student import Student
from tests.browser.lab import Lab

from .conftest import save

MIB = 1 << 20


def test_a_notebook_runs_and_a_cell_that_raises_is_named(lab: Lab, student: Student) -> None:
    path = save(lab.root, good="1 + 1", bad="1 / 0", also_good="print('on it goes')")
    run = student.run(path)
    assert run.n_cells == 3
    assert run.errors == ["cell bad: ZeroDivisionError: division by zero"]
    assert run.seconds > 0
    assert [kernel["id"] for kernel in lab.kernels()] == [run.kernel]
    assert student.run(path, first_alone=True).n_cells == 1


def test_all_that_jupyterlab_asks_for_at_its_start_is_answered(student: Student) -> None:
    student.look_around()


def test_a_connection_that_breaks_is_made_anew_and_nothing_is_lost(
    lab: Lab, student: Student
) -> None:
    run = student.run(save(lab.root, first="answer = 41"))
    with student.connected(run.kernel) as kernel:
        kernel.shake_hands()
        kernel._socket.shutdown()  # as a proxy does that restarts
        reply = kernel.execute("assert answer == 41; answer += 1")
        assert reply["status"] == "ok"
        assert kernel.n_reconnected == 1


def test_a_cell_that_takes_too_long_is_an_error(lab: Lab, student: Student) -> None:
    run = student.run(save(lab.root, first="import time"))
    with student.connected(run.kernel) as kernel:
        kernel.shake_hands()
        kernel.patience = 0.2
        with pytest.raises(TimeoutError, match="no answer from the kernel in time"):
            kernel.execute("time.sleep(5)")


def test_the_memory_of_a_kernel_is_what_it_holds(lab: Lab, student: Student) -> None:
    run = student.run(save(lab.root, first="import os"))
    assert lab._process is not None
    pid = kernels(lab._process.pid)[run.kernel]
    before = usage(pid)
    with student.connected(run.kernel) as kernel:
        kernel.shake_hands()
        kernel.execute(f"held = b'x' * {64 * MIB}")
    after = usage(pid)
    assert 64 * MIB <= after.own - before.own < 80 * MIB
    assert after.own <= after.fair <= after.whole
    assert after.seconds > 0
