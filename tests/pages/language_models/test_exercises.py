"""The exercises, judged against counts of the text."""

import math
import re

from seqviz.ngrams.smoothing import Smoothing
from tests.pages.language_models.language_models_visit import NAME, drawn, label, look, visit, words_of_lincoln
from tests.pages.visiting import address, press, put, the


def say(app, name, answer):
    put(app, "text_input", f"{NAME}.exercise-{name}", answer)
    return drawn(app)


def numbers(app, key):
    """The numbers that fill the text of an exercise, by their names."""
    pattern = re.escape(label(key)).replace(r"\{", "{").replace(r"\}", "}")
    pattern = pattern.replace("{context}", "(?P<context>.+?)", 1).replace("{context}", "(?P=context)")
    pattern = re.sub(r"{(\w+)}", lambda name: f"(?P<{name[1]}>.+?)", pattern)
    found = next(match for text in app.markdown if (match := re.fullmatch(pattern, text.value)))
    return {name: value.replace(",", "") for name, value in found.groupdict().items()}


def test_a_count_divided_by_a_count():
    app = look(visit())
    said = numbers(app, "exercise.division")
    counts = words_of_lincoln()
    pair = counts.vocabulary.encode(said["pair"].split())
    table = counts.counts.tables[1]
    assert int(said["joint"]) == table.counts[counts.counts.row(pair)]
    assert label("exercise.division.upside-down") in say(app, "division", f"{said['total']}/{said['joint']}")
    right = say(app, "division", f"{said['joint']}/{said['total']}")
    assert ":green[:material/check_circle:]" in right


def test_other_numbers_ask_anew():
    app = look(visit())
    asked = {tuple(numbers(app, "exercise.division").items())}
    for _ in range(8):
        asked.add(tuple(numbers(press(app, f"{NAME}.exercise-again-division"), "exercise.division").items()))
    assert len(asked) > 1


def test_add_one_of_an_unseen_pair():
    app = look(visit(screen="smoothing"))
    said = numbers(app, "exercise.unseen-pair")
    assert int(said["vocabulary"]) == len(words_of_lincoln().vocabulary)
    assert label("exercise.unseen-pair.zero") in say(app, "unseen-pair", "0")
    assert label("exercise.unseen-pair.no-vocabulary") in say(app, "unseen-pair", f"1/{said['total']}")
    right = say(app, "unseen-pair", f"1/{int(said['total']) + int(said['vocabulary'])}")
    assert ":green[:material/check_circle:]" in right


def test_the_perplexity_of_four_probabilities():
    app = look(visit(screen="perplexity"))
    p = [1 / int(one.split("/")[1]) for one in numbers(app, "exercise.effective-choices")["probabilities"].split(" ")]
    assert len(p) == 4
    assert label("exercise.effective-choices.arithmetic") in say(
        app, "effective-choices", str(sum(1 / q for q in p) / 4)
    )
    assert ":green[:material/check_circle:]" in say(app, "effective-choices", str(math.prod(p) ** -0.25))


def test_the_best_model_is_recognised_when_it_is_set():
    app = look(visit(screen="smoothing"))
    press(app, f"{NAME}.exercise-set-up-best-model")
    assert (address(app)["n"], address(app)["rule"]) == ("1", "add-k")
    solved = ":green[:material/check_circle:] Perplexity now"
    assert solved not in drawn(app)
    the(app, "selectbox", f"{NAME}.setting-rule").set_value("kneser-ney")
    curve = words_of_lincoln().examiner.by_n(Smoothing(rule="kneser-ney", strength=0.75))
    assert solved in drawn(put(app, "slider", f"{NAME}.setting-n", curve.best + 1))
