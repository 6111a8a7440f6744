"""A small model that has just begun to learn, to intervene in."""

from dataclasses import replace

from seqviz.config import LanguageModelConfig
from seqviz.training.language_model import Training

CELLS = [("rnn", "before"), ("gru", "before"), ("gru", "after"), ("lstm", "before")]
SMALL = LanguageModelConfig(hidden_size=16, batch_size=8, steps=12, layers=2, device="cpu")
TEXT = "of the people by the people"


def trained(steps=8, **changes):
    training = Training(replace(SMALL, **changes))
    for _ in range(steps):
        training.train_step()
    return training
