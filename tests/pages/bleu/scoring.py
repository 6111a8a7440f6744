"""A test set pasted and scored to its end."""

import time

from seqviz.ui.experiment.long_work import newest
from tests.pages.bleu.bleu_visit import visit
from tests.pages.visiting import press, put, ran


def scored(app):
    press(app, "bleu.corpus-score")
    deadline = time.monotonic() + 120
    while not newest(app.session_state["bleu.slot"]).done:
        assert time.monotonic() < deadline
        time.sleep(0.1)
        ran(app)
    return ran(app)


def pasted(text, **query):
    app = visit(view="corpus", test_set="paste", **query)
    return scored(put(app, "text_area", "bleu.corpus-paste", text))
