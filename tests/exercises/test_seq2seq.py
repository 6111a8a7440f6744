"""The arithmetic of the seq2seq page is right, in every instance."""

import math
import re

import numpy as np
import pytest

from seqviz.exercises.seq2seq import grid, guessing, inputs, padding

SEEDS = range(20)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_answers_are_what_the_texts_ask_for(seed):
    made = {make: make(np.random.default_rng(seed)) for make in (guessing, padding, inputs, grid)}
    words = made[guessing].values["words"]
    assert made[guessing].answer == pytest.approx(math.log(words))
    values = made[padding].values
    assert made[padding].answer * values["real"] == pytest.approx(values["mean"] * values["width"])
    values = made[inputs].values
    fed = [values["begin"], *map(int, values["target"].split())]
    assert made[inputs].answer == fed[values["place"] - 1]
    assert int(values["target"].split()[-1]) == values["end"]
    losses = [float(loss) for row in ("first", "second") for loss in re.findall(r"[\d.]+", made[grid].values[row])]
    assert made[grid].answer == pytest.approx(sum(losses) / len(losses))


def test_equal_logits_over_ten_words_cost_2_3026_nats():
    assert math.log(10) == pytest.approx(2.3026, abs=1e-4)
    found = next(
        one for one in (guessing(np.random.default_rng(seed)) for seed in range(500)) if one.values["words"] == 10
    )
    assert found.judge(2.3026) == "right"
