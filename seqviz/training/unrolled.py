"""The inside of a translator along one sentence: every gate of encoder and decoder, and what each word changed."""

import torch

from seqviz.data.pairs.encoded import Sentences
from seqviz.data.vocabulary import END
from seqviz.decoding.corpus import decode
from seqviz.models.encoders import RecurrentEncoder
from seqviz.models.recurrent import GateTrace
from seqviz.models.translator import vector_of
from seqviz.records.pairs import Tokens
from seqviz.records.training import LayerTrace
from seqviz.records.translation import UnrolledAnswer, UnrolledQuestion
from seqviz.training.examination import without_end
from seqviz.training.probes import array_of, likeliest
from seqviz.training.trained_translator import TrainedTranslator


@torch.no_grad()
def answer_unrolled(asked: TrainedTranslator, question: UnrolledQuestion) -> UnrolledAnswer:
    """Return all that a sentence and its greedy translation leave inside; raise the ``Problem`` of its source."""
    source = asked.source(question.sentence)
    read = source[::-1] if asked.corpus.reverse_source else source
    # what the decoder would write after each word, and at the end: all these sentences are one batch
    prefixes = [read[: place + 1] for place in range(len(read))]
    starts = asked.start_as_read(Sentences.of(prefixes, asked.corpus.source_vocabulary))
    readings = decode(asked.writing(starts), len(prefixes), width=1, max_length=asked.most_words)
    start, written = tuple(part[:, -1:].contiguous() for part in starts), readings[-1].tokens
    if question.given:
        start = asked.start([asked.source(question.given)])
        written = decode(asked.writing(start), 1, width=1, max_length=asked.most_words)[0].tokens
    ids = asked.target_vocabulary.encode(written).tolist()
    fed = asked.begun(ids)
    hidden, decoder = asked.model.decoder.trace(fed, start, vector_of(start))
    return UnrolledAnswer(
        step=asked.step,
        source=(*read, END),
        unknown=asked.unknown(source),
        encoder=_encoder_layers(asked, read),
        readings=tuple(map(without_end, readings)),
        vector=array_of(vector_of(start)[0]),
        fed=asked.words(fed[:, 0]),
        target=written,
        given=question.given,
        decoder=_layers(decoder),
        top=likeliest(asked.model.decoder.output(hidden)[:, 0], asked.target_vocabulary),
    )


def _encoder_layers(asked: TrainedTranslator, read: Tokens) -> tuple[LayerTrace, ...]:
    encoder = asked.model.encoder
    if not isinstance(encoder, RecurrentEncoder):
        return ()  # a CNN has no states from word to word
    ids = asked.on_device(asked.corpus.source_vocabulary.encode((*read, END)))
    return _layers(encoder.trace(ids.unsqueeze(1)))


def _layers(traces: tuple[GateTrace, ...]) -> tuple[LayerTrace, ...]:
    return tuple(
        LayerTrace(
            layer=trace.layer,
            direction=trace.direction,
            gates={name: array_of(gate[:, 0]) for name, gate in trace.gates.items()},
        )
        for trace in traces
    )
