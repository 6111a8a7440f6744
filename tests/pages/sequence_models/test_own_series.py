"""The learner's own file on the page: good ones serve every idea, bad ones get their sentence."""

from dataclasses import replace

import numpy as np
import pytest
from sequence_models_visit import EXPERIMENTS, choose, group, label, predict, press, ran, said, visit

from seqviz.data.series.library import load_series
from seqviz.ui.sequence_models import facts
from seqviz.ui.sequence_models.settings import IDEAS


def csv_of(values):
    return ("value\n" + "\n".join(map(str, values))).encode()


def uploaded(content, idea="chain", language="en"):
    app = visit(language, source="own", idea=idea)
    app.get("file_uploader")[0].upload("mine.csv", content, "text/csv")
    return ran(app)


@pytest.mark.parametrize("idea", IDEAS)
def test_a_good_file_serves_every_idea(runs, idea):
    app = predict(uploaded(csv_of([7, *np.arange(89) % 5]), idea))
    assert label("own.summary", rows="90", low="0", high="7") in said(app)
    if idea in EXPERIMENTS:
        press(app, "train")
        assert len(load_series(runs[0].config)) == 90


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
def test_a_bad_file_gets_its_sentence_and_the_page_stays(content, key, values):
    app = uploaded(content)
    assert label(f"problem.{key}", **values) in said(app)
    assert group(app, "source")


def test_the_sentence_comes_in_the_learners_language():
    assert label("problem.binary", "zh") in said(uploaded(b"\x00\x01", language="zh"))


def test_what_was_put_right_is_said():
    days = [str(d) for d in np.arange("2024-01-01", "2024-03-01", dtype="datetime64[D]")]
    days[3], days[4] = days[4], days[3]
    lines = [f"{d},{i % 9 if i != 20 else ''}" for i, d in enumerate(days)]
    app = uploaded(("day,price\n" + "\n".join(lines)).encode())
    assert label("notice.sorted", count="1") in said(app)
    assert label("notice.missing", count="1", rows="60") in said(app)


def test_a_file_survives_a_look_at_another_series():
    app = uploaded(csv_of(np.arange(60) % 7))
    choose(choose(app, "source", "sine"), "source", "own")
    assert label("own.kept", name="value") in said(app)


def test_what_is_known_of_a_file_stays_out_of_what_all_learners_share():
    app = uploaded(csv_of(np.arange(60) % 7), idea="forecast")
    assert not app.error
    own = app.session_state["sequence-models.config"]
    before = facts._shared_facts.cache_info().currsize
    predict(app)
    assert facts._shared_facts.cache_info().currsize == before
    # a file that is not looked at makes no second entry for a series of the page
    assert facts.facts_of(replace(own, source="sine")) is facts.facts_of(replace(own, source="sine", own=None))


def test_a_million_rows_use_the_newest():
    app = uploaded(csv_of(np.arange(1_000_000) % 97))
    assert label("notice.newest", rows="1,000,000", kept="20,000") in said(app)
