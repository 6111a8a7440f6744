"""Exercises on stacks: the answers are those of real models, and each usual mistake is told apart."""

import numpy as np
import torch

from seqviz.exercises.stack import carried_state, cells_behind, cells_used, stack_parameters
from seqviz.models.language_model import LanguageModel


def drawn(make):
    return [make(np.random.default_rng(seed)) for seed in range(20)]


def test_the_parameters_are_those_of_the_model_that_the_text_describes():
    for instance in drawn(stack_parameters):
        values = instance.values
        model = LanguageModel(values["vocabulary"], "rnn", values["hidden"], layers=values["layers"])
        assert instance.answer == sum(weight.numel() for weight in model.parameters())
        assert instance.judge(instance.answer + 1) == "wrong"


def test_the_handed_on_numbers_are_those_of_the_models_state():
    for instance in drawn(carried_state):
        values = instance.values
        model = LanguageModel(5, "rnn", values["hidden"], layers=values["layers"])
        _, state = model(torch.zeros(values["steps"], values["batch"], dtype=torch.long))
        assert instance.answer == sum(part.numel() for part in state)


def test_the_cells_behind_one_are_those_to_which_its_gradient_goes_back():
    """A network of one unit a layer: a state takes part where the derivative by it is not zero."""
    for layer, time in ((1, 1), (2, 3), (3, 4)):
        states = {(0, t): torch.tensor(0.1 * t) for t in range(1, 5)}
        for j in range(1, 4):
            for t in range(1, 5):
                left = states.get((j, t - 1), torch.tensor(0.0))
                states[j, t] = torch.tanh(left + states[j - 1, t] + 0.1).requires_grad_()
        cells = [state for (j, _), state in states.items() if j]
        reached = torch.autograd.grad(states[layer, time], cells, allow_unused=True)
        assert sum(gradient is not None for gradient in reached) == cells_used(layer, time)
    for instance in drawn(cells_behind):
        assert instance.answer == cells_used(instance.values["layer"], instance.values["time"]) - 1


def test_every_mistake_is_named():
    for make in (stack_parameters, carried_state, cells_behind):
        for instance in drawn(make):
            assert {instance.judge(value) for value in instance.mistakes.values()} == set(instance.mistakes)
