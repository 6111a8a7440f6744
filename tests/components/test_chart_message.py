import json

import numpy as np
import plotly.graph_objects as go
import pytest

from seqviz.components.chart import DEFAULT_HEIGHT, FigureTemplate, encode_chart
from seqviz.figures.theme import base_layout, colour


@pytest.fixture
def figure() -> go.Figure:
    figure = go.Figure(layout=base_layout(height=200))
    return figure.add_scatter(name="training", y=np.arange(3.0), line={"color": colour("training")})


def test_a_template_leaves_out_plotlys_own_look_and_keeps_ours(figure: go.Figure) -> None:
    parts = json.loads(FigureTemplate.of(figure).text)
    assert "template" not in parts["layout"]
    assert parts["data"][0]["line"]["color"] == "var(--sv-training)"
    assert len(FigureTemplate.of(figure).text) < 2000


def test_a_template_knows_the_height_and_a_figure_without_one_gets_the_usual(figure: go.Figure) -> None:
    assert FigureTemplate.of(figure).height == 200
    assert FigureTemplate.of(go.Figure()).height == DEFAULT_HEIGHT


def test_figure_dictionary_and_template_are_the_same_thing(figure: go.Figure) -> None:
    template = FigureTemplate.of(figure)
    assert FigureTemplate.of(figure.to_dict()).text == template.text
    assert FigureTemplate.of(template) is template


def test_the_revision_tells_figures_apart(figure: go.Figure) -> None:
    before = FigureTemplate.of(figure).revision
    assert FigureTemplate.of(figure).revision == before
    assert FigureTemplate.of(figure.update_layout(height=300)).revision != before


def test_the_message_is_json_whatever_the_label_holds(figure: go.Figure) -> None:
    message = json.loads(
        encode_chart(FigureTemplate.of(figure), {"training": {"y": [1]}}, name="c", height=99, label='a "b" </script>')
    )
    assert message["height"] == 99
    assert message["label"] == 'a "b" </script>'
    assert message["series"]["panels"] == {"chart": {"training": {"y": 0}}}
    assert message["clickable"] is False
    assert json.loads(encode_chart(FigureTemplate.of(figure), None, name="c", height=99))["series"] is None
