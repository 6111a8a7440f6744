"""What the view of a test set needs of the page's settings, and what it remembers of this session."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from seqviz.data.reading.encodings import Encoding
from seqviz.data.reading.text import TextRead
from seqviz.records.bleu import Formula, Smoothing, TokenUnit
from seqviz.records.problem import Problem
from seqviz.records.scoring import CorpusSettings, Origin
from seqviz.ui.experiment.settings import NoView, Settings

PageSettings = Settings[NoView, Any]
"""The settings of the page; their view is a ``CorpusView``."""


class CorpusView(Protocol):
    """What the address says of a test set; ``pasted`` is the learner's own."""

    unit: TokenUnit
    max_n: int
    formula: Formula
    smoothing: Smoothing
    test_set: Origin
    pasted: str

    @property
    def corpus_settings(self) -> CorpusSettings:
        """How a test set is scored."""


@dataclass
class CorpusMemory:
    """What this view remembers of this session and no link restores.

    ``uploads`` are the files of the test set, ``unread`` says why one is none, ``read_as`` which file that is in which
    encoding; ``asked`` knows the source of what each work scored, and its hash; ``moment`` is the step at which the run
    ``translator`` is looked at, ``translated`` are its outputs there.
    """

    uploads: dict[str, TextRead | None] = field(default_factory=dict)
    unread: dict[str, Problem | None] = field(default_factory=dict)
    read_as: dict[str, tuple[str, Encoding | None]] = field(default_factory=dict)
    asked: dict[str, tuple[str, int]] = field(default_factory=dict)
    translator: str = ""
    moment: int = 0
    translated: str | None = None


def view_of(settings: PageSettings) -> CorpusView:
    """Return what the address says."""
    found: CorpusView = settings.view
    return found


def memory_of(settings: PageSettings) -> CorpusMemory:
    """Return what this session remembers."""
    found: CorpusMemory = settings.memory.setdefault("bleu-corpus", CorpusMemory())
    return found
