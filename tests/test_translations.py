"""Every visible word exists in both languages, with the same placeholders and the same sections."""

import ast
import re
import string
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from seqviz.text.catalog import LABELS, LANGUAGES, load_catalog, read_labels
from seqviz.text.lessons import LESSONS, load_lesson
from seqviz.ui.course import COURSE

ROOT = Path(__file__).parents[1]
SOURCES = [*sorted((ROOT / "seqviz").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9_]+([-_][a-z0-9]+)*)+")
HAN = re.compile(r"[\u3400-\u9fff]")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def strings_in(path: Path) -> list[str]:
    return [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def dynamic_patterns() -> list[re.Pattern[str]]:
    """Keys that are put together, ``t(f"lab.preset.{name}")``, as patterns."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values]
                if any(isinstance(part, ast.Constant) for part in node.values):
                    found.append(re.compile("".join(parts)))
    return found


@pytest.mark.parametrize("name", sorted(path.name for path in (LABELS / "en").glob("*.po")))
def test_labels_are_the_same_in_both_languages(name):
    catalogs = {}
    for language in LANGUAGES:
        with (LABELS / language / name).open("rb") as file:
            entries = [entry for entry in read_po(file, locale=language, abort_invalid=True) if entry.id]
        counts = Counter(entry.id for entry in entries)
        assert max(counts.values()) == 1
        catalogs[language], counted = read_labels(LABELS / language / name, language)
        for key, forms in counted.items():
            assert all(forms), f"{key} lacks a form in {language}"
            assert all(placeholders(form) <= placeholders(forms[-1]) for form in forms), key
    assert catalogs["en"].keys() == catalogs["zh"].keys()
    for key, english in catalogs["en"].items():
        chinese = catalogs["zh"][key]
        assert english, f"{key} is empty in English"
        assert chinese, f"{key} is empty in Chinese"
        assert placeholders(english) == placeholders(chinese), key


def test_every_key_in_the_code_has_a_label():
    messages = load_catalog("en").messages
    prefixes = {key.split(".")[0] for key in messages}
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        for text in strings_in(path):
            called = re.search(rf'\b(t|Problem)\("{re.escape(text)}"', source)  # not .get("...")
            if called and KEY.fullmatch(text) and text.split(".")[0] in prefixes:
                assert text in messages, f"{path.relative_to(ROOT)} uses {text}, which no catalog has"


def test_every_label_is_used():
    used = {text for path in SOURCES for text in strings_in(path)}
    patterns = dynamic_patterns()
    for key in load_catalog("en").messages:
        assert key in used or any(pattern.fullmatch(key) for pattern in patterns), f"no code uses the label {key}"


@pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.url_path)
def test_lessons_have_the_same_sections_in_both_languages(lesson):
    english, chinese = (load_lesson(language, lesson.url_path) for language in LANGUAGES)
    assert list(english) == list(chinese)
    assert next(iter(english)) == "intro"
    for anchor, section in chinese.items():
        assert HAN.search(section.title + section.body), f"{anchor} is not in Chinese"
        assert section.body or not english[anchor].body


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_lesson_is_without_a_page(language):
    assert {path.stem for path in (LESSONS / language).glob("*.md")} == {lesson.url_path for lesson in COURSE}


def test_no_chinese_stands_in_the_code():
    allowed = {
        "seqviz/ui/language.py",  # the name of the language, in its own language
        "seqviz/data/series/upload.py",  # the headings by which a learner's file names its date column
    }
    for path in SOURCES:
        name = str(path.relative_to(ROOT))
        assert name in allowed or not HAN.search(path.read_text(encoding="utf-8")), name
