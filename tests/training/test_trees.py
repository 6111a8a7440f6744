"""The search trees of a trained translator: those of the sentence alone, and with its first words forced."""

import numpy as np
import pytest
import torch

from seqviz.components.tree_rows import ScoredRows
from seqviz.config import Seq2SeqConfig
from seqviz.decoding.by_convention import search_by_conventions
from seqviz.decoding.search import beam_search, exact_search, greedy_search
from seqviz.records.problem import Problem
from seqviz.records.trees import ConventionTreeQuestion, TreeQuestion
from seqviz.training.seq2seq import Training
from seqviz.training.trained_translator import TrainedTranslator

torch.set_num_threads(1)
SENTENCE = "seven"


@pytest.fixture(scope="module")
def learner():
    training = Training(
        Seq2SeqConfig(encoder_size=16, decoder_size=16, embedding_size=8, batch_size=16, learning_rate=0.02)
    )
    for _ in range(20):
        training.train_step()
    return training


def writer(learner):
    asked = TrainedTranslator(model=learner.model, corpus=learner.corpus, step=learner.step)
    return asked.writing(asked.start([(SENTENCE,)])), asked.most_words


@pytest.mark.parametrize("forced", [(), ("deux", "cent")])
def test_trees_are_those_of_searching_the_sentence_alone(learner, forced):
    found = learner.answer(TreeQuestion(sentence=SENTENCE, width=3, alpha=0.5, forced=forced))
    model, longest = writer(learner)
    shared = {"max_length": longest, "alpha": 0.5, "prefix": forced}
    alone = {
        "greedy": greedy_search(model, **shared),
        "beam": beam_search(model, width=3, **shared),
        "exact": exact_search(model, **shared, budget=12_000 // len(model.vocabulary)),
    }
    assert (found.step, found.source, list(found.traces)) == (20, (SENTENCE,), list(alone))
    for name, trace in alone.items():
        given = found.traces[name]
        assert np.array_equal(given.token, trace.token)
        assert np.array_equal(given.parent, trace.parent)
        np.testing.assert_allclose(given.log_prob, trace.log_prob)
        assert (given.best.tokens, given.proven) == (trace.best.tokens, trace.proven)
        assert all(answer.tokens[: len(forced)] == forced for answer in given.finished)


def test_a_forced_word_that_is_unknown_and_a_beam_too_wide_are_refused(learner):
    with pytest.raises(Problem) as refused:
        learner.answer(TreeQuestion(sentence=SENTENCE, width=2, forced=("huit", "xyz")))
    assert (refused.value.key, refused.value.values["word"]) == ("trees.unknown-word", "xyz")
    with pytest.raises(Problem) as refused:
        learner.answer(TreeQuestion(sentence=SENTENCE, width=5_000))
    assert refused.value.key == "trees.too-wide"


def test_what_searches_scored_are_the_probabilities_of_the_model(learner):
    found = learner.answer(TreeQuestion(sentence=SENTENCE, width=3))
    rows, (model, _) = ScoredRows(*found.traces.values()), writer(learner)
    log_probs, state = model.start(1)
    np.testing.assert_allclose(rows(()), np.exp(log_probs[0]), rtol=1e-5)
    first = found.traces["greedy"].best.tokens[0]
    after, _ = model.advance(state, np.array([model.vocabulary.index(first)]))
    np.testing.assert_allclose(rows((first,)), np.exp(after[0]), rtol=1e-4)
    assert not rows((first,) * 30).any()


def test_conventions_are_those_of_searching_the_sentence_alone(learner):
    asked = ConventionTreeQuestion(sentence=SENTENCE, width=2, alpha=1.0, forced=("deux",))
    found, (model, longest) = learner.answer(asked), writer(learner)
    alone = search_by_conventions(model, width=2, max_length=longest, alpha=1.0, prefix=("deux",))
    assert found.step == 20
    assert {name: one.best.tokens for name, one in found.found.items()} == {
        name: one.best.tokens for name, one in alone.items()
    }
    with pytest.raises(Problem):
        learner.answer(ConventionTreeQuestion(sentence=SENTENCE, width=2, forced=("xyz",)))
