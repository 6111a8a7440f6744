"""The BLEU page as data: what its address restores, and the pairs to start from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from seqviz.config.fields import check, choice, coded, from_query, number, text, to_query
from seqviz.metrics.edits import read_edit, write_edit
from seqviz.metrics.example_pairs import example_pairs
from seqviz.metrics.guess import Judgement
from seqviz.metrics.tokens import tokenize
from seqviz.records.bleu import Edit, Formula, Smoothing, TokenUnit
from seqviz.records.problem import Problem
from seqviz.records.scoring import CorpusSettings, Origin
from seqviz.ui.experiment.reading import EncodingChoice, encoding_field
from seqviz.ui.experiment.settings import NoView, Outline, Settings

Shown = Literal["pair", "corpus"]
FORMULAS: tuple[Formula, ...] = get_args(Formula)
OWN = "own"
ADDRESS_LIMIT = 600
"""Characters of both texts together that still make a link which every program passes on whole."""

_PAIR = frozenset({"prediction", "reference", "further", "unit"})
_TEXTS = ("prediction", "reference", "further")
USUAL: Mapping[Shown, Mapping[str, Any]] = {
    "pair": {"max_n": 2, "formula": "lecture"},
    "corpus": {"max_n": 4, "formula": "standard"},
}
"""How each view scores at first: a pair where the two formulas differ and neither is 0, a test set as papers do."""


def _step(text: str) -> int:
    if text == "all":
        return -1
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(text)
    return int(text)


def pair_changes(name: str) -> dict[str, Any]:
    """Return the settings behind an example; the assembly line is at its start."""
    pair = example_pairs()[name]
    return {name: getattr(pair, name) for name in _TEXTS} | {"unit": pair.unit, "step": 0}


@dataclass(frozen=True, kw_only=True)
class BleuView:
    """What the page shows.

    ``further`` are further references, one in a line. ``step`` counts the stops of the assembly line from 0; -1 means
    that everything is shown at once. ``edit`` is the change to the prediction that is being tried. ``pasted`` is the
    learner's own test set, ``contestant`` of the learner's translators the one whose outputs are looked at, nothing the
    first.
    """

    view: Shown = choice("pair", Shown)
    prediction: str = ""
    reference: str = ""
    further: str = ""
    unit: TokenUnit = choice("words", TokenUnit)
    max_n: int = number(2, 1, 6, key="k")
    formula: Formula = choice("lecture", Formula)
    smoothing: Smoothing = choice("none", Smoothing)
    step: int = coded(0, _step, lambda step: "all" if step < 0 else str(step), longest=4)
    edit: Edit | None = coded(None, read_edit, write_edit, longest=80)
    test_set: Origin = choice("sample", Origin)
    pasted: str = ""
    encoding: EncodingChoice = encoding_field()
    contestant: str = text(longest=20)

    def __post_init__(self) -> None:
        check(self)

    @property
    def pair(self) -> str:
        """The example that these texts still are, whatever counts as a token of them, or ``OWN``."""
        texts = self._texts
        return next(
            (name for name, pair in example_pairs().items() if [getattr(pair, n) for n in _TEXTS] == texts), OWN
        )

    @property
    def references(self) -> tuple[str, ...]:
        """All references, empty ones too."""
        return self.reference, *(self.further.split("\n") if self.further else ())

    @property
    def tokens(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The tokens of the prediction and of each reference."""
        return tokenize(self.prediction, self.unit), tuple(tokenize(text, self.unit) for text in self.references)

    @property
    def joint(self) -> str:
        """What stands between two tokens of a text."""
        return "" if self.unit == "characters" else " "

    @property
    def too_long_for_address(self) -> bool:
        """Whether the texts stay out of the address."""
        return self.pair == OWN and sum(map(len, self._texts)) > ADDRESS_LIMIT

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
            query |= {"further": self.further} if self.further else {}
        usual = BleuView(unit="words" if pair == OWN else example_pairs()[pair].unit, **USUAL[self.view])
        return query | to_query(self, base=usual)

    @classmethod
    def from_query(cls, query: Mapping[str, str], base: "BleuView") -> tuple["BleuView", tuple[Problem, ...]]:
        """Read an address. Texts that are too long for one are those of ``base``, if it still has them."""
        problems: tuple[Problem, ...] = ()
        if any(name in query for name in _TEXTS):
            texts: dict[str, Any] = {name: query.get(name, "") for name in _TEXTS}
            base = replace(base, **texts, unit="words")
        elif query.get("pair") != OWN or not base.too_long_for_address:
            name = query.get("pair", "lecture")
            if name not in example_pairs():
                problems = (_no_pair(name),)
            base = replace(base, **pair_changes(name if name in example_pairs() else "lecture"))
        if query.get("view") == "corpus":
            base = replace(base, **USUAL["corpus"])
        view, others = from_query(cls, query, base)
        return view, (*problems, *others)

    @property
    def _texts(self) -> list[str]:
        return [getattr(self, name) for name in _TEXTS]


def _no_pair(name: str) -> Problem:
    if name == OWN:
        return Problem("bleu.link.lost", limit=ADDRESS_LIMIT)
    return Problem("config.not-an-option", field="pair", value=name, options=", ".join(example_pairs()))


BleuSettings = Settings[NoView, BleuView]


@dataclass
class BleuMemory:
    """What the page remembers of this session and no link restores.

    ``typed`` are the latest guesses of p_n, ``said`` is what to say about the newest; ``place`` and ``token`` are what
    the next edit would change or append; ``several`` says that further references are wanted; ``sentence`` is the
    held-out sentence whose translations are shown.
    """

    playing: bool = False
    moved_at: float = 0.0
    said: Judgement | Problem | None = None
    typed: dict[int, str] = field(default_factory=dict)
    place: int = 0
    token: str = ""
    several: bool = False
    sentence: int = 0


def memory_of(settings: BleuSettings) -> BleuMemory:
    """Return what this session remembers."""
    found: BleuMemory = settings.memory.setdefault("bleu", BleuMemory())
    return found


def _coupled(settings: BleuSettings, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Score as the chosen view does. Another pair forgets the guesses and the edit that belonged to the old one."""
    memory_of(settings).said = None
    if (view := changes.get("view", settings.view.view)) != settings.view.view:
        changes = {**USUAL[view], **changes}
    if any(getattr(settings.view, name) != value for name, value in changes.items() if name in _PAIR):
        memory_of(settings).typed.clear()
        settings.guesses = {subject: guess for subject, guess in settings.guesses.items() if subject == "set"}
        return {"edit": None, **changes}
    return changes


BLEU = Outline(page="bleu", config=NoView, view=BleuView, labels="bleu", coupled=_coupled)
