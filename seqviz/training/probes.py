"""Questions to a language model: what happens inside it along a text, and what it writes."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor

from seqviz.config.language_model import Unit
from seqviz.data.texts import words_of
from seqviz.data.vocabulary import Vocabulary
from seqviz.models.interruption import breathe
from seqviz.models.intervened import Change, IntervenedModel
from seqviz.models.language_model import LanguageModel, last_token_loss
from seqviz.models.recurrences import Kept
from seqviz.models.recurrent import State
from seqviz.records.problem import Problem
from seqviz.records.training import (
    FloatArray,
    LayerTrace,
    ProbeAnswer,
    SampleAnswer,
    SampleQuestion,
)

PROBE_LIMIT = 200
LIKELIEST = 5


def tokens_of(text: str, unit: Unit) -> list[str]:
    """Cut a probe or a prefix as the run's text was cut."""
    return list(text) if unit == "character" else words_of(text)


def probed_tokens(text: str, unit: Unit) -> list[str]:
    """Return the tokens of a probe text.

    Raises ``Problem`` for fewer than two tokens (there is no last token to predict) or more than ``PROBE_LIMIT``.
    """
    tokens = tokens_of(text, unit)
    if len(tokens) < 2:
        raise Problem("lab.probe-too-short")
    if len(tokens) > PROBE_LIMIT:
        raise Problem("lab.probe-too-long", tokens=len(tokens), limit=PROBE_LIMIT)
    return tokens


def ids_of(tokens: list[str], model: LanguageModel, vocabulary: Vocabulary) -> Tensor:
    """Return ids [T, 1] where the model is."""
    return torch.from_numpy(vocabulary.encode(tokens)).to(model.output.weight.device).unsqueeze(1)


@torch.enable_grad()
def probe(
    model: LanguageModel,
    vocabulary: Vocabulary,
    tokens: list[str],
    changes: Sequence[Change] | None,
    *,
    step: int,
) -> ProbeAnswer:
    """Return every gate, the gradient of the last token's loss and the likeliest next tokens along a text."""
    ids = ids_of(tokens, model, vocabulary)
    logits, layers = _traced(model, ids) if changes is None else _traced_by_equations(model, ids, changes)
    return ProbeAnswer(
        step=step,
        tokens=tuple(tokens),
        unknown=vocabulary.unknown(tokens),
        layers=tuple(
            LayerTrace(
                layer=index,
                direction="forward",
                gates={name: array_of(gate[:, 0]) for name, gate in layer.items() if name != "gradient"},
            )
            for index, layer in enumerate(layers)
        ),
        gradient=tuple(_norms(layer["gradient"]) for layer in layers),
        top=likeliest(logits.detach()[:, 0], vocabulary),
        following=_following(logits.detach(), ids),
    )


def _traced(model: LanguageModel, ids: Tensor) -> tuple[Tensor, list[Kept]]:
    """Logits [T, 1, V], and for each layer its gates [T, 1, H] and dL/dh_t of the last token's loss."""
    logits, traces = model.trace(ids)
    # asked for the output bias alone, autograd would skip the recurrence: the gradient must reach the weights
    torch.autograd.grad(last_token_loss(logits, ids), [p for p in model.recurrent.parameters() if p.requires_grad])
    return logits, [trace.gates for trace in traces]


def _traced_by_equations(model: LanguageModel, ids: Tensor, changes: Sequence[Change]) -> tuple[Tensor, list[Kept]]:
    """Do the same under interventions."""
    moments = list(IntervenedModel(model, changes).read(ids))
    logits = torch.stack([moment.logits for moment in moments])
    steps = [step for moment in moments for step in moment.steps]
    hidden = [step.hidden for step in steps]
    found = torch.autograd.grad(last_token_loss(logits, ids), hidden, allow_unused=True)
    gradients = [torch.zeros_like(h) if g is None else g for h, g in zip(hidden, found, strict=True)]
    layers = []
    for layer in range(len(changes)):
        of_layer = steps[layer :: len(changes)]
        gates = {name: torch.stack([getattr(step, name) for step in of_layer]) for name in of_layer[0]._fields}
        layers.append({**gates, "gradient": torch.stack(gradients[layer :: len(changes)])})
    return logits, layers


