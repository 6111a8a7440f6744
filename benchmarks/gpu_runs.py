"""The runs that ``gpu.py`` measures: one text, one configuration, all cells."""

import random
import string
from typing import Any

from seqviz.config import LanguageModelConfig

CELLS = [("rnn", "before"), ("gru", "before"), ("gru", "after"), ("lstm", "before")]
LETTERS = 60_000


def random_text() -> str:
    """Return random letters and spaces: speed does not depend on what the text says."""
    return "".join(random.Random(0).choices(string.ascii_lowercase + " ", k=LETTERS))


TEXT = random_text()


def config_of(cell: str, reset: str, hidden: int, *, device: str, **changes: Any) -> LanguageModelConfig:
    return LanguageModelConfig(
        text="own",
        own_text=TEXT,
        cell=cell,
        reset=reset,
        hidden_size=hidden,
        device=device,
        stop_when_broken=False,  # nothing is to be learnt from random letters
        **changes,
    )


def name_of(cell: str, reset: str) -> str:
    return f"{cell} {reset}" if cell == "gru" else cell
