from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.bleu import lecture_bleu
from seqviz.metrics.stops import AssemblyLine, asked_order, clamp_step, list_stops, next_order, start_of_order

TOTALS = st.integers(1, 8).map(lambda longest: list(range(longest, 0, -1)))


@given(TOTALS)
def test_every_ngram_has_its_stop_and_the_last_one_is_done(totals):
    stops = list_stops(totals)
    assert len(stops) == sum(totals) + 2 * len(totals) + 1
    assert [stop.done for stop in stops] == [False] * (len(stops) - 1) + [True]


@given(TOTALS, st.data())
def test_jumping_reaches_the_end_through_every_order(totals, data):
    stops = list_stops(totals)
    step = data.draw(st.integers(0, len(stops) - 1))
    seen = [step]
    while seen[-1] != len(stops) - 1:
        seen.append(next_order(stops, seen[-1]))
    assert all(stops[index].weighed for index in seen[1:])
    assert len(seen) <= len(totals) + 2


@given(TOTALS, st.integers(-1, 100))
def test_a_question_is_asked_only_about_what_is_not_on_the_screen(totals, step):
    stops = list_stops(totals)
    step = clamp_step(stops, step)
    asked = asked_order(stops, step, totals)
    if asked is None:
        assert stops[step].shown == totals[-1]
    else:
        assert stops[start_of_order(stops, asked)].shown == 0
        assert start_of_order(stops, asked) >= step or stops[step].n == asked


def test_an_empty_prediction_is_done_at_once():
    (stop,) = list_stops([])
    assert stop.done


def test_the_score_so_far_grows_factor_by_factor_to_the_score():
    trace = lecture_bleu(["A", "B", "B", "C", "D"], ["A", "B", "C", "D", "E", "F"], 2)
    lines = [AssemblyLine.of(trace, step) for step in range(len(list_stops(trace.counts.totals)))]
    values = [line.score_so_far for line in lines]
    assert values[0] == 1.0
    assert set(values[:-1]) == {1.0, trace.factors[0], trace.factors[0] * trace.factors[1]}
    assert values[-1] == trace.score
    assert AssemblyLine.of(trace, -1).step == AssemblyLine.of(trace, 999).step == lines[-1].last


def test_what_is_known_grows_from_stop_to_stop():
    trace = lecture_bleu(["A", "B", "B", "C", "D"], ["A", "B", "C", "D", "E", "F"], 2)
    known = [
        (line.matched, line.counted(1), line.weighed(1), line.counted(2), line.asked)
        for line in (AssemblyLine.of(trace, step) for step in (0, 3, 5, 6, 7, 11, 12))
    ]
    assert known == [
        (0, False, False, False, 1),
        (2, False, False, False, 1),
        (4, True, False, False, 2),
        (4, True, True, False, 2),
        (0, True, True, False, 2),
        (3, True, True, True, None),
        (3, True, True, True, None),
    ]
