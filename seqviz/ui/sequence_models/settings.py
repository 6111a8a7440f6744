"""The settings of the page: series, idea and models; widgets to a config and back, and all of it in the address."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Literal, get_args

import streamlit as st

from seqviz.config.fields import options_of, range_of
from seqviz.config.forecast import ForecastConfig, Source
from seqviz.records.forecast import Feedback
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.ui.address import shown_problem, write_address
from seqviz.ui.bound import show

Idea = Literal["chain", "series", "forecast", "fill", "order"]
IDEAS: tuple[Idea, ...] = get_args(Idea)
ALONE = 0
"""The horizon that means: from the first held-out step to the end."""
CONFIG = "sequence-models.config"
PROBLEMS = "sequence-models.problems"
FALLEN_BACK_TO = "sequence-models.fallen-back-to"
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("data", ("stock", "event", "season", "seed")),
    ("model", ("history", "batch_size", "learning_rate", "max_steps", "device")),
)
BELONGS: Mapping[str, tuple[Source, ...]] = MappingProxyType({"stock": ("stocks",), "event": ("ratings", "earthquake")})
"""Settings that only some series have."""
KNOBS = ("tau", "width", "horizon", "noise")
VIEW: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {"k": (1, 4, 16, 64, ALONE), "length": (2, 3, 4, 5, 6), "at": tuple(range(20_000)), "moved": tuple(range(1, 900))}
)
"""What the address also keeps: the horizon drawn, the chain's length and place, the day the event is moved to."""
VIEW_DEFAULTS: Mapping[str, int] = MappingProxyType({"k": 16, "length": 4, "at": 1001, "moved": 500})


def current_config() -> ForecastConfig:
    """Return the page's settings: the session's, or on the first visit those of the address."""
    if CONFIG not in st.session_state:
        _read_address()
    config: ForecastConfig = st.session_state[CONFIG]
    return config


def set_config(config: ForecastConfig) -> None:
    """Take over ``config`` as the page's settings, the widgets included."""
    st.session_state[CONFIG] = config
    for name in ("source", "family", *KNOBS, *(n for _, names in GROUPS for n in names)):
        st.session_state[key_of(name)] = getattr(config, name)


def change(name: str) -> None:
    """Take over the value of one widget."""
    st.session_state[CONFIG] = replace(current_config(), **{name: st.session_state[key_of(name)]})


def key_of(name: str) -> str:
    """Return the session key of a setting's widget."""
    return f"sequence-models.{name}"


def view(name: str) -> int:
    """Return a number of ``VIEW`` as the session has it."""
    return int(st.session_state.setdefault(key_of(name), VIEW_DEFAULTS[name]))


def feedback() -> Feedback:
    """Return what the models read while they forecast."""
    chosen: Feedback = st.session_state.setdefault(key_of("feedback"), "prediction")
    return chosen


def address_problems(idea: Idea) -> tuple[Problem, ...]:
    """Return what in the address had to fall back to its default, until the learner changes a setting."""
    problems: tuple[Problem, ...] = st.session_state.get(PROBLEMS, ())
    fallen_back_to = st.session_state.setdefault(FALLEN_BACK_TO, settings_of_page(idea))
    return problems if settings_of_page(idea) == fallen_back_to else ()


def settings_of_page(idea: Idea) -> dict[str, str]:
    """Return everything that the address keeps, defaults left out."""
    query = current_config().to_query()
    query.pop("task", None)
    if idea != IDEAS[0]:
        query["idea"] = idea
    query |= {name: str(view(name)) for name in VIEW if view(name) != VIEW_DEFAULTS[name]}
    if feedback() != "prediction":
        query["feedback"] = feedback()
    return query


def idea_switch(t: Catalog) -> Idea:
    """Draw the five ideas and return the chosen one."""
    current_config()
    st.session_state.setdefault(key_of("idea"), IDEAS[0])
    idea = st.segmented_control(
        t("sequence-models.idea"), IDEAS, key=key_of("idea"), label_visibility="collapsed", required=True,
        format_func=lambda name: t(f"sequence-models.idea.{name}"),
    )  # fmt: skip
    chosen: Idea = idea or IDEAS[0]
    if chosen == "forecast" or chosen == "fill" or chosen == "order":
        st.session_state[CONFIG] = replace(current_config(), task=chosen)
    return chosen


