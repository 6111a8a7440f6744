"""The page of counted models as data: what decides a model, what else the address keeps, what moves with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from seqviz.config.fields import check, choice, number, text
from seqviz.ngrams.config import CountedModel
from seqviz.ngrams.pretraining import FirstText
from seqviz.ngrams.smoothing import Rule
from seqviz.ui.experiment.reading import EncodingChoice, encoding_field
from seqviz.ui.experiment.settings import Outline, Settings

Screen = Literal["count", "sentence", "zipf", "smoothing", "duel", "write", "perplexity", "uses"]
SCREENS: tuple[Screen, ...] = get_args(Screen)
LineName = Literal["context", "sentence", "first", "second", "prefix", "candidates"]
LINES: tuple[LineName, ...] = get_args(LineName)
TableView = Literal["probabilities", "counts"]
OtherText = Literal["suggested", FirstText]
LONGEST_LINE = 300
"""Characters of a sentence that the page scores."""
LONGEST_WRITING = 120
"""Tokens that the model writes at most."""


@dataclass(frozen=True, kw_only=True)
class CountedView:
    """The screen and what is shown there. An empty line stands for the example that goes with the text."""

    screen: Screen = choice("count", Screen)
    seed: int = number(1, 0, 999_999)
    length: int = number(0, 0, LONGEST_WRITING)
    share: float = number(0.5, 0.0, 1.0)
    certainty: float = number(0.25, 0.0, 1.0)
    table: TableView = choice("probabilities", TableView)
    other: OtherText = choice("suggested", OtherText)
    context: str = text(longest=LONGEST_LINE)
    sentence: str = text(longest=LONGEST_LINE)
    first: str = text(longest=LONGEST_LINE)
    second: str = text(longest=LONGEST_LINE)
    prefix: str = text(longest=LONGEST_LINE)
    candidates: str = text(longest=LONGEST_LINE)
    encoding: EncodingChoice = encoding_field()

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a value outside its range."""
        check(self)


PageSettings = Settings[CountedModel, CountedView]


def suit_rule(settings: PageSettings, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Smooth from the screen about smoothing on, and not before, until the learner chooses a rule.

    Without smoothing nearly every number of the later screens would be infinite.
    """
    if "rule" in changes:
        settings.memory["rule-chosen"] = True
    untouched = "rule-chosen" not in settings.memory and settings.config.rule == _suiting(settings.view.screen)
    if untouched and "screen" in changes:
        return {**changes, "rule": _suiting(changes["screen"])}
    return changes


def _suiting(screen: Screen) -> Rule:
    return "kneser-ney" if SCREENS.index(screen) >= SCREENS.index("smoothing") else "none"


LANGUAGE_MODELS = Outline(
    page="language-models",
    config=CountedModel,
    view=CountedView,
    groups={"counted": ("text", "unit", "seed")},
    labels="language-models",
    coupled=suit_rule,
)
