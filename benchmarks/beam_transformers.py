"""Our batched beam search against ``transformers``' generate, on the same decoder with the same weights.

Run with ``python benchmarks/beam_transformers.py`` where the extra ``parity`` is installed. The translator is the
lesson's, a GRU of 128 units after 150 steps; its decoder stands behind ``generate`` as it is, one step for all beams of
all sentences with the carried state as the library's cache. So both pay the same for the model, and what differs is the
search. The library keeps 2k candidates, so that a finished answer takes no slot, and with ``early_stopping="never"`` it
stops at the bound: that is ``slots="none"`` here. Times are processor seconds of one thread; both ways run in turn, and
the ratio is the median.
"""

from statistics import median
from time import process_time
from typing import Any

import torch
import transformers
from torch import Tensor

from seqviz.config import Seq2SeqConfig
from seqviz.decoding.corpus import decode
from seqviz.models.recurrent import State
from seqviz.models.translator import Decoder, vector_of
from seqviz.training.seq2seq import Training
from seqviz.training.trained_translator import TrainedTranslator

STEPS, SENTENCES, WIDTH, ALPHA, PAIRS = 150, 200, 5, 0.75, 5
Outputs = list[tuple[str, ...]]


class Carried:
    """The library's cache: the decoder's state [layers, n, H] and the vectors [n, H], a row for each prefix."""

    is_compileable = False
    is_linear = (True,)  # a state, not a list of all that was read

    def __init__(self, state: State, vector: Tensor) -> None:
        self.state, self.vector = state, vector

    def reorder_cache(self, parents: Tensor) -> None:
        """Let row i be what was row ``parents[i]``."""
        self.state = tuple(part.index_select(1, parents) for part in self.state)
        self.vector = self.vector.index_select(0, parents)

    def get_seq_length(self) -> int:
        """Return how much of a prefix need not be read again: of the last token, all that is read here, nothing."""
        return 0


class Writing(transformers.PreTrainedModel, transformers.GenerationMixin):  # type: ignore[misc]  # an optional extra
    """Our decoder as the library asks its models."""

    config_class = transformers.PretrainedConfig
    main_input_name = "input_ids"
    _is_stateful = False

    def __init__(self, config: Any, decoder: Decoder) -> None:
        super().__init__(config)
        self.decoder = decoder

    @classmethod
    def can_generate(cls) -> bool:
        """Say that it writes."""
        return True

    def prepare_inputs_for_generation(self, input_ids: Tensor, cache: Carried, **kwargs: Any) -> dict[str, Any]:  # noqa: ARG002  # the library looks for these names
        """Return the last token of each prefix, and the state before it."""
        return {"input_ids": input_ids[:, -1], "cache": cache}

    def forward(self, input_ids: Tensor, cache: Carried, attention_mask: Any = None, **kwargs: Any) -> Any:  # noqa: ARG002  # as above
        """Do one step."""
        logits, cache.state = self.decoder.step(input_ids, cache.state, cache.vector)
        return transformers.modeling_outputs.CausalLMOutputWithPast(logits=logits.unsqueeze(1), cache=cache)


def trained() -> TrainedTranslator:
    training = Training(Seq2SeqConfig(learning_rate=0.004))
    for _ in range(STEPS):
        training.train_step()
    return TrainedTranslator(model=training.model, corpus=training.corpus, step=training.step)


def started(asked: TrainedTranslator) -> State:
    return asked.start([pair.source for pair in asked.corpus.pairs.held_out[:SENTENCES]])


def ours(asked: TrainedTranslator, **convention: Any) -> Outputs:
    model = asked.writing(started(asked))
    found = decode(model, SENTENCES, width=WIDTH, max_length=asked.most_words, alpha=ALPHA, **convention)
    return [one.tokens for one in found]


@torch.no_grad()
def theirs(asked: TrainedTranslator, model: Writing, *, early_stopping: bool | str) -> Outputs:
    state = tuple(part.repeat_interleave(WIDTH, 1) for part in started(asked))
    begin = torch.full((SENTENCES, 1), asked.model.decoder.begin)
    rows = model.generate(
        begin, cache=Carried(state, vector_of(state)), num_beams=WIDTH, max_new_tokens=asked.most_words,
        do_sample=False, length_penalty=ALPHA, early_stopping=early_stopping, eos_token_id=asked.end,
        pad_token_id=asked.end, attention_mask=torch.ones_like(begin),
    )  # fmt: skip
    return [words(row[1:].tolist(), asked) for row in rows]


def words(ids: list[int], asked: TrainedTranslator) -> tuple[str, ...]:
    ends = ids[: ids.index(asked.end) + 1] if asked.end in ids else ids
    return tuple(asked.target_vocabulary.tokens[i] for i in ends)


def main() -> None:
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    asked = trained()
    config = transformers.PretrainedConfig(vocab_size=len(asked.target_vocabulary), is_encoder_decoder=False)
    model = Writing(config, asked.model.decoder).eval()
    usual = {"slots": "one_step", "stopping": "bound"}
    same = {"slots": "none", "stopping": "bound"}  # what the library calls early_stopping="never"
    for name, convention, stopping in (("each as it comes", usual, False), ("the same convention", same, "never")):
        ratios, seconds = [], []
        for _ in range(PAIRS):
            began = process_time()
            mine = ours(asked, **convention)
            between = process_time()
            others = theirs(asked, model, early_stopping=stopping)
            ratios.append((process_time() - between) / (between - began))
            seconds.append(between - began)
        equal = sum(map(tuple.__eq__, mine, others))
        print(
            f"k = {WIDTH}, {SENTENCES} sentences, {name}: generate takes {median(ratios):.2f} times as long as our"
            f" {median(seconds):.2f} s; {equal} outputs the same",
            flush=True,
        )


if __name__ == "__main__":
    main()
