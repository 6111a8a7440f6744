"""The laboratory page in both languages, with the real engine behind it: settings, messages, runs."""

import re
from functools import partial

import psutil
import pytest
from streamlit.testing.v1 import AppTest

from seqviz.config import LanguageModelConfig
from seqviz.config.contest import Contest
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.text.lessons import load_lesson
from seqviz.ui.experiment.runs import engine
from seqviz.ui.lessons.lab.outline import PRESETS
from tests.pages import visiting
from tests.pages.visiting import address, press, put, ran, the, until, words

pytestmark = pytest.mark.usefixtures("workers")

visit = partial(visiting.visit, "lab")
SMALL = {"hidden_size": "8", "batch_size": "4", "steps": "8"}


def settings_of(app):
    return app.session_state["lab.settings"]


def watch_of(app):
    return app.session_state["lab.slot"].watch


def beginning(key, language="en"):
    """The words of a label up to its first number or word from elsewhere, as they stand in Markdown too."""
    return re.split(r"[{“]", load_catalog(language).messages[key])[0].strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_in_both_languages(language):
    app = visit(language)
    t = load_catalog(language)
    assert app.title[0].value == load_lesson(language, "lab")["intro"].title
    assert app.button(key="lab.train").label == t("kit.train")
    assert the(app, "selectbox", "lab.setting-text").label == t("settings.text")
    assert t("settings.text.lincoln") in words(app)


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


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "own"])
def test_a_preset_sets_everything_behind_it_and_its_link_restores_it(name):
    app = put(visit(learning_rate="0.123", probe="mine"), "button_group", "lab.preset", name)
    settings = settings_of(app)
    for field, value in PRESETS[name].items():
        assert settings.value(field) == value
    assert settings.preset == name
    shown = {key: value for key, value in address(app).items() if key != "lang"}
    again = settings_of(visit(**shown))
    assert (again.config, again.view) == (settings.config, settings.view)


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_out_of_range_in_the_address_fall_back_with_a_sentence(language):
    app = visit(language, hidden_size="100000", theta="0", learning_rate="1000", cell="gru", rivals="cell:none")
    t = load_catalog(language)
    warnings = " ".join(element.value for element in app.warning)
    for field in ("hidden_size", "theta", "learning_rate"):
        assert t(f"settings.{field}") in warnings
    config = settings_of(app).config
    assert (config.hidden_size, config.theta, config.cell) == (128, 0.3, "gru")
    put(app, "number_input", "lab.setting-layers", 2)
    assert not app.warning  # said until something changes


def test_an_address_cannot_put_markup_or_a_flood_on_the_page():
    app = visit(cell="[click](http://evil.example)", seed="9" * 500)
    (warning,) = app.warning
    assert "](http" not in warning.value
    assert "9" * 200 not in warning.value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("pasted", "key"), [("", "kit.own.missing"), ("too short", "texts.too-short"), ("a" * 500, "texts.one-token")]
)
def test_a_poor_text_of_the_learners_own_is_named_before_training(language, pasted, key):
    app = visit(language, text="own")
    if pasted:
        put(app, "text_area", "lab.own-pasted", pasted)
    assert beginning(key, language) in words(app)
    press(app, "lab.train")
    until(app, lambda app: watch_of(app) is not None and watch_of(app).poll.status == "failed")
    assert ":red[" in words(app)


def test_a_good_text_takes_the_place_of_a_poor_one_and_the_sentence_goes():
    app = press(visit(text="own", **SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.status == "failed")
    put(app, "text_area", "lab.own-pasted", "a good text, at last, is here. " * 40)
    assert not app.error
    press(app, "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 2)
    assert ":red[" not in words(app)
    press(app, "lab.reset")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"x" * 6_000_000, "reading.too-large"),
        (bytes(range(256)) * 40, "reading.binary"),
        ("\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440. ".encode("cp1251") * 40, "reading.encoding"),
    ],
    ids=["six megabytes", "binary", "another encoding"],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_page_goes_on(language, content, key):
    app = visit(language, text="own")
    app.file_uploader(key="lab.own-file").set_value(("story.txt", content, "text/plain"))
    ran(app)
    assert any(beginning(key, language) in error.value and error.value.startswith("story\\.txt") for error in app.error)
    app.file_uploader(key="lab.own-file").set_value(("story.txt", b"a good text, at last. " * 40, "text/plain"))
    ran(app)
    assert not app.error


def test_own_text_with_markup_and_right_to_left_letters_is_shown_as_it_is():
    app = visit(text="own")
    put(app, "text_area", "lab.own-pasted", "<script>alert(1)</script> \u05e9\u05dc\u05d5\u05dd " * 30)
    assert any(element.value.startswith("<script>alert(1)</script>") for element in app.get("text"))
    assert "vocabulary" in words(app)


def test_a_text_in_another_encoding_is_read_it_is_said_and_one_click_reads_it_otherwise():
    app, story = visit(text="own"), "\u4f60\u597d, " * 200
    app.file_uploader(key="lab.own-file").set_value(("story.txt", story.encode("gbk"), "text/plain"))
    ran(app)
    assert settings_of(app).config.own_text == story
    assert load_catalog("en")("reading.notice.encoding", encoding="GB18030 (GBK)") in words(app)
    put(app, "selectbox", "lab.setting-encoding", "cp1252")
    assert settings_of(app).config.own_text == story.encode("gbk").decode("cp1252")
    put(app, "selectbox", "lab.setting-encoding", "big5")
    put(app, "selectbox", "lab.setting-encoding", "utf-8")
    assert any("story\\.txt" in error.value for error in app.error)


