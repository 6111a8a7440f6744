"""Whole test sets: the streaming tally against the plain definition, sacrebleu, and every kind of bad file."""

import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU

from seqviz.data.reading import read_text
from seqviz.metrics import corpus
from seqviz.metrics.bleu import corpus_bleu, lecture_bleu, standard_bleu
from seqviz.metrics.corpus import score_corpus
from seqviz.metrics.ngrams import count_pair
from seqviz.metrics.pair_lines import MOST_LINES
from seqviz.metrics.tally import sentence_score
from seqviz.records.problem import Problem
from seqviz.records.scoring import CorpusProgress, CorpusReport, CorpusSettings

TOKENS = st.lists(st.sampled_from("abcd"), max_size=10)


def score(*texts, **settings):
    *progress, report = score_corpus(texts, CorpusSettings(**settings))
    assert all(isinstance(record, CorpusProgress) for record in progress)
    assert isinstance(report, CorpusReport)
    return report


def lines_of(content, **settings):
    file = io.BytesIO()
    list(score_corpus([content], CorpusSettings(**settings), lines=file))
    return list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


@given(TOKENS, TOKENS, st.integers(1, 6))
def test_the_fast_score_is_the_traced_one(prediction, reference, max_n):
    counts = count_pair(prediction, reference, max_n)
    for formula, trace in (("lecture", lecture_bleu), ("standard", standard_bleu)):
        expected = trace(prediction, reference, max_n).score
        assert sentence_score(counts, formula) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("smoothing", ["none", "exp"])
def test_a_test_set_agrees_with_sacrebleu(smoothing):
    draw = random.Random(1)
    pairs = [
        (draw.choices("abcde", k=draw.randint(1, 12)), draw.choices("abcde", k=draw.randint(1, 12))) for _ in range(700)
    ]
    report = score("".join(f"{' '.join(p)}\t{' '.join(r)}\n" for p, r in pairs), smoothing=smoothing)
    predictions, references = ([" ".join(tokens) for tokens in side] for side in zip(*pairs, strict=True))
    whole = BLEU(tokenize="none", smooth_method=smoothing).corpus_score(predictions, [references]).score
    sentence = BLEU(tokenize="none", smooth_method=smoothing, effective_order=True)
    scores = [sentence.sentence_score(p, [r]).score for p, r in zip(predictions, references, strict=True)]
    assert 100 * report.standard.score.score == pytest.approx(whole, abs=1e-9)
    assert 100 * report.standard.mean == pytest.approx(sum(scores) / len(scores), abs=1e-9)
    assert 100 * report.standard.best[0].standard == pytest.approx(max(scores), abs=1e-9)
    assert 100 * report.standard.worst[0].standard == pytest.approx(min(scores), abs=1e-9)
    assert sum(report.standard.histogram) == report.pairs == len(pairs)
    assert report.standard.zeros == sum(value == 0 for value in scores)


def test_both_formulas_are_reported():
    report = score("A B B C D\tA B C D E F\n", max_n=2)
    assert report.lecture.score.score == pytest.approx(0.6815, abs=5e-5)
    assert report.standard.score.score == pytest.approx(0.634, abs=5e-4)


def test_two_files_are_read_side_by_side():
    report = score("a b\nc\n", "a b\nd\n", max_n=1)
    assert report.lecture.score.score == lecture_bleu_of_counts([["a", "b"], ["c"]], [["a", "b"], ["d"]])


def test_further_columns_are_further_references_and_empty_ones_are_counted():
    content = "a b c d\ta b c\t\ta b c d e\na\ta\t\t\n"
    report = score(content, max_n=2)
    whole = corpus_bleu([list("abcd"), ["a"]], [list("abc"), ["a"]], 2, others=[[list("abcde")], []])
    assert report.standard.score == whole
    assert (report.references, report.empty_references) == ((1, 2), 3)
    assert report.standard.best[0].references == ("a b c", "a b c d e")
    assert lines_of(content)[0]["reference"] == "a b c\ta b c d e"
    assert score("a b c d\na\n", "a b c\ta b c d e\na\n", max_n=2).standard.score == whole


