"""What reading its own mistakes does to a decoder: the first mistake, and what comes after it, in both lanes."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ExposureQuestion:
    """Write the first ``sentences`` held-out sentences with the teacher and alone."""

    sentences: int = 300


@dataclass(frozen=True, kw_only=True)
class Exposed:
    """Words of one lane at the places of the references, end tokens counted: how many are right, of how many.

    ``after`` counts the places behind the first mistake of a sentence, ``following`` the very next one.
    """

    right: int
    words: int
    right_after: int
    after: int
    right_following: int
    following: int

    @property
    def shares(self) -> tuple[float | None, float | None, float | None]:
        """What is right of all words, after the first mistake, and at once after it; no words have no share."""
        counts = ((self.right, self.words), (self.right_after, self.after), (self.right_following, self.following))
        everywhere, after, following = (right / among if among else None for right, among in counts)
        return everywhere, after, following


@dataclass(frozen=True, kw_only=True)
class ExposureAnswer:
    """Both lanes of ``sentences`` sentences after ``step`` steps.

    ``mistaken`` of them have a mistake in some lane; in ``forced_first`` it comes earlier with the teacher, in
    ``free_first`` earlier alone.
    """

    step: int
    sentences: int
    mistaken: int
    forced_first: int
    free_first: int
    forced: Exposed
    free: Exposed
