"""The page of counted language models in both languages: every screen, every rule, and what a learner may get wrong."""

import pytest

from seqviz.data import texts
from seqviz.data.downloads import Download
from seqviz.data.texts import load_text, own_text
from seqviz.ngrams.corpus import count_corpus
from seqviz.text.catalog import load_catalog
from seqviz.ui.language_models import settings as page_settings
from seqviz.ui.language_models.settings import SCREENS, Settings, read
from seqviz.ui.language_models.texts import OWN_TEXT
from tests.pages import visiting
from tests.pages.visiting import address, pick, press, put, ran, the, words

NAME = "language-models"
VERSE = "the cat sat on the mat and the dog sat on the log and the cat saw the dog . " * 3
VERSE_SOURCE = visiting.label(f"{NAME}.source.own", tokens="53", unit="words", held_out="7")


def visit(language="en", *, own="", **query):
    return visiting.visit(NAME, language, session={OWN_TEXT: own_text(own)} if own else None, **query)


def look(app):
    """Go past the question of the screen without a guess."""
    next(button for button in app.button if ".skip." in (button.key or "")).click()
    return ran(app)


def guess(app, value):
    group = next(group for group in app.get("button_group") if ".guess." in group.key)
    group.set_value(value)
    return ran(app)


def choose(app, key, value):
    return pick(app, f"{NAME}.{key}", value)


def drawn(app):
    """Everything that the page says, its own HTML included."""
    return "\n".join([words(app), *(str(element.proto.body) for element in app.get("html"))])


def label(key, language="en", **values):
    return visiting.label(f"{NAME}.{key}", language, **values)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_asks_first_and_shows_then(language, screen):
    text, unit = ("lincoln", "word") if language == "en" else ("hsk", "character")
    app = visit(language, screen=screen, text=text, unit=unit, length=3)
    assert label("predict", language) in drawn(app)
    look(app)
    assert label("predict.outcome", language) in drawn(app)
    assert label(f"text.{text}", language) in drawn(app)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_rule_and_the_ends_of_n_on_every_screen(screen):
    app = look(visit(screen=screen, n=5, length=2))
    for rule, n in (("add-k", 1), ("interpolated", 4), ("kneser-ney", 1)):
        the(app, "selectbox", f"{NAME}.rule").set_value(rule)
        put(app, "slider", f"{NAME}.n", n)


def test_the_zero_factor_is_pointed_at():
    app = look(visit(screen="sentence", sentence="the people for the people"))
    says = drawn(app)
    assert 'class="lm-tile zero"' in says
    assert "“people for” was not seen" in says
    assert "= 0<" in says


def test_a_right_guess_is_checked_against_the_computation():
    app = visit(screen="sentence", sentence="the people for the people")
    guess(app, "2")
    assert label("predict.right", guess="3 for") in drawn(app)


def test_a_wrong_guess_is_told_kindly_and_may_be_repeated():
    app = guess(visit(screen="perplexity"), "one")
    assert label("predict.wrong", guess="1") in drawn(app)
    assert label("predict") in drawn(press(app, f"{NAME}.again.perplexity"))


def test_a_change_of_text_keeps_the_result_and_drops_the_old_guess():
    app = guess(visit(screen="smoothing"), "1")
    assert label("predict.right", guess="n = 1") in drawn(app)
    choose(app, "preset", "letters")
    says = drawn(app)
    assert label("predict.outcome") in says
    assert "You said" not in says


def test_add_one_is_best_at_n_1_for_words_as_the_page_says():
    corpus = count_corpus(load_text("lincoln", fetch=False), "word")
    curve = corpus.examiner.by_strength(1, "add-k", (1.0,))
    assert f"perplexity {curve.perplexities[0]:.0f}" in drawn(look(visit(screen="smoothing")))


def test_the_duel_says_which_words_the_text_lacks_and_offers_a_text_that_has_them():
    app = look(visit(screen="duel"))
    says = drawn(app)
    assert "speech, wreck, nice, beach" in says
    assert label("duel.outcome.both-zero") in says
    says = drawn(press(app, f"{NAME}.use-every"))
    assert "never says" not in says
    assert address(app)["text"] == "every"
    assert label("duel.outcome.ratio", winner="the first", ratio="X").split("X")[0] in says


def test_writing_goes_step_by_step_and_the_address_holds_it():
    app = look(visit(screen="write", n=3))
    for _ in range(2):
        press(app, f"{NAME}.write.one")
    first = drawn(press(app, f"{NAME}.write.ten"))
    assert address(app)["length"] == "12"
    again = look(visit(**{k: v for k, v in address(app).items() if k != "lang"}))
    assert [line for line in first.splitlines() if "lm-text" in line] == [
        line for line in drawn(again).splitlines() if "lm-text" in line
    ]
    assert address(press(app, f"{NAME}.write.back"))["length"] == "11"
    assert address(press(app, f"{NAME}.reseed"))["seed"] == "2"
    assert "length" not in address(press(app, f"{NAME}.write.restart"))


def test_the_three_cases_of_perplexity_are_computed():
    app = look(visit(screen="perplexity", rule="kneser-ney"))
    size = len(count_corpus(load_text("lincoln", fetch=False), "word").vocabulary)
    for p, case in ((1.0, "best"), (1 / size, "uniform"), (0.0, "endless")):
        put(app, "select_slider", f"{NAME}.certainty", p)
        value = "∞" if p == 0 else load_catalog("en").number(1 / p)
        expected = label(f"perplexity.case.{case}", value=value, size=load_catalog("en").number(size))
        assert expected in drawn(app)
    query = {
        key: value for key, value in address(visit(screen="perplexity", certainty=1 / size)).items() if key != "lang"
    }
    assert label("perplexity.case.uniform", value="3,498", size="3,498") in drawn(look(visit(**query)))


