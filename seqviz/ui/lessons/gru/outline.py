"""The page as data: an RNN beside a GRU, and what is asked of the gates."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from seqviz.config import LanguageModelConfig
from seqviz.config.fields import choice
from seqviz.ui.experiment.holding import HoldView
from seqviz.ui.experiment.language_model import LanguageModelView, without_effect
from seqviz.ui.experiment.loss_parts import LossPartsView
from seqviz.ui.experiment.machine import MachineView
from seqviz.ui.experiment.settings import Outline
from seqviz.ui.experiment.unit_feature import FindUnitView

Idea = Literal["train", "machine", "hold", "extremes", "edit", "units", "loss"]
ExtremeName = Literal["frozen", "rnn", "fresh"]


@dataclass(frozen=True, kw_only=True)
class GruView(HoldView, MachineView, FindUnitView, LossPartsView):
    """What the address restores besides: the screen, and the extreme that is shown on it."""

    idea: Idea = choice("train", Idea)
    extreme: ExtremeName = choice("rnn", ExtremeName)


OTHER_RESET = ((("reset", "after"),),)
"""The same model with the reset gate of torch: same seed, same batches."""

PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "cells": {},
        "reset": {"rivals": OTHER_RESET},
        "chinese": {"text": "hsk", "rivals": ()},
        "own": {"text": "own"},
    }
)

GRU: Outline[LanguageModelConfig, LanguageModelView] = Outline(
    page="gru",
    config=LanguageModelConfig,
    view=GruView,
    start=MappingProxyType(
        {
            "cell": "gru", "hidden_size": 64, "gate": "reset",
            "rivals": ((("cell", "rnn"),),),
        }
    ),
    presets=PRESETS,
    groups=MappingProxyType(
        {
            "data": ("text", "unit", "batch_size", "steps", "sampling"),
            "model": ("reset", "hidden_size", "layers"),
            "training": ("optimizer", "learning_rate", "clip", "theta", "seed", "device"),
        }
    ),
    useless=without_effect,
)  # fmt: skip
