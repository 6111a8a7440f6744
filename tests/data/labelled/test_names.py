"""Names in six languages: none is in two of them, and no held-out country or language is learnt."""

from seqviz.data.labelled.names import LANGUAGES
from seqviz.data.labelled.tasks import labelled_set, tokens_of


def test_a_name_has_one_language_and_is_either_learnt_or_held_out():
    found = labelled_set("language")
    language = {}
    for one in (*found.training, *found.held_out):
        assert language.setdefault(one.tokens, one.labels) == one.labels
    assert not {one.tokens for one in found.training} & {one.tokens for one in found.held_out}
    assert {one.labels[0] for one in found.held_out} == set(LANGUAGES)
    assert len(found.training) > 2_000
    assert len(found.held_out) > 400


def test_a_typed_name_is_read_as_those_of_the_task_are():
    found = labelled_set("language")
    name = "".join(found.held_out[0].tokens)
    assert tokens_of("language", f" {name.upper()} ") == found.held_out[0].tokens
