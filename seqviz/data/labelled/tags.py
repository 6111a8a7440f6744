"""Words as tags of their characters: B begins a word, M is inside, E ends it, S is a word by itself."""

from collections.abc import Iterable, Sequence

TAGS = ("B", "M", "E", "S")


def tags_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return one tag for each character of the words."""
    return tuple(tag for word in words for tag in _tags(len(word)))


def words_from(characters: Sequence[str], tags: Sequence[str]) -> tuple[str, ...]:
    """Cut a text by its tags.

    Tags that contradict each other, such as two B in a row, still cut: a word begins at B and S, and after E and S.
    """
    words: list[str] = []
    before = "S"
    for character, tag in zip(characters, tags, strict=True):
        if tag in ("B", "S") or before in ("E", "S"):
            words.append(character)
        else:
            words[-1] += character
        before = tag
    return tuple(words)


def _tags(length: int) -> str:
    return "S" if length == 1 else "B" + "M" * (length - 2) + "E"