def lecture_bleu_of_counts(predictions, references):
    return corpus_bleu(predictions, references, 1, formula="lecture").score


def test_a_byte_order_mark_windows_lines_and_a_missing_last_line_feed_change_nothing():
    plain = score("a b\ta b\nc\td\n")
    other = score(read_text(b"\xef\xbb\xbfa b\ta b\r\nc\td").text)
    assert other == plain


def test_lines_that_are_no_pairs_are_named_and_the_rest_is_scored():
    content = "good one\tgood one\n\nno tab here\nno\t\t \nonly prediction\t\n\tonly reference\n  \t \n"
    report = score(content)
    assert (report.pairs, report.blank, report.at_fault, report.empty_predictions) == (2, 2, 3, 1)
    assert [(fault.line, fault.key) for fault in report.faults] == [
        (3, "bleu.fault.no_tab"),
        (4, "bleu.fault.no_reference"),
        (5, "bleu.fault.no_reference"),
    ]
    rows = lines_of(content)
    assert [(row["line"], row["status"]) for row in rows] == [
        ("1", "scored"), ("3", "no_tab"), ("4", "no_reference"), ("5", "no_reference"), ("6", "scored"),
    ]  # fmt: skip
    assert float(rows[0]["lecture_bleu"]) == 1.0
    assert rows[1]["prediction"] == "no tab here"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "bleu.error.no_pairs"),
        ("\n \n\n", "bleu.error.no_pairs"),
        ("no tab\nno tab either\n", "bleu.error.all_at_fault"),
        ("a\tb\n" * (MOST_LINES + 1), "bleu.error.too_many_lines"),
    ],
)
def test_files_that_are_no_test_sets_are_refused_with_a_reason(content, key):
    with pytest.raises(Problem) as refused:
        score(content)
    assert refused.value.key == key


def test_unequal_files_are_refused_with_both_numbers():
    with pytest.raises(Problem) as refused:
        score("a\nb\nc\n", "a\nb\n")
    assert refused.value.key == "bleu.error.unequal"
    assert refused.value.values == {"predictions": 3, "references": 2}


def test_a_megabyte_in_one_line_is_scored():
    words = " ".join(f"w{index % 977}" for index in range(200_000))
    report = score(f"{words}\t{words}\n")
    assert report.standard.score.score == 1.0
    assert len(report.standard.best[0].prediction) < 1000


def test_separators_inside_a_line_do_not_end_it():
    report = score("a\u2028b\x0cc\ta\u2028b\x0cc\n", max_n=1)
    assert (report.pairs, report.lecture.score.counts.totals) == (1, (3,))


def test_progress_rises_to_the_end(monkeypatch):
    monkeypatch.setattr(corpus, "PIECE_SECONDS", 0.0)
    *progress, report = score_corpus(["a b\ta b\n" * 2000], CorpusSettings())
    shares = [record.share for record in progress]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    assert progress[-1].pairs == report.pairs == 2000


def test_a_line_cannot_plant_a_formula_in_a_spreadsheet():
    rows = lines_of("=HYPERLINK(1)\t+1\nno tab: fine\n@SUM(A1)\n")
    assert [(row["prediction"], row["reference"]) for row in rows] == [
        ("'=HYPERLINK(1)", "'+1"),
        ("no tab: fine", ""),
        ("'@SUM(A1)", ""),
    ]


def test_lines_without_spaces_are_noticed_when_words_are_counted():
    content = "\u6211\u7231\u5317\u4eac\t\u6211\u7231\u5317\u4eac\n\u6211 \u7231\t\u6211 \u7231\nhello\thello\n"
    assert score(content).unsegmented == 1
    assert score(content, unit="characters").unsegmented == 0
