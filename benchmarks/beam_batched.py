"""The speed of searching: absolute times of the two promised sizes, and batched against one hypothesis at a time.

Run with ``python benchmarks/beam_batched.py``. The model of the comparison is a small recurrent one in NumPy, as the
decoder of a translator would be: its cost per call is what batching saves. Times are processor seconds of one thread
and paired: both ways run in turn, and the ratio is the median over the pairs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

import numpy as np

from seqviz.decoding.model import FunctionModel
from seqviz.decoding.search import beam_search, exhaustive_search
from seqviz.decoding.tables import TableModel
from seqviz.records.search import FloatArray, IntArray, SearchTrace

WIDTH, LENGTH, PAIRS = 5, 10, 7


@dataclass(frozen=True)
class Recurrent:
    """An Elman network with random weights: hidden size 128, vocabulary 1,000; prefixes (n, t) are read whole."""

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

    def __call__(self, prefixes: IntArray) -> FloatArray:
        state = np.zeros((len(prefixes), len(self.recur)))
        for token in prefixes.T:
            state = np.tanh(self.embed[token] + state @ self.recur)
        logits = 2 * state @ self.read
        shifted = logits - logits.max(axis=1, keepdims=True)
        return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def one_by_one(function: Callable[[IntArray], FloatArray]) -> Callable[[IntArray], FloatArray]:
    return lambda prefixes: np.vstack([function(prefix[np.newaxis, :]) for prefix in prefixes])


def timed(action: Callable[[], SearchTrace]) -> tuple[float, SearchTrace]:
    start = process_time()
    trace = action()
    return process_time() - start, trace


def compare(width: int) -> None:
    network = Recurrent.random()
    names = tuple(map(str, range(1_000)))
    batched = FunctionModel(vocabulary=names, eos="0", function=network)
    single = FunctionModel(vocabulary=names, eos="0", function=one_by_one(network))
    ratios = []
    for _ in range(PAIRS):
        together, first = timed(lambda: beam_search(batched, width=width, max_length=LENGTH))
        alone, second = timed(lambda: beam_search(single, width=width, max_length=LENGTH))
        assert first.best.tokens == second.best.tokens
        ratios.append(together / alone)
    print(f"k = {width:2}: batched takes {median(ratios):.2f} of the time of one hypothesis at a time")


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
