"""The learner's translator on the BLEU page: found in the session, its outputs for one sentence and as a test set."""

import pytest

from seqviz.ui.experiment.long_work import newest
from seqviz.ui.experiment.translator_run import steps_of
from tests.pages.bleu.scoring import scored
from tests.pages.visiting import address, label, pick, press, ran, the, until, visit, words

pytestmark = pytest.mark.usefixtures("workers")

SMALL = {"encoder_size": "16", "decoder_size": "16", "batch_size": "16", "max_steps": "10"}


def trained():
    """Return what a session knows after a small translator was trained on its own page."""
    app = press(visit("seq2seq", **SMALL), "seq2seq.train")
    slot = until(app, lambda app: app.session_state["seq2seq.slot"].watch.poll.status == "finished").session_state
    return {"owner": slot["owner"], "seq2seq.slot": slot["seq2seq.slot"]}


def test_without_a_translator_both_views_say_where_one_is_trained():
    for view in ("pair", "corpus"):
        assert label("kit.translator-run.none") in words(visit("bleu", view=view, test_set="translator"))
    app = press(visit("bleu", view="corpus", test_set="translator"), "bleu.corpus-score")
    assert label("bleu.error.nothing") in words(app)


def test_its_outputs_go_to_the_assembly_line_and_are_scored_as_a_test_set():
    session = trained()
    app = visit("bleu", "zh", session=session, k="2")
    watch = app.session_state["bleu/translator.slot"].watch
    asked = watch.asked("outputs-8-newest", watch.names[0])
    until(app, lambda app: asked.answer is not None)
    (last,) = steps_of(watch)
    assert last == 10
    line = asked.answer.lines[0]
    app = pick(app, "bleu.translator-take", last)
    assert the(app, "text_input", "bleu.prediction").value == " ".join(line.output)
    assert the(app, "text_input", "bleu.reference").value == " ".join(line.references[0])
    assert label("bleu.translator.assembling", "zh") in words(app)
    assert "prediction" in address(app)

    reloaded = {"owner": session["owner"]}
    app = visit(
        "bleu", session=reloaded, **{"other-run": address(app)["other-run"]}, view="corpus", test_set="translator"
    )
    app = until(app, lambda app: label("bleu.translator.set", count=500, step="10", several="0") in words(app))
    scored(app)
    report = newest(app.session_state["bleu.slot"]).partial
    assert report.pairs == 500
    watch = app.session_state["bleu/translator.slot"].watch
    lines = watch.asked("outputs-500-newest", watch.names[0]).answer.lines
    assert report.empty_predictions == sum(not line.output for line in lines)
    assert label("bleu.corpus.stale") not in words(ran(app))
    # Nothing is pasted yet, and still the report is that of another test set.
    assert label("bleu.corpus.stale") in words(pick(app, "bleu.setting-test_set", "paste"))
