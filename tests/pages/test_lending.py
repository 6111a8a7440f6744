"""Translators that one page trains and others look at: whose they are, and which, also after a reload."""

import pytest

from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from tests.pages.visiting import address, label, pick, press, ran, the, until, visit, words

pytestmark = pytest.mark.usefixtures("workers")

SMALL = {
    "encoder_size": "16", "decoder_size": "16", "batch_size": "16", "max_steps": "50", "rivals": "decoder:rnn"
}  # fmt: skip
TREES = "beam-search/translator.slot"


@pytest.fixture(scope="module")
def session():
    """What a session knows that has trained two small translators on their own page for ten steps."""
    app = press(visit("seq2seq", **SMALL), "seq2seq.step-10")
    known = until(app, lambda app: app.session_state["seq2seq.slot"].watch.poll.step == 10).session_state
    return {"owner": known["owner"], "seq2seq.slot": known["seq2seq.slot"]}


def beam_search(session, language="en", **query):
    return visit("beam-search", language, session=session, **{"screen": "translator", **query})


def reloaded(app, session):
    """The same page as a new session of the same browser finds it."""
    return beam_search({"owner": session["owner"]}, **address(app))


def lent(language="en"):
    return label("kit.translator-run.lent", language, page=label("course.seq2seq", language))


def labels_of(app):
    return {button.label for button in app.button}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_borrowed_translator_is_found_again_as_borrowed(session, language):
    app = beam_search(session, language)
    run = session["seq2seq.slot"].watch.run
    assert address(app)["other-run"] == run.id
    assert "run" not in address(app)
    again = reloaded(app, session)
    assert (again.session_state[TREES].lender, again.session_state[TREES].watch.run.id) == ("seq2seq", run.id)
    assert lent(language) in labels_of(again)
    assert not {"beam-search.train", "beam-search.resume", "beam-search.reset"} & {one.key for one in again.button}
    kept = {key: again.session_state[key] for key in ("owner", "seq2seq.slot")}
    home = visit("seq2seq", session=kept, **SMALL)  # its own page has it again, and may command it
    before = home.session_state["seq2seq.slot"].watch.poll.step
    press(home, "seq2seq.step-10")
    until(home, lambda app: app.session_state["seq2seq.slot"].watch.poll.step == before + 10)


def test_another_pages_run_under_the_name_of_an_own_one_is_none(session):
    run = session["seq2seq.slot"].watch.run
    for page in ("beam-search", "decoding-tradeoffs"):
        app = visit(page, session={"owner": session["owner"]}, screen="translator", run=run.id)
        assert "run" not in address(app)
    assert run.status == "paused"


def test_a_run_of_ones_own_and_a_borrowed_one_are_both_found_again(session):
    app = press(beam_search({"owner": session["owner"]}), "beam-search.step-50")
    own = app.session_state[TREES]
    assert not own.lender
    app = beam_search({**session, TREES: own})
    own.borrow(session["seq2seq.slot"])
    address_of_both = address(ran(app))
    assert address_of_both["run"] == own.own.run.id
    assert address_of_both["other-run"] == own.watch.run.id
    again = reloaded(app, session).session_state[TREES]
    assert (again.lender, again.own.run.id, again.watch.run.id) == ("seq2seq", own.own.run.id, own.watch.run.id)
    again.give_back()
    again.discard()
    assert own.watch.run.status == "paused"


def test_whose_outputs_are_scored_is_said_after_a_reload_too(session):
    app = visit("bleu", session=session)
    assert lent() in labels_of(app)
    again = visit("bleu", session={"owner": session["owner"]}, **address(app))
    assert lent() in labels_of(again)
    assert again.session_state["bleu/translator.slot"].lender == "seq2seq"


@pytest.mark.parametrize(("page", "key"), [("beam-search", "tree"), ("bleu", "outputs-8-newest")])
def test_each_translator_of_a_contest_can_be_looked_at(session, page, key):
    contest = session["seq2seq.slot"].watch.contest
    app = visit(page, session=session, screen="translator")
    names = dict(zip("ab", contestant_names(contest, load_catalog("en")).values(), strict=True))
    assert the(app, "button_group", f"{page}.contestant").options == list(names.values())

    def answered(who):
        standing = app.session_state[f"{page}/translator.slot"].watch.asked(key, who)
        return standing.answer is not None and standing.current

    until(app, lambda app: answered("a"))
    app = pick(app, f"{page}.contestant", "b")
    assert address(app)["contestant"] == "b"
    until(app, lambda app: answered("b"))
    assert the(visit(page, session=session, **address(app)), "button_group", f"{page}.contestant").value == "b"
    assert "contestant" not in address(pick(app, f"{page}.contestant", "a"))


def test_what_its_own_page_let_go_is_looked_at_no_longer(session):
    app = beam_search(session)
    session["seq2seq.slot"].discard()
    app = ran(app)
    assert "other-run" not in address(app)
    assert app.session_state[TREES].watch is None
    assert label("translator-tree.none") in words(app)
