"""The laboratory page in both languages, with the real engine behind it: settings, messages, a run."""

import time
from functools import partial

import psutil
import pytest
from streamlit.testing.v1 import AppTest

from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.text.lessons import load_lesson
from seqviz.ui.lab.presets import PRESETS
from seqviz.ui.lab.session import WATCH
from seqviz.ui.live.runs import engine
from tests.pages import visiting
from tests.pages.visiting import address, ran, words

visit = partial(visiting.visit, "lab")


@pytest.fixture(scope="module", autouse=True)
def workers():
    """End the worker processes that the page has started."""
    yield
    engine().close()
    engine.clear()


def watch_of(app):
    return app.session_state.get(WATCH, None)


def until(app, condition):
    """Run the page as its timer would until ``condition`` holds."""
    deadline = time.monotonic() + 60
    while not condition(ran(app)):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_in_both_languages(language):
    app = visit(language)
    t = load_catalog(language)
    assert app.title[0].value == load_lesson(language, "lab")["intro"].title
    assert app.button(key="lab.train").label == t("lab.train")
    assert app.selectbox(key="lab.setting.text").label == t("settings.text")
    assert t("settings.text.lincoln") in words(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_trains_pauses_steps_and_resets(language):
    app = visit(language, hidden_size="8", batch_size="4", steps="8")
    app.button(key="lab.train").click()
    until(app, lambda app: watch_of(app).poll.step > 3)
    assert watch_of(app).run.id in app.query_params["run"]
    app.button(key="lab.pause").click()
    until(app, lambda app: watch_of(app).poll.status == "paused")
    stopped = watch_of(app).poll.step
    app.button(key="lab.step-10").click()
    until(app, lambda app: watch_of(app).poll.step == stopped + 10)
    until(app, lambda app: watch_of(app).probe.answer and watch_of(app).sample.answer)
    app.button(key="lab.resume").click()
    until(app, lambda app: watch_of(app).poll.step > stopped + 10)
    app.button(key="lab.reset").click()
    ran(app)
    assert watch_of(app) is None
    assert app.button(key="lab.train")


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "own"])
def test_a_preset_sets_everything_behind_it(name):
    app = visit()
    pills = next(group for group in app.get("button_group") if group.key == "lab.preset")
    pills.set_value(name)
    ran(app)
    config = app.session_state["lab.config"]
    assert config == PRESETS[name]
    shown = {key: value for key, value in address(app).items() if key != "lang"}
    assert shown == config.to_query()
    assert visit(**shown).session_state["lab.config"] == config


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_out_of_range_in_the_address_fall_back_with_a_sentence(language):
    app = visit(language, hidden_size="100000", theta="0", learning_rate="1000", cell="gru")
    t = load_catalog(language)
    warnings = " ".join(element.value for element in app.warning)
    for field in ("hidden_size", "theta", "learning_rate"):
        assert t(f"settings.{field}") in warnings
    config = app.session_state["lab.config"]
    assert (config.hidden_size, config.theta, config.cell) == (128, 0.3, "gru")
    app.number_input(key="lab.setting.layers").set_value(2)
    ran(app)
    assert not app.warning  # said until something changes


def test_an_address_cannot_put_markup_or_a_flood_on_the_page():
    app = visit(cell="[click](http://evil.example)", seed="9" * 500)
    (warning,) = app.warning
    assert r"\[click\]\(http" in warning.value
    assert "9" * 200 not in warning.value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("pasted", "key"), [("", "lab.own-missing"), ("too short", "texts.too-short"), ("a" * 500, "texts.one-token")]
)
def test_a_poor_text_of_the_learners_own_is_named_before_training(language, pasted, key):
    app = visit(language, text="own")
    if pasted:
        app.text_area(key="lab.own-pasted").set_value(pasted)
        ran(app)
    assert load_catalog(language).messages[key].split("{")[0].split("“")[0] in words(app)
    app.button(key="lab.train").click()
    until(app, lambda app: app.error)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"x" * 6_000_000, "texts.too-large"),
        (bytes(range(256)) * 40, "texts.binary"),
        ("d\u00e9j\u00e0 vu, no more, no less. ".encode("latin-1") * 40, "texts.not-utf8"),
    ],
    ids=["six megabytes", "binary", "another encoding"],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_page_goes_on(language, content, key):
    app = visit(language, text="own")
    app.file_uploader(key="lab.own-file").set_value(("story.txt", content, "text/plain"))
    ran(app)
    sentence = load_catalog(language).messages[key].split("{")[0]
    assert any(error.value.startswith(sentence) for error in app.error)
    app.file_uploader(key="lab.own-file").set_value(("story.txt", b"a good text, at last. " * 40, "text/plain"))
    ran(app)
    assert not app.error


def test_own_text_with_markup_and_right_to_left_letters_is_shown_as_it_is():
    app = visit(text="own")
    story = "<script>alert(1)</script> \u05e9\u05dc\u05d5\u05dd " * 30
    app.text_area(key="lab.own-pasted").set_value(story)
    ran(app)
    assert any(element.value.startswith("<script>alert(1)</script>") for element in app.get("text"))
    assert "vocabulary" in words(app)


def test_a_device_that_is_not_there_is_named():
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    app = visit(device="cuda", hidden_size="8")
    app.button(key="lab.train").click()
    until(app, lambda app: app.error)
    assert "no CUDA GPU" in words(app)


def test_train_pressed_twice_starts_one_run():
    def twice():
        import streamlit as st

        from seqviz.config import LanguageModelConfig
        from seqviz.ui.lab import session

        for _ in range(2):
            session.start(LanguageModelConfig(hidden_size=8, batch_size=4, steps=8))
            st.text(st.session_state[session.WATCH].run.id)

    app = ran(AppTest.from_function(twice, default_timeout=60))
    first, second = (element.value for element in app.text)
    assert first == second
    assert engine().find(first, app.session_state[WATCH].run.owner).status in ("starting", "training")
    app.session_state[WATCH].run.release()


def test_a_worker_killed_in_mid_run_is_said_and_the_next_run_trains():
    app = visit(hidden_size="8", batch_size="4", steps="8")
    app.button(key="lab.train").click()
    until(app, lambda app: watch_of(app).poll.step > 0)
    for process in psutil.Process().children(recursive=True):
        if "spawn_main" in " ".join(process.cmdline()):
            process.kill()
    until(app, lambda app: app.error)
    assert app.error[0].value == load_catalog("en")("jobs.lost")
    app.button(key="lab.train").click()
    until(app, lambda app: watch_of(app).poll.step > 0)
    app.button(key="lab.reset").click()
    ran(app)


def test_changed_settings_are_pointed_out_while_the_run_goes_on():
    app = visit(hidden_size="8", batch_size="4", steps="8")
    app.button(key="lab.train").click()
    until(app, lambda app: watch_of(app).poll.step > 0)
    app.number_input(key="lab.setting.hidden_size").set_value(16)
    ran(app)
    assert "Press Reset, then Train" in words(app)
    assert watch_of(app).run.config.hidden_size == 8
    app.button(key="lab.reset").click()
    ran(app)


def test_the_settings_follow_the_language_switch():
    app = visit("en", hidden_size="8")
    app.session_state["language"] = "zh"  # what the switch does, which stands outside this page
    ran(app)
    assert app.button(key="lab.train").label == load_catalog("zh")("lab.train")
    assert app.session_state["lab.config"].hidden_size == 8
