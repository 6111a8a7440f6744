"""The page as data: its screens, and the twins that differ in clipping alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from seqviz.config import LanguageModelConfig
from seqviz.config.fields import check, choice, number
from seqviz.config.gradients import ReachView
from seqviz.ui.experiment.settings import Outline, Settings

Screen = Literal["product", "reach", "twins", "wall", "sweep"]


@dataclass(frozen=True, kw_only=True)
class GradientsView(ReachView):
    """What the address restores besides the twins' settings.

    At step ``turn_at`` of the twins the learning rate is turned to ``turn_to`` (0: never). ``w``, ``b``, ``rate`` and
    ``bound`` are the start, the learning rate and the theta of the descents on the wall, ``radius`` is the ball's.
    """

    screen: Screen = choice("twins", Screen)
    turn_at: int = number(0, 0, 1_000)
    turn_to: float = number(3.0, 1e-5, 10.0)
    w: float = number(4.5, 3.86, 4.98)
    b: float = number(-1.78, -2.72, -1.3)
    rate: float = number(0.5, 0.01, 2.0)
    bound: float = number(0.3, 0.01, 10.0)
    radius: float = number(0.5, 1e-3, 100.0)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a value outside its range."""
        check(self)


GradientSettings = Settings[LanguageModelConfig, GradientsView]

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
"""Preset name to what it sets. The first two break without clipping in at least 19 of 20 seeds, clipped in none."""

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
    }
    return own.get(settings.view.screen, {})
