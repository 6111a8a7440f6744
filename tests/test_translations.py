"""Every visible word exists in both languages: labels with the same placeholders, lessons with the same formulas."""

import ast
import importlib
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from seqviz.components import tree_labels
from seqviz.config.fields import Facts, facts_of
from seqviz.config.language_model import LanguageModelConfig
from seqviz.records.forecast import Task
from seqviz.text.catalog import LABELS, LANGUAGES, load_catalog, read_labels
from seqviz.text.lessons import LESSONS, load_lesson
from seqviz.ui.course import COURSE
from seqviz.ui.experiment.half_life import HalfLifeView
from seqviz.ui.experiment.loss_parts import LossPartsView
from seqviz.ui.experiment.unit_feature import FindUnitView
from seqviz.ui.lessons.language_models.outline import LineName
from tests.label_keys import Asked, asked_by, missing, unused
from tests.pages.outlines import facts, outlines

ROOT = Path(__file__).parents[1]
SOURCES = [*sorted((ROOT / "seqviz").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]
NO_KEYS = {"bleu.toml", "sequence-models.setting"}
"""A file, and the beginning of many keys."""
WITHOUT_A_NAME = {"language-models.other.suggested"}
"""Options that stand for one of the others."""
MIXED_IN = (FindUnitView, LossPartsView, HalfLifeView)
HAN = re.compile(r"[\u3400-\u9fff]")
WORDS = re.compile(r"\\(?:text|mathrm)\{[^}]*\}")
LINK = re.compile(r"\]\(([^)\s]+)\)")
IN_WORDS = {"en": "^In words: ", "zh": "^用文字说："}
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", sorted(path.name for path in (LABELS / "en").glob("*.po")))
def test_labels_are_the_same_in_both_languages(name):
    read = {language: read_labels(LABELS / language / name, language) for language in LANGUAGES}
    (english, _), (chinese, _) = read["en"], read["zh"]
    assert english.keys() == chinese.keys()
    for key, text in english.items():
        assert text, f"{key} is empty in English"
        assert chinese[key], f"{key} is empty in Chinese"
        forms = {language: counted.get(key, (texts[key],)) for language, (texts, counted) in read.items()}
        assert placeholders(text) == placeholders(chinese[key]), key
        for form in (*forms["en"], *forms["zh"]):
            assert placeholders(form) <= placeholders(text), f"{key}: {form}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(path.name for path in (LABELS / "en").glob("*.po")))
def test_no_label_stands_in_a_catalog_twice(name, language):
    text = (LABELS / language / name).read_text(encoding="utf-8")
    keys = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert len(keys) == len(set(keys))
    with (LABELS / language / name).open("rb") as file:
        assert {entry.id for entry in read_po(file, locale=language, abort_invalid=True) if entry.id}


@cache
def asked() -> frozenset[Asked]:
    """Every key that the code asks for."""
    found: set[Asked] = set()
    for path in SOURCES:
        parts = path.relative_to(ROOT).with_suffix("").parts
        script = parts[0] == "pages" or parts[-1] == "router"  # importing these would draw them
        namespace = {} if script else vars(importlib.import_module(".".join(parts)))
        found |= asked_by(path.read_text(encoding="utf-8"), namespace)
    return frozenset(found)


@cache
def strings() -> frozenset[str]:
    """Every text in the code."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    return frozenset(
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


READING = "reading.setting"


def found_facts() -> Iterator[tuple[str, dict[str, Facts]]]:
    """The settings of each page, and those that a page may mix in, with the prefix of their labels."""
    yield from ((outline.labels, facts(outline)) for outline in outlines().values())
    yield from (("settings", facts_of(view)) for view in MIXED_IN)


def label_of(prefix: str, name: str, labels: set[str]) -> str:
    """Return the label of a setting; how a file is read has one on all pages."""
    key = f"{prefix}.{name}"
    return key if key in labels or f"{READING}.{name}" not in labels else f"{READING}.{name}"


def of_settings(labels: set[str]) -> Iterator[str]:
    """Every setting has a name, by which a message about it calls it; help where there is some."""
    for prefix, found in found_facts():
        for name in found:
            yield (key := label_of(prefix, name, labels))
            yield from {f"{key}.help"} & labels


def of_options(labels: set[str]) -> Iterator[str]:
    """A choice names all its options, or, where it has no control of its own, none."""
    for prefix, settings in found_facts():
        for name, found in settings.items():
            options = {f"{label_of(prefix, name, labels)}.{option}" for option in found.options}
            yield from options - WITHOUT_A_NAME if options & labels else ()


def of_exercises(labels: set[str]) -> Iterator[str]:
    """A page has the exercises, and an exercise the usual mistakes, that the code calls by their names."""
    for key in labels:
        match key.split("."):
            case [_, "exercise", *names] if strings().issuperset(names):
                yield key


def ranges() -> dict[str, list[str]]:
    """Keys that say too little by themselves, with everything that they can be.

    One that is put together of a page and a name is looked up here; better is a key that says its page and a segment
    more, for that one is found without.
    """
    labels = set(load_catalog("en").messages)
    pages = outlines().values()
    tasks, panels = get_args(Task), ("models", "errors", "horizon", *get_args(Task))
    hints = [f"models.{task}" for task in tasks] + [f"{panel}.hint" for panel in panels if panel != "models"]
    trees = {"transport": tree_labels._TRANSPORT, "tree": tree_labels._DRAWING, "table": tree_labels._TABLE}
    choices = {name: found.options for name, found in facts_of(LanguageModelConfig).items() if found.options}
    settings = list(of_settings(labels))
    return {
        "{settings}.{problem.values['field']}": [*settings, "bleu.pair"],
        "{settings.outline.labels}.{field}": settings,
        "{label}.help": [
            *(key for key in settings if key.endswith(".help")),
            *(f"language-models.k.{rule}.help" for rule in ("add-k", "interpolated")),
        ],
        "{label}.{option}": list(of_options(labels)),
        "{name}.preset.{preset}": [f"{page.page}.preset.{name}" for page in pages for name in page.presets],
        "{name}.group.{group}": [key for key in labels if re.fullmatch(r"[a-z0-9-]+\.group\.[a-z]+", key)],
        "{page.name}.exercise.{task.name}": list(of_exercises(labels)),
        "{page.name}.exercise.{task.name}.{verdict}": list(of_exercises(labels)),
        "{name}.chain.back": ["sequence-models.chain.back"],
        "{name}.chain.next": ["sequence-models.chain.next"],
        "{name}.chain.all": ["sequence-models.chain.all"],
        "beam-search.{part}.{name}": [f"beam-search.{part}.{name}" for part, names in trees.items() for name in names],
        "course.{lesson.url_path}": [f"course.{lesson.url_path}" for lesson in COURSE],
        "kit.{name}": [f"kit.{name}" for name in ("pause", "resume", "train", "probe", "prefix")],
        "kit.{name}.help": ["kit.probe.help", "kit.prefix.help"],
        "language-models.{name}": [f"language-models.{name}" for name in get_args(LineName)],
        "sequence-models.{hint or name + '.hint'}": [f"sequence-models.{hint}" for hint in hints],
        "sequence-models.{name}.title": [f"sequence-models.{panel}.title" for panel in panels],
        "sequence-models.{task}.title": [f"sequence-models.{task}.title" for task in tasks],
        "sequence-models.{task}.question": [f"sequence-models.{task}.question" for task in tasks],
        "sequence-models.{task}.answer.{name}": [
            key for key in labels if re.fullmatch(r"sequence-models\.\w+\.answer\.\w+", key)
        ],
        "settings.{field}.{value}": [
            f"settings.{name}.{option}" for name, options in choices.items() for option in options
        ],
    }


def test_every_key_in_the_code_has_a_label():
    assert missing(asked(), load_catalog("en").messages, ranges()) == set()


def test_every_label_is_used():
    assert unused(asked(), load_catalog("en").messages, ranges()) == set()


def test_what_reads_like_a_key_is_one():
    """A key may be handed on before it is looked up: whatever begins like a key of a catalog must be one."""
    labels = load_catalog("en").messages
    files = {key.partition(".")[0] for key in labels}
    read = {one.key for one in asked() if not one.holes and one.key.partition(".")[0] in files}
    assert read - labels.keys() == NO_KEYS


def test_the_table_of_ranges_holds_nothing_old():
    assert ranges().keys() <= {one.key for one in asked()}


@pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.url_path)
def test_lessons_have_the_same_sections_in_both_languages(lesson):
    english, chinese = (load_lesson(language, lesson.url_path) for language in LANGUAGES)
    assert list(english) == list(chinese)
    assert next(iter(english)) == "intro"
    for anchor, section in chinese.items():
        assert HAN.search(section.title + section.body), f"{anchor} is not in Chinese"
        assert section.body or not english[anchor].body


@pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.url_path)
def test_lessons_have_the_same_formulas_and_placeholders_in_both_languages(lesson):
    english, chinese = (load_lesson(language, lesson.url_path) for language in LANGUAGES)
    for anchor, section in english.items():
        assert formulas(section.body) == formulas(chinese[anchor].body), anchor
        assert placeholders_of_prose(section.body) == placeholders_of_prose(chinese[anchor].body), anchor


@pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.url_path)
def test_lessons_have_the_same_headings_sources_and_lists_in_both_languages(lesson):
    english, chinese = (load_lesson(language, lesson.url_path) for language in LANGUAGES)
    for anchor, section in english.items():
        other = chinese[anchor]
        assert section.level == other.level, anchor
        assert formulas(section.title) == formulas(other.title), anchor
        assert LINK.findall(section.body) == LINK.findall(other.body), anchor
        assert shape(section.body) == shape(other.body), anchor


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.url_path)
def test_a_formula_that_stands_alone_is_said_in_words(lesson, language):
    for anchor, section in load_lesson(language, lesson.url_path).items():
        if "$$" in section.body:
            assert re.search(IN_WORDS[language], section.body, re.MULTILINE), anchor


def shape(body: str) -> list[str]:
    """The lines that are no paragraphs, by how they begin, and the formulas that stand alone."""
    return re.findall(r"^(?:- |\||\$\$(?=.)|[0-9]+\. )", body, re.MULTILINE)


def formulas(body: str) -> set[str]:
    """Formulas without spaces and with all words alike: a sentence may turn around, or come back to one."""
    return {re.sub(r"\s", "", WORDS.sub("words", formula)) for formula in FORMULA.findall(body)}


def placeholders_of_prose(body: str) -> set[str]:
    return set(re.findall(r"(?<![\\$_^{}\w])\{([a-z_]+)\}", FORMULA.sub("", body)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_lesson_is_without_a_page(language):
    assert {path.stem for path in (LESSONS / language).glob("*.md")} == {lesson.url_path for lesson in COURSE}


def test_no_chinese_stands_in_the_code():
    allowed = {
        "seqviz/ui/language.py",  # the name of the language, in its own language
    }
    for path in SOURCES:
        name = str(path.relative_to(ROOT))
        assert name in allowed or not HAN.search(path.read_text(encoding="utf-8")), name
