from seqviz.metrics.bleu import lecture_bleu
from seqviz.metrics.corpus import score_corpus
from seqviz.metrics.listing import NGRAM_COLUMNS, SCORE_COLUMNS, ngram_rows, report_rows, score_rows
from seqviz.records.scoring import CorpusSettings

PREDICTION, REFERENCE = ["A", "B", "B", "C", "D"], ["A", "B", "C", "D", "E", "F"]


def test_every_ngram_has_a_row_with_its_counts():
    trace = lecture_bleu(PREDICTION, REFERENCE, 2, others=[["B", "B"]])
    rows = list(ngram_rows(trace, joint=" "))
    assert (1, "A", 1, 1, 1, 1) in rows
    assert (1, "B", 2, 2, 2, 2) in rows
    assert (2, "D E", 0, 0, 0, "") not in rows
    assert (2, "B B", 1, 1, 1, 2) in rows
    assert all(len(row) == len(NGRAM_COLUMNS) for row in rows)
    for n in (1, 2):
        assert sum(row[4] for row in rows if row[0] == n) == trace.counts.matches[n - 1]


def test_the_score_can_be_computed_again_from_its_rows():
    trace = lecture_bleu(PREDICTION, REFERENCE, 2)
    found = {what: value for _, what, value in score_rows(trace)}
    product = found["brevity penalty"] * found["p1"] ** found["weight 1"] * found["p2"] ** found["weight 2"]
    assert abs(product - found["BLEU"]) < 1e-12


def test_a_test_set_has_both_formulas_and_both_means():
    *_, report = score_corpus(["A B B C D\tA B C D E F\n"], CorpusSettings(max_n=2))
    rows = list(report_rows(report))
    assert all(len(row) == len(SCORE_COLUMNS) for row in rows)
    means = {formula: value for formula, what, value in rows if what == "mean of the sentences"}
    assert means == {"lecture": report.lecture.mean, "standard": report.standard.mean}
