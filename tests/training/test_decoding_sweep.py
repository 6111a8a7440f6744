"""A test set decoded in every way: the answers are those of each search alone, and it comes in pieces."""

import numpy as np
import pytest
import torch

from seqviz.config import Seq2SeqConfig
from seqviz.decoding.convention import varied
from seqviz.decoding.search import beam_search, exact_search
from seqviz.metrics.decoding import chosen_at, judge
from seqviz.records.decoding_sweep import ConventionsQuestion, SweepQuestion
from seqviz.records.translation import TeacherQuestion
from seqviz.training.decoding_sweep import able_to_win
from seqviz.training.seq2seq import Training
from seqviz.training.trained_translator import TrainedTranslator

torch.set_num_threads(1)
MOST = 6
ALPHAS = (0.0, 0.1)
QUESTION = SweepQuestion(most=MOST, widths=(1, 4), budget=20_000, draws=2, exact_alphas=ALPHAS)


@pytest.fixture(scope="module")
def training():
    made = Training(Seq2SeqConfig(encoder_size=24, decoder_size=24, embedding_size=16, batch_size=32, seed=1))
    for _ in range(60):
        made.train_step()
    return made


@pytest.fixture(scope="module")
def pieces(training):
    return list(training.answer(QUESTION))


@pytest.fixture(scope="module")
def sweep(pieces):
    return pieces[-1][1]


def models(training):
    asked = TrainedTranslator(model=training.model, corpus=training.corpus, step=training.step)
    for pair in training.corpus.pairs.held_out[:MOST]:
        yield asked.writing(asked.start([pair.source])), asked.most_words


def test_it_comes_in_pieces_and_the_narrow_beams_come_first(pieces):
    shares = [share for share, _ in pieces]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [len(found.sets) for _, found in pieces][:2] == [1, 2]
    assert judge(pieces[0][1], 0.75)[0].answers.width == 1
    assert [found.complete for _, found in pieces][-2:] == [False, True]


@pytest.mark.parametrize("alpha", [0.0, 0.75, 2.0])
def test_an_answer_rescored_is_that_of_its_own_beam(training, sweep, alpha):
    for part in sweep.sets[:2]:
        chosen = chosen_at(part, alpha)
        for place, (model, most) in zip(chosen.tolist(), models(training), strict=True):
            alone = beam_search(model, width=part.width, max_length=most, alpha=alpha, trace="lean").best
            assert part.words[place] == tuple(token for token in alone.tokens if token != "<eos>")
            assert part.log_prob[place] == pytest.approx(alone.log_prob, abs=1e-4)


@pytest.mark.parametrize(("place", "alpha"), [(-2, 0.0), (-1, 0.1)])
def test_the_exact_answers_score_best(training, sweep, place, alpha):
    exact = sweep.sets[place]
    assert (exact.method, exact.alpha) == ("exact", alpha)
    for n, (model, most) in enumerate(models(training)):
        if exact.proven[n]:
            alone = exact_search(model, max_length=most, alpha=alpha, budget=200_000)
            assert exact.log_prob[n] == pytest.approx(alone.best.log_prob, abs=1e-4)
    assert exact.proven.sum() > 0
    assert judge(sweep, alpha)[place].search_errors == 0


def test_the_reference_has_the_probability_that_the_teacher_hears(training, sweep):
    for n, pair in enumerate(sweep.pairs[:2]):
        question = TeacherQuestion(source=" ".join(pair.source), reference=" ".join(pair.target))
        lane = training.answer(question).forced
        assert sweep.reference_log_prob[n] == pytest.approx(np.log(lane.expected).sum(), abs=1e-4)


def test_samples_differ_by_draw_and_repeat_by_seed(training, sweep):
    draws = [part.words for part in sweep.sets if part.sampling == "whole"]
    assert draws[0] != draws[1]
    again = list(training.answer(QUESTION))[-1][1]
    assert [part.words for part in again.sets] == [part.words for part in sweep.sets]


def test_an_answer_that_a_longer_and_likelier_one_exceeds_is_not_kept(sweep):
    for part in sweep.sets[:2]:
        for n in range(MOST):
            mine = part.sentence == n
            assert (np.diff(part.length[mine]) > 0).all()
            assert (np.diff(part.log_prob[mine]) < 0).all()
    assert able_to_win(()) == ()


def test_conventions_are_compared_with_the_lectures(training):
    *_, (share, answer) = training.answer(ConventionsQuestion(most=MOST, width=3))
    assert share == 1.0
    by_name = {result.name: result for result in answer.results}
    assert list(by_name) == list(varied(0.75))
    assert by_name["lecture"].changed == by_name["never"].changed == 0
    assert by_name["first"].expanded <= by_name["lecture"].expanded <= by_name["never"].expanded
