"""How much is right in many held-out translations: field by field of dates, length by length of sources."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from seqviz.data.pairs.batching import batch_of
from seqviz.data.pairs.date_fields import DateField, date_fields
from seqviz.models.interruption import breathe
from seqviz.models.writing import write_greedily
from seqviz.records.pairs import Pair, Tokens
from seqviz.records.problem import Problem
from seqviz.records.shares import FieldsQuestion, LengthsQuestion, Share, SharesAnswer
from seqviz.training.examination import written_words
from seqviz.training.trained_translator import TrainedTranslator

FIELDS: tuple[DateField, ...] = ("year", "month", "day", "weekday")
PART = 300
"""Sentences that are translated at once."""


def answer_fields(asked: TrainedTranslator, question: FieldsQuestion) -> SharesAnswer:
    """Compare each field of translated dates; raise ``Problem`` for a task without dates."""
    task, *languages = asked.task.split("-")
    if task != "dates":
        raise Problem("seq2seq.error.no-dates")
    language = languages[1]
    references = asked.corpus.pairs.held_out[: question.sentences]
    wanted = [date_fields(pair.target, language) for pair in references]
    found = [date_fields(words, language) for words in _translations(asked, len(references))]
    usual = _most_frequent(asked.corpus.pairs.training, language)

    def share(field: DateField) -> Share:
        right = sum(given.get(field) == told[field] for given, told in zip(found, wanted, strict=True))
        guessed = sum(told[field] == usual[field] for told in wanted)
        return Share(name=field, right=right, count=len(wanted), chance=guessed / len(wanted))

    return SharesAnswer(step=asked.step, shares=tuple(map(share, FIELDS)))


def answer_lengths(asked: TrainedTranslator, question: LengthsQuestion) -> SharesAnswer:
    """Count the translations that are right, for each length of the source without its end token."""
    pairs = asked.corpus.pairs.held_out[: question.sentences]
    counts = Counter(len(pair.source) for pair in pairs)
    translations = _translations(asked, len(pairs))
    right = Counter(
        len(pair.source) for pair, words in zip(pairs, translations, strict=True) if words == pair.target
    )  # fmt: skip
    return SharesAnswer(
        step=asked.step,
        shares=tuple(Share(name=str(length), right=right[length], count=counts[length]) for length in sorted(counts)),
    )


def _translations(asked: TrainedTranslator, count: int) -> Iterator[Tokens]:
    held_out = asked.corpus.held_out
    for first in range(0, count, PART):
        breathe()
        batch = batch_of(held_out, np.arange(first, min(first + PART, count)))
        start = asked.model.encode(asked.on_device(batch.sources), asked.on_device(batch.source_lengths))
        written = write_greedily(asked.model.decoder, start, end=asked.end, most=asked.most_words)
        yield from written_words(written, asked.target_vocabulary)


def _most_frequent(training: Sequence[Pair], language: str) -> dict[DateField, str]:
    counts: dict[DateField, Counter[str]] = {field: Counter() for field in FIELDS}
    for pair in training:
        for field, said in date_fields(pair.target, language).items():
            counts[field][said] += 1
    return {field: counter.most_common(1)[0][0] for field, counter in counts.items()}
