"""The pace of a run: training, paused, a number of steps, or slow motion. A pure rule over given times."""

from typing import Any


class Pace:
    """Say when the next step may be made.

    All times are seconds of one monotonic clock, passed in by the caller.
    """

    def __init__(self) -> None:
        self.paused = False
        self._remaining: int | None = None
        self._interval = 0.0
        self._due = 0.0

    def command(self, name: str, value: Any, now: float) -> None:
        """Carry out a command by its name; raise ``ValueError`` for an unknown one, or a value that makes no sense."""
        match name:
            case "pause":
                self.pause()
            case "resume":
                self.resume()
            case "step":
                self.allow(1 if value is None else int(value))
            case "speed":
                self.limit(value, now)
            case _:
                raise ValueError(f"a run knows no command {name!r}")

    @property
    def counted(self) -> bool:
        """Whether a number of steps was allowed that is not used up."""
        return self._remaining is not None

    def pause(self) -> None:
        """Make no further step."""
        self.paused = True
        self._remaining = None

    def resume(self) -> None:
        """Train on without an end."""
        self.paused = False
        self._remaining = None

    def allow(self, steps: int) -> None:
        """Make ``steps`` steps, then pause."""
        if steps < 1:
            raise ValueError(f"a run can be told to make 1 step or more, not {steps}")
        self.paused = False
        self._remaining = steps

    def limit(self, steps_per_second: float | None, now: float) -> None:
        """Make at most so many steps per second (slow motion), or ``None``: as fast as it goes."""
        if steps_per_second is not None and not steps_per_second > 0:
            raise ValueError(f"a speed is a positive number of steps per second, not {steps_per_second}")
        self._interval = 0.0 if steps_per_second is None else 1.0 / steps_per_second
        self._due = min(self._due, now + self._interval)

    def wait(self, now: float) -> float | None:
        """Return the seconds until the next step is due (0: now), or ``None`` while the run is paused."""
        return None if self.paused else max(self._due - now, 0.0)

    def stepped(self, now: float) -> None:
        """Count one step that ended at ``now``."""
        # Counted from when the step was due, not from its end: the time of the step itself must not slow the run.
        self._due = max(self._due + self._interval, now)
        if self._remaining is not None:
            self._remaining -= 1
            if self._remaining == 0:
                self.pause()
