"""The page as data: an RNN beside the same network without recurrence, and what is asked of its state."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from seqviz.config import LanguageModelConfig
from seqviz.config.fields import choice, number, text
from seqviz.ui.experiment.language_model import LanguageModelView, without_effect
from seqviz.ui.experiment.loss_parts import LossPartsView
from seqviz.ui.experiment.machine import MachineView
from seqviz.ui.experiment.settings import Changes, Outline, Settings
from seqviz.ui.experiment.unit_feature import FindUnitView

Idea = Literal["train", "ladder", "machine", "path", "uses", "units", "loss"]
Use = Literal["one-one", "one-many", "level", "president", "aligned", "unaligned"]
"""How many tokens go in and how many words come out; ``level`` and ``president`` are both many to one."""
Reader = Literal["rnn", "none", "both", "gru"]
"""A labelling network: from left to right, without recurrence, in both directions, with gates."""


@dataclass(frozen=True, kw_only=True)
class RnnView(MachineView, FindUnitView, LossPartsView):
    """What the address restores besides: the screen, and on the one of applications which.

    ``reader`` is whose labels are shown, of the learner's ``line``, or of the example of the number ``held_out``.
    """

    idea: Idea = choice("train", Idea)
    use: Use = choice("aligned", Use)
    reader: Reader = choice("rnn", Reader)
    line: str = text(longest=200)
    held_out: int = number(0, 0, 199, key="held-out")


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


def with_its_text(_settings: Settings[Any, Any], changes: Changes) -> Changes:
    """Another application begins with an example of its own: what was written for one may be in the wrong language."""
    return {"line": "", **changes} if "use" in changes else changes


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
    coupled=with_its_text,
    useless=without_effect,
)
