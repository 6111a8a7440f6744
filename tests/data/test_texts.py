"""Texts of the course, uploads, vocabulary, split and batches."""

import http.server
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.config import LanguageModelConfig
from seqviz.data import texts
from seqviz.data.batching import batches
from seqviz.data.corpus import build_corpus
from seqviz.data.texts import load_text, own_text, words_of
from seqviz.data.uploads import MAX_BYTES, check_pasted, decode_upload
from seqviz.data.vocabulary import UNKNOWN, Vocabulary
from seqviz.records.problem import Problem


def test_lincoln_has_the_length_that_the_package_gives():
    text = load_text("lincoln")
    assert len(text.text) == 158_434
    assert set(text.text) == set("abcdefghijklmnopqrstuvwxyz ")


def test_chinese_words_join_to_the_text():
    text = load_text("hsk")
    assert "".join(text.tokens("word")) == text.text
    assert max(len(word) for word in text.tokens("word")) < 12


def test_words_keep_apostrophes_and_cut_chinese_into_characters():
    assert words_of("Don't panic, \u4f60\u597d!") == ["Don't", "panic", ",", "\u4f60", "\u597d", "!"]


def test_offline_the_time_machine_says_one_clear_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(texts, "TIME_MACHINE_URL", "http://localhost:9/timemachine.txt")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    texts._time_machine.cache_clear()
    with pytest.raises(Problem) as caught:
        load_text("time-machine")
    assert caught.value.key == "texts.download-failed"


def test_a_download_with_another_checksum_is_refused(monkeypatch, tmp_path):
    class Forger(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"another book")

        def log_message(self, *args):
            pass

    with http.server.HTTPServer(("localhost", 0), Forger) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setattr(texts, "TIME_MACHINE_URL", f"http://localhost:{server.server_port}/timemachine.txt")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        texts._time_machine.cache_clear()
        with pytest.raises(Problem) as caught:
            load_text("time-machine")
        server.shutdown()
    assert caught.value.key == "texts.download-failed"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "texts.empty"),
        (b" \n\t ", "texts.empty"),
        (b"x" * (MAX_BYTES + 1), "texts.too-large"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "texts.binary"),
        (bytes(range(1, 32)) * 50, "texts.binary"),
        ("\u4f60\u597d".encode("gb18030") * 20, "texts.not-utf8"),
        ("hello".encode("utf-16"), "texts.not-utf8"),
        ("caf\u00e9".encode("latin-1"), "texts.not-utf8"),
    ],
)
def test_a_file_that_is_no_good_text_is_refused_by_name(content, key):
    with pytest.raises(Problem) as caught:
        decode_upload(content)
    assert caught.value.key == key


@given(st.text(min_size=1, max_size=80))
def test_whatever_is_pasted_becomes_text_or_a_problem(text):
    try:
        checked = check_pasted(text)
    except Problem:
        return
    assert checked.strip()


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert decode_upload("\ufeffhello".encode()) == "hello"


def test_own_text_keeps_case_and_markup_and_folds_white_space():
    assert own_text("A <b>B</b>\n\n c\x07").text == "A <b>B</b> c"


def test_training_and_held_out_part_never_overlap_and_lose_nothing():
    source = own_text("".join(chr(0x4E00 + i) for i in range(800)))
    corpus = build_corpus(source, "character", steps=20)
    training = corpus.vocabulary.decode(corpus.training)
    assert len(corpus.training) + len(corpus.validation) == 800
    assert UNKNOWN not in training
    assert set(corpus.vocabulary.decode(corpus.validation)) == {UNKNOWN}  # every held-out character is new here


@given(st.lists(st.sampled_from("abcd"), min_size=1), st.lists(st.sampled_from("abcdef")))
def test_known_tokens_survive_encoding_and_the_rest_is_unknown(known, asked):
    vocabulary = Vocabulary.of(known)
    decoded = vocabulary.decode(vocabulary.encode(asked))
    assert decoded == [token if token in known else UNKNOWN for token in asked]
    assert vocabulary.unknown(asked) == tuple(dict.fromkeys(token for token in asked if token not in known))


@given(
    length=st.integers(12, 300), steps=st.integers(2, 11), batch=st.integers(1, 9), seed=st.integers(0, 5),
    sampling=st.sampled_from(["random", "sequential"]),
)  # fmt: skip
def test_targets_are_the_tokens_that_follow(length, steps, batch, seed, sampling):
    ids = np.arange(length)
    source = batches(sampling, ids, batch_size=batch, steps=steps, seed=seed)
    for _ in range(5):
        got = source.next()
        assert got.inputs.shape[0] == steps
        assert (got.targets == got.inputs + 1).all()
        assert got.targets.max() < length


@given(steps=st.integers(2, 7), batch=st.integers(1, 4), seed=st.integers(0, 5))
def test_an_epoch_of_random_batches_shows_no_window_twice(steps, batch, seed):
    source = batches("random", np.arange(200), batch_size=batch, steps=steps, seed=seed)
    windows = (199 - steps) // steps
    starts = [start for _ in range(windows // batch) for start in source.next().inputs[0].tolist()]
    assert len(starts) == len(set(starts))


@given(steps=st.integers(2, 7), batch=st.integers(1, 4), seed=st.integers(0, 5))
def test_a_sequential_batch_continues_the_one_before(steps, batch, seed):
    source = batches("sequential", np.arange(200), batch_size=batch, steps=steps, seed=seed)
    last = source.next()
    assert not last.continues
    for _ in range(30):
        batch_now = source.next()
        if batch_now.continues:
            assert (batch_now.inputs[0] == last.inputs[-1] + 1).all()
        last = batch_now


@pytest.mark.parametrize("sampling", ["random", "sequential"])
def test_batches_go_on_from_a_saved_state(sampling):
    source = batches(sampling, np.arange(100), batch_size=3, steps=7, seed=1)
    source.next()
    state = source.state
    first = [source.next().inputs for _ in range(9)]
    source.state = state
    second = [source.next().inputs for _ in range(9)]
    assert all((a == b).all() for a, b in zip(first, second, strict=True))


def test_the_default_config_has_a_text():
    assert load_text(LanguageModelConfig().text).text
