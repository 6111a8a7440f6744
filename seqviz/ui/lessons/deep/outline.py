"""The page as data: stacks of one to four layers, made equal in one respect or another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal

from seqviz.config import LanguageModelConfig
from seqviz.config.fields import choice
from seqviz.config.parameters import matched, parameters_of
from seqviz.config.rivals import Rival, rival_of
from seqviz.ui.experiment.language_model import LanguageModelView, without_effect
from seqviz.ui.experiment.loss_parts import LossPartsView
from seqviz.ui.experiment.machine import MachineView
from seqviz.ui.experiment.settings import Outline
from seqviz.ui.experiment.unit_feature import FindUnitView

Idea = Literal["train", "grid", "layers", "units", "plan", "loss"]

VOCABULARY = 28
"""Tokens of the text with which the page begins: the letters, the space and the unknown one."""
DEPTHS = (2, 3, 4)
"""Layers of the rivals; the page's own model has one."""


@dataclass(frozen=True, kw_only=True)
class DeepView(MachineView, FindUnitView, LossPartsView):
    """What the address restores besides: the screen."""

    idea: Idea = choice("train", Idea)


def as_large(base: LanguageModelConfig, depths: tuple[int, ...], vocabulary_size: int) -> tuple[Rival, ...]:
    """Return stacks of these depths whose hidden sizes give them as many parameters as the base has."""
    parameters = parameters_of(base, vocabulary_size)
    stacks = (matched(replace(base, layers=layers), parameters, vocabulary_size) for layers in depths)
    return tuple(rival_of(stack, base) for stack in stacks)


START: Mapping[str, Any] = MappingProxyType(
    {"cell": "rnn", "hidden_size": 128, "learning_rate": 0.003, "looked_at": "b", "shown_layer": 2}
)
"""Settings at which the differences between depths were measured to be larger than those between seeds."""
ONE = LanguageModelConfig(cell="rnn", hidden_size=128, learning_rate=0.003)
EQUAL_PARAMETERS = as_large(ONE, DEPTHS, VOCABULARY)
EQUAL_WIDTH: tuple[Rival, ...] = tuple((("layers", str(layers)),) for layers in DEPTHS)
TWICE = (("learning_rate", "0.006"),)
RATES: tuple[Rival, ...] = (TWICE, EQUAL_PARAMETERS[0], (*EQUAL_PARAMETERS[0], *TWICE))
"""One layer at twice the rate, two layers, and both."""
ONE_LSTM: Mapping[str, Any] = MappingProxyType({"cell": "lstm", "hidden_size": 77, "learning_rate": 0.005})
"""A size that two and three layers can match within a tenth of a percent."""
EQUAL_LSTMS = as_large(LanguageModelConfig(**ONE_LSTM), DEPTHS[:2], VOCABULARY)

PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "parameters": {},
        "width": {"rivals": EQUAL_WIDTH},
        "seconds": {"budget": "seconds", "axis": "seconds"},
        "rate": {"rivals": RATES},
        "lstm": {**ONE_LSTM, "rivals": EQUAL_LSTMS},
        "own": {"text": "own"},
    }
)

DEEP: Outline[LanguageModelConfig, LanguageModelView] = Outline(
    page="deep",
    config=LanguageModelConfig,
    view=DeepView,
    start=MappingProxyType({**START, "rivals": EQUAL_PARAMETERS}),
    presets=PRESETS,
    groups=MappingProxyType(
        {
            "data": ("text", "unit", "batch_size", "steps", "sampling"),
            "model": ("cell", "hidden_size", "layers"),
            "training": ("optimizer", "learning_rate", "clip", "theta", "seed", "device"),
        }
    ),
    useless=without_effect,
)
