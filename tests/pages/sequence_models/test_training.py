"""Runs on the page: asked first, started, steered, and judged by what they measured."""

from types import SimpleNamespace

import numpy as np
import pytest

from seqviz.config.forecast import contest_of
from seqviz.records.forecast import HorizonQuestion
from seqviz.records.problem import Problem
from seqviz.text.numbers import number_text
from seqviz.ui.experiment import slot
from seqviz.ui.lessons.sequence_models import charts
from seqviz.ui.lessons.sequence_models.exercises import exercises_of
from seqviz.ui.lessons.sequence_models.files import files_of
from seqviz.ui.lessons.sequence_models.outline import experiment_of
from tests.pages.sequence_models.sequence_models_visit import (
    NAME,
    SMALL,
    kit,
    label,
    predict,
    press,
    put,
    ran,
    set_idea,
    set_source,
    settings_of,
    slide,
    the,
    trained,
    visit,
    watch_of,
    words,
)
from tests.pages.visiting import address
from tests.pages.visiting import label as any_label

LONG = {**SMALL, "idea": "forecast", "max_steps": 5000}
RIGHT, WRONG = ":green[", ":orange["


def latent_of(run):
    return run.training.trainings["latent"]


class TestTransport:
    def test_train_with_an_open_question_skips_it(self, runs):
        app = press(visit(idea="forecast"), "train")
        assert len(runs) == 1
        assert settings_of(app).guesses == {"forecast/weather": "show"}

    def test_pause_step_resume_reset(self, runs):
        app = trained(looks=1, **LONG)
        press(app, "pause")
        stopped = runs[0].step
        press(app, "step-10")
        assert runs[0].step == stopped + 10
        press(app, "resume")
        assert [name for name, _ in runs[0].commands] == ["pause", "step", "resume"]
        press(app, "reset")
        assert runs[0].status == "freed"
        assert watch_of(app) is None
        assert not settings_of(app).guesses

    def test_ten_steps_are_ten_also_of_a_run_that_has_to_start_first(self, runs):
        press(predict(visit(**LONG)), "step-10")
        assert runs[0].status == "paused"
        assert runs[0].step == 10

    def test_slow_motion_holds_for_the_next_run_too(self, runs):
        app = trained(looks=1, **LONG)
        put(app, "toggle", f"{NAME}.slow", True)
        press(predict(press(app, "reset")), "step-10")
        assert [run.commands[:1] for run in runs] == [[("speed", 10.0)], [("speed", 10.0)]]

    def test_a_run_with_other_settings_is_pointed_out_and_train_starts_theirs(self, runs):
        app = slide(trained(looks=1, **LONG), "tau", 9)
        assert kit("status.changed") in words(app)
        press(press(app, "pause"), "train")
        assert [{config.tau for config in run.config.configs} for run in runs] == [{4}, {9}]
        assert runs[0].status == "freed"

    def test_a_reload_finds_the_run(self, runs):
        trained(looks=1, **LONG)
        assert visit(run="run", **LONG).button(key=f"{NAME}.pause")
        assert len(runs) == 1

    def test_each_experiment_has_a_run_of_its_own_and_finds_it_again(self, runs):
        app = trained(looks=1, **LONG)
        set_idea(app, "fill")
        assert watch_of(app) is None  # neither is the forecast's run taken for one of this experiment
        press(app, "train")
        assert [run.config.names for run in runs] == [("window", "latent"), ("past", "both")]
        set_idea(app, "forecast")
        assert watch_of(app).run is runs[0]
        assert runs[0].status != "freed"
        set_source(app, "sine")
        assert watch_of(app) is None

    def test_a_start_that_is_refused_is_said_and_the_page_stays(self, monkeypatch):
        def refuse(*_, **__):
            raise Problem("jobs.no-worker")

        monkeypatch.setattr(slot, "engine", lambda: SimpleNamespace(start=refuse))
        app = press(predict(visit(**LONG)), "train")
        assert any_label("jobs.no-worker") in words(app)


