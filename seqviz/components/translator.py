"""Encoder and decoder unrolled over both sentences in the browser, with the one vector between them.

What is sent is small (about 20 kB): the gates of the units that are shown, and the whole vector. It goes with every
update that has another answer, and again with every run of the whole script (see ``machine``).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st

from seqviz.components.payload import encode
from seqviz.components.registration import renderer
from seqviz.components.sent_before import sent_before
from seqviz.figures.moving_units import moving_units
from seqviz.records.pairs import Tokens
from seqviz.records.training import FloatArray, LayerTrace
from seqviz.records.translation import UnrolledAnswer

UNITS = 24
LIKELIEST = 4
Spell = Callable[[Tokens], str]


def translator(
    answer: UnrolledAnswer | None, *, key: str, labels: Mapping[str, Any], version: str, spell: Spell, separator: str,
    notice: str = "", sentences: Sequence[str] = (), given: str = "", on_give: Callable[[str], None] = lambda _: None,
) -> None:  # fmt: skip
    """Draw the translator along a sentence, or bring it up to date.

    Parameters
    ----------
    answer
        What there is to show; ``None``: nothing yet, and ``notice`` says why.
    labels
        All words, in the learner's language; see ``translator_labels``.
    version
        Names the answer: the browser draws each one once.
    spell
        Writes what the decoder would say, in little room.
    separator
        What stands between two of its words where there is room.
    sentences
        Whose vectors may be given to the decoder, by dragging or tapping: ``on_give`` hears which, before the next run
        of the page. The one that is ``given`` now is marked.
    """

    def report() -> None:
        if sentence := st.session_state[key].given:
            on_give(str(sentence))

    data = {
        "labels": dict(labels),
        "version": version,
        "notice": notice,
        "answered": answer is not None,
        "answer": None,
        "sentences": list(sentences),
        "given": given,
    }
    if answer is not None and not sent_before(key, version):
        data["answer"] = picture_of(answer, spell, separator)
    renderer("translator")(key=key, data=encode(data), on_given_change=report)


def picture_of(answer: UnrolledAnswer, spell: Spell, separator: str) -> dict[str, Any]:
    """Return an answer as the browser draws it.

    Encoder and decoder show the same units where the state goes over as it is. A CNN has columns without gates.
    """
    encoder = next((layer for layer in reversed(answer.encoder) if layer.direction == "forward"), None)
    decoder = answer.decoder[-1]
    shared = encoder is not None and bool(np.allclose(encoder.gates["hidden"][-1], answer.vector, atol=1e-5))
    units = _units(answer, encoder, decoder, shared=shared)
    readings = [*answer.readings, answer.readings[-1]]  # the end token is read with the last word
    return {
        "step": answer.step,
        "shared": shared,
        "given": answer.given,
        "units": units,
        "vector": _rounded(answer.vector),
        "encoder": [
            {
                "word": word,
                "reading": spell(reading),
                "said": separator.join(reading),
                "gates": _column(encoder, units["encoder"], place) if encoder else {},
            }
            for place, (word, reading) in enumerate(zip(answer.source, readings, strict=True))
        ],
        "decoder": [
            {
                "word": word,
                "fed": answer.fed[place],
                "top": [[said, round(share, 4)] for said, share in answer.top[place][:LIKELIEST]],
                "gates": _column(decoder, units["decoder"], place),
            }
            for place, word in enumerate(answer.target)
        ],
    }


def _units(
    answer: UnrolledAnswer, encoder: LayerTrace | None, decoder: LayerTrace, *, shared: bool
) -> dict[str, tuple[int, ...]]:
    after = decoder.gates["hidden"]
    if encoder is None:
        return {"encoder": (), "decoder": moving_units(np.vstack([answer.vector, after]), UNITS)}
    before = encoder.gates["hidden"]
    if shared:
        both = moving_units(np.vstack([before, after]), UNITS)
        return {"encoder": both, "decoder": both}
    return {
        "encoder": moving_units(before, UNITS),
        "decoder": moving_units(np.vstack([answer.vector, after]), UNITS),
    }


def _column(layer: LayerTrace, units: tuple[int, ...], place: int) -> dict[str, list[float]]:
    return {name: _rounded(values[place, list(units)]) for name, values in layer.gates.items()}


def _rounded(values: FloatArray) -> list[float]:
    return [round(float(value), 3) for value in values]
