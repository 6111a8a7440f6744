"""A sentence that a learner typed: the decoder's start for it, and its greedy translation."""

import numpy as np
import torch

from seqviz.data.pairs.cutting import cut
from seqviz.data.pairs.encoded import PairCorpus
from seqviz.data.pairs.own import LONGEST
from seqviz.data.vocabulary import END
from seqviz.models.recurrent import State
from seqviz.models.translator import Translator
from seqviz.models.writing import WritingModel, write_greedily
from seqviz.records.pairs import Tokens
from seqviz.records.problem import Problem
from seqviz.records.seq2seq import TranslationAnswer, TranslationQuestion
from seqviz.training.examination import longest_translation, written_words


def translate(model: Translator, corpus: PairCorpus, question: TranslationQuestion, *, step: int) -> TranslationAnswer:
    """Translate one sentence greedily; raise the ``Problem`` of ``readable_source``."""
    source = readable_source(question.sentence, corpus)
    vocabulary = corpus.target_vocabulary
    end = vocabulary.ids[END]
    start = start_for([source], model, corpus)
    written = write_greedily(model.decoder, start, end=end, most=longest_translation(corpus.training))
    (target,) = written_words(written, vocabulary)
    unknown = corpus.source_vocabulary.unknown(source)
    ended = bool((written == end).any())
    return TranslationAnswer(step=step, source=source, unknown=unknown, target=target, ended=ended)


def writing_model(model: Translator, corpus: PairCorpus, sources: list[Tokens]) -> WritingModel:
    """Return the decoder at the start of the translations of ``sources``, for any search."""
    start = start_for(sources, model, corpus)
    return WritingModel(model.decoder, start, vocabulary=corpus.target_vocabulary.tokens, eos=END)


@torch.no_grad()
def start_for(sources: list[Tokens], model: Translator, corpus: PairCorpus) -> State:
    """Return the states with which the decoder starts after reading ``sources``."""
    device = model.decoder.output.weight.device
    ids, lengths = corpus.encode_sources(sources).padded(np.arange(len(sources)))
    return model.encode(torch.from_numpy(ids).to(device), torch.from_numpy(lengths).to(device))


def readable_source(sentence: str, corpus: PairCorpus) -> Tokens:
    """Cut a sentence into tokens; raise ``Problem`` for an empty one, one too long, one of unknown words alone."""
    source = cut(sentence, corpus.pairs.source_kind)
    if not source:
        raise Problem("seq2seq.error.empty")
    if len(source) > LONGEST:
        raise Problem("seq2seq.error.too-long", tokens=len(source), most=LONGEST)
    unknown = corpus.source_vocabulary.unknown(source)
    if len(unknown) == len(set(source)):
        raise Problem("seq2seq.error.unknown", words=", ".join(unknown[:5]))
    return source
