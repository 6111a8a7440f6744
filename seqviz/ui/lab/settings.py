"""The settings of the laboratory: widgets to a config and back, one widget per field."""

from dataclasses import replace
from functools import partial
from typing import Any, get_args

import streamlit as st

from seqviz.config import LanguageModelConfig
from seqviz.config.fields import options_of, range_of
from seqviz.config.language_model import TextName
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.ui.address import write_address
from seqviz.ui.bound import bound
from seqviz.ui.lab.presets import PRESETS, preset_of

MOST_LETTERS = 24
"""So many fit side by side in a column; more go below one another."""

CONFIG = "lab.config"
PROBLEMS = "lab.problems"
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("data", ("text", "unit", "batch_size", "steps", "sampling")),
    ("model", ("cell", "reset", "hidden_size", "layers")),
    ("training", ("optimizer", "learning_rate", "clip", "theta", "seed", "device")),
)


def current_config() -> LanguageModelConfig:
    """Return the page's settings: the session's, or on the first visit those of the address."""
    if CONFIG not in st.session_state:
        config, problems = LanguageModelConfig.from_query(st.query_params.to_dict())
        st.session_state[CONFIG] = config
        st.session_state[PROBLEMS] = (config, problems)
    config = st.session_state[CONFIG]
    assert isinstance(config, LanguageModelConfig)
    return config


def set_config(config: LanguageModelConfig) -> None:
    """Take over ``config`` as the page's settings; the widgets follow when they are drawn."""
    st.session_state[CONFIG] = config


def address_problems() -> tuple[Problem, ...]:
    """Return what in the address had to fall back to its default, until the learner changes a setting."""
    config = current_config()
    fallen_back_to, problems = st.session_state.get(PROBLEMS, (None, ()))
    return problems if config == fallen_back_to else ()


def preset_chips(t: Catalog) -> None:
    """Draw the presets; choosing one sets everything behind it."""
    st.pills(
        t("lab.presets"), list(PRESETS), format_func=lambda name: t(f"lab.preset.{name}"),
        label_visibility="collapsed", **bound("lab.preset", preset_of(current_config()), _take_preset),
    )  # fmt: skip


def _take_preset(name: str | None) -> None:
    if name is not None:
        set_config(replace(PRESETS[name], own_text=current_config().own_text))


def settings_popover(t: Catalog) -> LanguageModelConfig:
    """Draw all settings and return the config that they make; the address follows."""
    config = current_config()
    with st.popover(t("lab.settings"), icon=":material/tune:"), st.container(key="settings-wide"):
        columns = st.columns(3, gap="large")
        for column, (group, names) in zip(columns, GROUPS, strict=True):
            with column:
                st.markdown(f"**{t(f'lab.group.{group}')}**")
                for name in names:
                    _widget(name, config, t)
    write_address(config.to_query())
    return config


def _adopt(name: str) -> None:
    set_config(replace(current_config(), **{name: st.session_state[_key(name)]}))


def _widget(name: str, config: LanguageModelConfig, t: Catalog) -> None:
    """One control, with its range from the config and its label and help from the catalog.

    The config is what counts, the widget a view of it, told its value on every run: behind a closed popover the
    browser forgets what it was told once, and would show the smallest number instead.
    """
    value = getattr(config, name)
    key = _key(name)
    st.session_state[key] = value
    changed: dict[str, Any] = {"on_change": _adopt, "args": (name,)}
    label, text = t(f"settings.{name}"), t(f"settings.{name}.help")
    if isinstance(value, bool):
        st.toggle(label, key=key, help=text, **changed)
        return
    if isinstance(value, str):
        _choice(name, config, label, text, t, changed)
        return
    found = range_of(LanguageModelConfig, name)
    disabled = name == "theta" and not config.clip
    if found.whole:
        st.number_input(label, int(found.low), int(found.high), step=1, key=key, help=text, **changed)
        return
    st.number_input(
        label, found.low, found.high, step=value / 10, format="%g", key=key, help=text, disabled=disabled, **changed
    )


def _choice(name: str, config: LanguageModelConfig, label: str, text: str, t: Catalog, changed: dict[str, Any]) -> None:
    options = get_args(TextName) if name == "text" else options_of(LanguageModelConfig, name)
    disabled = name == "reset" and config.cell != "gru"
    words = {option: t(f"settings.{name}.{option}") for option in options}
    roomy = len(options) <= 3 and len("".join(words.values())) <= MOST_LETTERS
    draw: Any = partial(st.segmented_control, required=True) if roomy else st.selectbox
    draw(label, options, format_func=words.get, key=_key(name), help=text, disabled=disabled, **changed)


def _key(name: str) -> str:
    return f"lab.setting.{name}"
