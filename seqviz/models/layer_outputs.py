"""What every layer of a labelling network puts out for one sequence, caught where the network itself computes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from seqviz.models.convolutional_labeller import ConvolutionalLabeller
from seqviz.models.labeller import Labeller

Network = Labeller | ConvolutionalLabeller


@torch.no_grad()
def layer_outputs(network: Network, ids: Tensor) -> dict[str, Tensor]:
    """Return the output of each layer for ids [T] of a sequence that is labelled as a whole, in their order.

    Those that still know the tokens are [T, U], the others [U]: ``embedding``; then ``states`` and the ``last`` of
    them, or ``filters-1``, ``filters-2`` and their ``maximum``; ``scores`` and ``softmax``, a number for each label.
    """
    if network.aligned:
        raise ValueError("the network labels each token by itself")
    with _caught(network) as caught:
        logits = network(ids.unsqueeze(1), torch.tensor([len(ids)], device=ids.device))
    return {**caught, "scores": logits.flatten(), "softmax": logits.flatten().softmax(-1)}


@contextmanager
def _caught(network: Network) -> Iterator[dict[str, Tensor]]:
    """Fill a table while the network computes: its layers' outputs, and what its output layer reads."""
    caught: dict[str, Tensor] = {}

    def keep(name: str) -> Any:
        def hook(_module: nn.Module, _inputs: Any, output: Any) -> None:
            found = output[0] if isinstance(output, tuple) else output
            caught[name] = found[0].t() if name.startswith("filters") else found[:, 0]

        return hook

    def keep_read(_module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        caught["maximum" if isinstance(network, ConvolutionalLabeller) else "last"] = inputs[0].flatten()

    hooks = [module.register_forward_hook(keep(name)) for name, module in _layers(network)]
    hooks.append(network.output.register_forward_pre_hook(keep_read))
    try:
        yield caught
    finally:
        for hook in hooks:
            hook.remove()


def _layers(network: Network) -> list[tuple[str, nn.Module]]:
    if isinstance(network, ConvolutionalLabeller):
        filters = [(f"filters-{place}", layer) for place, layer in enumerate(network.layers, start=1)]
        return [("embedding", network.embedding), *filters]
    return [("embedding", network.embedding), ("states", network.past)]
