"""The page as data: readers from the left, from the right and from both sides, and what they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal

from seqviz.config.contest import Contest
from seqviz.config.fields import check, choice, number, switch, text
from seqviz.config.two_sided import Aim, TwoSidedConfig
from seqviz.ui.experiment.settings import Changes, Outline, Settings

Idea = Literal["fill", "states", "leak", "tag"]
LONGEST_LINE = 120


@dataclass(frozen=True, kw_only=True)
class BidirectionalView:
    """What the address restores besides: the screen, the sentence and its blank.

    ``line`` is the learner's own sentence, empty for the example of the number ``held_out``; ``place`` is what is
    hidden where the line has no blank, negative for the middle; ``padding`` are the tokens behind the end;
    ``bidirectional`` chooses the network whose tags are shown.
    """

    idea: Idea = choice("fill", Idea)
    line: str = text(longest=LONGEST_LINE)
    held_out: int = number(0, 0, 199, key="held-out")
    place: int = number(-1, -1, 199)
    padding: int = number(0, 0, 12)
    bidirectional: bool = switch(True)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` that names the field, its value and its range."""
        check(self)


BidirectionalSettings = Settings[TwoSidedConfig, BidirectionalView]
SMALL: Mapping[str, Any] = MappingProxyType({"hidden_size": 64, "max_steps": 400})
"""What is enough for a few hundred sentences about who is hungry."""
PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "letters": {},
        "characters": {"text": "hsk", "max_steps": 200},
        "hungry-en": {"text": "hungry-en", **SMALL},
        "hungry-zh": {"text": "hungry-zh", **SMALL},
        "leak": {"idea": "leak", "max_steps": 250},
        "tags": {"idea": "tag"},
    }
)


def with_its_sentence(_settings: Settings[Any, Any], changes: Changes) -> Changes:
    """Another text, and another example, begin with a sentence of their own, hidden in its middle."""
    if "text" in changes:
        return {"line": "", "held_out": 0, "place": -1, **changes}
    if "held_out" in changes or "line" in changes:
        return {"place": -1, "line": "", **changes}
    return changes


def run_of(settings: BidirectionalSettings, aim: Aim) -> Contest:
    """Return what is trained for one aim."""
    return Contest.of(replace(settings.config, aim=aim))


BIDIRECTIONAL: Outline[TwoSidedConfig, BidirectionalView] = Outline(
    page="bidirectional",
    config=TwoSidedConfig,
    view=BidirectionalView,
    presets=PRESETS,
    groups=MappingProxyType(
        {
            "data": ("text", "batch_size"),
            "model": ("cell", "hidden_size"),
            "training": ("max_steps", "learning_rate", "seed", "device"),
        }
    ),
    coupled=with_its_sentence,
)
