"""The two classifiers that are cut: their layers in order, their contest, and the text that they read."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

from seqviz.config.contest import Contest
from seqviz.config.labelling import LabellingConfig
from seqviz.data.labelled.tasks import labelled_set, tokens_of
from seqviz.jobs.watch import Watch
from seqviz.records.labelling import LabelTask, LayerOutput, LayersAnswer, LayersQuestion
from seqviz.text.catalog import Catalog
from seqviz.ui.lessons.encoder_decoder.outline import CnnLayer, EncoderDecoderView, RnnLayer

Network = Literal["cnn", "rnn"]
NETWORKS: tuple[Network, ...] = get_args(Network)
TASK: LabelTask = "language"
"""In which of six languages is a name written?"""
UNITS = 64
FIRST, STRIDE = 53, 101
"""Held-out names stand in the order of their languages: the next one shown is so many further on."""
SETTINGS: Mapping[Network, Mapping[str, Any]] = MappingProxyType(
    {
        "cnn": {"network": "convolutional", "learning_rate": 0.002},
        "rnn": {"cell": "rnn", "learning_rate": 0.005},
    }
)
LAYERS: Mapping[Network, tuple[str, ...]] = MappingProxyType(
    {
        "cnn": (*get_args(CnnLayer), "softmax"),
        "rnn": (*get_args(RnnLayer), "softmax"),
    }
)
"""What the networks' own outputs are called, in their order."""
POOLED: Mapping[Network, str] = MappingProxyType({"cnn": "maximum", "rnn": "last"})
"""The first layer that no longer knows how long the text is."""
EVERY = 0.5
"""Seconds between two looks at the layers while it trains."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """What is read: ``line`` in ``tokens``; ``truth`` is its label where that is known."""

    line: str
    tokens: tuple[str, ...]
    truth: str | None


def cut_contest() -> Contest:
    """Return both networks, side by side on the same batches."""
    configs = tuple(
        LabellingConfig(task=TASK, hidden_size=UNITS, max_steps=300, **SETTINGS[network]) for network in NETWORKS
    )
    return Contest(names=NETWORKS, configs=configs)


def held_out_line(view: EncoderDecoderView) -> str:
    """Return the held-out name that is read if the learner has written nothing."""
    names = labelled_set(TASK).held_out
    return "".join(names[(FIRST + view.held_out * STRIDE) % len(names)].tokens)


def text_of(view: EncoderDecoderView) -> Text:
    """Return what is read; raise ``Problem`` for a line that is empty."""
    line = view.line or held_out_line(view)
    tokens = tokens_of(TASK, line)
    truth = next((one.labels[0] for one in labelled_set(TASK).held_out if one.tokens == tokens), None)
    return Text(line=line, tokens=tokens, truth=truth)


def language_name(code: str, t: Catalog) -> str:
    """Return what a language is called in the learner's."""
    return t(f"encoder-decoder.language.{code}")


def layers_of(watch: Watch | None, network: Network, text: Text, past: int | None) -> LayersAnswer | None:
    """Return what the layers put out for the text now, or at a kept state; ``None`` while nothing is known."""
    if watch is None:
        return None
    asked = watch.ask("layers", LayersQuestion(text=text.line), network, past=past, every=EVERY)
    known = isinstance(asked.answer, LayersAnswer) and asked.current and asked.answer.tokens == text.tokens
    return asked.answer if known else None


def shown_layers(watch: Watch | None) -> dict[Network, LayersAnswer]:
    """Return the layers that are on the screen."""
    found = {network: watch.asked("layers", network).answer for network in NETWORKS} if watch is not None else {}
    return {network: answer for network, answer in found.items() if isinstance(answer, LayersAnswer)}


def output_of(answer: LayersAnswer | None, name: str) -> LayerOutput | None:
    """Return the output of a layer by its name."""
    return next((layer for layer in answer.layers if layer.name == name), None) if answer is not None else None
