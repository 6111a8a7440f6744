"""The BLEU page as data: what its address restores, and the pairs to start from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from seqviz.config.fields import check, choice, coded, from_query, number, to_query
from seqviz.metrics.guess import Judgement
from seqviz.metrics.tokens import tokenize
from seqviz.records.bleu import Edit, EditKind, Formula, Smoothing, TokenUnit
from seqviz.records.problem import Problem
from seqviz.records.scoring import CorpusSettings
from seqviz.ui.experiment.settings import NoView, Outline, Settings

Shown = Literal["pair", "corpus"]
Source = Literal["sample", "paste", "file", "two"]
SOURCES: tuple[Source, ...] = get_args(Source)
FORMULAS: tuple[Formula, ...] = get_args(Formula)
EDITS: tuple[EditKind, ...] = get_args(EditKind)
OWN = "own"
ADDRESS_LIMIT = 600
"""Characters of both texts together that still make a link which every program passes on whole."""

_PRESETS = Path(__file__).parents[4] / "assets" / "presets" / "bleu.toml"
_PAIR = frozenset({"prediction", "reference", "unit"})


@dataclass(frozen=True, kw_only=True)
class PairPreset:
    """A pair to start from."""

    name: str
    unit: TokenUnit
    prediction: str
    reference: str

    @property
    def changes(self) -> dict[str, Any]:
        """The settings behind it; the assembly line is at its start."""
        return {"prediction": self.prediction, "reference": self.reference, "unit": self.unit, "step": 0}


@cache
def pair_presets() -> Mapping[str, PairPreset]:
    """Return the pairs to start from by name, the lecture's first."""
    rows = tomllib.loads(_PRESETS.read_text(encoding="utf-8"))["pair"]
    return {row["name"]: PairPreset(**row) for row in rows}


def _step(text: str) -> int:
    if text == "all":
        return -1
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(text)
    return int(text)


def _edit(text: str) -> Edit:
    """Read ``drop-2`` (a place, from 0) or ``append-word``."""
    name, _, what = text.partition("-")
    kind = next((kind for kind in EDITS if kind == name), None)
    if kind == "append":
        return Edit(kind=kind, token=what)
    if kind is None or not (what.isascii() and what.isdecimal()):
        raise ValueError(text)
    return Edit(kind=kind, position=int(what))


def _edit_text(edit: Edit) -> str:
    return f"{edit.kind}-{edit.token if edit.kind == 'append' else edit.position}"


@dataclass(frozen=True, kw_only=True)
class BleuView:
    """What the page shows.

    ``step`` counts the stops of the assembly line from 0; -1 means that everything is shown at once. ``edit`` is the
    change to the prediction that is being tried. ``pasted`` is the learner's own test set.
    """

    view: Shown = choice("pair", Shown)
    prediction: str = ""
    reference: str = ""
    unit: TokenUnit = choice("words", TokenUnit)
    max_n: int = number(4, 1, 6, key="k")
    formula: Formula = choice("lecture", Formula)
    smoothing: Smoothing = choice("none", Smoothing)
    step: int = coded(0, _step, lambda step: "all" if step < 0 else str(step), longest=4)
    edit: Edit | None = coded(None, _edit, _edit_text, longest=80)
    source: Source = choice("sample", Source)
    pasted: str = ""

    def __post_init__(self) -> None:
        check(self)

    @property
    def pair(self) -> str:
        """The preset that this pair still is, or ``OWN``."""
        pair = (self.prediction, self.reference, self.unit)
        return next((p.name for p in pair_presets().values() if (p.prediction, p.reference, p.unit) == pair), OWN)

    @property
    def tokens(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The tokens of prediction and reference."""
        return tokenize(self.prediction, self.unit), tokenize(self.reference, self.unit)

    @property
    def joint(self) -> str:
        """What stands between two tokens of a text."""
        return "" if self.unit == "characters" else " "

    @property
    def too_long_for_address(self) -> bool:
        """Whether the texts stay out of the address."""
        return self.pair == OWN and len(self.prediction) + len(self.reference) > ADDRESS_LIMIT

    @property
    def corpus_settings(self) -> CorpusSettings:
        """How a test set is scored."""
        return CorpusSettings(unit=self.unit, max_n=self.max_n, smoothing=self.smoothing)

    def to_query(self) -> dict[str, str]:
        """Return the address; what is usual is left out."""
        pair = self.pair
        if pair != OWN:
            query = {} if pair == "lecture" else {"pair": pair}
        elif self.too_long_for_address:
            query = {"pair": OWN}
        else:
            query = {"prediction": self.prediction, "reference": self.reference}
        usual = BleuView(unit="words" if pair == OWN else pair_presets()[pair].unit)
        return query | to_query(self, base=usual)

    @classmethod
    def from_query(cls, query: Mapping[str, str], base: "BleuView") -> tuple["BleuView", tuple[Problem, ...]]:
        """Read an address. Texts that are too long for one are those of ``base``, if it still has them."""
        problems: tuple[Problem, ...] = ()
        if "prediction" in query or "reference" in query:
            prediction, reference = query.get("prediction", ""), query.get("reference", "")
            base = replace(base, prediction=prediction, reference=reference, unit="words")
        elif query.get("pair") != OWN or not base.too_long_for_address:
            name = query.get("pair", "lecture")
            if name not in pair_presets():
                problems = (_no_pair(name),)
            base = replace(base, **pair_presets().get(name, pair_presets()["lecture"]).changes)
        view, others = from_query(cls, query, base)
        return view, (*problems, *others)


def _no_pair(name: str) -> Problem:
    if name == OWN:
        return Problem("bleu.link.lost", limit=ADDRESS_LIMIT)
    return Problem("config.not-an-option", field="pair", value=name, options=", ".join(pair_presets()))


BleuSettings = Settings[NoView, BleuView]


@dataclass
class BleuMemory:
    """What the page remembers of this session and no link restores.

    ``typed`` are the latest guesses of p_n, ``said`` is what to say about the newest; ``place`` and ``token`` are what
    the next edit would change or append; ``uploads`` are the files of the test set; ``asked`` knows the hash of what
    each work scored.
    """

    playing: bool = False
    moved_at: float = 0.0
    said: Judgement | Problem | None = None
    typed: dict[int, str] = field(default_factory=dict)
    place: int = 0
    token: str = ""
    uploads: dict[str, bytes | None] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)


def memory_of(settings: BleuSettings) -> BleuMemory:
    """Return what this session remembers."""
    found: BleuMemory = settings.memory.setdefault("bleu", BleuMemory())
    return found


def _coupled(settings: BleuSettings, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Another pair forgets the guesses and the edit that belonged to the old one; what was said of a guess is past."""
    memory_of(settings).said = None
    if any(getattr(settings.view, name) != value for name, value in changes.items() if name in _PAIR):
        memory_of(settings).typed.clear()
        settings.guesses = {subject: guess for subject, guess in settings.guesses.items() if subject == "set"}
        return {"edit": None, **changes}
    return changes


BLEU = Outline(page="bleu", config=NoView, view=BleuView, labels="bleu", coupled=_coupled)
