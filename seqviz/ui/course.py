"""The course as the sidebar and the home page show it: sections, and the pages that exist, in lecture order."""

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parents[2] / "pages"
MISSING = "missing"
"""The address parameter of the map that names a page which does not exist."""


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A page of the course: its address and its file under ``pages/``; ``trains`` where it needs the workers.

    ``chapter`` is the page of the book that it belongs to, ``chinese`` its name in the Chinese edition where it has
    another one.
    """

    url_path: str
    section: str
    trains: bool = False
    chapter: str = ""
    chinese: str = ""

    @property
    def file(self) -> Path:
        """The outline that draws the page."""
        return PAGES / f"{self.url_path.replace('-', '_')}.py"


# The book's two chapters on sequences; its editions name their pages alike, but for one.
BASICS, MODERN = "chapter_recurrent-neural-networks", "chapter_recurrent-modern"
COURSE: tuple[Lesson, ...] = (
    Lesson(url_path="home", section="start"),
    Lesson(url_path="sequence-models", section="sequences", trains=True, chapter=f"{BASICS}/sequence"),
    Lesson(
        url_path="language-models",
        section="sequences",
        chapter=f"{BASICS}/language-model",
        chinese=f"{BASICS}/language-models-and-dataset",
    ),
    Lesson(url_path="gradients", section="recurrent", trains=True, chapter=f"{BASICS}/bptt"),
    Lesson(url_path="gru", section="recurrent", trains=True, chapter=f"{MODERN}/gru"),
    Lesson(url_path="lstm", section="recurrent", trains=True, chapter=f"{MODERN}/lstm"),
    Lesson(url_path="bleu", section="seq2seq", chapter=f"{MODERN}/seq2seq"),
    Lesson(url_path="beam-search", section="seq2seq", chapter=f"{MODERN}/beam-search"),
    Lesson(url_path="lab", section="laboratory", trains=True, chapter=f"{BASICS}/rnn-scratch"),
    Lesson(url_path="glossary", section="reference"),
)


def after(page: str) -> Lesson | None:
    """Return the lesson that follows a page, ``None`` after the last one and where no lesson is meant to follow."""
    lessons = [lesson for lesson in COURSE if lesson.chapter]
    names = [lesson.url_path for lesson in lessons]
    return lessons[names.index(page) + 1] if page in names[:-1] else None


def section_of(page: str) -> str:
    """Return the section of the course in which a page stands."""
    return next(lesson.section for lesson in COURSE if lesson.url_path == page)


def lessons_by_section() -> dict[str, list[Lesson]]:
    """Return the lessons of each section, sections in course order."""
    sections: dict[str, list[Lesson]] = {}
    for lesson in COURSE:
        sections.setdefault(lesson.section, []).append(lesson)
    return sections