class TestLearningRate:
    @staticmethod
    def turn(app, value):
        return put(app, "select_slider", f"{NAME}.knob-learning_rate", value)

    def test_it_changes_both_models_while_they_train(self, runs):
        app = self.turn(trained(looks=1, **LONG), 0.1)
        assert runs[0].training.settings == {"window": {"learning_rate": 0.1}, "latent": {"learning_rate": 0.1}}
        assert kit("status.changed") not in words(app)

    def test_after_a_reload_it_shows_the_value_in_force_and_another_click_keeps_it(self, runs):
        self.turn(trained(looks=1, **LONG), 0.1)
        app = visit(run="run", **LONG)
        assert the(app, "select_slider", f"{NAME}.knob-learning_rate").value == 0.1
        press(app, "pause")
        assert runs[0].training.settings["latent"] == {"learning_rate": 0.1}

    def test_once_the_run_has_ended_it_sets_the_next_one(self, runs):
        app = self.turn(trained(idea="forecast", max_steps=20, **SMALL), 0.1)
        assert address(app)["learning_rate"] == "0.1"
        press(app, "train")
        assert [run.config.configs[0].learning_rate for run in runs] == [0.003, 0.1]

    def test_a_model_that_diverges_is_named_and_the_other_goes_on(self, runs):
        app = trained(looks=1, idea="forecast", source="sine")
        latent_of(runs[0]).model.output.weight.data.fill_(1e9)
        ran(app)
        assert "latent state broke at step" in words(app)
        assert kit("status.broken.rate") in words(app)
        assert runs[0].status == "training"
        press(self.turn(press(app, "reset"), 0.0001), "train")
        assert runs[1].config.configs[0].learning_rate == 0.0001
        assert "broke at step" not in words(app)


class TestOutcome:
    def test_it_is_the_least_measured_error(self, runs):
        app = trained("latent", idea="forecast", max_steps=120)
        assert runs[0].status == "finished"
        assert kit("predict.came-out", answer=f"**{label('name.seasonal')}**") in words(app)
        assert label("forecast.naive-wins", name=label("name.seasonal")) in words(app)
        assert WRONG in words(app)

    def test_a_run_too_short_to_judge_says_so(self):
        app = trained("mean", idea="order", max_steps=60, **SMALL)
        assert label("predict.too-short", needed=100, measured="") in words(app)
        assert WRONG not in words(app)
        assert RIGHT not in words(app)

    def test_it_is_about_the_last_step_and_agrees_with_the_answers(self, runs):
        app = trained("latent", idea="forecast", source="sine", max_steps=110)
        for name in ("window", "latent"):
            error = runs[0].training.answer(HorizonQuestion(), None, name).errors[-1]
            assert f"{label(f'name.{name}')} {number_text(error, 'en')}" in words(app)

    def test_feeding_the_truth_does_not_change_it(self):
        app = trained("latent", idea="forecast", source="sine", max_steps=110)
        came_out = kit("predict.came-out", answer="").strip()
        outcome = next(line for line in words(app).splitlines() if line.startswith(came_out))
        assert outcome in words(put(app, "button_group", f"{NAME}.setting-feedback", "truth"))

    def test_filling_in_is_compared_with_the_line_that_costs_nothing(self):
        app = trained("some", idea="fill", max_steps=110, **SMALL)
        assert "A straight line between the two neighbours, without training: 2.1" in words(app)

    def test_another_series_does_not_inherit_it(self):
        app = trained("mean", idea="order", max_steps=110, **SMALL)
        assert kit("predict.waiting") not in words(app)
        set_source(app, "sine")
        assert kit("predict.waiting") in words(predict(app, "mean"))

    def test_moved_knobs_hide_it_until_the_next_run(self):
        app = trained("mean", idea="order", max_steps=110, **SMALL)
        assert kit("predict.waiting") not in words(app)
        assert kit("predict.waiting") in words(slide(app, "tau", 9))


