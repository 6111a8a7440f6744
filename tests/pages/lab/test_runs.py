"""A run from Train to Reset, and the knobs that turn it."""

import pytest
from streamlit.testing.v1 import AppTest

from seqviz.config import LanguageModelConfig
from seqviz.text.catalog import LANGUAGES
from seqviz.ui.lessons.lab.outline import PRESETS
from tests.pages.lab.lab_visit import SMALL, beginning, settings_of, visit, watch_of
from tests.pages.visiting import press, put, ran, the, until, words

pytestmark = pytest.mark.usefixtures("workers")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_trains_pauses_steps_and_resets(language):
    app = press(visit(language, **SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 3)
    assert watch_of(app).run.id in app.query_params["run"]
    press(app, "lab.pause")
    until(app, lambda app: watch_of(app).poll.status == "paused")
    stopped = watch_of(app).poll.step
    press(app, "lab.step-10")
    until(app, lambda app: watch_of(app).poll.step == stopped + 10)
    until(app, lambda app: watch_of(app).asked("probe", "a").answer and watch_of(app).asked("sample", "a").answer)
    press(app, "lab.resume")
    until(app, lambda app: watch_of(app).poll.step > stopped + 10)
    press(app, "lab.reset")
    assert watch_of(app) is None
    assert app.button(key="lab.train")


def test_train_pressed_twice_starts_one_run():
    def twice():
        import streamlit as st

        from seqviz.config import LanguageModelConfig
        from seqviz.config.contest import Contest
        from seqviz.ui.experiment.slot import open_slot

        slot = open_slot("lab", LanguageModelConfig)
        for _ in range(2):
            slot.start(Contest.of(LanguageModelConfig(hidden_size=8, batch_size=4, steps=8)))
            st.text(slot.watch.run.id)

    app = ran(AppTest.from_function(twice, default_timeout=60))
    first, second = (element.value for element in app.text)
    assert first == second
    watch_of(app).run.release()


def test_changed_settings_are_pointed_out_while_the_run_goes_on():
    app = press(visit(**SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 0)
    put(app, "number_input", "lab.setting-hidden_size", 16)
    assert beginning("kit.status.changed") in words(app)
    assert watch_of(app).contest.configs[0].hidden_size == 8
    press(app, "lab.reset")


def test_a_knob_shows_what_is_in_force_and_a_reload_never_turns_it():
    app = press(visit(**SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 0)
    put(app, "select_slider", "lab.knob-learning_rate", 0.05)
    until(app, lambda app: watch_of(app).setting("learning_rate", "a") == 0.05)
    run_id, owner = watch_of(app).run.id, watch_of(app).run.owner
    again = visit(session={"owner": owner}, run=run_id, **SMALL)
    assert the(again, "select_slider", "lab.knob-learning_rate").value == 0.05
    press(again, "lab.pause")
    press(again, "lab.resume")
    until(again, lambda app: watch_of(app).poll.status == "training")
    assert watch_of(again).setting("learning_rate", "a") == 0.05
    assert watch_of(again).setting("theta", "a") == LanguageModelConfig().theta
    press(again, "lab.reset")


def test_a_preset_chosen_during_a_run_keeps_its_knobs_after_reset():
    app = press(visit(), "lab.train")
    until(app, lambda app: watch_of(app).poll.status == "training")
    put(app, "button_group", "lab.preset", "explodes")
    press(app, "lab.reset")
    recipe = PRESETS["explodes"]
    assert the(app, "select_slider", "lab.knob-learning_rate").value == recipe["learning_rate"]
    assert settings_of(app).preset == "explodes"


def test_every_number_is_the_same_after_a_reload():
    app = press(visit(learning_rate="0.05", theta="0.5", **SMALL), "lab.step-100")
    until(app, lambda app: watch_of(app).poll.status == "paused")
    for _ in range(4):
        press(app, "lab.step-100")
        until(app, lambda app: watch_of(app).poll.status == "paused")
    watch = watch_of(app)
    again = visit(session={"owner": watch.run.owner}, run=watch.run.id, learning_rate="0.05", theta="0.5", **SMALL)
    from seqviz.ui.experiment.readings import figures_csv, standing_of

    assert standing_of(watch, "a") == standing_of(watch_of(again), "a")
    assert standing_of(watch, "a").step == 500
    assert figures_csv(watch, {"a": "m"}) == figures_csv(watch_of(again), {"a": "m"})
    press(again, "lab.reset")
