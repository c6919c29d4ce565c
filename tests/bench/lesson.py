"""A class at a JupyterHub: all students do one thing after another, everybody at once."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

import psutil
import requests
from websocket import WebSocketException

from .hub import Hub
from .memory import Usage, kernels, usage
from .student import Run, Student

# what a hub, a server, a kernel or a process does when it fails
FAILURES = (OSError, requests.RequestException, WebSocketException, psutil.Error, ValueError)


@dataclass
class Place:
    """One student of the class, and what came of each thing that they did."""

    name: str
    student: Student
    ready: float | None = None  # seconds until the server was ready
    lab: float | None = None  # seconds until JupyterLab had what it asks for first
    runs: list[Run] = field(default_factory=list)
    server: Usage | None = None
    kernels: dict[str, Usage] = field(default_factory=dict)  # by chapter
    errors: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """What was measured of a class."""

    places: list[Place]
    walls: dict[str, float] = field(default_factory=dict)  # seconds of each thing all did at once
    load: tuple[float, float] = (0.0, 0.0)  # processes that wanted a processor: before, after

    def errors(self) -> list[str]:
        """Return what went wrong, in the order in which it happened."""
        return sorted(error for place in self.places for error in place.errors)


class Lesson:
    """Lets a class do one thing after another, everybody at once, and notes what comes of it.

    Parameters
    ----------
    hub : Hub
        Where the students have their servers.
    n_students : int
        How many they are.
    """

    def __init__(self, hub: Hub, n_students: int) -> None:
        names = [f"student-{number:02}" for number in range(1, n_students + 1)]
        self.hub = hub
        self.began = time.monotonic()
        self.outcome = Outcome([Place(name, hub.enrol(name)) for name in names])

    def say(self, what: str) -> None:
        """Print at once, also into a file or a pipe."""
        print(f"[{self._now():4.0f} s] {what}", flush=True)

    def all_at_once(self, what: str, act: Callable[[Place], None]) -> None:
        """Let every student do something; who fails is noted, and does no more."""
        places = [place for place in self.outcome.places if not place.errors]

        def one(place: Place) -> None:
            try:
                act(place)
            except FAILURES as error:
                self._note(place, what, f"{type(error).__name__}: {error}")

        self.say(f"{what}: {len(places)} at once")
        began = time.monotonic()
        with ThreadPoolExecutor(max(1, len(places))) as crowd:
            tasks = [crowd.submit(one, place) for place in places]
            for done, task in enumerate(as_completed(tasks), start=1):
                task.result()
                if done % 5 == 0 or done == len(places):
                    self.say(f"  {done} of {len(places)}")
        self.outcome.walls[what] = time.monotonic() - began

    def start(self, place: Place) -> None:
        """Start a server."""
        place.ready = self.hub.start_server(place.name)

    def look_around(self, place: Place) -> None:
        """Open JupyterLab."""
        began = time.monotonic()
        place.student.look_around()
        place.lab = time.monotonic() - began

    def run(self, place: Place, chapter: str, *, first_alone: bool = False) -> None:
        """Run a chapter, or its first cell alone; the kernels of the chapters before go on."""
        run = place.student.run(chapter, first_alone=first_alone)
        place.runs.append(run)
        for error in run.errors:
            self._note(place, chapter, error)

    def weigh(self, place: Place) -> None:
        """Read what a student's server and kernels take."""
        pid = self.hub.pid_of(place.name)
        running = kernels(pid)
        place.server = usage(pid)
        place.kernels = {run.path: usage(running[run.kernel]) for run in place.runs}

    def _note(self, place: Place, what: str, error: str) -> None:
        place.errors.append(f"{self._now():6.1f} s, {place.name}, {what}: {error}")

    def _now(self) -> float:
        return time.monotonic() - self.began
