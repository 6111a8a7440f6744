"""The scanner for labels sees what the code asks for: a label too many and one too few are each caught."""

from typing import Literal, get_args

import pytest

from tests.label_keys import asked_by, missing, unused

Kind = Literal["warm", "cold"]
NAMESPACE = {"PAGE": "page", "KINDS": get_args(Kind), "Kind": Kind, "get_args": get_args}
LABELS = {"page.title", "page.kind.warm", "page.kind.cold"}

COMPLETE = {
    "a literal": 't("page.title")\nt("page.kind.warm", count=1)\npage.t("page.kind.cold")',
    "a constant": 't(f"{PAGE}.title")\nt(PAGE + ".kind.warm")\nProblem(f"{PAGE}.kind.cold")',
    "a condition": "t(f\"page.kind.{'warm' if hot else 'cold'}\")\nt(\"page.title\")",
    "a comprehension": 't("page.title")\nwords = {kind: t(f"page.kind.{kind}") for kind in ("warm", "cold")}',
    "options by import": 't("page.title")\nwords = [t(f"page.kind.{kind}") for kind in KINDS]',
    "options of a type": 't("page.title")\nwords = [t(f"page.kind.{kind}") for kind in get_args(Kind)]',
    "a loop": 't("page.title")\nfor kind in KINDS:\n    t(f"page.kind.{kind}")',
    "a loop over rows": 't("page.title")\nfor name, size in (("warm", 1), ("cold", 2)):\n    t(f"page.kind.{name}")',
    "a local tuple": 't("page.title")\ndef draw(t):\n    ks = ("warm", "cold")\n    [t(f"page.kind.{k}") for k in ks]',
    "a widget's options": 't("page.title")\nst.pills("kind", KINDS, format_func=lambda x: t(f"page.kind.{x}"))',
    "a key handed on": 't("page.title")\nfor key in ("page.kind.warm", "page.kind.cold"):\n    show(t, key)',
    "a pattern": 't("page.title")\nt(f"page.kind.{found.kind}")',
    "inside another text": 't("page.title")\nst.markdown(f"**{t(f\'page.kind.{found.kind}\')}**")',
}


@pytest.mark.parametrize("source", COMPLETE.values(), ids=COMPLETE)
def test_what_is_asked_for_is_found(source):
    asked = asked_by(source, NAMESPACE)
    assert missing(asked, LABELS, {}) == set()
    assert unused(asked, LABELS, {}) == set()


@pytest.mark.parametrize("source", COMPLETE.values(), ids=COMPLETE)
def test_a_label_that_nothing_asks_for_is_caught(source):
    asked = asked_by(source, NAMESPACE)
    assert unused(asked, LABELS | {"page.old", "page.kind.warm.old", "other.kind.warm"}, {}) == {
        "page.old", "page.kind.warm.old", "other.kind.warm",
    }  # fmt: skip


LOOSE = {"a key handed on", "a pattern", "inside another text"}
"""Here a value decides: that there is a label for every value cannot be seen."""


@pytest.mark.parametrize("name", sorted(COMPLETE.keys() - LOOSE))
def test_a_label_that_is_missing_is_caught(name):
    asked = asked_by(COMPLETE[name], NAMESPACE)
    for gone in LABELS:
        assert missing(asked, LABELS - {gone}, {}) == {gone}


def test_a_pattern_that_no_label_fits_is_caught():
    asked = asked_by('t(f"page.mood.{found.mood}")')
    assert missing(asked, LABELS, {}) == {"page.mood.{found.mood}"}


@pytest.mark.parametrize(
    "key", ['f"{name}"', 'f"page.{name}"', 'f"{page}.{name}"', 'f"{page}.kind.{name}"', '"page." + name']
)
def test_a_key_that_says_too_little_must_stand_in_the_table(key):
    asked = asked_by(f"t({key})")
    (pattern,) = {one.key for one in asked}
    if pattern != "{name}":  # a variable: its value is a literal elsewhere
        assert missing(asked, LABELS, {}) == {pattern}
    assert unused(asked, LABELS, {}) == LABELS
    assert missing(asked, LABELS, {pattern: LABELS}) == set()
    assert missing(asked, LABELS - {"page.title"}, {pattern: LABELS}) == {"page.title"}
    assert unused(asked, LABELS | {"page.old"}, {pattern: LABELS}) == {"page.old"}


@pytest.mark.parametrize(
    "source",
    [
        'st.button("x", key="page.title")',
        'st.session_state["page.title"]',
        'st.session_state.get("page.title")',
        'tied("page.title", value, take)',
        'def draw(PAGE):\n    t(f"{PAGE}.title")',
    ],
)
def test_what_names_no_label_is_no_use_of_one(source):
    assert "page.title" in unused(asked_by(source, NAMESPACE), LABELS, {})
