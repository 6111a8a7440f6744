"""What counting reaches on the text of the page, counted once for all learners who read the same."""

from functools import lru_cache

from seqviz.config.language_model import LanguageModelConfig, TextName, Unit
from seqviz.data.corpus import build_corpus
from seqviz.data.texts import load_text
from seqviz.ngrams.ladder import ladder_of
from seqviz.records.ladder import Ladder


def counted(config: LanguageModelConfig) -> Ladder:
    """Return the counted models of the text of ``config``; raise ``Problem`` where there is none, or too little."""
    own = config.own_text if config.text == "own" else ""
    return _counted(config.text, config.unit, config.steps, own, config.max_tokens)


@lru_cache(maxsize=8)
def _counted(text: TextName, unit: Unit, steps: int, own: str, max_tokens: int) -> Ladder:
    return ladder_of(build_corpus(load_text(text, own=own, fetch=False), unit, steps=steps, max_tokens=max_tokens))
