"""A learner without a browser: open a page of the app, press, pick and read. Nothing may raise on the way."""

import re
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from seqviz.text.catalog import load_catalog

PAGES = Path(__file__).parents[2] / "pages"
CLOSED = re.compile(
    r'<button type="button" class="sv-term"[^>]*>([^<]*)</button><span id="[^"]*" popover.*?</a></span>'
)
"""A term of the glossary, and what nobody reads who does not open it."""
KEPT = re.compile(r'<span class="sv-kept">([^<]*(?:<strong>[^<]*</strong>)?[^<]*)</span>')
"""A term and the punctuation that stays with it."""
SAYING = ("markdown", "caption", "info", "warning", "success", "error", "text", "subheader")


def visit(page, language="en", *, session=None, **query):
    """Open a page by its address, with what the session already holds."""
    app = AppTest.from_file(str(PAGES / f"{page.replace('-', '_')}.py"), default_timeout=60)
    app.query_params["lang"] = language
    for key, value in query.items():
        app.query_params[key] = str(value)
    for key, value in (session or {}).items():
        app.session_state[key] = value
    return ran(app)


def ran(app):
    app.run()
    assert not app.exception, app.exception
    return app


def until(app, condition):
    """Run the page as its timer would until ``condition`` holds."""
    deadline = time.monotonic() + 60
    while not condition(ran(app)):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return app


def the(app, kind, key):
    """Return the widget that a bound key names: itself, or its fresh copy ``key-1``, ``key-2``, …"""
    copies = [widget for widget in app.get(kind) if re.fullmatch(rf"{re.escape(key)}(-\d+)?", widget.key or "")]
    assert len(copies) == 1, (key, [widget.key for widget in app.get(kind)])
    return copies[0]


def press(app, key):
    app.button(key=key).click()
    return ran(app)


def put(app, kind, key, value):
    """Set a widget; ``button_group`` stands for pills and segmented controls."""
    the(app, kind, key).set_value(value)
    return ran(app)


def pick(app, key, value):
    return put(app, "button_group", key, value)


def words(app):
    """Everything that the page says, in one text."""
    said = "\n".join(str(element.value) for kind in SAYING for element in app.get(kind))
    return KEPT.sub(r"\1", CLOSED.sub(r"\1", said))


def address(app):
    return {key: value if isinstance(value, str) else value[-1] for key, value in app.query_params.items()}


def label(key, language="en", **values):
    return load_catalog(language)(key, **values)
