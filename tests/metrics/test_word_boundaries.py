"""Words are right where both of their ends are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.word_boundaries import WordScore, score_words


def test_a_known_case():
    score = score_words(("我们", "学习", "人工", "智能"), ("我们", "学", "习", "人工", "智能"))
    assert score == WordScore(right=3, found=5, truth=4)
    assert (score.precision, score.recall) == (0.6, 0.75)
    assert score.f1 == pytest.approx(2 * 0.6 * 0.75 / (0.6 + 0.75))


@given(st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=8))
def test_a_text_cut_rightly_scores_one_and_a_word_seen_elsewhere_counts_nothing(words):
    assert score_words(words, words).f1 == 1
    whole = score_words(words, ["".join(words)])
    assert whole.right == (len(words) == 1)


def test_scores_add_up_over_sentences():
    total = score_words(["ab"], ["ab"]) + score_words(["a", "b"], ["ab"])
    assert total == WordScore(right=1, found=2, truth=3)


def test_nothing_scores_nothing_and_two_texts_are_refused():
    assert WordScore().f1 == 0
    with pytest.raises(ValueError, match="same text"):
        score_words(["ab"], ["ac"])
