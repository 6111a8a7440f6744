"""What the page of encoder and decoder draws and says, without a run."""

import numpy as np
import pytest

from seqviz.components.blocks import Block, Cut, Flow, Part, blocks_html
from seqviz.config import Seq2SeqConfig
from seqviz.records.exactness import ExactnessAnswer
from seqviz.records.labelling import LayerOutput
from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.ui.lessons.encoder_decoder.cut import strip
from seqviz.ui.lessons.encoder_decoder.networks import LAYERS, NETWORKS
from seqviz.ui.lessons.encoder_decoder.plug import pieces_of, said
from seqviz.ui.lessons.encoder_decoder.questions import bridge_outcome
from seqviz.ui.lessons.encoder_decoder.rights import EQUAL, ahead

EN = load_catalog("en")


def flows(config):
    return [piece for piece in pieces_of(config, EN, told=True) if isinstance(piece, Flow)]


def test_equal_blocks_are_joined_by_one_state_and_no_bridge():
    (state,) = flows(Seq2SeqConfig(encoder="lstm", decoder="lstm"))
    assert [(part.told, part.kind) for part in state.parts] == [("1 × 128", "hidden"), ("1 × 128", "cell")]
    assert EN("encoder-decoder.bridge.none") in said(Seq2SeqConfig(), EN)


def test_a_bridge_stands_between_two_directions_and_one():
    config = Seq2SeqConfig(bidirectional=True, encoder_size=64, encoder_layers=2)
    left, right = flows(config)
    assert (left.parts[0].rows, left.parts[0].told, right.parts[0].told) == (4, "4 × 64", "1 × 128")
    titles = [piece.title for piece in pieces_of(config, EN, told=True) if isinstance(piece, Block)]
    assert EN("encoder-decoder.bridge") in titles
    assert f"{256 * 128 + 128:,}" in said(config, EN)
    assert "?" in [piece.title for piece in pieces_of(config, EN, told=False) if isinstance(piece, Block)]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"encoder": "gru"}, "lacks"),
        ({"encoder": "lstm", "encoder_size": 64}, "does-not-fit"),
        ({"encoder": "lstm", "decoder": "gru"}, "left"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_becomes_of_a_memory_cell_is_said(changes, key, language):
    t = load_catalog(language)
    assert t(f"encoder-decoder.cell.{key}") in said(Seq2SeqConfig(**{"decoder": "lstm", **changes}), t)


def test_a_memory_cell_that_starts_at_zero_is_drawn_as_nothing():
    *_, right = flows(Seq2SeqConfig(encoder="gru", decoder="lstm"))
    assert right.parts[1].kind == "zero"
    assert right.parts[1].name == EN("encoder-decoder.part.cell-zero")


def test_the_pairs_that_do_not_fit_are_computed():
    assert bridge_outcome(EN).answers == {"both-gru", "cnn-gru"}


@pytest.mark.parametrize("network", NETWORKS)
def test_a_strip_has_all_layers_and_the_cut_behind_the_chosen_one(network):
    output = LayerOutput(name="embedding", values=np.zeros((3, 5), np.float32))
    pieces = strip(network, "embedding", 3, output, EN)
    assert pieces[2] == Cut(told="3 × 5", note=EN("encoder-decoder.cut.here"))
    blocks = [piece for piece in pieces[1:] if isinstance(piece, Block)]
    assert [block.title for block in blocks] == [EN(f"encoder-decoder.layer.{name}") for name in LAYERS[network]]
    assert [block.kind for block in blocks] == ["encoder"] + ["decoder"] * (len(LAYERS[network]) - 1)


def test_drawn_words_are_escaped():
    part = Part(name="<i>", rows=9, units=3, told="9 × 3")
    html = blocks_html([Block(title="<b>x</b>", notes=("&",)), Flow(parts=(part,)), Cut(told="<")], label='"')
    assert "<b>x</b>" not in html
    assert "&lt;i&gt;" in html
    assert html.count("<i style") == 8


def examined(*rights):
    return ExactnessAnswer(step=300, right=rights)


def test_who_is_ahead_must_be_so_by_more_than_chance():
    half, rest = (True, False) * 50, (False, True) * 50
    none, most = (False,) * 100, (*(True,) * 90, *(False,) * 10)
    assert ahead({"a": examined(*none), "b": examined(*most)}) == "b"
    assert ahead({"a": examined(*half), "b": examined(*rest[:-1], False)}) == EQUAL
    assert ahead({"a": examined(*none), "b": examined(*most), "c": examined(*most[::-1])}) == EQUAL


def test_more_of_the_same_sentences_is_ahead_where_as_many_others_would_not_be():
    fewer, more = (True,) * 50 + (False,) * 50, (True,) * 60 + (False,) * 40
    assert ahead({"a": examined(*fewer), "b": examined(*more)}) == "b"
    assert ahead({"a": examined(*fewer), "b": examined(*more[::-1])}) == EQUAL
