"""What lies together: the vectors of many sentences in a plane, and what a straight line reads in all their numbers."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.figures.encodings import encodings_figure
from seqviz.records.encodings import EncodingsAnswer, EncodingsQuestion, Feature
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.look import Look, TranslatorSettings
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict
from seqviz.ui.experiment.tied import tied

EVERY = 4.0
APART = 0.3
"""Share of the scatter from which labels lie visibly apart."""
FEATURES = {
    "numbers": ("hundred-thousands", "ten-thousands", "thousands", "hundreds", "tens", "units", "length"),
    "dates": ("year-end", "month", "weekday", "length"),
    "copying": ("first", "last", "length"),
}
"""Task to what its sentences say, in parts; of the others only the length is known."""


def together_screen(look: Look) -> None:
    """Draw the question what lies together, and behind the guess the plane with its table."""
    page, t, settings = look.page, look.page.t, look.settings
    question = question_of(settings, t)
    if question is not None and guess_of(settings, question) is None:
        predict(page, settings, question, None)
        return
    with page.panel("seq2seq-together", title=t("seq2seq.together.title"), hint=t("seq2seq.together.hint")):
        found = None
        if look.learns_the_task:
            found = look.answer("together", EncodingsQuestion(), every=EVERY)
        else:
            st.caption(t("seq2seq.progress.none"))
        if isinstance(found, EncodingsAnswer):
            chosen = _choice(look, found)
            picture, numbers = st.columns([1.5, 1], gap="medium")
            with picture:
                _picture(look, found, chosen)
            with numbers:
                _table(found, t)
    if question is not None:
        predict(page, settings, question, outcome_of(found, t))


def features_of(settings: TranslatorSettings) -> tuple[str, ...]:
    """Return the parts by which the dots can be coloured."""
    return FEATURES.get(settings.config.pairs.partition("-")[0], ("length",))


def question_of(settings: TranslatorSettings, t: Catalog) -> Question | None:
    """Ask by which part the vectors lie together; ``None`` where there is no choice."""
    names = features_of(settings)
    if len(names) < 2:
        return None
    options = {name: t(f"seq2seq.feature.{name}") for name in names}
    subject = f"together/{settings.config.pairs}"
    return Question(subject=subject, text=t("seq2seq.together.ask"), options=options, why="together-why")


def best_of(found: EncodingsAnswer) -> Feature:
    """Return the part that explains most of the scatter in the plane."""
    return max(found.features, key=lambda feature: feature.separation)


def outcome_of(found: EncodingsAnswer | None, t: Catalog) -> Outcome | None:
    """Return the part by which the vectors lie together, once they do."""
    if found is None:
        return None
    best = best_of(found)
    share = percent_text(best.separation, t.language)
    named = t(f"seq2seq.feature.{best.name}")
    measured = t("seq2seq.together.measured", step=t.number(found.step), feature=named, share=share)
    return Outcome(answers=frozenset({best.name} if best.separation >= APART else ()), measured=measured)


def _choice(look: Look, found: EncodingsAnswer) -> str:
    """Let the learner choose by which part the dots are coloured; at first it is what lies together most."""
    t, settings = look.page.t, look.settings
    names = {feature.name: t(f"seq2seq.feature.{feature.name}") for feature in found.features}
    chosen = settings.view.coloured if settings.view.coloured in names else best_of(found).name
    st.pills(
        t("settings.coloured"), list(names), format_func=lambda name: names.get(name, name), required=True,
        **tied("seq2seq.coloured", chosen, settings.taker("coloured"), options=names).default,
    )  # fmt: skip
    return chosen


def _picture(look: Look, found: EncodingsAnswer, chosen: str) -> None:
    """Draw the dots in the colours of the part that is chosen."""
    t = look.page.t
    shares = [percent_text(share, t.language) for share in found.shares]
    axes = (t("seq2seq.together.first", share=shares[0]), t("seq2seq.together.second", share=shares[1]))
    feature = next(one for one in found.features if one.name == chosen)
    figure = look.figure("together", (found, chosen), lambda: encodings_figure(found, feature, axes=axes))
    chart(figure, key="seq2seq.together", label=t("seq2seq.together.title"))
    st.caption(t("seq2seq.together.count", step=t.number(found.step), count=len(found.sentences)))


def _table(found: EncodingsAnswer, t: Catalog) -> None:
    """Draw how far each part lies apart in the plane, and how well it is read from the whole vector."""
    heads = [t(f"seq2seq.together.head.{name}") for name in ("part", "plane", "probe", "chance")]
    lines = [heads, ["---", "---:", "---:", "---:"]]
    for one in found.features:
        figures = (percent_text(share, t.language) for share in (one.separation, one.probe, one.chance))
        lines.append([t(f"seq2seq.feature.{one.name}"), *figures])
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
    st.caption(t("seq2seq.together.read"))
