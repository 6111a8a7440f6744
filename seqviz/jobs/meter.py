"""How fast a run trains: steps per second over the last seconds, and the time spent in steps."""

from collections import deque


class Meter:
    """Count steps. Times are seconds of one monotonic clock."""

    def __init__(self, *, window: float = 3.0) -> None:
        self.steps = 0
        self.elapsed = 0.0
        self._window = window
        self._ends: deque[float] = deque()

    def stepped(self, began: float, ended: float) -> None:
        """Count one step."""
        self.steps += 1
        self.elapsed += ended - began
        self._ends.append(ended)
        # Two ends stay however old they are: in slow motion a step may come every ten seconds.
        while len(self._ends) > 2 and self._ends[0] < ended - self._window:
            self._ends.popleft()

    @property
    def rate(self) -> float:
        """Steps per second over the last seconds in which the run made steps; 0 before the second step."""
        if len(self._ends) < 2:
            return 0.0
        return (len(self._ends) - 1) / max(self._ends[-1] - self._ends[0], 1e-9)
