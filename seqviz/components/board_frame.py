"""What the live board of the laboratory shows: curves, the inside of the cell on one sentence, a sample.

Each part carries a version. A frame names the versions of all its parts, and carries the bodies of those that the
browser cannot have yet; the sender decides which (``to_payload(known=...)``) and sends all of them now and then,
because messages on their way to a browser may be merged, and what was merged away must come again.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from seqviz.components.packed_series import TraceSeries, pack_series

PanelName = Literal["perplexity", "gradient_norm", "parameter_norms", "cell", "next", "unit", "sample"]
PanelKind = Literal["chart", "cell", "next", "unit", "sample"]
PartName = Literal["curves", "probe", "sample"]

CURVE_PANELS: tuple[PanelName, ...] = ("perplexity", "gradient_norm", "parameter_norms")
INSIDE_PANELS: tuple[PanelName, ...] = ("cell", "next", "unit")
WRITING_PANELS: tuple[PanelName, ...] = ("sample",)
ALL_PANELS = CURVE_PANELS + INSIDE_PANELS + WRITING_PANELS
KINDS: Mapping[PanelName, PanelKind] = {
    "perplexity": "chart",
    "gradient_norm": "chart",
    "parameter_norms": "chart",
    "cell": "cell",
    "next": "next",
    "unit": "unit",
    "sample": "sample",
}
"""How the browser draws a panel: the kinds are those of ``frontend/board/kinds.js``."""
BEHIND: Mapping[PanelName, PanelName] = {"parameter_norms": "gradient_norm"}
"""Panels that take turns with another in its place, where a board has both."""

FIRST_UNITS, MOST_UNITS = 16, 48
"""Rows that a band shows first, few enough to be aimed at, and at most: more could not be told apart on a screen."""


@dataclass(frozen=True, kw_only=True)
class GateBand:
    """One gate (or state) of one layer along the probe sentence, one byte per value.

    Parameters
    ----------
    name, symbol
        As the learner reads them: "forget", "F". ``name`` is in the learner's language.
    colour
        Palette name of the gate's meaning, such as ``"forget"``.
    signed
        Whether values run from ``-scale`` to ``scale`` instead of from 0.
    scale
        The magnitude of the strongest colour.
    values
        Units times columns bytes, row by row. Unsigned: 0 to 255 is 0 to ``scale``. Signed: 1 to 255 is
        ``-scale`` to ``scale``, and 128 is 0 exactly.
    """

    name: str
    symbol: str
    colour: str
    signed: bool
    scale: float
    values: bytes

    def __post_init__(self) -> None:
        if not 0 < self.scale < float("inf"):
            raise ValueError(f"scale must be positive and finite, not {self.scale}")

    @classmethod
    def of(
        cls, values: NDArray[Any], *, name: str, symbol: str, colour: str, signed: bool, scale: float = 1.0
    ) -> "GateBand":
        """Quantise ``values`` ``[units, columns]``; what lies beyond the scale takes the strongest colour, NaN is 0."""
        shares = np.nan_to_num(np.asarray(values, dtype=np.float32) / scale, nan=0.0, posinf=1.0, neginf=-1.0)
        levels = 128 + 127 * shares.clip(-1, 1) if signed else 255 * shares.clip(0, 1)
        packed = np.rint(levels).astype(np.uint8).tobytes()
        return cls(name=name, symbol=symbol, colour=colour, signed=signed, scale=scale, values=packed)

    def to_payload(self) -> dict[str, Any]:
        """Return the band as JSON-able values, its bytes in base64."""
        return {
            "name": self.name,
            "symbol": self.symbol,
            "colour": self.colour,
            "signed": self.signed,
            "scale": self.scale,
            "values": b64encode(self.values).decode("ascii"),
        }


@dataclass(frozen=True, kw_only=True)
class ProbeLayer:
    """One layer (or one direction of it) on the probe sentence.

    Parameters
    ----------
    name
        "layer 1", in the learner's language: the text of its tab.
    units
        True numbers of the units that the bands show, in the order of their rows, at most ``MOST_UNITS``. Keep the
        order through a run: rows that change places cannot be read.
    total_units
        How many units the layer has.
    bands
        Gates first, then states, in the lecture's order.
    gradient
        Norm of the loss's total gradient with respect to h_t, one per column; empty to leave the strip out.
    """

    name: str
    units: tuple[int, ...]
    total_units: int
    bands: tuple[GateBand, ...]
    gradient: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.units) <= min(MOST_UNITS, self.total_units):
            raise ValueError(f"{len(self.units)} rows for {self.total_units} units; at most {MOST_UNITS} are shown")
        if not self.bands:
            raise ValueError("a layer needs at least one band")

    def to_payload(self) -> dict[str, Any]:
        """Return the layer as JSON-able values."""
        return {
            "name": self.name,
            "units": self.units,
            "total": self.total_units,
            "bands": [band.to_payload() for band in self.bands],
            "gradient": [finite(value) for value in self.gradient],
        }


@dataclass(frozen=True, kw_only=True)
class LikelyToken:
    """A token that the model expects next, and how surely."""

    token: str
    probability: float


@dataclass(frozen=True, kw_only=True)
class Probe:
    """The inside of the network along one sentence.

    Parameters
    ----------
    version
        Grows whenever anything in the probe changes.
    tokens
        The sentence, character by character or word by word: the shared axis.
    layers
        From the input upwards.
    predictions
        For each column, the likeliest next tokens, best first.
    following
        For each column but the last, the probability of the token that does come next.
    joiner
        What stands between two tokens when the sentence is written out: nothing, or a space between words.
    """

    version: int
    tokens: tuple[str, ...]
    layers: tuple[ProbeLayer, ...]
    predictions: tuple[tuple[LikelyToken, ...], ...] = ()
    following: tuple[float, ...] = ()
    joiner: str = ""

    def __post_init__(self) -> None:
        columns = len(self.tokens)
        if not columns:
            raise ValueError("a probe needs at least one token")
        if self.predictions and len(self.predictions) != columns:
            raise ValueError(f"{len(self.predictions)} predictions for {columns} tokens")
        for layer in self.layers:
            if layer.gradient and len(layer.gradient) != columns:
                raise ValueError(f"{len(layer.gradient)} gradient norms for {columns} tokens")
            for band in layer.bands:
                if len(band.values) != len(layer.units) * columns:
                    raise ValueError(
                        f"band {band.symbol}: {len(band.values)} values for {len(layer.units)} x {columns} cells"
                    )

    def to_payload(self) -> dict[str, Any]:
        """Return the probe as JSON-able values."""
        return {
            "tokens": self.tokens,
            "joiner": self.joiner,
            "layers": [layer.to_payload() for layer in self.layers],
            "following": [finite(probability) for probability in self.following],
            "predictions": [
                [[guess.token, finite(guess.probability)] for guess in guesses] for guesses in self.predictions
            ],
        }


@dataclass(frozen=True, kw_only=True)
class Curves:
    """The live charts' numbers.

    Parameters
    ----------
    version
        Grows with every new point.
    series
        Panel to trace name to axis (``"x"``, ``"y"``) to numbers: they replace those of the figure of that panel.
    hints
        The grey line of a panel where it depends on the numbers ("28 % of steps clipped").
    """

    version: int
    series: Mapping[PanelName, TraceSeries]
    hints: Mapping[PanelName, str]

    def to_payload(self) -> dict[str, Any]:
        """Return the curves as JSON-able values; what is not finite becomes a gap."""
        return {"series": pack_series(self.series), "hints": dict(self.hints)}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What the model writes from a prefix at a temperature. ``text`` is the continuation alone."""

    version: int
    prefix: str
    text: str
    temperature: float

    def to_payload(self) -> dict[str, Any]:
        """Return the sample as JSON-able values."""
        return {"prefix": self.prefix, "text": self.text, "temperature": self.temperature}


