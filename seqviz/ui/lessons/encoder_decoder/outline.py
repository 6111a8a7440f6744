"""The page as data: its screens, the pair that is plugged together, and the pairs that race."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from seqviz.config import Seq2SeqConfig
from seqviz.config.contest import Budget
from seqviz.config.fields import check, choice, number, text
from seqviz.config.rivals import Rival, rivals_field
from seqviz.ui.experiment.settings import Outline, Settings

Screen = Literal["cut", "plug", "race"]
CnnLayer = Literal["embedding", "filters-1", "filters-2", "maximum", "scores"]
RnnLayer = Literal["embedding", "states", "last", "scores"]
"""The layers behind which a network may be cut, as their outputs are called; softmax comes last."""
LONGEST = 60
"""Characters of a name that a learner types."""
EXAMPLES = 500
"""Held-out names that one may go through."""


@dataclass(frozen=True, kw_only=True)
class EncoderDecoderView:
    """What the address restores besides the pair: the screen, and its rivals in the race.

    ``cut_cnn`` and ``cut_rnn`` are the layers before the cut, of two networks that read the learner's ``line``, or
    the example of the number ``held_out``.
    """

    screen: Screen = choice("cut", Screen)
    line: str = text(longest=LONGEST)
    held_out: int = number(0, 0, EXAMPLES - 1, key="held-out")
    cut_cnn: CnnLayer = choice("maximum", CnnLayer, key="cut-cnn")
    cut_rnn: RnnLayer = choice("last", RnnLayer, key="cut-rnn")
    rivals: tuple[Rival, ...] = rivals_field(Seq2SeqConfig)
    budget: Budget = choice("steps", Budget)
    axis: Budget = choice("steps", Budget)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a value outside its range."""
        check(self)


EncoderDecoderSettings = Settings[Seq2SeqConfig, EncoderDecoderView]

VECTOR: tuple[Rival, ...] = ((("every_step", "on"),),)
"""The same pair with the vector at every step."""
CNN: tuple[Rival, ...] = ((("encoder", "cnn"), ("encoder_layers", "3")),)
NUMBERS: Mapping[str, Any] = MappingProxyType({"screen": "race", "pairs": "numbers-en-fr"})
PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "vector": {"screen": "race"},
        "cnn": {**NUMBERS, "rivals": CNN},
        "lstm": {**NUMBERS, "rivals": ((("encoder", "lstm"), ("decoder", "lstm")),)},
        "both-ways": {**NUMBERS, "rivals": ((("bidirectional", "on"), ("encoder_size", "64")),)},
        "reversed": {"screen": "race", "pairs": "copying", "rivals": ((("reverse_source", "on"),),), "max_steps": 600},
    }
)

ENCODER_DECODER: Outline[Seq2SeqConfig, EncoderDecoderView] = Outline(
    page="encoder-decoder",
    config=Seq2SeqConfig,
    view=EncoderDecoderView,
    start=MappingProxyType(
        {"pairs": "dates-en-zh", "learning_rate": 0.004, "max_steps": 300, "rivals": VECTOR}
    ),
    presets=PRESETS,
    groups=MappingProxyType(
        {
            "encoder": ("encoder", "encoder_size", "encoder_layers", "bidirectional", "reverse_source"),
            "decoder": ("decoder", "decoder_size", "decoder_layers", "every_step", "reset"),
            "training": (
                "embedding_size", "dropout", "batch_size", "teacher_forcing", "max_steps", "clip", "theta", "seed",
                "device",
            ),
        }
    ),
    useless=lambda config: config.without_effect,
)  # fmt: skip


def groups_of(settings: EncoderDecoderSettings) -> Mapping[str, tuple[str, ...]]:
    """Return the settings behind the menu, as far as they have an effect on the screen that is shown."""
    return ENCODER_DECODER.groups if settings.view.screen == "race" else {}
