"""What the beam search page shows, to and from its address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal, get_args

from seqviz.decoding.comparison import Comparison, compare_searches
from seqviz.decoding.editable import MAX_LENGTH, MAX_OVERRIDES, EditableTable, Row
from seqviz.decoding.examples import K_EQUALS_N, LECTURE, STOPS_TOO_EARLY
from seqviz.decoding.search import greedy_search
from seqviz.decoding.tables import Prefix, TableModel
from seqviz.records.problem import Problem
from seqviz.records.search import Method, Stopping
from seqviz.ui.query import Query

Fixed = Literal["lecture", "k-equals-n", "too-early"]
FIXED: dict[Fixed, TableModel] = {"lecture": LECTURE, "k-equals-n": K_EQUALS_N, "too-early": STOPS_TOO_EARLY}
METHODS: tuple[Method, ...] = get_args(Method)
STOPPINGS: tuple[Stopping, ...] = get_args(Stopping)
MAX_WIDTH = 10
MAX_ALPHA = 2.0
COST_SIZES = (2, 3, 4, 5, 8, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
COST_LENGTH = 10
COST_WIDTH = 50
USUAL_COST = (10_000, 10, 5)


@dataclass(frozen=True, kw_only=True)
class BeamSettings:
    """Everything that the address restores; ``step`` ``None`` is the end of the search."""

    table: EditableTable
    width: int = 2
    alpha: float = 0.75
    forced: Prefix = ()
    stopping: Stopping = "bound"
    search: Method = "beam"
    step: int | None = None
    shown: bool = False
    cost_n: int = 10_000
    cost_length: int = 10
    cost_k: int = 5

    @property
    def preset(self) -> Fixed | None:
        """The fixed table that this still is."""
        return next((name for name, model in FIXED.items() if EditableTable.of(model) == self.table), None)

    @property
    def cost(self) -> tuple[int, int, int]:
        """Vocabulary, length and width of the chart of costs."""
        return self.cost_n, self.cost_length, self.cost_k

    def checked(self) -> TableModel:
        """Return the model of the table; raise a ``Problem`` when it, the width or the forced prefix does not fit."""
        model = self.table.model()
        sequences = len(model.vocabulary) ** self.table.length
        if self.width > sequences:
            raise Problem("beam-search.error.width-over", width=self.width, sequences=sequences)
        # The cheapest search refuses what no search can start with.
        greedy_search(model, max_length=self.table.length, alpha=self.alpha, prefix=self.forced)
        return model

    def compared(self) -> Comparison:
        """Run the three searches."""
        return compare_searches(
            self.checked(), width=self.width, max_length=self.table.length, alpha=self.alpha, prefix=self.forced,
            stopping=self.stopping,
        )  # fmt: skip

    def to_query(self) -> dict[str, str]:
        """Return the address of these settings; what is usual is left out."""
        preset = self.preset
        query: dict[str, str] = {} if preset == "lecture" else {"table": preset} if preset else table_query(self.table)
        if self.width != 2:
            query["k"] = str(self.width)
        if self.alpha != 0.75:
            query["alpha"] = f"{self.alpha:g}"
        if self.forced:
            query["prefix"] = " ".join(self.forced)
        if self.stopping != "bound":
            query["stop"] = self.stopping
        if self.search != "beam":
            query["search"] = self.search
        if self.cost != USUAL_COST:
            query["cost"] = "-".join(map(str, self.cost))
        if self.shown:
            query["shown"] = "yes"
            if self.step is not None:
                query["step"] = str(self.step)
        return query


def table_query(table: EditableTable) -> dict[str, str]:
    """Return a table as it stands in the address: cells joined by ``_``, rows by ``~``, prefixes as places."""
    query = {"tokens": " ".join(table.vocabulary), "rows": "~".join(_row_text(row) for row in table.steps)}
    if table.overrides:
        query["after"] = "~".join(
            "-".join(str(table.vocabulary.index(token)) for token in prefix) + "_" + _row_text(row)
            for prefix, row in table.overrides
        )
    return query if table.ends else query | {"ends": "no"}


def settings_from_query(query: Mapping[str, str]) -> tuple[BeamSettings, tuple[Problem, ...]]:
    """Read an address. What it gets wrong falls back to the usual value, with a problem to tell."""
    asked = Query("beam-search", query)
    table = _table(asked)
    cost_n, cost_length, cost_k = _cost(asked)
    settings = BeamSettings(
        table=table,
        width=asked.whole("k", 1, MAX_WIDTH, 2),
        alpha=asked.number("alpha", 0, MAX_ALPHA, 0.75),
        stopping=asked.choice("stop", STOPPINGS, "bound"),
        search=asked.choice("search", METHODS, "beam"),
        forced=tuple(query.get("prefix", "").split()),
        shown=query.get("shown") == "yes",
        cost_n=cost_n,
        cost_length=cost_length,
        cost_k=cost_k,
    )
    if "step" in query:
        settings = replace(settings, step=asked.whole("step", 0, MAX_LENGTH, table.length))
    for fallback in ({}, {"forced": ()}, {"width": 2, "forced": ()}, {"width": 1, "forced": ()}):
        try:
            candidate = replace(settings, **fallback)
            candidate.checked()
        except Problem as problem:
            asked.problems.append(problem)
        else:
            return candidate, tuple(asked.problems)
    return BeamSettings(table=EditableTable.of(LECTURE)), tuple(asked.problems)


def _table(asked: Query) -> EditableTable:
    usual = EditableTable.of(FIXED[asked.choice("table", tuple(FIXED), "lecture")])
    if "tokens" not in asked.values and "rows" not in asked.values:
        return usual
    try:
        table = _parsed_table(asked.values)
        table.model()
    except Problem as problem:
        asked.problems.append(problem)
        return usual
    return table


def _cost(asked: Query) -> tuple[int, int, int]:
    text = asked.values.get("cost")
    if text is None:
        return USUAL_COST
    parts = [int(part) if part.isascii() and part.isdecimal() and len(part) < 6 else 0 for part in text.split("-")]
    if len(parts) == 3 and parts[0] in COST_SIZES and 1 <= parts[1] <= COST_LENGTH and 1 <= parts[2] <= COST_WIDTH:
        return parts[0], parts[1], parts[2]
    usual = "-".join(map(str, USUAL_COST))
    asked.problems.append(Problem("beam-search.address.choice", name="cost", asked=text[:40], usual=usual))
    return USUAL_COST


def _parsed_table(query: Mapping[str, str]) -> EditableTable:
    vocabulary = tuple(query.get("tokens", "").split())
    overrides: list[tuple[Prefix, Row]] = []
    for text in islice(filter(None, query.get("after", "").split("~")), MAX_OVERRIDES + 1):
        places, _, cells = text.partition("_")
        overrides.append((_prefix(places, vocabulary), _cells(cells, after=places)))
    rows = query.get("rows", "").split("~") if query.get("rows") else []
    if len(rows) > MAX_LENGTH:
        raise Problem("beam-search.error.length-range", got=len(rows), most=MAX_LENGTH)
    return EditableTable(
        vocabulary=vocabulary, steps=tuple(_cells(text, step=step) for step, text in enumerate(rows, start=1)),
        overrides=tuple(overrides), ends=query.get("ends") != "no",
    )  # fmt: skip


def _prefix(places: str, vocabulary: tuple[str, ...]) -> Prefix:
    try:
        return tuple(vocabulary[int(place)] for place in places.split("-"))
    except (ValueError, IndexError):
        raise Problem("beam-search.error.unknown-token", token=places[:40], after=places[:40]) from None


def _cells(text: str, **where: object) -> Row:
    try:
        return tuple(float(cell) for cell in text[:400].split("_"))
    except ValueError:
        raise Problem("beam-search.error.not-a-number", **where) from None


def _row_text(row: Row) -> str:
    return "_".join(f"{cell:.10g}" for cell in row)
