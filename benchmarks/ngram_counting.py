"""Claim: 10 MB of text is counted for n = 1 ... 5 in under 10 s and under 1 GB, a fraction of a dictionary's time.

Prints for words and characters the processor seconds (one thread) from text to counts, the peak memory of the process that counted, and the
ratio to counting the same tuples with ``collections.Counter`` (a tenth of the text, times ten: its time grows
linearly, its memory would not fit). Each measurement runs in a process of its own; the pairs alternate.

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
    from seqviz.data.all_messages import all_messages

    return all_messages().text[: MEGABYTES * 1_000_000]


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
    """Do the same on a tenth of the text, with a Counter of tuples for every n; return ten times the seconds."""
    text = text[: len(text) // 10]
    start = time.process_time()
    tokens = tokens_of(text, unit)
    counters = [Counter(zip(*(tokens[i:] for i in range(n)), strict=False)) for n in range(1, MAX_N + 1)]
    return 10 * (time.process_time() - start), sum(map(len, counters))


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
        seconds = statistics.median(sorts[0] for sorts, _ in pairs)
        megabytes = max(sorts[1] for sorts, _ in pairs)
        ratio = statistics.median(sorts[0] / dictionaries[0] for sorts, dictionaries in pairs)
        print(
            f"{unit}s, {MEGABYTES} MB, n = 1 ... {MAX_N}: {seconds:.1f} s of one core, peak {megabytes:.0f} MB, "
            f"{ratio:.2f} of the time of dictionaries"
        )


if __name__ == "__main__":
    measure(*sys.argv[1:]) if len(sys.argv) == 3 else main()
