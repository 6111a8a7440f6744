"""What the page on recurrent networks makes of a run: verdicts, steps of a text, examples that nobody trained on."""

from types import SimpleNamespace

import numpy as np
import pytest

from seqviz.components.unrolled import Cell, unrolled_html
from seqviz.config.labelling import LabellingConfig
from seqviz.data.labelled.tasks import labelled_set, tokens_of
from seqviz.records.labelling import LabelAnswer
from seqviz.records.problem import Problem
from seqviz.records.trail import TrailCopy
from seqviz.text.catalog import load_catalog
from seqviz.ui.lessons.rnn.by_hand import WRITTEN, example_of, shares, tags_read
from seqviz.ui.lessons.rnn.outline import RNN
from seqviz.ui.lessons.rnn.places import places_after, repeated
from seqviz.ui.lessons.rnn.readers import CONTESTANTS, TASKS, contest_of, held_out_example, untrained
from seqviz.ui.lessons.rnn.sentence import cells_of
from seqviz.ui.lessons.rnn.uses import written_cells
from seqviz.ui.lessons.rnn.verdict import accuracy_at, answers_of, outcome_of, question_of

T = load_catalog("en")


def watched(use, shares, *, step=300):
    """A run whose networks had these shares right at one step."""
    trails = {
        reader: TrailCopy(columns={"step": np.array([0.0, step]), "accuracy": np.array([0.1, share])})
        for reader, share in shares.items()
    }
    return SimpleNamespace(
        contest=contest_of(use), names=CONTESTANTS[use], trail=lambda kind, name: trails.get(name, TrailCopy())
    )


@pytest.mark.parametrize(
    ("counted", "shares", "right"),
    [
        (0.75, {"rnn": 0.8, "both": 0.9, "none": 0.7}, {"both"}),
        (0.42, {"rnn": 0.2, "gru": 0.4, "none": 0.2}, {"counting"}),
        (0.4, {"rnn": 0.2, "gru": 0.4, "none": 0.2}, {"counting", "gru"}),
    ],
)
def test_who_has_most_labels_right_is_the_answer_and_counting_may_be_it(counted, shares, right):
    assert answers_of("aligned", counted, shares) == right


@pytest.mark.parametrize(("share", "right"), [(0.5, "worse"), (0.73, "same"), (0.79, "same"), (0.9, "better")])
def test_one_character_alone_is_judged_by_its_distance_from_the_table(share, right):
    assert answers_of("one-one", 0.75, {"none": share}) == {right}


def test_nothing_is_judged_before_all_networks_have_been_examined():
    assert outcome_of("aligned", None, T) is None
    assert outcome_of("aligned", watched("aligned", {"rnn": 0.8, "both": 0.9}), T) is None
    assert outcome_of("aligned", watched("aligned", {"rnn": 0.8, "both": 0.9, "none": 0.7}, step=250), T) is None
    found = outcome_of("aligned", watched("aligned", {"rnn": 0.8, "both": 0.9, "none": 0.7}), T)
    assert found.answers == {"both"}
    assert "90.0%" in found.measured
    assert accuracy_at(watched("one-one", {"none": 0.5}), "none", 300) == 0.5


@pytest.mark.parametrize("use", TASKS)
def test_an_application_trains_its_networks_on_the_same_batches(use):
    contest = contest_of(use)
    assert all(isinstance(config, LabellingConfig) for config in contest.configs)
    assert len({(config.task, config.seed, config.batch_size, config.hidden_size) for config in contest.configs}) == 1
    question = question_of(use, T)
    assert use == "one-one" or set(question.options) == {"counting", *CONTESTANTS[use]}
    assert 0 < untrained(TASKS[use]).commonest < untrained(TASKS[use]).counting < 1


@pytest.mark.parametrize("task", ["segmentation", "level", "president"])
def test_an_example_is_held_out_and_reads_as_it_was_cut(task):
    found = labelled_set(task)
    trained = {one.tokens for one in found.training}
    for number in range(20):
        one, text = held_out_example(found, number)
        assert one.tokens not in trained
        assert tokens_of(task, text) == one.tokens


