"""Labels that count have the form that the language has for the number."""

import numpy as np
import pytest
from babel.messages.pofile import PoFileError

from seqviz.text import catalog
from seqviz.text.catalog import Catalog, load_catalog, read_labels

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENGLISH = """msgid "page.steps"
msgid_plural "page.steps"
msgstr[0] "Make one step of {size}"
msgstr[1] "Make {count} steps of {size}"

msgid "page.title"
msgstr "Title, {count} times"
"""
CHINESE = """msgid "page.steps"
msgid_plural "page.steps"
msgstr[0] "走 {count} 步，每步 {size}"
"""


@pytest.fixture
def labels(tmp_path, monkeypatch):
    """Two catalogs of their own."""
    for language, text in (("en", ENGLISH), ("zh", CHINESE)):
        (tmp_path / language).mkdir()
        (tmp_path / language / "page.po").write_text(HEADER + text, encoding="utf-8")
    monkeypatch.setattr(catalog, "LABELS", tmp_path)
    load_catalog.cache_clear()
    yield load_catalog
    load_catalog.cache_clear()


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 1, "Make one step of 2"),
        ("en", 0, "Make 0 steps of 2"),
        ("en", 2, "Make 2 steps of 2"),
        ("en", 1200, "Make 1,200 steps of 2"),
        ("en", np.int64(1), "Make one step of 2"),
        ("zh", 1, "走 1 步，每步 2"),
        ("zh", 1200, "走 1,200 步，每步 2"),
    ],
)
def test_a_label_that_counts_takes_the_form_of_its_number(labels, language, count, expected):
    assert labels(language)("page.steps", count=count, size=2) == expected


@pytest.mark.parametrize("count", ["1", 1.5, None])
def test_what_cannot_be_counted_is_refused(labels, count):
    with pytest.raises(TypeError, match="whole number"):
        labels("en")("page.steps", count=count, size=2)


def test_other_labels_take_count_as_any_other_value(labels):
    assert labels("en")("page.title", count="1,000") == "Title, 1,000 times"


def test_a_form_too_many_is_refused(tmp_path):
    path = tmp_path / "page.po"
    path.write_text(HEADER + ENGLISH, encoding="utf-8")
    with pytest.raises(PoFileError, match="more translations"):
        read_labels(path, "zh")


def test_two_files_cannot_claim_one_key(labels, tmp_path):
    (tmp_path / "en" / "other.po").write_text(HEADER + ENGLISH, encoding="utf-8")
    with pytest.raises(ValueError, match="repeats"):
        labels("en")


def test_the_apps_own_labels_are_there():
    assert isinstance(load_catalog("zh"), Catalog)
    assert load_catalog("zh")("common.language") == "语言"