def array_of(values: Tensor) -> FloatArray:
    """Return values as a record holds them: on the CPU, in single precision, read-only."""
    array = values.detach().float().cpu().numpy().copy()
    array.flags.writeable = False
    return array


def _norms(gradient: Tensor) -> tuple[float, ...]:
    return tuple(torch.linalg.vector_norm(gradient[:, 0], dim=-1).tolist())


def likeliest(logits: Tensor, vocabulary: Vocabulary) -> tuple[tuple[tuple[str, float], ...], ...]:
    """Return the likeliest next tokens of each position of logits [T, V], with their probabilities."""
    best = torch.softmax(logits, -1).topk(min(LIKELIEST, len(vocabulary)), -1)
    return tuple(
        tuple(zip(vocabulary.decode(ids), probabilities, strict=True))
        for ids, probabilities in zip(best.indices.tolist(), best.values.tolist(), strict=True)
    )


def _following(logits: Tensor, ids: Tensor) -> tuple[float, ...]:
    """The probability of the token that comes next, for logits [T, 1, V] and ids [T, 1]."""
    chosen = torch.softmax(logits[:-1], -1).gather(-1, ids[1:].unsqueeze(-1))
    return tuple(chosen.flatten().tolist())


def prefix_tokens(prefix: str, unit: Unit) -> list[str]:
    """Return the tokens that a sample continues, the last ``PROBE_LIMIT``; raise ``Problem`` if there is none."""
    tokens = tokens_of(prefix, unit)[-PROBE_LIMIT:]
    if not tokens:
        raise Problem("lab.prefix-empty")
    return tokens


@torch.no_grad()
def sample(
    model: LanguageModel,
    vocabulary: Vocabulary,
    unit: Unit,
    question: SampleQuestion,
    changes: Sequence[Change] | None,
    *,
    step: int,
) -> SampleAnswer:
    """Return a continuation of the prefix; the same model, question and seed write the same text.

    ``<unk>`` is never drawn: it stands for no token in particular. Raises ``Problem`` for an empty prefix.
    """
    ids = ids_of(prefix_tokens(question.prefix, unit), model, vocabulary)
    read = _reader(model) if changes is None else _reader_by_equations(model, changes)
    generator = np.random.default_rng(question.seed)
    written: list[int] = []
    logits = read(ids)
    for _ in range(question.length):
        breathe()
        token = _draw(logits[0, 1:].double().cpu().numpy(), question.temperature, generator) + 1
        written.append(token)
        logits = read(ids.new_tensor([[token]]))
    separator = "" if unit == "character" or is_chinese(vocabulary) else " "
    text = separator.join(vocabulary.decode(written))
    return SampleAnswer(step=step, prefix=question.prefix, text=separator + text, temperature=question.temperature)


Read = Callable[[Tensor], Tensor]
"""Reads on, ids [T, 1], and returns the logits of the next token [1, V]."""


def _reader(model: LanguageModel) -> Read:
    state: State | None = None

    def read(ids: Tensor) -> Tensor:
        nonlocal state
        logits: Tensor
        logits, state = model(ids, state)
        return logits[-1]

    return read


def _reader_by_equations(model: LanguageModel, changes: Sequence[Change]) -> Read:
    intervened = IntervenedModel(model, changes)
    states, position = intervened.zero_states(1), 0

    def read(ids: Tensor) -> Tensor:
        nonlocal states, position
        for moment in intervened.read(ids, states, position=position):
            states, logits = moment.after, moment.logits
        position += len(ids)
        return logits

    return read


def _draw(logits: np.ndarray[tuple[int], np.dtype[np.float64]], temperature: float, random: np.random.Generator) -> int:
    """Draw an index from softmax(logits / temperature) by the Gumbel-max rule; temperature 0 takes the largest."""
    if temperature == 0:
        return int(logits.argmax())
    return int((logits / temperature + random.gumbel(size=len(logits))).argmax())


def is_chinese(vocabulary: Vocabulary) -> bool:
    """Whether words are written without spaces: most tokens start with a Chinese character."""
    return sum("\u3400" <= token[0] <= "\u9fff" for token in vocabulary.tokens) > len(vocabulary) / 2
