"""The numbers in the lesson's sentences."""

from seqviz.ui.lessons.beam_search.facts import facts


def test_the_facts_come_from_searches():
    values = {name: numbers for name, _, numbers in facts("en")}
    assert (values["greedy"]["greedy_p"], values["greedy"]["best_p"]) == ("0.048", "0.054")
    assert (values["raw"]["raw_p"], values["raw"]["turn"]) == ("0.100", "0.34")
    assert (values["k-equals-n"]["beam_p"], values["k-equals-n"]["best_p"]) == ("0.165", "0.216")
