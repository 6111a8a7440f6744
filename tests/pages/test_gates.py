"""The pages of the gated cells with the real engine behind them: holds, edits and extremes, asked of a small run."""

import math
import re

import pytest

from seqviz.records.training import EvaluationAnswer
from tests.pages.visiting import label, pick, press, put, ran, the, until, visit, words

pytestmark = pytest.mark.usefixtures("workers")

SMALL = {"hidden_size": "8", "batch_size": "4", "steps": "8", "rivals": ""}


def watch_of(app, page):
    return app.session_state[f"{page}.slot"].watch


def trained(page, language="en", *, steps=30, **query):
    """A page whose small run has made some steps, and rests."""
    app = press(visit(page, language, **SMALL, **query), f"{page}.step-10")
    until(app, lambda app: watch_of(app, page).poll.step == 10)
    for done in range(20, steps + 1, 10):
        press(app, f"{page}.step-10")
        until(app, lambda app, done=done: watch_of(app, page).poll.step == done)
    return app


def loss(app, page, what):
    answer = watch_of(app, page).asked(what, "a").answer
    return answer.loss if isinstance(answer, EvaluationAnswer) else None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_hold_is_predicted_then_measured_then_undone(language):
    app = trained("lstm", language, idea="hold")
    assert label("hold.bars", language) not in words(app)  # nothing is shown before the guess
    pick(app, "lstm.predict-hold/forget-0", "guess")
    until(app, lambda app: loss(app, "lstm", "held-forget-0") is not None)
    until(app, lambda app: label("kit.predict.came-out", language, answer="")[:4] in words(app))
    assert label("hold.bars", language) in words(app)
    until(app, lambda app: watch_of(app, "lstm").asked("written-with", "a").answer is not None)
    press(app, "lstm.hold-undo")
    unheld = until(app, lambda app: watch_of(app, "lstm").asked("effect", "a").current)
    until(unheld, lambda app: max(watch_of(app, "lstm").asked("effect", "a").answer.divergence) == 0)
    without, held = (watch_of(app, "lstm").asked(f"written-{side}", "a").answer for side in ("without", "with"))
    until(app, lambda app: watch_of(app, "lstm").asked("written-with", "a").answer.text == without.text)
    assert held is not None


def test_a_hold_never_touches_the_training():
    app = trained("gru", idea="hold", steps=10)
    before = loss_now(app)
    pick(app, "gru.predict-hold/reset-0", "little")
    until(app, lambda app: loss(app, "gru", "held-reset-0") is not None)
    assert loss_now(app) == before
    assert watch_of(app, "gru").poll.step == 10


def loss_now(app):
    from seqviz.records.training import EvaluationQuestion

    return watch_of(app, "gru").run.ask(EvaluationQuestion(), contestant="a").loss


def test_a_model_learns_with_the_gate_held_and_the_difference_is_named():
    app = trained("gru", idea="hold", steps=10)
    pick(app, "gru.predict-hold/reset-0", "little")
    until(app, lambda app: loss(app, "gru", "held-reset-0") is not None)
    press(app, "gru.held-throughout")
    assert [config.held for config in watch_of(app, "gru").contest.configs] == ["none", "reset-0"]
    until(app, lambda app: watch_of(app, "gru").poll.step >= 20)
    press(app, "gru.pause")
    told = label("hold.throughout.told", step="", whole="", afterwards="", without="").partition("  ")[2][-80:]
    until(app, lambda app: told in words(app))


@pytest.mark.parametrize(
    ("page", "holds", "right"),
    [("lstm", ("input-0", "output-0", "candidate-0"), "hidden"), ("gru", ("update-1", "candidate-0"), "hidden")],
)
def test_the_puzzle_is_judged_by_the_states_of_the_run(page, holds, right):
    app = trained(page, idea="hold", steps=10)
    pick(app, f"{page}.predict-hold/{'forget' if page == 'lstm' else 'reset'}-0", "show")
    press(app, f"{page}.hold-all")
    until(app, lambda app: all(loss(app, page, f"held-{held}") is not None for held in holds))
    assert len({loss(app, page, f"held-{held}") for held in holds}) == 1
    pick(app, f"{page}.predict-puzzle", right)
    until(app, lambda app: label("kit.predict.right") in words(app))
    perplexity = f"{math.exp(loss(app, page, f'held-{holds[0]}')):.10f}"
    assert words(app).count(perplexity) == len(holds)


@pytest.mark.parametrize("units", ["3, x", "7-2", "2000"])
def test_units_that_are_none_are_named(units):
    app = visit("lstm", idea="hold", held_units=units)
    assert "names no units" in app.error[0].value


def test_a_unit_that_this_model_has_not_is_named():
    app = trained("lstm", idea="hold", steps=10, held_units="500")
    pick(app, "lstm.predict-hold/forget-0-u500", "show")
    until(app, lambda app: label("hold.impossible") in words(app))


@pytest.mark.parametrize("edit", ["wipe", "negate", "transplant"])
def test_a_memory_is_edited_and_the_edit_is_felt_after_its_character_alone(edit):
    app = trained("lstm", idea="edit", edit=edit, place="5", steps=10)
    pick(app, f"lstm.predict-edit/{edit}-both", "3")
    until(app, lambda app: watch_of(app, "lstm").asked("effect", "a").answer is not None)
    found = watch_of(app, "lstm").asked("effect", "a").answer
    assert max(found.divergence[:5]) == 0 < max(found.divergence[5:])
    until(app, lambda app: watch_of(app, "lstm").asked("written-with", "a").answer is not None)
    written = watch_of(app, "lstm").asked("written-with", "a").answer
    assert written.prefix == "".join(found.tokens[:5])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_gru_at_an_extreme_equals_the_simpler_network_on_the_screen(language):
    app = trained("gru", language, idea="extremes", steps=10)
    pick(app, "gru.predict-extremes", "rnn")
    until(app, lambda app: watch_of(app, "gru").asked("extremes", "a").answer is not None)
    ran(app)
    table = next(line for line in words(app).splitlines() if line.startswith("| 0 |"))
    _, forced, beside = re.findall(r"-?\d[\d.e-]+", table)[:3]
    assert forced == beside
    pick(app, "gru.predict-place/before", "second")
    until(app, lambda app: label("kit.predict.right", language) in words(app))


def test_only_a_contest_of_both_forms_is_asked_about_the_place_of_the_reset():
    app = visit("gru")
    assert label("gru.predict", step=300) in words(app)
    put(app, "button_group", "gru.preset", "reset")
    assert label("gru.reset", step=300) in words(app)


def test_one_constant_for_all_forget_gates_is_judged_by_the_run():
    app = trained("lstm", idea="hold", gate="forget", level="value", held_at="0.5", steps=10)
    assert label("lstm.constant.wait") in words(app)
    pick(app, "lstm.predict-hold/forget-value-0p5", "show")
    until(app, lambda app: loss(app, "lstm", "held-forget-value") is not None)
    ratio = math.exp(loss(app, "lstm", "held-forget-value") - loss(app, "lstm", "held-forget-live"))
    key = "lstm.constant.done" if ratio < 1.6 else "lstm.constant.not"
    until(app, lambda app: label(key, ratio=f"{ratio:.3g}") in words(app))


def test_a_forget_bias_has_a_control_on_the_page_of_the_lstm_alone():
    assert the(visit("lstm"), "number_input", "lstm.setting-forget_bias")
    with pytest.raises(AssertionError):
        the(visit("gru"), "number_input", "gru.setting-forget_bias")
