"""Pairs to start from: a prediction and a reference each, written for this course."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from seqviz.records.bleu import TokenUnit

_PAIRS = Path(__file__).parents[2] / "assets" / "presets" / "bleu.toml"


@dataclass(frozen=True, kw_only=True)
class ExamplePair:
    """A pair, what counts as a token of it, and its ``further`` references, one in a line."""

    name: str
    unit: TokenUnit
    prediction: str
    reference: str
    further: str = ""


@cache
def example_pairs() -> Mapping[str, ExamplePair]:
    """Return the pairs by name, the lecture's first."""
    rows = tomllib.loads(_PAIRS.read_text(encoding="utf-8"))["pair"]
    return {row["name"]: ExamplePair(**row) for row in rows}
