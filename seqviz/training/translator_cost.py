"""What a translator costs: parameters, seconds a step and bytes, by the measured rates of recurrent layers."""

from collections.abc import Sequence
from dataclasses import dataclass

from seqviz.config.parameters import GATES
from seqviz.config.seq2seq import Seq2SeqConfig
from seqviz.models.encoders import WIDTH
from seqviz.training.admission import Kind, admit_as
from seqviz.training.cost import BACKWARD, KEPT, LOGITS, RATES, STATES, Cost, Processor
from seqviz.training.devices import choose_device
from seqviz.training.pair_corpora import pair_corpus_of

EXAMINED_AT_ONCE = 200
"""Sentences whose logits an evaluation holds."""
CNN_KEPT = 4
"""Numbers per word and channel that a convolutional layer keeps, its gradient included."""
SIZES = (4, 8, 16, 32, 48, 64, 96, 128, 192, 256, 384)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Of a task: the sizes of its vocabularies, and the tokens of its longest source and target."""

    source_vocabulary: int
    target_vocabulary: int
    source_length: int
    target_length: int


@dataclass(frozen=True, kw_only=True)
class Stack:
    """Recurrent layers, or those of a CNN (``cell`` ``"cnn"``), that read ``length`` positions."""

    cell: str
    reset: str
    inputs: int
    size: int
    layers: int
    directions: int
    length: int

    @property
    def weights(self) -> int:
        """The weights of all layers, without biases."""
        if self.cell == "cnn":
            return WIDTH * self.size * (self.inputs + (self.layers - 1) * self.size)
        above = self.size * self.directions
        per_unit = self.inputs + self.size + (self.layers - 1) * (above + self.size)
        return GATES[self.cell] * self.size * self.directions * per_unit

    @property
    def activations(self) -> int:
        """Numbers per word that a step holds at its peak."""
        units = self.size * self.directions
        if self.cell == "cnn":
            return CNN_KEPT * units * self.layers
        form = (self.cell, self.reset if self.cell == "gru" else "before")
        return units * (KEPT[form] * self.layers + BACKWARD[form])

    def seconds(self, batch: int, processor: Processor) -> float:
        """Forward and backward, for ``batch`` sentences."""
        rates, tokens = RATES[processor], batch * self.length
        products = rates.product * tokens * self.weights
        if self.cell == "cnn":
            return products
        steps, gates = self.length * self.layers * self.directions, GATES[self.cell]
        return (
            products
            + rates.position[self.cell] * steps
            + rates.gate * tokens * self.size * gates * self.layers * self.directions
            + rates.read * steps * gates * self.size**2
        )


def facts_of(config: Seq2SeqConfig) -> Facts:
    """Return what decides the cost of learning the pairs of ``config``; raise their ``Problem``."""
    corpus = pair_corpus_of(config)
    return Facts(
        source_vocabulary=len(corpus.source_vocabulary),
        target_vocabulary=len(corpus.target_vocabulary),
        source_length=int(corpus.training.sources.lengths.max()),
        target_length=int(corpus.training.targets.lengths.max()),
    )


def parameters_of(config: Seq2SeqConfig, facts: Facts) -> int:
    """Count the weights; biases and small things are left out, and a bridge is counted where one stands."""
    encoder, decoder = _stacks(config, facts)
    rows = encoder.layers * encoder.directions
    fits = config.encoder != "cnn" and (rows, encoder.size) == (decoder.layers, decoder.size)
    bridge = 0 if fits else (1 if config.encoder == "cnn" else rows) * encoder.size * decoder.size * decoder.layers
    embeddings = config.embedding_size * (facts.source_vocabulary + facts.target_vocabulary + 1)
    return encoder.weights + decoder.weights + config.decoder_size * facts.target_vocabulary + embeddings + bridge


def translator_cost(config: Seq2SeqConfig, facts: Facts, processor: Processor) -> Cost:
    """Estimate the cost of a config, as if every sentence had the length of the longest."""
    encoder, decoder = _stacks(config, facts)
    output, parameters = config.decoder_size * facts.target_vocabulary, parameters_of(config, facts)
    rates, tokens = RATES[processor], config.batch_size * decoder.length
    seconds = (
        rates.start
        + encoder.seconds(config.batch_size, processor)
        + decoder.seconds(config.batch_size, processor)
        + tokens * (rates.product * output + rates.logit * facts.target_vocabulary)
        + rates.weight * parameters
    )
    at_once = max(config.batch_size, EXAMINED_AT_ONCE / 2)
    words = (
        encoder.activations * encoder.length + (decoder.activations + LOGITS * facts.target_vocabulary) * decoder.length
    )
    return Cost(
        parameters=parameters,
        seconds=seconds,
        held=4.0 * 3 * parameters * (1 + STATES),
        passing=4.0 * (parameters + at_once * words),
    )


def _stacks(config: Seq2SeqConfig, facts: Facts) -> tuple[Stack, Stack]:
    vector = config.decoder_size if config.every_step else 0
    two = config.bidirectional and config.encoder != "cnn"
    encoder = Stack(
        cell=config.encoder, reset=config.reset, inputs=config.embedding_size, size=config.encoder_size,
        layers=config.encoder_layers, directions=1 + two, length=facts.source_length,
    )  # fmt: skip
    decoder = Stack(
        cell=config.decoder, reset=config.reset, inputs=config.embedding_size + vector, size=config.decoder_size,
        layers=config.decoder_layers, directions=1, length=facts.target_length,
    )  # fmt: skip
    return encoder, decoder


TRANSLATORS = Kind(
    sizes={
        "encoder_size": SIZES, "decoder_size": SIZES, "embedding_size": SIZES, "encoder_layers": (1, 2, 3),
        "decoder_layers": (1, 2, 3), "batch_size": (1, 2, 4, 8, 16, 32, 48, 64, 96, 128, 192),
    },
    facts_of=facts_of,
    cost_of=translator_cost,
    devices_of=lambda configs: [choose_device(config.device) for config in configs],
)  # fmt: skip


def admit(configs: Sequence[Seq2SeqConfig]) -> None:
    """Raise a ``Problem`` if the translators would take too long or too much memory, all steps of a round together."""
    admit_as(TRANSLATORS, configs)
