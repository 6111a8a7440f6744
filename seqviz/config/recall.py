"""Delayed recall: a symbol, distractors, a cue, and then the first symbol is to be named; four models that try it."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from seqviz.config.contest import Contest
from seqviz.config.fields import check, choice, number
from seqviz.config.language_model import Cell

ForgetBias = Literal["plain", "one", "chrono"]

LANES = ("rnn", "gru", "lstm", "chrono")
"""The models that try: three cells as they come, and an LSTM whose gates begin with a long memory."""


@dataclass(frozen=True, kw_only=True)
class RecallView:
    """What a page keeps about recall: the ``delay``, and along which ``example`` gradients are followed."""

    delay: int = number(20, 5, 40)
    example: int = number(0, 0, 999)


@dataclass(frozen=True, kw_only=True)
class RecallConfig:
    """A small recurrent network that learns to name one of so many ``symbols``, ``delay`` tokens after it was read.

    Between them stand ``delay - 1`` distractors, and the last token is the cue.

    ``forget_bias`` is what the gates of an LSTM begin with: as torch draws them (``plain``), the forget gates opened by
    one (``one``), or biases for memories of one to ``delay`` tokens (``chrono``; Tallec and Ollivier 2018). The run
    ends when 95 % of fresh sequences are right, or after ``max_steps``. ``theta`` bounds the gradient norm.

    Measured on 5 seeds with the defaults, steps to 95 %: of the chrono LSTM 150 at delay 10, 200 to 300 at 20, 350
    to 500 at 40; of the plain one 550 to 750 at delay 10, and none at 20. Tokens enter one-hot, with weights of at most
    1/sqrt(H); with eight times these, as an embedding of unit scale would have them, chrono takes about half the steps.
    """

    trainer: ClassVar[str] = "seqviz.training.recall"

    delay: int = number(20, 5, 40)
    symbols: int = number(8, 2, 26)
    cell: Cell = choice("lstm", Cell)
    forget_bias: ForgetBias = choice("plain", ForgetBias)
    hidden_size: int = number(64, 4, 256)
    batch_size: int = number(64, 4, 256)
    learning_rate: float = number(0.005, 1e-5, 10.0)
    theta: float = number(1.0, 1e-3, 100.0)
    max_steps: int = number(800, 10, 10_000)
    seed: int = number(0, 0, 999_999)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` that names the field, its value and its range.

        Raises ``ValueError`` for the bias of a forget gate in a cell that has none.
        """
        check(self)
        if self.cell != "lstm" and self.forget_bias != "plain":
            raise ValueError(f"the cell {self.cell!r} has no forget gate for a bias {self.forget_bias!r}")


def recall_contest(*, delay: int, seed: int) -> Contest:
    """Return the four models, which read the same sequences."""
    base = RecallConfig(delay=delay, seed=seed)
    cells = (replace(base, cell="rnn"), replace(base, cell="gru"), base, replace(base, forget_bias="chrono"))
    return Contest(names=LANES, configs=cells)
