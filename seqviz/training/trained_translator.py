"""A translator as it is asked: its model after some steps, the task that it learns, and sentences as it reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from seqviz.data.pairs.cutting import cut
from seqviz.data.pairs.encoded import PairCorpus, Sentences
from seqviz.data.pairs.own import LONGEST
from seqviz.data.vocabulary import END, Vocabulary
from seqviz.models.recurrent import State
from seqviz.models.translator import Translator
from seqviz.models.writing import WritingModel
from seqviz.records.pairs import PairsName, Tokens
from seqviz.records.problem import Problem
from seqviz.training.examination import longest_translation

BEGIN = "<bos>"
"""How the decoder's first input is written on a page; it is no word of the vocabulary."""


@dataclass(frozen=True, kw_only=True, eq=False)
class TrainedTranslator:
    """A ``model`` after ``step`` steps of learning ``corpus``, the pairs of ``task``."""

    model: Translator
    corpus: PairCorpus
    step: int
    task: PairsName = "own"

    @property
    def target_vocabulary(self) -> Vocabulary:
        """The words that the decoder writes."""
        return self.corpus.target_vocabulary

    @property
    def end(self) -> int:
        """The id of the end token of the target."""
        return self.target_vocabulary.ids[END]

    @property
    def most_words(self) -> int:
        """How many words a translation may have, its end token counted."""
        return longest_translation(self.corpus.training)

    def source(self, sentence: str) -> Tokens:
        """Cut a sentence into tokens; raise ``Problem`` if it is empty, too long, or of unknown words alone."""
        source = cut(sentence, self.corpus.pairs.source_kind)
        if not source:
            raise Problem("seq2seq.error.empty")
        if len(source) > LONGEST:
            raise Problem("seq2seq.error.too-long", tokens=len(source), most=LONGEST)
        unknown = self.unknown(source)
        if len(unknown) == len(set(source)):
            raise Problem("seq2seq.error.unknown", words=", ".join(unknown[:5]))
        return source

    def unknown(self, source: Tokens) -> Tokens:
        """Return the tokens of a source that are ``<unk>`` to the encoder."""
        return self.corpus.source_vocabulary.unknown(source)

    def start(self, sources: Sequence[Tokens]) -> State:
        """Return the states with which the decoder starts after ``sources`` [layers, B, H]."""
        return self.start_as_read(self.corpus.encode_sources(sources))

    def start_as_read(self, sentences: Sentences) -> State:
        """Return the same for sentences in the order in which the encoder reads them."""
        return self.encode(*sentences.padded(np.arange(len(sentences))))

    @torch.no_grad()
    def encode(self, ids: np.ndarray, lengths: np.ndarray) -> State:
        """Return the same for sources in ids [S, B], of these lengths [B]."""
        return self.model.encode(self.on_device(ids), self.on_device(lengths))

    def writing(self, start: State) -> WritingModel:
        """Return the decoder at ``start``, for any search."""
        return WritingModel(self.model.decoder, start, vocabulary=self.target_vocabulary.tokens, eos=END)

    def on_device(self, values: np.ndarray) -> Tensor:
        """Return an array as a tensor where the model is."""
        return torch.from_numpy(values).to(self.model.decoder.output.weight.device)

    def begun(self, ids: Sequence[int]) -> Tensor:
        """Return what the decoder is fed to write ``ids``: the beginning, then each but the last; [T, 1]."""
        return self.model.begin(self.on_device(np.array(ids, np.int64).reshape(-1, 1)))

    def words(self, fed: Tensor) -> Tokens:
        """Return fed ids [T] as words."""
        return tuple(BEGIN if i == self.model.decoder.begin else self.target_vocabulary.tokens[i] for i in fed.tolist())
