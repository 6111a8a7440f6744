"""The learner's own file on the page: good ones serve every idea, bad ones get their sentence."""

from dataclasses import replace

import numpy as np
import pytest

from seqviz.data.series.library import load_series
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.lessons.sequence_models import facts
from tests.pages.sequence_models.sequence_models_visit import (
    EXPERIMENTS,
    IDEAS,
    NAME,
    label,
    predict,
    press,
    put,
    ran,
    set_idea,
    set_source,
    settings_of,
    the,
    visit,
    words,
)


def csv_of(values):
    return ("value\n" + "\n".join(map(str, values))).encode()


def uploaded(content, idea="chain", language="en"):
    app = visit(language, source="own", idea=idea)
    app.get("file_uploader")[0].upload("mine.csv", content, "text/csv")
    return ran(app)


@pytest.mark.parametrize("idea", IDEAS)
def test_a_good_file_serves_every_idea(runs, idea):
    app = predict(uploaded(csv_of([7, *np.arange(89) % 5]), idea))
    assert label("own.summary", rows="90", low="0", high="7") in words(app)
    if idea in EXPERIMENTS:
        press(app, "train")
        assert len(load_series(runs[0].config.configs[0])) == 90


@pytest.mark.parametrize(
    ("content", "key", "values"),
    [
        (csv_of([1, 2]), "too-short", {"rows": 2, "needed": 40}),
        (csv_of([5] * 50), "constant", {"value": "5"}),
        (csv_of([*range(30), *[""] * 25, 3]), "missing", {"count": 25, "rows": 56, "most": 20}),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_bad_file_gets_its_sentence_and_the_page_stays(content, key, values):
    app = uploaded(content)
    assert f"mine\\.csv: {label(f'problem.{key}', **values)}" in words(app)
    assert the(app, "selectbox", f"{NAME}.setting-source")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_comes_in_the_learners_language(language):
    assert load_catalog(language)("reading.binary") in words(uploaded(b"\x00\x01", language=language))


def test_a_cell_that_is_no_number_is_named_with_file_column_line_and_sign():
    said = words(uploaded(csv_of([*range(50), "1#5"])))
    problem = Problem("reading.not-a-number", row=52, column="value", text="1#5", sign="#", count=1)
    assert f"mine\\.csv: {sentence(problem, load_catalog('en'))}" in said


def test_what_the_file_leaves_open_is_asked_and_one_click_answers():
    lines = [f"0{1 + i % 9}/0{1 + i // 9}/2024;{1 + i % 7}.{200 + i}" for i in range(45)]
    app = uploaded(("day;price\n" + "\n".join(lines)).encode(), idea="series")
    assert settings_of(app).config.own is None
    put(app, "button_group", f"{NAME}.setting-decimal", "point")
    assert settings_of(app).config.own is None
    put(app, "button_group", f"{NAME}.setting-day_order", "day")
    own = settings_of(app).config.own
    assert own.values[0] == pytest.approx(1.2)
    assert str(own.times[1])[:10] == "2024-01-02"
    put(app, "button_group", f"{NAME}.setting-decimal", "comma")
    assert settings_of(app).config.own.values[0] == 1200
    put(app, "button_group", f"{NAME}.setting-day_order", "month")
    assert str(settings_of(app).config.own.times[1])[:10] == "2024-01-02"
    assert str(settings_of(app).config.own.times[5])[:10] == "2024-02-01"


def test_what_was_put_right_is_words():
    days = [str(d) for d in np.arange("2024-01-01", "2024-03-01", dtype="datetime64[D]")]
    days[3], days[4] = days[4], days[3]
    lines = [f"{d},{i % 9 if i != 20 else ''}" for i, d in enumerate(days)]
    app = uploaded(("day,price\n" + "\n".join(lines)).encode())
    assert load_catalog("en")("reading.notice.sorted", count=1) in words(app)
    assert label("notice.missing", count=1, rows="60") in words(app)


def test_one_of_a_kind_is_said_in_the_singular():
    days = [str(d) for d in np.arange("2024-01-01", "2024-03-01", dtype="datetime64[D]")]
    lines = [f"{d},{i % 9}" for i, d in enumerate(days) if i != 30]
    said = words(uploaded(("My file\nday,price\n" + "\n".join(lines)).encode()))
    assert "1 line above the table was left out." in said
    assert "1 gap." in said


def test_one_number_or_two_cells_is_answered_by_the_decimal_sign():
    app = uploaded("\n".join(f"{i % 7},{i % 9}" for i in range(60)).encode(), idea="series")
    assert settings_of(app).config.own is None
    put(app, "button_group", f"{NAME}.setting-decimal", "comma")
    assert settings_of(app).config.own.values[1] == pytest.approx(1.1)
    put(app, "button_group", f"{NAME}.setting-decimal", "point")
    assert settings_of(app).config.own.values[1] == 1


def test_a_file_survives_a_look_at_another_series():
    app = uploaded(csv_of(np.arange(60) % 7))
    set_source(set_source(app, "sine"), "own")
    assert label("own.kept", name="value") in words(app)


def test_what_is_known_of_a_file_stays_out_of_what_all_learners_share():
    app = uploaded(csv_of(np.arange(60) % 7), idea="forecast")
    assert not app.error
    own = settings_of(app).config
    before = facts._shared_facts.cache_info().currsize
    predict(app)
    assert facts._shared_facts.cache_info().currsize == before
    # a file that is not looked at makes no second entry for a series of the page
    assert facts.facts_of(replace(own, source="sine")) is facts.facts_of(replace(own, source="sine", own=None))


def test_a_million_rows_use_the_newest():
    app = uploaded(csv_of(np.arange(1_000_000) % 97))
    assert label("notice.newest", rows="1,000,000", kept="20,000") in words(app)


def test_a_columns_name_is_no_markup():
    name = "![i](https://evil.example/x.png) **loud** $x$"
    content = (f'"{name}"\n' + "\n".join(map(str, np.arange(60) % 7))).encode()
    app = uploaded(content, idea="series")
    assert plain(name) in words(app)
    assert name not in words(app)
    set_source(set_source(app, "sine"), "own")
    assert label("own.kept", name=plain(name)) in words(app)


def test_the_horizon_is_that_of_the_question_where_the_series_is_short():
    app = uploaded(csv_of(np.arange(60) % 7), idea="forecast")
    knob = the(app, "slider", f"{NAME}.setting-horizon")
    assert (knob.value, knob.max) == (38, 38)
    assert label("forecast.question", k=38) in words(app)
    assert the(app, "button_group", f"{NAME}.k").options == ["1", "4", "16", "38", label("k.alone")]


def test_the_way_through_an_own_file_and_back_leaves_the_page_standing():
    """Once the page died here: the choice of the distance was gone with its widget, and None was no number."""
    app = uploaded(csv_of(np.arange(60) % 7), idea="forecast")
    put(app, "button_group", f"{NAME}.k", 4)
    predict(set_source(app, "weather"))
    set_source(app, "own")
    set_idea(app, "chain")
    set_idea(app, "forecast")
    assert the(app, "button_group", f"{NAME}.k").value == 4


def test_the_columns_can_be_chosen_and_the_choice_stays():
    days = np.arange("2024-01-01", "2024-03-01", dtype="datetime64[D]")
    lines = [f"{day},{i % 7},{100 + i % 5}" for i, day in enumerate(days)]
    app = uploaded(("day,price,volume\n" + "\n".join(lines)).encode(), idea="series")
    (column,) = [w for w in app.selectbox if w.key.startswith(f"{NAME}.value-")]
    assert column.value == "price"
    column.set_value("volume")
    ran(app)
    assert settings_of(app).config.own.name == "volume"
    assert label("own.summary", rows="60", low="100", high="104") in words(app)
    ran(set_idea(app, "chain"))
    assert settings_of(app).config.own.name == "volume"


def test_after_a_reload_the_series_is_that_of_the_run():
    app = press(predict(uploaded(csv_of(np.arange(60) % 7), idea="order")), "train")
    again = visit(source="own", idea="order", run="run")
    assert settings_of(again).config.own is settings_of(app).config.own
    assert label("problem.no-file") not in words(again)
