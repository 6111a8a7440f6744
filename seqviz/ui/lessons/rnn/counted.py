"""What counting reaches on the text of the page, counted once for all learners who read the same."""

from functools import lru_cache

from seqviz.config.language_model import LanguageModelConfig
from seqviz.data.corpus import build_corpus
from seqviz.data.texts import load_text
from seqviz.ngrams.ladder import ladder_of
from seqviz.records.ladder import Ladder


def counted(config: LanguageModelConfig) -> Ladder:
    """Return the counted models of the text of ``config``; raise ``Problem`` where there is none, or too little."""
    return _counted(config.text, config.unit, config.steps, config.own_text if config.text == "own" else "")


@lru_cache(maxsize=8)
def _counted(text: str, unit: str, steps: int, own: str) -> Ladder:
    return ladder_of(build_corpus(load_text(text, own=own, fetch=False), unit, steps=steps))  # type: ignore[arg-type]  # both from a config
