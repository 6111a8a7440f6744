"""Every widget of every page, on a slow machine too: no setting changes that the learner did not change.

Each page is opened with all its settings turned away from where widgets begin. What it shows and what its address says
must then outlive menus, languages, reloads, tabs, uploads and presets, and a run must keep what it was started with.
"""

import csv
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from seqviz.config.fields import Facts
from tests.pages.outlines import SCREENS, facts, key_of, outlines, screens

pytestmark = pytest.mark.browser

OUTLINES = outlines()
TRAINING = {"lab": {}, "sequence-models": {"idea": "forecast"}}
"""Pages with a run, and where on them it is."""
OWN = {
    "lab": {"text": "own"},
    "language-models": {"text": "own"},
    "sequence-models": {"idea": "series", "source": "own"},
}
"""Where a page takes a learner's file."""
FILES = {
    "lab": ("story.txt", "Once upon a time a learner wrote a text. " * 200),
    "language-models": ("story.txt", "Once upon a time a learner wrote a text. " * 200),
    "sequence-models": ("own.csv", "day,value\n" + "\n".join(f"{day},{day % 7 + day / 9}" for day in range(400))),
}
OPENED = {"beam-search": {"shown": "yes"}}
"""What a page must be told before it shows all its widgets."""
NO_SETTINGS = ("lang", "run", "predicted", "projector")
THROTTLED, DELAY = 6, "0.3"

SHOWN = """() => {
  const shown = {};
  for (const box of document.querySelectorAll('[class*="st-key-"] [data-testid=stWidgetLabel]')) {
    const widget = box.parentElement.closest('[data-testid]');
    const name = box.closest('[class*="st-key-"]').className.match(/st-key-(\\S+)/)[1].replace(/(-\\d+)+$/, '');
    if (/^(language|projector)/.test(name)) continue;
    const chosen = [...widget.querySelectorAll('[role=radio], [role=option], [role=button]')]
      .map((button, place) => button.getAttribute('aria-checked') === 'true' ? place : -1).filter(place => place >= 0);
    const typed = [...widget.querySelectorAll('input, textarea')].map(input =>
      input.type === 'checkbox' ? input.checked
      : input.type === 'range' ? Number(input.getAttribute('aria-valuetext')) || input.getAttribute('aria-valuetext')
      : input.type === 'number' ? Number(input.value) : input.value);
    shown[name] = JSON.stringify([chosen, typed]);
  }
  return shown;
}"""


def stirred(facts: Facts, usual: object) -> str | None:
    """Another value than the usual one, as an address writes it: far from where a widget begins by itself."""
    if facts.kind == "switch":
        return "off" if usual else "on"
    if facts.kind == "choice":
        return next(option for option in facts.options if option != usual)
    if facts.kind == "text" and facts.longest >= 20:
        return "the people"
    if facts.range is None:
        return None
    low, high = facts.range.low, facts.range.high
    if facts.range.whole:
        return str(int(usual + 1 if usual + 1 <= high else usual - 1))
    return repr(round(min(max(usual / 2, low), high), 4))


def addresses(page: str) -> list[dict[str, str]]:
    """Addresses that show every screen of a page with every setting turned away from the usual."""
    outline = OUTLINES[page]
    defaults = vars(outline.config()) | vars(outline.view())
    values = {
        key_of(outline, field): value
        for field, found in facts(outline).items()
        if field not in SCREENS and (value := stirred(found, {**defaults, **outline.start}[field])) is not None
    }
    return [values | screen | OPENED.get(page, {}) for screen in screens(outline)]
