"""Pictures of the page on recurrent networks: what is drawn is what was computed."""

import numpy as np

from seqviz.figures.ladder import Rung, ladder_figure
from seqviz.figures.trajectory import trajectory_figure
from seqviz.metrics.principal_components import principal_components

STATES = np.random.default_rng(0).normal(size=(4, 6))
TOKENS = ["a", " ", "<b>", "t"]


def test_the_ladder_stands_worst_first_and_escapes_names():
    rungs = (
        Rung(name="bigram", perplexity=9.7, told="9.7"),
        Rung(name="<own>", perplexity=5.0, told="5", lane=0),
        Rung(name="uniform", perplexity=28.0, told="28"),
    )
    figure = ladder_figure(rungs, axis="perplexity")
    (bars,) = figure.data
    assert list(bars.x) == [28.0, 9.7, 5.0]
    assert list(bars.y) == ["uniform", "bigram", "&lt;own&gt;"]
    assert bars.marker.color == ("var(--sv-before)", "var(--sv-before)", "var(--sv-lane_1)")
    assert bars.text == ("28", "9.7", "5")
    assert figure.layout.xaxis.range[0] == 0  # from a perplexity of 1: lengths are losses


def test_the_path_over_the_last_tokens_runs_to_the_token_looked_at_and_the_text_stands_on_it():
    found = principal_components(STATES)
    figure = trajectory_figure(TOKENS, found, (0, 3, 1, 1), at=2, axes=("1", "2"))
    drawn = {trace.name: trace for trace in figure.data}
    assert drawn["tokens"].text == ("a", "·", "&lt;b&gt;", "t")
    np.testing.assert_allclose(np.stack([drawn["tokens"].x, drawn["tokens"].y], 1), found.points)
    np.testing.assert_allclose(drawn["read"].x, found.points[:3, 0])
    assert (drawn["now"].x[0], drawn["now"].y[0]) == tuple(found.points[2])
    assert len(set(drawn["tokens"].textfont.color)) == 3
