"""The question about the shape that crosses a cut, and what the layers' own outputs say to it."""

from collections.abc import Mapping

from seqviz.data.labelled.tasks import labelled_set
from seqviz.records.labelling import LayersAnswer
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.lessons.encoder_decoder.networks import NETWORKS, POOLED, TASK, UNITS, Network, output_of, text_of
from seqviz.ui.lessons.encoder_decoder.outline import EncoderDecoderView
from seqviz.ui.lessons.encoder_decoder.plug import shape_text


def shapes_of(view: EncoderDecoderView) -> dict[str, tuple[int, ...]]:
    """Return the shapes that are offered, by short names."""
    try:
        tokens = len(text_of(view).tokens)
    except Problem:
        tokens = 1
    return {
        "all": (tokens, UNITS),
        "units": (UNITS,),
        "tokens": (tokens,),
        "labels": (len(labelled_set(TASK).labels),),
    }


def shape_question(view: EncoderDecoderView, t: Catalog) -> Question:
    """Ask which shape goes over where the networks first forget how long the text is."""
    shapes = shapes_of(view)
    text = t("encoder-decoder.predict.cut", tokens=shapes["all"][0], units=UNITS)
    options = {name: shape_text(shape, t) for name, shape in shapes.items()}
    return Question(subject="cut", text=text, options=options, why="cut-why")


def shape_outcome(
    view: EncoderDecoderView, answers: Mapping[Network, LayersAnswer | None], t: Catalog
) -> Outcome | None:
    """Return the shape that both networks put out there."""
    outputs = {network: output_of(answers[network], POOLED[network]) for network in NETWORKS}
    found = {network: output.shape for network, output in outputs.items() if output is not None}
    if len(found) < len(NETWORKS):
        return None
    told = " · ".join(
        f"{t(f'encoder-decoder.network.{network}')}: {shape_text(shape, t)}" for network, shape in found.items()
    )
    answer = frozenset(name for name, shape in shapes_of(view).items() if shape in found.values())
    return Outcome(answers=answer, measured=t("encoder-decoder.predict.cut.measured", shapes=told))
