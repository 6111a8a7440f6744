"""What arrives of the loss of recall at each token of one sequence: whether the first symbol is felt at all."""

import math

import numpy as np
import torch
from torch.nn import functional

from seqviz.config.recall import RecallConfig
from seqviz.data.recall import example, letters_of
from seqviz.models.gradients import losses_and_gradients
from seqviz.models.language_model import LanguageModel
from seqviz.models.paths import paths_along
from seqviz.records.recall import RecallAnswer, RecallQuestion
from seqviz.training.gradients import layer_reach


def strip(model: LanguageModel, config: RecallConfig, question: RecallQuestion, *, step: int) -> RecallAnswer:
    """Return what arrives of the loss on an example at each of its tokens, in float64."""
    batch = example(config, question.example)
    paths = paths_along(model.recurrent, model.vectors(torch.from_numpy(batch.inputs)))
    (loss,), (found,) = losses_and_gradients(model, paths, batch.targets)
    with torch.no_grad():
        last = torch.from_numpy(paths[-1].steps.hidden[-1][0])
        likeliest = int(functional.linear(last, model.output.weight.double(), model.output.bias.double()).argmax())
    return RecallAnswer(
        step=step,
        tokens=letters_of(config, batch.inputs[:, 0]),
        named=letters_of(config, np.array([likeliest]))[0],
        probability=math.exp(-loss),
        loss=float(loss),
        layer=layer_reach(0, found),
    )
