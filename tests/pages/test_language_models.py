"""The page of counted language models in both languages: every screen, every rule, and what a learner may get wrong."""

import math
import re

import pytest

from seqviz.data import texts
from seqviz.data.downloads import Download
from seqviz.data.texts import load_text
from seqviz.ngrams.config import CountedModel
from seqviz.ngrams.corpus import count_corpus
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.problem import Problem
from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.lessons.language_models.outline import LANGUAGE_MODELS, LONGEST_LINE, SCREENS, CountedView
from tests.pages import visiting
from tests.pages.visiting import address, pick, press, put, ran, the, words

NAME = "language-models"
VERSE = "the cat sat on the mat and the dog sat on the log and the cat saw the dog . " * 3
VERSE_SOURCE = visiting.label(f"{NAME}.source.own", tokens="53", unit="words", held_out="7")


def visit(language="en", *, own="", **query):
    app = visiting.visit(NAME, language, **query)
    return put(app, "text_area", f"{NAME}.own-pasted", own) if own else app


def question(app):
    """The answers that the page offers before it shows anything."""
    return next(group for group in app.get("button_group") if ".predict-" in group.key)


def look(app):
    """Go past the question of the screen without a guess."""
    return guess(app, "show")


def guess(app, value):
    question(app).set_value(value)
    return ran(app)


def choose(app, key, value):
    return pick(app, f"{NAME}.{key}", value)


def go_to(app, screen):
    return choose(app, "setting-screen", screen)


def drawn(app):
    """Everything that the page says, its own HTML included."""
    return "\n".join([words(app), *(str(element.proto.body) for element in app.get("html"))])


def label(key, language="en", **values):
    return visiting.label(f"{NAME}.{key}", language, **values)


def kit(key, language="en", **values):
    return visiting.label(f"kit.{key}", language, **values)


def words_of_lincoln():
    return count_corpus(load_text("lincoln", fetch=False), "word")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_asks_first_and_shows_then(language, screen):
    text, unit = ("lincoln", "word") if language == "en" else ("hsk", "character")
    app = visit(language, screen=screen, text=text, unit=unit, length=3)
    assert kit("predict.title", language) in drawn(app)
    look(app)
    says = drawn(app)
    assert kit("predict.outcome", language) in says
    assert kit("predict.came-out", language, answer="").split("*")[0] in says
    assert label(f"text.{text}", language) in drawn(app)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_rule_and_the_ends_of_n_on_every_screen(screen):
    app = look(visit(screen=screen, n=5, length=2))
    for rule, n in (("add-k", 1), ("interpolated", 4), ("kneser-ney", 1)):
        the(app, "selectbox", f"{NAME}.setting-rule").set_value(rule)
        put(app, "slider", f"{NAME}.setting-n", n)


def test_the_zero_factor_is_pointed_at():
    app = look(visit(screen="sentence", sentence="the people for the people"))
    says = drawn(app)
    assert 'class="lm-tile zero"' in says
    assert "“people for” was not seen" in says
    assert "= 0<" in says


def test_a_right_guess_is_checked_against_the_computation():
    app = visit(screen="sentence", sentence="the people for the people")
    guess(app, "2")
    says = drawn(app)
    assert kit("predict.yours", answer="**3 for**") + " " + kit("predict.right") in says
    assert address(app)["predicted"].endswith(".2")


def test_a_wrong_guess_is_told_kindly_and_may_be_repeated():
    app = guess(visit(screen="perplexity"), "less")
    assert kit("predict.yours", answer="**below a quarter of it**") + " " + kit("predict.wrong") in drawn(app)
    again = next(button.key for button in app.button if ".predict-again-perplexity" in button.key)
    assert kit("predict.title") in drawn(press(app, again))


def test_a_change_of_text_keeps_the_result_and_drops_the_old_guess():
    app = guess(visit(screen="smoothing"), "1")
    assert kit("predict.yours", answer="**n = 1**") + " " + kit("predict.right") in drawn(app)
    choose(app, "preset", "letters")
    says = drawn(app)
    assert kit("predict.outcome") in says
    assert "You said" not in says
    assert address(app)["predicted"].count("smoothing/") == 1


def test_add_one_is_best_at_n_1_for_words_as_the_page_says():
    curve = words_of_lincoln().examiner.by_strength(1, "add-k", (1.0,))
    assert f"perplexity is {curve.perplexities[0]:.0f}" in drawn(look(visit(screen="smoothing")))


