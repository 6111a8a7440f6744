"""Cut a line into words where nobody wrote spaces: the longest known word first."""

from collections.abc import Container


def longest_match(line: str, known: Container[str], *, longest: int) -> list[str]:
    """Cut from left to right, each time the longest word that is known, else one character (maximum matching).

    White space separates and is dropped; ``longest`` is the length of the longest known word in characters.
    """
    words: list[str] = []
    for piece in line.split():
        start = 0
        while start < len(piece):
            ends = range(min(start + longest, len(piece)), start + 1, -1)
            end = next((end for end in ends if piece[start:end] in known), start + 1)
            words.append(piece[start:end])
            start = end
    return words
