import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.ngrams.segmentation import longest_match


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("abcab", ["abc", "ab"]),
        ("abxc", ["ab", "x", "c"]),
        (" ab  c ", ["ab", "c"]),
        ("", []),
    ],
)
def test_the_longest_known_word_wins(line: str, words: list[str]) -> None:
    assert longest_match(line, {"ab", "abc", "b"}, longest=3) == words


@given(line=st.text(alphabet="abc ", max_size=30))
def test_nothing_but_white_space_is_lost(line: str) -> None:
    assert "".join(longest_match(line, {"ab", "cab"}, longest=3)) == line.replace(" ", "")
