"""The tasks with labels: every token has its own, and nothing that is held out was seen in training."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.data.hsk import graded_sentences
from seqviz.data.labelled.tags import tags_of, words_from
from seqviz.data.labelled.tasks import PIECE, labelled_set, tokens_of
from seqviz.data.speeches import annual_messages
from seqviz.data.texts import only_letters
from seqviz.records.problem import Problem

TASKS = ("segmentation", "level", "president")


@given(st.lists(st.text("人民大会堂", min_size=1, max_size=6), max_size=12))
def test_tags_restore_the_words(words):
    tags = tags_of(words)
    assert words_from("".join(words), tags) == tuple(words)


@given(st.text("BMES", max_size=20))
def test_tags_that_contradict_each_other_still_cut_the_whole_text(tags):
    text = [chr(ord("a") + place) for place in range(len(tags))]
    words = words_from(text, tags)
    assert "".join(words) == "".join(text)
    assert all(words)
    begun = [place for place in range(len(tags)) if place == 0 or tags[place] in "BS" or tags[place - 1] in "ES"]
    assert [text.index(word[0]) for word in words] == begun


@pytest.mark.parametrize("task", TASKS)
def test_labels_fit_their_tokens(task):
    found = labelled_set(task)
    for one in (*found.training, *found.held_out):
        assert len(one.labels) == (len(one.tokens) if task == "segmentation" else 1)
        assert set(one.labels) <= set(found.labels)
    assert set(found.truth) == set(found.labels)


def test_words_of_a_sentence_are_those_of_the_package():
    found = labelled_set("segmentation")
    words = {one.text: one.words for one in graded_sentences()}
    for one in found.held_out:
        assert words_from(one.tokens, one.labels) == words["".join(one.tokens)]


@pytest.mark.parametrize("task", ["segmentation", "level"])
def test_no_sentence_is_both_trained_on_and_held_out(task):
    found = labelled_set(task)
    sentences = Counter(one.tokens for one in (*found.training, *found.held_out))
    assert max(sentences.values()) == 1
    assert len(sentences) == len({one.text for one in graded_sentences()})


def test_whole_speeches_are_held_out_the_last_of_each_president():
    found = labelled_set("president")
    trained = {one.tokens for one in found.training}
    held_out = Counter(one.labels[0] for one in found.held_out)
    last = {}
    for speech in annual_messages():
        if speech.year >= 1990:
            last["Bush-Jr" if speech.president == "Bush" and speech.year > 2000 else speech.president] = speech
    assert {who: speech.year for who, speech in last.items()} == {
        "Bush": 1992, "Clinton": 2000, "Bush-Jr": 2008, "Obama": 2016, "Trump": 2026, "Biden": 2024,
    }  # fmt: skip
    for who, speech in last.items():
        words = only_letters(speech.read()).split()
        assert held_out[who] == len(words) // PIECE
        pieces = {tuple(words[start : start + PIECE]) for start in range(0, len(words), PIECE)}
        assert {one.tokens for one in found.held_out if one.labels == (who,)} <= pieces
        assert not pieces & trained


def test_a_line_of_the_learners_is_read_as_the_task_is():
    assert tokens_of("segmentation", " 我们 \n学习。") == tuple("我们学习。")
    assert tokens_of("president", "My fellow Americans, 2024!") == ("my", "fellow", "americans")


@pytest.mark.parametrize(
    ("task", "line", "key"),
    [
        ("level", " \n", "labelling.empty.characters"),
        ("president", "2024 — 你好", "labelling.empty.words"),
        ("segmentation", "好" * 201, "labelling.too-long"),
    ],
)
def test_a_line_that_cannot_be_labelled_is_refused(task, line, key):
    with pytest.raises(Problem) as refused:
        tokens_of(task, line)
    assert refused.value.key == key
