from html import unescape

import pytest

from seqviz.decoding.cost import beam_candidates, exhaustive_sequences
from seqviz.decoding.examples import LECTURE
from seqviz.decoding.search import exhaustive_search
from seqviz.decoding.verdicts import best_of_each_length, turns
from seqviz.figures.search import alpha_figure, cost_figure
from seqviz.records.search import Method


def lecture_figure(alpha: float):
    contenders = best_of_each_length(exhaustive_search(LECTURE, max_length=4))
    names = [" ".join(answer.tokens) for answer in contenders]
    return alpha_figure(contenders, alpha=alpha, until=2.0, names=names, axis="alpha", marker="here"), contenders


def test_every_length_has_its_curve_with_its_name_at_the_end():
    figure, contenders = lecture_figure(0.75)
    named = [trace for trace in figure.data if trace.meta]
    names = [unescape(trace.meta["end_label"]) for trace in named]
    assert names == [" ".join(answer.tokens) for answer in contenders]
    for trace, answer in zip(named, contenders, strict=True):
        assert trace.y[0] == pytest.approx(answer.log_prob)
        assert trace.y[-1] == pytest.approx(answer.log_prob / len(answer.tokens) ** 2)


def test_the_thick_line_changes_where_the_answer_does():
    figure, contenders = lecture_figure(0.75)
    (turn,) = turns(contenders, until=2.0)
    thick = {trace.line.color: trace for trace in figure.data if not trace.meta and any(y == y for y in trace.y)}
    assert len(thick) == 2
    won = [[x for x, y in zip(trace.x, trace.y, strict=True) if y == y] for trace in thick.values()]
    assert max(won[0]) < turn.alpha <= min(won[1])


@pytest.mark.parametrize(("alpha", "name"), [(0.0, "A <eos>"), (0.75, "A C B <eos>")])
def test_the_winner_at_this_alpha_has_the_colour_of_success(alpha: float, name: str):
    figure, _ = lecture_figure(alpha)
    strong = [trace.name for trace in figure.data if trace.meta and "success" in trace.meta["label_colour"]]
    assert [unescape(shown) for shown in strong] == [name]
    assert figure.layout.shapes[0].x0 == alpha


def test_the_costs_stand_on_a_logarithmic_axis():
    costs: dict[Method, list[int]] = {
        "exhaustive": [exhaustive_sequences(10_000, t) for t in range(1, 11)],
        "beam": [beam_candidates(10_000, t, 5) for t in range(1, 11)],
    }
    figure = cost_figure(costs, length=10, names={"exhaustive": "all", "beam": "some"}, axis="T")
    assert figure.layout.yaxis.type == "log"
    assert figure.data[0].y[-1] == pytest.approx(1e40)
    assert figure.data[1].y[-1] == pytest.approx(5e5)
    assert figure.data[0].marker.size[-1] > figure.data[0].marker.size[0]


def test_a_token_that_looks_like_markup_is_drawn_as_it_stands():
    contenders = best_of_each_length(exhaustive_search(LECTURE, max_length=4))
    names = ["<b>x</b> & <a href='https://example.org'>y</a>", "&lt;", "<eos>"]
    figure = alpha_figure(contenders[:3], alpha=0.0, until=2.0, names=names, axis="alpha", marker="here")
    shown = [trace for trace in figure.data if trace.meta]
    for trace, name in zip(shown, names, strict=True):
        assert "<" not in trace.name
        assert trace.meta["end_label"] == trace.name
        assert unescape(trace.name) == name
