"""What others would print for the same test set: the score of each convention, and how it is computed."""

from dataclasses import dataclass
from typing import Literal

ConventionName = Literal["lecture", "corpus", "sacrebleu", "sacrebleu-zh", "nltk", "nltk-sentences"]


@dataclass(frozen=True, kw_only=True)
class ConventionScore:
    """The score of a test set by one convention, from 0 to 1.

    ``signature`` says how it is computed, in the notation of sacrebleu: fields by name, a bar between them. ``tokens``
    were counted in the predictions. ``smoothed`` precisions were 0 and got another value; ``padded`` n-grams are
    counted in the totals though they do not exist. A mean of sentences counts both over all sentences.
    """

    name: ConventionName
    score: float
    signature: str
    tokens: int
    smoothed: int = 0
    padded: int = 0
