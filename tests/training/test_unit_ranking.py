"""Find a unit: a planted one is found, and what was not learned is no gain."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from seqviz.config import LanguageModelConfig
from seqviz.models.language_model import LanguageModel
from seqviz.records.problem import Problem
from seqviz.records.training import Feature, UnitQuestion
from seqviz.records.units import BY_CHANCE, FEATURES, read_marks
from seqviz.training.language_model import Training
from seqviz.training.traces import MOST_WORK, parts_of
from seqviz.training.unit_ranking import UntrainedTwin, rank_units

SMALL = LanguageModelConfig(hidden_size=16, batch_size=8, steps=12, device="cpu")


def final(pieces):
    *_, (share, answer) = pieces
    assert share == 1.0
    return answer


def plant(training, unit, letter):
    """Make one LSTM unit go up at a letter and down at all others, whatever else it reads."""
    layer = training.model.recurrent.cells[0].fused
    size, row = training.config.hidden_size, training.vocabulary.ids[letter]
    with torch.no_grad():
        for gate in range(4):  # input, forget, candidate, output
            layer.weight_hh_l0[gate * size + unit] = 0
            layer.weight_ih_l0[gate * size + unit] = 0
            layer.bias_ih_l0[gate * size + unit] = {0: 20.0, 1: -20.0, 2: -2.0, 3: 20.0}[gate]
            layer.bias_hh_l0[gate * size + unit] = 0
        layer.weight_ih_l0[2 * size + unit, row] = 4.0


def test_a_planted_unit_ranks_first():
    training = Training(SMALL)
    plant(training, 11, "e")
    answer = final(training.answer(UnitQuestion(feature=Feature(name="letter", letter="e"))))
    assert answer.units[0].unit == 11
    assert answer.units[0].auc == answer.units[0].chosen == 1.0
    assert answer.units[0].rises
    assert answer.signal == "cell"
    assert answer.gain > 0


def test_a_planted_unit_that_falls_is_found_too():
    training = Training(SMALL)
    plant(training, 3, "e")
    with torch.no_grad():  # turn its candidate around
        training.model.recurrent.cells[0].fused.weight_ih_l0[2 * 16 + 3] *= -1
        training.model.recurrent.cells[0].fused.bias_ih_l0[2 * 16 + 3] *= -1
    answer = final(training.answer(UnitQuestion(feature=Feature(name="letter", letter="e"))))
    assert (answer.units[0].unit, answer.units[0].rises, answer.units[0].auc) == (3, False, 1.0)


def test_an_untrained_model_gains_nothing_over_another_untrained_one():
    """Single pairs differ by up to a tenth either way (``BY_CHANCE``); over 20 pairs nothing is left."""
    training = Training(LanguageModelConfig(hidden_size=128, device="cpu", batch_size=2, steps=5))
    question = UnitQuestion(feature=Feature(name="place", place=2))

    def model(seed):
        torch.manual_seed(seed)
        return LanguageModel(len(training.vocabulary), "lstm", 128)

    def gain(trial):
        twin = UntrainedTwin(lambda: model(2 * trial + 1))
        rows, vocabulary = training.validation, training.vocabulary
        return final(rank_units(model(2 * trial), twin, vocabulary, rows, question, unit="character", step=0)).gain

    gains = [gain(trial) for trial in range(20)]
    assert abs(sum(gains) / 20) < 0.05
    assert max(map(abs, gains)) < BY_CHANCE


def test_before_training_a_model_is_its_own_twin():
    training = Training(SMALL)
    for name in FEATURES:
        if name not in ("enclosed", "marked"):
            answer = final(training.answer(UnitQuestion(feature=Feature(name=name, pattern="of"))))
            assert answer.gain == 0.0
            assert answer.units[0] == answer.twin


def test_the_twin_stays_what_it_was_while_the_model_learns():
    training = Training(replace(SMALL, cell="gru"))
    question = UnitQuestion(feature=Feature(name="place"))
    first = final(training.answer(question))
    for _ in range(30):
        training.train_step()
    later = final(training.answer(question))
    assert first.signal == "hidden"
    assert later.twin == first.twin
    assert later.units != first.units
    assert later.step == 30


def test_the_ranking_is_about_the_weights_that_were_asked():
    training = Training(SMALL)
    question = UnitQuestion(feature=Feature(name="space"))
    alone = final(training.answer(question))
    pieces = training.answer(question)
    next(pieces)
    for _ in range(5):
        training.train_step()  # goes on between two pieces
    assert final(pieces) == alone


def test_a_marked_text_is_read_instead_of_held_out_text():
    training = Training(SMALL)
    plant(training, 5, "e")
    text, ranges = read_marks("th*e* p*e*opl* ar* h*e*r*e* now w*e* s*ee* ", only_letters=True)
    marks = tuple((at, at + 1) for at, letter in enumerate(text) if letter == "e")
    answer = final(training.answer(UnitQuestion(feature=Feature(name="marked", text=text, ranges=marks))))
    assert answer.units[0].unit == 5
    assert answer.places == len(text) - len(text) // 2
    assert ranges


def test_scores_come_from_the_half_that_did_not_choose():
    """The oracle: a plain loop over the model's own states, with the halves written out once more."""
    training = Training(SMALL)
    for _ in range(20):
        training.train_step()
    answer = final(training.answer(UnitQuestion(feature=Feature(name="letter", letter="t"))))
    _, traces = training.model.trace(training.validation)
    cell = traces[0].gates["cell"].detach().numpy()[16:]  # the first 16 tokens of a row do not count
    letters = training.validation.numpy()[16:] == training.vocabulary.ids["t"]
    rows = cell.shape[1] // 2
    for score in answer.units:
        for half, expected in ((slice(rows), score.chosen), (slice(rows, None), score.auc)):
            values, inside = cell[:, half, score.unit].ravel(), letters[:, half].ravel()
            wins = (values[inside][:, None] > values[~inside][None]).mean()
            ties = (values[inside][:, None] == values[~inside][None]).mean()
            found = wins + ties / 2
            assert expected == pytest.approx(found if score.rises else 1 - found, abs=1e-9)


