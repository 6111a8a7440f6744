import numpy as np
import pytest

from seqviz.ngrams.adaptation import adaptation
from seqviz.ngrams.counts import count_ngrams
from seqviz.ngrams.evaluation import Examiner
from seqviz.ngrams.model import NgramModel, mean_nll
from seqviz.ngrams.smoothing import Smoothing

IDS = np.random.default_rng(3).integers(1, 6, 500)
TRAINING, HELD_OUT = IDS[:400], IDS[400:]
KNESER_NEY = Smoothing(rule="kneser-ney", strength=0.75)


def test_every_n_predicts_the_same_tokens() -> None:
    counts = count_ngrams(TRAINING, 7, max_n=4)
    examiner = Examiner(counts, HELD_OUT)
    for n in range(1, 5):
        model = NgramModel(counts=counts, n=n, smoothing=KNESER_NEY)
        assert examiner.mean_nll(n, KNESER_NEY) == pytest.approx(model.mean_nll(HELD_OUT, skip=3))


def test_curves_are_perplexities_and_infinite_where_a_factor_is_zero() -> None:
    examiner = Examiner(count_ngrams(TRAINING, 7, max_n=5), HELD_OUT)
    by_n = examiner.by_n(KNESER_NEY)
    assert by_n.name == "kneser-ney"
    assert by_n.x.tolist() == [1, 2, 3, 4, 5]
    assert by_n.perplexities[1] == pytest.approx(np.exp(examiner.mean_nll(2, KNESER_NEY)))
    assert examiner.by_n(Smoothing()).perplexities[4] == np.inf
    by_k = examiner.by_strength(2, "add-k", [0.1, 1.0])
    assert by_k.perplexities[1] == pytest.approx(np.exp(examiner.mean_nll(2, Smoothing(rule="add-k", strength=1.0))))
    assert by_k.best in (0, 1)


def test_uniform_data_cannot_be_predicted_better_than_uniformly() -> None:
    """Five equally likely tokens: no honest model of held-out data gets below five by more than chance."""
    examiner = Examiner(count_ngrams(TRAINING, 7, max_n=3), HELD_OUT)
    assert examiner.by_n(Smoothing(rule="add-k", strength=1.0)).perplexities.min() > 4.6


def test_perplexity_of_the_three_corner_cases() -> None:
    assert np.exp(mean_nll(np.ones(8))) == 1
    assert np.exp(mean_nll(np.full(8, 1 / 7))) == pytest.approx(7)
    assert mean_nll(np.array([0.5, 0.0])) == np.inf
    assert mean_nll(np.array([])) == 0


def test_a_mixture_lies_where_its_share_says() -> None:
    other = np.random.default_rng(4).integers(1, 6, 600)
    pretrained = count_ngrams(other, 7, max_n=2)
    ends = [
        adaptation(pretrained, TRAINING, HELD_OUT, sizes=(50, 400), n=2, smoothing=KNESER_NEY, share=share)
        for share in (0.0, 1.0)
    ]
    assert ends[0].adapted == pytest.approx(ends[0].scratch)
    assert ends[1].adapted == pytest.approx([ends[1].pretrained] * 2)


def test_a_text_of_the_same_source_helps_while_ones_own_is_short() -> None:
    pattern = np.tile([1, 2, 3, 4, 5], 100)
    result = adaptation(
        count_ngrams(pattern, 7, max_n=2), pattern[:200], pattern[:50],
        sizes=(4, 200), n=2, smoothing=KNESER_NEY, share=0.5,
    )  # fmt: skip
    assert result.adapted[0] < result.scratch[0]


def test_a_share_outside_zero_and_one_is_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        adaptation(
            count_ngrams(TRAINING, 7, max_n=2), TRAINING, HELD_OUT,
            sizes=(9,), n=2, smoothing=KNESER_NEY, share=1.5,
        )  # fmt: skip
