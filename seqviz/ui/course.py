"""The course as the sidebar and the home page show it: sections, and the pages that exist, in lecture order."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

PAGES = Path(__file__).parents[2] / "pages"
MISSING = "missing"
"""The address parameter of the map that names a page which does not exist."""


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A page of the course: its address and its file under ``pages/``; ``trains`` where it needs the workers."""

    url_path: str
    section: str
    trains: bool = False

    @property
    def file(self) -> Path:
        """The outline that draws the page."""
        return PAGES / f"{self.url_path.replace('-', '_')}.py"


COURSE: tuple[Lesson, ...] = (
    Lesson(url_path="home", section="start"),
    Lesson(url_path="sequence-models", section="sequences", trains=True),
    Lesson(url_path="language-models", section="sequences"),
    Lesson(url_path="rnn", section="recurrent", trains=True),
    Lesson(url_path="gradients", section="recurrent", trains=True),
    Lesson(url_path="gru", section="recurrent", trains=True),
    Lesson(url_path="lstm", section="recurrent", trains=True),
    Lesson(url_path="deep", section="recurrent", trains=True),
    Lesson(url_path="bidirectional", section="recurrent", trains=True),
    Lesson(url_path="encoder-decoder", section="seq2seq", trains=True),
    Lesson(url_path="seq2seq", section="seq2seq", trains=True),
    Lesson(url_path="bleu", section="seq2seq"),
    Lesson(url_path="beam-search", section="seq2seq"),
    Lesson(url_path="decoding-tradeoffs", section="seq2seq", trains=True),
    Lesson(url_path="lab", section="laboratory", trains=True),
    Lesson(url_path="glossary", section="reference"),
)
OFF_THE_MAP = ("start", "reference")
"""Sections whose pages are no lessons."""


def section_of(page: str) -> str:
    """Return the section of the course in which a page stands."""
    return next(lesson.section for lesson in COURSE if lesson.url_path == page)


def after(page: str) -> Lesson | None:
    """Return the lesson that follows a lesson, ``None`` after the last one."""
    lessons = [lesson for lesson in COURSE if lesson.section not in OFF_THE_MAP]
    following = dict(pairwise(lesson.url_path for lesson in lessons)).get(page)
    return next((lesson for lesson in lessons if lesson.url_path == following), None)


def lessons_by_section() -> dict[str, list[Lesson]]:
    """Return the lessons of each section, sections in course order."""
    sections: dict[str, list[Lesson]] = {}
    for lesson in COURSE:
        sections.setdefault(lesson.section, []).append(lesson)
    return sections
