"""What the page of counted models keeps in memory, and for whom."""

import pytest
import streamlit as st
from streamlit.runtime.caching import cache_resource_api
from streamlit.testing.v1 import AppTest

from seqviz.ngrams import corpus

VERSE = "the cat sat on the mat and the dog sat on the log and the cat saw the dog . " * 3


@pytest.fixture
def counted(monkeypatch):
    """The lengths of the texts whose n-grams were really counted since."""
    done = []
    count_ngrams = corpus.count_ngrams

    def noting(ids, *args, **kwargs):
        done.append(len(ids))
        return count_ngrams(ids, *args, **kwargs)

    monkeypatch.setattr(corpus, "count_ngrams", noting)
    st.cache_resource.clear()
    return done


def visit_all_texts():
    from seqviz.data.texts import load_text
    from seqviz.ui.lessons.language_models.texts import counted

    for unit in ("word", "character"):
        for name in ("lincoln", "messages", "hsk"):
            counted(load_text(name, fetch=False), unit)


def visit_own_text():
    import streamlit as st

    from seqviz.data.texts import own_text
    from seqviz.ui.lessons.language_models.texts import counted

    counted(own_text(st.session_state["verse"]), "word")


def test_every_text_of_the_course_is_counted_once_for_everybody(counted):
    for _ in range(2):
        assert not AppTest.from_function(visit_all_texts, default_timeout=60).run().exception
    assert len(counted) == 6


def test_an_own_text_is_counted_once_for_its_learner_and_kept_for_nobody_else(counted, monkeypatch):
    for visitor in range(2):
        # every AppTest gives the same name to its session
        monkeypatch.setattr(cache_resource_api, "get_session_id_or_throw", lambda name=f"visitor {visitor}": name)
        app = AppTest.from_function(visit_own_text, default_timeout=60)
        app.session_state["verse"] = VERSE
        for _ in range(2):
            assert not app.run().exception
        assert len(counted) == visitor + 1