def test_the_duel_says_which_words_the_text_lacks_and_offers_a_text_that_has_them():
    app = look(visit(screen="duel"))
    says = drawn(app)
    assert "speech, wreck, nice, beach" in says
    assert label("duel.outcome.both-zero") in says
    says = drawn(press(app, f"{NAME}.use-every"))
    assert "never says" not in says
    assert address(app)["text"] == "every"
    assert label("duel.outcome.ratio", ratio="X").split("X")[1] in says


def test_writing_goes_step_by_step_and_the_address_holds_it():
    app = look(visit(screen="write", n=3))
    for _ in range(2):
        press(app, f"{NAME}.one")
    first = drawn(press(app, f"{NAME}.ten"))
    assert address(app)["length"] == "12"
    again = visit(**{k: v for k, v in address(app).items() if k != "lang"})
    assert [line for line in first.splitlines() if "lm-text" in line] == [
        line for line in drawn(again).splitlines() if "lm-text" in line
    ]
    assert address(press(app, f"{NAME}.back"))["length"] == "11"
    assert address(press(app, f"{NAME}.reseed"))["seed"] == "2"
    assert "length" not in address(press(app, f"{NAME}.restart"))


def test_the_three_cases_of_perplexity_are_computed():
    app = look(visit(screen="perplexity", rule="kneser-ney"))
    size = len(words_of_lincoln().vocabulary)
    for p, case in ((1.0, "best"), (1 / size, "uniform"), (0.0, "endless")):
        put(app, "select_slider", f"{NAME}.certainty", p)
        value = "∞" if p == 0 else load_catalog("en").number(1 / p)
        expected = label(f"perplexity.case.{case}", value=value, size=load_catalog("en").number(size))
        assert expected in drawn(app)
    query = {key: value for key, value in address(app).items() if key != "lang"}
    put(app, "select_slider", f"{NAME}.certainty", 1 / size)
    query = {key: value for key, value in address(app).items() if key != "lang"}
    assert query["certainty"] == repr(1 / size)
    assert label("perplexity.case.uniform", value="3,498", size="3,498") in drawn(visit(**query))


def test_candidates_that_cannot_be_told_apart_share_a_rank():
    app = look(visit(screen="uses", candidates="xylophone zebra\nzebra xylophone"))
    says = drawn(app)
    assert says.count('<tr class=""><td>1</td>') == 2
    assert label("uses.tie") in says


def test_every_n_writes_with_the_same_dice():
    app = look(visit(screen="write", length=12))
    says = drawn(app)
    for n in range(1, 6):
        assert f"<td>{n}</td>" in says
    assert says.count('<tr class="here"><td>2</td>') == 1


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
    go_to(app, "zipf")
    go_to(app, "sentence")
    assert the(app, "text_input", f"{NAME}.sentence").value == "the union"
    assert address(app)["sentence"] == "the union"


def test_settings_go_through_the_address_and_back():
    config = CountedModel(text="hsk", unit="character", n=4, rule="interpolated", k=0.031234567891)
    view = CountedView(screen="write", seed=9, length=7, prefix="a & b", candidates="one\ntwo", certainty=1 / 3)
    before = Settings(LANGUAGE_MODELS, config, view, guesses={"write/0": "few"})
    after = Settings(LANGUAGE_MODELS, CountedModel(), CountedView())
    after.read(before.query)
    assert (after.config, after.view, after.guesses, after.problems) == (config, view, {"write/0": "few"}, ())


OLD_LINK = {
    "screen": "sentence", "text": "lincoln", "unit": "character", "n": "3", "rule": "kneser-ney", "discount": "0.6",
    "k": "0.03", "seed": "7", "length": "5", "share": "0.25", "certainty": "0.5", "table": "counts", "other": "hsk",
    "context": "q", "sentence": "the fox", "first": "a", "second": "b", "prefix": "c", "candidates": "d",
}  # fmt: skip


def test_a_link_from_before_the_kit_still_means_what_it_said():
    settings = Settings(LANGUAGE_MODELS, CountedModel(), CountedView())
    settings.read(OLD_LINK)
    assert settings.problems == ()
    assert {name: str(settings.value(name)) for name in OLD_LINK} == OLD_LINK


