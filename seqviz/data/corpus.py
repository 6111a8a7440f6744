"""A text as training and held-out ids: the split by position and the vocabulary of the training part."""

from dataclasses import dataclass

from seqviz.config.language_model import Unit
from seqviz.data.texts import SourceText
from seqviz.data.vocabulary import Ids, Vocabulary
from seqviz.records.problem import Problem

VALIDATION_LIMIT = 20_000
WORD_LIMIT = 5_000


@dataclass(frozen=True)
class Corpus:
    """Ids of the training part and of the held-out end of one text. The two never overlap."""

    vocabulary: Vocabulary
    training: Ids
    validation: Ids


def build_corpus(source: SourceText, unit: Unit, *, steps: int) -> Corpus:
    """Cut a text for training with windows of ``steps`` tokens.

    The last eighth, at most 20,000 tokens, is held out. The vocabulary knows the training part only (of words the
    5,000 most frequent), so a held-out token may be ``<unk>``, as it would be in use.

    Raises ``Problem`` when the text has one distinct token, or is too short for one window in training.
    """
    tokens = source.tokens(unit)
    held_out = min(len(tokens) // 8, VALIDATION_LIMIT)
    training = tokens[: len(tokens) - held_out]
    needed = steps + 1
    if len(training) < needed or held_out < 2:
        # seven eighths must hold one window, and the held-out eighth one prediction
        raise Problem("texts.too-short", tokens=len(tokens), needed=max(16, -(-needed * 8 // 7) + 1), steps=steps)
    if len(set(training)) < 2:
        raise Problem("texts.one-token", token=training[0])
    vocabulary = Vocabulary.of(training, limit=WORD_LIMIT if unit == "word" else None)
    return Corpus(vocabulary, vocabulary.encode(training), vocabulary.encode(tokens[len(tokens) - held_out :]))
