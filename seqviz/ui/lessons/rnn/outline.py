"""The page as data: an RNN beside the same network without recurrence, and what is asked of its state."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from seqviz.config import LanguageModelConfig
from seqviz.config.fields import choice
from seqviz.ui.experiment.language_model import LanguageModelView, without_effect
from seqviz.ui.experiment.loss_parts import LossPartsView
from seqviz.ui.experiment.machine import MachineView
from seqviz.ui.experiment.settings import Outline
from seqviz.ui.experiment.unit_feature import FindUnitView

Idea = Literal["train", "ladder", "machine", "path", "units", "loss"]


@dataclass(frozen=True, kw_only=True)
class RnnView(MachineView, FindUnitView, LossPartsView):
    """What the address restores besides: the screen."""

    idea: Idea = choice("train", Idea)


WITHOUT_MEMORY = ((("recurrence", "none"),),)
"""The same network with W_hh = 0: same seed, same batches."""

PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "memory": {},
        "deep": {"rivals": ((("layers", "2"),),)},
        "chinese": {"text": "hsk"},
        "own": {"text": "own"},
    }
)

RNN: Outline[LanguageModelConfig, LanguageModelView] = Outline(
    page="rnn",
    config=LanguageModelConfig,
    view=RnnView,
    start=MappingProxyType({"cell": "rnn", "hidden_size": 64, "rivals": WITHOUT_MEMORY}),
    presets=PRESETS,
    groups=MappingProxyType(
        {
            "data": ("text", "unit", "batch_size", "steps", "sampling"),
            "model": ("recurrence", "hidden_size", "layers"),
            "training": ("optimizer", "learning_rate", "clip", "theta", "seed", "device"),
        }
    ),
    useless=without_effect,
)
