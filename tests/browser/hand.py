"""A pointer on a page, of real events."""

from .plain_page import PlainPage

Point = tuple[float, float]


class Hand:
    """A pointer on a page: `down`, `to`, `up`."""

    def __init__(self, page: PlainPage, kind: str) -> None:
        self.page, self.kind = page, kind
        self._session = page.page.context.new_cdp_session(page.page)

    def down(self, at: Point) -> None:
        if self.kind == "mouse":
            self.page.page.mouse.move(*at)
            self.page.page.mouse.down()
        else:
            self.touch("touchStart", at)

    def to(self, at: Point, *, steps: int = 1) -> None:
        if self.kind == "mouse":
            self.page.page.mouse.move(*at, steps=steps)
        else:
            self.touch("touchMove", at)
        self.page.wait_for_frame()

    def up(self) -> None:
        if self.kind == "mouse":
            self.page.page.mouse.up()
        else:
            self._session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        self.page.wait_for_frame()

    def drag(self, start: Point, end: Point) -> None:
        """Take what is at one place to another."""
        self.down(start)
        self.to(end)
        self.up()

    def touch(self, kind: str, at: Point) -> None:
        """Send one event of a finger, without waiting for its frame."""
        points = [{"x": at[0], "y": at[1]}]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
