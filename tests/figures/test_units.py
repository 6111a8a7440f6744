"""Pictures of units and of the parts of a loss: the numbers drawn are the numbers of the records."""

import numpy as np
import pytest

from seqviz.figures.loss_parts import loss_parts_figure
from seqviz.figures.units import half_lives_figure, kick_figure, ranking_figure, room_for, unit_along_figure
from seqviz.records.half_life import HalfLifeAnswer, KickAnswer
from seqviz.records.loss_parts import LossPart, LossPartsAnswer
from seqviz.records.units import UnitRanking, UnitScore


def traces(figure):
    return {trace.name: trace for trace in figure.data}


def score(unit, auc):
    return UnitScore(unit=unit, rises=True, chosen=auc + 0.01, auc=auc)


RANKING = UnitRanking(
    step=5, signal="cell", share=0.2, places=100, units=(score(3, 0.9), score(8, 0.6)), twin=score(1, 0.7)
)
HALF_LIVES = HalfLifeAnswer(
    step=5,
    gate="forget",
    tokens=10,
    geometric=np.array([0.5, 0.0, 1.0, 0.8]),
    arithmetic=np.array([0.6, 0.0, 1.0, 0.8]),
)
KICK = KickAnswer(
    step=5, unit=3, gate="forget", state="cell", kick=0.3, places=64, geometric=0.8, measured=(1.0, 0.7, 0.4, 0.1, 0.0)
)


def test_a_bar_reaches_from_the_twin_to_the_unit():
    figure = ranking_figure(RANKING, shown=3, names=("1", "2"), twin="<twin>", axis="AUC")
    drawn = traces(figure)
    ends = [base + length for base, length in zip([drawn["gain"].base] * 2, drawn["gain"].x, strict=True)]
    assert ends == pytest.approx([0.9, 0.6])
    assert drawn["gain"].base == 0.7
    assert list(drawn["auc"].x) == [0.9, 0.6]
    assert list(drawn["chosen"].x) == pytest.approx([0.91, 0.61])
    assert drawn["gain"].marker.color == ("var(--sv-success)", "var(--sv-warning)")
    assert drawn["gain"].marker.opacity[0] > drawn["gain"].marker.opacity[1]
    assert figure.layout.annotations[0].text == "&lt;twin&gt;"


def test_a_unit_is_coloured_where_the_feature_is():
    figure = unit_along_figure(["a", " ", "<"], [0.1, -0.2, 0.3], [True, False, True], y="C")
    assert list(figure.data[0].y) == [0.1, -0.2, 0.3]
    assert figure.data[0].marker.color == ("var(--sv-accent)", "var(--sv-before)", "var(--sv-accent)")
    assert figure.layout.xaxis.ticktext == ("a", "·", "&lt;")
    assert room_for(["abcdefgh"] * 3) > room_for(["a"] * 3)


def test_units_stand_by_their_half_life_and_endless_ones_stay_on_the_chart():
    drawn = traces(half_lives_figure(HALF_LIVES, unit=0, name="unit 0", axes=("x", "y")))
    assert [one[0] for one in drawn["units"].customdata] == [2, 3, 0, 1]
    assert drawn["units"].y[2] == 1.0
    assert drawn["units"].y[1] == pytest.approx(np.log(0.5) / np.log(0.8))
    assert np.isfinite(drawn["units"].y).all()
    assert (drawn["unit"].x[0], drawn["unit"].y[0]) == (3, 1.0)


def test_the_measured_decay_stands_over_the_promised_one():
    drawn = traces(kick_figure(KICK, names=("measured", "promised"), axes=("x", "y")))
    assert list(drawn["measured"].y) == list(KICK.measured)
    assert list(drawn["promised"].y) == pytest.approx([0.8**step for step in range(5)])
    assert drawn["measured"].line.dash != drawn["promised"].line.dash


def answer(*parts):
    tokens = sum(part.tokens for part in parts)
    loss = sum(part.nats for part in parts) / tokens
    return LossPartsAnswer(step=1, loss=loss, tokens=tokens, parts={"kind": parts})


FOUND = {
    "LSTM": answer(LossPart(name="vowel", tokens=30, nats=60.0), LossPart(name="space", tokens=10, nats=5.0)),
    "R<N": answer(LossPart(name="vowel", tokens=40, nats=90.0)),
}
NAMES = {"vowel": "vowels", "digit": "digits", "space": "spaces"}


@pytest.mark.parametrize(("measure", "first"), [("whole", [1.5, 0.125]), ("token", [2.0, 0.5])])
def test_a_bar_is_what_a_part_adds_or_what_it_costs_per_token(measure, first):
    figure = loss_parts_figure(FOUND, "kind", measure=measure, names=NAMES, y="nats", hover="{tokens} at {nats}")
    lstm, rnn = figure.data
    assert list(lstm.y) == first
    assert list(lstm.x) == ["vowels", "spaces"]  # no model has digits
    assert list(rnn.y) == [2.25, None]
    assert rnn.name == "R&lt;N"
    assert lstm.customdata[0][0] == "30 at 2.000"
    assert figure.layout.showlegend


def test_the_bars_of_a_model_make_up_its_loss():
    figure = loss_parts_figure(FOUND, "kind", measure="whole", names=NAMES, y="nats", hover="")
    for bars, found in zip(figure.data, FOUND.values(), strict=True):
        assert sum(height for height in bars.y if height is not None) == pytest.approx(found.loss, abs=1e-12)


def test_one_model_alone_needs_no_legend():
    figure = loss_parts_figure({"": FOUND["LSTM"]}, "kind", measure="whole", names=NAMES, y="nats", hover="")
    assert not figure.layout.showlegend