class TestTheRuleThatSuits:
    """Without smoothing nearly every number from the fourth screen on is infinite."""

    def test_the_later_screens_are_smoothed_and_the_earlier_ones_not(self):
        app = look(go_to(visit(), "perplexity"))
        assert the(app, "selectbox", f"{NAME}.setting-rule").value == "kneser-ney"
        assert "∞ = " not in drawn(app)
        go_to(app, "sentence")
        assert the(app, "selectbox", f"{NAME}.setting-rule").value == "none"

    def test_a_link_to_a_later_screen_says_what_it_shows(self):
        app = look(go_to(visit(), "write"))
        again = visit(**{k: v for k, v in address(app).items() if k != "lang"})
        assert the(again, "selectbox", f"{NAME}.setting-rule").value == "kneser-ney"
        assert the(go_to(again, "sentence"), "selectbox", f"{NAME}.setting-rule").value == "none"

    def test_who_has_chosen_a_rule_keeps_it(self):
        app = visit()
        put(app, "selectbox", f"{NAME}.setting-rule", "add-k")
        put(app, "selectbox", f"{NAME}.setting-rule", "none")
        assert the(go_to(app, "perplexity"), "selectbox", f"{NAME}.setting-rule").value == "none"
        app = go_to(visit(rule="add-k"), "write")
        assert the(app, "selectbox", f"{NAME}.setting-rule").value == "add-k"


