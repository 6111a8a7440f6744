"""The learner's language: that of the address when the visit begins, else the browser's; then what the switch says."""

import streamlit as st

from seqviz.text.catalog import LANGUAGES, Catalog, Language, load_catalog

LANGUAGE = "language"
"""Where the session holds it."""
_SWITCHES = "language-switches"
"""Where the session counts how often the language was switched."""
NAMES: dict[Language, str] = {"en": "EN", "zh": "中文"}


def current_language() -> Language:
    """Return the language of this session and write it back to the address, where menu clicks drop it.

    Within a session the address does not decide: with each message the browser repeats the address that it knows, and
    one sent just after the switch would switch back.
    """
    asked = st.query_params.get("lang")
    known: dict[str, Language] = {language: language for language in LANGUAGES}
    language = st.session_state.get(LANGUAGE) or known.get(asked or "") or _browser_language()
    st.session_state[LANGUAGE] = language
    if asked != language:
        st.query_params["lang"] = language
    return known[language]


def catalog() -> Catalog:
    """Return the labels in the learner's language."""
    return load_catalog(current_language())


def language_switch() -> None:
    """Draw the switch; the page keeps everything else, a running training included.

    After each switch there is a new one. With every click the browser repeats the values of all widgets, also of those
    that have just been replaced: an old switch that came back under its old name would switch back.
    """
    language = current_language()
    count = st.session_state.setdefault(_SWITCHES, 0)
    key = f"language-{language}-{count}"
    st.segmented_control(
        catalog()("common.language"), LANGUAGES, default=language, key=key, format_func=lambda code: NAMES[code],
        label_visibility="collapsed", required=True, on_change=_switch, args=(key, count),
    )  # fmt: skip


def _switch(key: str, count: int) -> None:
    if count == st.session_state[_SWITCHES]:
        st.session_state[_SWITCHES] += 1
        st.session_state[LANGUAGE] = st.session_state[key]
        st.query_params["lang"] = st.session_state[key]


def _browser_language() -> Language:
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
