"""What the BLEU page shows, to and from its address."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar, get_args

from seqviz.metrics.tokens import UNITS, Unit
from seqviz.records.bleu import Formula, Smoothing
from seqviz.records.problem import Problem

View = Literal["pair", "corpus"]
VIEWS: tuple[View, ...] = get_args(View)
FORMULAS: tuple[Formula, ...] = get_args(Formula)
SMOOTHINGS: tuple[Smoothing, ...] = get_args(Smoothing)
LONGEST_NGRAM = 6
ADDRESS_LIMIT = 600
"""Characters of both texts together that still make a link which every program passes on whole."""

Name = TypeVar("Name", bound=str)
_PRESETS = Path(__file__).parents[3] / "assets" / "presets" / "bleu.toml"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A pair to start from."""

    name: str
    unit: Unit
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
    unit: Unit = "words"
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
    problems: list[Problem] = []
    pair = _choice(query, "pair", tuple(presets()), "lecture", problems)
    settings = preset_settings(pair)
    if "prediction" in query or "reference" in query:
        settings = replace(
            settings, prediction=query.get("prediction", ""), reference=query.get("reference", ""), unit="words"
        )
    return (
        replace(
            settings,
            view=_choice(query, "view", VIEWS, "pair", problems),
            unit=_choice(query, "unit", UNITS, settings.unit, problems),
            max_n=_number(query, "k", 1, LONGEST_NGRAM, 4, problems),
            formula=_choice(query, "formula", FORMULAS, "lecture", problems),
            smoothing=_choice(query, "smoothing", SMOOTHINGS, "none", problems),
            step=-1 if query.get("step") == "all" else _number(query, "step", 0, 9999, 0, problems),
        ),
        problems,
    )


def _choice(query: Mapping[str, str], key: str, known: tuple[Name, ...], usual: Name, problems: list[Problem]) -> Name:
    asked = query.get(key, usual)
    for name in known:
        if name == asked:
            return name
    problems.append(Problem("bleu.address.choice", name=key, asked=asked[:40], usual=usual))
    return usual


def _number(query: Mapping[str, str], key: str, low: int, high: int, usual: int, problems: list[Problem]) -> int:
    asked = query.get(key, str(usual))
    # isdecimal alone would let other scripts' digits and endless numbers through.
    if asked.isascii() and asked.isdecimal() and len(asked) < 6 and low <= int(asked) <= high:
        return int(asked)
    problems.append(Problem("bleu.address.number", name=key, asked=asked[:40], low=low, high=high, usual=usual))
    return usual
