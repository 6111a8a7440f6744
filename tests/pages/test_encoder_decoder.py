"""The page of encoder and decoder with the real engine: networks are cut, pairs plugged together and raced."""

import pytest

from seqviz.records.labelling import LayersAnswer
from seqviz.ui.lessons.encoder_decoder.networks import LAYERS, NETWORKS
from tests.pages.visiting import label, pick, press, put, until, visit, words

pytestmark = pytest.mark.usefixtures("workers")

SMALL = {
    "encoder_size": "8", "decoder_size": "8", "embedding_size": "4", "batch_size": "4", "pairs": "copying",
    "max_steps": "10",
}  # fmt: skip


def layers(app):
    watch = app.session_state["encoder-decoder/cut.slot"].watch
    found = {network: watch.asked("layers", network) for network in NETWORKS}
    return {name: one.answer for name, one in found.items() if isinstance(one.answer, LayersAnswer) and one.current}


def drawn(app):
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def test_both_networks_are_cut_and_the_shape_is_that_of_the_module():
    app = visit("encoder-decoder", line="old persian")
    assert "<b>?</b>" in drawn(app)
    pick(app, "encoder-decoder.predict-cut", "64")
    press(app, "encoder-decoder.step-10")
    until(app, lambda app: len(layers(app)) == len(NETWORKS) and label("kit.predict.right") in words(app))
    for network, answer in layers(app).items():
        assert tuple(layer.name for layer in answer.layers) == LAYERS[network]
    assert drawn(app).count("<b>64</b>") == 2
    put(app, "select_slider", "encoder-decoder.setting-cut_cnn", "filters-1")
    assert "<b>11 × 64</b>" in drawn(app)
    assert label("encoder-decoder.cut.grows", count=704) in words(app)
    put(app, "text_input", "encoder-decoder.line", "perú")
    until(app, lambda app: "<b>4 × 64</b>" in drawn(app))
    assert label("encoder-decoder.cut.grows", count=256) in words(app)


def test_a_name_of_nothing_is_said_and_another_one_is_shown():
    app = visit("encoder-decoder", line=" ")
    assert label("labelling.empty.characters") in words(app)
    press(app, "encoder-decoder.another")
    assert label("labelling.empty.characters") not in words(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_bridge_appears_once_the_question_is_answered(language):
    query = {"screen": "plug", "encoder": "lstm", "decoder": "lstm", "bidirectional": "on", "encoder_size": "64"}
    app = visit("encoder-decoder", language, **query)
    assert label("encoder-decoder.plug.first", language) in words(app)
    assert label("encoder-decoder.cell.does-not-fit", language) not in words(app)
    pick(app, "encoder-decoder.predict-bridge", label("encoder-decoder.pair.cnn-gru", language))
    assert label("kit.predict.right", language) in words(app)
    assert label("encoder-decoder.cell.does-not-fit", language) in words(app)
    assert "16,512" in words(app)


def test_a_pair_that_was_plugged_together_races_against_another():
    app = visit("encoder-decoder", screen="plug", **SMALL)
    pick(app, "encoder-decoder.predict-bridge", label("kit.predict.show"))
    press(app, "encoder-decoder.to-the-race")
    (question,) = [one.key for one in app.get("button_group") if ".predict-race" in (one.key or "")]
    pick(app, question, label("encoder-decoder.predict.equal"))
    press(app, "encoder-decoder.train")
    watch = app.session_state["encoder-decoder/race.slot"].watch
    assert watch.names == ("a", "b")
    until(app, lambda app: watch.poll.status == "finished" and label("kit.predict.right") in words(app))
    assert label("encoder-decoder.verdict") in words(app)
    assert label("encoder-decoder.verdict.step", step=10) in words(app)
    assert label("encoder-decoder.guess") in words(app)
    assert label("kit.rival.every_step.on") in words(app)


def test_the_books_pairs_are_offered_for_download_and_a_refusal_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("POOCH_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr("seqviz.data.downloads.Download.present", False)

    def refused(self):
        from seqviz.records.problem import Problem

        raise Problem("texts.download-failed", url=self.url)

    monkeypatch.setattr("seqviz.data.downloads.Download.fetch", refused)
    app = visit("encoder-decoder", screen="race", pairs="d2l-en-fr")
    press(app, "encoder-decoder.fetch-pairs")
    assert label("pairs.download-failed").partition("{")[0] in words(app)
