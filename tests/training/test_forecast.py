"""Forecasting runs: contestants learn alone as in lockstep, replay exactly, answer honestly, stop when they diverge."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
import torch

from seqviz.config.forecast import ForecastConfig, contest_of
from seqviz.data.series.library import load_series, season_of
from seqviz.data.series.split import baseline_forecasts, reach_of, shuffled, split_series
from seqviz.models.forecaster import LatentModel, WindowModel, initialise
from seqviz.records.forecast import CONTESTANTS, ForecastEvaluation, ForecastStep, HorizonQuestion
from seqviz.records.problem import Problem
from seqviz.records.series import Series, frozen
from seqviz.records.trail import Point
from seqviz.records.training import OutcomeRecord
from seqviz.training.clipping import clip_gradients
from seqviz.training.forecast import Training, train
from seqviz.training.horizon import k_steps, one_step
from seqviz.training.loop import records_of
from seqviz.training.optimizers import make_optimizer

torch.set_num_threads(1)  # as in a worker; with more, small steps mostly wait for each other

TASKS = [("forecast", "window"), ("fill", "window"), ("fill", "latent"), ("order", "window"), ("order", "latent")]


def small(**more: object) -> ForecastConfig:
    return ForecastConfig(**{"source": "sine", "width": 8, "history": 8, "horizon": 16, "max_steps": 30, **more})


def contestants(config: ForecastConfig) -> dict[str, Training]:
    contest = contest_of(config)
    return {name: Training(part) for name, part in zip(contest.names, contest.configs, strict=True)}


def last_errors(config: ForecastConfig) -> dict[str, float]:
    found = {}
    for name, part in zip(contest_of(config).names, contest_of(config).configs, strict=True):
        found[name] = [r.error for r in train(part) if isinstance(r, ForecastEvaluation)][-1]
    return found


def losses(config: ForecastConfig) -> list[float]:
    return [record.loss for record in train(config) if isinstance(record, ForecastStep)]


def losses_in_lockstep(config: ForecastConfig) -> dict[str, list[float]]:
    """Both models of a forecast or an order experiment in one loop, on segments from one generator of places."""
    series = load_series(config)
    reach = reach_of(config, len(series))
    split, length = split_series(series, reach), reach.before + 1
    values, models, optimizers = {}, {}, {}
    for name in CONTESTANTS[config.task]:
        read = shuffled(series.values, seed=config.seed) if name == "shuffled" else series.values
        values[name] = torch.tensor((read - split.mean) / split.scale, dtype=torch.float32)
        latent = "latent" in (name, config.family)
        models[name] = LatentModel(config.width) if latent else WindowModel(reach.window, 0, config.width)
        initialise(models[name], torch.Generator().manual_seed(config.seed))
        optimizers[name] = make_optimizer("adam", list(models[name].parameters()), config.learning_rate)
    places, found = np.random.default_rng(config.seed), {name: [] for name in models}
    for _ in range(config.max_steps):
        starts = places.integers(0, split.start - length + 1, config.batch_size)
        index = torch.from_numpy(starts[:, None] + np.arange(length))
        for name, model in models.items():
            batch = values[name][index]
            loss = (model(batch, reach.window, length) - batch[:, reach.window :]).square().mean()
            model.zero_grad(set_to_none=True)
            loss.backward()
            norm, _ = clip_gradients(list(model.parameters()), None)
            optimizers[name].step((~torch.isfinite(norm)).float())
            found[name].append(loss.item())
    return found


class TestModels:
    @pytest.mark.parametrize(
        "model", [WindowModel(3, 0, 5), WindowModel(2, 2, 5), LatentModel(5), LatentModel(6, both=True)]
    )
    def test_a_position_never_sees_its_own_value(self, model: torch.nn.Module) -> None:
        initialise(model, torch.Generator().manual_seed(0))
        values = torch.randn(2, 12, requires_grad=True)
        first, last = 4, 9
        for place in range(last - first):
            (gradient,) = torch.autograd.grad(model(values, first, last)[:, place].sum(), values)
            assert torch.all(gradient[:, first + place] == 0)
            assert torch.any(gradient[:, first + place - 1] != 0)
            sees_future = bool(torch.any(gradient[:, first + place + 1 :] != 0))
            assert sees_future == (getattr(model, "after", 0) > 0 or getattr(model, "future", None) is not None)

    @pytest.mark.parametrize("model", [WindowModel(3, 0, 5), LatentModel(5)])
    def test_rolling_out_is_predicting_on_ones_own_predictions(self, model: torch.nn.Module) -> None:
        initialise(model, torch.Generator().manual_seed(0))
        known = torch.randn(2, 6)
        path = model.roll_out(known, 4)
        for _ in range(4):
            length = known.shape[1]
            padded = torch.cat([known, torch.zeros(2, 1)], 1)
            known = torch.cat([known, model(padded, length, length + 1)], 1)
        torch.testing.assert_close(path, known[:, 6:])

    def test_the_latent_state_is_the_lectures_equation(self) -> None:
        model = LatentModel(4)
        initialise(model, torch.Generator().manual_seed(1))
        weights = dict(model.past.cells[0].fused.named_parameters())
        values, state = torch.randn(1, 5), torch.zeros(4)
        for value in values[0, :4]:
            state = torch.tanh(
                weights["weight_hh_l0"] @ state + weights["weight_ih_l0"][:, 0] * value
                + weights["bias_ih_l0"] + weights["bias_hh_l0"]
            )  # fmt: skip
        torch.testing.assert_close(model(values, 4, 5)[0], model.output(state))


class TestRun:
    @pytest.mark.parametrize(("task", "family"), TASKS)
    def test_the_same_config_gives_the_same_records(self, task: str, family: str) -> None:
        for config in contest_of(small(task=task, family=family, max_steps=12)).configs:
            assert list(train(config)) == list(train(config))

    @pytest.mark.parametrize(("task", "family"), [("forecast", "window"), ("order", "window"), ("order", "latent")])
    def test_a_model_trained_alone_is_that_of_the_lockstep_to_the_bit(self, task: str, family: str) -> None:
        config = small(task=task, family=family, max_steps=15)
        contest = contest_of(config)
        alone = {name: losses(part) for name, part in zip(contest.names, contest.configs, strict=True)}
        assert alone == losses_in_lockstep(config)
        first, second = alone.values()
        assert first != second

    def test_records_stand_on_curves(self) -> None:
        records = list(train(small(max_steps=10)))
        assert all(isinstance(record, Point) for record in records)
        seconds = [record.seconds for record in records if isinstance(record, ForecastStep)]
        assert 0 < seconds[0] < seconds[-1]
        assert seconds == sorted(seconds)

    def test_records_come_in_order_and_the_run_ends_by_itself(self) -> None:
        records = list(train(small()))
        steps = [r.step for r in records if isinstance(r, ForecastStep)]
        assert steps == list(range(1, 31))
        assert [r.step for r in records if isinstance(r, ForecastEvaluation)] == [0, 1, 2, 5, 10, 20, 30]

    @pytest.mark.parametrize("task", ["forecast", "fill", "order"])
    def test_a_snapshot_replays_to_the_bit(self, task: str) -> None:
        for training in contestants(small(task=task)).values():
            for _ in range(7):
                training.advance()
            kept = training.snapshot()
            ahead = [training.advance() for _ in range(5)]
            training.set("learning_rate", 0.5)
            training.restore(kept)
            assert [training.advance() for _ in range(5)] == ahead

    def test_the_learning_rate_changes_the_next_step_and_stays_in_its_range(self) -> None:
        training = Training(small())
        training.set("learning_rate", 0.01)
        assert training.settings == {"learning_rate": 0.01}
        assert [r.learning_rate for r in training.advance() if isinstance(r, ForecastStep)] == [0.01]
        with pytest.raises(Problem, match="out-of-range"):
            training.set("learning_rate", -1.0)
        with pytest.raises(ValueError, match="theta"):
            training.set("theta", 1.0)

    def test_a_step_with_an_infinite_gradient_leaves_the_weights_as_they_are(self) -> None:
        training = Training(small())
        before = {name: value.clone() for name, value in training.model.state_dict().items()}
        training.values.fill_(1e30)
        step = training.advance()[1]
        assert not np.isfinite(step.loss)
        assert all(torch.equal(value, before[name]) for name, value in training.model.state_dict().items())

    def test_both_models_come_near_the_noise_of_the_sine(self) -> None:
        """The noise has a standard deviation of 0.2, and the last value errs by 0.2 * sqrt(2): between the two."""
        found = last_errors(ForecastConfig(source="sine", max_steps=250))
        assert min(found.values()) > 0.19
        assert max(found.values()) < 0.24

    def test_a_latent_state_and_a_window_beat_the_last_value_in_seattle(self) -> None:
        config = ForecastConfig(source="weather", max_steps=300)
        series = load_series(config)
        split = split_series(series, reach_of(config, len(series)))
        baselines = baseline_forecasts(series, split, season=season_of(config, series), horizons=(1,))
        assert max(last_errors(config).values()) < baselines.errors["last"][0]

    def test_the_future_helps_to_fill_in_yesterday(self) -> None:
        found = last_errors(ForecastConfig(task="fill", source="weather", max_steps=300))
        assert found["both"] < 0.9 * found["past"]

    def test_without_order_nothing_beats_the_mean(self) -> None:
        found = last_errors(ForecastConfig(task="order", source="weather", max_steps=200))
        spread = load_series(ForecastConfig(source="weather")).values.std()
        assert found["ordered"] < 0.5 * spread
        assert found["shuffled"] > 0.95 * spread

    def test_a_run_that_diverges_stops_and_keeps_its_last_good_state(self) -> None:
        training = Training(small(source="stocks", max_steps=400, learning_rate=10.0, width=256))
        training.model.network[-1].weight.data.fill_(1e9)
        records = []
        while not training.finished:
            records += training.advance()
        assert isinstance(records[-1], OutcomeRecord)
        assert records[-1].outcome == "diverged"
        assert records[-1].last_good_step == 0
        answer = training.answer(HorizonQuestion())
        assert np.isfinite(answer.errors).all()

    def test_a_run_that_broke_goes_on_from_its_good_weights_and_one_that_ended_does_not(self) -> None:
        training = Training(small())
        good = {name: value.clone() for name, value in training.model.state_dict().items()}
        training.model.network[-1].weight.data.fill_(1e9)
        while not training.finished:
            training.advance()
        (told,) = training.go_on(0.0001)
        assert told.outcome == "running"
        assert all(torch.equal(value, good[name]) for name, value in training.model.state_dict().items())
        assert training.settings == {"learning_rate": 0.0001}
        training.model.network[-1].weight.data.fill_(1e9)
        while not training.finished:
            training.advance()
        assert training.step < training.config.max_steps  # it broke again, and that was noticed
        training.go_on(0.0001)
        records = [record for record in records_of(training) if isinstance(record, ForecastStep)]
        assert records[-1].step == training.config.max_steps
        assert records[-1].loss < 10
        assert training.go_on(0.1) == ()


class TestAnswers:
    def test_a_forecast_reads_nothing_later_than_its_origin(self) -> None:
        training = contestants(small())["latent"]
        values, split = training.values.clone(), training.split
        before = k_steps(training.model, values, split, split.history)
        values[split.last - 5 :] += 100.0
        after = k_steps(training.model, values, split, split.history)
        for k in (1, 5, 16):
            same = torch.all(before[k - 1] == after[k - 1]).item()
            assert same == (k >= 5)

    @pytest.mark.parametrize("name", ["window", "latent"])
    def test_one_step_is_the_first_of_k_steps(self, name: str) -> None:
        training = contestants(small())[name]
        path = k_steps(training.model, training.values, training.split, training.reach.before)
        direct = one_step(training.model, training.values, training.split, (training.reach.before, 0))
        torch.testing.assert_close(path[0], direct)

    @pytest.mark.parametrize("name", ["window", "latent"])
    def test_a_fed_back_truth_makes_every_step_a_one_step_forecast(self, name: str) -> None:
        training = contestants(small())[name]
        answer = training.answer(HorizonQuestion(feedback="truth"))
        assert np.ptp(answer.errors) == pytest.approx(0)
        fed_back = training.answer(HorizonQuestion())
        assert fed_back.errors[0] == pytest.approx(answer.errors[0], rel=1e-5)

    @pytest.mark.parametrize("name", ["window", "latent"])
    def test_errors_are_those_of_the_forecasts(self, name: str) -> None:
        training = contestants(small())[name]
        answer = training.answer(HorizonQuestion(horizons=(1, 4, 16, 64), alone=True))
        series = load_series(training.config)
        truth = series.values[training.split.first : training.split.last]
        assert answer.horizons == (1, 4, 16)
        for row, k in enumerate(answer.horizons):
            found = np.sqrt(np.mean((answer.forecasts[row] - truth) ** 2))
            assert found == pytest.approx(answer.errors[k - 1], rel=1e-4)
        assert answer.alone is not None
        assert len(answer.alone) == len(series) - training.split.start

    @pytest.mark.parametrize("task", ["fill", "order"])
    def test_other_tasks_answer_one_step_ahead(self, task: str) -> None:
        for training in contestants(small(task=task)).values():
            answer = training.answer(HorizonQuestion())
            assert answer.horizons == (1,)
            assert len(answer.forecasts) == len(answer.errors) == 1
            assert answer.alone is None

    def test_asking_does_not_disturb_the_run_and_a_snapshot_answers_as_it_was(self) -> None:
        training = Training(small())
        kept = training.snapshot()
        first = training.answer(HorizonQuestion())
        records = [training.advance() for _ in range(3)]
        again = training.answer(HorizonQuestion(), kept)
        assert again.step == 0
        assert np.array_equal(again.errors, first.errors)
        assert [r for part in records for r in part] == list(islice(train(small()), sum(map(len, records))))


class TestSmallSeries:
    @pytest.mark.parametrize(("task", "family"), TASKS)
    @pytest.mark.parametrize("length", [40, 61])
    def test_forty_values_are_enough_for_every_experiment(self, task: str, family: str, length: int) -> None:
        own = Series(
            name="x", kind="own", unit="", season=7, values=frozen(np.sin(np.arange(length)))
        )  # fmt: skip
        config = ForecastConfig(task=task, family=family, source="own", own=own, tau=64, history=128, max_steps=10)
        for part in contest_of(config).configs:
            assert len(losses(part)) == 10
            Training(part).answer(HorizonQuestion(alone=task == "forecast"))


class TestContest:
    def test_a_contest_has_both_models_of_its_task(self) -> None:
        contest = contest_of(small(task="fill"))
        assert contest.names == ("past", "both")
        assert [part.model for part in contest.configs] == ["past", "both"]
        assert {replace(part, model=None) for part in contest.configs} == {small(task="fill")}

    def test_a_model_belongs_to_its_task_and_stays_out_of_the_address(self) -> None:
        assert ForecastConfig(model="latent").to_query() == {}
        with pytest.raises(ValueError, match="shuffled"):
            ForecastConfig(task="fill", model="shuffled")
