"""What a translation run says: what was built, how it does on held-out sentences, and translations on request."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from seqviz.records.pairs import Pair, Tokens

Part = Literal["held_out", "training"]


@dataclass(frozen=True, kw_only=True)
class TranslationDescription:
    """What a page needs to know about an encoder and a decoder before their first step.

    ``encoder_shape`` and ``decoder_shape`` are (rows, units) of their hidden states; a bridge of ``bridge_parameters``
    numbers stands between them, 0 where none is needed. ``samples`` are the held-out pairs that every evaluation shows.
    """

    device: str
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
    after the reference; ``exact`` the share that is translated greedily word for word, ``bleu`` and ``bleu_2`` the
    standard corpus BLEU up to 4- and 2-grams of these translations, from 0 to 1. ``samples`` are the first of them.
    """

    MEASURED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[tuple[str, ...]] = ("loss", "exact", "bleu", "bleu_2", "tokens_read", "seconds")

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


@dataclass(frozen=True, kw_only=True)
class TranslationQuestion:
    """Translate a sentence that a learner typed."""

    sentence: str


@dataclass(frozen=True, kw_only=True)
class TranslationAnswer:
    """The greedy translation of ``source`` after ``step`` steps; the vocabulary lacks its tokens ``unknown``.

    ``ended`` says whether the decoder wrote the end token, or had to be stopped.
    """

    step: int
    source: Tokens
    unknown: Tokens
    target: Tokens
    ended: bool


@dataclass(frozen=True, kw_only=True)
class ExaminationQuestion:
    """Translate the first ``most`` sentences of a part; answered by a ``TranslationEvaluation``, in pieces."""

    part: Part = "held_out"
    most: int = 2_000


Question = TranslationQuestion | ExaminationQuestion
