"""What the panel about the dirt computes by itself: verdicts, the sentences it shows, the suspect's case."""

import numpy as np
import pytest

from seqviz.components.dirt import Shrinking, shrinking
from seqviz.config.dirt import dirt_contest
from seqviz.figures.dirt import EXACT, LengthLine, dirt_figure
from seqviz.metrics.decoding import judge
from seqviz.records.decoding_sweep import Sweep
from seqviz.ui.lessons.decoding_dirt.decoded import Ways, commonest, shrinking_places
from seqviz.ui.lessons.decoding_dirt.questions import band_of, kind_of
from seqviz.ui.lessons.decoding_dirt.suspect import target_counts, verdict_of
from tests.metrics.test_decoding_metrics import PAIRS, decoded

DIRT = ("placeholder",)
GREEDY = decoded([(0, "a b c d", -6.0), (1, "a b", -5.0)])
EXACT_ANSWERS = decoded([(0, "x", -3.0), (1, "x", -3.0)], method="exact", width=0, proven=(1, 1))


def found():
    log_prob = np.array([-9.0, -9.0])
    greedy, exact = judge(Sweep(step=9, pairs=PAIRS, reference_log_prob=log_prob, sets=(GREEDY, EXACT_ANSWERS)), 0.0)
    return Ways(sweep=Sweep(step=9, pairs=PAIRS, reference_log_prob=log_prob, sets=()), beams=(greedy,), exact=exact)


def test_the_two_translators_differ_in_the_faulty_records_alone():
    shipped, cleaned = dirt_contest(seed=3).configs
    assert {name for name in vars(shipped) if vars(shipped)[name] != vars(cleaned)[name]} == {"keep_faulty"}
    assert shipped.keep_faulty
    assert "keep_faulty" not in shipped.to_query()


@pytest.mark.parametrize(("ratio", "band"), [(0.95, "full"), (0.7, "most"), (0.5, "half"), (0.2, "less")])
def test_lengths_have_bands(ratio, band):
    assert band_of(ratio) == band


def test_most_answers_are_empty_or_the_same_or_different():
    assert [kind_of(6, 3, 10), kind_of(2, 6, 10), kind_of(2, 5, 10)] == ["empty", "same", "different"]


def test_the_answer_that_repeats_is_counted_and_what_shrinks_most_is_shown_first():
    assert commonest(found().exact) == (("x",), 2)
    assert shrinking_places(found(), 5) == [0, 1]
    assert shrinking_places(found(), 1) == [0]


def test_a_suspect_is_convicted_by_the_counts_and_by_the_answers():
    counts = {DIRT: 58, ("thank", "you"): 2}
    answers = [DIRT, DIRT, ("he", "is")]
    assert verdict_of(DIRT, answers, counts) == "done"
    assert verdict_of(("thank", "you"), answers, counts) == "other"
    assert verdict_of(("he", "is"), answers, counts) == "unknown"
    assert verdict_of(DIRT, [("he",), ("he",), DIRT], counts) == "other"


def test_one_target_of_the_training_set_is_far_more_frequent_than_all_others():
    (first, most), (_, second) = target_counts().most_common(2)
    assert (first, most, second) == (DIRT, 65, 3)


def test_the_line_ends_in_exact_search_and_the_other_scoring_is_not_named():
    lines = [
        LengthLine(name="as shipped", tone="warning", widths=(1, 64), ratios=(0.8, 0.3), exact=0.2, above=False),
        LengthLine(name="cleaned", tone="success", widths=(1,), ratios=(0.8,), shown=False),
    ]
    figure = dirt_figure(lines, say=lambda key, **values: str(values.get("value", key)))
    diamonds = [trace for trace in figure["data"] if trace["marker"].get("symbol") == "diamond"]
    assert [(trace["x"], trace["y"]) for trace in diamonds] == [([EXACT], [0.2])]
    assert [word["text"] for word in figure["layout"]["annotations"]] == ["<b>as shipped</b>", "<b>0.2</b>"]


def test_the_repeated_answer_is_marked_and_words_are_no_markup():
    row = Shrinking(source="x", reference=("<unk>",), answers=((("<unk>",), "-6"), (DIRT, "-3"), ((), "-2")))
    html = shrinking([row], ["s", "1", "5", "64"], repeated=DIRT, nothing="(nothing)")
    assert html.count("repeated") == 1
    assert "&lt;unk&gt;" in html
    assert "<i>(nothing)</i>" in html
