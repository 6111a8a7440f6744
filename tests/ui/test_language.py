"""Which language a visitor reads, and that a switch stays."""

from streamlit.testing.v1 import AppTest

from seqviz.ui.language import NAMES


def page():
    import streamlit as st

    from seqviz.ui.language import current_language

    st.text(current_language())


def visit(**query):
    app = AppTest.from_function(page)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_a_visit_begins_in_the_language_of_its_address():
    assert visit(lang="zh").text[0].value == "zh"
    assert visit(lang="en").text[0].value == "en"


def test_an_unknown_language_in_the_address_is_replaced_there():
    app = visit(lang="fr")
    assert app.text[0].value == "en"
    assert app.query_params["lang"] == "en"


def test_an_old_address_repeated_by_the_browser_does_not_switch_back():
    app = visit(lang="en")
    app.session_state["language"] = "zh"  # what the switch does; the browser has not heard of it yet
    app.query_params["lang"] = "en"
    app.run()
    assert app.text[0].value == "zh"
    assert app.query_params["lang"] == "zh"


def switch():
    import streamlit as st

    from seqviz.ui.language import current_language, language_switch

    language_switch()
    st.text(current_language())


def test_each_switch_is_a_new_one_so_that_no_old_one_switches_back():
    app = AppTest.from_function(switch).run()
    keys = []
    for language in ("zh", "en", "zh"):
        (control,) = app.button_group
        keys.append(control.key)
        control.set_value([NAMES[language]] if isinstance(control.value, list) else NAMES[language])
        app.run()
        assert app.text[0].value == language
    assert len({*keys, app.button_group[0].key}) == 4
