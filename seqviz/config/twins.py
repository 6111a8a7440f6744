"""Recipes for twins that differ in clipping alone: what their page starts with, and its presets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

TWINS: Mapping[str, Any] = MappingProxyType(
    {
        "cell": "rnn", "hidden_size": 64, "optimizer": "sgd", "learning_rate": 1.0, "theta": 0.5,
        "stop_when_broken": False, "turn_at": 100, "turn_to": 3.0,
    }
)  # fmt: skip
"""The recipe for the stage; the first preset."""

PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "turn": {},
        "at-once": {"learning_rate": 3.5, "turn_at": 0},
        "hardly": {"learning_rate": 1.5, "turn_at": 0},
        "too-small": {"learning_rate": 3.0, "theta": 0.01, "turn_at": 0},
        "adam": {"optimizer": "adam", "learning_rate": 0.005, "theta": 0.3, "turn_at": 0},
    }
)
"""Preset name to what it sets. The first two break without clipping on each of 20 seeds, clipped on none."""
