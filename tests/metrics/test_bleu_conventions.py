"""What this package says that sacrebleu and nltk would print is what they print."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from nltk.translate.bleu_score import corpus_bleu as nltk_corpus_bleu
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
from sacrebleu.tokenizers.tokenizer_re import TokenizerRegexp
from sacrebleu.tokenizers.tokenizer_zh import TokenizerZh

from seqviz.metrics.bleu import lecture_bleu
from seqviz.metrics.bleu_conventions import cut_13a, cut_zh
from seqviz.metrics.pair_lines import read_lines
from seqviz.metrics.tally import Tally
from seqviz.records.scoring import CorpusSettings

WORDS = st.sampled_from(["a", "b", "the", "cat,", "cat", "3.5", "end.", "&amp;", "\u6211\u4eec", "\u6211"])
TEXT = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
ROWS = st.lists(st.tuples(TEXT, st.lists(TEXT, min_size=1, max_size=3)), min_size=1, max_size=6)
FEW = settings(max_examples=40, deadline=None)


def conventions(rows, **chosen):
    content = "".join("\t".join((prediction, *references)) + "\n" for prediction, references in rows)
    tally = Tally(CorpusSettings(**chosen))
    for line in read_lines([content]):
        tally.take(line)
    report = tally.report(
        np.zeros((1, 2 * tally.settings.max_n + 2), dtype=np.int64)
    )  # the intervals are not the point
    return {convention.name: convention for convention in report.conventions}


def by_sacrebleu(rows, **chosen):
    oracle = BLEU(**chosen)
    most = max(len(references) for _, references in rows)
    streams = [[references[r] if r < len(references) else None for _, references in rows] for r in range(most)]
    score = oracle.corpus_score([prediction for prediction, _ in rows], streams).score / 100
    return score, oracle.get_signature().format()


@FEW
@given(ROWS)
def test_sacrebleus_defaults_and_its_chinese_cut(rows):
    found = conventions(rows)
    score, signature = by_sacrebleu(rows)
    assert found["sacrebleu"].score == pytest.approx(score, abs=1e-12)
    assert found["sacrebleu"].signature == signature
    if "sacrebleu-zh" in found:
        score, signature = by_sacrebleu(rows, tokenize="zh")
        assert found["sacrebleu-zh"].score == pytest.approx(score, abs=1e-12)
        assert found["sacrebleu-zh"].signature == signature
    assert ("sacrebleu-zh" in found) == any("\u6211" in "".join((one, *others)) for one, others in rows)


@FEW
@given(ROWS)
def test_nltks_defaults_and_the_mean_of_its_smoothed_sentences(rows):
    found = conventions(rows)
    references = [[text.split() for text in texts] for _, texts in rows]
    predictions = [prediction.split() for prediction, _ in rows]
    method1 = SmoothingFunction().method1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nltk warns at every p_n = 0
        whole = nltk_corpus_bleu(references, predictions)
        pairs = zip(references, predictions, strict=True)
        sentences = [sentence_bleu(*pair, smoothing_function=method1) for pair in pairs]
    assert found["nltk"].score == pytest.approx(whole, rel=1e-9, abs=1e-300)
    assert found["nltk-sentences"].score == pytest.approx(sum(sentences) / len(sentences), rel=1e-9)


@given(ROWS, st.integers(1, 6))
@settings(max_examples=20, deadline=None)
def test_the_lectures_convention_is_the_mean_of_its_sentences(rows, max_n):
    tokens = [(one.split(), [text.split() for text in texts]) for one, texts in rows]
    mean = sum(lecture_bleu(one, texts[0], max_n, others=texts[1:]).score for one, texts in tokens) / len(tokens)
    found = conventions(rows, max_n=max_n)["lecture"]
    assert found.score == pytest.approx(mean, abs=1e-12)
    assert f"n:{max_n}|weights:1/2^n" in found.signature


@given(st.text(st.sampled_from("ab5.,-&;<> '\u6211\u3002\u00e9"), max_size=12))
def test_a_text_is_cut_as_sacrebleu_cuts_it(text):
    assert cut_13a(text) == tuple(Tokenizer13a()(text).split())
    assert cut_zh(text) == tuple(TokenizerZh()(text).split())


def test_each_says_what_it_did_where_the_others_did_not():
    found = conventions([("a cat, here.", ["a cat, here."]), ("b", ["x"])])
    assert found["corpus"].tokens == 4
    assert found["sacrebleu"].tokens == 6
    assert found["nltk"].padded == 1 + 3  # of three tokens there is no 4-gram, of one no 2-, 3- and 4-gram
    assert found["corpus"].padded == found["sacrebleu"].padded == 0
    assert conventions([("a b c d e", ["a b c x e"])])["sacrebleu"].smoothed == 1


def test_nothing_of_a_test_set_stays_in_the_process():
    conventions([("a rare sentence, kept by nobody", ["a rare sentence"])])
    assert TokenizerRegexp.__call__.cache_info().currsize == 0
