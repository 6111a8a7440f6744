"""The laboratory as data."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from seqviz.config import LanguageModelConfig
from seqviz.config.published import BOOKS_RUN
from seqviz.ui.experiment.language_model import LanguageModelView, without_effect
from seqviz.ui.experiment.settings import Outline

PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "lincoln": {},
        "cells": {"hidden_size": 64, "rivals": ((("cell", "gru"),), (("cell", "rnn"), ("learning_rate", "0.002")))},
        "chinese": {"text": "hsk", "cell": "gru"},
        "explodes": {
            "cell": "rnn", "hidden_size": 64, "optimizer": "sgd", "learning_rate": 3.5, "clip": False, "theta": 0.5,
            "rivals": ((("clip", "on"),),),
        },
        "book": {"cell": "gru", **BOOKS_RUN},
        "own": {"text": "own"},
    }
)  # fmt: skip
"""Preset name to what it sets; the third recipe breaks on each of 20 seeds, its clipped twin on none."""


LAB: Outline[LanguageModelConfig, LanguageModelView] = Outline(
    page="lab",
    config=LanguageModelConfig,
    view=LanguageModelView,
    presets=PRESETS,
    groups=MappingProxyType[str, Any](
        {
            "data": ("text", "unit", "max_tokens", "batch_size", "steps", "sampling"),
            "model": ("cell", "reset", "hidden_size", "layers"),
            "training": ("optimizer", "learning_rate", "clip", "theta", "seed", "device"),
        }
    ),
    useless=without_effect,
)
