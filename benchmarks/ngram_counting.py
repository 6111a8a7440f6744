"""Claim: 10 MB of text is counted for n = 1 ... 5 in under 10 s and under 1 GB, a fraction of a dictionary's time.

Prints for words and characters the processor seconds (one thread) from text to counts, the peak memory of the process
that counted, and the ratios to counting the same tuples with ``collections.Counter``. Each measurement runs in a
process of its own; the pairs alternate.

    python benchmarks/ngram_counting.py
"""

import resource
import statistics
import subprocess
import sys
import time
from collections import Counter

MEGABYTES = 10
MAX_N = 5
PAIRS = 3


def text_of_ten_megabytes() -> str:
    from seqviz.data.texts import load_text

    return load_text("every", fetch=False).text[: MEGABYTES * 1_000_000]


def tokens_of(text: str, unit: str) -> list[str]:
    from seqviz.data.texts import words_of

    return list(text) if unit == "character" else words_of(text)


def count_with_sorts(text: str, unit: str) -> tuple[float, int]:
    """Return seconds from text to counts and the number of distinct n-grams."""
    from seqviz.data.vocabulary import Vocabulary
    from seqviz.ngrams.counts import count_ngrams

    start = time.process_time()
    tokens = tokens_of(text, unit)
    vocabulary = Vocabulary.of(tokens)
    ids = vocabulary.encode(tokens)
    del tokens
    counts = count_ngrams(ids, len(vocabulary), max_n=MAX_N)
    return time.process_time() - start, sum(len(table.keys) for table in counts.tables)


def count_with_dictionaries(text: str, unit: str) -> tuple[float, int]:
    """Do the same with a Counter of tuples for every n."""
    start = time.process_time()
    tokens = tokens_of(text, unit)
    counters = [Counter(zip(*(tokens[i:] for i in range(n)), strict=False)) for n in range(1, MAX_N + 1)]
    return time.process_time() - start, sum(map(len, counters))


def measure(method: str, unit: str) -> None:
    """Count once in this process and print seconds, n-grams and peak megabytes."""
    text = text_of_ten_megabytes()
    count = count_with_sorts if method == "sorts" else count_with_dictionaries
    seconds, ngrams = count(text, unit)
    print(seconds, ngrams, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def in_a_process(method: str, unit: str) -> tuple[float, float]:
    done = subprocess.run([sys.executable, __file__, method, unit], capture_output=True, text=True, check=True)
    seconds, _, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def main() -> None:
    for unit in ("word", "character"):
        pairs = [(in_a_process("sorts", unit), in_a_process("dictionaries", unit)) for _ in range(PAIRS)]
        seconds, megabytes = (statistics.median(sorts[i] for sorts, _ in pairs) for i in (0, 1))
        faster, smaller = (statistics.median(sorts[i] / other[i] for sorts, other in pairs) for i in (0, 1))
        print(
            f"{unit}s, {MEGABYTES} MB, n = 1 ... {MAX_N}: {seconds:.1f} s of one core, peak {megabytes:.0f} MB; "
            f"{faster:.2f} of the time and {smaller:.2f} of the memory of dictionaries"
        )


if __name__ == "__main__":
    measure(*sys.argv[1:]) if len(sys.argv) == 3 else main()
