"""What a translator is asked, and what it answers: sentences, the teacher, the inside, the vector, examinations."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from seqviz.records.decoding_sweep import ConventionsQuestion, SweepQuestion
from seqviz.records.encodings import EncodingsAnswer, EncodingsQuestion
from seqviz.records.exactness import ExactnessAnswer, ExactnessQuestion
from seqviz.records.exposure import ExposureAnswer, ExposureQuestion
from seqviz.records.outputs import OutputsAnswer, OutputsQuestion
from seqviz.records.padding import PaddingAnswer, PaddingQuestion
from seqviz.records.pairs import Tokens
from seqviz.records.shares import FieldsQuestion, LengthsQuestion, SharesAnswer
from seqviz.records.training import FloatArray, LayerTrace
from seqviz.records.trees import ConventionTreeAnswer, ConventionTreeQuestion, TreeAnswer, TreeQuestion

Part = Literal["held_out", "training"]


@dataclass(frozen=True, kw_only=True)
class TranslationQuestion:
    """Translate sentences that a learner typed, with a beam of ``width`` (1 is greedy) that ranks by log p / L**alpha.

    At most ``MOST_SENTENCES`` at once, so that the training goes on.
    """

    MOST_SENTENCES: ClassVar[int] = 16
    MOST_WIDTH: ClassVar[int] = 16

    sentences: tuple[str, ...]
    width: int = 1
    alpha: float = 0.75


@dataclass(frozen=True, kw_only=True)
class Translation:
    """One translated sentence; the vocabulary lacks the tokens ``unknown`` of ``source``.

    ``ended`` says whether the decoder wrote the end token, which is not part of ``target``, or had to be stopped.
    """

    source: Tokens
    unknown: Tokens
    target: Tokens
    ended: bool
    log_prob: float
    score: float


@dataclass(frozen=True, kw_only=True)
class TranslationAnswer:
    """Translations after ``step`` steps, in the order of the question."""

    step: int
    translations: tuple[Translation, ...]


@dataclass(frozen=True, kw_only=True)
class TeacherQuestion:
    """Let the decoder write ``source`` twice: fed the ``reference``, and fed its own words.

    ``fed`` are (place, word) that the second time are fed by hand instead, counted from 1: what place 0 reads is
    always the beginning.
    """

    source: str
    reference: str
    fed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lane:
    """What a decoder was fed and what it wrote, with the probability of each written word.

    ``expected`` are the probabilities of the reference's words, as far as it goes.
    """

    fed: Tokens
    written: Tokens
    probabilities: tuple[float, ...]
    expected: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class TeacherAnswer:
    """One sentence with the teacher and alone, after ``step`` steps; the end token is part of ``reference``.

    ``first_mistake`` is the first place at which the lane with the teacher departs from the reference; so does the
    other there, unless a word was fed by hand before. ``None`` if there is none. ``top`` are the likeliest words at
    each place of the lane alone.
    """

    step: int
    source: Tokens
    unknown: Tokens
    reference: Tokens
    forced: Lane
    free: Lane
    first_mistake: int | None
    top: tuple[tuple[tuple[str, float], ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnrolledQuestion:
    """Show the encoder and the decoder at every word of a sentence and of its greedy translation.

    Where another sentence is ``given``, the decoder starts from the vector of that one instead.
    """

    sentence: str
    given: str = ""


@dataclass(frozen=True, kw_only=True)
class UnrolledAnswer:
    """Everything inside a translator along one sentence of S tokens and its translation of T, ends counted.

    ``source`` stands in the order in which the encoder reads it. ``encoder`` holds the gates [S, H] of each of its
    layers and directions, none for a CNN; ``vector`` [H] is what the ``decoder`` is given, with gates [T, H].
    ``readings`` is what the decoder would write if the sentence stopped after each word. ``top[t]`` are the likeliest
    words at each place of the target. The vector is that of the sentence ``given``, where there is one.
    """

    step: int
    source: Tokens
    unknown: Tokens
    encoder: tuple[LayerTrace, ...]
    readings: tuple[Tokens, ...]
    vector: FloatArray
    fed: Tokens
    target: Tokens
    decoder: tuple[LayerTrace, ...]
    top: tuple[tuple[tuple[str, float], ...], ...]
    given: str = ""


@dataclass(frozen=True, kw_only=True)
class VectorQuestion:
    """Let the decoder start from a sum of the states of sentences, each (factor, sentence); without any, from zero.

    ``((1, a),)`` is the vector of a; ``((0.5, a), (0.5, b))`` the average; ``((1, a), (-1, c), (1, b))`` arithmetic.
    The second half of its units are then those of the sentence ``second_half``, if there is one, and Gaussian ``noise``
    of this standard deviation is added, the same each time.
    """

    terms: tuple[tuple[float, str], ...] = ()
    second_half: str = ""
    noise: float = 0.0


@dataclass(frozen=True, kw_only=True)
class VectorAnswer:
    """What the decoder writes from a ``vector`` [H] after ``step`` steps, with the probability of each word.

    The end token is counted among the ``probabilities`` where it ``ended``.
    """

    step: int
    vector: FloatArray
    target: Tokens
    ended: bool
    probabilities: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class ExaminationQuestion:
    """Translate the first ``most`` sentences of a part; answered by a ``TranslationEvaluation``, in pieces.

    ``width`` and ``alpha`` are those of a beam; a width of 1 is greedy.
    """

    part: Part = "held_out"
    most: int = 2_000
    width: int = 1
    alpha: float = 0.75


SentenceQuestion = (
    TranslationQuestion | TeacherQuestion | UnrolledQuestion | VectorQuestion | PaddingQuestion | FieldsQuestion
    | LengthsQuestion | EncodingsQuestion | ExposureQuestion | ExactnessQuestion | TreeQuestion
    | ConventionTreeQuestion | OutputsQuestion
)  # fmt: skip
"""What is answered at once."""
SentenceAnswer = (
    TranslationAnswer | TeacherAnswer | UnrolledAnswer | VectorAnswer | PaddingAnswer | SharesAnswer | EncodingsAnswer
    | ExposureAnswer | ExactnessAnswer | TreeAnswer | ConventionTreeAnswer | OutputsAnswer
)  # fmt: skip
LongQuestion = ExaminationQuestion | SweepQuestion | ConventionsQuestion
"""What is answered in pieces."""
Question = SentenceQuestion | LongQuestion