def test_another_application_begins_with_an_example_of_its_own():
    assert RNN.coupled(None, {"use": "level"}) == {"use": "level", "line": ""}
    assert RNN.coupled(None, {"use": "level", "line": "好"}) == {"use": "level", "line": "好"}
    assert RNN.coupled(None, {"reader": "gru"}) == {"reader": "gru"}


def answer(labels, probabilities, tokens):
    shares = np.array(probabilities, np.float32)
    return LabelAnswer(step=1, tokens=tuple(tokens), labels=labels, probabilities=shares, unknown=())


def test_tags_by_hand_are_read_with_and_without_spaces_and_what_is_none_is_named():
    assert tags_read("b E\ts", 3) == ("B", "E", "S")
    with pytest.raises(Problem, match=r"rnn\.hand\.letter"):
        tags_read("B X", 2)
    with pytest.raises(Problem, match=r"rnn\.hand\.count"):
        tags_read("BE", 3)


def test_tags_by_hand_are_scored_on_the_sentence_they_belong_to():
    settings = SimpleNamespace(memory={})
    assert shares(settings) is None
    one, _ = example_of(settings)
    settings.memory[WRITTEN] = "".join(one.labels)
    own, table = shares(settings)
    assert own == 1 > table
    settings.memory[WRITTEN] = "M" * len(one.labels)
    assert shares(settings)[0] == one.labels.count("M") / len(one.labels)


def test_places_after_a_token_are_counted_to_the_rounding():
    hidden = np.array([[0.1, 0.2], [0.5, 0.5], [0.1, 0.2 + 1e-7], [0.3, 0.2]])
    found = SimpleNamespace(tokens=tuple("abab"), layers=(SimpleNamespace(gates={"hidden": hidden}),))
    assert places_after("a", found) == 1
    assert places_after("b", found) == 2
    assert repeated(" the tree ") == ("e", 3)
    assert repeated("ab  ") is None


def test_each_step_says_its_likeliest_tag_and_a_wrong_one_is_marked():
    found = answer(("B", "E"), [[0.9, 0.1], [0.6, 0.4]], "会员")
    cells = cells_of("segmentation", "会员", found, ("B", "E"), T)
    assert [(cell.read, cell.said, cell.told, cell.wrong) for cell in cells] == [
        ("会", "B", "0.9", False), ("员", "B", "0.6", True),
    ]  # fmt: skip
    assert not any(cell.wrong for cell in cells_of("segmentation", "会员", found, (), T))  # nobody knows


def test_one_label_for_all_is_said_at_the_last_step_alone():
    cells = cells_of("level", "你好", answer(("1", "2"), [[0.2, 0.8]], "你好"), ("2",), T)
    assert [cell.said for cell in cells] == ["", "HSK 2"]
    assert [cell.said for cell in cells_of("level", "你好", None, (), T)] == ["", "?"]


def test_what_is_written_is_read_at_the_next_step():
    cells = written_cells("ab", "c d")
    assert [(cell.read, cell.said) for cell in cells] == [("a", ""), ("b", "c"), ("c", "·"), (" ", "d")]
    assert [cell.read for cell in written_cells("the cat", "sat down", by_words=True)] == ["the", "cat", "sat"]


def test_the_unrolled_network_has_a_state_for_each_direction_and_escapes_what_was_written():
    cells = [Cell(read="<b>", said="S", told="0.9"), Cell(read="x", said="B", wrong=True)]
    html = unrolled_html(cells, directions=("forward", "backward"), label="a & b")
    assert html.count('class="state"') == 4
    assert (html.count("→"), html.count("←")) == (1, 1)
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "a &amp; b" in html
    assert html.count("said wrong") == 1


def test_without_recurrence_no_state_leads_to_the_next():
    html = unrolled_html([Cell(read="a"), Cell(read="b", said="S")], directions=(), label="")
    assert html.count('class="state"') == 2
    assert "→" not in html
    assert html.index(">b<") < html.index(">a<")  # said at the end alone: the row begins there
