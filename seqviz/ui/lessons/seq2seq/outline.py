"""The page as data: one translator, its tasks, and what may be changed about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from seqviz.config import Seq2SeqConfig
from seqviz.config.contest import Budget
from seqviz.config.fields import check, choice, number, text
from seqviz.config.rivals import Rival, rivals_field
from seqviz.config.seq2seq import D2L
from seqviz.config.translator_presets import COOLDOWN, COPYING, DATES, SLOWER
from seqviz.ui.experiment.reading import EncodingChoice, encoding_field
from seqviz.ui.experiment.settings import Changes, Outline, Settings

LONGEST_SENTENCE = 300
ScreenName = Literal["learn", "inside", "teacher", "swap", "forgets", "together", "fits", "padding"]


@dataclass(frozen=True, kw_only=True)
class Seq2SeqView:
    """What the address restores besides: the screen, and the sentence to translate (empty: the first held-out one).

    ``second`` and ``third`` are the sentences whose vectors are mixed with its own, ``noise`` is what is added to it.
    ``given`` is the sentence whose vector is put in its place; ``fed_word`` is fed by hand at ``fed_place``.
    ``coloured`` is what the dots of the plane are coloured by, empty for what lies together most.
    """

    screen: ScreenName = choice("learn", ScreenName)
    sentence: str = text(longest=LONGEST_SENTENCE)
    second: str = text(longest=LONGEST_SENTENCE)
    third: str = text(longest=LONGEST_SENTENCE)
    given: str = text(longest=LONGEST_SENTENCE)
    fed_place: int = number(0, 0, 100, key="fed-place")
    fed_word: str = text(longest=40, key="fed-word")
    noise: float = number(0.2, 0.0, 1.0)
    rivals: tuple[Rival, ...] = rivals_field(Seq2SeqConfig)
    budget: Budget = choice("steps", Budget)
    coloured: str = text(longest=20)
    encoding: EncodingChoice = encoding_field()

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a sentence too long."""
        check(self)


Seq2SeqSettings = Settings[Seq2SeqConfig, Seq2SeqView]

PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "numbers": {},
        "dates": DATES,
        "sentences": {"pairs": "sentences-zh-en", "max_steps": 1_200, "cooldown": 0.0, **SLOWER},
        "copying": COPYING,
        "book": {**D2L, "cooldown": 0.0},
        "own": {"pairs": "own", "learning_rate": 0.005},
    }
)


def for_its_task(_settings: Settings[Any, Any], changes: Changes) -> Changes:
    """Another task begins with sentences of its own, another sentence without what was changed by hand."""
    if "pairs" in changes:
        changes = {"sentence": "", "second": "", "third": "", **changes}
    return {"given": "", "fed_word": "", **changes} if "sentence" in changes else changes


SEQ2SEQ: Outline[Seq2SeqConfig, Seq2SeqView] = Outline(
    page="seq2seq",
    config=Seq2SeqConfig,
    view=Seq2SeqView,
    start=MappingProxyType({"learning_rate": 0.008, "cooldown": COOLDOWN}),
    presets=PRESETS,
    groups=MappingProxyType(
        {
            "encoder": ("encoder", "encoder_size", "encoder_layers", "bidirectional", "reverse_source"),
            "decoder": ("decoder", "decoder_size", "decoder_layers", "every_step", "reset"),
            "training": (
                "embedding_size", "dropout", "batch_size", "max_steps", "cooldown", "clip", "theta", "seed", "device",
            ),
        }
    ),
    coupled=for_its_task,
    useless=lambda config: config.without_effect,
)  # fmt: skip
