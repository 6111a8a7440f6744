"""What the BLEU page shows, to and from its address."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from seqviz.metrics.tokens import TOKEN_UNITS
from seqviz.records.bleu import Formula, Smoothing, TokenUnit
from seqviz.records.problem import Problem
from seqviz.ui.query import Query

View = Literal["pair", "corpus"]
VIEWS: tuple[View, ...] = get_args(View)
FORMULAS: tuple[Formula, ...] = get_args(Formula)
SMOOTHINGS: tuple[Smoothing, ...] = get_args(Smoothing)
LONGEST_NGRAM = 6
ADDRESS_LIMIT = 600
"""Characters of both texts together that still make a link which every program passes on whole."""

_PRESETS = Path(__file__).parents[3] / "assets" / "presets" / "bleu.toml"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A pair to start from."""

    name: str
    unit: TokenUnit
    prediction: str
    reference: str


@cache
def presets() -> Mapping[str, Preset]:
    """Return the pairs to start from by name, the lecture's first."""
    rows = tomllib.loads(_PRESETS.read_text(encoding="utf-8"))["pair"]
    return {row["name"]: Preset(**row) for row in rows}


@dataclass(frozen=True, kw_only=True)
class BleuSettings:
    """Everything that the address restores.

    ``step`` counts the stops of the assembly line from 0; -1 means that everything is shown at once.
    """

    view: View = "pair"
    prediction: str
    reference: str
    unit: TokenUnit = "words"
    max_n: int = 4
    formula: Formula = "lecture"
    smoothing: Smoothing = "none"
    step: int = 0

    @property
    def preset(self) -> str | None:
        """The preset that this pair still is, or ``None`` for the learner's own."""
        pair = (self.prediction, self.reference, self.unit)
        return next((p.name for p in presets().values() if (p.prediction, p.reference, p.unit) == pair), None)

    @property
    def too_long_for_address(self) -> bool:
        """Whether the texts stay out of the address."""
        return self.preset is None and len(self.prediction) + len(self.reference) > ADDRESS_LIMIT

    def to_query(self) -> dict[str, str]:
        """Return the address of these settings; what is usual is left out."""
        query = {"view": self.view, "k": str(self.max_n), "formula": self.formula, "smoothing": self.smoothing}
        usual = {"view": "pair", "k": "4", "formula": "lecture", "smoothing": "none"}
        query = {key: value for key, value in query.items() if value != usual[key]}
        if self.step:
            query["step"] = "all" if self.step < 0 else str(self.step)
        if self.preset:
            return query | ({} if self.preset == "lecture" else {"pair": self.preset})
        if self.too_long_for_address:
            return query
        return query | {"prediction": self.prediction, "reference": self.reference, "unit": self.unit}


def preset_settings(name: str, settings: BleuSettings | None = None) -> BleuSettings:
    """Return the settings with the pair of a preset, the assembly line at its start."""
    preset = presets()[name]
    settings = settings or BleuSettings(prediction="", reference="")
    return replace(settings, prediction=preset.prediction, reference=preset.reference, unit=preset.unit, step=0)


def settings_from_query(query: Mapping[str, str]) -> tuple[BleuSettings, list[Problem]]:
    """Read an address. What it gets wrong falls back to the usual value, with a problem to tell."""
    asked = Query("bleu", query)
    settings = preset_settings(asked.choice("pair", tuple(presets()), "lecture"))
    if "prediction" in query or "reference" in query:
        settings = replace(
            settings, prediction=query.get("prediction", ""), reference=query.get("reference", ""), unit="words"
        )
    settings = replace(
        settings,
        view=asked.choice("view", VIEWS, "pair"),
        unit=asked.choice("unit", TOKEN_UNITS, settings.unit),
        max_n=asked.whole("k", 1, LONGEST_NGRAM, 4),
        formula=asked.choice("formula", FORMULAS, "lecture"),
        smoothing=asked.choice("smoothing", SMOOTHINGS, "none"),
        step=-1 if query.get("step") == "all" else asked.whole("step", 0, 9999, 0),
    )
    return settings, asked.problems
