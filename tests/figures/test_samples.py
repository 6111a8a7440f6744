"""The picture of sampling: every draw is a point, and the searches stay in sight."""

from seqviz.figures.samples import Draws, samples_figure


def test_every_draw_is_a_point_beside_its_mean_and_greedy_search_is_in_sight():
    ways = [Draws(name="whole", bleu=(30.0, 34.0)), Draws(name="cooler", bleu=(50.0,))]
    figure = samples_figure(ways, greedy=58.0, told="greedy")
    points, means = figure["data"]
    assert list(zip(points["x"], points["y"], strict=True)) == [(0, 30.0), (0, 34.0), (1, 50.0)]
    assert means["y"] == [32.0, 50.0]
    assert figure["layout"]["shapes"][0]["y0"] == 58.0 < figure["layout"]["yaxis"]["range"][1]
