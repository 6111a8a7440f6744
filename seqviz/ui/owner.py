"""The secret by which a browser finds its own runs again, and nobody else's."""

import secrets

import streamlit as st

from seqviz.components.owner import remember_owner

COOKIE = "seqviz_owner"


def owner_token() -> str:
    """Return the secret that tells this browser from others."""
    kept = st.context.cookies.get(COOKIE)
    if isinstance(kept, str) and kept:  # without a browser, as in tests of pages, there is no cookie to speak of
        return kept
    token: str = st.session_state.setdefault("owner", secrets.token_urlsafe())
    return token


def keep_owner() -> None:
    """Let the browser keep its secret over a reload; one that another tab brought first holds."""
    remember_owner(COOKIE, owner_token(), lambda other: st.session_state.update(owner=other))
