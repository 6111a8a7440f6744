"""Contestants by name: what is different about each, in the learner's language."""

from typing import Any

from seqviz.config.contest import Contest
from seqviz.config.fields import facts_of
from seqviz.config.rivals import FREE
from seqviz.config.seq2seq import Seq2SeqConfig
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.language_model import without_effect


def contestant_names(contest: Contest, t: Catalog) -> dict[str, str]:
    """Return a short name for each contestant: the values in which they differ, in the learner's language."""
    configs = dict(zip(contest.names, contest.configs, strict=True))
    free = FREE[type(contest.configs[0])]
    differing = [field for field in free if len({getattr(config, field) for config in contest.configs}) > 1]
    named = {name: " · ".join(_words(config, differing, t)) for name, config in configs.items()}
    if len(set(named.values())) < len(named):  # equal models are told apart by their letters
        return {name: f"{words} ({name})" for name, words in named.items()}
    return named


def _words(config: Any, fields: list[str], t: Catalog) -> list[str]:
    """Name the fields that say something about this model; where none does, what it is made of."""
    if isinstance(config, Seq2SeqConfig):
        pointless, kinds = config.without_effect, ["encoder", "decoder"]
    else:
        pointless, kinds = without_effect(config) | ({"held"} if config.held_gate is None else set()), ["cell"]
    telling = [field for field in fields if field not in pointless] or kinds
    return [_word(config, field, t) for field in telling]


def _word(config: Any, field: str, t: Catalog) -> str:
    value = getattr(config, field)
    facts = facts_of(type(config))[field]
    if facts.kind == "choice":
        return t.get(f"kit.rival.{field}.{value}") or t(f"settings.{field}.{value}")
    if facts.kind == "switch":
        return t(f"kit.rival.{field}.{'on' if value else 'off'}")
    return t(f"kit.rival.{field}", value=f"{value:.12g}")
