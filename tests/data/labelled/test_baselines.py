"""Labels without training, counted by hand on a small set, and bounded on the real ones."""

import math

import pytest

from seqviz.data.labelled.baselines import commonest, counting, labels_by, naive_bayes, tag_table
from seqviz.data.labelled.examples import Example, LabelledSet
from seqviz.data.labelled.tasks import labelled_set
from seqviz.metrics.confusion import accuracy, confusion


def made(task, labels, *examples):
    pairs = tuple(Example(tokens=tuple(tokens), labels=tuple(given)) for tokens, given in examples)
    return LabelledSet(task=task, labels=labels, training=pairs, held_out=pairs[-1:], source="", licence="")


TAGGED = made("segmentation", ("B", "M", "E", "S"), ("abc", "BES"), ("ab", "BE"), ("ba", "SS"), ("ca", "BE"))
NAMED = made("level", ("1", "2"), ("aab", "1"), ("ab", "1"), ("ccb", "2"))


def test_a_table_gives_each_token_its_most_frequent_tag():
    table = tag_table(TAGGED)
    assert table.tags == {"a": "B", "b": "E", "c": "B"}  # c was B once and S once: the first in the order of the task
    assert table.usual == "B"
    assert table.label("bxa") == ("E", "B", "B")


def test_naive_bayes_adds_up_the_logarithms():
    bayes = naive_bayes(NAMED)
    # five tokens of label 1 (aabab), three of label 2 (ccb), three different ones
    one = math.log(2 / 3) + 2 * math.log(4 / 8) + math.log(3 / 8)
    two = math.log(1 / 3) + 2 * math.log(1 / 6) + math.log(2 / 6)
    assert bayes.scores("aab") == pytest.approx({"1": one, "2": two})
    assert bayes.label("aab") == ("1",)
    assert bayes.label("c") == ("2",)
    assert bayes.scores("a") == bayes.scores("az")


def test_naive_bayes_does_not_see_the_order():
    bayes = counting(labelled_set("level"))
    for one in labelled_set("level").held_out[:50]:
        assert bayes.label(one.tokens) == bayes.label(one.tokens[::-1])


def test_the_commonest_label_fits_the_task():
    assert commonest(TAGGED).label("abcd") == ("B",) * 4
    assert commonest(NAMED).label("abcd") == ("1",)


@pytest.mark.parametrize("task", ["segmentation", "level", "president"])
def test_counting_beats_the_commonest_label_on_held_out_examples(task):
    found = labelled_set(task)
    low, high = (
        accuracy(confusion(found.truth, labels_by(one(found), found), found.labels)) for one in (commonest, counting)
    )
    assert high > low + 0.15
