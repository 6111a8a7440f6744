"""The sentence pairs of this process: runs and contestants that learn the same task share its ids."""

from collections import OrderedDict

from seqviz.config.seq2seq import Seq2SeqConfig
from seqviz.data.pairs.encoded import PairCorpus, build_pair_corpus
from seqviz.data.pairs.library import load_pairs
from seqviz.data.texts import fingerprint

KEPT = 4

_kept: OrderedDict[tuple[str, bool, str, bool], PairCorpus] = OrderedDict()


def pair_corpus_of(config: Seq2SeqConfig) -> PairCorpus:
    """Return the pairs of ``config`` in ids; raise ``Problem`` where they cannot be read, or not be fetched."""
    own = fingerprint(config.own_pairs) if config.pairs == "own" else ""
    key = (config.pairs, config.reverse_source, own, config.keep_faulty)
    if key not in _kept:
        pairs = load_pairs(config.pairs, own=config.own_pairs, fetch=True, keep_faulty=config.keep_faulty)
        _kept[key] = build_pair_corpus(pairs, reverse_source=config.reverse_source)
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return _kept[key]