def test_a_large_text_of_the_learners_own_is_looked_through_once(monkeypatch):
    calls = []
    from seqviz.ui.experiment import own_text as module

    real = module.describe
    monkeypatch.setattr(module, "describe", lambda *arguments: calls.append(1) or real(*arguments))
    app = visit(text="own")
    put(app, "text_area", "lab.own-pasted", "once is enough for a text. " * 400)
    for _ in range(3):
        ran(app)
    assert len(calls) == 1


def test_a_device_that_is_not_there_is_named():
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    app = press(visit(device="cuda", hidden_size="8"), "lab.train")
    until(app, lambda app: watch_of(app).poll.status == "failed")
    assert "no CUDA GPU" in words(app)


def test_an_absurd_size_is_refused_and_the_nearest_that_runs_is_one_click_away():
    app = press(visit(cell="lstm", hidden_size="1024", layers="4", batch_size="256", steps="256"), "lab.train")
    until(app, lambda app: watch_of(app).poll.status == "failed")
    before = settings_of(app).config
    press(app, "lab.nearest")
    after = settings_of(app).config
    assert after != before
    press(app, "lab.train")
    until(app, lambda app: watch_of(app).poll.status in ("starting", "training", "failed"))
    press(app, "lab.reset")


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


def test_a_worker_killed_in_mid_run_is_said_and_the_next_run_trains():
    app = press(visit(**SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 0)
    for process in psutil.Process().children(recursive=True):
        if "spawn_main" in " ".join(process.cmdline()):
            process.kill()
    until(app, lambda app: watch_of(app).poll.status == "lost")
    assert load_catalog("en")("jobs.lost") in words(app)
    press(app, "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 0)
    press(app, "lab.reset")


def test_changed_settings_are_pointed_out_while_the_run_goes_on():
    app = press(visit(**SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 0)
    put(app, "number_input", "lab.setting-hidden_size", 16)
    assert beginning("kit.status.changed") in words(app)
    assert watch_of(app).contest.configs[0].hidden_size == 8
    press(app, "lab.reset")


def test_the_settings_follow_the_language_switch():
    app = visit("en", hidden_size="8")
    app.session_state["language"] = "zh"  # what the switch does, which stands outside this page
    ran(app)
    assert app.button(key="lab.train").label == load_catalog("zh")("kit.train")
    assert settings_of(app).config.hidden_size == 8


def test_three_models_train_side_by_side_and_the_table_names_each():
    app = press(visit(rivals="cell:gru;cell:rnn", **SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 3)
    assert isinstance(watch_of(app).run.config, Contest)
    assert [config.cell for config in watch_of(app).contest.configs] == ["lstm", "gru", "rnn"]
    for name in ("LSTM", "GRU", "RNN"):
        assert f"| {name} |" in words(app)
    put(app, "selectbox", "lab.looked-at", "c")
    until(app, lambda app: watch_of(app).asked("probe", "c").answer)
    press(app, "lab.reset")


def test_a_rival_is_added_changed_and_taken_away_without_code():
    app = visit(**SMALL)
    put(app, "button_group", "lab.compare-0", "cell-gru")
    assert settings_of(app).view.rivals == ((("cell", "gru"),),)
    put(app, "number_input", "lab.setting-hidden_size-b", 12)
    assert dict(settings_of(app).view.rivals[0]) == {"cell": "gru", "hidden_size": "12"}
    assert "rivals" in address(app)
    press(app, "lab.remove-rival-0")
    assert settings_of(app).view.rivals == ()


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


def test_a_guess_is_part_of_the_link_and_reset_forgets_it():
    app = put(visit(**SMALL), "button_group", "lab.predict-perplexity", "half")
    assert address(app)["predicted"] == "perplexity.half"
    again = visit(predicted="perplexity.half", **SMALL)
    assert load_catalog("en")("lab.predict.half") in words(again)
    press(app, "lab.train")
    press(app, "lab.reset")
    assert "predicted" not in address(app)


def test_whoever_trains_without_a_guess_is_never_called_right():
    app = press(visit(**SMALL), "lab.train")
    assert settings_of(app).guesses == {"perplexity": "show"}
    press(app, "lab.reset")


def test_sentence_prefix_and_temperature_travel_in_the_link():
    app = visit(probe="so help me", prefix="we", temperature="1.5")
    assert the(app, "text_input", "lab.probe").value == "so help me"
    put(app, "text_input", "lab.probe", "")
    assert "probe" not in address(app)
    assert the(app, "text_input", "lab.probe").value == load_catalog("en")("kit.probe.lincoln")


def test_who_comes_back_too_late_is_told_what_became_of_the_run():
    app = press(visit(**SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 0)
    run = watch_of(app).run
    engine()._freed(run.id, Problem("jobs.freed"))  # as the engine does when nobody has come for a minute
    again = visit(session={"owner": run.owner}, run=run.id, **SMALL)
    assert load_catalog("en")("jobs.freed") in words(again)
    assert "run" not in address(again)
    assert settings_of(again).config.hidden_size == 8
    stranger = visit(session={"owner": "somebody else"}, run=run.id, **SMALL)
    assert load_catalog("en")("jobs.freed") not in words(stranger)
    run.release()


def test_a_broken_run_offers_a_way_on_that_fits_what_was_in_force():
    app = press(visit(cell="rnn", hidden_size="16", optimizer="sgd", learning_rate="10", theta="100"), "lab.train")
    until(app, lambda app: watch_of(app).outcomes)
    assert load_catalog("en")("kit.status.broken.slower") in words(app)  # clipping was on
    press(app, "lab.go-on")
    until(app, lambda app: not watch_of(app).outcomes and watch_of(app).poll.status == "training")
    assert watch_of(app).setting("learning_rate", "a") == 1.0
    press(app, "lab.reset")
