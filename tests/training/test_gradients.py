"""What arrives of a loss, and what could: against autograd on unrolled cells, in float64."""

from collections.abc import Mapping
from typing import Any

import pytest
import torch

from seqviz.cells.equations import LSTMState, gru_step, lstm_step, rnn_step
from seqviz.config import LanguageModelConfig
from seqviz.data.vocabulary import Vocabulary
from seqviz.models.language_model import LanguageModel
from seqviz.records.gradients import JacobianAnswer, ReachesQuestion, reach_of
from seqviz.records.problem import Problem
from seqviz.records.training import JacobianQuestion, ReachQuestion
from seqviz.training.gradients import MOST_READ, jacobian_pieces, reach_answer, reaches_answer, windows_of
from seqviz.training.language_model import Training

KINDS = [("rnn", "before", 1), ("gru", "before", 1), ("gru", "after", 2), ("lstm", "before", 1), ("lstm", "before", 3),
         ("gru", "before", 2), ("rnn", "before", 3)]  # fmt: skip
TEXT = "abcabbcab"
VOCABULARY = Vocabulary.of("abc")
EXACT = 1e-10


def model_of(cell: Any, reset: Any, layers: int, *, seed: int = 0, scale: float = 1.5) -> LanguageModel:
    torch.manual_seed(seed)
    model = LanguageModel(len(VOCABULARY), cell, 7, layers=layers, reset=reset).double()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(scale)  # larger than torch begins with: gates apart from one half
    return model


def unrolled(model: LanguageModel, text: str) -> tuple[torch.Tensor, list[list[Mapping[str, torch.Tensor]]]]:
    """Logits [T, V] and all states [layer][t] of the cells one step at a time, every one known to autograd."""
    xs = list(model.vectors(torch.from_numpy(VOCABULARY.encode(list(text)))[:, None]))
    states: list[list[Mapping[str, torch.Tensor]]] = []
    for layer in model.recurrent.cells:
        weights, h, of_layer = layer.weights(), torch.zeros(1, 7, dtype=torch.float64), []
        c = torch.zeros_like(h)
        for t, x in enumerate(xs):
            if layer.cell == "lstm":
                step: Any = lstm_step(x, LSTMState(h, c), weights)
                c = step.cell
            else:
                step = rnn_step(x, h, weights) if layer.cell == "rnn" else gru_step(x, h, weights, reset=layer.reset)
            h = step.hidden
            of_layer.append({"hidden": h, "cell": c} if layer.cell == "lstm" else {"hidden": h})
            xs[t] = h
        states.append(of_layer)
    return model.output(torch.cat(xs)), states


def product_of(model: LanguageModel, text: str) -> JacobianAnswer:
    """The last piece: what could pass along a text."""
    *_, (_, answer) = jacobian_pieces(model, VOCABULARY, list(text), step=0)
    assert answer is not None
    return answer


@pytest.mark.parametrize(("cell", "reset", "layers"), KINDS)
@pytest.mark.parametrize("position", [1, 5, 8])
def test_what_arrives_is_what_autograd_says(cell, reset, layers, position):
    model = model_of(cell, reset, layers)
    answer = reach_answer(model, VOCABULARY, list(TEXT), ReachQuestion(text=TEXT, position=position), step=0)
    logits, states = unrolled(model, TEXT[:position])
    loss = torch.nn.functional.cross_entropy(logits[-1], torch.from_numpy(VOCABULARY.encode([TEXT[position]]))[0])
    assert answer.loss == pytest.approx(loss.item(), abs=EXACT)
    for layer, found in zip(states, answer.layers, strict=True):
        for name in layer[0]:
            gradients = torch.autograd.grad(loss, [state[name] for state in layer], retain_graph=True)
            said = getattr(found, name)
            assert said == pytest.approx([g.norm().item() for g in gradients], rel=EXACT, abs=1e-14)
            assert len(said) == position  # the state before the token is the nearest one


@pytest.mark.parametrize(("cell", "reset", "layers"), KINDS)
def test_what_could_arrive_is_the_norm_of_autograds_jacobian(cell, reset, layers):
    model = model_of(cell, reset, layers)
    answer = product_of(model, TEXT)
    _, states = unrolled(model, TEXT)
    for layer, found in zip(states, answer.layers, strict=True):
        for name in layer[0]:
            last = layer[-1][name]
            for t, state in enumerate(layer):
                rows = [torch.autograd.grad(x, state[name], retain_graph=True)[0][0] for x in last[0]]
                expected = torch.linalg.matrix_norm(torch.stack(rows), 2).item()
                assert 10 ** getattr(found, name)[t] == pytest.approx(expected, rel=EXACT)


@pytest.mark.parametrize("reset", ["before", "after"])
@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_the_whole_state_is_h_and_c_together(cell, reset):
    model = model_of(cell, reset, 1)
    layer: Any = model.recurrent.cells[0]
    xs = model.vectors(torch.from_numpy(VOCABULARY.encode(list(TEXT)))[:, None])

    def on(state: torch.Tensor, start: int) -> torch.Tensor:
        parts = state.split(7)
        for x in xs[start + 1 :]:
            h = parts[0][None]
            if cell == "lstm":
                step: Any = lstm_step(x, LSTMState(h, parts[1][None]), layer.weights())
                parts = (step.hidden[0], step.cell[0])
            else:
                step = (
                    rnn_step(x, h, layer.weights()) if cell == "rnn" else gru_step(x, h, layer.weights(), reset=reset)
                )
                parts = (step.hidden[0],)
        return torch.cat(parts)

    _, states = unrolled(model, TEXT)
    answer = product_of(model, TEXT)
    for t, state in enumerate(states[0]):
        jacobian: Any = torch.autograd.functional.jacobian(
            lambda s, t=t: on(s, t), torch.cat([part[0] for part in state.values()]).detach()
        )
        expected = torch.linalg.matrix_norm(jacobian, 2).item()
        assert 10 ** answer.layers[0].state[t] == pytest.approx(expected, rel=EXACT)


