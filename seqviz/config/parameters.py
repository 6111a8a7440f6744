"""How many numbers a language model of stacked recurrent layers has, and how wide a stack of so many numbers may be."""

from dataclasses import replace

from seqviz.config.fields import range_of
from seqviz.config.language_model import LanguageModelConfig

ONE_HOT_LIMIT = 256
"""Vocabularies of so many tokens at most enter one-hot; larger ones through an embedding."""
EMBEDDING_SIZE = 128
GATES = {"rnn": 1, "gru": 3, "lstm": 4}
"""Weighted sums that a unit computes at each step, the candidate's included."""


def parameters_of(config: LanguageModelConfig, vocabulary_size: int) -> int:
    """Count the numbers that training changes, embedding and output layer included."""
    size, gates = config.hidden_size, GATES[config.cell]
    biases = 2 * gates * size * config.layers
    embedding = 0 if vocabulary_size <= ONE_HOT_LIMIT else vocabulary_size * EMBEDDING_SIZE
    weights = recurrent_weights(config, vocabulary_size)
    if config.recurrence == "none":
        weights -= gates * size * size * config.layers
    return embedding + weights + biases + (size + 1) * vocabulary_size


def recurrent_weights(config: LanguageModelConfig, vocabulary_size: int) -> int:
    """Count the weights of all layers on their inputs and on their old states."""
    size = config.hidden_size
    width = vocabulary_size if vocabulary_size <= ONE_HOT_LIMIT else EMBEDDING_SIZE
    return GATES[config.cell] * size * (width + size + (config.layers - 1) * 2 * size)


def matched(config: LanguageModelConfig, parameters: int, vocabulary_size: int) -> LanguageModelConfig:
    """Return the same model with the hidden size that brings it nearest to so many parameters.

    The count grows with the hidden size, so halving the range finds it. Sizes outside the setting's range are not used.
    """
    sizes = range_of(LanguageModelConfig, "hidden_size")
    low, high = int(sizes.low), int(sizes.high)
    while high - low > 1:
        middle = (low + high) // 2
        few = parameters_of(replace(config, hidden_size=middle), vocabulary_size) <= parameters
        low, high = (middle, high) if few else (low, middle)
    tried = [replace(config, hidden_size=size) for size in (low, high)]
    return min(tried, key=lambda one: abs(parameters_of(one, vocabulary_size) - parameters))


def plan_a_parameters(hidden_size: int, vocabulary_size: int, *, layers: int) -> int:
    """Count the numbers of ONE recurrent layer of plain units with a deeper network inside its step ("plan A").

    Behind the unit's own tanh stand ``layers - 1`` further ones of the same size, each with weights and one bias, and
    the last of them is the new state. With one layer it is the plain model itself.
    """
    plain = parameters_of(LanguageModelConfig(cell="rnn", hidden_size=hidden_size), vocabulary_size)
    return plain + (layers - 1) * hidden_size * (hidden_size + 1)
