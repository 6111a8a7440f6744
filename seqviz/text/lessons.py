"""The prose of the lessons: ``assets/lessons/<language>/<page>.md``, cut into anchored sections.

A section starts at a heading with an anchor, ``## Why a gate? {#why}``, and ends at the next one.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from seqviz.text.catalog import Language

LESSONS = Path(__file__).parents[2] / "assets" / "lessons"
HEADING = re.compile(r"^(?P<marks>#+) (?P<title>.+?) \{#(?P<anchor>[a-z0-9-]+)\}$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Section:
    """One anchored piece of a lesson: a title, the level of its heading, and its Markdown body."""

    title: str
    level: int
    body: str


@cache
def load_lesson(language: Language, page: str) -> dict[str, Section]:
    """Return the sections of a page by anchor, in the order of the file."""
    text = (LESSONS / language / f"{page}.md").read_text(encoding="utf-8")
    headings = list(HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return {
        heading["anchor"]: Section(
            title=heading["title"], level=len(heading["marks"]), body=text[heading.end() : end].strip()
        )
        for heading, end in zip(headings, ends, strict=True)
    }
