"""Every widget of every page, on a slow machine too: no setting changes that the learner did not change.

Each page is opened with all its settings turned away from where widgets begin. What it shows and what its address says
must then outlive menus, languages, reloads, tabs, uploads and presets, and a run must keep what it was started with.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from seqviz.config.fields import Facts
from seqviz.ui.language import NAMES
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
  if (document.querySelector('[data-testid=stSkeleton]')) return null;
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
    shown[name] = [...chosen, ...typed];
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


def settings_in(url: str) -> dict[str, str]:
    """What an address says, apart from the language and the run."""
    said = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return {key: values[0] for key, values in said.items() if key not in NO_SETTINGS}


class Look(NamedTuple):
    """A page as a learner sees it: what its address says, and what each widget shows."""

    address: dict[str, str]
    widgets: dict[str, list[object]]

    def beside(self, other: "Look") -> dict[str, tuple[object, object]]:
        """Return what is different, by the names of widgets and of the address."""
        pairs = ((self.address, other.address), (self.widgets, other.widgets))
        return {
            name: (here.get(name), there.get(name))
            for here, there in pairs
            for name in here.keys() | there.keys()
            if here.get(name) != there.get(name)
        }


class Desk:
    """A learner's browser on the slow server."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server

    def open(self, page: str, query: dict[str, str], *, lang: str = "en") -> None:
        self.page.goto(f"{self.server}/{page}?{urlencode({'lang': lang, **query})}")
        self.quiet()

    def quiet(self) -> None:
        """Wait until the script has not run for a while, and all that it draws is there."""
        self.page.wait_for_selector("h1", timeout=60_000)
        self.page.evaluate("window.ran = performance.now()")
        self.page.wait_for_function(
            """() => {
              const app = document.querySelector('[data-testid=stApp]');
              const drawing = document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
              if (app?.dataset.testScriptState !== 'notRunning' || drawing) window.ran = performance.now();
              return performance.now() - window.ran > 600;
            }""",
            timeout=60_000,
        )

    def look(self) -> "Look":
        """Return what the address says, and what the widgets show, those in menus too."""
        shown = self.shown()
        for menu in self.page.locator("[data-testid=stPopover] button[aria-expanded]:visible:enabled").all():
            menu.click()
            self.page.get_by_test_id("stPopoverBody").first.wait_for()
            shown |= self.shown()
            self.page.keyboard.press("Escape")
            expect(self.page.get_by_test_id("stPopoverBody")).to_have_count(0)
        return Look(settings_in(self.page.url), shown)

    def shown(self) -> dict[str, list[object]]:
        """Return what the widgets show that are on the screen, once it stays the same."""
        before, now = None, self.page.evaluate(SHOWN)
        while now is None or now != before:
            self.page.wait_for_timeout(200)
            before, now = now, self.page.evaluate(SHOWN)
        return now

    def switch(self, *languages: str) -> None:
        """Switch the language, each time without waiting for the last."""
        for language in languages:
            choices = self.page.locator("[class*=st-key-language]").get_by_role(
                "radio", name=NAMES[language], exact=True
            )
            choices.last.click()  # while one switch gives way to the next there are two
            self.page.wait_for_timeout(80)  # a hand is not quicker
        expect(self.page.locator("h1")).to_have_text(re.compile("[一-鿿]" if languages[-1] == "zh" else "^[^一-鿿]+$"))
        self.quiet()

    @contextmanager
    def slow(self) -> Iterator[None]:
        """A slow machine at both ends."""
        cookie = {"name": "slow", "value": DELAY, "url": self.server}
        throttle = self.page.context.new_cdp_session(self.page)
        self.page.context.add_cookies([cookie])
        throttle.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLED})
        yield
        throttle.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        self.page.context.clear_cookies(name="slow")


@pytest.fixture(scope="module")
def slow_server(start_server: Callable, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("slow") / "log.txt"
    with start_server(str(Path(__file__).parent / "slow" / "app.py"), log) as url:
        yield url
    assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture(scope="module")
def desk(browser: Browser, slow_server: str) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    context.set_default_timeout(30_000)
    yield Desk(context.new_page(), slow_server)
    context.close()


SCREENS_OF_ALL = [(page, query) for page in sorted(OUTLINES) for query in addresses(page)]


@pytest.mark.parametrize(
    ("page", "query"), SCREENS_OF_ALL, ids=[f"{page}-{place}" for place, (page, _) in enumerate(SCREENS_OF_ALL)]
)
def test_what_the_address_says_is_shown_and_stays(desk: Desk, page: str, query: dict[str, str]) -> None:
    desk.open(page, query)
    first = desk.look()
    assert first.address == query
    assert shown_numbers(page, first) == {
        name: value for name, value in numbers(page, query).items() if name in first.widgets
    }
    with desk.slow():
        desk.switch("zh", "en", "zh")
        desk.switch("en")
    assert desk.look().beside(first) == {}
    desk.page.reload()
    desk.quiet()
    assert desk.look().beside(first) == {}


def numbers(page: str, query: dict[str, str]) -> dict[str, float]:
    """Return what an address says of each number, by the widget of the setting."""
    outline = OUTLINES[page]
    return {
        f"{page}-setting-{name}": float(query[key_of(outline, name)])
        for name, found in facts(outline).items()
        if found.range and key_of(outline, name) in query
    }


def shown_numbers(page: str, look: Look) -> dict[str, float]:
    """Return what the widgets of numbers show."""
    return {name: values[0] for name, values in look.widgets.items() if name in numbers(page, look.address)}
