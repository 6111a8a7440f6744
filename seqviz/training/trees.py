"""The search trees of a translator for one sentence, free or with the first words forced, by any convention."""

from seqviz.decoding.by_convention import search_by_conventions
from seqviz.decoding.model import SearchProblem
from seqviz.decoding.search import LIMIT, beam_search, exact_search, greedy_search
from seqviz.models.writing import WritingModel
from seqviz.records.pairs import Tokens
from seqviz.records.trees import ConventionTreeAnswer, ConventionTreeQuestion, TreeAnswer, TreeQuestion
from seqviz.training.trained_translator import TrainedTranslator

EXACT_LIMIT = 12_000
"""Candidates that an exact search may score for a tree: more cannot be looked at, and training waits meanwhile."""


def answer_trees(asked: TrainedTranslator, question: TreeQuestion) -> TreeAnswer:
    """Return the three searches of a sentence.

    Raises the ``Problem`` of its source, of forced words that the decoder does not know or cannot begin with, and of a
    beam so wide that its tree would have more than ``LIMIT`` candidates.
    """
    source, model = _begun(asked, question)
    longest, alpha, forced = asked.most_words, question.alpha, question.forced
    return TreeAnswer(
        step=asked.step,
        source=source,
        unknown=asked.unknown(source),
        traces={
            "greedy": greedy_search(model, max_length=longest, alpha=alpha, prefix=forced),
            "beam": beam_search(model, width=question.width, max_length=longest, alpha=alpha, prefix=forced),
            "exact": exact_search(
                model,
                max_length=longest,
                alpha=alpha,
                prefix=forced,
                budget=max(1, EXACT_LIMIT // len(model.vocabulary)),
            ),
        },
    )


def answer_convention_trees(asked: TrainedTranslator, question: ConventionTreeQuestion) -> ConventionTreeAnswer:
    """Return what the beam finds by each convention; raise what ``answer_trees`` does."""
    _, model = _begun(asked, question)
    return ConventionTreeAnswer(
        step=asked.step,
        found=search_by_conventions(
            model, width=question.width, max_length=asked.most_words, alpha=question.alpha, prefix=question.forced
        ),
    )


def _begun(asked: TrainedTranslator, question: TreeQuestion | ConventionTreeQuestion) -> tuple[Tokens, WritingModel]:
    """Return the source of a question and the decoder that has read it; refuse what cannot be searched."""
    source = asked.source(question.sentence)
    model = asked.writing(asked.start([source]))
    size = len(model.vocabulary) * asked.most_words
    if question.width * size > LIMIT:
        raise SearchProblem("trees.too-wide", k=max(1, LIMIT // size))
    for word in question.forced:
        if word not in model.vocabulary or word == model.eos:
            raise SearchProblem("trees.unknown-word", word=word)
    return source, model
