"""Several models side by side."""

import pytest

from seqviz.config.contest import Contest
from tests.pages.lab.lab_visit import SMALL, settings_of, visit, watch_of
from tests.pages.visiting import address, press, put, until, words

pytestmark = pytest.mark.usefixtures("workers")


def test_three_models_train_side_by_side_and_the_table_names_each():
    app = press(visit(rivals="cell:gru;cell:rnn", **SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 3)
    assert isinstance(watch_of(app).run.config, Contest)
    assert [config.cell for config in watch_of(app).contest.configs] == ["lstm", "gru", "rnn"]
    for name in ("LSTM", "GRU", "RNN"):
        assert f"| {name} |" in words(app)
    put(app, "selectbox", "lab.looked-at", "c")
    until(app, lambda app: watch_of(app).asked("probe", "c").answer)
    press(app, "lab.reset")


def test_a_rival_is_added_changed_and_taken_away_without_code():
    app = visit(**SMALL)
    put(app, "button_group", "lab.compare-0", "cell-gru")
    assert settings_of(app).view.rivals == ((("cell", "gru"),),)
    put(app, "number_input", "lab.setting-hidden_size-b", 12)
    assert dict(settings_of(app).view.rivals[0]) == {"cell": "gru", "hidden_size": "12"}
    assert "rivals" in address(app)
    press(app, "lab.remove-rival-0")
    assert settings_of(app).view.rivals == ()
