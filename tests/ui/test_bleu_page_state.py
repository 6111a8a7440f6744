"""What the BLEU page keeps and decides without drawing: stops, guesses, address, a test set in its own process."""

import gc
import os
import signal
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.bleu import lecture_bleu
from seqviz.metrics.tally import CorpusSettings
from seqviz.records.problem import Problem
from seqviz.ui.bleu.corpus_run import CorpusRun
from seqviz.ui.bleu.guess import judge, read_guess
from seqviz.ui.bleu.settings import BleuSettings, presets, settings_from_query
from seqviz.ui.bleu.stops import asked_order, clamp_step, list_stops, next_order, start_of_order
from seqviz.ui.bleu.working import product

TOTALS = st.integers(1, 8).map(lambda longest: list(range(longest, 0, -1)))
SLOW = "".join(f"{' '.join(f'w{i % 50}' for i in range(300))}\tw1 w2 w3\n" for _ in range(3000)).encode()


class TestStops:
    @given(TOTALS)
    def test_every_ngram_has_its_stop_and_the_last_one_is_done(self, totals):
        stops = list_stops(totals)
        assert len(stops) == sum(totals) + 2 * len(totals) + 1
        assert [stop.done for stop in stops] == [False] * (len(stops) - 1) + [True]

    @given(TOTALS, st.data())
    def test_jumping_reaches_the_end_through_every_order(self, totals, data):
        stops = list_stops(totals)
        step = data.draw(st.integers(0, len(stops) - 1))
        seen = [step]
        while seen[-1] != len(stops) - 1:
            seen.append(next_order(stops, seen[-1]))
        assert all(stops[index].weighed for index in seen[1:])
        assert len(seen) <= len(totals) + 2

    @given(TOTALS, st.integers(-1, 100))
    def test_a_question_is_asked_only_about_what_is_not_on_the_screen(self, totals, step):
        stops = list_stops(totals)
        step = clamp_step(stops, step)
        asked = asked_order(stops, step, totals)
        if asked is None:
            assert stops[step].shown == totals[-1]
        else:
            assert stops[start_of_order(stops, asked)].shown == 0
            assert start_of_order(stops, asked) >= step or stops[step].n == asked

    def test_an_empty_prediction_is_done_at_once(self):
        (stop,) = list_stops([])
        assert stop.done


class TestGuess:
    @pytest.mark.parametrize(("typed", "value"), [("3/4", "3/4"), (".75", "3/4"), ("75 %", "3/4"), ("1", "1")])
    def test_a_number_is_read(self, typed, value):
        assert read_guess(typed).value == Fraction(value)

    @given(st.text(max_size=12))
    def test_anything_else_is_a_problem_and_nothing_worse(self, typed):
        try:
            guess = read_guess(typed)
        except Problem:
            return
        assert guess.value >= 0

    def test_the_clipped_ngram_is_pointed_at_before_the_missing_one(self):
        order = lecture_bleu(["x", "a", "a"], ["a", "b"], 1).ngrams[0]
        assert judge(read_guess("2/3"), order).hint == 2
        assert judge(read_guess("0/3"), order).hint == 1

    def test_a_rounded_decimal_is_right(self):
        order = lecture_bleu(["a", "x", "y"], ["a"], 1).ngrams[0]
        assert judge(read_guess("0.33"), order).verdict == "right"
        assert judge(read_guess("0.3"), order).verdict != "right"


class TestAddress:
    @pytest.mark.parametrize("name", sorted(presets()))
    def test_a_preset_survives_its_address(self, name):
        settings, problems = settings_from_query({"pair": name})
        assert not problems
        assert settings.preset == name
        assert settings_from_query(settings.to_query()) == (settings, [])

    @given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["words", "characters", "mixed"]),
           st.integers(1, 6), st.integers(-1, 50))  # fmt: skip
    def test_a_pair_of_ones_own_survives_its_address(self, prediction, reference, unit, max_n, step):
        settings = BleuSettings(prediction=prediction, reference=reference, unit=unit, max_n=max_n, step=step)
        assert settings_from_query(settings.to_query()) == (settings, [])

    def test_long_texts_stay_out_of_the_address(self):
        settings = BleuSettings(prediction="a " * 400, reference="b")
        assert settings.too_long_for_address
        assert "prediction" not in settings.to_query()


def test_the_working_writes_the_learners_own_numbers():
    text = product(lecture_bleu(["A", "B", "B", "C", "D"], ["A", "B", "C", "D", "E", "F"], 2))
    assert r"e^{1-6/5}" in text
    assert r"\bigl(\tfrac{4}{5}\bigr)^{1/2}" in text
    assert r"\mathbf{0.6815}" in text


class TestCorpusRun:
    def finished(self, run):
        deadline = time.monotonic() + 60
        while run.active and time.monotonic() < deadline:
            time.sleep(0.05)
        return run

    def running(self, run):
        deadline = time.monotonic() + 60
        while run.status == "waiting" and time.monotonic() < deadline:
            time.sleep(0.02)
        assert run.status == "running"
        return run

    def test_it_leaves_a_report_and_a_csv(self):
        run = self.finished(CorpusRun([b"a b\ta b\n"], CorpusSettings(max_n=2)))
        assert run.status == "done"
        assert run.report.lecture.score.score == 1.0
        assert run.csv().decode("utf-8-sig").splitlines()[1].startswith("1,scored,a b,a b")

    def test_a_problem_is_reported(self):
        run = self.finished(CorpusRun([b"a\nb\n", b"a\n"], CorpusSettings()))
        assert (run.status, run.problem.key) == ("failed", "bleu.error.unequal")

    def test_it_can_be_stopped(self):
        run = self.running(CorpusRun([SLOW], CorpusSettings()))
        run.stop()
        assert self.finished(run).status == "stopped"
        assert run.report is None

    def test_a_killed_process_is_a_problem_not_a_hang(self):
        run = self.running(CorpusRun([SLOW], CorpusSettings()))
        os.kill(run._work.process.pid, signal.SIGKILL)
        assert self.finished(run).problem.key == "bleu.error.process"

    def test_a_run_that_nobody_holds_ends_and_cleans_up(self):
        run = self.running(CorpusRun([SLOW], CorpusSettings()))
        process, folder = run._work.process, run._work.folder
        del run
        gc.collect()
        process.wait(10)
        assert not folder.exists()
