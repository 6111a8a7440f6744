"""The words of the unrolled translator, in the learner's language; the browser fills their braces."""

from functools import lru_cache
from typing import Any

from seqviz.text.catalog import Language, load_catalog

_WORDS = (
    "reads", "vector", "writes", "numbers", "crosses", "stopped", "goes-back", "begin", "end", "after", "no-states",
    "unit", "next", "would-write", "nothing", "picture", "quoted", "drag", "of",
)  # fmt: skip
_GATES = ("forget", "input", "output", "reset", "update", "candidate", "cell", "hidden")


@lru_cache(maxsize=4)
def translator_labels(language: Language) -> dict[str, Any]:
    """Return every string that the picture shows; not to be changed, it is kept."""
    t = load_catalog(language)
    return {
        **{word: t(f"translator.{word}") for word in _WORDS},
        "gate": {gate: t(f"machine.gate.{gate}") for gate in _GATES},
    }
