"""What a run in a worker process says about itself when somebody asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from seqviz.records.problem import Problem
from seqviz.records.trail import TrailName, TrailNews

RunStatus = Literal[
    "queued",  # every place is taken: it begins, or goes on, by itself when its turn comes
    "starting",  # the worker imports torch and builds the model
    "training",
    "paused",  # by the learner
    "orphaned",  # no page has asked for a few seconds: it waits, and is freed when nobody comes
    "finished",  # by itself
    "diverged",  # the gradient stayed infinite; the last good weights are kept
    "stopped",  # by the learner
    "failed",  # an error in the lesson; the last kept state still answers
    "lost",  # its worker process is gone
    "freed",  # nobody came back, or the page let it go
]
ENDED: frozenset[RunStatus] = frozenset({"finished", "diverged", "stopped", "failed", "lost", "freed"})


@dataclass(frozen=True, kw_only=True)
class WorkNews:
    """How a long piece of work stands that a run was asked for.

    ``share`` is done, ``partial`` the newest piece that came out; with ``done`` it is the whole answer, unless
    ``problem`` says why there is none. ``contestant`` is whom it was asked of, ``None`` for the first.
    """

    work: str
    contestant: str | None = None
    share: float = 0.0
    partial: Any = None
    done: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class Poll:
    """The news of a run since record number ``since``.

    ``records`` are in the order in which they happened; ``last`` is the number of the newest one: the ``since`` of the
    next poll. ``step`` counts finished steps, ``steps_per_second`` is taken over the last seconds, ``elapsed`` is the
    time spent inside training steps in seconds. ``checkpoints`` are the steps whose state is kept. ``description`` is
    what the training said about itself before its first step (``None`` until it is built); ``problem`` says why the
    status is failed, lost or freed.

    ``place`` is the place in the queue, 1 for the next, while the status is queued. ``rested`` says that the run gave
    way to others who were waiting, or to another run of its learner. ``settings`` are the values of what can be changed
    while it trains, contestant -> name -> value: those in force, or those commanded since.
    ``trails`` are the news of the run's trails, where they were asked for; ``work`` is how long pieces of work stand.
    """

    status: RunStatus
    step: int = 0
    records: tuple[Any, ...] = ()
    last: int = 0
    steps_per_second: float = 0.0
    elapsed: float = 0.0
    checkpoints: tuple[int, ...] = ()
    description: Any = None
    problem: Problem | None = None
    place: int | None = None
    rested: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    trails: Mapping[TrailName, TrailNews] = field(default_factory=dict)
    work: tuple[WorkNews, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether no further step can come."""
        return self.status in ENDED
