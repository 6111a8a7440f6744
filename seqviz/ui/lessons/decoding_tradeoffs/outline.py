"""The page as data: a translator, and the point at which its ways to decode are looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, get_args

from seqviz.config import Seq2SeqConfig
from seqviz.config.dirt import DirtView
from seqviz.config.fields import check, choice, number, text
from seqviz.jobs.moments import Moment
from seqviz.records.decoding_sweep import MOST_ALPHA, WIDTHS
from seqviz.ui.experiment.search_trees import LONGEST_FORCED
from seqviz.ui.experiment.settings import Outline, Settings

MOMENTS: tuple[Moment, ...] = get_args(Moment)


@dataclass(frozen=True, kw_only=True)
class TradeoffsView(DirtView):
    """The learner's point: beam width and exponent of the length; the moment of training that is looked at.

    ``sentences`` are decoded of the held-out ones. ``tree`` is the one whose search trees are shown, counted from 1,
    0 for none; ``forced_words`` are the words with which its translation must begin.
    """

    k: int = number(5, 1, WIDTHS[-1])
    alpha: float = number(0.75, 0.0, MOST_ALPHA)
    moment: Moment = choice("middle", Moment)
    sentences: int = number(200, 5, 1_000)
    tree: int = number(0, 0, 1_000)
    forced_words: str = text(longest=LONGEST_FORCED)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a number out of range."""
        check(self)

    @property
    def width(self) -> int:
        """The widest beam that is decoded and no wider than k."""
        return max(width for width in WIDTHS if width <= self.k)


TradeoffsSettings = Settings[Seq2SeqConfig, TradeoffsView]

PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "numbers": {},
        "vector": {"every_step": True},
        "sentences": {"pairs": "sentences-zh-en", "max_steps": 1_200},
    }
)

TRADEOFFS: Outline[Seq2SeqConfig, TradeoffsView] = Outline(
    page="decoding-tradeoffs",
    config=Seq2SeqConfig,
    view=TradeoffsView,
    start={"learning_rate": 0.004},
    presets=PRESETS,
    groups=MappingProxyType(
        {
            "model": ("encoder_size", "decoder_size", "every_step", "reverse_source"),
            "decoding": ("sentences",),
            "training": ("learning_rate", "batch_size", "max_steps", "seed"),
        }
    ),
)
