"""Models that are trained side by side: one run, one seed, the same batches."""

from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol, get_args

from seqviz.records.problem import Problem

Budget = Literal["steps", "seconds", "tokens"]
BUDGETS: tuple[Budget, ...] = get_args(Budget)
MOST_CONTESTANTS = 8


class Config(Protocol):
    """An experiment: ``trainer`` names the module whose ``Training`` carries it out."""

    @property
    def trainer(self) -> str:
        """A module path, such as ``seqviz.training.language_model``."""


@dataclass(frozen=True, kw_only=True)
class Contest:
    """One to eight experiments in lockstep, each under a name of its own; a single model is a contest of one.

    ``budget`` says what is equal after each round: the steps of the contestants, the seconds that they have trained
    (the quicker ones then make more steps), or the tokens that they have read.

    Raises ``Problem`` for no contestant or more than eight, ``ValueError`` for two of one name.
    """

    trainer: ClassVar[str] = "seqviz.training.contest"

    names: tuple[str, ...]
    configs: tuple[Config, ...]
    budget: Budget = "steps"

    def __post_init__(self) -> None:
        if not 1 <= len(self.names) <= MOST_CONTESTANTS:
            raise Problem("config.contestants", count=len(self.names), most=MOST_CONTESTANTS)
        if len(set(self.names)) < len(self.names) or len(self.configs) != len(self.names):
            raise ValueError(f"each contestant needs a name of its own: {self.names}")
        if self.budget not in BUDGETS:
            raise ValueError(f"no budget {self.budget!r}")

    @classmethod
    def of(cls, config: "Config | Contest") -> "Contest":
        """Return the contest that a config is; a single experiment takes part under the empty name."""
        return config if isinstance(config, Contest) else cls(names=("",), configs=(config,))
