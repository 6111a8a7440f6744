"""The beam search page as data: what is searched and how, what is looked at, and how its address says so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from seqviz.config import fields
from seqviz.config.fields import choice, coded, number
from seqviz.decoding.comparison import Comparison, compare_searches
from seqviz.decoding.editable import MAX_LENGTH, MAX_TOKENS, EditableTable
from seqviz.decoding.examples import K_EQUALS_N, LECTURE, STOPS_TOO_EARLY
from seqviz.decoding.notation import read_table, write_table
from seqviz.decoding.reshaping import Shaping
from seqviz.decoding.search import greedy_search
from seqviz.decoding.tables import Prefix, TableModel
from seqviz.records.problem import Problem
from seqviz.records.search import Method, Stopping
from seqviz.ui.experiment.search_trees import TranslatorTreeView
from seqviz.ui.experiment.settings import Outline, Settings

FIXED: dict[str, EditableTable] = {
    "lecture": EditableTable.of(LECTURE),
    "k-equals-n": EditableTable.of(K_EQUALS_N),
    "too-early": EditableTable.of(STOPS_TOO_EARLY),
}
Drawn = Literal["greedy", "beam", "exhaustive"]
METHODS: tuple[Method, ...] = get_args(Drawn)
MAX_WIDTH = 10
MAX_ALPHA = 2.0
MAX_SEED = 999_999
COST_SIZES = (2, 3, 4, 5, 8, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
COST_LENGTH = 10
COST_WIDTH = 50
OPENED = "opened"
"""Under this name the session remembers the table whose results are open."""
Cost = tuple[int, int, int]
Screen = Literal["search", "translator", "sample"]


def _fixed(name: str) -> EditableTable:
    if name not in FIXED:
        raise Problem("config.not-an-option", field="table", value=name, options=", ".join(FIXED))
    return FIXED[name]


def fixed_name(table: EditableTable) -> str:
    """Return the name of a fixed table, nothing for any other."""
    return next((name for name, fixed in FIXED.items() if fixed == table), "")


def _step(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= MAX_LENGTH):
        raise Problem("config.out-of-range", field="step", value=text, low=0, high=MAX_LENGTH)
    return int(text)


def _cost(text: str) -> Cost:
    parts = [int(part) if part.isascii() and part.isdecimal() else 0 for part in text.split("-")]
    if len(parts) == 3 and parts[0] in COST_SIZES and 1 <= parts[1] <= COST_LENGTH and 1 <= parts[2] <= COST_WIDTH:
        return parts[0], parts[1], parts[2]
    raise ValueError(text)


@dataclass(frozen=True, kw_only=True)
class BeamConfig:
    """A table and how it is searched: beam width, length exponent, forced prefix, and when the beam stops."""

    table: EditableTable = coded(FIXED["lecture"], _fixed, fixed_name, longest=20)
    k: int = number(2, 1, MAX_WIDTH)
    alpha: float = number(0.75, 0.0, MAX_ALPHA)
    forced: Prefix = coded((), lambda text: tuple(text.split()), " ".join, longest=80, key="prefix")
    stopping: Stopping = choice("bound", Stopping, key="stop")

    def __post_init__(self) -> None:
        """Raise a ``Problem`` when the table is no model, or the width or the forced prefix does not fit it."""
        fields.check(self)
        model = self.model
        if self.k > self.table.sequences:
            raise Problem("beam-search.error.width-over", width=self.k, sequences=self.table.sequences)
        # The cheapest search refuses what no search can start with.
        greedy_search(model, max_length=self.table.length, prefix=self.forced)

    @property
    def model(self) -> TableModel:
        """The model of the table."""
        return self.table.model()

    def compared(self) -> Comparison:
        """Run the three searches."""
        return compare_searches(
            self.model, width=self.k, max_length=self.table.length, alpha=self.alpha, prefix=self.forced,
            stopping=self.stopping,
        )  # fmt: skip

    def to_query(self) -> dict[str, str]:
        """Return the address; a table of the learner's own is written out."""
        query = fields.to_query(self)
        return query if query.get("table") != "" else {**query, **write_table(self.table)}

    @classmethod
    def from_query(cls, query: Mapping[str, str], base: "BeamConfig") -> "tuple[BeamConfig, tuple[Problem, ...]]":
        """Read an address; a table that is none falls back to the usual one."""
        problems: list[Problem] = []
        if "tokens" in query or "rows" in query:
            try:
                table = read_table(query)
                base = replace(base, table=table, k=min(base.k, table.sequences))
            except Problem as problem:
                problems.append(problem)
            query = {name: value for name, value in query.items() if name != "table"}
        config, more = fields.from_query(cls, query, base)
        return config, (*problems, *more)


@dataclass(frozen=True, kw_only=True)
class BeamView(TranslatorTreeView):
    """What the learner looks at.

    ``step`` ``None`` is the end of the search; ``shown`` asks for the results without a prediction; ``cost`` is the
    vocabulary, length and width of the chart of costs. The rest is of the screen that samples: ``top_k`` and ``top_p``
    at their largest cut nothing, ``thrown`` is how often the die of ``seed`` has fallen, ``draws`` how many seeds are
    counted.
    """

    screen: Screen = choice("search", Screen)
    search: Method = choice("beam", Drawn)
    step: int | None = coded(None, _step, str, longest=4)
    shown: bool = coded(False, lambda text: text == "yes", lambda shown: "yes" if shown else "no", longest=20)
    cost: Cost = coded((10_000, 10, 5), _cost, lambda cost: "-".join(map(str, cost)), longest=20)
    temperature: float = number(1.0, 0.05, 5.0)
    top_k: int = number(MAX_TOKENS, 1, MAX_TOKENS)
    top_p: float = number(1.0, 0.05, 1.0)
    seed: int = number(1, 0, MAX_SEED)
    thrown: int = number(0, 0, MAX_LENGTH)
    draws: int = number(200, 10, 2_000)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a search that does not exist, or a number out of range."""
        fields.check(self)

    @property
    def shaping(self) -> Shaping:
        """How the probabilities are reshaped."""
        top_k = self.top_k if self.top_k < MAX_TOKENS else None
        return Shaping(temperature=self.temperature, top_k=top_k, top_p=self.top_p if self.top_p < 1 else None)


def _coupled(settings: Settings[Any, Any], changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Another table begins at the end of its search; where the results are open they stay so."""
    moved = any(name in changes and changes[name] != settings.value(name) for name in ("table", "forced"))
    shown = settings.view.shown or OPENED in settings.memory
    return {"step": None, "shown": shown, "thrown": 0, **changes} if moved else changes


OUTLINE = Outline(
    page="beam-search",
    config=BeamConfig,
    view=BeamView,
    presets={
        "lecture": {"table": FIXED["lecture"]},
        "k-equals-n": {"table": FIXED["k-equals-n"]},
        "too-early": {"table": FIXED["too-early"], "stopping": "leader"},
    },
    labels="beam-search",
    coupled=_coupled,
)
