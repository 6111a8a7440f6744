"""Questions to a language model: what happens inside it along a text, and what it writes."""

import numpy as np
import torch
from torch import Tensor

from seqviz.config.language_model import Unit
from seqviz.data.texts import words_of
from seqviz.data.vocabulary import Vocabulary
from seqviz.models.interruption import breathe
from seqviz.models.language_model import LanguageModel, last_token_loss
from seqviz.models.recurrent import GateTrace
from seqviz.records.problem import Problem
from seqviz.records.training import (
    FloatArray,
    LayerTrace,
    ProbeAnswer,
    ProbeQuestion,
    SampleAnswer,
    SampleQuestion,
)

PROBE_LIMIT = 200
LIKELIEST = 5


def tokens_of(text: str, unit: Unit) -> list[str]:
    """Cut a probe or a prefix as the run's text was cut."""
    return list(text) if unit == "character" else words_of(text)


def probe(
    model: LanguageModel, vocabulary: Vocabulary, unit: Unit, question: ProbeQuestion, *, step: int
) -> ProbeAnswer:
    """Return every gate, the gradient of the last token's loss and the likeliest next tokens along a text.

    Raises ``Problem`` for fewer than two tokens (there is no last token to predict) or more than ``PROBE_LIMIT``.
    """
    tokens = tokens_of(question.text, unit)
    if len(tokens) < 2:
        raise Problem("lab.probe-too-short")
    if len(tokens) > PROBE_LIMIT:
        raise Problem("lab.probe-too-long", tokens=len(tokens), limit=PROBE_LIMIT)
    device = model.output.weight.device
    ids = torch.from_numpy(vocabulary.encode(tokens)).to(device).unsqueeze(1)
    with torch.enable_grad():
        logits, traces = model.trace(ids)
        # asked for the output bias alone, autograd would skip the recurrence: the gradient must reach the weights
        torch.autograd.grad(last_token_loss(logits, ids), list(model.recurrent.parameters()))
    return ProbeAnswer(
        step=step,
        tokens=tuple(tokens),
        unknown=vocabulary.unknown(tokens),
        layers=tuple(_layer(trace) for trace in traces),
        gradient=tuple(_norms(trace.gates["gradient"]) for trace in traces),
        top=_likeliest(logits.detach()[:, 0], vocabulary),
    )


def _layer(trace: GateTrace) -> LayerTrace:
    gates = {name: _array(gate[:, 0]) for name, gate in trace.gates.items() if name != "gradient"}
    return LayerTrace(layer=trace.layer, direction=trace.direction, gates=gates)


def _array(values: Tensor) -> FloatArray:
    array = values.detach().float().cpu().numpy().copy()
    array.flags.writeable = False
    return array


def _norms(gradient: Tensor) -> tuple[float, ...]:
    return tuple(torch.linalg.vector_norm(gradient[:, 0], dim=-1).tolist())


def _likeliest(logits: Tensor, vocabulary: Vocabulary) -> tuple[tuple[tuple[str, float], ...], ...]:
    """The likeliest next tokens of each position of logits [T, V]."""
    best = torch.softmax(logits, -1).topk(min(LIKELIEST, len(vocabulary)), -1)
    return tuple(
        tuple(zip(vocabulary.decode(ids), probabilities, strict=True))
        for ids, probabilities in zip(best.indices.tolist(), best.values.tolist(), strict=True)
    )


@torch.no_grad()
def sample(
    model: LanguageModel, vocabulary: Vocabulary, unit: Unit, question: SampleQuestion, *, step: int
) -> SampleAnswer:
    """Return a continuation of the prefix; the same model, question and seed write the same text.

    ``<unk>`` is never drawn: it stands for no token in particular. Raises ``Problem`` for an empty prefix.
    """
    tokens = tokens_of(question.prefix, unit)
    if not tokens:
        raise Problem("lab.prefix-empty")
    device = model.output.weight.device
    ids = torch.from_numpy(vocabulary.encode(tokens[-PROBE_LIMIT:])).to(device).unsqueeze(1)
    generator = np.random.default_rng(question.seed)
    written: list[int] = []
    logits, state = model(ids)
    for _ in range(question.length):
        breathe()
        token = _draw(logits[-1, 0, 1:].double().cpu().numpy(), question.temperature, generator) + 1
        written.append(token)
        logits, state = model(ids.new_tensor([[token]]), state)
    separator = "" if unit == "character" or _is_chinese(vocabulary) else " "
    text = separator.join(vocabulary.decode(written))
    return SampleAnswer(step=step, prefix=question.prefix, text=separator + text, temperature=question.temperature)


def _draw(logits: np.ndarray[tuple[int], np.dtype[np.float64]], temperature: float, random: np.random.Generator) -> int:
    """Draw an index from softmax(logits / temperature) by the Gumbel-max rule; temperature 0 takes the largest."""
    if temperature == 0:
        return int(logits.argmax())
    return int((logits / temperature + random.gumbel(size=len(logits))).argmax())


def _is_chinese(vocabulary: Vocabulary) -> bool:
    """Whether words are written without spaces: most tokens start with a Chinese character."""
    return sum("\u3400" <= token[0] <= "\u9fff" for token in vocabulary.tokens) > len(vocabulary) / 2
