"""What a screen says is what was computed."""

from seqviz.ngrams.config import CountedModel
from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.lessons.language_models.outline import LANGUAGE_MODELS, CountedView
from tests.pages.language_models.language_models_visit import NAME, drawn, label, look, visit, words_of_lincoln
from tests.pages.visiting import address, press, put


def test_the_zero_factor_is_pointed_at():
    app = look(visit(screen="sentence", sentence="the people for the people"))
    says = drawn(app)
    assert 'class="lm-tile zero"' in says
    assert "“people for” was not seen" in says
    assert "= 0<" in says


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


def test_the_three_cases_of_perplexity_are_computed():
    app = look(visit(screen="perplexity", rule="kneser-ney"))
    size = len(words_of_lincoln().vocabulary)
    for p, case in ((1.0, "best"), (1 / size, "uniform"), (0.0, "endless")):
        put(app, "select_slider", f"{NAME}.certainty", p)
        value = "∞" if p == 0 else load_catalog("en").number(1 / p)
        expected = label(f"perplexity.case.{case}", value=value, size=load_catalog("en").number(size))
        assert expected in drawn(app)
    put(app, "select_slider", f"{NAME}.certainty", 1 / size)
    query = {key: value for key, value in address(app).items() if key != "lang"}
    assert query["certainty"] == repr(1 / size)
    assert label("perplexity.case.uniform", value="3,498", size="3,498") in drawn(visit(**query))


def test_candidates_that_cannot_be_told_apart_share_a_rank():
    app = look(visit(screen="uses", candidates="xylophone zebra\nzebra xylophone"))
    says = drawn(app)
    assert says.count('<tr class=""><td>1</td>') == 2
    assert label("uses.tie") in says


def test_candidates_are_ranked():
    app = look(visit(screen="uses", rule="kneser-ney", candidates="states united the\nthe united states"))
    says = drawn(app)
    assert says.index(">the united states<") < says.rindex(">states united the<")


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
