"""The page on bidirectional networks with the real engine behind it: blanks, both states, the leak, tags."""

import numpy as np
import pytest

from seqviz.exercises.two_sided import product_of
from seqviz.records.two_sided import FillAnswer
from seqviz.text.catalog import load_catalog
from seqviz.ui.lessons.bidirectional.by_hand import product_shown, tokens_by_hand
from seqviz.ui.lessons.bidirectional.fill import bars_of
from seqviz.ui.lessons.bidirectional.questions import bands_of
from seqviz.ui.lessons.bidirectional.states import summing_outcome
from tests.pages.visiting import address, label, pick, press, put, ran, the, until, visit, words

SMALL = {"text": "hungry-en", "hidden_size": "16", "max_steps": "20"}


def watch_of(app, run="fill"):
    return app.session_state[f"bidirectional/{run}.slot"].watch


def ended(run="fill"):
    return lambda app: (watch := watch_of(app, run)) is not None and watch.poll.ended


def test_the_gain_of_both_sides_is_judged_and_at_an_edge_both_answers_hold():
    assert bands_of(0.0) == {"none"}
    assert bands_of(0.19) == {"much"}
    assert bands_of(0.095) == {"some", "much"}


def test_the_output_of_the_last_step_holds_one_final_state():
    told = summing_outcome(load_catalog("en"))
    assert told.answers == {"left"}
    assert "10, 10" in told.measured
    assert "10, 4" in told.measured


@pytest.mark.usefixtures("workers")
def test_a_blank_is_guessed_then_shown_then_joined_by_hand():
    app = visit("bidirectional", **SMALL)
    assert label("bidirectional.scores") not in words(app)  # nothing is shown before the guess
    assert label("bidirectional.side.both") not in words(app)
    press(app, "bidirectional.train")
    put(app, "text_input", "bidirectional.exercise-guess", "not")
    until(app, ended())
    until(app, lambda app: label("bidirectional.side.both") in words(app))
    assert label("bidirectional.guess.free", guess="`not`") in words(app)
    assert label("bidirectional.scores.joined")[:14] in words(app)
    answer, described = watch_of(app).asked("blank", "").answer, watch_of(app).description("")
    assert isinstance(answer, FillAnswer)
    chosen = tokens_by_hand(answer, described, None)
    for index in chosen:
        (left, right, frequency), _ = product_shown(answer, described, index)
        said = f"{product_of(left, right, frequency):.6g}"
        put(app, "text_input", f"bidirectional.exercise-hand-{described.tokens[index]}", said)
    assert label("bidirectional.hand.shares", token="", hand="", network="")[2:60].partition("**")[0] in words(app)
    pick(app, "bidirectional.examples-hungry-en", 2)
    assert address(app)["held-out"] == "2"
    assert label("bidirectional.guess.free", guess="`not`") not in words(app)  # another blank is another guess


@pytest.mark.usefixtures("workers")
def test_both_states_stand_still_under_padding_and_share_the_run():
    app = press(visit("bidirectional", "zh", idea="states", padding=4, **SMALL), "bidirectional.train")
    until(app, lambda app: (watch := watch_of(app)) is not None and watch.asked("states", "").answer is not None)
    until(app, lambda app: "**0.000**" in words(app))
    answer = watch_of(app).asked("states", "").answer
    assert answer.padding_changes == 0.0
    assert answer.careless_changes > 0
    run = watch_of(app).run.id
    pick(app, "bidirectional.setting-idea", "fill")
    assert watch_of(app).run.id == run


@pytest.mark.usefixtures("workers")
def test_the_leak_has_a_run_of_its_own_and_writes():
    app = press(visit("bidirectional", idea="leak", **SMALL), "bidirectional.train")
    until(app, ended("forecast"))
    until(app, lambda app: label("bidirectional.places.told")[-10:-8] in words(app))
    answer = watch_of(app, "forecast").asked("write", "").answer
    assert len(answer.honest) == len(answer.leaking) > 0
    assert label("bidirectional.curve.honest") in words(app)


@pytest.mark.usefixtures("workers")
def test_characters_are_tagged_in_one_direction_and_in_both():
    app = press(visit("bidirectional", idea="tag"), "bidirectional.step-10")
    until(
        app, lambda app: (watch := watch_of(app, "tag")) is not None and watch.asked("tags", "two").answer is not None
    )
    assert label("bidirectional.tags.cut", cut="", right="")[:10] in words(ran(app))
    the(app, "toggle", "bidirectional.setting-bidirectional").set_value(False)
    until(app, lambda app: watch_of(app, "tag").asked("tags", "one").answer is not None)
    assert address(app)["bidirectional"] == "off"


def test_a_sentence_that_cannot_be_drawn_is_named():
    assert label("bidirectional.short") in words(visit("bidirectional", line="__"))
    assert label("bidirectional.long", count=70, longest=60) in words(visit("bidirectional", line="a" * 70))


def test_the_token_that_is_hidden_moves_and_a_blank_of_the_line_stays():
    app = visit("bidirectional", line="system")
    press(app, "bidirectional.blank-on")
    assert label("bidirectional.hidden", place=5, count=6) in words(app)
    assert app.button(key="bidirectional.blank-on").disabled is False
    assert visit("bidirectional", line="sy_tem").button(key="bidirectional.blank-on").disabled


def test_what_really_stands_there_is_among_the_bars():
    said = np.array([0.0, 0.6, 0.3, 0.08, 0.02], np.float32)
    t = load_catalog("en")
    rows = bars_of(said, ("<unk>", "a", "b", "c", "d"), "d", t)
    assert [row.name for row in rows] == ["a", "b", "d"]
    assert rows[0].value.endswith("\u2717")
    assert [row.kind for row in rows] == ["quiet", "quiet", "chosen"]
    assert bars_of(said, ("<unk>", "a", "b", "c", "d"), "a", t)[0].value.endswith("\u2713")