def test_units_of_words_are_judged_by_the_last_letter():
    training = Training(replace(SMALL, unit="word", steps=8))
    answer = final(training.answer(UnitQuestion(feature=Feature(name="pattern", pattern="the"))))
    assert 0 < answer.share < 0.5


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (UnitQuestion(feature=Feature(name="letter", letter="#")), "units.one-sided"),
        (UnitQuestion(feature=Feature(name="enclosed")), "units.one-sided"),
        (UnitQuestion(feature=Feature(name="pattern", pattern="(", regex=True)), "units.bad-pattern"),
        (UnitQuestion(feature=Feature(name="marked", text="of the people", ranges=((0, 2),))), "units.marked-halves"),
        (UnitQuestion(feature=Feature(name="space"), layer=1), "training.no-layer"),
    ],
)
def test_what_cannot_be_found_is_refused_by_name(question, key):
    with pytest.raises(Problem) as caught:
        final(Training(SMALL).answer(question))
    assert caught.value.key == key


def test_a_model_that_is_no_longer_finite_is_refused():
    training = Training(SMALL)
    with torch.no_grad():
        training.model.output.weight.fill_(np.nan)
        training.model.recurrent.cells[0].fused.weight_hh_l0.fill_(np.nan)
    with pytest.raises(Problem) as caught:
        final(training.answer(UnitQuestion(feature=Feature(name="space"))))
    assert caught.value.key == "units.broken"


@pytest.mark.parametrize("hidden_size", [16, 128])
def test_a_piece_reads_so_little_that_training_hardly_waits(hidden_size):
    training = Training(replace(SMALL, hidden_size=hidden_size))
    weights = sum(parameter.numel() for parameter in training.model.parameters())
    parts = [part for _, (part,) in parts_of(training.model, training.validation)]
    assert torch.equal(torch.cat(parts), training.validation)
    assert max(part.numel() * weights for part in parts) <= MOST_WORK
    assert sum(1 for _ in training.answer(UnitQuestion(feature=Feature(name="space")))) >= 2 * len(parts)
