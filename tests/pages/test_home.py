"""The map of the course: every page that exists is one click away, in both languages."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.ui.course import COURSE

ROUTER = Path(__file__).parents[2] / "seqviz" / "ui" / "router.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_router_opens_the_map_with_a_link_to_every_page(language):
    app = AppTest.from_file(str(ROUTER), default_timeout=60)
    app.query_params["lang"] = language
    app.run()
    assert not app.exception, app.exception
    links = [link.proto.page for link in app.main.get("page_link")]
    assert links == ["lab", *(lesson.url_path for lesson in COURSE if lesson.url_path not in ("home", "lab"))]
    t = load_catalog(language)
    assert [link.proto.label for link in app.sidebar.get("page_link")] == [
        t(f"course.{lesson.url_path}") for lesson in COURSE
    ]


def test_app_py_runs_as_a_plain_script_too():
    app = AppTest.from_file(str(ROUTER.parents[2] / "app.py"), default_timeout=60)
    app.run()
    assert not app.exception, app.exception
    assert app.title
