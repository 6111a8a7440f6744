"""The desk where test sets are scored, without any process."""

import csv
import gc
import io
import subprocess
import sys
from itertools import islice

import pytest

from seqviz.config.scoring import ScoringConfig
from seqviz.metrics import corpus
from seqviz.records.problem import Problem
from seqviz.records.scoring import CorpusProgress, CorpusQuestion, CorpusReport, CorpusSettings, LinesQuestion
from seqviz.training import scoring
from seqviz.training.scoring import Training

PAIRS = "".join(f"a b {line}\ta b c\n" for line in range(1000))


@pytest.fixture
def desk():
    return Training(ScoringConfig())


def question(*texts, **settings):
    return CorpusQuestion(texts=texts, settings=CorpusSettings(**settings))


def lines(desk):
    content = b""
    while (piece := desk.answer(LinesQuestion(start=len(content)))).content:
        content += piece.content
    assert len(content) == piece.size
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_has_finished_before_it_starts(desk):
    assert desk.finished
    assert (desk.advance(), desk.report(), desk.settings, desk.snapshot()) == ((), (), {}, None)
    with pytest.raises(ValueError, match="no setting"):
        desk.set("learning_rate", 1.0)


def test_the_pieces_end_with_the_report(desk, monkeypatch):
    monkeypatch.setattr(corpus, "PIECE_SECONDS", 0.0)
    pieces = list(desk.answer(question(PAIRS, max_n=2)))
    assert all(isinstance(partial, CorpusProgress) for _, partial in pieces[:-1])
    shares = [share for share, _ in pieces]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    report = pieces[-1][1]
    assert isinstance(report, CorpusReport)
    assert (report.pairs, report.settings) == (1000, CorpusSettings(max_n=2))


def test_a_test_set_of_two_files(desk):
    ((_, report),) = desk.answer(question("a b\nc\n", "a b\nd\n", max_n=1))
    assert report.lecture.score.counts.matches == (2,)


def test_a_piece_is_given_back_long_before_the_end(desk, monkeypatch):
    monkeypatch.setattr(corpus, "PIECE_SECONDS", 0.0)
    pieces = list(islice(desk.answer(question(PAIRS)), 10))
    assert pieces[-1] == (pytest.approx(0.01, abs=0.002), CorpusProgress(share=pieces[-1][0], pairs=10))


def test_every_line_can_be_had_afterwards_in_pieces(desk, monkeypatch):
    monkeypatch.setattr(scoring, "PIECE_BYTES", 1000)
    list(desk.answer(question(PAIRS)))
    rows = lines(desk)
    assert len(rows) == 1000
    assert rows[-1]["prediction"] == "a b 999"


def test_there_are_no_lines_before_anything_is_scored(desk):
    with pytest.raises(Problem) as refused:
        desk.answer(LinesQuestion())
    assert refused.value.key == "bleu.error.no_lines"


def test_what_is_cancelled_or_refused_leaves_the_lines_of_the_last_report(desk, monkeypatch):
    monkeypatch.setattr(corpus, "PIECE_SECONDS", 0.0)
    list(desk.answer(question("first\tfirst\n")))
    cancelled = desk.answer(question(PAIRS))
    next(cancelled)
    cancelled.close()
    with pytest.raises(Problem):
        list(desk.answer(question("no pair\n")))
    assert [row["prediction"] for row in lines(desk)] == ["first"]


def test_the_files_are_closed_with_the_desk_and_with_what_was_cancelled(monkeypatch):
    opened = []
    real = scoring.tempfile.TemporaryFile
    monkeypatch.setattr(scoring.tempfile, "TemporaryFile", lambda: opened.append(real()) or opened[-1])
    monkeypatch.setattr(corpus, "PIECE_SECONDS", 0.0)
    desk = Training(ScoringConfig())
    list(desk.answer(question("a\ta\n")))
    list(desk.answer(question("a\ta\n")))
    cancelled = desk.answer(question(PAIRS))
    next(cancelled)
    assert [file.closed for file in opened] == [True, False, False]
    cancelled.close()
    assert [file.closed for file in opened] == [True, False, True]
    del desk, cancelled
    gc.collect()
    assert all(file.closed for file in opened)


def test_it_needs_no_torch():
    code = "import sys, seqviz.training.scoring; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
