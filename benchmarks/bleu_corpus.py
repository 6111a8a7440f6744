"""Claim: a test set of 100,000 pairs is scored within 20 s and 500 MB, and faster than sacrebleu does the same work.

The same work is one score for every sentence and one for the whole set, both with n up to 4 and white-space tokens,
without smoothing, in one process. Ours also scores every sentence by the lecture's formula, finds the extremes, scores
the set by all conventions, resamples it 500 times and writes the CSV, as the desk in a worker process does. Run
``python benchmarks/bleu_corpus.py [pairs]``.
"""

import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
VOCABULARY = 5000


def write_pairs(path: Path, pairs: int) -> None:
    """Write sentences of 5 to 35 words by Zipf's law, each with a prediction that lost, gained and swapped words."""
    draw = random.Random(0)
    words = [f"word{rank}" for rank in range(VOCABULARY)]
    weights = [1 / (rank + 1) for rank in range(VOCABULARY)]
    with path.open("w", encoding="utf-8") as file:
        for _ in range(pairs):
            reference = draw.choices(words, weights, k=draw.randint(5, 35))
            prediction = [word for word in reference if draw.random() > 0.12] or reference[:1]
            prediction.insert(draw.randrange(len(prediction) + 1), draw.choice(words))
            file.write(f"{' '.join(prediction)}\t{' '.join(reference)}\n")


def ours(path: str, folder: str) -> None:
    from seqviz.config.scoring import ScoringConfig
    from seqviz.records.scoring import CorpusQuestion, CorpusReport, CorpusSettings
    from seqviz.training.scoring import Training

    question = CorpusQuestion(texts=(Path(path).read_text(encoding="utf-8"),), settings=CorpusSettings())
    for _, said in Training(ScoringConfig()).answer(question):
        report = said
    assert isinstance(report, CorpusReport)
    scores = [100 * report.standard.score.score, 100 * report.standard.mean]
    Path(folder, "ours.json").write_text(json.dumps(scores))


def theirs(path: str, folder: str) -> None:
    from sacrebleu.metrics.bleu import BLEU

    with Path(path).open(encoding="utf-8") as file:
        pairs = [line.rstrip("\n").split("\t") for line in file]
    sentence = BLEU(tokenize="none", smooth_method="none", effective_order=True)
    scores = [sentence.sentence_score(prediction, [reference]).score for prediction, reference in pairs]
    corpus = BLEU(tokenize="none", smooth_method="none").corpus_score(
        [prediction for prediction, _ in pairs], [[reference for _, reference in pairs]]
    )
    Path(folder, "theirs.json").write_text(json.dumps([corpus.score, sum(scores) / len(scores)]))


def measured(work: str, path: str, folder: str, answer: "multiprocessing.Queue[tuple[float, float]]") -> None:
    """Run the work in this process; answer with its CPU seconds and how many MB it needed at its peak."""
    started = time.process_time()
    {"ours": ours, "theirs": theirs}[work](path, folder)
    seconds = time.process_time() - started
    answer.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measure(work: str, path: Path, folder: str) -> tuple[float, float]:
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=measured, args=(work, str(path), folder, answer))
    process.start()
    result = answer.get()
    process.join()
    return result


def main(pairs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pairs.tsv")
        write_pairs(path, pairs)
        print(f"{pairs:,} pairs, {path.stat().st_size / 1e6:.1f} MB")
        for round_number in range(1, ROUNDS + 1):
            our_seconds, our_memory = measure("ours", path, folder)
            their_seconds, their_memory = measure("theirs", path, folder)
            ratio = our_seconds / their_seconds
            print(f"round {round_number}: seqviz {our_seconds:.1f} s, {our_memory:.0f} MB; ", end="")
            print(f"sacrebleu {their_seconds:.1f} s, {their_memory:.0f} MB; ratio of the times {ratio:.2f}")
        our_scores, their_scores = (json.loads(Path(folder, f"{who}.json").read_text()) for who in ("ours", "theirs"))
        for index, name in enumerate(("set", "mean of the sentences")):
            print(f"{name} {our_scores[index]:.6f} against {their_scores[index]:.6f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
