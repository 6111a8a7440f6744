"""The corpora of this process: runs and contestants that read the same text share its ids."""

from collections import OrderedDict

from seqviz.config.language_model import LanguageModelConfig
from seqviz.data.corpus import Corpus, build_corpus
from seqviz.data.texts import fingerprint, load_text

KEPT = 6

_kept: OrderedDict[tuple[str, str, str, int], Corpus] = OrderedDict()


def corpus_of(config: LanguageModelConfig) -> Corpus:
    """Return the text of ``config`` as ids, which nobody may change.

    Raises ``Problem`` when there is no text, or it is too short for windows of ``config.steps``.
    """
    own = config.text == "own"
    key = (config.text, config.unit, fingerprint(config.own_text) if own else "", config.max_tokens)
    corpus = _kept.get(key)
    if corpus is None or len(corpus.training) <= config.steps:  # a text once long enough may be too short for this T
        text = load_text(config.text, own=config.own_text, fetch=True)
        corpus = build_corpus(text, config.unit, steps=config.steps, max_tokens=config.max_tokens)
        for ids in (corpus.training, corpus.validation):
            ids.flags.writeable = False
    _kept[key] = corpus
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return corpus
