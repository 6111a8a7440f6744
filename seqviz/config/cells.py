"""An RNN, a GRU and an LSTM of one size, seed and text: all that differs is the cell."""

from seqviz.config.contest import Contest
from seqviz.config.language_model import Cell, LanguageModelConfig

CELLS: tuple[Cell, ...] = ("rnn", "gru", "lstm")
SIZE = 64


def cells_contest(own: LanguageModelConfig) -> Contest:
    """Return the three models of the text, the seed and the device of a config."""
    configs = tuple(
        LanguageModelConfig(
            cell=cell, hidden_size=SIZE, text=own.text, own_text=own.own_text, seed=own.seed, device=own.device
        )
        for cell in CELLS
    )
    return Contest(names=CELLS, configs=configs)
