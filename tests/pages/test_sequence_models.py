"""The page of sequence models in both languages: every idea on every series, the questions, and what may go wrong."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from seqviz.config.forecast import ForecastConfig
from seqviz.data.series.library import load_series
from seqviz.records.forecast import HorizonQuestion
from seqviz.records.jobs import Poll
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.training.forecast import Training
from seqviz.ui.sequence_models import session
from seqviz.ui.sequence_models.settings import IDEAS

PAGE = Path(__file__).parents[2] / "pages" / "sequence_models.py"
pytestmark = pytest.mark.usefixtures("runs")

NAME = "sequence-models"
SMALL = {"width": 4, "history": 8, "batch_size": 4, "horizon": 16}
SOURCES = ("sine", "weather", "stocks", "ratings", "earthquake")
QUESTIONS = {"chain": "equal", "series": "season", "forecast": "seasonal", "fill": "some", "order": "mean"}


class RunInThisProcess:
    """Stands for a run in a worker process: the same training, some steps at each look."""

    def __init__(self, config: ForecastConfig, *, steps_per_look: int = 40) -> None:
        self.id, self.config, self.steps = "run", config, steps_per_look
        self.training = Training(config)
        self.records: list[object] = []
        self.commands: list[tuple[str, object]] = []
        self.state = "training"

    def poll(self, since: int = 0) -> Poll:
        for _ in range(self.steps if self.state == "training" else 0):
            if not self.training.finished:
                self.records += self.training.advance()
        if self.training.finished:
            self.state = "diverged" if self.training.outcome == "diverged" else "finished"
        return Poll(
            status=self.state, step=self.training.step, records=tuple(self.records[since:]), last=len(self.records),
            description=self.training.description,
        )  # fmt: skip

    def command(self, name: str, value: object = None) -> None:
        self.commands.append((name, value))
        if name == "pause":
            self.state = "paused"
        elif name == "resume":
            self.state = "training"
        elif name == "step":
            for _ in range(int(value)):
                self.records += self.training.advance()
            self.state = "paused"
        elif name == "learning_rate":
            self.training.set(name, value)

    def ask_later(self, question: object, step: int | None = None) -> object:
        assert step is None
        answer = self.training.answer(question)
        return SimpleNamespace(done=lambda: True, result=lambda: answer)

    def release(self) -> None:
        self.state = "freed"


@pytest.fixture
def runs(monkeypatch):
    """The runs that the page starts; like a worker, they keep torch to one thread."""
    torch.set_num_threads(1)
    started: list[RunInThisProcess] = []

    def start(config, owner):
        assert owner
        started.append(RunInThisProcess(config))
        return started[-1]

    monkeypatch.setattr(session, "engine", lambda: SimpleNamespace(start=start))
    monkeypatch.setattr(session, "find_again", lambda run_id, owner, kind: next((r for r in started if r.id == run_id), None))
    monkeypatch.setattr(session, "presence", lambda: SimpleNamespace(hold=lambda run: None))
    return started


def visit(language="en", **query):
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    app.query_params["lang"] = language
    for key, value in query.items():
        app.query_params[key] = str(value)
    return ran(app)


def ran(app):
    app.run()
    assert not app.exception, app.exception
    return app


def group(app, key):
    return next(g for g in app.get("button_group") if g.key.startswith(f"{NAME}.{key}"))


def choose(app, key, value):
    group(app, key).set_value(value)
    return ran(app)


def press(app, key):
    app.button(key=f"{NAME}.{key}").click()
    return ran(app)


def predict(app, answer="show-me"):
    return choose(app, "answer-", answer)


def said(app):
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def label(key, language="en", **values):
    return load_catalog(language)(f"{NAME}.{key}", **values)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("idea", IDEAS)
def test_every_idea_opens_in_both_languages(language, idea):
    app = visit(language, idea=idea)
    assert app.title[0].value
    assert label("predict", language) in said(app)
    assert label("source.weather", language) in said(app)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("idea", IDEAS)
def test_every_idea_works_on_every_series(runs, idea, source):
    app = predict(visit(idea=idea, source=source, max_steps=20, **SMALL), QUESTIONS[idea])
    if idea in ("forecast", "fill", "order"):
        press(app, "train")
        ran(app)
        assert runs[0].config.source == source
        assert runs[0].training.step == 20
    assert label(f"source.{source}") in said(app)


def test_made_series_are_called_made_and_real_ones_real():
    for source in SOURCES:
        word = "Made" if source in ("sine", "ratings", "earthquake") else "Real"
        assert label(f"source.{source}").startswith(word)


class TestChainRule:
    def test_nothing_is_shown_before_the_prediction(self):
        app = visit()
        assert "tfrac" not in said(app)
        assert app.button(key=f"{NAME}.next").disabled

    def test_factors_come_one_by_one_and_both_products_meet(self):
        app = predict(visit(), "equal")
        assert said(app).count("tfrac") == 2
        press(app, "next")
        assert said(app).count("tfrac") == 4
        press(app, "all")
        assert said(app).count("tfrac") == 8
        assert said(app).count(label("chain.product", count=4, length=4, product="**0.02881**")) == 2
        assert "42/1,458" in said(app)
        press(app, "back")
        assert said(app).count("tfrac") == 6

    @pytest.mark.parametrize(("answer", "mark"), [("equal", "✓"), ("larger", "✗")])
    def test_the_prediction_is_checked_against_the_counts(self, answer, mark):
        app = predict(visit(), answer)
        assert label("predict.yours", answer=f"**{label(f'chain.answer.{answer}')}**") + f" {mark}" in said(app)

    def test_reset_lets_the_learner_predict_again(self):
        app = press(predict(visit()), "chain-reset")
        assert "tfrac" not in said(app)

    def test_moving_the_event_changes_nothing_before_it(self):
        app = predict(visit(moved=400))
        assert label("process.measured", day=400, changed=0) in said(app)
        app.slider(key=f"{NAME}.slider-moved").set_value(620)
        ran(app)
        assert label("process.same") in said(app)

    def test_length_and_place_go_to_the_address(self):
        app = predict(visit())
        app.slider(key=f"{NAME}.slider-length").set_value(3)
        ran(app)
        assert app.query_params["length"] == "3"


class TestMemory:
    def test_seattle_returns_after_a_year(self):
        app = predict(visit(idea="series"), "season")
        assert "✓" in said(app)
        assert "360" in said(app)

    def test_a_share_price_never_returns(self):
        app = predict(visit(idea="series", source="stocks", stock="IBM"), "season")
        assert label("memory.answer.never") in said(app) or label("memory.answer.other") in said(app)

    def test_the_season_can_be_chosen(self):
        app = visit(idea="series")
        app.number_input(key=f"{NAME}.season-number").set_value(7)
        ran(app)
        assert app.query_params["season"] == "7"


class TestRun:
    def test_training_waits_for_the_prediction(self):
        app = visit(idea="forecast")
        assert app.button(key=f"{NAME}.train").disabled
        assert not predict(app).button(key=f"{NAME}.train").disabled

    def test_the_outcome_is_the_least_measured_error(self, runs):
        app = press(predict(visit(idea="forecast", max_steps=120), "latent"), "train")
        for _ in range(3):
            ran(app)
        assert runs[0].state == "finished"
        assert label("predict.outcome", answer=f"**{label('name.seasonal')}**") in said(app)
        assert label("predict.yours", answer=f"**{label('name.latent')}**") + " ✗" in said(app)

    def test_pause_step_resume_reset(self, runs):
        app = press(predict(visit(idea="forecast", **SMALL)), "train")
        press(app, "pause")
        press(app, "step")
        press(app, "resume")
        assert [name for name, _ in runs[0].commands] == ["pause", "step", "resume"]
        press(app, "reset")
        assert runs[0].state == "freed"
        assert app.button(key=f"{NAME}.train").disabled

    def test_slow_motion_holds_for_the_next_run_too(self, runs):
        app = press(predict(visit(idea="forecast", **SMALL)), "train")
        app.toggle(key=f"{NAME}.slow").set_value(True)
        ran(app)
        press(press(app, "reset") and predict(app), "train")
        assert [run.commands[-1] for run in runs] == [("speed", 10.0), ("speed", 10.0)]

    def test_train_pressed_again_starts_a_run_with_the_new_settings(self, runs):
        app = press(predict(visit(idea="forecast", max_steps=5000, **SMALL)), "train")
        app.slider(key=f"{NAME}.tau").set_value(9)
        ran(app)
        assert label("settings-changed") in said(app)
        press(app, "again")
        assert [run.config.tau for run in runs] == [4, 9]
        assert runs[0].state == "freed"

    def test_a_reload_finds_the_run(self):
        press(predict(visit(idea="forecast", **SMALL)), "train")
        assert visit(idea="forecast", run="run", **SMALL).button(key=f"{NAME}.pause")

    def test_a_run_that_diverges_says_so(self, runs):
        app = predict(visit(idea="forecast"))
        press(app, "train")
        runs[0].training.runners[0].model.network[-1].weight.data.fill_(1e9)
        for _ in range(3):
            ran(app)
        assert any("grew without bound" in str(e.value) for e in app.error)

    def test_a_full_house_is_said_and_the_page_stays(self, monkeypatch):
        def full(*_, **__):
            raise Problem("jobs.full", places=4)

        monkeypatch.setattr(session, "engine", lambda: SimpleNamespace(start=full))
        app = press(predict(visit(idea="forecast", **SMALL)), "train")
        assert load_catalog("en")("jobs.full", places=4) in said(app)

    @pytest.mark.parametrize("k", [1, 4, 16, 64, 0])
    @pytest.mark.parametrize("feedback", ["prediction", "truth"])
    def test_every_horizon_and_both_ways_of_feeding_draw(self, runs, k, feedback):
        app = press(
            predict(
                visit(
                    idea="forecast", source="sine", k=k, feedback=feedback, **{**SMALL, "max_steps": 20, "horizon": 64}
                )
            ),
            "train",
        )
        ran(app)
        assert runs[0].training.step == 20

    def test_a_short_series_says_how_far_it_can_be_forecast(self, runs):
        app = press(
            predict(visit(idea="forecast", source="stocks", k=64, history=64, horizon=128, max_steps=40)), "train"
        )
        ran(app)
        nearest = runs[0].training.split.furthest
        assert (label("k.short", k=64, nearest=nearest) in said(app)) == (nearest < 64)


class TestAddress:
    def test_settings_come_from_the_address_and_go_back_to_it(self):
        app = visit(idea="fill", source="sine", tau=7, width=16, noise=0.4, family="latent")
        assert app.slider(key=f"{NAME}.tau").value == 7
        assert app.slider(key=f"{NAME}.noise").value == 0.4
        assert app.query_params["tau"] == "7"
        assert app.query_params["idea"] == "fill"
        assert "task" not in app.query_params

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(
        ("name", "value"),
        [("tau", "1000000"), ("tau", "four"), ("noise", "-1"), ("source", "moon"), ("idea", "none"), ("k", "5"),
         ("feedback", "me"), ("width", "nan"), ("learning_rate", "1e9"), ("horizon", "0"), ("at", "-3"),
         ("seed", "x" * 99)],
    )  # fmt: skip
    def test_what_is_wrong_in_the_address_falls_back_with_a_sentence(self, language, name, value):
        app = visit(language, **{name: value})
        assert len(app.warning) == 1
        assert load_catalog(language)(f"{NAME}.setting.{name}") in app.warning[0].value

    def test_a_link_to_somebodys_file_asks_for_the_file(self):
        app = visit(source="own")
        assert label("problem.no-file") in said(app)

    def test_another_idea_keeps_the_settings(self):
        app = visit(idea="forecast", tau=9, k=4)
        for idea in ("chain", "fill", "forecast"):
            choose(app, "idea", idea)
        assert app.slider(key=f"{NAME}.tau").value == 9
        assert app.query_params["k"] == "4"

    def test_another_series_starts_with_its_own_season(self):
        app = choose(visit(idea="series", season=30), "source", "stocks")
        assert app.number_input(key=f"{NAME}.season-number").value == 12


def csv_of(values):
    return ("value\n" + "\n".join(map(str, values))).encode()


class TestOwnSeries:
    def uploaded(self, content, idea="chain", language="en"):
        app = visit(language, source="own", idea=idea)
        app.get("file_uploader")[0].upload("mine.csv", content, "text/csv")
        return ran(app)

    @pytest.mark.parametrize("idea", IDEAS)
    def test_a_good_file_serves_every_idea(self, runs, idea):
        app = predict(self.uploaded(csv_of([7, *np.arange(89) % 5]), idea))
        assert label("own.summary", rows="90", low="0", high="7") in said(app)
        if idea in ("forecast", "fill", "order"):
            press(app, "train")
            assert len(load_series(runs[0].config)) == 90

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(
        ("content", "key", "values"),
        [
            (csv_of([1, 2]), "too-short", {"rows": 2, "needed": 40}),
            (csv_of([5] * 50), "constant", {"value": "5"}),
            (csv_of([*range(50), "closed"]), "text", {"row": 52, "column": "value", "text": "closed", "count": 1}),
            (csv_of([*range(30), *[""] * 25, 3]), "missing", {"count": 25, "rows": 56, "most": 20}),
            (b"\x00\x01", "binary", {}),
        ],
        ids=lambda v: v if isinstance(v, str) else "",
    )
    def test_a_bad_file_gets_its_sentence_and_the_page_stays(self, language, content, key, values):
        app = self.uploaded(content, language=language)
        assert label(f"problem.{key}", language, **values) in said(app)
        assert group(app, "source")

    def test_what_was_put_right_is_said(self):
        days = [str(d) for d in np.arange("2024-01-01", "2024-03-01", dtype="datetime64[D]")]
        days[3], days[4] = days[4], days[3]
        lines = [f"{d},{i % 9 if i != 20 else ''}" for i, d in enumerate(days)]
        app = self.uploaded(("day,price\n" + "\n".join(lines)).encode())
        assert label("notice.sorted", count="1") in said(app)
        assert label("notice.missing", count="1", rows="60") in said(app)

    def test_a_million_rows_use_the_newest(self):
        app = self.uploaded(csv_of(np.arange(1_000_000) % 97))
        assert label("notice.newest", rows="1,000,000", kept="20,000") in said(app)


class TestHonesty:
    def test_the_outcome_is_about_the_last_step_and_agrees_with_the_answer(self, runs):
        app = press(predict(visit(idea="forecast", source="sine", max_steps=110), "latent"), "train")
        for _ in range(2):
            ran(app)
        found = runs[0].training.answer(HorizonQuestion())
        assert f"{label('name.latent')} {found.errors['latent'][-1]:.3g}" in said(app)

    def test_the_truth_fed_in_leaves_the_outcome_as_it_was_measured(self, runs):
        app = press(predict(visit(idea="forecast", source="sine", max_steps=110), "latent"), "train")
        for _ in range(2):
            ran(app)
        outcome = label("predict.outcome", answer="").strip(" .")
        assert outcome in said(app)
        choose(app, "pick-feedback", "truth")
        assert outcome in said(app)

    def test_another_series_does_not_inherit_the_outcome(self):
        app = press(predict(visit(idea="order", max_steps=110, **SMALL), "mean"), "train")
        for _ in range(2):
            ran(app)
        choose(app, "source", "sine")
        predict(app, "mean")
        assert label("predict.waiting") in said(app)

    def test_moved_knobs_hide_the_outcome_until_the_next_run(self):
        app = press(predict(visit(idea="order", max_steps=110, **SMALL), "mean"), "train")
        for _ in range(2):
            ran(app)
        app.slider(key=f"{NAME}.tau").set_value(9)
        ran(app)
        assert label("predict.waiting") in said(app)
