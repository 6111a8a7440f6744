from seqviz.figures.bleu_working import factors, product
from seqviz.metrics.bleu import lecture_bleu

LABELS = {"before": "before", "after": "after", "brevity": "BP", "absent": "none", "score": "BLEU"}


def test_the_working_writes_the_learners_own_numbers():
    text = product(lecture_bleu(["A", "B", "B", "C", "D"], ["A", "B", "C", "D", "E", "F"], 2))
    assert r"e^{1-6/5}" in text
    assert r"\bigl(\tfrac{4}{5}\bigr)^{1/2}" in text
    assert r"\mathbf{0.6815}" in text


def test_an_arrow_says_which_factor_moved_and_an_order_that_appears_has_none():
    before, after = (lecture_bleu(text.split(), ["A", "B", "C"], 2) for text in ("A", "A C"))
    rows = [
        [cell.strip() for cell in row.strip("| ").split(" | ")] for row in factors(before, after, LABELS).split("\n")
    ]
    arrows = {row[0]: row[-1] for row in rows[2:]}
    assert arrows == {"BP": ":green[▲]", "$p_1$": "=", "$p_2$": "=", "BLEU": ":red[▼]"}
    assert rows[4][1:3] == ["none", r"$\tfrac{0}{1}$"]
