"""The same beams as the ``transformers`` library on small random models; it is an extra of the tests, see pyproject."""

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from seqviz.decoding.model import FunctionModel
from seqviz.decoding.reshaping import reshaped
from seqviz.decoding.search import beam_search

# Reason for the skip: the library is independent of ours but large, so it is an optional part of the test set-up.
transformers = pytest.importorskip("transformers", reason="parity with transformers: pip install transformers")
pytestmark = [pytest.mark.filterwarnings("ignore")]

START, VOCABULARY = 0, 7
"""The library wants a start token; it is token 0 and our model never continues with it."""


def logits(seed: int) -> NDArray[np.float64]:
    """A random second-order model: (last token, token before it, next token) -> logit."""
    return np.random.default_rng(seed).normal(scale=1.5, size=(VOCABULARY, VOCABULARY, VOCABULARY))


def theirs(table: NDArray[np.float64], *, width: int, length: int, alpha: float, eos: int | None, answers: int):
    class Table(transformers.PreTrainedModel, transformers.GenerationMixin):
        config_class = transformers.PretrainedConfig
        main_input_name = "input_ids"
        _is_stateful = False

        def __init__(self, config):
            super().__init__(config)
            self.rows = torch.nn.Parameter(torch.tensor(table), requires_grad=False)

        @classmethod
        def can_generate(cls):
            return True

        def prepare_inputs_for_generation(self, input_ids, **_):
            return {"input_ids": input_ids}

        def forward(self, input_ids, **_):
            before = input_ids[:, -2] if input_ids.shape[1] > 1 else torch.zeros_like(input_ids[:, -1])
            scores = self.rows[input_ids[:, -1], before].clone()
            scores[:, START] = -torch.inf
            return transformers.modeling_outputs.CausalLMOutput(logits=scores[:, None, :])

    config = transformers.PretrainedConfig(vocab_size=VOCABULARY, is_encoder_decoder=False)
    model = Table(config).eval()
    result = model.generate(
        torch.tensor([[START]]), num_beams=width, num_return_sequences=answers, max_new_tokens=length, do_sample=False,
        length_penalty=alpha, early_stopping="never", eos_token_id=eos, pad_token_id=START, use_cache=False,
        output_scores=True, return_dict_in_generate=True,
    )  # fmt: skip
    return [_until(row[1:].tolist(), eos) for row in result.sequences], result.sequences_scores.numpy()


def _until(tokens: list[int], eos: int | None) -> list[int]:
    """Cut after the end token: the library fills up with it."""
    return tokens[: tokens.index(eos) + 1] if eos in tokens else tokens


def ours(table: NDArray[np.float64], *, width: int, length: int, alpha: float, eos: int | None):
    def log_probs(prefixes: NDArray[np.int64]) -> NDArray[np.float64]:
        padded = np.pad(prefixes, ((0, 0), (2, 0)))
        rows = table[padded[:, -1], padded[:, -2]].copy()
        rows[:, START] = -np.inf
        return rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))

    names = tuple(str(token) for token in range(VOCABULARY))
    model = FunctionModel(vocabulary=names, eos=None if eos is None else names[eos], function=log_probs)
    trace = beam_search(model, width=width, max_length=length, alpha=alpha, stopping="never")
    return [[int(token) for token in answer.tokens] for answer in trace.finished], [a.score for a in trace.finished]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("width", "length", "alpha"), [(2, 6, 0.0), (4, 6, 0.75), (5, 3, 1.0)])
def test_the_cut_is_the_same_where_nothing_ends(seed: int, width: int, length: int, alpha: float) -> None:
    tokens, scores = theirs(logits(seed), width=width, length=length, alpha=alpha, eos=None, answers=width)
    our_tokens, our_scores = ours(logits(seed), width=width, length=length, alpha=alpha, eos=None)
    assert tokens == our_tokens
    assert our_scores == pytest.approx(scores, abs=1e-5)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("alpha", [0.0, 0.75, 1.2])
def test_endings_are_scored_the_same(seed: int, alpha: float) -> None:
    """Widths that drop nothing: the library refills its beam when one ends, ours lets the ended one hold its place."""
    length, width = 3, 6**2
    tokens, scores = theirs(logits(seed), width=width, length=length, alpha=alpha, eos=6, answers=5)
    our_tokens, our_scores = ours(logits(seed), width=6**3, length=length, alpha=alpha, eos=6)
    assert tokens == our_tokens[:5]
    assert our_scores[:5] == pytest.approx(scores, abs=1e-5)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("top_k", [None, 1, 3])
@pytest.mark.parametrize("top_p", [None, 0.3, 0.8])
def test_the_same_probabilities_to_draw_from(temperature, top_k, top_p):
    from transformers.generation.logits_process import TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

    rows = torch.log_softmax(torch.tensor(logits(0).reshape(-1, VOCABULARY)), dim=1)
    wanted = TemperatureLogitsWarper(temperature)(None, rows)
    if top_k is not None:
        wanted = TopKLogitsWarper(top_k)(None, wanted)
    if top_p is not None:
        wanted = TopPLogitsWarper(top_p)(None, wanted)
    ours = reshaped(rows.numpy(), temperature=temperature, top_k=top_k, top_p=top_p)
    assert ours == pytest.approx(torch.softmax(wanted, dim=1).numpy(), abs=1e-12)


def test_at_a_tie_their_top_k_leaves_more_tokens_than_ours():
    from transformers.generation.logits_process import TopKLogitsWarper

    rows = torch.log(torch.tensor([[0.4, 0.3, 0.3]], dtype=torch.float64))
    assert torch.isfinite(TopKLogitsWarper(2)(None, rows)).sum() == 3
    assert (reshaped(rows.numpy(), top_k=2) > 0).sum() == 2