class TestHorizon:
    @pytest.mark.parametrize("k", [1, 4, 16, 64, 0])
    @pytest.mark.parametrize("feedback", ["prediction", "truth"])
    def test_every_horizon_and_both_ways_of_feeding_are_answered(self, k, feedback):
        app = trained(
            idea="forecast", source="sine", k=k, feedback=feedback, **{**SMALL, "max_steps": 20, "horizon": 64}
        )
        for name in ("window", "latent"):
            answer = watch_of(app).asked("horizon", name).answer
            assert answer.step == 20
            assert answer.feedback == feedback
            assert (answer.alone is not None) == (k == 0)

    def test_only_distances_that_the_series_reaches_are_offered(self):
        app = visit(idea="forecast", k=64, **SMALL)
        assert list(the(app, "button_group", f"{NAME}.k").options) == [
            "1", "4", "16", label("k.alone")
        ]  # fmt: skip
        assert the(app, "button_group", f"{NAME}.k").value == 16

    def test_curves_are_in_the_unit_of_the_series(self, runs, monkeypatch):
        drawn = {}
        monkeypatch.setattr(charts, "chart", lambda figure, *, key, series, **_: drawn.update({key: series}))
        trained(idea="forecast", max_steps=42, **SMALL)
        errors = drawn["sequence-models-chart-errors-forecast"]
        latent = latent_of(runs[0])
        assert errors["latent"]["y"][-1] == latent._evaluate().error
        step = errors["latent training"]["x"][-1]
        (loss,) = (r.loss for r in runs[0].progress.news(0, None, status="finished", described=True).records
                   if getattr(r, "loss", None) and r.step == step and r.contestant == "latent")  # fmt: skip
        assert errors["latent training"]["y"][-1] == pytest.approx(np.sqrt(loss) * latent.split.scale)


class TestTakeHome:
    def test_the_files_hold_the_settings_and_all_errors_of_the_run(self, runs):
        app = trained(idea="fill", max_steps=40, **SMALL)
        page = SimpleNamespace(name=NAME, t=label_of)
        settings = settings_of(app)
        watch = watch_of(app)
        found = {file.file_name: file.content() for file in files_with(page, settings, watch)}
        assert "width,4" in found[f"{NAME}-settings.csv"].splitlines()
        rows = [line.split(",") for line in found[f"{NAME}-errors.csv"].splitlines()[1:]]
        assert {row[0] for row in rows} == {"past", "both"}
        last = [row for row in rows if row[:3] == ["both", "held-out values", "40"]]
        assert float(last[0][3]) == runs[0].training.trainings["both"]._evaluate().error

    def test_without_a_run_there_is_none(self):
        app = visit(idea="fill")
        page = SimpleNamespace(name=NAME, t=label_of)
        assert files_with(page, settings_of(app), None) == []


def label_of(key):
    return key


def files_with(page, settings, watch):
    """The files of the page, whose slot lives in a session that is over."""
    from unittest.mock import patch

    with patch("seqviz.ui.lessons.sequence_models.files.slot_of", lambda *_: SimpleNamespace(watch=watch)):
        return files_of(page, settings)


class TestExperiments:
    def test_a_click_sets_the_controls_and_the_run_judges(self, runs):
        app = press(visit(idea="forecast"), "exercise-set-up-window")
        config = experiment_of(settings_of(app))
        assert (config.source, config.tau, config.task) == ("earthquake", 16, "forecast")
        for _ in range(20):
            if not runs or runs[0].status == "training":
                press(app, "train") if not runs else ran(app)
        assert runs[0].config == contest_of(config)
        assert "last value: 0.265" in words(app)
        assert f"{RIGHT}:material/check_circle:] {label('name.window')}" not in words(app)
        press(slide(app, "tau", 2), "train")
        for _ in range(20):
            ran(app)
        assert runs[1].status == "finished"
        assert f"{RIGHT}:material/check_circle:] {label('name.window')}" in words(app)

    def test_every_idea_has_an_exercise_whose_labels_are_there(self):
        for idea in ("chain", "series", "forecast", "fill", "order"):
            settings = settings_of(visit(idea=idea))
            page = SimpleNamespace(name=NAME, t=label_of)
            assert exercises_of(page, settings)
