"""Where a feature of a text is: read off by eye, and what cannot be looked for is refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.data.features import labels_of, places_in_words, token_labels
from seqviz.records.problem import Problem
from seqviz.records.units import FEATURES, Feature, read_marks

TEXT = "To the tent, twice."
SEEN = {
    "letter": "x  x   x  x  x     ",
    "space": "  x   x     x      ",
    "before": " x  x   x  x  x    ",
    "began": "xx xxx xxxx  xxxxx ",
    "place": " x  x   x     x    ",
    "late": "     x   xx   xxx ",
    "vowel-next": "x   x  x      x x  ",
    "space-next": " x   x     x       ",
}


def seen(labels):
    return "".join("x" if label else " " for label in labels)


@pytest.mark.parametrize("name", ["letter", "space", "before", "began", "place", "vowel-next", "space-next"])
def test_a_feature_is_where_one_sees_it(name):
    assert seen(labels_of(Feature(name=name, letter="t", place=2), TEXT)) == SEEN[name]


def test_from_a_place_on_letters_are_late():
    assert seen(labels_of(Feature(name="late", place=3), "we then, under")) == "     xx    xxx"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('say "yes" now', "    xxxx     "),
        ("a (b [c] d) e", "  xxxxxxxx   "),
        ("\u201cno\u201d \u300c\u4e0d\u300d", "xxx  xx "),
        ("a ) b ( c", "         "),
        ("open ( " + "x" * 400 + ")", " " * 408),
    ],
)
def test_inside_ends_before_the_closing_mark(text, inside):
    assert seen(labels_of(Feature(name="enclosed"), text)) == inside


def test_a_pattern_covers_what_it_fits():
    assert seen(labels_of(Feature(name="pattern", pattern="t."), "t. ta t.")) == "xx    xx"
    assert seen(labels_of(Feature(name="pattern", pattern="t.", regex=True), "t. ta t.")) == "xx xx xx"


@pytest.mark.parametrize("pattern", ["(.|.)+(.|.)+q", "(.*?e){30}q", "(?=(.+)+q)", "(?e)(?:government of){e<=9}"])
def test_a_pattern_that_would_never_end_is_refused(pattern):
    text = "q" + "the government of the united states and the people " * 160
    with pytest.raises(Problem) as caught:
        labels_of(Feature(name="pattern", pattern=pattern, regex=True), text)
    assert caught.value.key == "units.slow-pattern"


@pytest.mark.parametrize("pattern", ["(", "[z", "(?P<a>)(?P<a", "a**"])
def test_what_is_no_regular_expression_is_refused(pattern):
    with pytest.raises(Problem) as caught:
        labels_of(Feature(name="pattern", pattern=pattern, regex=True), "aaa")
    assert caught.value.key == "units.bad-pattern"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"name": "letter", "letter": "th"}, "units.one-letter"),
        ({"name": "began", "letter": ""}, "units.one-letter"),
        ({"name": "pattern"}, "units.no-pattern"),
        ({"name": "pattern", "pattern": "x" * 81}, "units.long-pattern"),
        ({"name": "marked", "text": "abc"}, "units.no-marks"),
        ({"name": "marked", "text": "x" * 201, "ranges": ((0, 1),)}, "units.long-text"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_by_name(changes, key):
    with pytest.raises(Problem) as caught:
        Feature(**changes)
    assert caught.value.key == key


def test_marks_are_read_as_the_text_is():
    text, ranges = read_marks("The *People*,  of *us", only_letters=True)
    assert text == "the people of us"
    assert [text[first:end] for first, end in ranges] == ["people", "us"]
    kept, ranges = read_marks("The *People*,  of")
    assert kept == "The People, of"
    assert seen(labels_of(Feature(name="marked", text=kept, ranges=ranges), kept)) == "    xxxxxx    "


@given(st.text("ab *.", max_size=30), st.booleans())
def test_marks_stand_in_order_within_the_text(written, only_letters):
    text, ranges = read_marks(written, only_letters=only_letters)
    edges = [edge for pair in ranges for edge in pair]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert "*" not in text


@given(st.text("ab' -\u4e0d", max_size=30))
def test_every_letter_has_a_place_and_a_place_follows_the_one_before(text):
    places = places_in_words(text)
    for at, place in enumerate(places):
        assert (place > 0) >= text[at].isalpha()
        assert place in (0, 1) or places[at - 1] == place - 1


@given(
    st.sampled_from([name for name in FEATURES if name != "marked"]),
    st.lists(st.sampled_from(["a", "to", "<unk>"]), min_size=1),
)
def test_a_token_is_what_its_last_character_is(name, tokens):
    feature = Feature(name=name, pattern="o")
    found = token_labels(feature, tokens, between=" ")
    text = " ".join(token.replace("<unk>", "\ufffd") for token in tokens)
    ends, at = [], -1
    for token in tokens:
        at += len(token.replace("<unk>", "\ufffd")) + 1
        ends.append(at - 1)
    assert found.tolist() == [bool(labels_of(feature, text)[end]) for end in ends]
