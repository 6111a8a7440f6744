"""Whole test sets: the streaming tally against the plain definition, sacrebleu, and every kind of bad file."""

import csv
import json
import pickle
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU

from seqviz.metrics.bleu import corpus_bleu, lecture_bleu, standard_bleu
from seqviz.metrics.corpus import score_files
from seqviz.metrics.ngrams import count_pair
from seqviz.metrics.tally import CorpusSettings, sentence_score
from seqviz.records.bleu import CorpusProgress, CorpusReport
from seqviz.records.problem import Problem

TOKENS = st.lists(st.sampled_from("abcd"), max_size=10)


def score(paths, **settings):
    *progress, report = score_files(paths, CorpusSettings(**settings))
    assert all(isinstance(record, CorpusProgress) for record in progress)
    assert isinstance(report, CorpusReport)
    return report


@pytest.fixture
def written(tmp_path):
    def write(content, name="pairs.tsv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@given(TOKENS, TOKENS, st.integers(1, 6))
def test_the_fast_score_is_the_traced_one(prediction, reference, max_n):
    counts = count_pair(prediction, reference, max_n)
    for formula, trace in (("lecture", lecture_bleu), ("standard", standard_bleu)):
        expected = trace(prediction, reference, max_n).score
        assert sentence_score(counts, formula) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("smoothing", ["none", "exp"])
def test_a_test_set_agrees_with_sacrebleu(written, smoothing):
    draw = random.Random(1)
    pairs = [
        (draw.choices("abcde", k=draw.randint(1, 12)), draw.choices("abcde", k=draw.randint(1, 12))) for _ in range(700)
    ]
    path = written("".join(f"{' '.join(p)}\t{' '.join(r)}\n" for p, r in pairs))
    report = score([path], smoothing=smoothing)
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


def test_both_formulas_are_reported(written):
    report = score([written("A B B C D\tA B C D E F\n")], max_n=2)
    assert report.lecture.score.score == pytest.approx(0.6815, abs=5e-5)
    assert report.standard.score.score == pytest.approx(0.634, abs=5e-4)


def test_two_files_are_read_side_by_side(written):
    paths = [written("a b\nc\n", "predictions"), written("a b\nd\n", "references")]
    report = score(paths, max_n=1)
    assert report.lecture.score.score == lecture_bleu_of_counts([["a", "b"], ["c"]], [["a", "b"], ["d"]])


def lecture_bleu_of_counts(predictions, references):
    return corpus_bleu(predictions, references, 1, formula="lecture").score


def test_a_byte_order_mark_windows_lines_and_a_missing_last_line_feed_change_nothing(written):
    plain = score([written("a b\ta b\nc\td\n")])
    other = score([written("\ufeffa b\ta b\r\nc\td")])
    assert other == plain


def test_lines_that_are_no_pairs_are_named_and_the_rest_is_scored(written, tmp_path):
    content = "good one\tgood one\n\nno tab here\ntoo\tmany\ttabs\nonly prediction\t\n\tonly reference\n  \t \n"
    *_, report = score_files([written(content)], CorpusSettings(), csv_path=tmp_path / "out.csv")
    assert (report.pairs, report.blank, report.at_fault, report.empty_predictions) == (2, 2, 3, 1)
    assert [(fault.line, fault.key) for fault in report.faults] == [
        (3, "bleu.fault.no_tab"),
        (4, "bleu.fault.columns"),
        (5, "bleu.fault.no_reference"),
    ]
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["status"]) for row in rows] == [
        ("1", "scored"), ("3", "no_tab"), ("4", "columns"), ("5", "no_reference"), ("6", "scored"),
    ]  # fmt: skip
    assert float(rows[0]["lecture_bleu"]) == 1.0
    assert rows[1]["prediction"] == "no tab here"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "bleu.error.no_pairs"),
        (b"\n \n\n", "bleu.error.no_pairs"),
        (b"no tab\nno tab either\n", "bleu.error.all_at_fault"),
        (b"fine\tfine\n\xff\xfebad\tbad\n", "bleu.error.encoding"),
        ("a\tb\n".encode("utf-16"), "bleu.error.encoding"),
        (bytes(range(7)) * 500, "bleu.error.binary"),
        (b"PK\x03\x04 a spreadsheet", "bleu.error.binary"),
    ],
)
def test_files_that_are_no_test_sets_are_refused_with_a_reason(written, content, key):
    with pytest.raises(Problem) as refused:
        score([written(content)])
    assert refused.value.key == key


def test_unequal_files_are_refused_with_both_numbers(written):
    with pytest.raises(Problem) as refused:
        score([written("a\nb\nc\n", "p"), written("a\nb\n", "r")])
    assert refused.value.key == "bleu.error.unequal"
    assert refused.value.values == {"predictions": 3, "references": 2}


def test_a_megabyte_in_one_line_is_scored(written):
    words = " ".join(f"w{index % 977}" for index in range(200_000))
    report = score([written(f"{words}\t{words}\n")])
    assert report.standard.score.score == 1.0
    assert len(report.standard.best[0].prediction) < 1000


def test_separators_inside_a_line_do_not_end_it(written):
    report = score([written("a\u2028b\x0cc\ta\u2028b\x0cc\n")], max_n=1)
    assert (report.pairs, report.lecture.score.counts.totals) == (1, (3,))


def test_progress_rises_to_the_end(written):
    content = "a b\ta b\n" * 2000
    shares = [
        record.share
        for record in score_files([written(content)], CorpusSettings())
        if isinstance(record, CorpusProgress)
    ]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_the_worker_leaves_a_report_or_a_problem(written, tmp_path):
    outcomes = []
    for content in ("a\ta\n", "no pair\n"):
        report = tmp_path / "report"
        arguments = [json.dumps({"max_n": 2}), str(report), str(tmp_path / "csv"), str(written(content))]
        subprocess.run([sys.executable, "-m", "seqviz.metrics.corpus_worker", *arguments], check=True)
        outcomes.append(pickle.loads(report.read_bytes()))
    assert isinstance(outcomes[0], CorpusReport)
    assert outcomes[1].key == "bleu.error.all_at_fault"
