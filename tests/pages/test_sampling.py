"""The screen that samples, in both languages: throwing, predicting, exercises, and what the address may say."""

from functools import partial

import pytest

from tests.pages import visiting
from tests.pages.visiting import address, label, pick, press, put

visit = partial(visiting.visit, "beam-search", screen="sample")


def words(app):
    return visiting.words(app).replace("\\", "")


def html(app):
    """The page's own drawings."""
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def predict(app, said):
    (chips,) = [one for one in app.get("button_group") if (one.key or "").startswith("beam-search.predict-spread/")]
    chips.set_value(said)
    return visiting.ran(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_die_is_thrown_token_by_token_and_the_address_keeps_it(language):
    app = visit(language)
    assert label("sampling.step.before", language) in words(app)
    app = press(app, "beam-search-dice-t")
    assert address(app)["thrown"] == "1"
    assert label("sampling.step.picked", language, u="0.512", token="B") in words(app)  # A and B end at .5 and .7
    app = press(press(app, "beam-search-dice-a"), "beam-search-dice-b")
    thrown = int(address(app)["thrown"])
    app = press(press(app, "beam-search-dice-a"), "beam-search-dice-t")
    assert address(app)["seed"] == "2"
    assert address(app)["thrown"] == "1"
    assert thrown >= 1


def test_the_numbers_of_a_step_are_written_with_what_is_cut_off():
    said = html(visit(thrown=1, temperature="0.5", top_p="0.9"))
    # .25, .04, .04, .01 of .34; the nucleus holds all but <eos>
    for number in ("0.735", "0.118", "0.029", "0.758", "0.121"):
        assert f"<td>{number}</td>" in said
    assert label("sampling.cut.top_p") in said


def test_nothing_is_counted_before_the_prediction_and_the_searches_keep_their_secret():
    app = visit(seed=0)
    assert label("sampling.figure.entropy") not in html(app)
    assert label("sampling.exercise.wait") in words(app)
    app = predict(app, "many")
    said = words(app)
    assert said.count(":green[:material/check_circle:]") == 1
    assert "On average it is 59.8 of the 95 that can be drawn." in said
    assert "<b>5.58</b>" in html(app)
    assert "spread/" in address(app)["predicted"]
    assert "path/" not in address(app)["predicted"]
    app = press(app, "beam-search-answers")
    assert address(app)["predicted"].count(".show") == 3
    assert not [button for button in app.button if button.key == "beam-search-answers"]


def test_other_settings_are_no_verdict_on_an_old_prediction():
    app = put(predict(visit(), "many"), "select_slider", "beam-search.setting-temperature", 0.5)
    assert ":material/cancel:" not in words(app)
    assert label("sampling.figure.entropy") in html(app)


def test_top_k_of_1_is_greedy_and_a_lucky_streak_is_not():
    app = predict(visit(top_k=1, draws=10), "one")
    assert "greedy’s answer" in words(app)
    lucky = predict(visit(temperature="0.05", draws=10), "one")
    assert label("sampling.exercise.nearly", tokens="A B C <eos>") in words(lucky)


def test_another_table_keeps_the_screen_and_the_knobs():
    app = pick(visit(temperature="0.5", thrown=2), "beam-search.preset", "k-equals-n")
    assert address(app)["screen"] == "sample"
    assert address(app)["temperature"] == "0.5"
    assert "thrown" not in address(app)


def test_a_tree_too_large_to_enumerate_is_counted_all_the_same():
    rows = "~".join(["_".join(["0.125"] * 8)] * 8)
    app = predict(visit(tokens="A B C D E F G <eos>", rows=rows), "many")
    assert label("sampling.spread.too-many") in words(app)


def test_a_wrong_address_is_a_sentence():
    app = visit(temperature="0", top_k="9", top_p="1.5", seed="-1", thrown="x")
    (said,) = [warning.value for warning in app.warning]
    for name in ("temperature", "top_k", "top_p", "seed", "thrown"):
        assert label(f"beam-search.{name}") in said
