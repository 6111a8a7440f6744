"""The picture of the two plans: the bold path is as long as the page's table says."""

import pytest

from seqviz.figures.plans import INSIDE, STACK, STEPS, plans_figure, shortest_path


def test_plan_a_passes_every_tanh_and_the_stack_one_a_token_and_one_on_the_way_up():
    assert len(shortest_path(INSIDE)) == 2 * STEPS
    assert len(shortest_path(STACK)) == STEPS + 1


def test_what_cannot_be_reached_is_refused():
    with pytest.raises(ValueError, match="no way"):
        shortest_path(STACK, start=(1, 1), end=(1, 0))


def test_both_plans_are_named_and_have_their_arrows():
    figure = plans_figure(("A", "B"))
    words = [note.text for note in figure.layout.annotations if note.text]
    assert words == ["A", "B"]
    assert len(figure.layout.annotations) == 2 + len(INSIDE) + len(STACK) + 2 * STEPS