def test_candidates_are_ranked():
    app = look(visit(screen="uses", rule="kneser-ney", candidates="states united the\nthe united states"))
    says = drawn(app)
    assert says.index(">the united states<") < says.rindex(">states united the<")


def test_the_next_button_leads_through_all_screens():
    app = visit()
    for screen in SCREENS[1:]:
        press(app, f"{NAME}.next")
        assert address(app)["screen"] == screen
    assert not [button for button in app.button if button.key == f"{NAME}.next"]


def test_settings_survive_screens_that_do_not_show_them():
    app = look(visit(screen="sentence"))
    put(app, "text_input", f"{NAME}.sentence", "the union")
    choose(app, "screen", "zipf")
    choose(app, "screen", "sentence")
    assert the(app, "text_input", f"{NAME}.sentence").value == "the union"
    assert address(app)["sentence"] == "the union"


def test_settings_go_through_the_address_and_back():
    settings = Settings(
        screen="write", text="hsk", unit="character", n=4, rule="interpolated", k=0.03, seed=9, length=7, prefix="a & b"
    )
    query = page_settings.in_address(settings)
    assert read(query) == (settings, ())


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "value"),
        [("n", "9"), ("n", "two"), ("k", "-1"), ("k", "nan"), ("discount", "0"), ("rule", "magic"), ("text", "x")],
    )  # fmt: skip
    def test_a_wrong_address_falls_back_with_a_message(self, name, value):
        app = visit(**{name: value})
        assert len(app.warning) == 1
        assert label(f"field.{name}") in app.warning[0].value
        assert name not in address(app)

    def test_a_line_without_tokens_asks_for_words(self):
        app = visit(screen="sentence", sentence="!!! 123 ???")
        assert app.warning[0].value == label("problem.empty-sentence")

    @pytest.mark.parametrize("line", ["", "   "])
    def test_an_empty_line_brings_the_example_back(self, line):
        app = visit(screen="sentence", sentence=line)
        assert not app.warning
        assert the(app, "text_input", f"{NAME}.sentence").value == label("example.english.sentence")

    def test_markup_and_formulas_in_a_line_are_text(self):
        evil = "<script>alert(1)</script> $x$ :red[y] **z**"
        app = look(visit(screen="sentence", text="own", own=VERSE, sentence=evil))
        says = drawn(app)
        assert "<script>" not in says
        assert "&lt;" in says
        assert ":red[y]" not in says

    def test_a_very_long_line_is_cut(self):
        app = look(visit(screen="sentence", sentence="the people " * 500))
        assert len(the(app, "text_input", f"{NAME}.sentence").value) <= page_settings.LONGEST_LINE

    def test_a_link_to_somebodys_own_text_asks_for_one(self):
        app = visit(text="own")
        assert app.info[0].value == label("own.missing")
        says = drawn(put(app, "text_area", f"{NAME}.own-pasted", VERSE))
        assert label("own.missing") not in says
        assert VERSE_SOURCE in says

    def test_a_text_that_is_too_short(self):
        app = visit(text="own", own="only four words here")
        assert app.warning[0].value == load_catalog("en")("texts.too-short", tokens=4, needed=24)

    @pytest.mark.parametrize(
        ("own", "unit"),
        [
            ("a" * 500, "character"),
            ("a " * 40, "word"),
            ("\u0645\u0631\u062d\u0628\u0627 " * 30, "word"),
            ("\U0001f600\U0001f680 " * 40, "character"),
            ("<b>&amp;</b> $x$ [y](z) `w` " * 9, "word"),
        ],
        ids=["one-token", "one-word", "right-to-left", "emoji", "markup"],
    )
    def test_odd_texts_of_ones_own_stand_on_every_screen(self, own, unit):
        app = look(visit(text="own", unit=unit, own=own, length=5, rule="kneser-ney"))
        for screen in SCREENS[1:]:
            look(choose(app, "screen", screen))

    def test_a_pasted_text_that_is_empty_keeps_the_last_good_one(self):
        app = visit(text="own", own=VERSE)
        assert VERSE_SOURCE in drawn(put(app, "text_area", f"{NAME}.own-pasted", "   "))

    def test_a_text_from_the_network_waits_for_the_learner_and_lincoln_stands_in(self, monkeypatch, tmp_path):
        nowhere = Download(url="http://localhost:9/book.txt", sha1="0", file="book.txt")
        monkeypatch.setattr(texts, "TIME_MACHINE", nowhere)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        app = visit(text="time-machine")
        assert app.warning[0].value == load_catalog("en")("texts.not-fetched", url=nowhere.url)
        says = drawn(press(app, f"{NAME}.download.text"))
        assert load_catalog("en")("texts.download-failed", url=nowhere.url) in says
        assert label("stand-in") in says
        assert label("text.lincoln") in says
        assert address(app)["text"] == "time-machine"
        app = visit(screen="uses", other="time-machine")
        assert load_catalog("en")("texts.not-fetched", url=nowhere.url) in drawn(app)
        says = drawn(press(app, f"{NAME}.download.first"))
        assert load_catalog("en")("texts.download-failed", url=nowhere.url) in says
