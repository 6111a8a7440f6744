"""The beam finds the dirt, with the real engine behind it: two translators, decoded, and the culprit found."""

from dataclasses import replace

import pytest

from seqviz.config.contest import Contest
from seqviz.config.dirt import dirt_contest
from seqviz.records.decoding_sweep import SweepQuestion
from seqviz.text.catalog import load_catalog
from seqviz.ui.lessons.decoding_dirt import screen
from seqviz.ui.lessons.decoding_dirt.decoded import ways
from seqviz.ui.lessons.decoding_dirt.take_home import dirt_downloads
from seqviz.ui.page import Page
from tests.pages.visiting import label, pick, press, put, until, visit, words

pytestmark = pytest.mark.usefixtures("workers")

PAGE = "decoding-tradeoffs"


def small_contest(*, seed):
    """A few steps of two small translators: enough to write something."""
    contest = dirt_contest(seed=seed)
    small = {"encoder_size": 16, "decoder_size": 16, "embedding_size": 16, "batch_size": 16, "max_steps": 10}
    return Contest(names=contest.names, configs=tuple(replace(config, **small) for config in contest.configs))


def watch_of(app):
    return app.session_state[f"{PAGE}/dirt.slot"].watch


def test_both_are_trained_and_decoded_and_a_suspect_is_judged_by_counts(monkeypatch):
    monkeypatch.setattr(screen, "dirt_contest", small_contest)
    question = SweepQuestion(most=3, widths=(1, 2), budget=20, draws=0, exact_alphas=(0.0, 0.75))
    monkeypatch.setattr(screen, "QUESTION", question)
    begun, usual = [], screen.live

    def live(settings, slot, draw):
        if slot.watch is not None and slot.watch.poll.status == "finished":
            begun.append(len(slot.watch.works))
        usual(settings, slot, draw)

    monkeypatch.setattr(screen, "live", live)
    app = visit(PAGE)
    assert label("decoding-dirt.commonest") not in words(app)
    pick(app, f"{PAGE}.predict-dirt", "half")
    press(app, f"{PAGE}.dirt-train")
    until(app, lambda app: len(watch_of(app).works) == 2 and all(news.done for news in watch_of(app).works))
    assert begun[0] == 2  # before the looks are paced: of a run that has ended they come for open work alone
    found = ways(watch_of(app), "raw")
    assert [len(one.all) for one in found.values()] == [3, 3]
    assert found["shipped"].sweep.pairs == found["cleaned"].sweep.pairs
    pick(until(app, lambda app: label("decoding-dirt.kind") in words(app)), f"{PAGE}.predict-dirt-kind", "same")
    for typed, key in (("Nobody says that", "unknown"), ("placeholder", "other")):
        put(app, "text_input", f"{PAGE}.setting-suspect", typed)
        values = {"count": 65, "pairs": "4,054", "answers": 0, "sentences": 3, "others": 3}
        assert label(f"decoding-dirt.suspect.{key}", **values) in words(app)
    pick(app, f"{PAGE}.setting-scoring", "scored")
    assert label("decoding-dirt.commonest") in "".join(str(html.proto.body) for html in app.get("html"))
    (file,) = dirt_downloads(Page(PAGE, load_catalog("en")), watch_of(app))
    head, *rows = file.content().splitlines()
    assert head.startswith("translator,alpha,method,width")
    assert len(rows) == 2 * 2 * 3
    press(app, f"{PAGE}.dirt-reset")
    assert watch_of(app) is None