def series_chips(t: Catalog) -> None:
    """Draw the series as chips."""
    show(key_of("source"), current_config().source)
    st.pills(
        t("sequence-models.series"), get_args(Source), key=key_of("source"), label_visibility="collapsed",
        format_func=lambda name: t(f"sequence-models.series.{name}"), on_change=_change_source, required=True,
    )  # fmt: skip


def _change_source() -> None:
    """A season and an event belong to one series: they start anew with another."""
    set_config(replace(current_config(), source=st.session_state[key_of("source")], season=0, event=0))


def settings_popover(t: Catalog) -> None:
    """Draw the settings that do not stand on the page itself."""
    with st.popover(t("sequence-models.settings"), icon=":material/tune:"), st.container(width=520):
        for column, (group, names) in zip(st.columns(2, gap="large"), GROUPS, strict=True):
            with column:
                st.markdown(f"**{t(f'sequence-models.group.{group}')}**")
                for name in names:
                    if current_config().source in BELONGS.get(name, get_args(Source)):
                        _widget(name, t)


def keep_address(idea: Idea) -> None:
    """Make the address say what the page shows."""
    write_address(settings_of_page(idea))


def say(problem: Problem, t: Catalog) -> str:
    """Return the sentence for a problem, with this page's names of settings."""
    return shown_problem(problem, t, settings="sequence-models.setting")


def knob(name: str, t: Catalog, *, top: float | None = None) -> None:
    """Draw one number of the config as a slider, up to ``top`` where the config allows more than one needs."""
    found = range_of(ForecastConfig, name)
    value = getattr(current_config(), name)
    show(key_of(name), value)
    low, high = found.low, max(value, min(found.high, top or found.high))
    kind: Any = int if found.whole else float
    st.slider(
        t(f"sequence-models.setting.{name}"), kind(low), kind(high), step=kind(1) if found.whole else 0.05,
        key=key_of(name), on_change=change, args=(name,), help=t(f"sequence-models.setting.{name}.help"),
    )  # fmt: skip


def _widget(name: str, t: Catalog) -> None:
    config, key = current_config(), key_of(name)
    st.session_state[key] = getattr(config, name)
    label, text = t(f"sequence-models.setting.{name}"), t(f"sequence-models.setting.{name}.help")
    if isinstance(getattr(config, name), str):
        st.segmented_control(
            label, options_of(ForecastConfig, name), key=key, help=text, required=True, on_change=change, args=(name,),
            format_func=lambda option: t(f"sequence-models.setting.{name}.{option}"),
        )  # fmt: skip
        return
    found = range_of(ForecastConfig, name)
    kind: Any = int if found.whole else float
    st.number_input(
        label, kind(found.low), kind(found.high), step=1 if found.whole else 0.001, key=key, help=text,
        format=None if found.whole else "%g", on_change=change, args=(name,),
    )  # fmt: skip


def _read_address() -> None:
    query = st.query_params.to_dict()
    config, problems = ForecastConfig.from_query({k: v for k, v in query.items() if k != "task"})
    found = list(problems)
    set_config(config)
    for name, options in VIEW.items():
        _take(query, name, {str(option): option for option in options}, found)
    _take(query, "feedback", {option: option for option in get_args(Feedback)}, found)
    _take(query, "idea", {idea: idea for idea in IDEAS}, found)
    st.session_state[PROBLEMS] = tuple(found)


def _take(query: Mapping[str, str], name: str, options: Mapping[str, Any], problems: list[Problem]) -> None:
    if name not in query:
        return
    if query[name] in options:
        st.session_state[key_of(name)] = options[query[name]]
    else:
        names = list(options)
        known = ", ".join(names) if len(names) < 10 else f"{names[0]} … {names[-1]}"
        problems.append(Problem("sequence-models.problem.address", field=name, value=query[name], options=known))
