"""The words of the machine, in the learner's language; the browser fills their braces."""

from functools import lru_cache
from typing import Any

from seqviz.text.catalog import Language, load_catalog

_WORDS = (
    "next", "back", "play", "pause", "token", "of", "unit", "last_unit", "space", "quoted", "layer_below",
    "remembers", "sentence_lstm", "sentence_gru", "sentence_rnn", "sentence_help", "cell_at", "cell_hint",
    "cell_hint_rnn", "card", "held", "forgotten", "adds", "state_read", "colours", "state_rnn", "state_whole",
    "state_opened", "keeps", "takes", "takes_short", "cut", "equations", "parts", "parts_above", "why",
    "all_terms", "all_terms_held", "blocks_help", "sigma_up", "sigma_down", "tanh_up", "tanh_down", "units",
    "bias", "nothing", "point", "product", "ten", "no_state", "blanks", "blanks_hint", "blanks_none",
    "blanks_back", "check", "show", "score", "no_number", "table",
)  # fmt: skip
_GATES = ("forget", "input", "output", "reset", "update", "candidate", "cell", "hidden")
SLIPS = (
    "sum", "product", "no-tanh", "sigma", "tanh", "shut", "old-cell", "new-cell", "nothing-forgotten", "side",
    "sum-only", "no-bias", "difference", "other",
)  # fmt: skip
"""The mistakes that have a name of their own, and ``other``."""


@lru_cache(maxsize=4)
def machine_labels(language: Language) -> dict[str, Any]:
    """Return every string that the machine shows; not to be changed, it is kept."""
    t = load_catalog(language)
    return {
        **{word: t(f"machine.word.{word}") for word in _WORDS},
        "gates": {gate: t(f"machine.gate.{gate}") for gate in _GATES},
        "slips": {slip: t(f"machine.slip.{slip}") for slip in SLIPS},
    }
