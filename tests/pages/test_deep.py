"""The page on deep networks with the real engine behind it: presets, the verdict, the grid and the gradients."""

import numpy as np
import pytest

from seqviz.config.parameters import parameters_of
from seqviz.ui.lessons.deep.gradients import by_layer, felt
from seqviz.ui.lessons.deep.outline import EQUAL_PARAMETERS, EQUAL_WIDTH
from seqviz.ui.lessons.deep.prediction import _rates
from seqviz.ui.lessons.deep.verdict import STEP, Measured, Verdict, loss_at
from tests.pages.visiting import label, load_catalog, pick, press, put, ran, until, visit, words

pytestmark = pytest.mark.usefixtures("workers")

SMALL = {"hidden_size": "8", "batch_size": "2", "steps": "4"}
TWO = {**SMALL, "rivals": "layers:2"}


def watch_of(app):
    return app.session_state["deep.slot"].watch


def trained(language="en", **query):
    app = press(visit("deep", language, **{**TWO, **query}), "deep.step-10")
    return until(app, lambda app: watch_of(app).poll.step == 10)


def step_of(app, what):
    answer = watch_of(app).asked(what, "b").answer
    return answer.step if answer else None


def model(layers, loss, seconds, once, parameters=100):
    return Measured(layers=layers, parameters=parameters, loss=loss, seconds=seconds, loss_at_once=once)


VERDICT = Verdict(models={"a": model(1, 2.0, 1.0, 2.0), "b": model(2, 1.8, 1.5, 1.95, parameters=101)}, moment=1.0)


def test_a_lead_at_equal_steps_is_weighed_against_the_one_at_equal_seconds():
    assert (VERDICT.at_equal_steps, VERDICT.at_equal_seconds) == ("b", "b")
    assert VERDICT.kept("b") == pytest.approx(0.25)
    assert VERDICT.kept("a") is None
    assert VERDICT.shares["b"] == pytest.approx(0.01)


def test_a_loss_between_two_readings_lies_on_the_line_between_them():
    assert loss_at(1.5, [0, 1, 2], [3.3, 2.0, 1.0]) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("faster", "deeper", "answer"), [(1.7, 1.8, "rate"), (1.9, 1.8, "layer"), (1.8, 1.81, "close")]
)
def test_a_layer_and_a_rate_are_compared_by_their_losses(faster, deeper, answer):
    losses = (2.0, faster, deeper, 1.6)
    found = Verdict(models={name: model(1, loss, 1, loss) for name, loss in zip("abcd", losses, strict=True)}, moment=1)
    assert _rates(found, load_catalog("en")).answers == {answer}


def test_norms_are_joined_by_layer_and_the_output_belongs_to_none():
    names = ("W_x 1", "W_h 1", "b_x 1", "W_x 2", "embedding", "W_o", "b_o")
    norms = np.array([[3.0, 4.0, 0.0, 2.0, 9.0, 9.0, 9.0]])
    assert by_layer(norms, names).tolist() == [[5.0, 2.0]]


def test_where_no_gradient_arrives_the_curve_has_a_gap():
    assert felt((0.5, 1e-12, 0.0)) == [0.5, 1e-12, None]


def test_presets_ask_each_their_own_question():
    app = visit("deep")
    assert label("deep.predict", step=STEP) in words(app)
    put(app, "button_group", "deep.preset", "seconds")
    assert label("deep.predict.seconds", step=STEP) in words(app)
    put(app, "button_group", "deep.preset", "rate")
    assert label("deep.predict.rate", step=STEP) in words(app)
    put(app, "button_group", "deep.preset", "width")
    assert app.session_state["deep.settings"].view.rivals == EQUAL_WIDTH
    put(app, "button_group", "deep.preset", "parameters")
    assert app.session_state["deep.settings"].view.rivals == EQUAL_PARAMETERS


def test_the_verdict_of_a_run_is_its_own_figures():
    app, language = visit("deep", **TWO), "en"
    assert label("deep.balance.wait", language, step=STEP) in words(app)
    press(app, "deep.step-100")
    for done in (100, 200, 300):
        until(app, lambda app, done=done: watch_of(app).poll.step == done)
        if done < STEP:
            press(app, "deep.step-100")
    until(app, lambda app: label("deep.verdict.steps", language, step=STEP, name="")[:4] in words(app))
    table = [line for line in words(app).splitlines() if line.startswith("| ")]
    counts = [f"{watch_of(app).description(name).parameter_count}" for name in ("a", "b")]
    assert all(any(f"| {count} |" in line.replace(",", "") for line in table) for count in counts)


def test_models_are_made_equally_large_by_a_button():
    app = trained(hidden_size="64")
    press(app, "deep.equalise")
    settings = app.session_state["deep.settings"]
    (rival,) = settings.view.rivals
    assert dict(rival)["layers"] == "2"
    assert int(dict(rival)["hidden_size"]) < 64
    vocabulary = watch_of(app).description("a").vocabulary_size
    assert label("deep.equal.make") not in [button.label for button in app.button]
    assert parameters_of(settings.config, vocabulary) == watch_of(app).description("a").parameter_count


def test_an_opened_cell_is_told_and_its_machine_is_asked():
    app = trained(idea="grid", probe="the people", inside="b", **{"shown-layer": "2", "shown-token": "4"})
    until(app, lambda app: watch_of(app).asked("probe", "b").answer is not None)
    told = label("deep.grid.told", layer=2, place=5, token="§", left="", below="", cells=10, further=9).split("§")[0]
    until(app, lambda app: told in words(app))
    assert label("deep.grid.below", layer=1) in words(app)
    until(app, lambda app: {step_of(app, "machine"), step_of(app, "probe")} == {10})
    asked = watch_of(app).asked("machine", "b").answer
    assert asked.layer == 1
    probe = watch_of(app).asked("probe", "b").answer
    np.testing.assert_allclose(asked.hidden, probe.layers[1].gates["hidden"], atol=1e-6)


def test_the_layer_with_the_longest_gradient_is_named_by_the_run():
    app = trained(idea="layers", inside="b")
    pick(app, "deep.predict-layers", "show")
    assert label("deep.layers") in words(app)
    for done in (20, 30, 40, 50):
        press(app, "deep.step-10")
        until(app, lambda app, done=done: watch_of(app).poll.step == done)
    until(app, lambda app: label("deep.layers.norm", layer=2, norm="")[:8] in words(app))


def test_a_single_layer_has_nothing_to_compare():
    app = trained(idea="layers", inside="a")
    until(app, lambda app: label("deep.layers.one") in words(app))


def test_the_best_unit_of_each_layer_stands_beside_the_untrained_one():
    app = trained(idea="units", inside="b")
    put(app, "button_group", next(g.key for g in app.get("button_group") if "predict-unit/" in g.key), "show")
    until(app, lambda app: watch_of(app).asked("units-2", "b").answer is not None)
    ran(app)
    assert label("deep.units.trained") in words(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_plans_are_counted_before_any_run(language):
    app = visit("deep", language, idea="plan")
    assert "23,836" in words(app)  # one layer of 128 units, letters in and out
