"""Every convention on one tree: the table shows each answer, and says where they part."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    from seqviz.text.catalog import load_catalog
    from seqviz.ui.experiment.conventions import conventions_panel
    from seqviz.ui.page import Page
    from tests.decoding.test_convention import SLOTS

    conventions_panel(Page("beam-search", load_catalog("en")), SLOTS, width=2, max_length=3, alpha=1.0)


def test_a_convention_that_gives_another_answer_is_set_off():
    app = AppTest.from_function(page)
    app.run()
    assert not app.exception
    table = next(element.value for element in app.markdown if "| convention" in element.value)
    rows = {line.split(" | ")[1]: line for line in table.splitlines()[2:]}
    assert "| A A A |" in rows["Dive into Deep Learning"]
    assert "**B" in rows["fairseq, transformers"]
    said = " ".join(element.value for element in app.markdown)
    assert "give another answer" in said
