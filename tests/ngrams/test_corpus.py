"""A counted text: the same cut as for training, lines cut like the text, and what may be read before it."""

import numpy as np
import pytest

from seqviz.data.corpus import build_corpus
from seqviz.data.texts import load_text, own_text
from seqviz.ngrams.corpus import MAX_N, CountedCorpus, count_corpus
from seqviz.ngrams.model import NgramModel
from seqviz.ngrams.pretraining import first_texts, pretrain
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.problem import Problem

KNESER_NEY = Smoothing(rule="kneser-ney", strength=0.75)


@pytest.fixture(scope="module")
def lincoln() -> CountedCorpus:
    return count_corpus(load_text("lincoln", fetch=False), "word")


def test_counting_and_training_cut_a_text_at_the_same_place() -> None:
    source = load_text("lincoln", fetch=False)
    counted, trained = count_corpus(source, "character"), build_corpus(source, "character", steps=35)
    assert (counted.training == trained.training).all()
    assert (counted.validation == trained.validation).all()
    assert counted.vocabulary == trained.vocabulary


def test_the_shortest_text_is_examined_on_a_full_context_at_every_n() -> None:
    corpus = count_corpus(own_text("ab" * 12), "character")
    assert len(corpus.examiner.probabilities(MAX_N, KNESER_NEY)) == 2
    assert corpus.examiner.mean_nll(MAX_N, KNESER_NEY) > 0


def test_a_shorter_text_is_refused() -> None:
    with pytest.raises(Problem, match=r"texts\.too-short"):
        count_corpus(own_text("only four words here"), "word")


def test_one_token_again_and_again_can_be_counted() -> None:
    assert count_corpus(own_text("a" * 500), "character").examiner.mean_nll(2, Smoothing()) == 0


def test_a_line_is_cut_as_the_text_was(lincoln: CountedCorpus) -> None:
    assert lincoln.tokens("The Union, 1861!") == ["the", "union"]
    chinese = count_corpus(load_text("hsk", fetch=False), "word")
    assert chinese.tokens("\u4ed6\u5728\u56fe\u4e66\u9986") == ["\u4ed6", "\u5728", "\u56fe\u4e66\u9986"]
    own = count_corpus(own_text("Don't panic. " * 20), "word")
    assert own.tokens(" Don't  run! ") == ["Don't", "run", "!"]


def test_the_first_unseen_ngram_is_new_and_made_of_known_words(lincoln: CountedCorpus) -> None:
    place = lincoln.first_unseen(2)
    assert place is not None
    pair = lincoln.validation[place - 1 : place + 1]
    assert (pair != 0).all()
    assert lincoln.counts.row(pair) == -1
    for end in range(1, place):
        before = lincoln.validation[end - 1 : end + 1]
        assert (before == 0).any() or lincoln.counts.row(before) >= 0


def test_where_everything_was_seen_there_is_no_unseen_ngram() -> None:
    assert count_corpus(own_text("ab" * 50), "character").first_unseen(5) is None


@pytest.mark.parametrize(("name", "held"), [("every", {"lincoln", "messages"}), ("lincoln", {"lincoln"})])
def test_nothing_that_holds_the_examined_text_is_read_first(name: str, held: set[str]) -> None:
    names = first_texts(name)  # type: ignore[arg-type]  # parametrize gives str
    assert not held & set(names)
    assert "half" in names


def test_the_first_half_of_a_text_may_be_read_first(lincoln: CountedCorpus) -> None:
    half = len(lincoln.training) // 2
    found = pretrain(lincoln, None)
    assert found.first.length == half
    assert len(found.own) == len(lincoln.training) - half
    result = found.compare(2, KNESER_NEY, 0.5)
    assert result.sizes[-1] == len(found.own)
    assert result.adapted[0] < result.scratch[0]


def test_both_texts_speak_of_the_same_tokens(lincoln: CountedCorpus) -> None:
    """What the target says in ids of the joint vocabulary is what it said in its own."""
    found = pretrain(lincoln, ["zebra", "union", "the"] * 10)
    size = found.first.vocabulary_size
    assert size == len(lincoln.vocabulary) + 1
    assert int(np.bincount(found.own, minlength=size).max()) == int(np.bincount(lincoln.training).max())
    model = NgramModel(counts=found.first, n=1, smoothing=Smoothing())
    assert (model.probabilities(found.own) > 0).sum() == sum(
        int((lincoln.training == lincoln.vocabulary.ids[word]).sum()) for word in ("union", "the")
    )


def test_the_models_of_lincolns_letters_are_as_good_as_the_page_says() -> None:
    examiner = count_corpus(load_text("lincoln", fetch=False), "character").examiner
    assert np.exp(examiner.mean_nll(1, Smoothing(rule="add-k", strength=1.0))) == pytest.approx(16.9, abs=0.1)
    assert np.exp(examiner.mean_nll(5, KNESER_NEY)) < 3.6
    assert examiner.mean_nll(5, Smoothing()) == np.inf
