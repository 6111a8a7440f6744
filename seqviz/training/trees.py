"""The search trees of a translator for one sentence, free or with the first words forced."""

from seqviz.decoding.model import SearchProblem
from seqviz.decoding.search import LIMIT, beam_search, exact_search, greedy_search
from seqviz.records.trees import TreeAnswer, TreeQuestion
from seqviz.training.trained_translator import TrainedTranslator

EXACT_LIMIT = 12_000
"""Candidates that an exact search may score for a tree: more cannot be looked at, and training waits meanwhile."""


def answer_trees(asked: TrainedTranslator, question: TreeQuestion) -> TreeAnswer:
    """Return the three searches of a sentence.

    Raises the ``Problem`` of its source, of forced words that the decoder does not know or cannot begin with, and of a
    beam so wide that its tree would have more than ``LIMIT`` candidates.
    """
    source = asked.source(question.sentence)
    model, longest, alpha, forced = (
        asked.writing(asked.start([source])),
        asked.most_words,
        question.alpha,
        question.forced,
    )
    words = len(model.vocabulary)
    if question.width * words * longest > LIMIT:
        raise SearchProblem("decoding-tradeoffs.trees.too-wide", k=max(1, LIMIT // (words * longest)))
    for word in forced:
        if word not in model.vocabulary or word == model.eos:
            raise SearchProblem("decoding-tradeoffs.trees.unknown-word", word=word)
    return TreeAnswer(
        step=asked.step,
        source=source,
        unknown=asked.unknown(source),
        traces={
            "greedy": greedy_search(model, max_length=longest, alpha=alpha, prefix=forced),
            "beam": beam_search(model, width=question.width, max_length=longest, alpha=alpha, prefix=forced),
            "exact": exact_search(
                model, max_length=longest, alpha=alpha, prefix=forced, budget=max(1, EXACT_LIMIT // words)
            ),
        },
    )
