"""The far side of a config: the training object that the worker builds from it. Torch is imported here, if at all."""

import importlib
import logging
import re
import sys
from collections.abc import Mapping
from typing import Any, Protocol

from seqviz.config.contest import Config, Contest
from seqviz.records.problem import Problem

logger = logging.getLogger(__name__)

__all__ = ["Config", "Training", "as_problem", "build", "use_one_thread", "warm_up"]

_ONE_THREAD = "seqviz.training.one_thread"
"""By its name, as trainers are: torch stays out of processes that do without it."""
_NO_MEMORY = re.compile(r"can't allocate memory|not enough memory|out of memory", re.IGNORECASE)


class Training(Protocol):
    """What the training of a contest offers. All calls come from one thread."""

    description: Any
    finished: bool
    landmarks: frozenset[int]
    """Rounds after which the state is worth keeping, whatever the clock says."""

    @property
    def settings(self) -> Mapping[str, Mapping[str, Any]]:
        """For each contestant the values in force of what may change while it trains."""

    def advance(self) -> tuple[Any, ...]:
        """Make one round and say what happened, or keep it for a later report."""

    def report(self) -> tuple[Any, ...]:
        """Say what happened in rounds about which nothing was said yet: the run is about to rest."""

    def set(self, name: str, value: Any, contestant: str | None = None) -> None:
        """Change a setting of one contestant, or of all; a ``Problem`` says why not."""

    def go_on(self, learning_rate: float) -> tuple[Any, ...]:
        """Let whoever has diverged go on from the last good weights at another rate, and say so."""

    def snapshot(self) -> Any:
        """Return a copy of the state that later rounds leave alone."""

    def answer(self, question: Any, snapshot: Any = None, contestant: str | None = None) -> Any:
        """Answer on the current state or on ``snapshot``, for one contestant (``None``: the first).

        What takes long is answered by a generator of (share done, answer so far).
        """


def build(config: "Config | Contest") -> Training:
    """Import the trainers and build the training object."""
    contest = Contest.of(config)
    for experiment in contest.configs:
        importlib.import_module(experiment.trainer)
    use_one_thread()
    training: Training = importlib.import_module(Contest.trainer).Training(contest)
    return training


def warm_up(config: Config) -> None:
    """Make one step of ``config`` and forget it: imports, texts and first calls are then paid for in this process."""
    try:
        build(config).advance()
    except Exception:
        logger.warning("warming up failed", exc_info=True)  # a run will say what is wrong


def use_one_thread() -> None:
    """Keep torch to one thread, where a lesson has brought it into this process.

    Another thread may still be importing torch, which stands in ``sys.modules`` from the first moment: this waits.
    """
    if "torch" in sys.modules:
        importlib.import_module(_ONE_THREAD).use_one_thread()


def as_problem(error: BaseException) -> Problem:
    """Say an error of a lesson in terms that a learner can act on; the worker's log keeps the traceback."""
    if isinstance(error, Problem):
        return error
    logger.error("a lesson failed", exc_info=error)
    # torch's errors are known by name and words: importing torch here would bring it into the server.
    if type(error).__name__ == "OutOfMemoryError" and "CUDA" in str(error):
        return Problem("jobs.gpu-memory")
    named = isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError"
    if named or (isinstance(error, RuntimeError) and _NO_MEMORY.search(str(error))):
        return Problem("jobs.memory")
    return Problem("jobs.broken", error=f"{type(error).__name__}: {error}")