@dataclass(frozen=True, kw_only=True)
class BoardFrame:
    """All that the board shows at one moment; a part is ``None`` until the run has made it.

    Parameters
    ----------
    run
        Name of the run: when it changes, the board forgets what it held.
    """

    run: str
    curves: Curves | None = None
    probe: Probe | None = None
    sample: Sample | None = None

    def versions(self) -> dict[PartName, int]:
        """Return the version of each part that exists."""
        parts: dict[PartName, Curves | Probe | Sample | None] = {
            "curves": self.curves, "probe": self.probe, "sample": self.sample,
        }  # fmt: skip
        return {name: part.version for name, part in parts.items() if part is not None}

    def to_payload(self, known: Mapping[PartName, int] | None = None) -> dict[str, Any]:
        """Return the frame as JSON-able values.

        Parameters
        ----------
        known
            Versions that the browser should hold already: those parts go without their bodies.
        """
        payload: dict[str, Any] = {"run": self.run}
        for name, version in self.versions().items():
            part: Curves | Probe | Sample = getattr(self, name)
            body = None if known and known.get(name) == version else part.to_payload()
            payload[name] = {"version": version, "body": body}
        return payload


def finite(value: float | None) -> float | None:
    """Return a number that JSON can say: not finite is a gap."""
    # value - value is 0.0 for finite numbers alone, and cheaper than a call per point.
    return None if value is None or value - value != 0 else float(value)
