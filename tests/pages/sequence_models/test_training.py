"""Runs on the page: asked first, started, steered, and judged by what they measured."""

from types import SimpleNamespace

import pytest
from sequence_models_visit import NAME, SMALL, choose, label, predict, press, ran, said, slide, trained, visit, watch_of

from seqviz.records.forecast import HorizonQuestion
from seqviz.records.problem import Problem
from seqviz.text.catalog import load_catalog
from seqviz.ui.sequence_models import session

LONG = {**SMALL, "idea": "forecast", "max_steps": 5000}


class TestTransport:
    def test_training_waits_for_the_prediction(self):
        app = visit(idea="forecast")
        assert app.button(key=f"{NAME}.train").disabled
        assert not predict(app).button(key=f"{NAME}.train").disabled

    def test_pause_step_resume_reset(self, runs):
        app = trained(looks=1, **LONG)
        press(app, "pause")
        stopped = runs[0].training.step
        press(app, "step")
        assert runs[0].training.step == stopped + 10
        press(app, "resume")
        assert [name for name, _ in runs[0].commands] == ["pause", "step", "resume"]
        press(app, "reset")
        assert runs[0].state == "freed"
        assert app.button(key=f"{NAME}.train").disabled

    def test_ten_steps_are_ten_also_of_a_run_that_has_to_start_first(self, runs):
        press(predict(visit(**LONG)), "step")
        assert runs[0].state == "paused"
        assert runs[0].training.step == 10

    def test_slow_motion_holds_for_the_next_run_too(self, runs):
        app = trained(looks=1, **LONG)
        app.toggle(key=f"{NAME}.slow").set_value(True)
        ran(app)
        press(predict(press(app, "reset")), "step")
        assert [run.commands[:1] for run in runs] == [[("speed", 10.0)], [("speed", 10.0)]]

    def test_train_pressed_again_starts_a_run_with_the_new_settings(self, runs):
        app = slide(trained(looks=1, **LONG), "tau", 9)
        assert label("settings-changed") in said(app)
        press(app, "again")
        assert [run.config.tau for run in runs] == [4, 9]
        assert runs[0].state == "freed"

    def test_a_reload_finds_the_run(self, runs):
        trained(looks=1, **LONG)
        assert visit(run="run", **LONG).button(key=f"{NAME}.pause")
        assert len(runs) == 1

    def test_a_full_house_is_said_and_the_page_stays(self, monkeypatch):
        def full(*_, **__):
            raise Problem("jobs.full", places=4)

        monkeypatch.setattr(session, "engine", lambda: SimpleNamespace(start=full))
        app = press(predict(visit(**LONG)), "train")
        assert load_catalog("en")("jobs.full", places=4) in said(app)


class TestLearningRate:
    @staticmethod
    def turn(app, value):
        next(s for s in app.select_slider if s.key.startswith(f"{NAME}.live-rate")).set_value(value)
        return ran(app)

    def test_it_changes_the_run_while_it_trains(self, runs):
        app = self.turn(trained(looks=1, **LONG), 0.1)
        assert runs[0].training.learning_rate == 0.1
        assert label("settings-changed") not in said(app)

    def test_after_a_reload_it_shows_the_value_in_force(self, runs):
        self.turn(trained(looks=1, **LONG), 0.1)
        assert watch_of(ran(visit(run="run", **LONG))).learning_rate == 0.1
        knob = next(s for s in visit(run="run", **LONG).select_slider if "live-rate" in s.key)
        assert knob.value == 0.1

    def test_once_the_run_has_ended_it_sets_the_next_one(self, runs):
        app = self.turn(trained(idea="forecast", max_steps=20, **SMALL), 0.1)
        assert app.query_params["learning_rate"] == "0.1"
        press(app, "again")
        assert [run.config.learning_rate for run in runs] == [0.003, 0.1]

    def test_a_run_that_diverges_says_so_and_a_lower_rate_trains(self, runs):
        app = trained(looks=1, idea="forecast", source="sine")
        runs[0].training.runners[0].model.network[-1].weight.data.fill_(1e9)
        ran(app, times=2)
        assert any("grew without bound" in str(e.value) for e in app.error)
        press(self.turn(app, 0.0001), "again")
        assert runs[1].config.learning_rate == 0.0001
        assert not app.error


class TestOutcome:
    def test_it_is_the_least_measured_error(self, runs):
        app = trained("latent", idea="forecast", max_steps=120)
        assert runs[0].state == "finished"
        assert label("predict.outcome", answer=f"**{label('name.seasonal')}**") in said(app)
        assert label("predict.yours", answer=f"**{label('name.latent')}**") + " ✗" in said(app)

    def test_a_run_too_short_to_judge_says_so(self):
        app = trained("mean", idea="order", max_steps=60, **SMALL)
        assert label("predict.too-short", needed=100, measured="") in said(app)
        assert "✗" not in said(app)
        assert "✓" not in said(app)

    def test_it_is_about_the_last_step_and_agrees_with_the_answer(self, runs):
        app = trained("latent", idea="forecast", source="sine", max_steps=110)
        found = runs[0].training.answer(HorizonQuestion())
        assert f"{label('name.latent')} {found.errors['latent'][-1]:.3g}" in said(app)

    def test_the_truth_fed_in_leaves_it_as_it_was_measured(self):
        app = trained("latent", idea="forecast", source="sine", max_steps=110)
        outcome = next(
            line for line in said(app).splitlines() if label("predict.outcome", answer="").strip(" .") in line
        )
        assert outcome in said(choose(app, "pick-feedback", "truth"))

    def test_another_series_does_not_inherit_it(self):
        app = trained("mean", idea="order", max_steps=110, **SMALL)
        assert label("predict.waiting") not in said(app)
        choose(app, "source", "sine")
        assert label("predict.waiting") in said(predict(app, "mean"))

    def test_moved_knobs_hide_it_until_the_next_run(self):
        app = trained("mean", idea="order", max_steps=110, **SMALL)
        assert label("predict.waiting") not in said(app)
        assert label("predict.waiting") in said(slide(app, "tau", 9))


class TestHorizon:
    @pytest.mark.parametrize("k", [1, 4, 16, 64, 0])
    @pytest.mark.parametrize("feedback", ["prediction", "truth"])
    def test_every_horizon_and_both_ways_of_feeding_are_answered(self, k, feedback):
        app = trained(
            idea="forecast", source="sine", k=k, feedback=feedback, **{**SMALL, "max_steps": 20, "horizon": 64}
        )
        answer = watch_of(app).answer
        assert answer.step == 20
        assert answer.feedback == feedback
        assert bool(answer.alone) == (k == 0)

    def test_beyond_the_horizon_the_furthest_forecast_is_shown_and_said(self):
        app = trained(idea="forecast", k=64, max_steps=20, **SMALL)
        assert label("k.short", k=64, nearest=16) in said(app)
        assert label("k.short", k=16, nearest=16) not in said(choose(app, "pick-k", 16))
