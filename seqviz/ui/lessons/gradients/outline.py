"""The page as data: its screens, and the twins that differ in clipping alone."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from seqviz.config import LanguageModelConfig
from seqviz.config.gradients import GradientsView
from seqviz.config.twins import PRESETS, TWINS
from seqviz.ui.experiment.settings import Outline, Settings

GradientSettings = Settings[LanguageModelConfig, GradientsView]

GRADIENTS: Outline[LanguageModelConfig, GradientsView] = Outline(
    page="gradients",
    config=LanguageModelConfig,
    view=GradientsView,
    start=TWINS,
    presets=PRESETS,
    groups=MappingProxyType[str, Any](
        {
            "data": ("batch_size", "steps", "sampling"),
            "model": ("cell", "hidden_size", "layers"),
            "training": ("optimizer", "learning_rate", "theta", "turn_at", "turn_to", "seed", "device"),
        }
    ),
)


def groups_of(settings: GradientSettings) -> Mapping[str, tuple[str, ...]]:
    """Return the settings behind the menu, as far as they have an effect on the screen that is shown."""
    own = {
        "twins": GRADIENTS.groups,
        "product": {"training": ("seed", "device")},
        "reach": {"training": ("seed", "device")},
        "recall": {"training": ("seed",)},
    }
    return own.get(settings.view.screen, {})
