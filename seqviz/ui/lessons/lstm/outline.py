"""The page as data: RNN, GRU and LSTM side by side, and what is asked of gates and memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from seqviz.config import LanguageModelConfig
from seqviz.config.fields import choice
from seqviz.ui.experiment.half_life import HalfLifeView
from seqviz.ui.experiment.holding import HoldView
from seqviz.ui.experiment.language_model import LanguageModelView, without_effect
from seqviz.ui.experiment.loss_parts import LossPartsView
from seqviz.ui.experiment.machine import MachineView
from seqviz.ui.experiment.settings import Outline
from seqviz.ui.experiment.unit_feature import FindUnitView

Idea = Literal["train", "machine", "hold", "edit", "remember", "units", "loss"]


@dataclass(frozen=True, kw_only=True)
class LstmView(HoldView, MachineView, FindUnitView, LossPartsView, HalfLifeView):
    """What the address restores besides: the screen."""

    idea: Idea = choice("train", Idea)


CELLS = ((("cell", "gru"),), (("cell", "rnn"),))

PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "cells": {},
        "bias": {"rivals": ((("forget_bias", "2.0"),), (("forget_bias", "-2.0"),))},
        "chinese": {"text": "hsk", "rivals": ()},
        "own": {"text": "own"},
    }
)

LSTM: Outline[LanguageModelConfig, LanguageModelView] = Outline(
    page="lstm",
    config=LanguageModelConfig,
    view=LstmView,
    start=MappingProxyType({"cell": "lstm", "hidden_size": 64, "rivals": CELLS}),
    presets=PRESETS,
    groups=MappingProxyType(
        {
            "data": ("text", "unit", "batch_size", "steps", "sampling"),
            "model": ("forget_bias", "hidden_size", "layers"),
            "training": ("optimizer", "learning_rate", "clip", "theta", "seed", "device"),
        }
    ),
    useless=without_effect,
)
