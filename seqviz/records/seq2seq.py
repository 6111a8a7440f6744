"""What a translation run says by itself: what was built, and how it does on held-out sentences."""

from dataclasses import dataclass, field
from typing import ClassVar

from seqviz.records.pairs import Pair, TokenKind, Tokens


@dataclass(frozen=True, kw_only=True)
class TranslationDescription:
    """What a page needs to know about an encoder and a decoder before their first step.

    ``encoder_shape`` and ``decoder_shape`` are (rows, units) of their hidden states; a bridge of ``bridge_parameters``
    numbers stands between them, 0 where none is needed. The kinds say how each side is cut.
    ``samples`` are the held-out pairs that every evaluation shows.
    """

    device: str
    source_kind: TokenKind
    target_kind: TokenKind
    source_vocabulary_size: int
    target_vocabulary_size: int
    training_pairs: int
    held_out_pairs: int
    encoder_shape: tuple[int, int]
    decoder_shape: tuple[int, int]
    parameters: tuple[str, ...]
    parameter_count: int
    bridge_parameters: int
    samples: tuple[Pair, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class TranslationEvaluation:
    """How ``sentences`` sentences of one part are translated after ``step`` steps.

    ``loss`` is the mean negative log-likelihood in nats over their ``tokens`` real tokens, end tokens counted, each
    after the reference; ``exact`` the share that is translated word for word, greedily or by the beam that was asked
    for, ``bleu`` and ``bleu_2`` the standard corpus BLEU up to 4- and 2-grams of these translations, from 0 to 1.
    ``samples`` are the first of them.
    """

    MEASURED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[tuple[str, ...]] = (
        "sentences", "tokens", "loss", "exact", "bleu", "bleu_2", "tokens_read", "seconds",
    )  # fmt: skip

    step: int
    sentences: int
    tokens: int
    loss: float
    exact: float
    bleu: float
    bleu_2: float
    samples: tuple[Tokens, ...] = field(repr=False)
    contestant: str = ""
    tokens_read: int = 0
    seconds: float = field(default=0.0, compare=False)
