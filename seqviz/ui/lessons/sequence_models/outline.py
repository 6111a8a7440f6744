"""The page as data: five ideas on one series, and what the address keeps of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from seqviz.config.fields import check, choice, number
from seqviz.config.forecast import ForecastConfig
from seqviz.records.forecast import Feedback, Task
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.reading import EncodingChoice, encoding_field
from seqviz.ui.experiment.settings import Changes, Outline, Settings

Idea = Literal["chain", "series", "forecast", "fill", "order"]
DecimalChoice = Literal["auto", "point", "comma"]
DayOrder = Literal["auto", "day", "month", "year"]
ClockChoice = Literal["auto", "written", "utc"]


@dataclass(frozen=True, kw_only=True)
class SequenceView:
    """What the address restores besides the experiment.

    ``k`` is how many steps ahead the drawn forecasts were made, and ``feedback`` what the models read meanwhile. The
    chain rule is about ``length`` steps from step ``at`` on; ``moved`` is the day to which the event is moved. The last
    four say how the learner's file is read, where it does not say so itself.
    """

    idea: Idea = choice("chain", Idea)
    k: int = number(16, 0, 128)
    feedback: Feedback = choice("prediction", Feedback)
    length: int = number(4, 2, 6)
    at: int = number(1001, 0, 19_999)
    moved: int = number(500, 1, 899)
    encoding: EncodingChoice = encoding_field()
    decimal: DecimalChoice = choice("auto", DecimalChoice)
    day_order: DayOrder = choice("auto", DayOrder, key="dates")
    clock: ClockChoice = choice("auto", ClockChoice)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a value outside its range."""
        check(self)


SequenceSettings = Settings[ForecastConfig, SequenceView]


def _coupled(settings: Settings[Any, Any], changes: Changes) -> Changes:
    """A season and an event belong to one series: they start anew with another."""
    moves = changes.get("source", settings.config.source) != settings.config.source
    return {"season": 0, "event": 0, **changes} if moves else changes


SEQUENCE_MODELS = Outline(
    page="sequence-models", config=ForecastConfig, view=SequenceView, labels="sequence-models.setting", coupled=_coupled
)


def experiment_of(settings: SequenceSettings) -> ForecastConfig:
    """Return what the page would train now; an idea that trains nothing cuts the series as a forecast does."""
    idea = settings.view.idea
    return replace(settings.config, task="forecast" if idea == "chain" or idea == "series" else idea)


def idea_and_series(settings: SequenceSettings, t: Catalog) -> None:
    """Draw what the page is about: the idea, and the series that shows it."""
    control(settings, "idea", t, shape="buttons", bare=True, width="content")
    control(settings, "source", t, shape="list", bare=True, width=210)


def groups_of(settings: SequenceSettings) -> Mapping[str, tuple[str, ...]]:
    """Return the settings behind the menu, as far as they have an effect on what is shown."""
    config, idea = settings.config, settings.view.idea
    data = {"stock": config.source == "stocks", "event": config.source in ("ratings", "earthquake")}
    groups = {"data": (*(name for name, there in data.items() if there), "season", "seed")}
    if idea in get_args(Task):
        groups["model"] = ("history", "batch_size", "learning_rate", "max_steps", "device")
    return groups
