"""What a learner takes home of a pair: its counts and its scores."""

from seqviz.metrics.bleu import lecture_bleu, score_counts
from seqviz.metrics.listing import NGRAM_COLUMNS, SCORE_COLUMNS, ngram_rows, score_rows
from seqviz.metrics.ngrams import count_pair
from seqviz.ui.experiment.take_home import Download, table_csv
from seqviz.ui.lessons.bleu.outline import BleuView
from seqviz.ui.page import Page


def pair_files(page: Page, view: BleuView) -> list[Download]:
    """Return the counts of every n-gram, and the arithmetic of both formulas."""

    def ngrams() -> str:
        prediction, (reference, *others) = view.tokens
        trace = lecture_bleu(prediction, reference, view.max_n, others=others)
        return table_csv(NGRAM_COLUMNS, ngram_rows(trace, joint=view.joint))

    def scores() -> str:
        prediction, (reference, *others) = view.tokens
        counts = count_pair(prediction, reference, view.max_n, others=others)
        both = score_counts(counts, "lecture"), score_counts(counts, "standard", view.smoothing)
        return table_csv(SCORE_COLUMNS, [row for score in both for row in score_rows(score)])

    return [
        Download(label=page.t("bleu.download.ngrams"), file_name="bleu-ngrams.csv", content=ngrams),
        Download(label=page.t("bleu.download.scores"), file_name="bleu-scores.csv", content=scores),
    ]
