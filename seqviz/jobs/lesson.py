"""The far side of a config: the training object that the worker builds from it. Torch is imported here, if at all."""

import contextlib
import importlib
import logging
import sys
from typing import Any, Protocol

from seqviz.records.problem import Problem

logger = logging.getLogger(__name__)


class Config(Protocol):
    """An experiment: ``trainer`` names the module whose ``Training`` carries it out."""

    @property
    def trainer(self) -> str:
        """A module path, such as ``seqviz.training.language_model``."""


class Training(Protocol):
    """What the trainer module offers. All calls come from one thread."""

    description: Any
    finished: bool

    def advance(self) -> tuple[Any, ...]:
        """Make one optimisation step and say what happened, or keep it for a later report."""

    def report(self) -> tuple[Any, ...]:
        """Say what happened in steps about which nothing was said yet: the run is about to rest."""

    def set(self, name: str, value: Any) -> None:
        """Change a setting that may change while it trains; a ``Problem`` says why not."""

    def snapshot(self) -> Any:
        """Return a copy of the state that later steps leave alone."""

    def answer(self, question: Any, snapshot: Any = None) -> Any:
        """Answer on the current state, or on ``snapshot``."""


def build(config: Config) -> Training:
    """Import the trainer and build its training object."""
    module = importlib.import_module(config.trainer)
    use_one_thread()
    training: Training = module.Training(config)
    return training


def warm_up(config: Config) -> None:
    """Make one step of ``config`` and forget it: imports, texts and first calls are then paid for in this process."""
    try:
        build(config).advance()
    except Exception:
        logger.warning("warming up failed", exc_info=True)  # a run will say what is wrong


def use_one_thread() -> None:
    """Keep torch to one thread: the runs of a worker share a core, the workers share the machine."""
    torch = sys.modules.get("torch")
    if torch is None:
        return
    torch.set_num_threads(1)
    with contextlib.suppress(RuntimeError):  # too late in a process that has used torch before: then it stays as it is
        torch.set_num_interop_threads(1)


def as_problem(error: BaseException) -> Problem:
    """Say an error of a lesson in terms that a learner can act on; the worker's log keeps the traceback."""
    if isinstance(error, Problem):
        return error
    logger.error("a run failed", exc_info=error)
    # torch.OutOfMemoryError is known by name: importing torch here would bring it into the server.
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return Problem("jobs.memory")
    return Problem("jobs.broken", error=f"{type(error).__name__}: {error}")
