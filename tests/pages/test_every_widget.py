"""Every widget of every page: what the learner changes there changes, and nothing else does."""

import re

import pytest
from streamlit.runtime.state.common import TESTING_KEY

from seqviz.ui.course import COURSE
from tests.pages.outlines import WITHOUT_SETTINGS, facts, key_of, names, outlines, screens
from tests.pages.visiting import address, ran, visit

KINDS = (
    "slider", "select_slider", "number_input", "text_input", "text_area", "selectbox", "button_group", "radio",
    "toggle", "checkbox",
)  # fmt: skip
OF_THE_SESSION = re.compile(r"\.exercise-|\.slow$|paste")
"""What no link restores."""
FRAME = re.compile(r"language-(en|zh)|projector.*")
OUTLINES = outlines()

TABLE = {"table", "tokens", "rows", "after", "ends"}
"""A learner's own table takes the place of a named one."""
ANY = ""
MOVES_WITH = {
    (ANY, "theta"): {"clip"},  # the knob's last place is no clipping
    (ANY, "compare"): {"rivals"},
    (ANY, "looked"): {"inside"},  # each panel about one of several models lets one choose it
    (ANY, "machine"): {"inside", "shown-layer"},
    (ANY, "b"): {"rivals"},  # the controls of the second model, of the third, of the fourth
    (ANY, "c"): {"rivals"},
    (ANY, "d"): {"rivals"},
    ("bidirectional", "text"): {"line", "held-out", "place"},  # a text has sentences of its own
    ("bidirectional", "line"): {"place"},
    ("bidirectional", "examples"): {"held-out", "line", "place"},
    ("bidirectional", "column"): {"place"},
    ("bleu", "prediction"): {"pair", "reference"},  # a pair is in the address by its name, or by both its texts
    ("bleu", "reference"): {"pair", "prediction"},
    ("bleu", "further"): {"pair", "prediction", "reference"},
    ("bleu", "view"): {"k", "formula"},  # each view begins with what is usual there
    ("bleu", "edit"): {"edit"},
    ("beam-search", "length"): TABLE,
    ("beam-search", "tokens"): TABLE,
    ("beam-search", "ends"): TABLE,
    ("language-models", "screen"): {"rule"},
    ("rnn", "use"): {"line"},  # an application has examples of its own
    ("sequence-models", "source"): {"season", "event"},
}
"""Page, or any, and part of a widget's key to what else changes with it in the address."""


def widgets(app):
    """Key without the number of its copy -> widget, of what can be changed on the screen."""
    found = {}
    for kind in KINDS:
        for widget in app.get(kind):
            name = re.sub(r"(-\d+)+$", "", widget.key or "")
            if name and not widget.disabled and not FRAME.fullmatch(name):
                found[name] = widget
    return found


def shown(app):
    """What the widgets show, of the disabled ones too."""
    return {
        re.sub(r"(-\d+)+$", "", widget.key): widget.value
        for kind in KINDS
        for widget in app.get(kind)
        if widget.key and not FRAME.fullmatch(widget.key)
    }


def settings_of(app, page):
    return app.session_state[f"{page}.settings"]


def change(app, widget):
    """Pick something else, as a learner could."""
    options = getattr(widget, "options", None)
    if options:
        write = app.session_state[TESTING_KEY][widget.id]
        now = None if widget.value is None else write(widget.value)
        app.session_state[TESTING_KEY][widget.id] = str  # what the browser sends is the option's words
        widget.set_value(next(option for option in options if option != now))
    elif isinstance(widget.value, bool):
        widget.set_value(not widget.value)
    elif isinstance(widget.value, int | float):
        step = widget.step or 1
        widget.set_value(widget.value + step if widget.value + step <= widget.max else widget.value - step)
    else:
        widget.set_value("the people")
    return ran(app)


def may_change(outline, name):
    """Keys of the address that belong to a widget: those of its setting, and what is known to move with it."""
    own_name = name.removeprefix(f"{outline.page}.")
    parts = [part.rstrip("0123456789") for part in re.split(r"[.-]", own_name)]
    own = {key_of(outline, field) for field in names(outline) if field in (*parts, "_".join(parts))}
    return own.union(
        *(keys for (page, part), keys in MOVES_WITH.items() if page in (ANY, outline.page) and part in parts)
    )


def walk(app, outline, seen):
    """Change each widget that has not been seen, those too that appear on the way; yield its name and what changed."""
    while fresh := {name: widget for name, widget in widgets(app).items() if name not in seen}:
        name, widget = next(iter(fresh.items()))
        seen.add(name)
        before = settings_of(app, outline.page).restoring
        change(app, widget)
        after = settings_of(app, outline.page).restoring
        yield name, {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


@pytest.mark.parametrize("page", sorted(OUTLINES))
def test_a_widget_changes_its_own_setting_alone(page):
    outline, seen = OUTLINES[page], set()
    for query in screens(outline):
        app = visit(page, **query)
        for name, changed in walk(app, outline, seen):
            if name != f"{page}.preset":  # a preset may change all
                assert changed <= may_change(outline, name), f"{name} changes {changed}"
        restored_by_address(app, page)
        survives_the_language(app, page)
    assert seen


def restored_by_address(app, page):
    """Another tab on the same address shows the same in every widget."""
    other = visit(page, **address(app))
    assert settings_of(other, page).query == settings_of(app, page).query
    here, there = shown(app), shown(other)
    kept = {name for name in here.keys() & there.keys() if not OF_THE_SESSION.search(name)}
    assert {name: there[name] for name in kept} == {name: here[name] for name in kept}


def survives_the_language(app, page):
    """Widgets are made anew in another language, with new words and their old values."""
    before, query = shown(app), settings_of(app, page).query
    for language in ("zh", "en"):
        app.session_state["language"] = language
        ran(app)
        assert address(app)["lang"] == language
        assert settings_of(app, page).query == query
    assert shown(app) == before


@pytest.mark.parametrize("page", sorted(OUTLINES))
def test_a_preset_sets_everything_whatever_was_set_before(page):
    outline = OUTLINES[page]
    app = visit(page)
    for _ in walk(app, outline, {f"{page}.preset"}):
        pass
    for name in outline.presets:
        settings_of(app, page).choose(name)
        ran(app)
        fresh = visit(page)
        settings_of(fresh, page).choose(name)
        assert settings_of(app, page).restoring == settings_of(fresh, page).restoring
        assert settings_of(app, page).preset == name
        ran(fresh)
        untouched = {key for key in shown(fresh) if not OF_THE_SESSION.search(key)}
        assert {key: shown(app).get(key) for key in untouched} == {key: shown(fresh)[key] for key in untouched}


@pytest.mark.parametrize("page", sorted(OUTLINES))
@pytest.mark.parametrize("nonsense", ["§", "1e999", "a:b;c~d_e-f"])
def test_nonsense_in_the_address_is_said_for_each_setting(page, nonsense):
    keys = {key_of(OUTLINES[page], name) for name, found in facts(OUTLINES[page]).items() if found.kind != "text"}
    app = visit(page, **dict.fromkeys(keys, nonsense))
    (warning,) = app.warning[:1]
    assert warning.value.count("  \n") >= len(keys) - 2  # one may hide another, such as a table its rows


def test_every_page_with_widgets_is_walked():
    assert OUTLINES.keys() == {lesson.url_path for lesson in COURSE} - WITHOUT_SETTINGS
