import numpy as np
import pytest

from seqviz.figures.counting import AxisNames, coverage_chart, visible, zipf_chart
from seqviz.figures.counting_perplexity import (
    adaptation_chart,
    certainty_curve,
    perplexity_by_n,
    perplexity_by_strength,
    surprisal_bars,
)
from seqviz.figures.counting_table import conditional_heatmap
from seqviz.figures.theme import PALETTE
from seqviz.records.counting import Adaptation, ConditionalTable, Coverage, PerplexityCurve, ZipfCurve

AXES = AxisNames(x="x", y="y")


def table(**changes):
    values = {
        "contexts": (("a",), ("b",)),
        "tokens": (" ", "<b>"),
        "counts": np.array([[3.0, 0.0], [1.0, 1.0]]),
        "totals": np.array([4.0, 2.0]),
        "probabilities": np.array([[0.75, 0.01], [0.5, 0.5]]),
    }
    return ConditionalTable(**(values | changes))


def curve(*perplexities, name="rule"):
    x = np.arange(1.0, len(perplexities) + 1)
    return PerplexityCurve(name=name, x=x, perplexities=np.array(perplexities))


def test_the_heatmap_carries_counts_totals_and_probabilities():
    figure = conditional_heatmap(table(), counts=False, start="-", hover="h")
    heat = figure.data[0]
    assert heat.customdata[0][0] == [3, 4, 0.75, "a → ·"]
    assert heat.z[0][0] == pytest.approx(1)
    assert heat.z[0][1] < heat.z[1][0] < 1


def test_what_was_never_seen_stays_without_a_number_whatever_smoothing_says():
    assert conditional_heatmap(table(), counts=False, start="-", hover="h").data[0].text[0][1] == ""
    assert conditional_heatmap(table(), counts=True, start="-", hover="h").data[0].text[0] == ["3", ""]


def luminance(colour):
    channels = [value / 255 for value in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_numbers_can_be_read_on_every_cell_in_both_themes(theme):
    """Ink on the fullest cell keeps the contrast that WCAG asks of small text; a paler cell is nearer to the panel."""
    heat = conditional_heatmap(table(), counts=False, start="-", hover="h").data[0]
    assert heat.textfont.color == "var(--sv-ink)"
    assert [stop[1] for stop in heat.colorscale] == ["var(--sv-panel)", "var(--sv-accent)"]
    share = max(max(row) for row in heat.z) / heat.zmax
    panel, accent, ink = (bytes.fromhex(PALETTE[name][theme][1:]) for name in ("panel", "accent", "ink"))
    cell = [low + share * (high - low) for low, high in zip(panel, accent, strict=True)]
    dark, light = sorted([luminance(cell), luminance(ink)])
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_tokens_are_shown_and_never_read_as_markup():
    figure = conditional_heatmap(table(), counts=False, start="-", hover="h")
    assert figure.layout.xaxis.ticktext == ("·", "&lt;b&gt;")
    assert visible("&") == "&amp;"


def test_an_all_zero_table_is_drawn():
    empty = table(counts=np.zeros((2, 2)), probabilities=np.zeros((2, 2)))
    assert np.isfinite(np.array(conditional_heatmap(empty, counts=False, start="-", hover="h").data[0].z)).all()


def test_zipf_draws_the_line_through_the_points_it_was_fitted_to():
    ranks = np.geomspace(1, 1000, 20)
    figure = zipf_chart(
        [ZipfCurve(n=1, ranks=ranks, frequencies=500 / ranks**0.8, exponent=0.8)], axes=AXES, names=["one"]
    )
    line, points, name = figure.data
    assert np.array(line.y) == pytest.approx(np.array(points.y)[: len(line.y)])
    assert name.text == (" one",)
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "log"


def test_coverage_has_one_curve_for_rare_and_one_for_missing():
    found = [Coverage(n=n, distinct=9, once=0.1 * n, unseen=0.2 * n, possible=9.0) for n in (1, 2)]
    figure = coverage_chart(found, axes=AXES, once="once", unseen="unseen")
    assert [trace.meta["end_label"] for trace in figure.data] == ["once", "unseen"]
    assert figure.data[1].y == (0.2, 0.4)


def test_infinite_perplexities_are_marks_at_the_top_and_gaps_in_the_line():
    curves = [curve(9.0, np.inf, np.inf), curve(8.0, 5.0, 7.0)]
    figure = perplexity_by_n(
        curves, curve(8.0, 2.0, 1.0), current=1, here=2, names=["none", "kn"], training_name="t", axes=AXES
    )
    line, marks = figure.data[0], figure.data[1]
    assert line.y == (9.0, None, None)
    assert marks.x == (2.0, 3.0)
    assert marks.text == ("∞", "∞")
    assert min(marks.y) > 9


def test_all_curves_infinite_still_make_a_chart():
    endless = curve(np.inf, np.inf)
    figure = perplexity_by_n([endless], endless, current=0, here=1, names=["n"], training_name="t", axes=AXES)
    assert np.isfinite(figure.layout.yaxis.range).all()


def test_the_best_strength_of_each_curve_is_ringed():
    curves = [
        PerplexityCurve(name=str(n), x=np.array([0.1, 1.0, 10.0]), perplexities=np.array([5.0, 3.0 + n, 9.0]))
        for n in (1, 4)
    ]
    figure = perplexity_by_strength(curves, current=0, here=1.0, names=["1", "2"], axes=AXES)
    rings = [trace for trace in figure.data if trace.mode == "markers"]
    assert [ring.x[0] for ring in rings] == [1.0, 0.1]
    assert figure.layout.xaxis.type == "log"


def test_a_discount_stands_on_a_linear_axis():
    curves = [PerplexityCurve(name="1", x=np.array([0.1, 1.0]), perplexities=np.array([5.0, 3.0]))]
    assert perplexity_by_strength(curves, current=0, here=0.5, names=["1"], axes=AXES).layout.xaxis.type == "linear"


def test_adaptation_names_its_three_models():
    found = Adaptation(
        sizes=np.array([10.0, 100.0]), scratch=np.array([90.0, 40.0]), pretrained=60.0, adapted=np.array([50.0, 35.0])
    )
    figure = adaptation_chart(found, names=("scratch", "both", "other"), axes=AXES)
    assert [trace.name for trace in figure.data] == ["scratch", "both", "other"]
    assert figure.data[2].y == (60.0, 60.0)


def test_an_infinite_surprisal_is_hatched_and_there_is_no_mean():
    figure = surprisal_bars([1.0, np.inf], ["a", "b"], mean=np.inf, mean_name="m", y="y")
    assert len(figure.data) == 1
    assert figure.data[0].marker.pattern.shape == ("", "/")
    assert "∞" in figure.layout.xaxis.ticktext[1]
    assert len(surprisal_bars([1.0, 3.0], ["a", "b"], mean=2.0, mean_name="m", y="y").data) == 2


@pytest.mark.parametrize(("p", "marks"), [(0.25, 2), (1.0, 2), (0.0, 1)])
def test_the_curve_of_certainty_marks_where_one_is_unless_that_is_infinite(p, marks):
    figure = certainty_curve(p, 100, here="h", uniform="u", axes=AXES)
    assert len(figure.data) == 1 + marks
    assert all(y == pytest.approx(1 / x) for x, y in zip(figure.data[0].x, figure.data[0].y, strict=True))
