import re

import numpy as np
import pytest

from seqviz.exercises.sampling import after_temperature, after_top_k, size_of_a_nucleus


def row(values):
    return [float(number) for number in re.findall(r"0\.\d+", str(values["row"]))]


@pytest.mark.parametrize("seed", range(20))
def test_the_answers_are_those_of_the_definitions(seed):
    instance = after_temperature(np.random.default_rng(seed))
    p, power = row(instance.values), 1 / float(str(instance.values["temperature"]))
    assert sum(p) == pytest.approx(1)
    assert instance.answer == pytest.approx(p[0] ** power / sum(share**power for share in p))

    instance = after_top_k(np.random.default_rng(seed))
    p, k = row(instance.values), instance.values["k"]
    assert instance.answer == pytest.approx(p[1] / sum(p[:k]))

    instance = size_of_a_nucleus(np.random.default_rng(seed))
    p, mass, kept = sorted(row(instance.values), reverse=True), float(str(instance.values["p"])), int(instance.answer)
    assert round(sum(p[:kept]), 9) >= mass > round(sum(p[: kept - 1]), 9)
    assert instance.judge(kept - 1) == "inside"
