"""The page as data: one translator, its tasks, and what may be changed about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from seqviz.config import Seq2SeqConfig
from seqviz.config.fields import check, text
from seqviz.ui.experiment.reading import EncodingChoice, encoding_field
from seqviz.ui.experiment.settings import Outline, Settings

LONGEST_SENTENCE = 300


@dataclass(frozen=True, kw_only=True)
class Seq2SeqView:
    """What the address restores besides: the sentence to translate, empty for the first held-out one."""

    sentence: str = text(longest=LONGEST_SENTENCE)
    encoding: EncodingChoice = encoding_field()

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a sentence too long."""
        check(self)


Seq2SeqSettings = Settings[Seq2SeqConfig, Seq2SeqView]

SLOWER: Mapping[str, Any] = MappingProxyType({"learning_rate": 0.004})
"""Dates learn no faster at a greater rate, and less evenly."""
PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "numbers": {},
        "dates": {"pairs": "dates-en-zh", **SLOWER},
        "dates-vector": {"pairs": "dates-en-zh", "every_step": True, **SLOWER},
        "sentences": {"pairs": "sentences-zh-en", "max_steps": 1_200, **SLOWER},
        "own": {"pairs": "own"},
    }
)


def without_effect(config: Seq2SeqConfig) -> frozenset[str]:
    """Return the settings that change nothing about such a translator."""
    return config.without_effect


SEQ2SEQ: Outline[Seq2SeqConfig, Seq2SeqView] = Outline(
    page="seq2seq",
    config=Seq2SeqConfig,
    view=Seq2SeqView,
    presets=PRESETS,
    groups=MappingProxyType(
        {
            "encoder": ("encoder", "encoder_size", "encoder_layers", "bidirectional", "reverse_source"),
            "decoder": ("decoder", "decoder_size", "decoder_layers", "every_step", "reset"),
            "training": ("embedding_size", "dropout", "batch_size", "max_steps", "clip", "theta", "seed", "device"),
        }
    ),
    useless=without_effect,
)
