"""A learner's visit to the laboratory."""

import re
from functools import partial

from seqviz.text.catalog import load_catalog
from tests.pages import visiting

visit = partial(visiting.visit, "lab")
SMALL = {"hidden_size": "8", "batch_size": "4", "steps": "8"}


def settings_of(app):
    return app.session_state["lab.settings"]


def watch_of(app):
    return app.session_state["lab.slot"].watch


def beginning(key, language="en"):
    """The words of a label up to its first number or word from elsewhere, as they stand in Markdown too."""
    return re.split(r"[{“]", load_catalog(language).messages[key])[0].strip()
