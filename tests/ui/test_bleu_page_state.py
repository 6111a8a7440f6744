"""What the BLEU page keeps and writes without drawing: address and working."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.bleu import lecture_bleu
from seqviz.ui.bleu.settings import BleuSettings, presets, settings_from_query
from seqviz.ui.bleu.working import product


class TestAddress:
    @pytest.mark.parametrize("name", sorted(presets()))
    def test_a_preset_survives_its_address(self, name):
        settings, problems = settings_from_query({"pair": name})
        assert not problems
        assert settings.preset == name
        assert settings_from_query(settings.to_query()) == (settings, [])

    @given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["words", "characters", "mixed"]),
           st.integers(1, 6), st.integers(-1, 50))  # fmt: skip
    def test_a_pair_of_ones_own_survives_its_address(self, prediction, reference, unit, max_n, step):
        settings = BleuSettings(prediction=prediction, reference=reference, unit=unit, max_n=max_n, step=step)
        assert settings_from_query(settings.to_query()) == (settings, [])

    def test_long_texts_stay_out_of_the_address(self):
        settings = BleuSettings(prediction="a " * 400, reference="b")
        assert settings.too_long_for_address
        assert "prediction" not in settings.to_query()


def test_the_working_writes_the_learners_own_numbers():
    text = product(lecture_bleu(["A", "B", "B", "C", "D"], ["A", "B", "C", "D", "E", "F"], 2))
    assert r"e^{1-6/5}" in text
    assert r"\bigl(\tfrac{4}{5}\bigr)^{1/2}" in text
    assert r"\mathbf{0.6815}" in text