def test_a_gradient_that_float32_squares_to_nothing_is_still_seen():
    model = model_of("rnn", "before", 1, scale=0.05)
    text = "abc" * 40
    answer = reach_answer(model, VOCABULARY, list(text), ReachQuestion(text=text, position=119), step=0)
    assert 0 < answer.layers[0].hidden[0] < 1e-100
    assert all(near > far for far, near in zip(answer.layers[0].hidden, answer.layers[0].hidden[1:], strict=False))
    product = product_of(model, text)
    assert -400 < product.layers[0].state[0] < -100


def test_reach_ends_where_less_than_a_twentieth_of_the_nearest_arrives():
    assert reach_of((0.06, 0.04, 0.05, 0.5, 1.0)) == 3  # what comes after a gap does not count
    assert reach_of((2.0, 1.0)) == 2
    assert reach_of(()) == reach_of((1.0, 0.0)) == 0


def test_a_run_answers_about_now_and_about_a_kept_state():
    training = Training(LanguageModelConfig(cell="lstm", hidden_size=8, batch_size=4))
    kept = training.snapshot()
    for _ in range(3):
        training.advance()
    question = ReachQuestion(text="with malice toward none", position=22)
    now, then = training.answer(question), training.answer(question, kept)
    assert (now.step, then.step) == (3, 0)
    assert now.layers != then.layers
    *_, (done, jacobians) = training.answer(JacobianQuestion(text="with malice"))
    assert done == 1
    assert jacobians.layers[0].state[-1] == jacobians.layers[0].hidden[-1] == pytest.approx(0, abs=EXACT)


@pytest.mark.parametrize(("position", "key"), [(0, "training.nothing-before"), (9, "training.no-position")])
def test_a_token_without_a_state_before_it_is_refused(position, key):
    with pytest.raises(Problem) as caught:
        reach_answer(model_of("rnn", "before", 1), VOCABULARY, list(TEXT),
                     ReachQuestion(text=TEXT, position=position), step=0)  # fmt: skip
    assert caught.value.key == key


def test_a_product_that_would_keep_the_training_waiting_is_refused():
    model = LanguageModel(len(VOCABULARY), "lstm", 512)
    with pytest.raises(Problem) as caught:
        jacobian_pieces(model, VOCABULARY, list(TEXT * 20), step=0)
    assert caught.value.key == "training.product-too-long"


def test_the_training_goes_on_within_a_product_that_tells_of_its_beginning():
    """16 letters at H = 128 in at least four pieces: no weight that changes between two of them is seen."""
    training = Training(LanguageModelConfig(cell="lstm", hidden_size=128, batch_size=4, steps=4, device="cpu"))
    text = "the people of us"
    *_, (_, expected) = training.answer(JacobianQuestion(text=text))
    shares = []
    for piece in training.answer(JacobianQuestion(text=text)):
        shares.append(piece[0])
        training.train_step()
    assert piece == (1.0, expected)
    assert len(shares) > 4
    assert shares == sorted(shares)


@pytest.mark.parametrize(("cell", "reset", "layers"), KINDS)
def test_the_reaches_of_many_places_are_those_of_each_alone(cell, reset, layers):
    model = model_of(cell, reset, layers, scale=1.2)
    rows = torch.randint(len(VOCABULARY), (57, 3), generator=torch.Generator().manual_seed(4))
    question = ReachesQuestion(places=7, window=8)
    answer = reaches_answer(model, rows, question, step=5)
    assert (answer.step, answer.places, answer.window, len(answer.layers)) == (5, 7, 8, layers)
    for place, ids in enumerate(windows_of(rows, 7, 8).T):
        tokens = [VOCABULARY.decode([int(one)])[0] for one in ids]
        alone = reach_answer(model, VOCABULARY, tokens, ReachQuestion(text="".join(tokens), position=8), step=5)
        for found, many in zip(alone.layers, answer.layers, strict=True):
            assert many.hidden[place] == found.reach
            assert (many.cell is None) == (found.cell is None)
            assert many.cell is None or many.cell[place] == found.cell_reach


def test_places_are_spread_over_all_rows_and_do_not_overlap():
    rows = torch.arange(40).reshape(20, 2)
    found = windows_of(rows, 100, 5)
    assert found.shape == (6, 6)  # three stretches of six tokens in each of two rows
    assert len(set(found.flatten().tolist())) == 36
    assert (found.diff(dim=0) == 2).all()
    assert windows_of(rows, 2, 5)[0].tolist() == [0, 25]
    assert windows_of(rows, 9, 50).shape == (20, 2)  # a text that is too short is one stretch


def test_a_large_model_is_asked_at_fewer_places():
    model = LanguageModel(len(VOCABULARY), "lstm", 256)
    rows = torch.zeros(900, 8, dtype=torch.long)
    answer = reaches_answer(model, rows, ReachesQuestion(window=40), step=0)
    weights = sum(parameter.numel() for parameter in model.recurrent.parameters())
    assert answer.places == MOST_READ // (weights * 40) < 96
    assert len(answer.layers[0].cell) == answer.places
