import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seqviz.exercises.half_life import half_life_of_gate


@given(st.integers(0, 2**32 - 1))
def test_the_answer_leaves_half_and_the_mistakes_do_not(seed):
    instance = half_life_of_gate(np.random.default_rng(seed))
    kept = float(instance.values["kept"])
    assert abs(kept**instance.answer - 0.5) < 1e-12
    assert instance.judge(instance.answer) == "right"
    for name, value in instance.mistakes.items():
        assert abs(kept**value - 0.5) > 0.005
        assert instance.judge(value) == name
