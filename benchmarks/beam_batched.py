"""The speed of searching: two promised sizes, batched against one by one, a carried state against reading again.

Run with ``python benchmarks/beam_batched.py``; ``beam_transformers.py`` beside it compares with that library. The model
of the comparison is a small recurrent one in NumPy, as the decoder of a translator would be: its cost per call is what
batching saves, and its state what need not be read again.
Times are processor seconds of one thread and paired: both ways run in turn, and the ratio is the median over the pairs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import TypeVar

import numpy as np

from seqviz.decoding.loop import Scope
from seqviz.decoding.model import FunctionModel, Model
from seqviz.decoding.search import beam_search, exhaustive_search
from seqviz.decoding.tables import TableModel
from seqviz.records.search import FloatArray, IntArray, SearchAnswers

Answers = TypeVar("Answers", bound=SearchAnswers)
WIDTH, LENGTH, PAIRS = 5, 10, 7


@dataclass(frozen=True)
class Recurrent:
    """An Elman network with random weights: hidden size 128, vocabulary 1,000; its state is (n, 128)."""

    embed: FloatArray
    recur: FloatArray
    read: FloatArray

    @classmethod
    def random(cls, *, vocabulary: int = 1_000, hidden: int = 128, seed: int = 0) -> "Recurrent":
        draw = np.random.default_rng(seed).normal
        scale = hidden**-0.5
        return cls(
            draw(size=(vocabulary, hidden)),
            draw(size=(hidden, hidden)) * scale,
            draw(size=(hidden, vocabulary)) * scale,
        )

    @property
    def vocabulary(self) -> tuple[str, ...]:
        return tuple(map(str, range(len(self.embed))))

    @property
    def eos(self) -> None:
        """No end token: every search runs to the full length."""

    def start(self, batch: int) -> tuple[FloatArray, FloatArray]:
        return self._answer(np.zeros((batch, len(self.recur))))

    def advance(self, state: FloatArray, tokens: IntArray) -> tuple[FloatArray, FloatArray]:
        return self._answer(np.tanh(self.embed[tokens] + state @ self.recur))

    def select(self, state: FloatArray, parents: IntArray) -> FloatArray:
        return state[parents]

    def reread(self, prefixes: IntArray) -> FloatArray:
        rows, state = self.start(len(prefixes))
        for tokens in prefixes.T:
            rows, state = self.advance(state, tokens)
        return rows

    def _answer(self, state: FloatArray) -> tuple[FloatArray, FloatArray]:
        logits = 2 * state @ self.read
        shifted = logits - logits.max(axis=1, keepdims=True)
        return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))), state


def one_by_one(function: Callable[[IntArray], FloatArray]) -> Callable[[IntArray], FloatArray]:
    return lambda prefixes: np.vstack([function(prefix[np.newaxis, :]) for prefix in prefixes])


def timed(action: Callable[[], Answers]) -> tuple[float, Answers]:
    start = process_time()
    trace = action()
    return process_time() - start, trace


def ratio(one: Callable[[], SearchAnswers], other: Callable[[], SearchAnswers]) -> float:
    ratios = []
    for _ in range(PAIRS):
        seconds, first = timed(one)
        more_seconds, second = timed(other)
        assert first.best.tokens == second.best.tokens
        ratios.append(seconds / more_seconds)
    return median(ratios)


def compare(width: int) -> None:
    network = Recurrent.random()
    reading = FunctionModel(vocabulary=network.vocabulary, eos=None, function=network.reread)
    single = FunctionModel(vocabulary=network.vocabulary, eos=None, function=one_by_one(network.reread))

    def search(model: Model, scope: Scope = "full", length: int = LENGTH) -> Callable[[], SearchAnswers]:
        return lambda: beam_search(model, width=width, max_length=length, trace=scope)

    print(
        f"k = {width:2}: batched takes {ratio(search(reading), search(single)):.2f} of the time of one at a time,"
        f" a carried state {ratio(search(network, length=40), search(reading, length=40)):.2f} of reading again"
        f" (T = 40), a lean record {ratio(search(network, 'lean'), search(network)):.2f} of a full one"
    )


def absolute() -> None:
    random = np.random.default_rng(0)
    large = TableModel(tuple(map(str, range(10_000))), random.dirichlet(np.ones(10_000), size=LENGTH), {}, "0")
    seconds = median(timed(lambda: beam_search(large, width=WIDTH, max_length=LENGTH))[0] for _ in range(PAIRS))
    print(f"beam k = 5, V = 10,000, T = 10 on a table: {seconds:.3f} s (promised: under 0.5 s)")
    tree = TableModel(tuple("ABCDEFGHIJ"), random.dirichlet(np.ones(10), size=5), {}, None)
    seconds, trace = timed(lambda: exhaustive_search(tree, max_length=5))
    start = process_time()
    nodes = sum(1 for _ in trace.nodes)
    listed = process_time() - start
    print(
        f"exhaustive tree of {nodes:,} nodes: {seconds:.3f} s and {listed:.3f} s more for every node as a record"
        " (promised: under 2 s)"
    )


if __name__ == "__main__":
    absolute()
    for beam_width in (1, 2, 5, 10):
        compare(beam_width)
