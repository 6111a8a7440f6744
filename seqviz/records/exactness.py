"""Which held-out sentences a translator gets right word for word, so that two translators are compared in pairs."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ExactnessQuestion:
    """Translate the first ``sentences`` held-out sentences greedily."""

    sentences: int = 300


@dataclass(frozen=True, kw_only=True)
class ExactnessAnswer:
    """Whether each of them is ``right``, in their order, after ``step`` steps."""

    step: int
    right: tuple[bool, ...]

    @property
    def share(self) -> float:
        """The share that is right."""
        return sum(self.right) / len(self.right)
