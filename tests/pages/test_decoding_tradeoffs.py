"""The page of decoding trade-offs with the real engine behind it: train, decode in pieces, look, compare, cancel."""

import pytest

from seqviz.jobs.moments import moments
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.judging import beam_of
from seqviz.ui.lessons.decoding_tradeoffs.partings import chosen_rows, verdicts_of
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import compared, decodings, exact_at, judged, open_work
from tests.pages.visiting import label, pick, press, put, the, until, visit, words

pytestmark = pytest.mark.usefixtures("workers")

PAGE = "decoding-tradeoffs"
SMALL = {
    "encoder_size": "16",
    "decoder_size": "16",
    "batch_size": "16",
    "max_steps": "100",
    "sentences": "8",
    "learning_rate": "0.01",
}


def watch_of(app):
    return app.session_state[f"{PAGE}.slot"].watch


def trained():
    app = press(visit(PAGE, "zh", **SMALL, moment="early"), f"{PAGE}.train")
    return until(app, lambda app: watch_of(app).poll.status == "finished" and len(moments(watch_of(app))) == 2)


def tree_of(app):
    """Return the newest answer of the searches of one sentence."""
    return watch_of(app).asked("trees", watch_of(app).names[0]).answer


def parted(app):
    """Return the first sentence, counted from 1, whose trees are offered."""
    watch, found = watch_of(app), decodings(watch_of(app))["early"]
    one, other = (beam_of(judged(watch, found, 0.75), width) for width in (1, 5))
    return chosen_rows(one, other, verdicts_of(one, other))[0] + 1


def test_nothing_can_be_decoded_before_a_state_is_kept():
    app = visit(PAGE)
    assert label("decoding-tradeoffs.none") in words(app)
    assert app.button(key=f"{PAGE}.decode").disabled


def test_a_guess_is_judged_results_open_conventions_are_compared_and_work_is_cancelled():
    app = trained()
    pick(app, f"{PAGE}.predict-wider/early", "same")
    press(app, f"{PAGE}.decode")
    until(app, lambda app: (found := decodings(watch_of(app))) and all(one.sweep.complete for one in found.values()))
    until(app, lambda app: not open_work(watch_of(app)))
    said = words(app)
    assert label("decoding-tradeoffs.parting.title", "zh", k=5) in said
    assert label("kit.predict.right", "zh") in said or label("kit.predict.wrong", "zh") in said
    assert [one.decoded for one in decodings(watch_of(app)).values()] == [21, 21]
    bars = sum("dt-bars" in str(html.proto.body) and "k = 64" in str(html.proto.body) for html in app.get("html"))
    assert bars == 0  # no answer beside its question
    pick(app, f"{PAGE}.predict-missed/early", "none")
    press(app, f"{PAGE}.search-exactly")
    until(app, lambda app: exact_at(watch_of(app), decodings(watch_of(app))["early"], 0.75) is not None)
    tables = "".join(str(html.proto.body) for html in app.get("html"))
    best = exact_at(watch_of(app), decodings(watch_of(app))["early"], 0.75)
    proven = {"alpha": 0.75, "proven": best.proven, "count": best.sentences}
    assert label("decoding-tradeoffs.figures.best", "zh", **proven) in tables
    assert best.search_errors == 0
    place = parted(app)
    pick(app, f"{PAGE}.tree", place)
    until(app, lambda app: tree_of(app) is not None)
    answer = tree_of(app)
    assert answer.source == decodings(watch_of(app))["early"].sweep.pairs[place - 1].source
    assert answer.traces["beam"].width == 5
    assert label("beam-search.method.exact", "zh") in words(app)
    forced = answer.traces["greedy"].vocabulary[-1]
    put(app, "text_input", f"{PAGE}.forced", forced)
    until(app, lambda app: tree_of(app).traces["beam"].forced == (forced,))
    assert f"**{forced}" in words(app)
    put(app, "text_input", f"{PAGE}.forced", "xyz")
    assert label("trees.unknown-word", "zh", word="xyz") in words(app)
    pick(app, f"{PAGE}.tree", None)
    put(app, "slider", f"{PAGE}.setting-alpha", 0.0)
    assert "α = 0" in words(app)
    pick(app, f"{PAGE}.setting-moment", "late")
    assert label("decoding-tradeoffs.parting.title", "zh", k=5) in words(app)  # what is open stays open
    press(app, f"{PAGE}.compare")
    late = moments(watch_of(app))["late"]
    until(app, lambda app: (answer := compared(watch_of(app), late)) is not None and len(answer.results) == 11)
    assert compared(watch_of(app), late).results[0].convention.alpha == 0.0
    app.session_state[f"{PAGE}.settings"].change(sentences=1_000)
    press(app, f"{PAGE}.decode")
    until(app, lambda app: any(0 < news.share < 1 for news in open_work(watch_of(app))))
    press(app, f"{PAGE}.cancel")
    until(app, lambda app: not open_work(watch_of(app)))
    assert not all(one.sweep.complete for one in decodings(watch_of(app)).values())
    assert not the(app, "button", f"{PAGE}.decode").disabled
    beam_search_draws_the_trees_of_this_translator(app.session_state[f"{PAGE}.slot"])


def beam_search_draws_the_trees_of_this_translator(slot):
    """The session's translator is found there; a word is forced, and freed."""
    app = visit("beam-search", "zh", session={f"{PAGE}.slot": slot}, screen="translator", beam_width=3)

    def answered(name):
        watch = app.session_state["beam-search/translator.slot"].watch
        return watch.asked(name, watch.names[0]).answer

    until(app, lambda app: answered("tree-conventions") is not None)
    assert app.session_state["beam-search/translator.slot"].lender == PAGE
    trees = answered("tree")
    assert (trees.step, trees.traces["beam"].width) == (moments(slot.watch).get("middle", 100), 3)
    said = words(app)
    assert "**" + " ".join(trees.traces["exact"].best.tokens[:-1]) in said.replace("\\", "")
    assert label("kit.convention.title", "zh") in said
    forced = trees.traces["greedy"].vocabulary[-1]
    put(app, "text_input", "beam-search.forced_words", forced)
    until(app, lambda app: answered("tree").traces["exact"].forced == (forced,))
    until(app, lambda app: answered("tree-free") is not None)
    beam = answered("tree").traces["beam"]
    log_p = decimals_text(float(beam.log_prob[beam.steps[0].first]), "zh", digits=2)
    assert label("translator-tree.forced.counts", "zh", words=forced, count=1, log_p=log_p) in words(app)
    assert all(answer.tokens[0] == forced for answer in beam.finished)
    press(app, "beam-search.free")
    until(app, lambda app: answered("tree").traces["exact"].forced == ())
    put(app, "text_input", "beam-search.sentence", "seven xyz")
    until(app, lambda app: answered("tree").unknown == ("xyz",))
    assert label("kit.unknown", "zh", tokens="xyz") in words(app)
    pick(app, "beam-search.whose", "here")
    assert label("translator-tree.none", "zh") in words(app)
    assert slot.watch.poll.status == "finished"  # what was lent is not freed