class TestExercises:
    def say(self, app, name, answer):
        put(app, "text_input", f"{NAME}.exercise-{name}", answer)
        return drawn(app)

    def numbers(self, app, key):
        """The numbers that fill the text of an exercise, by their names."""
        pattern = re.escape(label(key)).replace(r"\{", "{").replace(r"\}", "}")
        pattern = pattern.replace("{context}", "(?P<context>.+?)", 1).replace("{context}", "(?P=context)")
        pattern = re.sub(r"{(\w+)}", lambda name: f"(?P<{name[1]}>.+?)", pattern)
        found = next(match for text in app.markdown if (match := re.fullmatch(pattern, text.value)))
        return {name: value.replace(",", "") for name, value in found.groupdict().items()}

    def test_a_count_divided_by_a_count(self):
        app = look(visit())
        said = self.numbers(app, "exercise.division")
        counts = words_of_lincoln()
        pair = counts.vocabulary.encode(said["pair"].split())
        table = counts.counts.tables[1]
        assert int(said["joint"]) == table.counts[counts.counts.row(pair)]
        assert label("exercise.division.upside-down") in self.say(app, "division", f"{said['total']}/{said['joint']}")
        right = self.say(app, "division", f"{said['joint']}/{said['total']}")
        assert ":green[:material/check_circle:]" in right

    def test_other_numbers_ask_anew(self):
        app = look(visit())
        asked = {tuple(self.numbers(app, "exercise.division").items())}
        for _ in range(8):
            asked.add(tuple(self.numbers(press(app, f"{NAME}.exercise-again-division"), "exercise.division").items()))
        assert len(asked) > 1

    def test_add_one_of_an_unseen_pair(self):
        app = look(visit(screen="smoothing"))
        said = self.numbers(app, "exercise.unseen-pair")
        assert int(said["vocabulary"]) == len(words_of_lincoln().vocabulary)
        assert label("exercise.unseen-pair.zero") in self.say(app, "unseen-pair", "0")
        assert label("exercise.unseen-pair.no-vocabulary") in self.say(app, "unseen-pair", f"1/{said['total']}")
        right = self.say(app, "unseen-pair", f"1/{int(said['total']) + int(said['vocabulary'])}")
        assert ":green[:material/check_circle:]" in right

    def test_the_perplexity_of_four_probabilities(self):
        app = look(visit(screen="perplexity"))
        p = [
            1 / int(one.split("/")[1])
            for one in self.numbers(app, "exercise.effective-choices")["probabilities"].split(" ")
        ]
        assert len(p) == 4
        assert label("exercise.effective-choices.arithmetic") in self.say(
            app, "effective-choices", str(sum(1 / q for q in p) / 4)
        )
        assert ":green[:material/check_circle:]" in self.say(app, "effective-choices", str(math.prod(p) ** -0.25))

    def test_the_best_model_is_recognised_when_it_is_set(self):
        app = look(visit(screen="smoothing"))
        press(app, f"{NAME}.exercise-set-up-best-model")
        assert (address(app)["n"], address(app)["rule"]) == ("1", "add-k")
        solved = ":green[:material/check_circle:] Perplexity now"
        assert solved not in drawn(app)
        the(app, "selectbox", f"{NAME}.setting-rule").set_value("kneser-ney")
        curve = words_of_lincoln().examiner.by_n(Smoothing(rule="kneser-ney", strength=0.75))
        assert solved in drawn(put(app, "slider", f"{NAME}.setting-n", curve.best + 1))


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "value"),
        [("n", "9"), ("n", "two"), ("k", "-1"), ("k", "nan"), ("discount", "0"), ("rule", "magic"), ("text", "x")],
    )  # fmt: skip
    def test_a_wrong_address_falls_back_with_a_message(self, name, value):
        app = visit(**{name: value})
        assert len(app.warning) == 1
        assert label(name) in app.warning[0].value
        assert name not in address(app)

    def test_what_was_wrong_with_the_address_is_said_until_a_setting_changes(self):
        app = look(visit(n="9"))
        assert len(app.warning) == 1
        assert not go_to(app, "zipf").warning

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

    def test_a_line_that_is_too_long_is_refused_by_name(self):
        app = visit(screen="sentence", sentence="the people " * 500)
        assert label("sentence") in app.warning[0].value
        assert str(LONGEST_LINE) in app.warning[0].value
        assert the(app, "text_input", f"{NAME}.sentence").value == label("example.english.sentence")

    def test_a_link_to_somebodys_own_text_asks_for_one(self):
        app = visit(text="own")
        assert app.info[0].value == kit("own.missing")
        says = drawn(put(app, "text_area", f"{NAME}.own-pasted", VERSE))
        assert kit("own.missing") not in says
        assert VERSE_SOURCE in says

    def test_a_text_that_is_too_short(self):
        app = visit(text="own", own="only four words here")
        assert app.warning[0].value == load_catalog("en")("texts.too-short", tokens=4, needed=24)

    def test_sliders_keep_their_values_when_an_own_text_arrives(self):
        """Streamlit starts a slider that is drawn anew at its minimum."""
        app = look(visit(n=4, rule="kneser-ney", discount=0.7))
        choose(app, "preset", "own")
        put(app, "text_area", f"{NAME}.own-pasted", VERSE)
        assert the(app, "slider", f"{NAME}.setting-n").value == 4
        assert the(app, "select_slider", f"{NAME}.setting-discount").value == 0.7
        choose(app, "preset", "words")
        assert the(app, "slider", f"{NAME}.setting-n").value == 4
        assert address(app)["discount"] == "0.7"

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
            look(go_to(app, screen))

    def test_a_pasted_text_that_is_empty_keeps_the_last_good_one(self):
        app = visit(text="own", own=VERSE)
        assert VERSE_SOURCE in drawn(put(app, "text_area", f"{NAME}.own-pasted", "   "))

    def test_a_text_from_the_network_waits_for_the_learner_and_lincoln_stands_in(self, monkeypatch, tmp_path):
        nowhere = Download(url="http://localhost:9/book.txt", sha1="0", file="book.txt")
        monkeypatch.setattr(texts, "TIME_MACHINE", nowhere)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        app = visit(text="time-machine")
        not_here, failed = (
            sentence(Problem(key, url=nowhere.url), load_catalog("en"))
            for key in ("texts.not-fetched", "texts.download-failed")
        )
        assert app.warning[0].value.startswith(not_here)
        says = drawn(press(app, f"{NAME}.fetch-text"))
        assert failed in says
        assert label("stand-in") in says
        assert label("text.lincoln") in says
        assert address(app)["text"] == "time-machine"
        app = visit(screen="uses", other="time-machine")
        assert not_here in drawn(app)
        says = drawn(press(app, f"{NAME}.fetch-first"))
        assert failed in says


def test_what_a_screen_computed_can_be_taken_home():
    from seqviz.ui.lessons.language_models.stage import Stage
    from seqviz.ui.lessons.language_models.take_home import files
    from seqviz.ui.page import Page

    view = CountedView(sentence="the people for the people", length=4)
    settings = Settings(LANGUAGE_MODELS, CountedModel(n=3), view)
    stage = Stage(page=Page(NAME, load_catalog("en")), settings=settings, corpus=words_of_lincoln())
    contents = {file.file_name: str(file.content()) for file in files(stage)}
    rows = contents[f"{NAME}-factors.csv"].splitlines()
    assert rows[3].startswith("sentence,for,the people,0,")
    assert len(contents[f"{NAME}-writing.csv"].splitlines()) == 5
    assert "n,3" in contents[f"{NAME}-settings.csv"]
