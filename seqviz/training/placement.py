"""Where the models of a run compute: as the learner wishes, or else on the device that needs less time for them."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch

from seqviz.config.language_model import Cell, LanguageModelConfig, Reset
from seqviz.records.computing import DeviceChoice
from seqviz.training.corpora import corpus_of
from seqviz.training.cost import Processor
from seqviz.training.devices import choose_device
from seqviz.training.paces import Pace, expected_seconds, paces_of

logger = logging.getLogger(__name__)

Paces = Callable[[Cell, Reset], Mapping[Processor, Pace]]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A device, and why it."""

    device: torch.device
    choice: DeviceChoice


def places_of(configs: Sequence[LanguageModelConfig], paces: Paces = paces_of) -> list[Place]:
    """Return the place of each model; those without a wish share one device, so that their seconds can be compared.

    Raises ``Problem`` for the wish for a GPU that is not there.
    """
    shared = _shared([config for config in configs if config.device == "auto"], paces)
    return [
        shared
        if config.device == "auto"
        else Place(device=choose_device(config.device), choice=DeviceChoice(reason="chosen"))
        for config in configs
    ]


def _shared(configs: Sequence[LanguageModelConfig], paces: Paces) -> Place:
    if not configs or not torch.cuda.is_available():
        return Place(device=torch.device("cpu"), choice=DeviceChoice(reason="alone"))
    try:
        cpu, gpu = (
            sum(
                expected_seconds(
                    config, len(corpus_of(config).vocabulary), processor, paces(config.cell, config.reset)
                )
                for config in configs
            )
            for processor in ("cpu", "cuda")
        )  # fmt: skip
    except RuntimeError as error:  # a GPU that is full, or broken, still leaves the processor
        logger.warning("the GPU made no step: %s", error)
        return Place(device=torch.device("cpu"), choice=DeviceChoice(reason="refused"))
    choice = DeviceChoice(reason="quicker", cpu_seconds=cpu, gpu_seconds=gpu)
    return Place(device=torch.device("cuda" if gpu < cpu else "cpu"), choice=choice)
